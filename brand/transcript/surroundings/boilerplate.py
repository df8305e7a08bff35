"""Remove what web pages and recordings add to an interview: advertising, comments, noises."""

import re
from collections.abc import Sequence

from brand.transcript.lines import Line
from brand.transcript.model import Role

_COMMENTS = re.compile(
    r"(?:\d{1,4}\s)?(?:commentaires?|comments?|réactions?|responses)(?:\s\(\d{1,4}\))?:?\Z"
    r"|(?:laisser|ajouter) un commentaire\Z|leave a (?:comment|reply)\Z",
    re.IGNORECASE,
)
_ADVERTISING = re.compile(
    r"(?:publicité|annonce|contenu sponsorisé|advertisement|sponsored(?: content)?"
    r"|à lire aussi|lire aussi|read (?:also|more)|partager|share(?: this)?)\s?:?\Z",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[\[(](?:music|musique|rires?|laughs?|laughter|applause|applaudissements|silence|jingle"
    r"|générique|pause)[\])]\Z|(?:music|jingle|générique)\.?\Z",
    re.IGNORECASE,
)
_LONGEST = 40  # characters of such a line at most


def remove_boilerplate(lines: Sequence[Line]) -> list[Line]:
    """Leave out lines that are not part of the interview, and everything from the comments on."""
    comments = next(
        (i for i, line in enumerate(lines) if i and _is(_COMMENTS, line) and not line.asks),
        len(lines),
    )
    # Comments are hardly half of a page; then the word means something else here.
    if comments < len(lines) / 2:
        comments = len(lines)
    body = []
    for index, line in enumerate(lines):
        if index >= comments or _is(_ADVERTISING, line) or _is(_NOISE, line):
            line.role = Role.UNRECOGNISED
        else:
            body.append(line)
    return body


def _is(pattern: re.Pattern[str], line: Line) -> bool:
    if line.end - line.start > _LONGEST:
        return False
    return pattern.match(line.words.strip("*_ ")) is not None
