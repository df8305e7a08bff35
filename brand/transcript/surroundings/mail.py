"""Remove what a mail adds to an interview that was answered in it: headers, greeting, signature.

These words are no part of the interview. They are left out, where a person can see them. Only the
addresses below a signature are kept, as channels.
"""

import re
from collections.abc import Sequence

from brand.transcript.lines import Line
from brand.transcript.model import Doubt, Role
from brand.transcript.surroundings.ending import mark_ending

_HEADER = re.compile(
    r"\*{0,2}(?P<key>De|From|À|To|Cc|Cci|Bcc|Objet|Subject|Sujet|Date|Envoyé(?: le)?|Sent|Reply-To)"
    r"\*{0,2}\s?:\s",
    re.IGNORECASE,
)
_TELLING = {"de", "from", "objet", "subject", "sujet", "envoyé", "envoyé le", "sent"}
_ATTRIBUTION = re.compile(
    r"(?:(?:Le|On)\b.{0,160}\b(?:a écrit|wrote)\s?:"
    r"|-+\s?(?:Original Message|Forwarded message|Message d[’']origine|Message transféré)\s?-+)\Z",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|cher|chère|chers|chères|good morning"
    r"|good afternoon)\b[^.?:]{0,40}[,!]?\Z",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"(?:bien (?:à (?:toi|vous)|cordialement)|(?:très )?cordialement|amicalement|amitiés"
    r"|(?:belle|bonne) (?:journée|soirée)|best(?: regards| wishes)?|(?:kind|warm) regards|regards"
    r"|cheers|sincerely|yours)\b[^.?:]{0,25}[,.!]?\Z",
    re.IGNORECASE,
)
_SUBJECT = {"objet", "subject", "sujet"}
_FORWARDED = re.compile(r"(?:(?:re|ré|rép|tr|fwd?)(?:\s?\[\d+\])?\s?:\s*)+", re.IGNORECASE)
_NEAR = 12  # lines at either end in which a mail's own words are searched
_AFTER_FORMULA = 4  # lines: a name, and a job title


def mark_mail(lines: Sequence[Line]) -> list[Line]:
    """Give roles to the words of a mail, and return the lines of the interview."""
    body = list(lines)
    headers = _headers(body)
    history = _history(body)
    signature = _signature(body[:history])
    if not headers and history == len(body) and signature == len(body):
        return body
    below = body[signature:history]
    _leave_out(body[:headers] + body[history:] + below)
    mark_ending(below)
    for line in below:
        if line.role is not Role.CHANNEL:
            line.role = Role.UNRECOGNISED
    body = body[headers:signature]
    formula = _formula(body)
    _leave_out(body[formula:])
    body = body[:formula]
    greeting = _greeting(body)
    _leave_out(greeting)
    return [line for line in body if line not in greeting and not _is_attribution(line)]


def subject_of(text: str) -> str:
    """Return the subject of a mail, without "Re:" and "Fwd:"; "" if `text` is no mail."""
    subject, keys = "", []
    for line in filter(None, map(str.strip, text[:5000].splitlines())):
        found = _HEADER.match(line + " ")
        if not found:
            break
        keys.append(found["key"].lower())
        if keys[-1] in _SUBJECT:
            subject = _FORWARDED.sub("", line[found.end() :].strip("* "), count=1)
    return " ".join(subject.split()) if len(keys) > 1 else ""


def quoted_questions(lines: Sequence[Line]) -> None:
    """Make quoted lines that ask questions, in a mail all of whose questions are quoted."""
    questions = [line for line in lines if line.role is Role.QUESTION]
    if len(questions) < 2 or not all(line.quoted for line in questions):
        return
    for line in lines:
        if line.role is Role.ANSWER and line.quoted and line.asks:
            line.role, line.form, line.doubt = Role.QUESTION, "paragraph", Doubt.NUMBERING


def _leave_out(lines: Sequence[Line]) -> None:
    for line in lines:
        line.role = Role.UNRECOGNISED


def _headers(lines: Sequence[Line]) -> int:
    """Return the number of header lines at the top of a mail: two or more, or none."""
    keys = []
    for line in lines[:_NEAR]:
        found = _HEADER.match(line.head) if line.form == "paragraph" else None
        if not found:
            break
        keys.append(found["key"].lower())
    return len(keys) if len(keys) > 1 and _TELLING & set(keys) else 0


def _is_attribution(line: Line) -> bool:
    if line.end - line.start > 200 or not _ATTRIBUTION.match(line.words):
        return False
    line.role = Role.UNRECOGNISED
    return True


def _history(lines: Sequence[Line]) -> int:
    """Return the index at which an older mail is quoted to the end, else the number of lines."""
    index = len(lines)
    while index > 0 and lines[index - 1].quoted:
        index -= 1
    if 0 < index < len(lines) and _is_attribution(lines[index - 1]):
        return index - 1
    return len(lines)


def _signature(lines: Sequence[Line]) -> int:
    """Return the index of the line below the last "--", else the number of lines."""
    for index in range(len(lines) - 1, max(0, len(lines) - _NEAR), -1):
        line, above = lines[index], lines[index - 1]
        between = line.source[above.end : line.start]
        if any(part.strip() == "--" for part in between.splitlines()):
            return index
    return len(lines)


def _formula(lines: Sequence[Line]) -> int:
    """Return the index of the closing formula before a name, else the number of lines."""
    for index in range(max(0, len(lines) - 1 - _AFTER_FORMULA), len(lines)):
        line = lines[index]
        if line.form == "paragraph" and index and _FORMULA.match(line.words[:80]):
            return index
    return len(lines)


def _greeting(lines: Sequence[Line]) -> list[Line]:
    """Return the greeting, and the words that lead to the quotation."""
    if not lines or not _GREETING.match(lines[0].words[:80]):
        return []
    found = [lines[0]]
    for line in lines[1:_NEAR]:
        if line.form != "paragraph" or line.asks:
            return found
        found.append(line)
    return [lines[0]]
