"""Read credits: interviewer, interviewee, date and publication."""

import datetime
import re
from dataclasses import replace

from brand.text.folding import fold
from brand.transcript.model import Credits

LONGEST = 220

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "janvier january janv jan",
            "fevrier february fevr feb",
            "mars march mar",
            "avril april avr apr",
            "mai may",
            "juin june jun",
            "juillet july juil jul",
            "aout august aug",
            "septembre september sept sep",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_DAYS = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday),?\s+)?"
)
_DATE = re.compile(
    rf"""(?<!\w){_DAYS}(?:
      (?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})
      |(?P<d2>\d{{1,2}})(?P<s2>[/.])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>\d{{4}})
      |(?P<d3>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>[^\W\d_]{{3,9}})\.?,?\s+(?P<y3>\d{{4}})
      |(?P<m4>[^\W\d_]{{3,9}})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_UPPER = "A-ZÀ-ÖØ-ÞŒŸ"
_NAME = (
    rf"[{_UPPER}][\w’'.\-]*(?:\s+(?:(?:de|du|des|van|von|der|den|la|le|da|di|of|the)\s+)*"
    rf"(?:d[’'])?[{_UPPER}][\w’'\-]*(?:\.(?=\s+[{_UPPER}]))?){{0,3}}"
)
_NAMES = rf"{_NAME}(?:\s+(?:et|and|&)\s+{_NAME})?"
_ASKED_BY = re.compile(
    rf"""(?:
      (?:propos|questions?|paroles|words)\s+(?:\w+\s+)?(?:recueillis?|pos[ée]es|collected|gathered)
         (?:\s+et\s+\w+(?:\s+\w+)?)?\s+(?:par|by)
      |(?:entretien|interview|conversation)\s+(?:\w+\s+){{0,2}}?
         (?:r[ée]alis[ée]e?|men[ée]e?|conduite?|conducted|done|held)\s+(?:\w+\s+)?(?:par|by)
      |(?:entretien|interview|conversation|text|texte|words|questions)\s+(?:par|by|de(?=\s+{_NAME}\s*[,|]))
      |interview[ée]e?s?\s+(?:par|by)|interviewed\s+by|interrog[ée]e?\s+par
      |(?:interviewer|intervieweu(?:r|se)|journaliste|journalist|questions|interview|entretien
         |propos\s+recueillis|r[ée]daction|auteure?|author|host)\s*:
      |(?:written|[ée]crit|r[ée]dig[ée]|post[ée]d?|publi[ée]e?|published)\s+(?:par|by)(?=\s+{_NAME})
      |(?:^|[|•·–—]\s*)(?:par|by)
    )\s+(?:.{{0,2}})(?P<name>(?-i:{_NAMES}))""",
    re.IGNORECASE | re.VERBOSE,
)
_ANSWERED_BY = re.compile(
    rf"""(?:(?:entretien|interview|rencontre|conversation|discussion|dialogue|questions?|talk(?:ing)?
       |q&a|chat|meeting|[ée]change|minutes|portrait|paroles?|spoke|speaks)\s+(?:\w+\s+)?(?:avec|with|[àa]|for|to|of|de)
      |(?:interviewee?|interview[ée]e?|invit[ée]e?|guest|avec|with)\s*:)\s+(?P<name>(?-i:{_NAME}))""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLISHED_IN = re.compile(
    rf"""(?:
      (?:(?:initialement\s+|originally\s+|first\s+)?(?:publi[ée]e?s?|parue?s?|published|appeared|posted|diffus[ée]e?)
         \s+(?:\w+\s+)?(?:dans|sur|par|in|on|by|for|pour)
      |source\s*:|publication\s*:|m[ée]dia\s*:
      |(?<=\s)(?:pour|for|dans|in|sur)
      )\s+)(?:(?:the\s+blog|le\s+blog|le\s+site|the\s+site|la\s+revue|le\s+journal|le\s+magazine)\s+(?=[{_UPPER}«“"]))?
      [«“"]?\s*(?P<name>(?-i:(?:[{_UPPER}][^,|•·–—()«»“”"]{{1,60}}?|(?:l[ea]s?|l[’']|the)\s?[{_UPPER}][^,|•·–—()«»“”"]{{1,60}}?)))\s*[»”"]?
      (?=\s*(?:[,|•·–—(.;]|$|\s(?:le|on|du|en|in)\s*$|\s(?:le|on|du)\s))""",
    re.IGNORECASE | re.VERBOSE,
)
_SMALL = frozenset({
    "publie", "publiee", "published", "posted", "poste", "paru", "parue", "le", "la", "les",
    "on", "the", "du", "de", "des", "en", "in", "mis", "ligne", "online", "modifie",
    "updated", "mise", "jour", "a", "at", "et", "and", "photo", "photos", "photographies",
    "propos", "recueillis", "par", "by", "date", "interview", "entretien", "conducted",
    "realise", "realisee", "article", "numero", "issue", "vol", "no", "n", "originally",
    "initialement", "first", "last", "pour", "for", "dans", "sur", "recorded", "enregistre",
    "held", "took", "place",
})  # fmt: skip


def _date(match: re.Match[str], *, english: bool) -> datetime.date | None:
    """Return the date that `match` writes out, None for one that no calendar has.

    "04/02/2012" is the 4th of February, but with `english` April the 2nd, if that is a valid date.
    """
    parts = match.groupdict()
    for kind in "1234":
        if not (year := parts[f"y{kind}"]):
            continue
        day, month = parts[f"d{kind}"], parts[f"m{kind}"]
        number = int(month) if month.isdigit() else _MONTHS.get(fold(month), 0)
        first, second = int(day), number
        if kind == "2" and ((english and parts["s2"] == "/" and first <= 12) or second > 12):
            first, second = second, first
        try:
            return datetime.date(int(year), second, first)
        except ValueError:
            return None
    return None


def read_credit(line: str, *, english: bool = False) -> Credits | None:
    """Return the credits in a line, or None if it is not a line of credits.

    Besides names, dates and the words that introduce them, such a line has hardly any other words.
    Words in capitals beside a date are the publication.
    """
    if len(line) > LONGEST or not line or line[-1] in "?!":
        return None
    text = line.strip("*_ ")
    rest = text
    found = Credits()
    for written in _DATE.finditer(text):
        if date := _date(written, english=english):
            found = replace(found, date=date)
            rest = rest.replace(written[0], " | ", 1)
            break
    if match := _ANSWERED_BY.search(rest):
        found = replace(found, interviewee=_clean(match["name"]))
        rest = rest.replace(match[0], " | ", 1)
    strong = False
    if match := _ASKED_BY.search(rest):
        strong = not re.match(r"\W*(?:par|by)\b", match[0], re.IGNORECASE)
        found = replace(found, interviewer=_clean(match["name"]))
        rest = rest.replace(match[0], " | ", 1)
    if match := _PUBLISHED_IN.search(" " + rest):
        name = _clean(match["name"])
        if not _DATE.search(name):
            found = replace(found, publication=name)
            rest = (" " + rest).replace(match[0], " | ", 1)
    if found == Credits():
        return None
    pieces = [piece.strip(' .,:;()[]«»“”"') for piece in re.split(r"[|•·–—,(]|\s-\s", rest)]
    left = [piece for piece in pieces if _has_words(piece)]
    if not found.publication and (found.date or found.interviewer) and len(left) >= 1:
        name = left[0]
        if len(name.split()) <= 6 and (
            name[:1].isupper() or re.match(r"[Ll](?:a|es?)\s|[Ll][’']", name)
        ):
            found = replace(found, publication=_clean(name))
            left = left[1:]
    words = sum(len(piece.split()) for piece in left)
    allowed = 8 if strong else 2
    only_interviewee = found == Credits(interviewee=found.interviewee)
    if only_interviewee and ":" not in text:
        return None  # "Entretien avec Ada Moss" is a title
    return None if words > allowed else found


_FIRST_NAME = re.compile(rf"(?P<name>{_NAME})(?=\s*[,:–—-]\s|\s+[^\W\d_{_UPPER}][^\W\d_]+|\s*$)")


def interviewee_in(title: str) -> str:
    """Return the person named in a title, or "".

    "Entretien avec Ada Moss", "Ada Moss, potter", "Ada Moss mends clocks".
    """
    title = title[:LONGEST]
    if match := _ANSWERED_BY.search(title):
        return _clean(match["name"])
    match = _FIRST_NAME.match(title)
    return _clean(match["name"]) if match and " " in match["name"] else ""


def merge(first: Credits, second: Credits) -> Credits:
    """Return `first`, with missing values from `second`."""
    return Credits(
        first.interviewer or second.interviewer,
        first.interviewee or second.interviewee,
        first.publication or second.publication,
        first.date or second.date,
    )


def _has_words(piece: str) -> bool:
    return any(fold(word) not in _SMALL for word in re.findall(r"[^\W\d_]+", piece))


def _clean(name: str) -> str:
    return name.strip(' ,;:.|«»“”"*_\u00a0\u202f')
