"""Cut a text into lines, and read their signs: question marks, bullets, headings, numbers.

A line is what a person would call a paragraph, an item or a heading. In a text that a mail program
has wrapped, it spans several physical lines. What lies between the words of two lines (blank space,
bullets, heading signs, rules such as "---", time codes) belongs to neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from brand.transcript.model import Doubt, Form, Role

# Spaces of every width, and the zero-width ones that web pages and editors leave behind.
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\ufeff\u200b\u2060"
RULE = BLANK + "-–—•*_=~·"

# Patterns only look at the beginning or the end of a line, so that reading takes linear time,
# however long one line is.
HEAD = 100
TAIL = 300

_BULLET = re.compile(r"([-•*–—·▪►‣◦+])\s+")
_NUMBER = re.compile(r"\(?(\d{1,2})(?:[.)]|\s*°[).]?)\s+")
_QUOTE = re.compile(r"(?:>\s?)+")
_HEADING = re.compile(r"(#{1,6})\s+")
_TRAILING_SIGNS = re.compile(r"\s+#{1,6}\Z")
_TIME_CODE = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\Z")
_LEADING_TIME = re.compile(r"[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]\s*(?:[-–—]\s+)?")
_RULES = frozenset({"---", "***", "___", "- - -", "* * *", "—", "———", "-----", "*"})
_WRAP = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)")


@dataclass(eq=False)
class Line:
    """The words of one line, `source[start:end]`. Never blank; signs around them are taken off."""

    source: str
    start: int
    end: int
    gap: bool = True
    """Whether a blank line or the start of the text precedes it."""
    rule_follows: bool = False
    """Whether a rule ("---") follows before the next line or the end."""
    quoted: bool = False
    """Whether it is quoted in a mail (">")."""
    wrapped: bool = False
    """Whether it spans several physical lines of a wrapped text."""
    split_off: bool = False
    """Whether it was on one line with the line above, which is in bold."""
    asks_before_end: bool = False
    """Whether a quoted question has its question mark before the last physical line."""
    form: Form = "paragraph"
    bullet: str = ""
    number: int = 0
    """The number of a line such as "3. …", which its words do not contain."""
    level: int = 0
    """The heading level from 1; 0 is no heading."""
    role: Role = Role.ANSWER
    speaker: str = ""
    doubt: Doubt | None = None
    contacts: list["Contact"] = field(default_factory=list)
    """The addresses in a channel. The other words are their labels."""

    @property
    def raw(self) -> str:
        return self.source[self.start : self.end]

    @property
    def words(self) -> str:
        return unwrapped(self.raw)

    @property
    def head(self) -> str:
        """The first characters, enough for any label."""
        return self.source[self.start : min(self.end, self.start + HEAD)]

    @property
    def emphasis(self) -> str:
        """The signs that emphasise the whole line in Markdown ("**"), or ""."""
        opening = _WRAP.match(self.source, self.start, self.end)
        sign = opening[1] if opening else ""
        inner = self.source[self.start + len(sign) : self.end - len(sign)]
        if not sign or not inner.strip() or inner[-1].isspace():
            return ""
        closed = self.source.endswith(sign, self.start + len(sign), self.end)
        return sign if closed and sign not in inner else ""

    @property
    def asks(self) -> bool:
        return self.asks_before_end or asks(self.raw)


@dataclass(frozen=True)
class Contact:
    """An address at `source[start:end]`. Without `kind`, a label without address ("Tel: soon")."""

    kind: str
    label: str | None
    start: int
    end: int

    @property
    def sure(self) -> bool:
        """Whether it has both label and address. A bare address may be part of an answer."""
        return bool(self.kind and self.label)


def unwrapped(words: str) -> str:
    """Return the words with a space in place of each line end.

    A mail's quotation sign (">") at the start of a line is removed.
    """
    first, *others = words.splitlines() or [words]
    if not others:
        return words
    parts = [first, *(_QUOTE.sub("", part.lstrip(" \t"), count=1) for part in others)]
    found: list[str] = []
    for part in filter(None, (part.strip(" \t") for part in parts)):
        if found and is_cut(found[-1], part):
            found[-1] = found[-1] if _keeps_hyphen(found[-1], part) else found[-1][:-1]
        elif found:
            found.append(" ")
        found.append(part)
    return "".join(found)


_HYPHENS = "-\u2010\u00ad"
# Endings that keep their hyphen within a line: "dites-vous", "a-t-il", "peut-être", "celui-là".
_BEHIND_HYPHEN = re.compile(
    r"(?:vous|nous|moi|toi|je|tu|ils?|elles?|on|ce|les?|la|lui|leur|y|en|t|là|ci|mêmes?|être)\b",
    re.IGNORECASE,
)


def is_cut(above: str, below: str) -> bool:
    """Whether a line end divides a word ("profes-" and "sionnel")."""
    return above[-1:] in _HYPHENS and above[-2:-1].isalpha() and below[:1].islower()


def _keeps_hyphen(above: str, below: str) -> bool:
    return above[-1] != "\u00ad" and _BEHIND_HYPHEN.match(below) is not None


def guesses_hyphen(words: str) -> bool:
    """Whether `words` span a line end at a hyphen that may or may not belong to the word."""
    return any(
        is_cut(above.rstrip(" \t"), below.lstrip(" \t"))
        and not _BEHIND_HYPHEN.match(below.lstrip(" \t"))
        for above, below in pairwise(words.splitlines())
    )


# Questions ----------------------------------------------------------------------------------

_ASKS = re.compile(r"[?\u061f\uff1f][\s\u200b\u2060!.…»”“›«\"'’)\]*_]*\Z")
_PROMPT = re.compile(
    r"""(?:^|[.!…]\s+|,\s)(?:et\s|and\s|alors,?\s|so,?\s|please,?\s|pour\s\w+,\s)?(?:
      (?:parle|raconte|décri|dis|di|explique|présente|donne|cite|résume|fais|décris|livre
         |rappelle|confie|dépein|détaille|précise|évoque)
      (?:z|s|tes|ites|vez|gnez)?[-\u2010\u2011](?:nous|moi|vous|toi)
      |(?:tell|walk|take|give|show|remind)\s(?:us|me|our\s\w+)|describe\s|explain\s
      |introduce\syourself|talk\s(?:us|to\sus|about)|share\s(?:with|a|an|your)\s
      |un\s(?:dernier\s)?(?:mot|conseil|message)\b|(?:a|one|any)\s(?:last|final)\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)


