"""Limit guesses of passwords and codes, without letting anybody lock somebody else out.

Guesses from a browser that is known (`known_devices`) count for that browser alone: whatever
strangers try, the owner's own gets in. Strangers are counted by where they come from, and all of
them together by account. Whoever is refused reads when to try again, and that a link by mail
makes their browser a known one at once. Figures and reasons: docs/decisions/0040.

Counted in the database: log-in needs it anyway, and no cache has to be up for it.
"""

import math
import time
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F, FloatField, Value
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from ops.accounts.known_devices import device_of
from ops.models import GuessLimit
from ops.web.client_address import client_address


@dataclass(frozen=True)
class Allowance:
    """`burst` guesses in a row, and one more every `every` seconds."""

    burst: int
    every: float

    def take(self, digest: str) -> float:
        """Take one guess and return 0, or return in how many seconds there is one."""
        now = time.time()
        GuessLimit.objects.get_or_create(digest=digest, defaults={"paid_until": now})
        ahead = (self.burst - 1) * self.every
        taken = GuessLimit.objects.filter(digest=digest, paid_until__lte=now + ahead).update(
            paid_until=Greatest(F("paid_until"), Value(now, FloatField())) + self.every
        )
        if taken:
            return 0
        until = GuessLimit.objects.values_list("paid_until", flat=True).get(digest=digest)
        return max(1.0, until - ahead - now)

    def give_back(self, digest: str) -> None:
        """Give back one guess that `take` took."""
        GuessLimit.objects.filter(digest=digest).update(paid_until=F("paid_until") - self.every)


KNOWN_DEVICE = Allowance(10, 60)
STRANGER = Allowance(10, 300)
ACCOUNT = Allowance(20, 120)  # all strangers together


class TooManyGuessesError(ValidationError):
    """Raised when somebody, or others at their account, have guessed too often."""

    def __init__(self, wait: float) -> None:
        minutes = math.ceil(wait / 60)
        text = ngettext(
            "There were too many wrong attempts. Try again in %(count)s minute, or ask "
            "for a link by e-mail to choose a new password: that lets you in at once.",
            "There were too many wrong attempts. Try again in %(count)s minutes, or "
            "ask for a link by e-mail to choose a new password: that lets you in at "
            "once.",
            minutes,
        )
        super().__init__(text % {"count": minutes}, code="too_many_guesses")


class Guess:
    """One attempt at a secret. It is counted before the check, so that parallel ones count, too."""

    def __init__(self, request: HttpRequest, email: str, what: str) -> None:
        """Begin an attempt at `what` ("password", "code") of the account `email`.

        It may be nobody's. Raises TooManyGuessesError.
        """
        self._taken: list[tuple[Allowance, str]] = []
        email = email.strip().lower()
        if device := device_of(request, email):
            limits = [(KNOWN_DEVICE, f"device {device} {what}")]
        else:
            address = client_address(request)
            # Behind a Unix socket there is no address, and everybody would count as one sender.
            limits = [(STRANGER, f"sender {address} {what}")] if address else []
            limits.append((ACCOUNT, f"account {email} {what}"))
        for allowance, key in limits:
            digest = _digest(key)
            if wait := allowance.take(digest):
                self.was_right()
                request.wait_for_guess = wait  # type: ignore[attr-defined]
                raise TooManyGuessesError(wait)
            self._taken.append((allowance, digest))

    def was_right(self) -> None:
        """Uncount the attempt: the secret was right."""
        for allowance, digest in self._taken:
            allowance.give_back(digest)
        self._taken = []


def _digest(key: str) -> str:
    """Return a digest of `key` that differs from day to day (RELIABILITY 34)."""
    secret = f"{timezone.now().date().isoformat()} {key}"
    return salted_hmac("ops.guesses", secret, algorithm="sha256").hexdigest()


def purge() -> int:
    """Delete rows that limit nothing any more; return how many."""
    return GuessLimit.objects.filter(paid_until__lt=time.time()).delete()[0]
