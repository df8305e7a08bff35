"""Fill an empty site with the demonstration: `manage.py seed_demo`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page

from brand.demo import seed as brand
from brand.models import HomePage
from contact.demo import seed as contact
from services.demo import seed as services


class Command(BaseCommand):
    help = (
        "Fill an empty site with the demonstration, in those languages of the site that it has. "
        "Never touches a site that has a home page of its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="Do nothing, and say nothing, where there is any home page.",
        )

    @transaction.atomic
    def handle(self, *, if_empty: bool = False, verbosity: int = 1, **options: Any) -> None:
        # Replicas that start together wait here for the first, and then find its home page.
        list(Page.objects.select_for_update().filter(depth=1))
        homes = HomePage.objects.all()
        if homes.exists():
            if if_empty:
                return
            if homes.exclude(translation_key=brand.HOME_KEY).exists():
                raise CommandError(
                    "This site already has a home page of its own. The demonstration would "
                    "overwrite it, so nothing was changed."
                )
            message = "The demonstration is already here. Nothing was changed."
        elif name := brand.owner_name():
            # Visitors would take the pages for those of this person.
            if if_empty:
                return
            raise CommandError(
                f"This site is {name}’s already, though it has no home page: the demonstration "
                "would appear under that name, so nothing was changed."
            )
        else:
            seed()
            message = self.style.SUCCESS("The demonstration is ready.")
        if verbosity:
            self.stdout.write(message)


def seed() -> None:
    """Make the whole demonstration. The database must have no home page."""
    for home in brand.open_site():
        brand.seed(home)
        pages = services.seed(home)
        contact.seed(home)
        brand.seed_dialogue(home, pages)
