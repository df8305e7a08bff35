"""Whole interviews as their authors typed them: every line gets its role."""

from pathlib import Path

import pytest

from brand.transcript import Transcript, decode, parse
from tests.interviews import INTERVIEWS, expected, told

pytestmark = pytest.mark.parametrize("interview", INTERVIEWS)


@pytest.fixture
def found(interview: Path) -> Transcript:
    return parse(decode(interview.read_bytes()))


def test_questions_keep_their_exact_wording(interview: Path, found: Transcript) -> None:
    questions = [told(interview, answer.question) for answer in found.answers]
    assert questions == [answer["question"] for answer in expected(interview)["answers"]]
    assert [bool(question) for question in questions] == [False, True, True, True, True]


def test_answers_keep_every_line(interview: Path, found: Transcript) -> None:
    answers = [told(interview, answer.text) for answer in found.answers]
    assert answers == [answer["answer"] for answer in expected(interview)["answers"]]


def test_lists_are_lists(interview: Path, found: Transcript) -> None:
    sizes = [[len(b.lines) for b in a.blocks if b.kind == "list"] for a in found.answers]
    assert sizes == [[], [], [5], [3], []]


def test_the_ending_is_closing_and_channels(interview: Path, found: Transcript) -> None:
    assert told(interview, dict(found.as_dict())) == expected(interview)
    assert found.closing.count("\n") == 1
    assert [(channel.kind, channel.archived) for channel in found.channels] == [
        ("email", False),
        ("blog", False),
        ("linkedin", False),
        ("viadeo", True),
        ("twitter", False),
    ]


def test_no_word_is_lost(interview: Path, found: Transcript) -> None:
    assert "".join(piece.text for piece in found.segments) == decode(interview.read_bytes())
