"""Converts e-mail addresses from what people type and paste to what mail servers accept.

What is certainly meant is corrected silently; for the rest, the wrong character is named.
Domains may have any letters (IDNA 2008, RFC 5891): they are stored as people read them and sent
in ASCII. Before the @ only ASCII is accepted, as few servers take anything else (RFC 6531).
"""

import re
import unicodedata
from contextlib import suppress

import idna

_AROUND = ' \t\r\n<>()[]{}«»“”",;:.!…'
_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_MAILTO = re.compile(r"\s*mailto\s*:", re.IGNORECASE)
_AT = re.compile(r"\s*@\s*")
_LOCAL_SIGNS = set("!#$%&'*+-/=?^_`{|}~.")


def tidy(typed: str) -> str:
    """Return the address in `typed`, cleaned.

    Removed are spaces around it and around its @, "mailto:", a name before <…>, a full stop
    after it and characters without width; wide letters of East Asian keyboards become plain
    ones. A domain in ASCII form (xn--…), which browsers send, becomes what people read.
    """
    text = unicodedata.normalize("NFKC", typed)
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cc"} or c.isspace())
    if in_brackets := _IN_BRACKETS.search(text):
        text = in_brackets[1]
    if prefix := _MAILTO.match(text):
        text = text[prefix.end() :].partition("?")[0]
    local, at, domain = _AT.sub("@", text.strip(_AROUND)).rpartition("@")
    return f"{local}{at}{_as_read(domain)}"


def _as_read(domain: str) -> str:
    if "xn--" not in domain.lower():
        return domain
    try:
        return idna.decode(domain)
    except (idna.IDNAError, UnicodeError):
        return domain


def as_sent(address: str) -> str:
    """Return `address` with its domain in ASCII, for headers and envelopes.

    Raises ValueError for a domain that the domain name system cannot hold, and for letters
    beyond ASCII before the @.
    """
    local, at, domain = address.rpartition("@")
    if not local.isascii():
        raise ValueError("letters beyond ASCII before the @")
    if not domain.isascii():
        # `idna` rather than Python's own codec, which sends mail for straße.de to strasse.de.
        domain = idna.encode(domain, uts46=True).decode()  # IDNAError is a ValueError
    return f"{local}{at}{domain}"


# Names under which one provider keeps the same mailboxes.
_SAME_PROVIDER = {
    "googlemail.com": "gmail.com",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "pm.me": "proton.me",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
}
# Characters before the @ that a provider ignores.
_IGNORED = {
    "gmail.com": ".",
    "proton.me": ".-_",
}


def mailbox_of(address: str) -> str:
    """Return one spelling for all the addresses that reach the mailbox of `address`.

    For limits only: mail goes to the address as it was typed. Nearly every provider ignores what
    follows a +; a few ignore dots and other characters too.
    """
    with suppress(ValueError):  # an address that no mail server takes stays as it is
        address = as_sent(address.strip())
    local, at, domain = address.casefold().rpartition("@")
    domain = domain.rstrip(".")
    domain = _SAME_PROVIDER.get(domain, domain)
    own = local.partition("+")[0]
    for sign in _IGNORED.get(domain, ""):
        own = own.replace(sign, "")
    return f"{own or local}{at}{domain}"


def wrong_sign(address: str) -> str:
    """Return the first character (or "..") that is not allowed in `address`, "" if all are.

    `address` went through `tidy` and has one @.
    """
    local, _at, domain = address.partition("@")
    for sign in local:
        if not ((sign.isascii() and sign.isalnum()) or sign in _LOCAL_SIGNS):
            return sign
    for sign in domain:
        if not (sign.isalnum() or unicodedata.combining(sign) or sign in "-."):
            return sign
    return ".." if ".." in address else ""
