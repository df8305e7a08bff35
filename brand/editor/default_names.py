"""Translate the English names that Wagtail's migrations leave in the database."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Task, Workflow


def rename() -> None:
    """Rename groups, workflow, task and root page, unless their names were changed. Idempotent.

    The names are in the site's first language, because everybody reads the same name.
    """
    with override(settings.LANGUAGE_CODE):
        names = {
            "Editors": _("Writers"),
            "Moderators": _("Reviewers"),
            "Moderators approval": _("Review"),
        }
    for model in (Group, Workflow, Task):
        for named in model._default_manager.filter(name__in=names):
            named.name = names[named.name]
            named.save()
    for root in Page.objects.filter(depth=1, title="Root"):
        root.title = root.draft_title = settings.WAGTAIL_SITE_NAME
        root.save(update_fields=["title", "draft_title"])