_BEFORE_WORDS = re.compile(r"\A[\W_]+")  # emphasis, quotation marks, "▶"


def asks(words: str) -> bool:
    """Whether a line ends in a question mark, or invites somebody to tell something."""
    return ends_in_question(words) or invites(words)


def invites(words: str) -> bool:
    """Whether a line invites somebody to tell something ("Tell us about …", "Un dernier mot")."""
    return len(words) < TAIL and _PROMPT.search(_BEFORE_WORDS.sub("", words, count=1)) is not None


def ends_in_question(words: str) -> bool:
    return _ASKS.search(words[-40:]) is not None


# Cutting -----------------------------------------------------------------------------------


def cut(text: str) -> list[Line]:
    """Return the lines of `text` that have words, in order. They never overlap."""
    return list(_physical(text))


def _physical(text: str) -> Iterator[Line]:
    position, gap = 0, True
    line: Line | None = None
    for raw in text.splitlines(keepends=True):
        words = raw.lstrip(BLANK)
        start = position + len(raw) - len(words)
        words = words.rstrip(BLANK)
        if words.endswith("*\\"):
            words = words[:-1]  # Markdown's hard line break below bold text
        position += len(raw)
        if not words.strip(RULE) or (len(words) < HEAD and _TIME_CODE.match(words)):
            gap = True
            if line and words.strip(BLANK) in _RULES:
                line.rule_follows = True
            continue  # blank, a rule, a lone bullet or a time code becomes a marker
        new = Line(text, start, start + len(words), gap=gap)
        _read_signs(new)
        if new.start < new.end:
            gap = False
            if line:
                yield line  # only now, because the line below is known
            line = new
    if line:
        yield line


def _read_signs(line: Line) -> None:
    """Remove heading signs, quotation signs, bullets and numbers from the words."""
    if quote := _QUOTE.match(line.source, line.start, line.end):
        line.form, line.quoted, line.start = "quote", True, quote.end()
    if time := _LEADING_TIME.match(line.source, line.start, line.end):
        line.start = min(time.end(), line.end)
    if heading := _HEADING.match(line.source, line.start, line.end):
        line.level, line.start = len(heading[1]), heading.end()
        if closing := _TRAILING_SIGNS.search(line.raw[-20:]):
            line.end -= len(closing[0])
    elif bullet := _BULLET.match(line.source, line.start, line.end):
        line.form, line.bullet, line.start = "list", bullet[1], bullet.end()
    if number := _NUMBER.match(line.source, line.start, line.end):
        if line.form == "paragraph" and not line.level:
            line.form = "numbered"
        line.number, line.start = int(number[1]), number.end()
