"""Suggests corrections of e-mail addresses: gmail.com for gmial.com, jerome for jérôme."""

import difflib
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from brand.text.folding import fold_letter
from contact.inquiries.email_address import as_sent, tidy, wrong_sign

# Mail providers of private persons, in France and elsewhere.
PROVIDERS = frozenset(
    f"{name}.{ending}"
    for name, endings in {
        "bbox": "fr", "free": "fr", "gmail": "com", "gmx": "com de fr net", "googlemail": "com",
        "hotmail": "com fr be ch it es de co.uk", "icloud": "com", "laposte": "net",
        "live": "com fr be", "mailo": "com", "msn": "com", "neuf": "fr", "numericable": "fr",
        "orange": "fr", "outlook": "com fr", "proton": "me", "protonmail": "com", "sfr": "fr",
        "wanadoo": "fr", "yahoo": "com fr ca co.uk", "ymail": "com",
    }.items()
    for ending in endings.split()
)  # fmt: skip
# Shorter names have too many honest neighbours (free, live, sfr).
_NAMES = {name for name in (domain.partition(".")[0] for domain in PROVIDERS) if len(name) > 4}
_HONEST_NEIGHBOURS = {"email", "fastmail", "hushmail", "mail", "rocketmail", "tutamail"}
_ENDINGS = {
    **dict.fromkeys(("con", "cm", "co", "om", "cmo", "ocm", "comm", "coom", "vom", "xom"), "com"),
    **dict.fromkeys(("fe", "ft", "rf", "f", "frr", "ffr"), "fr"),
    **dict.fromkeys(("ney", "nte", "nt", "et"), "net"),
}
CLOSE = 0.79  # of difflib: one letter of five changed, missing, doubled or swapped


def suggestion(address: str) -> str | None:
    """Return the address that was probably meant, or None when nothing looks wrong.

    Accents before the @ go, a comma or a space after it becomes what it stands for, and a domain
    that is nearly that of a large provider becomes it. Only an address that can be sent to is
    ever suggested.
    """
    typed = tidy(address)
    local, _at, domain = typed.rpartition("@")
    meant = f"{_without_accents(local)}@{_provider(_SLIPS.sub('.', _SPACES.sub('', domain)))}"
    return meant if meant != typed and _can_be_sent_to(meant) else None


_SPACES = re.compile(r"\s")
_SLIPS = re.compile(r"[.,;]+")


def _without_accents(local: str) -> str:
    return "".join(c if c.isascii() else fold_letter(c) for c in local)


def _provider(domain: str) -> str:
    """Return the domain of a large provider that `domain` nearly spells, else `domain` itself.

    The domain of a large provider in another country (hotmail.nl) is left as it is.
    """
    name, _dot, ending = domain.lower().partition(".")
    if domain.lower() in PROVIDERS:
        return domain
    if name not in _NAMES | _HONEST_NEIGHBOURS:
        name = next(iter(difflib.get_close_matches(name, _NAMES, n=1, cutoff=CLOSE)), name)
    meant = f"{name}.{_ENDINGS.get(ending, ending)}"
    return meant if meant in PROVIDERS else domain


def _can_be_sent_to(address: str) -> bool:
    try:
        validate_email(address)
        as_sent(address)
    except (ValidationError, ValueError):
        return False
    return not wrong_sign(address)
