"""Corrections keep every word, and the structure follows them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.transcript import (
    Correction,
    CorrectionError,
    Reading,
    Role,
    correct,
    read_interview,
    structure,
)
from brand.transcript.corrections import ASSIGNABLE

TEXT = """\
Maud restaure des phares.
Elle vit à Brest.

Q1 - Pourquoi des phares ? Et depuis quand ?
Parce qu’ils tiennent.
Qui n’aimerait pas cela ?
Q2 - Et demain ?
Un douzième.
Blog : www.phares.example
"""


def at(reading: Reading, words: str) -> int:
    """Return the offset of the segment that begins with `words`."""
    return next(piece.start for piece in reading.pieces if piece.text.startswith(words))


def after(*corrections: Correction, text: str = TEXT) -> dict:
    return structure(correct(read_interview(text), corrections)).as_dict()


def test_a_paragraph_of_an_answer_becomes_a_question() -> None:
    place = at(read_interview(TEXT), "Qui n’aimerait")
    found = after(Correction("role", place, Role.QUESTION))
    assert [a["question"] for a in found["answers"]] == [
        "Pourquoi des phares ? Et depuis quand ?",
        "Qui n’aimerait pas cela ?",
        "Et demain ?",
    ]


def test_paragraphs_that_belong_together_change_together() -> None:
    found = after(Correction("role", at(read_interview(TEXT), "Maud"), Role.ANSWER))
    assert found["introduction"] == ""
    assert found["answers"][0] == {
        "question": "",
        "answer": "Maud restaure des phares.\nElle vit à Brest.",
    }


def test_only_what_stands_below_changes_too() -> None:
    found = after(Correction("role", at(read_interview(TEXT), "Elle vit"), Role.CLOSING))
    assert (found["introduction"], found["closing"]) == (
        "Maud restaure des phares.",
        "Elle vit à Brest.",
    )


def test_one_passage_is_left_out_alone() -> None:
    found = after(Correction("role", at(read_interview(TEXT), "Maud"), Role.UNRECOGNISED))
    assert found["unrecognised"] == ["Maud restaure des phares."]
    assert found["introduction"] == "Elle vit à Brest."


def test_the_same_role_settles_a_doubt() -> None:
    text = "How did you start?\n\nWith clay.\n\nWhat makes me angry?\n\nWaste."
    first = read_interview(text)
    doubtful = next(piece for piece in first.pieces if piece.doubt)
    settled = correct(first, [Correction("role", doubtful.start, doubtful.role)])
    assert structure(settled).as_dict()["answers"] == structure(first).as_dict()["answers"]
    assert not any(piece.doubt for piece in settled.pieces)


def test_a_question_and_its_answer_on_one_line_are_cut_apart() -> None:
    text = "Q1 - Why? Because.\nQ2 - How?\nSlowly."
    found = after(Correction("split", text.index("Because")), text=text)
    assert found["answers"][0] == {"question": "Why?", "answer": "Because."}


def test_two_passages_become_one() -> None:
    found = after(Correction("join", at(read_interview(TEXT), "Parce")))
    assert found["answers"][0]["answer"] == "Parce qu’ils tiennent. Qui n’aimerait pas cela ?"


def test_a_question_over_two_lines_becomes_one() -> None:
    text = "Q1 - Why clay,\nand why now?\nBecause.\nQ2 - How?\nSlowly."
    found = after(Correction("join", text.index("Why")), text=text)
    assert found["answers"][0] == {"question": "Why clay, and why now?", "answer": "Because."}


def test_speakers_can_be_swapped() -> None:
    text = "Ada: Why?\nTom: So.\nAda: How?\nTom: Thus."
    found = after(Correction("swap"), text=text)
    assert [a["question"] for a in found["answers"]] == ["", "So.", "Thus."]
    assert found["interviewee"] == "Ada"
    assert found == after(Correction("interviewee", name="Ada"), text=text)


def test_a_channel_is_narrowed_to_its_address_and_widened_again() -> None:
    text = "Q1 - Where?\nWrite to ada@b.org\nQ2 - How?\nSlowly."
    place = text.index("Write")
    there = correct(read_interview(text), [Correction("role", place, Role.CHANNEL)])
    found = structure(there).as_dict()
    assert found["channels"] == [{"kind": "email", "address": "ada@b.org"}]
    back = correct(there, [Correction("role", text.index("ada@"), Role.ANSWER)])
    assert (
        structure(back).as_dict()["answers"] == structure(read_interview(text)).as_dict()["answers"]
    )


def test_a_channel_without_an_address_keeps_its_words() -> None:
    found = after(Correction("role", at(read_interview(TEXT), "Un douzième"), Role.CHANNEL))
    assert {"kind": "other", "address": "Un douzième."} in found["channels"]


@pytest.mark.parametrize(
    "correction",
    [
        Correction("role", 1, Role.ANSWER),
        Correction("role", 0, Role.MARKER),
        Correction("split", 0),
        Correction("split", 10_000),
        Correction("join", TEXT.index("www")),
        Correction("join", 3),
        Correction("interviewee", name="Nobody"),
        Correction("interviewee", name=""),
    ],
)
def test_what_does_not_fit_is_refused(correction: Correction) -> None:
    with pytest.raises(CorrectionError):
        correct(read_interview(TEXT), [correction])


@pytest.mark.parametrize(
    "data",
    [{}, {"action": "delete"}, {"action": "role", "role": "king"}, {"action": "join", "at": "x"}],
)
def test_what_is_no_correction_is_refused(data: dict) -> None:
    with pytest.raises(CorrectionError):
        Correction.from_dict(data)


# No word is lost, whatever is corrected ----------------------------------------------------------

texts = st.lists(
    st.sampled_from(
        [
            "Q1 - Why?",
            "Ada: How?",
            "Tom: So.",
            "- one",
            "## Then?",
            "Blog : x.org",
            "Merci.",
            "a b",
            "",
            "---",
        ]
    )
    | st.text(max_size=12),
    max_size=12,
).map("\n".join)
steps = st.lists(
    st.tuples(
        st.sampled_from(["role", "split", "join", "swap", "interviewee"]),
        st.integers(0, 60),
        st.sampled_from(ASSIGNABLE),
        st.sampled_from(["Ada", "Tom"]),
    ),
    max_size=8,
)


def apply(reading: Reading, chosen: list[tuple]) -> tuple[Reading, list[Correction]]:
    """Apply the corrections that fit. A place is the index of a segment instead of an offset."""
    done = []
    for action, place, role, name in chosen:
        pieces = reading.pieces
        if action in ("role", "join") and pieces:
            place = pieces[place % len(pieces)].start
        correction = Correction(action, place, role if action == "role" else None, name)
        try:
            reading = correct(reading, [correction])
        except CorrectionError:
            continue
        done.append(correction)
    return reading, done


@given(text=texts, chosen=steps)
@settings(deadline=None, max_examples=300)
def test_corrections_keep_every_word_and_can_be_repeated(text: str, chosen: list[tuple]) -> None:
    first = read_interview(text)
    corrected, done = apply(first, chosen)
    assert "".join(piece.text for piece in corrected.segments) == text
    position = 0
    for piece in corrected.segments:
        assert piece.start == position < piece.end
        position = piece.end
    # The stored form gives the same corrections.
    stored = json.loads(json.dumps([c.as_dict() for c in done]))
    kept = Reading.from_dict(text, json.loads(json.dumps(first.as_dict())))
    assert kept == first
    assert correct(kept, map(Correction.from_dict, stored)) == corrected
    structure(corrected)
