"""The owner's account in the admin leads to password and two-factor authentication."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def password(request: Any) -> dict[str, Any]:
    return {
        "url": reverse("account_change_password"),
        "label": _("Change your password"),
        "help_text": _("You stay logged in on this device."),
    }


@hooks.register("register_account_menu_item")
def two_factor(request: Any) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Two-factor authentication"),
        "help_text": _("An app, a passkey or a security key, and recovery codes."),
    }
