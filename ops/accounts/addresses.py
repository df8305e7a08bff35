"""Keep allauth's table of addresses equal to the address in each account.

allauth keeps a table of addresses beside the user: any of them logs in, and is sent links that set
a new password. Nobody signs up here. Whoever may enter was let in by the first-owner link, in the
admin or on the command line, so their address needs no proof, and one that was replaced must
open nothing any more.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models.signals import post_save

from ops.models import User


def watch() -> None:
    """Give each user that is saved one address in allauth's table, verified and primary."""
    post_save.connect(_keep_one_address, sender=User, dispatch_uid="ops.account_addresses")


def _keep_one_address(instance: User, raw: bool = False, **kwargs: Any) -> None:
    if raw:  # a fixture brings its own rows
        return
    email = instance.email.lower()
    EmailAddress.objects.filter(user=instance).exclude(email=email).delete()
    EmailAddress.objects.update_or_create(
        user=instance, email=email, defaults={"primary": True, "verified": True}
    )
