"""Who speaks: labels such as "Lilian Mahé : …", "L.M. : …", "LILIAN – …", or a name alone.

A label is believed when it comes back. A full name and its initials, its first or its last
name are one person. Who is asked and who asks is read from what they say.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from brand.folding import fold
from brand.transcript.lines import Line, asks

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
# Blank space is taken whole (\s*+): a line of it must not be tried in every way.
_NAMED = (
    rf"(?:{_TIME}\s*+(?:[-–—]\s*+)?)?(?P<open>\*\*|__|\*|_)?(?P<name>[^\W\d_][^:\n\[\]()*_]{{0,39}}?)"
    rf"\s*+(?P<note>\([^)\n]{{1,40}}\)|\[[^\]\n]{{1,40}}\])?(?P<mid>\*\*|__|\*|_)?\s*+(?:{_TIME})?\s*+"
)
_THEN = r"(?P<close>\*\*|__|\*|_)?(?=\s|\Z)\s*"
_LABEL = re.compile(_NAMED + r"(?P<sep>:|\.\s*+[–—-](?=\s)|(?<=\s)[–—-](?=\s))" + _THEN)
_CAPITALS = re.compile(_NAMED + r"(?P<sep>(?<=\w\w)\.(?=\s+[^\s:–—-]))" + _THEN)
_ALONE = re.compile(
    rf"(?:{_TIME}\s*(?:[-–—]\s*)?)?(?P<open>\*\*|__|\*|_)?(?P<name>[^\W\d_][^:\n\[\]()*_]{{0,39}}?)"
    rf"\s*+(?:\([^)\n]{{1,40}}\)|\[[^\]\n]{{1,40}}\])?\s*+:?\s*+(?:\*\*|__|\*|_)?\s*+:?\s*+(?P<time>[-–—]?\s*+{_TIME})?\s*+\Z"
)
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "del",
        "et",
        "and",
        "of",
        "the",
        "y",
        "en",
        "&",
        "à",
        "pour",
    ]
)
# Single words that often stand before a colon and are nobody's name, folded.
_NO_NAMES = frozenset({
    "le", "la", "les", "un", "une", "ce", "il", "elle", "on", "je", "tu", "et", "mais", "the",
    "an", "it", "we", "he", "she", "this", "that", "and", "but", "you", "vous", "non", "oui", "no",
    "yes", "si", "or", "so", "ou",
    "note", "notes", "resultat", "resultats", "result", "results", "conclusion", "exemple",
    "exemples", "example", "attention", "bref", "probleme", "solution", "remarque",
    "remark", "email", "mail", "courriel", "telephone", "tel", "phone", "mobile", "site",
    "blog", "web", "website", "linkedin", "twitter", "facebook", "instagram", "youtube",
    "viadeo", "mastodon", "bluesky", "github", "contact", "contacts", "adresse", "address",
    "source", "sources", "date", "publication", "lieu", "place", "photo", "photos",
    "propos", "entretien", "interview", "par", "by", "aujourd", "hui", "aujourdhui",
    "today", "hier", "demain", "before", "avant", "apres", "after", "now", "maintenant",
    "enfin", "finally", "ensuite", "then", "skype", "question", "reponse", "answer",
    "rep", "ps", "tip", "advice", "conseil", "astuce", "idee", "idea", "lesson",
    "lecon", "step", "etape", "etapes", "first", "second", "premierement", "deuxiemement",
    "d'abord", "resume", "summary", "facts", "chiffres",
})  # fmt: skip
_HONORIFICS = frozenset({
    "dr", "docteur", "doctor", "mr", "mrs", "ms", "miss", "prof", "professeur", "professor", "m",
    "mme", "mlle", "madame", "monsieur", "mademoiselle", "sir", "maitre", "mx",
})  # fmt: skip
_ASKERS = frozenset({
    "interviewer", "intervieweur", "intervieweuse", "journaliste", "journalist", "host",
    "moderator", "animateur", "animatrice", "presenter", "redaction", "editor", "nous",
})  # fmt: skip
_ANSWERERS = frozenset(["interviewee", "interviewe", "interviewee", "invite", "invitee", "guest"])


@dataclass
class Turn:
    """Where `speaker` begins to speak; the words are `source[start:end]`, none if alone."""

    speaker: str
    start: int
    end: int
    alone: bool = False
    style: str = ""


@dataclass
class Speakers:
    """Who speaks where; `interviewee` is "" when only the one who asks is labelled."""

    names: tuple[str, ...]
    interviewee: str
    others: frozenset[str]
    turns: dict[int, Turn] = field(repr=False)
    strength: float = 0.0
    doubtful: bool = False


def same_person(name: str, other: str) -> bool:
    """Whether two labels can name one person: the same, its initials, first or last name."""
    a, b = _key(name), _key(other)
    if not a or not b:
        return False
    if a == b or "".join(a) == "".join(b):
        return True
    if len("".join(a)) < len("".join(b)):
        a, b = b, a
    longer = max(name, other, key=len)
    if len(a) > 1 and "".join(b) in _initials(longer):
        return True
    return len(b) < len(a) and (b == a[: len(b)] or b == a[-len(b) :]) and b[0] not in _PARTICLES


def _initials(name: str) -> set[str]:
    """All ways to shorten a name: "Mary-Ann O'Neil" is MO, MAO or MAON; particles may go."""
    words = fold(name)
    if _honoured(words.split()):
        words = words.partition(" ")[2]
    ways = [re.split(separators, words) for separators in (r"\s+", r"[\s-]+", r"[\s’'-]+")]
    # A single letter can only be the first: "T:" is Tom Hale, unless somebody else begins so.
    return {words.strip()[:1]} | {
        "".join(word[0] for word in words)
        for way in ways
        for words in (
            [word for word in way if word],
            [word for word in way if word and word not in _PARTICLES],
        )
    }


def is_asker(name: str) -> bool:
    """Whether a label names the part somebody plays rather than a person ("Interviewer")."""
    return bool(set(_key(name)) & _ASKERS)


def speakers(lines: Sequence[Line], interviewee: str = "") -> Speakers | None:
    """Return who speaks, or None if the lines are not labelled with names."""
    found = _candidates(lines)
    people = _people(found)
    for turn in found.values():
        turn.speaker = people.get(turn.speaker, "")
    found = {i: turn for i, turn in found.items() if turn.speaker}
    count = Counter(turn.speaker for turn in found.values())
    kept = [name for name, n in count.items() if n >= 2]
    if not kept and len(count) == 2 and _is_one_exchange(lines, found):
        kept = list(count)
    elif kept and max(count.values()) >= 2:
        # The other of two may speak only once; somebody else's single label is no speaker.
        single = [name for name, n in count.items() if n == 1 and len(kept) == 1]
        if len(single) == 1 and _looks_alike(found, kept[0], single[0]):
            kept.append(single[0])
    if not kept or len(kept) > 6:
        return None
    found = {i: turn for i, turn in found.items() if turn.speaker in kept}
    names = tuple(dict.fromkeys(turn.speaker for turn in found.values()))
    if len(names) == 1:
        return _one_sided(lines, names[0], found, interviewee)
    return _dialogue(names, found, _said(lines, found), interviewee)


def _candidates(lines: Sequence[Line]) -> dict[int, Turn]:
    found: dict[int, Turn] = {}
    alone: dict[int, Turn] = {}
    for i, line in enumerate(lines):
        if line.level or line.form in ("numbered", "quote"):
            continue
        head = line.head
        matches = (pattern.match(head) for pattern in (_LABEL, _CAPITALS))
        if match := next((m for m in matches if m and _is_name(m["name"], m["sep"])), None):
            end = line.end
            opened = match["open"]
            if opened and not match["mid"] and not match["close"] and line.raw.endswith(opened):
                end -= len(opened)
            start = min(line.start + match.end(), end)
            style = ("=" if match["name"].isupper() else "") + match["sep"].strip(" .")
            found[i] = Turn(match["name"].strip(), start, end, start == end, style)
        elif len(head) < 70 and (match := _ALONE.match(head)) and _is_name(match["name"], ":"):
            # The label stays a marker; the words follow on the lines below.
            alone[i] = Turn(match["name"].strip(), line.end, line.end, True, "alone")
    # A name alone is a turn if the name comes back, and if somebody speaks below.
    count = Counter(turn.speaker for turn in [*alone.values(), *found.values()])
    alone = {i: turn for i, turn in alone.items() if count[turn.speaker] > 1}
    for i, turn in alone.items():
        if i + 1 < len(lines) and i + 1 not in alone:
            found[i] = turn
    return dict(sorted(found.items()))


def _is_name(name: str, sep: str) -> bool:
    name = name.strip()
    words = re.split(r"[\s’']+", name)
    letters = [c for c in name if c.isalpha()]
    if not letters or len(words) > 5 or not words[0][0].isupper():
        return False
    if name[-1] in ",;?!…" or (name[-1] == "." and not name.isupper()):
        return False
    for word in words[:-1]:
        if word.endswith(".") and len(word) > 2 and fold(word[:-1]) not in _HONORIFICS:
            return False  # "MAUD. Résultat :" is a name and the beginning of a sentence
    for word in words:
        if not word or (
            not word[0].isupper() and fold(word) not in _PARTICLES and word[0].isalpha()
        ):
            return False
    key = _key(name)
    if not key or (len(key) == 1 and key[0] in _NO_NAMES) or key[0] in {"q", "question"}:
        return False
    if sep.strip().startswith(".") or sep == ".":
        return name.isupper() and len(letters) >= 2
    if sep.strip() and sep.strip() in "–—-":
        return name.isupper() or len(words) <= 3
    return True


def _key(name: str) -> tuple[str, ...]:
    name = re.sub(r"(?<=\b[^\W\d_])\.\s*", " ", name) if "." in name else name
    words = re.findall(r"[a-z0-9]+", fold(name))
    return tuple(words[1:] if _honoured(words) else words)


def _honoured(words: Sequence[str]) -> bool:
    """Whether a title stands before a name; "M. K." are two initials."""
    return len(words) > 1 and words[0].strip(".") in _HONORIFICS and len(words[1]) > 2


def _people(found: dict[int, Turn]) -> dict[str, str]:
    """Map each label to the fullest name of its person."""
    # Nobody interviews fifty people; comparing each label with each other stays bounded.
    labels = dict(Counter(turn.speaker for turn in found.values()).most_common(50))
    full = sorted(labels, key=lambda name: (-len(_key(name)), -len(name), name.isupper()))
    people: dict[str, str] = {}
    for label in labels:
        matches = [name for name in full if name != label and same_person(label, name)]
        longer = [name for name in matches if len("".join(_key(name))) > len("".join(_key(label)))]
        # "M." can be two people: then it stays itself.
        people[label] = longer[0] if longer and len({_key(n) for n in longer}) == 1 else label
        if people[label] == label:
            equal = [name for name in full if _key(name) == _key(label)]
            people[label] = equal[0]
    return people


def _is_one_exchange(lines: Sequence[Line], found: dict[int, Turn]) -> bool:
    """One question and one answer, with nothing else that looks like a label."""
    first, second = found
    return (
        asks(lines[first].raw)
        and not asks(lines[second].raw)
        and found[first].style == found[second].style
        and second - first <= 2
        and not found[first].alone
    )


def _looks_alike(found: dict[int, Turn], name: str, other: str) -> bool:
    styles = {turn.style for turn in found.values() if turn.speaker == name}
    return next(turn.style for turn in found.values() if turn.speaker == other) in styles


@dataclass
class _Said:
    turns: int = 0
    asked: int = 0
    words: int = 0


def _said(lines: Sequence[Line], found: dict[int, Turn]) -> dict[str, _Said]:
    """How much each one says, and how often a turn ends in a question."""
    said: dict[str, _Said] = {}
    indices = [*found, len(lines)]
    for i, following in itertools.pairwise(indices):
        turn = found[i]
        mine = said.setdefault(turn.speaker, _Said())
        texts = [] if turn.alone else [turn_words(lines[i], turn)]
        texts += [line.raw for line in lines[i + 1 : following]]
        mine.turns += 1
        mine.asked += bool(texts) and any(asks(text) for text in texts[-1:] + texts[:1])
        mine.words += sum(text.count(" ") + 1 for text in texts)
    return said


def _one_sided(
    lines: Sequence[Line], name: str, found: dict[int, Turn], interviewee: str
) -> Speakers | None:
    """Only one of the two is labelled: who is it, the one who asks or the one who answers?"""
    asked = 0
    for i, turn in found.items():
        below = lines[i + 1].raw if turn.alone and i + 1 < len(lines) else ""
        asked += asks(below or turn_words(lines[i], turn))
    if len(found) < 2:
        return None
    share = asked / len(found)
    answers = same_person(interviewee, name) if interviewee else share < 0.5
    strength = 0.8 if share == 0 or share >= 0.7 else 0.6
    return Speakers((name,), name if answers else "", frozenset(), found, strength)


def turn_words(line: Line, turn: Turn) -> str:
    return line.source[turn.start : turn.end]


def _dialogue(
    names: tuple[str, ...], found: dict[int, Turn], said: dict[str, _Said], interviewee: str
) -> Speakers | None:
    total = sum(mine.words for mine in said.values()) or 1

    def answers(name: str) -> float:
        mine = said[name]
        score = mine.words / total - mine.asked / mine.turns
        words = set(_key(name))
        return score + 2 * bool(words & _ANSWERERS) - 2 * bool(words & _ASKERS)

    ranked = sorted(names, key=answers, reverse=True)
    chosen = next((n for n in names if interviewee and same_person(interviewee, n)), "")
    margin = answers(ranked[0]) - answers(ranked[1])
    answering = chosen or ranked[0]
    others = frozenset(
        name
        for name in names
        if len(names) > 2 and name != answering and said[name].asked * 2 < said[name].turns
    )
    if others and len(others) == len(names) - 1:
        others = frozenset()
    turns = [turn.speaker for turn in found.values()]
    changes = sum(a != b for a, b in itertools.pairwise(turns))
    alternating = changes / max(1, len(turns) - 1)
    asked = any(mine.asked for mine in said.values())
    strength = (0.55 + 0.4 * alternating) if len(turns) > 2 else 0.6
    if not asked:
        return None
    return Speakers(
        names, answering, others, found, strength, doubtful=not chosen and margin < 0.35
    )
