"""Transcripts: what is sure is recognised, and what is no text is refused.

The people below are invented.
"""

import pickle

import pytest

from brand.transcript import (
    MAX_BYTES,
    Block,
    ParsedAnswer,
    ParsedChannel,
    Role,
    TranscriptError,
    decode,
    parse,
    segment,
)

FRENCH = """\
Je m’appelle Maud Kerjean et je restaure des phares.
J’en ai relevé onze.

Q2 - Pourquoi des phares ?
Parce qu’ils tiennent. Trois raisons :
- la pierre
- la lumière,
• le silence
Rien de plus.
Q3 – Et demain ?
Un douzième, au large.
Merci de votre visite, et bon vent.
Pour m’écrire ou me lire, passez via :
E-mail : maud@phares.example
Mon blog : www.phares.example
Viadeo : http://vd.example/maud
"""

ENGLISH = """\
Question 1: How did you start?
With a borrowed kiln.

Question 2: What do you teach?
* patience
* glaze

Thank you for having me.
You can reach me here:
Phone: +44 20 7946 0018
GitHub: https://github.com/ottoline
jo@kiln.example
"""


# Questions and answers ---------------------------------------------------------------------


def test_a_french_interview_is_understood() -> None:
    assert parse(FRENCH).as_dict() == {
        "format": "numbered",
        "confidence": "sure",
        "title": "",
        "interviewer": "",
        "interviewee": "",
        "date": "",
        "publication": "",
        "introduction": "",
        "answers": [
            {
                "question": "",
                "answer": "Je m’appelle Maud Kerjean et je restaure des phares.\n"
                "J’en ai relevé onze.",
            },
            {
                "question": "Pourquoi des phares ?",
                "answer": "Parce qu’ils tiennent. Trois raisons :\n"
                "- la pierre\n- la lumière,\n- le silence\nRien de plus.",
            },
            {"question": "Et demain ?", "answer": "Un douzième, au large."},
        ],
        "closing": "Merci de votre visite, et bon vent.\nPour m’écrire ou me lire, passez via :",
        "channels": [
            {"kind": "email", "address": "maud@phares.example"},
            {"kind": "blog", "address": "www.phares.example"},
            {"kind": "viadeo", "address": "http://vd.example/maud"},
        ],
        "unrecognised": [],
    }


def test_an_english_interview_is_understood() -> None:
    found = parse(ENGLISH)
    assert found.answers == (
        ParsedAnswer("How did you start?", (Block("paragraph", ("With a borrowed kiln.",)),)),
        ParsedAnswer("What do you teach?", (Block("list", ("patience", "glaze")),)),
    )
    assert found.closing == "Thank you for having me.\nYou can reach me here:"
    assert found.channels == (
        ParsedChannel("telephone", "+44 20 7946 0018", archived=False),
        ParsedChannel("github", "https://github.com/ottoline", archived=False),
        ParsedChannel("email", "jo@kiln.example", archived=False),
    )
    assert found.unrecognised == ()


def test_windows_line_ends_change_nothing() -> None:
    assert parse(FRENCH.replace("\n", "\r\n")).as_dict() == parse(FRENCH).as_dict()


@pytest.mark.parametrize(
    "line",
    [
        "Q3-Q4 were hard.",
        "Q3–Q4 were hard.",
        "Q2.5 is a figure.",
        "Q2 -5 % of sales.",
        "Q2:30 was the time.",
        "Q2 was the better quarter.",
        "Questions 3 and 4: none.",
        "See Q2 - what we said.",
        "- Q2 - a quarter in a list",
    ],
)
def test_a_figure_or_a_quarter_is_no_question(line: str) -> None:
    found = parse(f"Q1 - Why?\n{line}")
    assert [answer.question for answer in found.answers] == ["Why?"]


def test_questions_without_an_answer_keep_their_place() -> None:
    found = parse("Q1 - Why?\nQ2 - How?\nSlowly.")
    assert [(a.question, a.text) for a in found.answers] == [("Why?", ""), ("How?", "Slowly.")]


def test_no_answer_is_made_up_before_the_first_question() -> None:
    assert len(parse("\n\ufeff \n---\nQ2 - Why?\nBecause.").answers) == 1


def test_a_number_without_wording_is_shown_to_a_person() -> None:
    found = parse("Q1 - Why?\nBecause.\nQ2 -\nAnd so on.")
    assert found.unrecognised == ("Q2 -",)
    assert [answer.question for answer in found.answers] == ["Why?"]


@pytest.mark.parametrize("text", ["", "Hello.\n- one\nEmail : a@b.org", "Q1 -"])
def test_without_any_question_there_is_no_interview(text: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        parse(text)
    assert caught.value.code == "no_question"
    assert {s.role for s in segment(text)} <= {Role.UNRECOGNISED, Role.MARKER}


@pytest.mark.parametrize("dash", ["- ", "• ", "* ", "– ", "— ", "-\xa0", "  - "])
def test_every_dash_begins_a_list_item(dash: str) -> None:
    (answer,) = parse(f"Q1 - Why?\nSo:\n{dash}one\n\n{dash}two\nDone.").answers
    assert answer.blocks == (
        Block("paragraph", ("So:",)),
        Block("list", ("one", "two")),
        Block("paragraph", ("Done.",)),
    )
    assert answer.text == "So:\n- one\n- two\nDone."


def test_a_dash_without_a_space_begins_a_paragraph() -> None:
    (answer,) = parse("Q1 - Why?\n-5 °C\n**Never**").answers
    assert [block.kind for block in answer.blocks] == ["paragraph", "paragraph"]


# Files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", pytest.param("utf-16-be", id="be")],
)
def test_text_is_decoded_whatever_wrote_it(encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert decode(mark + "Où ? Été – l’œuvre\r\n".encode(encoding)) == "Où ? Été – l’œuvre\r\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        ("\xa0\u200b\n".encode(), "empty"),
        (b"Q1 - \x00", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\x1b[1mQ1", "binary"),
        ("Q1 - Why?".encode("utf-16-le"), "binary"),
        (b"\xff\xfeQ", "binary"),
        (b"\xef\xbb\xbf\xe9", "binary"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_text_is_refused_with_a_stable_code(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        decode(data)
    assert caught.value.code == code


def test_the_largest_text_and_soft_breaks_are_accepted() -> None:
    assert len(decode(b"a\x0b\x0c\t" + b"a" * (MAX_BYTES - 4))) == MAX_BYTES


@pytest.mark.parametrize("code", ["empty", "binary", "too_large", "no_question"])
def test_an_error_speaks_english_and_survives_a_queue(code) -> None:
    error = pickle.loads(pickle.dumps(TranscriptError(code)))  # noqa: S301  (our own bytes)
    assert error.code == code
    assert str(error).endswith(".")
