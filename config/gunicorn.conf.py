"""gunicorn: threads, because a request waits for the disk rather than for the processor."""

import gc
import os
from typing import Any

from config import settings

bind = os.environ.get("BIND") or f"localhost:{os.environ.get('PORT', '8000')}"
wsgi_app = "config.wsgi:application"
# Loaded once and shared: the successor of a worker that died serves at once, and each costs less
# memory.
preload_app = True
worker_class = "ops.processes.web_worker.DrainingWorker"  # gthread, and a clean stop
workers, threads = settings.WEB_WORKERS, settings.WEB_THREADS
timeout = 30
graceful_timeout = 30
keepalive = 5
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = None
umask = 0o077  # gunicorn would set its own, 0
# A header with an underscore must not pose as the one with a hyphen.
header_map = "refuse"
forwarder_headers = ""
# How a visitor came, as a proxy on this machine or in FORWARDED_ALLOW_IPS tells it.
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
# Nobody asked for a second way in.
control_socket_disable = True


def pre_fork(server: Any, worker: Any) -> None:
    """Exempt what all workers share from garbage collection, which would copy its memory."""
    gc.freeze()


def worker_exit(server: Any, worker: Any) -> None:
    """Store the page views that this worker has counted. One that is killed loses them."""
    from ops.visits.batch import batch  # models, which Django has loaded by now

    batch.write()


def on_exit(server: Any) -> None:
    """Leave the database as one file. All web processes have ended."""
    from ops.processes.last_connection import close_last_connection  # Django is loaded by now

    close_last_connection()
