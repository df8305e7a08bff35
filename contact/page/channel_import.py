"""Adds channels that were found in a transcript to the draft of the contact page."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from wagtail.models import Locale

from contact.page.channel_kinds import KINDS, href_of
from contact.page.models import ContactChannel, ContactPage


class FoundChannel(Protocol):
    """A channel as a transcript names it."""

    @property
    def kind(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def archived(self) -> bool: ...


def add_channels(page: ContactPage, found: Iterable[FoundChannel]) -> int:
    """Add channels to the latest draft of `page` and return how many were new.

    One that is there already (same kind, same link) is left alone. An address that its
    kind refuses is kept as kind "other" if it is a link at all, else left out.
    """
    draft = page.get_latest_revision_as_object()
    known = {(c.kind, _href(c.kind, c.address)) for c in draft.channels.all()}
    added = 0
    for channel in found:
        kind = channel.kind if channel.kind in KINDS else "other"
        href = _href(kind, channel.address)
        if href is None:
            kind, href = "other", _href("other", channel.address)
        if href is None or (kind, href) in known:
            continue
        known.add((kind, href))
        draft.channels.add(
            ContactChannel(
                kind=kind,
                address=channel.address,
                archived=channel.archived,
                locale=page.locale,
                sort_order=draft.channels.count(),
            )
        )
        added += 1
    if added:
        draft.save_revision(clean=False)
    return added


def receive_channels(user: Any, locale: Locale, found: Iterable[FoundChannel]) -> int:
    """Add channels to the draft of the contact page in `locale`, if `user` may edit it.

    Returns how many were new; 0 also when there is no such page.
    """
    page = ContactPage.objects.filter(locale=locale, alias_of=None).first()
    if page is None:
        return 0
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        return 0
    return add_channels(page, found)


def _href(kind: str, address: str) -> str | None:
    try:
        return href_of(kind, address)
    except ValidationError:
        return None
