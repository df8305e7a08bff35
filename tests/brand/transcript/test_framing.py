"""The parts around the questions: title, credits, introduction, closing, channels.

The people below are invented.
"""

import pytest

from brand.transcript import (
    Doubt,
    parse,
)
from tests.brand.transcript.readings import doubts

# Around the questions --------------------------------------------------------------------------

FRAMED = """\
{title}

{credit}

Maud Kerjean vit à Brest. Elle restaure des phares.

Lilian : Comment avez-vous commencé ?
Maud : Par hasard.
Lilian : Et demain ?
Maud : La mer.
"""


@pytest.mark.parametrize(
    ("credit", "interviewer", "date", "publication"),
    [
        ("Propos recueillis par Lilian Mahé, le 12 mars 2014", "Lilian Mahé", "2014-03-12", ""),
        ("Par Lilian Mahé | 1er mars 2014 | Le Phare", "Lilian Mahé", "2014-03-01", "Le Phare"),
        ("Publié le 04/02/2012 dans Le Phare", "Lilian", "2012-02-04", "Le Phare"),
        (
            "Interview by Lilian Mahé for The Kiln, 3 May 2019",
            "Lilian Mahé",
            "2019-05-03",
            "The Kiln",
        ),
        ("Interviewed by Lilian Mahé on March 3, 2019", "Lilian Mahé", "2019-03-03", ""),
        ("2019-05-03", "Lilian", "2019-05-03", ""),
        ("*Le Phare, 3 août 2019*", "Lilian", "2019-08-03", "Le Phare"),
    ],
)
def test_title_and_credits_are_found(credit, interviewer, date, publication) -> None:
    found = parse(FRAMED.format(title="La gardienne", credit=credit))
    assert found.title == "La gardienne"
    assert found.credits.interviewer == interviewer
    assert found.credits.interviewee == "Maud"
    assert str(found.credits.date) == date if date else found.credits.date is None
    assert found.credits.publication == publication
    assert [b.lines for b in found.introduction] == [
        ("Maud Kerjean vit à Brest. Elle restaure des phares.",)
    ]
    assert found.unrecognised == ()


@pytest.mark.parametrize("date", ["31/02/2019", "the 3rd of Smarch 2019", "12:30", "2019"])
def test_no_date_is_made_up(date: str) -> None:
    found = parse(FRAMED.format(title="La gardienne", credit=f"Par Lilian Mahé | {date}"))
    assert found.credits.date is None


def test_the_title_names_who_answers() -> None:
    found = parse("Entretien avec Maud Kerjean\n\nQ1 - Pourquoi ?\nParce que.\nQ2 - Et ?\nVoilà.")
    assert (found.title, found.credits.interviewee) == (
        "Entretien avec Maud Kerjean",
        "Maud Kerjean",
    )


def test_words_before_question_two_answer_the_missing_first() -> None:
    found = parse("Elle restaure des phares.\nQ2 - Pourquoi ?\nParce que.\nQ3 - Et ?\nVoilà.")
    assert (found.answers[0].question, found.introduction) == ("", ())


def test_words_before_question_one_introduce() -> None:
    found = parse("Elle restaure des phares.\nQ1 - Pourquoi ?\nParce que.\nQ2 - Et ?\nVoilà.")
    assert [b.lines for b in found.introduction] == [("Elle restaure des phares.",)]


def test_an_opening_in_the_first_person_is_doubted() -> None:
    found = parse("Je restaure des phares.\n\n## Pourquoi ?\nParce que.\n## Et ?\nVoilà.")
    assert found.answers[0].question == ""
    assert doubts(found) == [("Je restaure des phares.", Doubt.OPENING)]


def test_the_last_thanks_of_a_dialogue_close_it() -> None:
    found = parse(
        "Tom: Why?\nAda: So.\nTom: How?\nAda: Thus.\nTom: Thank you, Ada.\nAda: Thank you!"
    )
    assert [a.question for a in found.answers] == ["Why?", "How?"]
    assert found.closing == "Thank you, Ada.\nThank you!"


def test_words_below_a_rule_in_the_last_answer_close() -> None:
    found = parse("## Why?\nSo.\n\n## How?\nThus.\n\n---\n\nAda lives by the river.")
    assert found.closing == "Ada lives by the river."


def test_rules_between_questions_close_nothing() -> None:
    found = parse("## Why?\nSo.\n\n---\n\n## How?\nThus.\n\n---\n\nMore.")
    assert (found.closing, found.answers[-1].text) == ("", "Thus.\nMore.")


@pytest.mark.parametrize(
    ("line", "channels"),
    [
        ("Write to me at a@b.org.", [("email", "a@b.org")]),
        (
            "Vous pouvez m’écrire à a@b.org ou m’appeler au 01 99 00 12 34.",
            [("email", "a@b.org"), ("telephone", "01 99 00 12 34")],
        ),
        ("Follow me: @ada on Instagram.", [("instagram", "@ada")]),
        ("Suivez-moi sur Twitter : @ada", [("twitter", "@ada")]),
        (
            "Find me on Mastodon, @ada@b.org, or at www.b.org.",
            [("mastodon", "@ada@b.org"), ("website", "www.b.org")],
        ),
        ("Call +44 20 7946 0018", [("telephone", "+44 20 7946 0018")]),
        ("Tél. 01 99 00 12 34", [("telephone", "01 99 00 12 34")]),
        (
            "LinkedIn : https://l.example/a, Twitter : @ada",
            [("linkedin", "https://l.example/a"), ("twitter", "@ada")],
        ),
        ("[LinkedIn](https://l.example/a)", [("linkedin", "https://l.example/a")]),
        ("Write to me: [a@b.org](mailto:a@b.org)", [("email", "a@b.org")]),
    ],
)
def test_channels_are_found_inside_the_last_lines(line, channels) -> None:
    found = parse(f"Q1 - Why?\nSo.\nQ2 - How?\nThus.\n{line}")
    assert [(c.kind, c.address) for c in found.channels] == channels
    assert found.answers[-1].text == "Thus."


@pytest.mark.parametrize(
    "line", ["In 2010 2011 2012 we were 12 000.", "I follow @ada.", "It was 12:30 on 04.02.2012."]
)
def test_numbers_and_nameless_handles_are_no_channels(line: str) -> None:
    assert parse(f"Q1 - Why?\nSo.\nQ2 - How?\n{line}").channels == ()
