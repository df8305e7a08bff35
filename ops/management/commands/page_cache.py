"""`manage.py page_cache status|clear|warm`: look at the finished pages, drop them, make them."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ops.page_cache import site, warm


class Command(BaseCommand):
    help = "Look at the finished pages (status), drop all of them (clear), or make them (warm)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("status", "clear", "warm"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        if not settings.PAGE_CACHE:
            raise CommandError("The page cache is off (PAGE_CACHE).")
        getattr(self, action)()

    def status(self) -> None:
        """Say which generation there is, and how many finished pages it has on this machine."""
        now = warm.warmer().generation_now()
        if now is None:
            self.stdout.write("Pages are not kept now: the content is being changed.")
            return
        files = site.store().files(now)
        size = sum(file.stat().st_size for file in files)
        self.stdout.write(f"Generation {now}: {len(files)} pages, {size / 1000:.0f} kB in files.")

    def clear(self) -> None:
        """Begin a new generation, for what was changed without Django, such as in SQL."""
        site.generation().renew()
        self.stdout.write("Every page is made anew.")

    def warm(self) -> None:
        """Make every page that is in the sitemap."""
        count = warm.warmer().run_to_the_end()
        self.stdout.write(f"{count} pages are finished.")
