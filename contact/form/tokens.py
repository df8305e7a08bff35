"""The one signed token of a form: idempotency key, age and staleness in one."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils import timezone

FORM_LIFETIME = timedelta(hours=24)
RECEIPT_LIFETIME = timedelta(hours=1)
_OPENED = "."  # between the key and when the form was opened, in a form that is given back
_form_signer = signing.TimestampSigner(salt="contact.form")
_receipt_signer = signing.TimestampSigner(salt="contact.receipt")


@dataclass(frozen=True)
class FormToken:
    """The contents of a form's token. Moments are aware, UTC.

    `opened_at` is when it was rendered first: that it was given back for a correction since does
    not make it younger. `issued_at` is when it was rendered last.
    """

    key: str
    issued_at: datetime
    opened_at: datetime

    @property
    def open_for(self) -> timedelta:
        return timezone.now() - self.opened_at

    @property
    def is_stale(self) -> bool:
        return timezone.now() - self.issued_at > FORM_LIFETIME


def issue() -> str:
    """Return a new signed token for a fresh form."""
    return _form_signer.sign(uuid.uuid4().hex)


def renew(token: FormToken | None) -> str:
    """Return a signed token for a form that is given back: the same form, valid from now on.

    A form that carried no token of ours becomes a fresh one here, opened now.
    """
    if token is None:
        return issue()
    opened = signing.b62_encode(int(token.opened_at.timestamp()))
    return _form_signer.sign(f"{token.key}{_OPENED}{opened}")


def read(token: str) -> FormToken | None:
    """Return what `token` says, or None if we did not sign it."""
    try:
        signed = _form_signer.unsign(token)
    except signing.BadSignature:
        return None
    stamp = token.split(_form_signer.sep)[1]
    key, _, opened = signed.partition(_OPENED)
    return FormToken(key, _moment(stamp), opened_at=_moment(opened or stamp))


def _moment(stamp: str) -> datetime:
    return datetime.fromtimestamp(signing.b62_decode(stamp), UTC)


def sign_receipt(reference: str) -> str:
    """Return an address part for the thank-you page of an inquiry. It holds no personal data."""
    # Wagtail's addresses know letters, digits, "-" and "_": the parts become path segments.
    return _receipt_signer.sign(reference).replace(":", "/")


def read_receipt(receipt: str) -> tuple[str, bool] | None:
    """Return (reference, whether it is fresh enough to show what was sent), or None."""
    receipt = receipt.rstrip("/").replace("/", ":")
    try:
        reference = _receipt_signer.unsign(receipt)
    except signing.BadSignature:
        return None
    try:
        _receipt_signer.unsign(receipt, max_age=RECEIPT_LIFETIME)
    except signing.SignatureExpired:
        return reference, False
    return reference, True
