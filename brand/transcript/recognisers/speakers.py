"""Find speakers by labels such as "Lilian Mahé : …", "L.M. : …", "LILIAN – …", or a name alone.

A label counts if it occurs again. A full name, its initials, its first and its last name are one
person. The text of the turns tells who asks and who answers.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from brand.transcript.lines import Line, asks
from brand.transcript.names import (
    is_abbreviated,
    is_name,
    key_of,
    letters_of,
    likeness,
    same_person,
    words_that_count,
)
from brand.transcript.recognisers import strengths

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
# Possessive (\s*+), so that a long run of spaces is not tried in every way.
_NAMED = (
    rf"(?:{_TIME}\s*+(?:[-–—]\s*+)?)?(?P<open>\*\*|__|\*|_)?(?P<name>[^\W\d_][^:\n\[\]()*_]{{0,39}}?)"
    rf"\s*+(?P<note>\([^)\n]{{1,40}}\)|\[[^\]\n]{{1,40}}\])?(?P<mid>\*\*|__|\*|_)?\s*+(?:{_TIME})?[\s\u200b\u2060]*+"
)
_THEN = r"(?P<close>\*\*|__|\*|_)?(?:(?=\s|\Z)|(?<=:)(?=[^\W\d_]|[«“]))\s*"
_LABEL = re.compile(_NAMED + r"(?P<sep>:|\.\s*+[–—-](?=\s)|(?<=[\s.A-Z])[–—-](?=\s))" + _THEN)
_CAPITALS = re.compile(_NAMED + r"(?P<sep>(?<=\w\w)\.(?=\s+[^\s:–—-]))" + _THEN)
_ALONE = re.compile(
    rf"(?:{_TIME}\s*(?:[-–—]\s*)?)?(?P<open>\*\*|__|\*|_)?(?P<name>[^\W\d_][^:\n\[\]()*_]{{0,39}}?)"
    rf"\s*+(?:\([^)\n]{{1,40}}\)|\[[^\]\n]{{1,40}}\])?\s*+:?\s*+(?:\*\*|__|\*|_)?\s*+:?\s*+(?P<time>[-–—]?\s*+{_TIME})?\s*+\Z"
)
_ASKERS = frozenset({
    "interviewer", "intervieweur", "intervieweuse", "journaliste", "journalist", "host",
    "moderator", "animateur", "animatrice", "presenter", "redaction", "editor", "nous",
    "q", "question",
})  # fmt: skip
_ANSWERERS = frozenset(["interviewee", "interviewe", "interviewee", "invite", "invitee", "guest"])


@dataclass
class Turn:
    """The start of a speaker's turn. Its words are `source[start:end]`, empty for a name alone."""

    speaker: str
    start: int
    end: int
    alone: bool = False
    style: str = ""
    guessed: bool = False
    """Whether this name, which does not occur again, may be no speaker."""


@dataclass
class Speakers:
    """The turns of all speakers. `interviewee` is "" if only the interviewer is labelled."""

    names: tuple[str, ...]
    interviewee: str
    others: frozenset[str]
    turns: dict[int, Turn] = field(repr=False)
    strength: float = 0.0
    doubtful: bool = False


def is_asker(name: str) -> bool:
    """Whether a label names a role rather than a person ("Interviewer")."""
    return bool(set(key_of(name)) & _ASKERS)


def speakers(lines: Sequence[Line], interviewee: str = "") -> Speakers | None:
    """Return the speakers and their turns, or None if lines are not labelled with names."""
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
        # One of two speakers may speak only once. A third name that occurs once is no speaker.
        single = [name for name, n in count.items() if n == 1]
        if len(kept) == 1 and len(single) == 1 and _looks_alike(found, kept[0], single[0]):
            kept.append(single[0])
        elif len(kept) == 2 and (first := _named_once(found, single)):
            kept.append(first.speaker)
            first.guessed = True
    if not kept or len(kept) > 6:
        return None
    found = {i: turn for i, turn in found.items() if turn.speaker in kept}
    names = tuple(dict.fromkeys(turn.speaker for turn in found.values()))
    if len(names) == 1:
        return _one_sided(lines, names[0], found, interviewee)
    return _dialogue(names, found, _said(lines, found), interviewee)


