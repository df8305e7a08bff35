"""The warning about mail on every page of the admin."""

from typing import Any

from django import template
from django.template.context import Context

from contact.inbox import mail_views

register = template.Library()


@register.inclusion_tag("contact/inbox/alarm.html", takes_context=True)
def mail_alarm(context: Context) -> dict[str, Any]:
    """Show what is wrong with mail to those who may see inquiries; nothing when all is well."""
    user = getattr(context.get("request"), "user", None)
    shown = user is not None and mail_views.may_see(user)
    return {"alarm": mail_views.alarm() if shown else None}
