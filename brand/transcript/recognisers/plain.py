"""Recognise questions without any mark: paragraphs that ask, among those that only wonder."""

import re
from collections.abc import Sequence

from brand.transcript.language import is_foreign
from brand.transcript.lines import Line, ends_in_question, invites
from brand.transcript.model import Doubt, Format
from brand.transcript.recognisers import strengths
from brand.transcript.recognisers.candidate import A, Candidate, Mark, Q, inner

_TO_YOU = re.compile(
    r"(?<![\w’'])(?:vous|votre|vos|tu|ton|ta|tes|toi|t[’'](?=\w)|you|your|yours|yourself"
    r"|(?:pouv|av|êt|fai|all|voul|pens|croy|utilis|travaill|\w+)ez[-\u2011]vous|\w+s[-\u2011]tu)"
    r"(?!\w)",
    re.IGNORECASE,
)
_OF_ME = re.compile(
    r"(?<![\w’'])(?:je|j[’'](?=\w)|moi|mon|ma|mes|m[’'](?=\w)|I|I[’'](?:m|ve|d|ll)|my|me|myself)"
    r"(?![\w])",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"(?:et\s|and\s|but\s|mais\s|so,?\s|alors,?\s|enfin,?\s|donc,?\s)?"
    r"(?:qui|que|qu[’']|quoi|quel|quelle|quels|quelles|où|quand|comment|pourquoi|combien|par\squoi"
    r"|est-ce|en\squoi|d[’']où|à\squ\w+|what|how|why|when|where|who|which|is|are|do|does|did|can"
    r"|could|would|have|has|was|were)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]+[»”\"')]*\s+(?=[^\Wa-z_]|«|“|—)")


def question_score(line: Line, *, foreign: bool = False) -> float:
    """Return the evidence that an unmarked line is the interviewer's; above 0 means rather yes.

    Interviewers say "you" and are brief. A rhetorical question is part of a longer text. In a
    `foreign` language, whose word for "you" is not known here, only the shape of the line tells.
    """
    words = line.raw[-4 * TAIL_WORDS :]
    if not line.asks:
        return -3.0
    sentences = len(_SENTENCE_END.findall(words)) + 1
    score = 0.2 if ends_in_question(words) else 0.0
    to_you = foreign or bool(_TO_YOU.search(words))
    if foreign:
        score += 0.8
    elif to_you or (invites(words) and not _OF_ME.search(words)):
        score += 1.6
    score -= min(2.4, 1.2 * len(_OF_ME.findall(words)))
    if _INTERROGATIVE.match(words):
        score += 0.4
    if sentences > 2:
        score -= 0.4 * (sentences - 2)
    if len(line.raw) > 350:
        score -= 0.8
    if len(words.split()) <= 4 and not to_you:
        score -= 0.5  # such as "Pourquoi ?", "So what?"
    if line.gap:
        score += 0.3
    return score


TAIL_WORDS = 250


def plain(lines: Sequence[Line], interviewee: str = "") -> Candidate | None:
    """Questions are paragraphs that end in a question mark, except rhetorical ones."""
    marks: dict[int, Mark] = {}
    clear = 0
    foreign = bool(lines) and is_foreign(lines[0].source)
    for i, line in enumerate(lines):
        if line.form != "paragraph" or not line.asks:
            continue
        below = lines[i + 1] if i + 1 < len(lines) else None
        score = question_score(line, foreign=foreign)
        if below is None:
            score -= 1.0  # no answer follows
        if score <= 0:
            marks[i] = Mark(A, line.start, line.end, then=A, doubt=Doubt.RHETORICAL)
            continue
        clear += score >= 1
        doubt = None if score >= 1 else Doubt.RHETORICAL
        marks[i] = Mark(Q, *inner(line), then=A, doubt=doubt)
    questions = [i for i, mark in marks.items() if mark.role is Q]
    if not questions:
        return None
    while marks and next(iter(marks.values())).role is A:  # not before the first question
        del marks[next(iter(marks))]
    # A doubtful question right below a clear one is the beginning of the answer.
    for i in questions:
        if marks[i].doubt and i - 1 in marks and marks[i - 1].role is Q and not marks[i - 1].doubt:
            marks[i] = Mark(A, lines[i].start, lines[i].end, then=A, doubt=Doubt.RHETORICAL)
    strength = strengths.of_plain_text(clear, len(questions))
    return Candidate(Format.PLAIN, strength, marks)
