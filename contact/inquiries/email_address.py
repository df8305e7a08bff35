"""E-mail addresses as people type and paste them, and as mail servers want them.

What a person would not notice is put right in silence; what only they can decide is named.
Domains may have any letters (IDNA 2008, RFC 5891): they are kept as they are read and travel as
ASCII. Before the @ there is ASCII only: beyond it few servers take mail (RFC 6531).
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
    """Return the address in `typed`, without what came along with it.

    Spaces around it and around its @, "mailto:", a name before <…>, a full stop behind, wide
    letters of East Asian keyboards, signs that have no width. A domain in its ASCII form
    (xn--…), which browsers make of any other, is given back as it is read.
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
    before the @ that no server is sure to take.
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
# Signs before the @ that a provider does not look at.
_IGNORED = {
    "gmail.com": ".",
    "proton.me": ".-_",
}


def mailbox_of(address: str) -> str:
    """Return one spelling for all the addresses that reach the mailbox of `address`.

    For limits only: mail goes to the address as it was typed. What stands after a + sorts mail at
    nearly every provider; dots and the like count for nothing at a few.
    """
    with suppress(ValueError):  # one that no mail server takes stays as it is
        address = as_sent(address.strip())
    local, at, domain = address.casefold().rpartition("@")
    domain = domain.rstrip(".")
    domain = _SAME_PROVIDER.get(domain, domain)
    own = local.partition("+")[0]
    for sign in _IGNORED.get(domain, ""):
        own = own.replace(sign, "")
    return f"{own or local}{at}{domain}"


def wrong_sign(address: str) -> str:
    """Return the first sign that cannot stand where it does ("" if all can): " ", "é", ",", "..".

    `address` is tidy and has one @.
    """
    local, _at, domain = address.partition("@")
    for sign in local:
        if not ((sign.isascii() and sign.isalnum()) or sign in _LOCAL_SIGNS):
            return sign
    for sign in domain:
        if not (sign.isalnum() or unicodedata.combining(sign) or sign in "-."):
            return sign
    return ".." if ".." in address else ""
