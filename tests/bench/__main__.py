"""`make bench`: what pages, inquiries and the owner's screens cost, beside bare applications.

Seconds of one machine say little, so that everything is a ratio to what the same gunicorn makes of
a bare WSGI application and of a bare Django view at the same time (docs/benchmarks.md). The exit
code is 1 if something is not as good as promised.
"""

import argparse
import signal
import sys
import tempfile
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from ops.processes.supervision import open_pipe
from tests.bench import inquiries, owner, pages
from tests.bench.sites import all_servers
from tests.bench.table import Promises, write

BESIDE_PEERS = {"pages": pages.measure, "inquiries": inquiries.measure, "owner": owner.measure}
# They start what they measure themselves.
ALONE = ("memory", "start")


def end(number: int, frame: FrameType | None) -> None:
    """Leave by way of all `with` blocks, once: they stop what was started."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def end_in_order() -> None:
    """Stop what is started from now on if this process is told to end, or killed."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
    open_pipe()  # the servers notice when it closes


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", choices=(*BESIDE_PEERS, *ALONE), help="measure one part")
    only = parser.parse_args().only
    end_in_order()
    promises = Promises()
    with ExitStack() as stack:
        parts = [each for name, each in BESIDE_PEERS.items() if only in {None, name}]
        if parts:
            name = stack.enter_context(tempfile.TemporaryDirectory(prefix="vitrine-bench-"))
            servers = stack.enter_context(all_servers(Path(name)))
            for measure in parts:
                measure(servers, promises)
    for name in ALONE:
        module = f"tests.bench.{name}"
        if only in {None, name} and find_spec(module):
            write()
            import_module(module).main()
    promises.write()
    return bool(promises.missed)


if __name__ == "__main__":
    sys.exit(main())
