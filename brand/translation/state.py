"""The state of a page's language versions: missing, a draft, out of date, copied.

One version follows another: the one that was copied from it (according to Wagtail's log), else the
one that is not in the default language. It is out of date if the other was published after it was
last edited, or last confirmed to be still right (`CHECKED` in the log).
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, PageLogEntry
from wagtail.query import PageQuerySet

from brand.core import language_versions
from brand.translation.untranslated import untranslated

COPIED = "wagtail.copy_for_translation"
CHECKED = "brand.translation_checked"


class State(TextChoices):
    """A task for a page. The most urgent state comes first."""

    UNTRANSLATED = "0-untranslated", _("Published, mostly in the words of the other version")
    STALE = "1-stale", _("The other version changed later")
    MISSING = "2-missing", _("Not translated")
    DRAFT = "3-draft", _("Translation is still a draft")


def with_state(pages: PageQuerySet, locales: list[Locale]) -> PageQuerySet:
    """Give each of `pages` a `state` (a value of State, "" if there is nothing to do).

    `locales` are the site's languages. No version is missed of a page that is not published, or of
    an alias that follows its original by itself.
    """
    others = language_versions.others_of_each()
    pages = pages.filter(depth__gt=1, alias_of=None).annotate(
        seen_at=_seen_at(), is_copy=Exists(_logged(COPIED))
    )
    newer = others.filter(live=True, last_published_at__gt=OuterRef("seen_at"))
    originals = newer.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(
        Exists(_logged(COPIED))
    )
    stale = Q(is_copy=True) & Exists(newer) | Q(is_copy=False) & Exists(originals)
    incomplete = language_versions.lacks_a_version(locales)
    same = untranslated(pages, COPIED) if len(locales) > 1 else set()
    return pages.annotate(
        state=Case(
            When(Q(pk__in=same), then=Value(State.UNTRANSLATED.value)),
            When(Q(live=True) & stale, then=Value(State.STALE.value)),
            When(Q(live=True) & incomplete, then=Value(State.MISSING.value)),
            When(Q(live=False) & Exists(others.filter(live=True)), then=Value(State.DRAFT.value)),
            default=Value(""),
            output_field=CharField(),
        )
    )


def _logged(action: str) -> Any:
    return PageLogEntry.objects.filter(page=OuterRef("pk"), action=action)


def _seen_at() -> Greatest:
    """Return when somebody last edited a page, or compared it with the other version."""
    edited = Coalesce("latest_revision_created_at", "last_published_at")
    checked = _logged(CHECKED).order_by("-timestamp").values("timestamp")[:1]
    return Greatest(edited, Coalesce(Subquery(checked), edited))


def one_state(page: Page) -> tuple[str, datetime | None]:
    """The state of a single page, and when it was last edited or compared."""
    pages = with_state(Page.objects.filter(pk=page.pk), language_versions.written())
    return pages.values_list("state", "seen_at").first() or ("", None)


def other_version(page: Page) -> Page | None:
    """Return the version to show beside `page`: that in the default language, if there is one."""
    others = page.get_translations().filter(alias_of=None).select_related("locale")
    return others.order_by(
        Case(When(locale__language_code=settings.LANGUAGE_CODE, then=0), default=1), "pk"
    ).first()