def _named_once(found: dict[int, Turn], single: Sequence[str]) -> Turn | None:
    """Return the turn of an interviewer who is named once, and then labelled with the paper.

    For example "Claire Aumont", then "LCT".
    """
    first, second = itertools.islice(found.values(), 2)
    named = " " in first.speaker or is_asker(first.speaker)
    return first if named and first.speaker in single and first.style == second.style else None


def _candidates(lines: Sequence[Line]) -> dict[int, Turn]:
    found: dict[int, Turn] = {}
    alone: dict[int, Turn] = {}
    for i, line in enumerate(lines):
        if line.level or line.form in ("numbered", "quote"):
            continue
        head = line.head
        matches = (pattern.match(head) for pattern in (_LABEL, _CAPITALS))
        if match := next((m for m in matches if m and _is_label(_name(m), m["sep"])), None):
            end = line.end
            opened = match["open"]
            if opened and not match["mid"] and not match["close"] and line.raw.endswith(opened):
                end -= len(opened)
            start = min(line.start + match.end(), end)
            style = ("=" if match["name"].isupper() else "") + match["sep"].strip(" .")
            found[i] = Turn(_name(match), start, end, start == end, style)
        elif len(head) < 70 and (match := _ALONE.match(head)) and _is_label(_name(match), ":"):
            # The label becomes a marker; the words follow on the lines below.
            alone[i] = Turn(_name(match), line.end, line.end, True, "alone")
    # A name alone is a turn if it occurs again and words follow it.
    count = Counter(turn.speaker for turn in [*alone.values(), *found.values()])
    alone = {i: turn for i, turn in alone.items() if count[turn.speaker] > 1}
    for i, turn in alone.items():
        if i + 1 < len(lines) and i + 1 not in alone:
            found[i] = turn
    return dict(sorted(found.items()))


def _name(match: re.Match[str]) -> str:
    """Return the name in a label, without a description: "Ada Moss, potter"."""
    name, comma, _ = match["name"].strip().partition(", ")
    return name if comma and words_that_count(name) > 1 else match["name"].strip()


def _is_label(name: str, sep: str) -> bool:
    """Whether a name and the sign after it can be a speaker's label."""
    if not is_name(name):
        return False
    if sep == ".":
        return name.isupper() and sum(map(str.isalpha, name)) >= 2
    last = re.split(r"[\s’']+", name)[-1]
    if sep[0] == ".":
        return name.isupper() or is_abbreviated(last + ".") or (sep[-1] != "-" and " " in name)
    if sep != ":":
        return name.isupper() or is_abbreviated(last) or words_that_count(name) <= 3
    return True


def _people(found: dict[int, Turn]) -> dict[str, str]:
    """Map each label to the fullest name of the person."""
    # Fifty labels are more than enough, and comparing each with each stays bounded.
    labels = dict(Counter(turn.speaker for turn in found.values()).most_common(50))
    full = sorted(labels, key=lambda name: (-len(key_of(name)), -len(name), name.isupper()))
    people: dict[str, str] = {}
    for label in labels:
        letters = letters_of(label)
        fits = {n: likeness(label, n) for n in full if len(letters_of(n)) > len(letters)}
        best = [name for name, fit in fits.items() if fit and fit == max(fits.values())]
        # An ambiguous label, such as "M." for two people, stays as it is.
        if len({letters_of(name) for name in best}) == 1:
            people[label] = best[0]
        else:
            people[label] = next(name for name in full if letters_of(name) == letters)
    return people


def _is_one_exchange(lines: Sequence[Line], found: dict[int, Turn]) -> bool:
    """Whether there is one question and one answer, with no other line that looks labelled."""
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
    """Return how much each speaker says, and how many turns end in a question."""
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
    """Read a text that labels only one speaker: the interviewer or the interviewee."""
    asked = 0
    for i, turn in found.items():
        below = lines[i + 1].raw if turn.alone and i + 1 < len(lines) else ""
        asked += asks(below or turn_words(lines[i], turn))
    if len(found) < 2:
        return None
    share = asked / len(found)
    answers = same_person(interviewee, name) if interviewee else share < 0.5
    clear = share == 0 or share >= 0.7
    strength = strengths.ONE_NAME if clear else strengths.UNCLEAR_NAME
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
        words = set(key_of(name))
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
    strength = strengths.of_dialogue(alternating) if len(turns) > 2 else strengths.FEW_TURNS
    if not asked:
        return None
    return Speakers(
        names, answering, others, found, strength, doubtful=not chosen and margin < 0.35
    )
