"""An inquiry and what belongs to it: messages, notes, deliveries, idempotency keys.

Not a Wagtail page or form: its rows must outlive every page (docs/decisions/0004).
"""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ops.mail.outgoing import new_message_id

# Without 0, 1, I, L, O and U: readable aloud, and no words by accident.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """Return a public reference that cannot be guessed, such as "7K2M-9QXP-4TWB" (58 bits)."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


class Inquiry(models.Model):
    """Somebody wrote to the owner. What they answered is kept as it was asked."""

    class Status(models.TextChoices):
        NEW = "new", _("new")
        OPEN = "open", _("in progress")
        ANSWERED = "answered", _("answered")
        WON = "won", _("won")
        DECLINED = "declined", _("declined")
        ARCHIVED = "archived", _("archived")
        QUARANTINED = "quarantined", _("quarantined")

    WAITING = (Status.NEW, Status.OPEN)

    reference = models.CharField(
        _("reference"), max_length=14, unique=True, default=new_reference, editable=False
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.NEW, db_index=True
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    last_message_at = models.DateTimeField(_("last message"), default=timezone.now)
    # The day that the client was told when they wrote: later settings do not move it.
    reply_by = models.DateField(_("answer by"), null=True, editable=False)
    language = models.CharField(_("language"), max_length=10, default="fr")

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)

    service = models.ForeignKey(
        "services.ServicePage",
        verbose_name=_("service"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    service_title = models.CharField(_("service"), max_length=255, blank=True)
    # [{"key": …, "label": …, "value": …}], as it was asked: later edits change nothing here.
    brief = models.JSONField(_("brief"), default=list, blank=True)
    answer_key = models.UUIDField(_("answer"), null=True, blank=True)
    answer_question = models.TextField(_("asked about"), blank=True)

    notice_version = models.CharField(_("privacy notice"), max_length=20, blank=True)
    quarantine_reasons = models.JSONField(_("why in quarantine"), default=list, blank=True)
    # Set when the owner marks it as spam: what to go back to, and since when it waits there.
    status_before = models.CharField(max_length=12, blank=True, editable=False)
    quarantined_at = models.DateTimeField(null=True, blank=True, editable=False)
    linked_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="linked"
    )
    # What the owner's search looks at; kept by contact.inquiries.search.
    search_text = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        # Logs and messages of Wagtail show this, and outlive the inquiry: no name.
        return self.reference

    @property
    def is_quarantined(self) -> bool:
        return self.status == self.Status.QUARANTINED

    @property
    def waits(self) -> bool:
        """Whether the client still waits for the owner's answer."""
        return self.status in self.WAITING

    @property
    def is_promised(self) -> bool:
        """Whether the client counts on `reply_by`. It is told to all: decision 0020."""
        return self.reply_by is not None and (self.waits or self.is_quarantined)

    @property
    def is_late(self) -> bool:
        """Whether the day that the client was told is over, without an answer."""
        return self.waits and self.reply_by is not None and self.reply_by < timezone.localdate()


class Message(models.Model):
    """What the client wrote, exactly as it was typed."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="messages")
    body = models.TextField(_("message"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.body[:80]


class Note(models.Model):
    """What the owner wants to remember about an inquiry. Clients never see it."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = models.TextField(_("note"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.body[:80]


class IdempotencyKey(models.Model):
    """Which inquiry came of a form: the same form sent twice gives the same inquiry."""

    key = models.CharField(max_length=64, unique=True)
    # Of what was sent: tells a double click from a changed form under the same key.
    fingerprint = models.CharField(max_length=64)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="keys")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    """A mail that has to leave: a row of the outbox, written with the inquiry."""

    class Kind(models.TextChoices):
        NOTIFICATION = "notification", _("announcement to the owner")
        ACKNOWLEDGEMENT = "acknowledgement", _("acknowledgement to the client")

    # The mails that every inquiry causes when it comes in. A kind that is not in this list is
    # put into the outbox by the code that needs it.
    ON_RECEIPT = (Kind.NOTIFICATION, Kind.ACKNOWLEDGEMENT)
    # The mails that go to an address that anybody may have typed into the form. They count
    # towards the cap (ops.mail.cap) and wait for the owner after a restore.
    TO_CLIENT = (Kind.ACKNOWLEDGEMENT,)

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", pgettext_lazy("mail", "not needed")
        # For ever: a mail server that is set later does not send what is stale by then.
        KEPT = "kept", _("not sent: no mail server")

    class Problem(models.TextChoices):
        """Why the last attempt did not succeed, in words for the owner."""

        NOBODY = "nobody", _("There is no address to write to: see Settings, Inquiries.")
        UNREACHABLE = "unreachable", _("The mail server could not be reached.")
        SILENT = "silent", _("The mail server did not answer in time.")
        DROPPED = "dropped", _("The mail server hung up before it had taken the mail.")
        INSECURE = "insecure", _("No safe connection to the mail server: nothing was sent.")
        LOGIN = "login", _("The mail server refused the user name or the password.")
        SENDER = "sender", _("The mail server refused the site’s own address as sender.")
        ADDRESS = "address", _("The mail server refused the address.")
        UNUSABLE = "unusable", _("No mail can be sent to this address.")
        BUSY = "busy", _("The mail server asked to try again later.")
        REFUSED = "refused", _("The mail server refused the mail.")
        INTERNAL = "internal", _("The mail could not be made or handed over.")
        RESTORED = (
            "restored",
            _("The site was restored from a backup: this mail may have left before."),
        )
        RECENT = "recent", _("This address had an acknowledgement less than an hour before.")
        CROWDED = "crowded", _("More messages than usual came in: this mail waits for its turn.")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(_("mail"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    # The same through all attempts: a mail sent twice is shown once.
    message_id = models.CharField(max_length=200, default=new_message_id, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(default=timezone.now)
    # Since when it has been tried, to know when to give up: a resend begins anew.
    trying_since = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    # Until when one worker has this row for itself.
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem.choices, blank=True)
    last_error = models.CharField(_("words of the server"), max_length=300, blank=True)
    # Of an acknowledgement: a keyed digest of its address, held by one row at a time.
    hour_slot = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("state", "due_at"), name="delivery_due"),)
        constraints = (
            models.UniqueConstraint(fields=("inquiry", "kind"), name="one_mail_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class RecentSender(models.Model):
    """One form that was stored, by a digest of where it came from. Purged within a day.

    The digest's key changes daily; no address, and no inquiry, can be told from it.
    """

    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    # From when on its acknowledgement may leave; None where it caused none.
    mail_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("digest", "sent_at"), name="recent_sender"),)

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"
