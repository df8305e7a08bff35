"""`manage.py worker`: delivers mail and runs the periodic jobs until it is told to stop."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ops.worker import loop


class Command(BaseCommand):
    help = "Deliver mail and run the periodic jobs, until SIGTERM or Ctrl-C."
    # Mail should not wait for them; `prepare` has run them before.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Run every job once and stop (for cron and tests)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            loop.run_due({}, now=0.0)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: loop.stop())
        loop.loop()
