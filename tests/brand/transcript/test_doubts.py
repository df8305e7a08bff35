"""Doubts: passages that are shown to a person because their role was guessed.

The people below are invented.
"""

import pytest

from brand.transcript import (
    Confidence,
    Doubt,
    parse,
)
from tests.brand.transcript.readings import doubts

# What a person has to look at ------------------------------------------------------------------


def test_what_numbers_and_names_say_is_sure() -> None:
    assert parse("Q1 - Why?\nSo.\nQ2 - How?\nThus.").confidence is Confidence.SURE
    assert parse("Ada: Why?\nTom: So.\nAda: How?\nTom: Thus.").confidence is Confidence.SURE


def test_more_questions_in_the_answers_than_outside_are_a_guess() -> None:
    text = "Q1 - Why?\nSo.\nAnd then?\nThus.\nWho was there?\nAll.\nWhere?\nHere."
    assert parse(text).confidence is Confidence.GUESS


def test_an_unmarked_question_of_the_one_who_answers_stays_his_and_is_shown() -> None:
    found = parse(
        "How did you start?\n\nWith clay.\n\nWhat makes me angry? \n\nWaste.\n\n"
        "And what do you teach your students?\n\nPatience."
    )
    assert [a.question for a in found.answers] == [
        "How did you start?",
        "And what do you teach your students?",
    ]
    assert doubts(found) == [("What makes me angry?", Doubt.RHETORICAL)]
    assert found.confidence is not Confidence.SURE


def test_a_number_of_another_kind_is_a_question_with_a_doubt() -> None:
    found = parse("Q1 - Why?\nSo.\nQ2 - How?\nThus.\n3. When do you stop?\nNever.")
    assert [a.question for a in found.answers] == ["Why?", "How?", "When do you stop?"]
    assert doubts(found) == [("When do you stop?", Doubt.NUMBERING)]


def test_numbers_out_of_order_are_shown() -> None:
    found = parse("Q1 - Why?\nSo.\nQ5 - How?\nThus.")
    assert doubts(found) == [("How?", Doubt.NUMBERING)]


def test_a_heading_that_asks_nothing_is_a_question_with_a_doubt() -> None:
    found = parse("## Why clay?\nSo.\n## The second kiln\nThus.\n## And now?\nMore.")
    assert [a.question for a in found.answers] == ["Why clay?", "The second kiln", "And now?"]
    assert doubts(found) == [("The second kiln", Doubt.STATEMENT)]


BOLD = """\
---
title: "The seed house"
author: Claire Aumont
tags:
  - seeds
---

**Why did you leave the bank?**

For a packet of beans. **Who would not?** I never looked back.

**Tell us about the first
winter.**
It was long.

> There is no bad soil.

And dark.

**“There is no bad soil.”**

**Is there a future in it?** Who knows? I am often asked.

**Your best day** The one with the hail.
"""


def test_questions_in_bold_may_share_a_line_with_the_answer_or_span_two() -> None:
    found = parse(BOLD)
    assert [a.question for a in found.answers] == [
        "Why did you leave the bank?",
        "Tell us about the first winter.",
        "Is there a future in it?",
    ]
    assert found.answers[2].text.startswith("Who knows? I am often asked.")
    assert "**Who would not?**" in found.answers[0].text
    assert (found.title, found.credits.interviewer) == ("The seed house", "Claire Aumont")
    assert set(found.unrecognised) == {"tags:", "seeds"}
    assert {Doubt.PAGE, Doubt.STATEMENT} <= {doubt for _, doubt in doubts(found)}


def test_words_in_bold_at_the_beginning_of_an_answer_stay_there() -> None:
    source = "Q1 - Why?\n**Why not?** It was there.\nQ2 - How?\n**Slowly.** And then fast."
    assert [a.text for a in parse(source).answers] == [
        "**Why not?** It was there.",
        "**Slowly.** And then fast.",
    ]


def test_a_question_in_bold_on_two_lines_each_in_bold_is_one() -> None:
    found = parse("**Why did you\nleave?**\nSo.\n**And what**\n**comes now?**\nRain.")
    assert [a.question for a in found.answers] == ["Why did you leave?", "And what comes now?"]


def test_a_heading_of_a_higher_level_is_shown_apart() -> None:
    found = parse("## Before\n### Why clay?\nSo.\n## After\n### And now?\nMore.")
    assert [a.question for a in found.answers] == ["Why clay?", "And now?"]
    assert found.unrecognised == ("Before", "After")


QUOTED = """\
« Comment répare-t-on une horloge ? »

Mon oncle m’a demandé :

« Tu veux voir dedans ? »

J’ai dit oui.

« Votre plus beau souvenir. »

Une horloge d’école. « Encore ! » criaient-ils.

« Et si c’était
à refaire ? »

« Jamais », dirait ma mère.
"""


def test_speech_in_an_answer_is_no_question_between_quotation_marks() -> None:
    found = parse(QUOTED)
    assert [a.question for a in found.answers] == [
        "Comment répare-t-on une horloge ?",
        "Votre plus beau souvenir.",
        "Et si c’était à refaire ?",
    ]
    assert "« Tu veux voir dedans ? »" in found.answers[0].text
    assert doubts(found) == [
        ("« Tu veux voir dedans ? »", Doubt.RHETORICAL),
        ("Votre plus beau souvenir.", Doubt.STATEMENT),
    ]
    assert found.confidence is not Confidence.SURE


@pytest.mark.parametrize(
    "sign", ["▶️ ", "►", "→ ", "☞ ", "❓", "=> ", "-> ", "> ", ">> ", "» ", "🎤 ", "[Q] ", "• "]
)
def test_a_sign_before_each_question(sign: str) -> None:
    found = parse(
        f"{sign}Why bells?\n\nThe sound. Who would not?\n\n{sign}And the weight?\n\nEight tons.\n\n"
        f"{sign}Your best day\n\nThe first.\n\n{sign}Tell us about the last.\n\nIt rained."
    )
    assert [(a.question, a.text) for a in found.answers] == [
        ("Why bells?", "The sound. Who would not?"),
        ("And the weight?", "Eight tons."),
        ("Your best day", "The first."),
        ("Tell us about the last.", "It rained."),
    ]


def test_a_sign_before_each_turn_is_never_sure() -> None:
    found = parse(
        ">> Why bells?\n\n>> The sound.\n\n>> And the\n>> weight?\n\n>> Eight tons.\n\n>> Why so?"
    )
    assert [(a.question, a.text) for a in found.answers] == [
        ("Why bells?", "The sound."),
        ("And the weight?", "Eight tons."),
        ("Why so?", ""),
    ]
    assert found.confidence is not Confidence.SURE


def test_a_list_of_questions_in_an_answer_is_no_interview_of_its_own() -> None:
    found = parse("Q1 - Why?\nI asked myself:\n→ Who?\n→ When?\n→ Where?\nQ2 - How?\nSo.")
    assert [a.question for a in found.answers] == ["Why?", "How?"]


def test_the_number_alone_takes_the_line_below_if_it_asks() -> None:
    found = parse("Q1\nWhy clay?\nSo.\nQ2 -\nHow long?\nA year.")
    assert [(a.question, a.text) for a in found.answers] == [
        ("Why clay?", "So."),
        ("How long?", "A year."),
    ]
