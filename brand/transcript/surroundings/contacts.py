"""Find ways to reach somebody in a line: addresses, telephone numbers, handles."""

import re
from typing import NamedTuple

from brand.text.folding import fold
from brand.transcript.lines import BLANK, Contact, Line
from brand.transcript.model import CHANNEL_KINDS

LONGEST = 600
"""Longer lines are prose, not contact details."""

# In each pattern the repeated parts exclude their separator, so that matching takes linear time.
_EMAIL_SOURCE = r"[\w.+%'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}"
_EMAIL = re.compile(_EMAIL_SOURCE)
_URL = re.compile(r"(?:https?://|www\.)((?:[^\s/?#:.]+\.)+[^\s/?#:.]+)(?:[/?#:]\S*)?", re.I)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.I)
_HANDLE = re.compile(r"@[\w.-]+(?:@(?:[\w-]+\.)+[a-z]{2,})?", re.I)
_TELEPHONE = re.compile(r"\+?[\d\s().\-/]+")

# Labels in the form that `_plain` returns. "contact" has no kind of its own; its address decides.
_LABELS = {kind: kind for kind in (*CHANNEL_KINDS, "contact") if kind != "other"} | {
    label: kind
    for kind, labels in {
        "email": "mail mel courriel courrierelectronique",
        "telephone": "tel phone mobile portable",
        "website": "site siteweb siteinternet web url homepage portfolio",
        "twitter": "x twitterx xtwitter",
        "facebook": "fb",
        "instagram": "insta",
        "calendar": "calendrier agenda rendezvous rdv calendly",
        "other": "skype tiktok pinterest telegram threads podcast newsletter slideshare vimeo",
    }.items()
    for label in labels.split()
}
_NETWORKS = {
    label: kind
    for label, kind in _LABELS.items()
    if kind not in {"email", "telephone", "website", "blog", "contact", "calendar"} and label != "x"
}
_LABEL_MAX = 40
BLANK_FIELDS = frozenset({"email", "telephone"})
_FILLERS = frozenset({
    "mon", "ma", "my", "page", "compte", "account", "profil", "profile",
    "adresse", "address", "chaine", "channel", "par", "by", "sur", "on", "at", "via", "son", "sa",
    "her", "his", "their", "the", "le", "la",
})  # fmt: skip
_HANDLED = frozenset({"twitter", "instagram", "youtube", "mastodon", "bluesky", "github", "other"})
_HOSTS = {
    "linkedin.com": "linkedin", "viadeo.com": "viadeo", "twitter.com": "twitter",
    "x.com": "twitter", "facebook.com": "facebook", "youtube.com": "youtube",
    "youtu.be": "youtube", "flickr.com": "flickr", "instagram.com": "instagram",
    "mastodon.social": "mastodon", "bsky.app": "bluesky", "github.com": "github",
    "calendly.com": "calendar",
}  # fmt: skip

