"""Send a link that sets a new password, without telling anybody who has an account here.

A request only writes down which address was asked for: the same answer and the same work for
every address, whatever the mail server does. The worker looks for the account, makes the link at
the moment when its mail leaves, and keeps it nowhere (docs/decisions/0039).
"""

from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.signals import password_reset
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from ops.mail import cap, queue
from ops.mail.outgoing import new_message_id
from ops.models import QueuedMail, User

KIND = "password reset"
# Whoever asked is waiting for the mail. A day later they will have asked again.
GIVE_UP_AFTER = timedelta(hours=1)
PAUSE = timedelta(hours=1)  # between two mails to one account (RELIABILITY 37)


def ask(email: str) -> None:
    """Queue the question whether `email` has an account, in the language of the page."""
    QueuedMail.objects.create(
        kind=KIND,
        content={
            "email": email.lower(),
            "language": translation.get_language(),
            "message_id": new_message_id(),
        },
        give_up_at=timezone.now() + GIVE_UP_AFTER,
    )


def register() -> None:
    """Add this kind of mail to the queue, and allow another link once one was used."""
    queue.kinds.register(KIND, queue.Kind(_build, _sent))
    password_reset.connect(_used, dispatch_uid="ops.password_reset")


def _used(user: User, **kwargs: Any) -> None:
    # Only the reader of the mail can use its link, so this cannot be used to flood a mailbox.
    User.objects.filter(pk=user.pk).update(reset_mailed_at=None)


def link_for(user: User) -> str:
    """Return a link with which `user` sets a new password, at the site's public address."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return f"{settings.BASE_URL}{path}"


def _build(row: QueuedMail) -> EmailMessage | None:
    """Return the mail with the link, or None: no such account, or one was just sent."""
    email = row.content["email"]
    # Look at the rows before the account: a question answered in between shows in one of them.
    earlier = QueuedMail.objects.filter(kind=KIND, content__email=email, pk__lt=row.pk)
    if earlier.update(give_up_at=row.give_up_at):
        return None
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None or _was_mailed(user):
        return None
    with translation.override(row.content["language"]):
        context = {"url": link_for(user), "site": settings.BASE_URL}
        subject = render_to_string("account/email/password_reset_key_subject.txt", context)
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=render_to_string("account/email/password_reset_key_message.txt", context),
            to=[user.email],
            headers={
                "Message-ID": row.content["message_id"],
                "Auto-Submitted": "auto-generated",
            },
        )


def _was_mailed(user: User) -> bool:
    return user.reset_mailed_at is not None and user.reset_mailed_at > timezone.now() - PAUSE


def _sent(row: QueuedMail) -> None:
    # Counted but never held back: an account gets one an hour, and its owner is waiting.
    cap.count()
    User.objects.filter(email=row.content["email"]).update(reset_mailed_at=timezone.now())
