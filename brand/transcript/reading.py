"""Read a text into segments: title and credits, questions and answers, opening, ending."""

import re
from collections.abc import Iterator, Sequence

from brand.transcript.language import is_english
from brand.transcript.lines import Line, cut
from brand.transcript.model import Doubt, Format, Reading, Role, Segment, covering
from brand.transcript.recognisers.candidate import Candidate
from brand.transcript.recognisers.choice import choose, mark
from brand.transcript.review import doubt_what_is_unlike
from brand.transcript.surroundings.boilerplate import remove_boilerplate
from brand.transcript.surroundings.ending import mark_ending, takes_leave
from brand.transcript.surroundings.front_matter import mark_front_matter, title_twice
from brand.transcript.surroundings.heading import mark_heading
from brand.transcript.surroundings.mail import mark_mail, quoted_questions
from brand.transcript.wrapping import joined, rejoin, split_bold_questions


def read_interview(text: str, interviewee: str = "") -> Reading:
    """Cut any text into segments that, joined, give the text back exactly. Never raises.

    Segments are in order and never empty. Blank space, line ends and labels around words are
    markers; adjacent markers are one segment. Without any question, all words are unrecognised.
    `interviewee` is the name of the speaker who answers, where speakers are labelled.
    """
    lines = split_bold_questions(joined(cut(text)))
    english = is_english(text)
    body = mark_front_matter(lines, english=english)
    body = mark_heading(remove_boilerplate(mark_mail(body)), english=english)
    title_twice(lines)
    candidate = choose(body, interviewee)
    if candidate is None:
        for line in lines:
            line.role = Role.UNRECOGNISED
        return Reading(text, covering(text, _pieces(text, lines)), Format.NONE, 0.0)
    first = min(candidate.marks)
    _mark_opening(body[:first], candidate)
    marked = mark(body, candidate)
    quoted_questions(marked)
    rejoin(body)
    _mark_end(marked, candidate)
    turns = {id(body[index]) for index in candidate.marks}
    doubt_what_is_unlike(body[:first], marked, turns, candidate.format)
    return Reading(text, covering(text, _pieces(text, lines)), candidate.format, candidate.strength)


# Before the first question ------------------------------------------------------------------

_FIRST_PERSON = re.compile(
    r"(?<![\w’'])(?:je|j[’']|moi|mon|ma|mes|m[’'](?=\w)|I|I[’'](?:m|ve|d|ll)|my|me|myself)(?![^\W\d_])",
    re.IGNORECASE,
)


def _mark_opening(lines: Sequence[Line], candidate: Candidate) -> None:
    """Decide whether the first words introduce, or answer a question that is missing."""
    if not lines:
        return
    words = " ".join(line.words for line in lines)
    share = len(_FIRST_PERSON.findall(words)) / max(1, words.count(" ") + 1)
    doubt = None
    if candidate.first_number > 1:
        role = Role.ANSWER
    elif candidate.first_number == 1:
        role = Role.INTRODUCTION
        doubt = Doubt.OPENING if share > 0.04 else None
    else:
        mine = share > 0.04
        role = Role.ANSWER if mine and not candidate.names else Role.INTRODUCTION
        doubt = Doubt.OPENING if share > 0.015 else None
    for line in lines:
        line.role, line.doubt = role, doubt


# After the last question --------------------------------------------------------------------


def _mark_end(lines: Sequence[Line], candidate: Candidate) -> None:
    """Find the words that close the interview, and the channels."""
    if not any(line.role is Role.QUESTION for line in lines):
        return
    last = max(i for i, line in enumerate(lines) if line.role is Role.QUESTION)
    turn = _begin_of_turn(lines, last)
    leaving = lines[turn : last + 1]
    earlier = any(line.role is Role.QUESTION for line in lines[:turn])
    if earlier and takes_leave(leaving[0]) and not any(line.asks for line in leaving):
        # "Thank you, Ada." is no question, so what follows is no answer.
        below = [line for line in lines[last + 1 :] if line.role is Role.ANSWER]
        for line in leaving:
            line.role = Role.CLOSING
        mark_ending([line for line in lines[turn:] if line.role in (Role.CLOSING, Role.ANSWER)])
        for line in [*leaving, *below]:
            if line.role in (Role.ANSWER, Role.QUESTION):
                line.role = Role.CLOSING
        return
    bottom = _rule_below(lines, last)
    mark_ending([line for line in lines[bottom:] if line.role is Role.ANSWER])
    if bottom > last + 1:
        for line in lines[bottom:]:
            if line.role is Role.ANSWER:
                line.role = Role.CLOSING
    roles_below = {line.role for line in lines[last + 1 :]}
    if lines[last].doubt is Doubt.STATEMENT and roles_below and Role.ANSWER not in roles_below:
        lines[last].role, lines[last].doubt = Role.CLOSING, None  # "## Find her": a lead-in


def _rule_below(lines: Sequence[Line], last: int) -> int:
    """Return the index from which closing words may begin.

    That is below a rule ("---") after the last question, if the text has no other rule; rules
    between all questions do not end the interview. Otherwise it is the index after `last`.
    """
    ruled = [i for i, line in enumerate(lines) if line.rule_follows]
    return ruled[0] + 1 if len(ruled) == 1 and ruled[0] > last else last + 1


def _begin_of_turn(lines: Sequence[Line], last: int) -> int:
    turn = last
    while turn > 0 and lines[turn - 1].role is Role.QUESTION and lines[turn - 1].speaker:
        if lines[turn - 1].speaker != lines[last].speaker:
            break
        turn -= 1
    return turn


# Segments -----------------------------------------------------------------------------------


def _pieces(text: str, lines: Sequence[Line]) -> Iterator[Segment]:
    for line in lines:
        if line.role is Role.CHANNEL:
            for contact in line.contacts:
                yield Segment(contact.start, contact.end, Role.CHANNEL, text, kind=contact.kind)
        elif line.role is not Role.MARKER and line.start < line.end:
            yield Segment(
                line.start, line.end, line.role, text, line.form, line.speaker, "", line.doubt
            )
