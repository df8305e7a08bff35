"""`manage.py setup_link`: the one-time link by which the first owner sets a password."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from ops.models import SetupLink, User


class Command(BaseCommand):
    help = "Print a one-time link for the first owner. Prints nothing once there is an owner."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            return
        secret = SetupLink.objects.issue()
        self.stdout.write(settings.BASE_URL + reverse("first_owner", args=[secret]))
