"""Views about mail: sending failed ones again, testing the server, warnings."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from contact.inquiries import audit
from contact.inquiries.models import Inquiry
from contact.inquiries.permissions import CHANGE, READ, may, only
from contact.mail import delivery, problems
from contact.mail import messages as mails
from ops.mail.outgoing import mail_folder, mail_leaves_this_machine, transport
from ops.models import User


def may_see(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether `user` may see inquiries and their mails."""
    return may(user, READ)


def may_send(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether `user` may send mails again and test the server."""
    return may(user, CHANGE)


@dataclass(frozen=True)
class Alarm:
    """The present trouble with mail: how many were given up, and whether no worker sends."""

    failed: int
    unattended: bool

    def __bool__(self) -> bool:
        return bool(self.failed or self.unattended)


def alarm() -> Alarm:
    """Return the present trouble. Two queries, a third while mails wait; no cache."""
    return Alarm(delivery.failed().count(), delivery.unattended() is not None)


@require_POST
def resend_failed(request: HttpRequest) -> HttpResponse:
    """Try all mails again that were given up, and go back to the dashboard."""
    with transaction.atomic():
        for inquiry in Inquiry.objects.filter(deliveries__in=delivery.failed()).distinct():
            audit.record(inquiry, audit.RESEND)
        count = delivery.resend(delivery.failed())
    messages.success(
        request,
        ngettext(
            "%(count)s e-mail will be tried again at once.",
            "%(count)s e-mails will be tried again at once.",
            count,
        )
        % {"count": count},
    )
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


@require_POST
def send_test(request: HttpRequest) -> HttpResponse:
    """Send a test mail to the user at once, and say how it went."""
    to = cast(User, request.user).email
    # The user waits, so the limits are shorter than the worker's. Other backends ignore them.
    limit = settings.EMAIL_TEST_LIMIT
    server = transport(timeout=min(settings.EMAIL_TIMEOUT, limit), limit=limit)
    try:
        message = mails.trial_mail(to)
        message.connection = server
        message.send()
    except Exception as error:
        problem, words = problems.explain(error)
        messages.error(request, f"{problem.label} {words}".strip())
    else:
        _say_what_happened(request, to, server)
    return HttpResponseRedirect(reverse("mail"))


def _say_what_happened(request: HttpRequest, to: str, server: object) -> None:
    if mail_leaves_this_machine():
        text = _(
            "The mail server accepted the test e-mail for %(address)s. Look for it "
            "there, in the spam folder too."
        )
        messages.success(request, text % {"address": to})
    elif file := getattr(server, "written", None):
        text = _("No e-mail leaves this machine yet. The test e-mail is in the file %(file)s.")
        messages.warning(request, text % {"file": file})
    else:
        text = _("No e-mail leaves this machine yet. The test e-mail was only printed.")
        messages.warning(request, text)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how mail leaves, or what the host of the site has to set so that it leaves."""
    title = _("E-mails")
    context = {
        "header_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("mail"), "label": title},
        ],
        "mail_leaves": mail_leaves_this_machine(),
        "mail_folder": mail_folder(),
        "mail_server": settings.EMAIL_HOST,
        "mail_sender": settings.DEFAULT_FROM_EMAIL,
        "base_url": settings.BASE_URL,
        "may_send": may_send(request.user),
    }
    return render(request, "contact/inbox/mail.html", context)


def urls() -> list[URLPattern]:
    return [
        path("mail/", only(READ, overview), name="mail"),
        path("mail/resend/", only(CHANGE, resend_failed), name="mail_resend_failed"),
        path("mail/test/", only(CHANGE, send_test), name="mail_test"),
    ]
