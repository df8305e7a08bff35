"""Build the structure from the segments, alike for a first reading and a corrected one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from brand.transcript.language import is_english
from brand.transcript.lines import RULE, ends_in_question, unwrapped
from brand.transcript.model import (
    CLOSED_NETWORKS,
    Block,
    Confidence,
    Credits,
    ParsedAnswer,
    ParsedChannel,
    Reading,
    Role,
    Segment,
    Transcript,
)
from brand.transcript.names import same_person
from brand.transcript.recognisers.speakers import is_asker
from brand.transcript.recognisers.strengths import CONFIDENT, LIKELY
from brand.transcript.surroundings import credits
from brand.transcript.surroundings.contacts import contacts_in


def structure(reading: Reading) -> Transcript:
    """Return the structure of `reading`. Each word of its segments is in exactly one place of it.

    Only addresses inside closing words occur twice: there, and among the channels.
    """
    words = reading.pieces
    by_role = {role: [p for p in words if p.role is role] for role in Role}
    title = " ".join(words_of(piece) for piece in by_role[Role.TITLE])
    return Transcript(
        text=reading.text,
        segments=reading.segments,
        format=reading.format,
        confidence=_confidence(reading),
        title=title,
        credits=_credits(reading, by_role, title),
        speakers=tuple(dict.fromkeys(piece.speaker for piece in words if piece.speaker)),
        introduction=tuple(_blocks(by_role[Role.INTRODUCTION])),
        answers=tuple(_answers(reading.segments)),
        closing="\n".join(words_of(piece) for piece in by_role[Role.CLOSING]),
        channels=tuple(_channels(by_role)),
        unrecognised=tuple(words_of(piece) for piece in by_role[Role.UNRECOGNISED]),
    )


def words_of(piece: Segment) -> str:
    """Return the words of a segment, on one line."""
    return unwrapped(piece.text)


def _answers(segments: Sequence[Segment]) -> Iterator[ParsedAnswer]:
    asked: list[Segment] = []
    said: list[Segment] = []
    previous: Segment | None = None
    label = ""
    for piece in segments:
        if piece.role is Role.MARKER:
            label += piece.text
            continue
        if piece.role is Role.QUESTION:
            if not (
                previous and previous.role is Role.QUESTION and _goes_on(previous, label, piece)
            ):
                yield from _answer(asked, said)
                asked, said = [], []
            asked.append(piece)
        elif piece.role is Role.ANSWER:
            said.append(piece)
        previous, label = piece, ""
    yield from _answer(asked, said)


def _answer(asked: Sequence[Segment], said: Sequence[Segment]) -> Iterator[ParsedAnswer]:
    if first := [*asked, *said][:1]:
        question = " ".join(words_of(piece) for piece in asked)
        yield ParsedAnswer(question, tuple(_blocks(said)), first[0].start)


def _goes_on(previous: Segment, label: str, piece: Segment) -> bool:
    """Whether two adjacent questions are one: nothing separates them, or one speaker asks both."""
    if previous.role is not Role.QUESTION:
        return False
    if piece.speaker and piece.speaker == previous.speaker:
        return True
    return not label.strip(RULE + ">")


def _blocks(pieces: Sequence[Segment]) -> Iterator[Block]:
    """Join adjacent items to one list, even across blank lines: pasted lists are often spaced."""
    for form, group in groupby(pieces, key=lambda piece: piece.form):
        if form in ("list", "numbered"):
            yield Block(form, tuple(words_of(piece) for piece in group))
        else:
            yield from (Block(form, (words_of(piece),)) for piece in group)


def _channels(by_role: dict[Role, list[Segment]]) -> Iterator[ParsedChannel]:
    seen = set()
    for piece in by_role[Role.CLOSING]:
        for contact in contacts_in(piece.text):
            address = piece.text[contact.start : contact.end]
            seen.add((contact.kind, address))
            yield ParsedChannel(contact.kind, address, contact.kind in CLOSED_NETWORKS)
    for piece in by_role[Role.CHANNEL]:
        kind = piece.kind or "other"
        if (kind, piece.text) not in seen:
            yield ParsedChannel(kind, piece.text, kind in CLOSED_NETWORKS)


def _credits(reading: Reading, by_role: dict[Role, list[Segment]], title: str) -> Credits:
    """Return the credits, completed from the speakers' labels and the title."""
    english = is_english(reading.text)
    found = Credits()
    for piece in by_role[Role.CREDIT]:
        line = credits.read_credit(words_of(piece), english=english)
        found = credits.merge(found, line or Credits())
    asking, answering = _main(by_role[Role.QUESTION]), _main(by_role[Role.ANSWER])
    named = credits.interviewee_in(title)
    by_line = found.interviewer
    if asking and by_line and not same_person(asking, by_line):
        # "Le Petit Phare : …" is the publication if the credits name another interviewer.
        found = replace(found, publication=found.publication or asking)
        asking = by_line
    elif is_asker(asking) or asking.casefold() == found.publication.casefold():
        asking = by_line
    return replace(
        found,
        interviewee=_fullest(answering, found.interviewee, named),
        interviewer=_fullest(asking, by_line),
    )


def _main(pieces: Sequence[Segment]) -> str:
    """Return the most frequent speaker of `pieces`, with a name's capitals."""
    names = Counter(piece.speaker for piece in pieces if piece.speaker)
    name = names.most_common(1)[0][0] if names else ""
    return name.title() if name.isupper() and _is_word(name) else name


def _is_word(name: str) -> bool:
    """Whether capitals spell a name rather than initials."""
    return len(name) > 2 and any(letter in "AEIOUYÀÂÉÈÊËÎÏÔÛÜ" for letter in name)


def _fullest(*names: str) -> str:
    """Return the first name, or a longer one of the same person."""
    given = [name for name in names if name]
    if not given:
        return ""
    same = [name for name in given if same_person(given[0], name)]
    return max(same, key=len)


def _confidence(reading: Reading) -> Confidence:
    words = reading.pieces
    doubts = sum(piece.doubt is not None for piece in words)
    asked = sum(piece.role is Role.QUESTION for piece in words)
    unasked = sum(
        piece.role in (Role.ANSWER, Role.INTRODUCTION) and ends_in_question(piece.text)
        for piece in words
    )
    if unasked > max(2, asked):
        return Confidence.GUESS  # more questions among the answers than outside of them
    if reading.strength >= CONFIDENT and not doubts:
        return Confidence.SURE
    if reading.strength >= LIKELY and doubts * 4 <= len(words):
        return Confidence.LIKELY
    return Confidence.GUESS
