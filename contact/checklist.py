"""Checklist: channels, short links, an address for announcements, a mail server."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from brand.checklist import edit_url, settings_url
from brand.core.visibility import visible
from brand.text.short_links import is_short_link
from contact.inquiries.settings import InquirySettings
from contact.page.models import ContactPage
from ops.checklist import Item
from ops.mail.outgoing import mail_leaves_this_machine


def find() -> Iterator[Item]:
    """Yield a line for each thing that is missing. Four queries."""
    pages = (
        visible(ContactPage.objects.all())
        .select_related("locale")
        .prefetch_related("channels")
        .order_by("path")
    )
    silent = [page for page in pages if all(c.archived for c in page.channels.all())]
    if silent:
        yield Item(
            "channels",
            _("A way to reach you besides the form"),
            _("Some people prefer to call, or to write from their own e-mail program."),
            edit_url(silent[0]),
            language=silent[0].locale.language_code,
        )
    for page in pages:
        # An archived channel has no link.
        if short := [c for c in page.channels.all() if not c.archived and is_short_link(c.address)]:
            yield Item(
                f"short-links-{page.locale.language_code}",
                _("Short links among your ways to be reached"),
                _("Nobody sees where they lead. Paste the addresses that they open."),
                edit_url(page),
                language=page.locale.language_code,
                parts=tuple(c.get_kind_display() for c in short),
                optional=True,
            )
    site = Site.objects.filter(is_default_site=True).first()
    if site and not InquirySettings.for_site(site).notification_email:
        yield Item(
            "notification",
            _("Where inquiries are announced"),
            _("Until you choose an address, all owners of the site get an e-mail."),
            settings_url(InquirySettings),
        )
    if not mail_leaves_this_machine():
        yield Item(
            "mail",
            _("A mail server"),
            _("No e-mail leaves this machine: inquiries wait here, and nobody is told."),
            reverse("mail"),
        )
