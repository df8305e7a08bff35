"""The loop of the worker process: it runs the registered jobs again and again."""

import logging
import time

from django.db import close_old_connections, connections

from ops.processes import supervision
from ops.worker.jobs import jobs

logger = logging.getLogger(__name__)
TICK = 1.0
_stopping = False


def stopping() -> bool:
    """Whether this process should end: it was told to, or its supervisor is gone.

    A long job asks between two steps.
    """
    return _stopping or supervision.orphaned()


def run_due(last_run: dict[str, float], now: float) -> None:
    """Run each job whose time has come, and note in `last_run` (name → seconds) when.

    A job that fails is logged and tried again at its next time: one broken job must not
    keep mail from leaving.
    """
    for name, job in jobs.items():
        if now - last_run.get(name, float("-inf")) < job.every:
            continue
        last_run[name] = now
        close_old_connections()
        try:
            job.run()
        except Exception:
            logger.exception("job %s failed", name)


def stop() -> None:
    """Let `loop` end after its current step.

    No Event: its lock may be held by the very code that a signal interrupts.
    """
    global _stopping
    _stopping = True


def loop(tick: float = TICK) -> None:
    """Run due jobs every `tick` seconds until somebody calls `stop`."""
    last_run: dict[str, float] = {}
    while not stopping():
        run_due(last_run, time.monotonic())
        time.sleep(tick)
    # SQLite's last connection writes the log back: a site that was stopped is one file again.
    connections.close_all()
