"""Writes the mails of the site, each as text and as HTML with the same content.

The only free text in a header is a client's name, made safe first.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from email.header import Header
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from brand.core import languages
from brand.models import BrandSettings, PublisherSettings
from contact.inquiries.email_address import as_sent
from contact.inquiries.models import Delivery, Inquiry
from contact.inquiries.settings import InquirySettings
from contact.mail.colours import mail_colours
from contact.page.published import form_url, published_emails
from ops.mail.outgoing import new_message_id
from ops.models import User


class NoRecipientError(Exception):
    """There is nobody to announce an inquiry to: no address in the settings, and no owner."""


class UnusableAddressError(Exception):
    """A form accepts this address, but no mail header can hold it."""


# Zero-width joiners: needed in several scripts and inside emoji.
JOINERS = {"\u200c", "\u200d"}
# Python calls them not printable; French writes them before a colon.
NO_BREAKS = {"\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"}


def one_line(text: str) -> str:
    """Return `text` fit for a header: without line breaks, control characters, direction marks."""
    kept = (c if c.isprintable() or c in JOINERS | NO_BREAKS else " " for c in text)
    return re.sub(" +", " ", "".join(kept)).strip()


def _name(text: str) -> str:
    """Return a name for a header, short enough for one line on any screen."""
    # Mail programs would decode what looks like an encoded word (RFC 2047).
    return one_line(text).replace("=?", "= ?")[:60].strip()


def _address(email: str) -> str:
    """Return `email` for headers and envelopes, or raise UnusableAddressError."""
    try:
        if email.isprintable() and not any(c in email for c in ' ,;:<>()[]\\"'):
            return as_sent(email)
    except ValueError:
        pass
    raise UnusableAddressError(one_line(email))


def _mailbox(name: str, email: str) -> str:
    if name.isascii():
        return formataddr((name, email))
    # formataddr makes one long encoded word; the limit is 75 characters (RFC 2047, 2).
    return f"{Header(name, 'utf-8').encode(maxlinelen=75, linesep='')} <{email}>"


def build(delivery: Delivery) -> EmailMessage:
    """Return the mail that `delivery` stands for, ready to be sent.

    Raises NoRecipientError when an announcement has nobody to go to, UnusableAddressError when
    the client's address is fit for a form but not for a mail, and KeyError for a kind that has no
    entry in `BUILDERS`: no other mail is sent in its place.
    """
    return BUILDERS[delivery.kind](delivery)


def sender(brand: BrandSettings) -> str:
    """Return From: the owner's name with the site's address, also the envelope's sender."""
    return _mailbox(_name(brand.name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _thread(delivery: Delivery) -> dict[str, str]:
    """Return the headers that put the mail of a linked inquiry into the thread of the first."""
    first = delivery.inquiry.linked_to
    earlier = first and first.deliveries.filter(kind=delivery.kind).first()
    if not earlier:
        return {}
    return {"In-Reply-To": earlier.message_id, "References": earlier.message_id}


# Fonts that come with operating systems: a mail fetches none.
ASKS = "'Avenir Next','Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif"
ANSWERS = "'Iowan Old Style','Palatino Linotype',Palatino,Charter,Georgia,serif"


def _written(
    name: str, brand: BrandSettings, subject: str, said: dict[str, Any], **envelope: Any
) -> EmailMultiAlternatives:
    """Return the mail `name` in the active language, as text and as HTML with the same content.

    The HTML fetches nothing, so that nobody learns when a mail was opened.
    """
    publisher = PublisherSettings.of_default_site()
    subject = one_line(subject)
    context = {
        "brand": brand,
        "profession": brand.job_title(languages.active()),
        "publisher": " · ".join(filter(None, [publisher.fact("name"), publisher.fact("status")])),
        "publisher_language": languages.of_settings(),
        "url": settings.BASE_URL + reverse("wagtail_serve", args=[""]),
        "subject": subject,
        "colours": mail_colours(brand.accent),
        "asks": ASKS,
        "answers": ANSWERS,
        **said,
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"email/{name}.txt", context),
        from_email=sender(brand),
        **envelope,
    )
    message.attach_alternative(render_to_string(f"email/{name}.html", context), "text/html")
    return message


def trial_mail(to: str) -> EmailMessage:
    """Return the mail with which an owner tests the mail server, in the active language."""
    return _written(
        "test",
        BrandSettings.of_default_site(),
        translation.gettext("Test e-mail from your site"),
        {},
        to=[to],
        headers={"Message-ID": new_message_id(), "Auto-Submitted": "auto-generated"},
    )


def owners() -> list[str]:
    """Return the addresses of all owners: they get the announcements if the settings name none."""
    active = User.objects.filter(is_superuser=True, is_active=True)
    return list(active.order_by("pk").values_list("email", flat=True))


def _notification(delivery: Delivery) -> EmailMessage:
    inquiry, brand = delivery.inquiry, BrandSettings.of_default_site()
    chosen = InquirySettings.of_default_site().notification_email
    recipients = [chosen] if chosen else owners()
    if not recipients:
        raise NoRecipientError
    with translation.override(settings.LANGUAGE_CODE):
        return _written(
            "notification",
            brand,
            # Without "from": in French that word depends on the first letter of the name.
            translation.gettext("New inquiry: %(name)s (%(reference)s)")
            % {"name": _name(inquiry.name), "reference": inquiry.reference},
            {
                "inquiry": inquiry,
                "message": inquiry.messages.first(),
                "facts": [
                    (translation.gettext("Name:"), inquiry.name),
                    (translation.gettext("E-mail:"), inquiry.email),
                    (translation.gettext("Organisation:"), inquiry.organisation),
                    (translation.gettext("Service:"), inquiry.service_title),
                    (translation.gettext("Asked about:"), inquiry.answer_question),
                    (translation.gettext("Reference:"), inquiry.reference),
                ],
                "inbox_url": settings.BASE_URL + reverse("inquiries:inspect", args=[inquiry.pk]),
            },
            to=recipients,
            reply_to=_client(inquiry),
            # Keeps the owner's out-of-office reply from going to the client.
            headers={
                "Message-ID": delivery.message_id,
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
                **_thread(delivery),
            },
        )


def _acknowledgement(delivery: Delivery) -> EmailMessage:
    """Write the acknowledgement, which quotes nothing that the client wrote.

    Somebody may have typed another person's address (LAW-FR, Mail).
    """
    inquiry, brand = delivery.inquiry, BrandSettings.of_default_site()
    reply_to = _published(inquiry.language)
    with translation.override(inquiry.language):
        return _written(
            "acknowledgement",
            brand,
            translation.gettext("Your message has arrived (%(reference)s)")
            % {"reference": inquiry.reference},
            {
                "reference": inquiry.reference,
                "reply_by": inquiry.reply_by,
                "may_be_answered": bool(reply_to),
                "form_url": "" if reply_to else form_url(inquiry.language),
            },
            to=[_address(inquiry.email)],
            reply_to=reply_to,
            headers={
                "Message-ID": delivery.message_id,
                "Auto-Submitted": "auto-replied",
                "X-Auto-Response-Suppress": "All",
                **_thread(delivery),
            },
        )


def _published(language: str) -> list[str]:
    """Return Reply-To for mails to clients: an address that the owner shows to visitors, or none.

    The address for announcements and those of accounts are private and never used here.
    """
    for email in published_emails(language):
        with suppress(UnusableAddressError):
            return [_address(email)]
    return []


def _client(inquiry: Inquiry) -> list[str]:
    """Return Reply-To of an announcement: the client; empty if no header can hold the address."""
    try:
        return [_mailbox(_name(inquiry.name), _address(inquiry.email))]
    except UnusableAddressError:
        return []


# Each kind of mail, and the function that writes it.
BUILDERS: dict[str, Callable[[Delivery], EmailMessage]] = {
    Delivery.Kind.NOTIFICATION: _notification,
    Delivery.Kind.ACKNOWLEDGEMENT: _acknowledgement,
}
