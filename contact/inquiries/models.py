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

# Without 0, 1, I, L and O, which are mistaken for each other, and U, which makes words by accident.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """Return a public reference that cannot be guessed, such as "7K2M-9QXP-4TWB" (58 bits)."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


class Inquiry(models.Model):
    """A message to the owner, with the answers to the brief as they were asked."""

    # Otherwise Wagtail lists inquiries where a service is used, for editors who may not read them.
    wagtail_reference_index_ignore = True

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
        _("status"), max_length=12, choices=Status.choices, default=Status.NEW
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    last_message_at = models.DateTimeField(_("last message"), default=timezone.now)
    # The day that the client was told on sending. Later changes of the settings do not move it.
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
    # [{"key": …, "label": …, "value": …}], as it was asked, whatever is edited later.
    brief = models.JSONField(_("brief"), default=list, blank=True)
    answer_key = models.UUIDField(_("answer"), null=True, blank=True)
    answer_question = models.TextField(_("asked about"), blank=True)

    notice_version = models.CharField(_("privacy notice"), max_length=20, blank=True)
    quarantine_reasons = models.JSONField(_("why in quarantine"), default=list, blank=True)
    # Set when the owner marks it as spam: the status to go back to, and since when it is there.
    status_before = models.CharField(max_length=12, blank=True, editable=False)
    quarantined_at = models.DateTimeField(null=True, blank=True, editable=False)
    linked_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="linked"
    )
    # The words that the owner's search looks through; written by contact.inquiries.search.
    search_text = models.TextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ("-created_at",)
        # Every order of the owner's list (contact.inbox.views), and its filter by status.
        indexes = (
            models.Index(fields=("name", "created_at"), name="inquiry_name"),
            models.Index(fields=("status", "created_at"), name="inquiry_status"),
            models.Index(fields=("reply_by", "created_at"), name="inquiry_reply_by"),
        )

    def __str__(self) -> str:
        # No name: Wagtail's logs and messages show this after the inquiry was erased.
        return self.reference

    @property
    def is_quarantined(self) -> bool:
        return self.status == self.Status.QUARANTINED

    @property
    def waits(self) -> bool:
        """Tell whether the client still waits for the owner's answer."""
        return self.status in self.WAITING

    @property
    def is_promised(self) -> bool:
        """Tell whether the client expects an answer by `reply_by` (docs/decisions/0020)."""
        return self.reply_by is not None and (self.waits or self.is_quarantined)

    @property
    def is_late(self) -> bool:
        """Tell whether `reply_by` has passed without an answer."""
        return self.waits and self.reply_by is not None and self.reply_by < timezone.localdate()


class Message(models.Model):
    """A message of the client, exactly as it was typed."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="messages")
    body = models.TextField(_("message"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.body[:80]


class Note(models.Model):
    """A note of the owner about an inquiry. Clients never see it."""

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
    """The key of a form and its inquiry: the same form sent twice gives the same inquiry."""

    key = models.CharField(max_length=64, unique=True)
    # A digest of the content, to tell a double click from a changed form with the same key.
    fingerprint = models.CharField(max_length=64)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="keys")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.key


class Delivery(models.Model):
    """A row of the outbox: a mail that has to leave, stored together with its inquiry."""

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
        # A final state: a mail server that is configured later does not send stale mails.
        KEPT = "kept", _("not sent: no mail server")

    class Problem(models.TextChoices):
        """The reason why the last attempt failed, in words for the owner."""

        NOBODY = "nobody", _("There is no address to write to: see Settings → Inquiries.")
        UNREACHABLE = "unreachable", _("The mail server could not be reached.")
        SILENT = "silent", _("The mail server did not answer in time.")
        DROPPED = "dropped", _("The mail server hung up before it had accepted the e-mail.")
        INSECURE = "insecure", _("No safe connection to the mail server: nothing was sent.")
        LOGIN = "login", _("The mail server refused the user name or the password.")
        SENDER = "sender", _("The mail server refused the site’s own address as sender.")
        ADDRESS = "address", _("The mail server refused the address.")
        UNUSABLE = "unusable", _("No e-mail can be sent to this address.")
        BUSY = "busy", _("The mail server asked to try again later.")
        REFUSED = "refused", _("The mail server refused the e-mail.")
        INTERNAL = "internal", _("The e-mail could not be written or handed over.")
        RESTORED = (
            "restored",
            _("The site was restored from a backup: this e-mail may have left before."),
        )
        RECENT = "recent", _("This address had an acknowledgement less than an hour before.")
        CROWDED = "crowded", _("More messages than usual came in: this e-mail waits for its turn.")

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(_("e-mail"), max_length=16, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PENDING)
    # The same for all attempts, so that mail programs show a mail that was sent twice only once.
    message_id = models.CharField(max_length=200, default=new_message_id, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(default=timezone.now)
    # The start of the attempts, which decides when to give up. A resend starts again.
    trying_since = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    # The end of the lease of the worker that is sending it.
    claimed_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem.choices, blank=True)
    last_error = models.CharField(_("reply of the server"), max_length=300, blank=True)
    # Of an acknowledgement: a keyed digest of its mailbox, held by one row at a time.
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
    """A stored form, with a keyed digest of the address that it came from. Purged within a day.

    The key changes daily. Neither the address nor the inquiry can be found from the digest.
    """

    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now)
    # The earliest moment for its acknowledgement; None if it caused none.
    mail_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("digest", "sent_at"), name="recent_sender"),)

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"