_ANY = re.compile(
    rf"""\[(?P<text>[^\]\n]{{1,80}})\]\((?P<href>(?:https?://|mailto:|tel:)[^\s)]+)\)
      |(?P<email>{_EMAIL_SOURCE})
      |(?P<url>(?:https?://|(?<![\w.])www\.)[^\s<>()\[\]]+)
      |(?P<handle>(?<![\w.@/])@\w[\w.-]*(?:@(?:[\w-]+\.)+[a-z]{{2,}})?)
      |(?P<phone>(?<![\w.@/+-])(?:\+\d{{1,3}}|\(?0\d{{0,4}}\)?)(?:[\s.\-/]?\(?\d{{1,4}}\)?){{2,8}}(?!\w))
      |(?P<domain>(?<=:\s)(?:[\w-]+\.)+[a-z]{{2,6}}(?:/\S*)?(?![\w@]))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"\d\d([/.-])\d\d\1\d{4}")
_LINK = re.compile(r"\[[^\]\n]{1,80}\]\([^)\s]*\)")
_INVITES = re.compile(
    r"(?<!\w)(?:(?:m|t|l|lui|leur|nous|vous|me|te)?[’'\s]?"
    r"(?:[ée]cri(?:re|vez|s)|contacte[rz]?|joindre|joignable|appele[rz]|t[ée]l[ée]phone[rz]"
    r"|retrouve[rz]?|suivre|suivez|rejoindre|rejoignez|trouver|trouverez|visite[rz]?|prendre\scontact"
    r"|contact|reach(?:ed)?|write|follow|find|call|e-?mail|mail|ring|drop|message|visit|see|touch))(?!\w)",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """The contacts of one line, and the kind of line."""

    contacts: list[Contact]
    sentence: bool = False
    invites: bool = False
    needs_company: bool = False
    """Whether it only counts in a list of contacts: it is an item without a label."""


def contacts_of(line: Line) -> Found:
    """Read "Label : address", bare addresses, or addresses in a sentence."""
    if line.end - line.start > LONGEST:
        return Found([])
    if one := _one(line):
        return Found([one])
    found = list(contacts_in(line.raw, line.start))
    if not found:
        return Found([])
    left = _LINK.sub(" ", line.raw)
    for contact in found:
        left = left.replace(line.source[contact.start : contact.end], " ", 1)
    words = [word for word in re.findall(r"[^\W\d_]{2,}", fold(left)) if word not in _CONNECTING]
    if len(words) <= all(c.label for c in found):
        return Found(found, needs_company=bool(line.bullet and not found[0].label))
    return Found(found, sentence=True, invites=_INVITES.search(left) is not None)


def contacts_in(words: str, offset: int = 0) -> list[Contact]:
    """Return all contacts in `words`, with offsets that count from `offset`.

    A handle counts only where its network is named. Nothing is completed or made up.
    """
    if len(words) > LONGEST:
        return []
    found: list[Contact] = []
    previous = 0
    for match in _ANY.finditer(words):
        label = _label_before(words[previous : match.start()])
        start, end = match.span()
        if match["href"]:
            start, end = match.span("href")
            address = match["href"]
            for scheme in ("mailto:", "tel:"):
                if address.startswith(scheme):
                    start += len(scheme)
            label = label or _LABELS.get(_plain(match["text"]))
        end -= len(words[start:end]) - len(words[start:end].rstrip(BLANK + ".,;:!?…»”\"'"))
        if match["phone"] and not _is_telephone(words[start:end]):
            continue
        if match["handle"] and label not in _HANDLED:
            label = _network_near(words, match.start(), match.end())
        kind = "telephone" if match["phone"] else _kind(label, words[start:end])
        if kind:
            found.append(Contact(kind, label, offset + start, offset + end))
            previous = match.end()
    return found


def _is_telephone(number: str) -> bool:
    """Whether `number`, which begins with + or 0, is a telephone number and no date."""
    digits = sum(map(str.isdigit, number))
    return 8 <= digits <= 15 and not _DATE.fullmatch(number)


def _label_before(words: str) -> str | None:
    """Return the kind named by the words just before an address ("… et sur Twitter : ")."""
    words = words[-_LABEL_MAX:].rstrip(BLANK + ":=-–—([")
    chunk = re.split(r"[,;|/•·()–—]|\s(?:et|and|ou|or)\s", words)[-1]
    if not chunk.strip():
        return None
    last = re.split(r"[\s\u00a0]+", chunk.strip())[-1]
    return _LABELS.get(_plain(chunk)) or _LABELS.get(_plain(last))


def _network_near(words: str, start: int, end: int) -> str | None:
    """Return the network that a sentence names near a handle: "@ada on Instagram"."""
    after = re.match(r"\s*[(,]?\s*(?:sur|on|at|—|–|-)?\s*([^\W\d_]+)", words[end : end + 30])
    if after and (kind := _NETWORKS.get(_plain(after[1]))):
        return kind
    for word in reversed(re.findall(r"[^\W\d_]+", words[max(0, start - 40) : start])):
        if kind := _NETWORKS.get(_plain(word)):
            return kind
    return "mastodon" if words[start + 1 : end].count("@") == 1 else None


_CONNECTING = _FILLERS | frozenset(_LABELS) | frozenset({
    "et", "and", "ou", "or", "les", "me", "moi", "mes", "aussi", "also", "ici", "here",
})  # fmt: skip


def _one(line: Line) -> Contact | None:
    """Read "Label : address", or an e-mail address or URL alone on its line (not in a list)."""
    words = line.raw
    name, colon, value = words.partition(":")
    label = _LABELS.get(_plain(name)) if colon and len(name) <= _LABEL_MAX else None
    if label is None:
        value = words
    address = value.strip(BLANK + "*_").rstrip(BLANK + ".,;")
    kind = _kind(label, address)
    if kind and (label or line.form != "list"):
        start = line.start + len(words) - len(value) + len(value) - len(value.lstrip(BLANK + "*_"))
        return Contact(kind, label, start, start + len(address))
    # Up to three words may be a field left empty; more are a sentence. An item is never a field.
    if label and line.form != "list" and len(value.split(None, 3)) <= 3 and not contacts_in(words):
        return Contact("", label, line.start, line.end)
    return None


def _kind(label: str | None, address: str) -> str:
    """Return the channel kind of an address under a label (None: bare), "" if it is none.

    The label decides unless it cannot be right: a URL after "Email" is still a website.
    """
    specific = label if label not in ("email", "telephone", "contact") else None
    if _EMAIL.fullmatch(address):
        return "email"
    if url := _URL.fullmatch(address):
        domain = ".".join(url[1].casefold().split(".")[-2:])
        return specific or _HOSTS.get(domain, "website")
    if specific and _DOMAIN.fullmatch(address):
        return specific
    if specific in _HANDLED and _HANDLE.fullmatch(address):
        return specific or ""
    if label in ("telephone", "contact") and _TELEPHONE.fullmatch(address):
        return "telephone" if 6 <= sum(map(str.isdigit, address)) <= 15 else ""
    return ""


def _plain(label: str) -> str:
    """Return a label without accents, signs, spaces, capitals and filler words ("Mon e-mail")."""
    words = re.findall(r"[a-z]+", fold(label[: 2 * _LABEL_MAX]))
    return "".join(word for word in words if word not in _FILLERS)
