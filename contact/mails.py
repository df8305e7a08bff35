"""The two mails of an inquiry. Headers hold no free text beyond a client's name, folded safe."""

from email.header import Header
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site

from brand.models import BrandSettings
from contact.models import Delivery, Inquiry
from contact.models.inquiry import new_message_id
from contact.promise import reply_by_for
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
    """Return `email` if a header can hold it. Raises UnusableAddressError."""
    if not email.isprintable() or any(c in email for c in ' ,;:<>()[]\\"'):
        raise UnusableAddressError(one_line(email))
    return email


def _mailbox(name: str, email: str) -> str:
    if name.isascii():
        return formataddr((name, email))
    # formataddr makes one encoded word of any length; they end at 75 characters.
    return f"{Header(name, 'utf-8').encode(maxlinelen=75, linesep='')} <{email}>"


def build(delivery: Delivery) -> EmailMessage:
    """Return the mail that `delivery` stands for, ready to be sent.

    Raises NoRecipientError when an announcement has nobody to go to, and UnusableAddressError
    when the client's address is fit for a form but not for a mail.
    """
    if delivery.kind == Delivery.Kind.NOTIFICATION:
        return _notification(delivery)
    return _acknowledgement(delivery)


def _brand() -> BrandSettings:
    return BrandSettings.for_site(Site.objects.get(is_default_site=True))


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


def trial_mail(to: str) -> EmailMessage:
    """Return the mail by which an owner tries the mail server out, in the active language."""
    brand = _brand()
    return EmailMessage(
        subject=translation.gettext("Test mail from your site"),
        body=render_to_string("email/test.txt", {"brand": brand, "url": settings.BASE_URL}),
        from_email=sender(brand),
        to=[to],
        headers={"Message-ID": new_message_id(), "Auto-Submitted": "auto-generated"},
    )


def owners() -> list[str]:
    """Where announcements go when no address is set: to everybody who owns the site."""
    active = User.objects.filter(is_superuser=True, is_active=True)
    return list(active.order_by("pk").values_list("email", flat=True))


def _notification(delivery: Delivery) -> EmailMessage:
    inquiry, brand = delivery.inquiry, _brand()
    recipients = [brand.notification_email] if brand.notification_email else owners()
    if not recipients:
        raise NoRecipientError
    with translation.override(settings.LANGUAGE_CODE):
        subject = translation.gettext("New inquiry from %(name)s (%(reference)s)") % {
            "name": _name(inquiry.name),
            "reference": inquiry.reference,
        }
        inbox = settings.BASE_URL + reverse("inquiries:inspect", args=[inquiry.pk])
        body = render_to_string(
            "email/notification.txt",
            {
                "inquiry": inquiry,
                "message": inquiry.messages.first(),
                "inbox_url": inbox,
                "brand": brand,
            },
        )
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=sender(brand),
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
    inquiry, brand = delivery.inquiry, _brand()
    with translation.override(inquiry.language):
        received = timezone.localdate(inquiry.created_at)
        subject = translation.gettext("Your message has arrived (%(reference)s)") % {
            "reference": inquiry.reference
        }
        body = render_to_string(
            "email/acknowledgement.txt",
            {"inquiry": inquiry, "reply_by": reply_by_for(brand, received), "brand": brand},
        )
    reply_to = [brand.notification_email] if brand.notification_email else owners()[:1]
    return EmailMessage(
        subject=subject,
        body=body,
        from_email=sender(brand),
        to=[_address(inquiry.email)],
        reply_to=reply_to,
        headers={
            "Message-ID": delivery.message_id,
            "Auto-Submitted": "auto-replied",
            "X-Auto-Response-Suppress": "All",
            **_thread(delivery),
        },
    )


def _client(inquiry: Inquiry) -> list[str]:
    """Reply-To of an announcement; empty for an address that no header can hold."""
    try:
        return [_mailbox(_name(inquiry.name), _address(inquiry.email))]
    except UnusableAddressError:
        return []
