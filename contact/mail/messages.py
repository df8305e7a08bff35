"""The mails of the site, each as text and as HTML that say the same.

Headers hold no free text beyond a client's name, folded safe.
"""

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

from brand.models import BrandSettings, PublisherSettings
from contact.inquiries.email_address import as_sent
from contact.inquiries.models import Delivery, Inquiry
from contact.inquiries.settings import InquirySettings
from contact.mail.colours import mail_colours
from contact.page.published import form_url, published_emails
from ops.mail.outgoing import new_message_id
from ops.models import User


class NoRecipientError(Exception):
    """Nobody to announce an inquiry to: neither a setting nor an owner."""


class UnusableAddressError(Exception):
    """An address that a form accepts and that no header can hold."""


# They join letters of several scripts, and the parts of an emoji.
JOINERS = {"\u200c", "\u200d"}


def one_line(text: str) -> str:
    """Return `text` fit for a header: no line break, no control character, no turned direction."""
    kept = (c if c.isprintable() or c in JOINERS else " " for c in text)
    return " ".join("".join(kept).split())


def _name(text: str) -> str:
    """Somebody's name in a header, short enough to stay one line on any screen."""
    # What looks like an encoded word would be decoded where it is read.
    return one_line(text).replace("=?", "= ?")[:60].strip()


def _address(email: str) -> str:
    """Return `email` as headers and envelopes hold it. Raises UnusableAddressError."""
    try:
        if email.isprintable() and not any(c in email for c in ' ,;:<>()[]\\"'):
            return as_sent(email)
    except ValueError:
        pass
    raise UnusableAddressError(one_line(email))


def _mailbox(name: str, email: str) -> str:
    if name.isascii():
        return formataddr((name, email))
    # formataddr makes one encoded word of any length; they end at 75 characters.
    return f"{Header(name, 'utf-8').encode(maxlinelen=75, linesep='')} <{email}>"


def build(delivery: Delivery) -> EmailMessage:
    """Return the mail that `delivery` stands for, ready to be sent.

    Raises NoRecipientError when an announcement has nobody to go to, UnusableAddressError when
    the client's address is fit for a form but not for a mail, and KeyError for a kind that has no
    entry in `BUILDERS`: no other mail is sent in its place.
    """
    return BUILDERS[delivery.kind](delivery)


def sender(brand: BrandSettings) -> str:
    """From: the brand's name, and the site's address, which is the envelope's sender as well."""
    return _mailbox(_name(brand.name), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def _thread(delivery: Delivery) -> dict[str, str]:
    """Headers that put the mail of a linked inquiry below the one of the first."""
    first = delivery.inquiry.linked_to
    earlier = first and first.deliveries.filter(kind=delivery.kind).first()
    if not earlier:
        return {}
    return {"In-Reply-To": earlier.message_id, "References": earlier.message_id}


# What machines have: mail programs fetch no font.
ASKS = "'Avenir Next','Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif"
ANSWERS = "'Iowan Old Style','Palatino Linotype',Palatino,Charter,Georgia,serif"


def _written(
    name: str, brand: BrandSettings, subject: str, said: dict[str, Any], **envelope: Any
) -> EmailMultiAlternatives:
    """Return the mail `name` in the active language: the text first, then the same as HTML.

    Nothing in the HTML is fetched from anywhere: nobody learns that it was opened.
    """
    publisher = PublisherSettings.of_default_site()
    subject = one_line(subject)  # French puts spaces into it that no header needs
    context = {
        "brand": brand,
        "profession": brand.job_title((translation.get_language() or "fr")[:2]),
        "publisher": " · ".join(filter(None, [publisher.fact("name"), publisher.fact("status")])),
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
    """Return the mail by which an owner tries the mail server out, in the active language."""
    return _written(
        "test",
        BrandSettings.of_default_site(),
        translation.gettext("Test mail from your site"),
        {},
        to=[to],
        headers={"Message-ID": new_message_id(), "Auto-Submitted": "auto-generated"},
    )


def owners() -> list[str]:
    """Where announcements go when no address is set: to everybody who owns the site."""
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
            # No "from": in French, the word before a name depends on its first letter.
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
            # The owner's holiday notice must not go to the client.
            headers={
                "Message-ID": delivery.message_id,
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
                **_thread(delivery),
            },
        )


def _acknowledgement(delivery: Delivery) -> EmailMessage:
    """What the client wrote is in none of it: an address may be somebody else's (LAW-FR, Mail)."""
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
    """Reply-To of what goes to clients: an address that the owner shows to visitors, or none.

    Where inquiries are announced, and with which address somebody logs in, is nobody's business.
    """
    for email in published_emails(language):
        with suppress(UnusableAddressError):
            return [_address(email)]
    return []


def _client(inquiry: Inquiry) -> list[str]:
    """Reply-To of an announcement; empty for an address that no header can hold."""
    try:
        return [_mailbox(_name(inquiry.name), _address(inquiry.email))]
    except UnusableAddressError:
        return []


# Each kind of mail, and the function that writes it.
BUILDERS: dict[str, Callable[[Delivery], EmailMessage]] = {
    Delivery.Kind.NOTIFICATION: _notification,
    Delivery.Kind.ACKNOWLEDGEMENT: _acknowledgement,
}
