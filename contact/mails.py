"""The two mails of an inquiry. Headers hold no free text beyond a client's name, folded safe."""

from email.headerregistry import Address
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site

from brand.models import BrandSettings
from contact.models import Delivery, Inquiry
from contact.promise import reply_by_for
from ops.models import User


class NoRecipientError(Exception):
    """Nobody to announce an inquiry to: neither a setting nor an owner."""


def one_line(text: str) -> str:
    """Return `text` fit for a header: no line break, no control character."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def build(delivery: Delivery) -> EmailMessage:
    """Return the mail that `delivery` stands for, ready to be sent.

    Raises NoRecipientError when an announcement has nobody to go to.
    """
    if delivery.kind == Delivery.Kind.NOTIFICATION:
        return _notification(delivery)
    return _acknowledgement(delivery)


def _brand() -> BrandSettings:
    return BrandSettings.for_site(Site.objects.get(is_default_site=True))


def _sender(brand: BrandSettings) -> str:
    return formataddr((one_line(brand.name), settings.DEFAULT_FROM_EMAIL))


def owners() -> list[str]:
    """Where announcements go when no address is set: to everybody who owns the site."""
    active = User.objects.filter(is_superuser=True, is_active=True)
    return list(active.order_by("pk").values_list("email", flat=True))


def _notification(delivery: Delivery) -> EmailMessage:
    inquiry, brand = delivery.inquiry, _brand()
    recipients = [brand.notification_email] if brand.notification_email else owners()
    if not recipients:
        raise NoRecipientError(
            translation.gettext("No address to announce inquiries to: see Settings, Identity.")
        )
    with translation.override(settings.LANGUAGE_CODE):
        subject = translation.gettext("New inquiry from %(name)s (%(reference)s)") % {
            "name": one_line(inquiry.name)[:60],
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
        from_email=_sender(brand),
        to=recipients,
        reply_to=[_client(inquiry)],
        headers={"Message-ID": delivery.message_id},
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
        from_email=_sender(brand),
        to=[inquiry.email],
        reply_to=reply_to,
        headers={
            "Message-ID": delivery.message_id,
            "Auto-Submitted": "auto-replied",
            "X-Auto-Response-Suppress": "All",
        },
    )


def _client(inquiry: Inquiry) -> str:
    local, _, domain = inquiry.email.rpartition("@")
    try:
        return str(Address(one_line(inquiry.name)[:60], local, domain))
    except ValueError:
        return inquiry.email
