"""Signs that a form was sent by a robot, or from another site. They quarantine, never refuse."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from contact.form import spam_rules
from contact.form.forms import HONEYPOT
from contact.form.tokens import FormToken

# Honest visitors do these too, if seldom: on their own they never reach the threshold.
WITHOUT_SCRIPT = 3
IN_A_HURRY = 3
HURRY = 3  # times the seconds of the time trap


def quarantine_reasons(
    request: HttpRequest, token: FormToken, fields: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return the names of all reasons to quarantine a POST of the HTML form; empty for a person.

    The form has no CSRF token, which would need a cookie: browsers say themselves where a
    request comes from (`Sec-Fetch-Site`; older ones, `Origin`). Whoever corrects a form that
    was given back may be as fast as they like: it counts how long ago they opened it.
    """
    found = []
    if request.POST.get(HONEYPOT):
        found.append("honeypot")
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site:
        if site != "same-origin":
            found.append("cross_site")
    elif origin:
        if urlsplit(origin).netloc != request.get_host():
            found.append("cross_site")
    else:
        found.append("no_origin")
    if _sent_within(token, settings.INQUIRY_MIN_SECONDS):
        found.append("too_fast")
    if _evidence(request, token, fields) >= spam_rules.THRESHOLD:
        found.append("advertisement")
    return tuple(found)


def _sent_within(token: FormToken, seconds: float) -> bool:
    return token.open_for.total_seconds() < seconds


def _evidence(request: HttpRequest, token: FormToken, fields: Mapping[str, Any]) -> int:
    """Return the weight of what was written plus that of how it was sent.

    Robots seldom run scripts and never type. The manner alone never reaches the threshold: an
    old phone without scripts, whose browser fills in the fields, sends a few words in seconds.
    """
    how = 0
    if not request.headers.get("HX-Request"):
        how += WITHOUT_SCRIPT
    if _sent_within(token, HURRY * settings.INQUIRY_MIN_SECONDS):
        how += IN_A_HURRY
    said = spam_rules.weight_of(fields["name"], fields["organisation"], fields["message"])
    return said + min(how, spam_rules.THRESHOLD - 1)
