"""Speakers: the interviewer, the interviewee, and labels that are no names.

The people below are invented.
"""

import pytest

from brand.transcript import (
    Confidence,
    Doubt,
    parse,
)
from tests.brand.transcript.readings import doubts

# Who speaks ------------------------------------------------------------------------------------

THREE = """\
Ann: What do you grow?
Bea: Tulips.
Cid: And roses.
Ann: Since when?
Bea: Since 1999, when my mother gave me the field and I did not know what to do.
Ann: Who buys them?
Bea: The market.
Cid: Neighbours too.
"""


def test_who_answers_is_told_by_what_they_say() -> None:
    found = parse("Maud : Elle est là.\nLilian : Ah ?\nMaud : Oui, vraiment.\nLilian : Et puis ?")
    assert (found.credits.interviewer, found.credits.interviewee) == ("Lilian", "Maud")
    assert [a.question for a in found.answers] == ["", "Ah ?", "Et puis ?"]


def test_a_third_voice_is_neither_asked_nor_silently_taken_for_the_owner() -> None:
    found = parse(THREE)
    assert found.speakers == ("Ann", "Bea", "Cid")
    assert found.credits.interviewee == "Bea"
    assert found.unrecognised == ("And roses.", "Neighbours too.")
    assert Doubt.SPEAKER in {doubt for _, doubt in doubts(found)}


@pytest.mark.parametrize("name", ["Cid", "cid", "CID"])
def test_the_owner_can_be_named(name: str) -> None:
    found = parse(THREE, interviewee=name)
    assert found.credits.interviewee == "Cid"
    assert "And roses." in [a.text for a in found.answers]


@pytest.mark.parametrize(
    ("first", "second", "then", "and_then"),
    [
        ("Tom Hale", "Dr. Ann Lee", "TH", "AL"),
        ("Tom Hale (TH)", "Ann Lee (AL)", "TH", "AL"),
        ("Tom Hale [TH]", "Ann Lee [AL]", "TH", "AL"),
        ("Tom Hale", "Ann Lee", "T", "A"),
        ("Tom Hale", "Mary-Ann O'Neil", "T.H.", "MAO"),
        ("Martin Heller", "Maud de Kerjean", "M.H.", "M.K."),
        ("Tom Hale", "Ann Lee", "Hale", "Lee"),
        ("TOM HALE", "ANN LEE", "Tom", "Ann"),
        ("Claire Aumont", "Jean-Baptiste Le Goff", "C. A.", "J.-B. L. G."),
        ("Claire Aumont", "Jean-Baptiste Le Goff", "C.A", "J.B.L.G."),
        ("Claire Aumont", "Jean-Baptiste Le Goff", "CA", "J.-B."),
        ("Ph. Marchand", "Louise d’Hauteville", "P. M.", "L. d’H."),
        ("Philippe Marchand", "Ruth van der Meer", "Ph. M.", "RvdM"),
        ("Kiln & Clay", "Nuala O'Sullivan", "K&C", "N.O'S."),
        ("Le Courrier du Trieux", "John McAllister", "L. C. T.", "J.McA."),
        ("Tom Hale, The Kiln", "Ada J. Moss, potter", "TH", "AM"),
        ("Louise Étienne", "Nadia Ozenne", "L.É.", "NO"),
    ],
)
def test_a_short_name_is_the_person_who_was_named_in_full(first, second, then, and_then) -> None:
    found = parse(
        f"{first}: Why bells?\n{second}: The sound.\n"
        f"{then}: And the weight?\n{and_then}: Eight tons.\n{then}: Really?\n{and_then}: Really."
    )
    assert [(a.question, a.text) for a in found.answers] == [
        ("Why bells?", "The sound."),
        ("And the weight?", "Eight tons."),
        ("Really?", "Really."),
    ]
    assert len(found.speakers) == 2


@pytest.mark.parametrize("sign", [" : ", "\u202f:\u00a0", " :", "– ", ".— ", "\u200b: "])
def test_initials_may_be_followed_by_any_sign_and_space(sign: str) -> None:
    found = parse(
        "\n".join(
            name + sign + words
            for name, words in [
                ("CLAIRE AUMONT", "Pourquoi des cloches ?"),
                ("JEAN LE GOFF", "Pour le son."),
                ("C. A.", "Et le poids ?"),
                ("J. L. G.", "Huit tonnes."),
                ("C. A.", "Vraiment ?"),
                ("J. L. G.", "Vraiment."),
            ]
        )
    )
    assert [a.question for a in found.answers] == [
        "Pourquoi des cloches ?",
        "Et le poids ?",
        "Vraiment ?",
    ]
    assert len(found.speakers) == 2


def test_who_is_named_once_and_then_as_the_paper_is_a_guess() -> None:
    found = parse(
        "Claire Aumont : Pourquoi ?\nMaud Kessler : Ainsi.\n"
        "LCT : Comment ?\nM. K. : Donc.\nLCT : Et après ?\nM. K. : Rien."
    )
    assert [a.question for a in found.answers] == ["Pourquoi ?", "Comment ?", "Et après ?"]
    assert doubts(found) == [("Pourquoi ?", Doubt.SPEAKER)]


@pytest.mark.parametrize("sign", [") ", "> ", " | "])
def test_a_label_of_an_unknown_kind_is_not_silently_taken_for_words(sign: str) -> None:
    found = parse("".join(f"Q: Why {n}?\nAM{sign}So {n}.\n" for n in ("one", "two", "three")))
    assert found.confidence is not Confidence.SURE


def test_who_is_a_guess_is_one_where_names_stand_alone_too() -> None:
    found = parse(
        "Claire Aumont :\nPourquoi ?\nMaud Kessler :\nAinsi.\n"
        "LCT :\nComment ?\nM. K. :\nDonc.\nLCT :\nEt après ?\nM. K. :\nRien."
    )
    assert [a.question for a in found.answers] == ["Pourquoi ?", "Comment ?", "Et après ?"]
    assert doubts(found) == [("Pourquoi ?", Doubt.SPEAKER)]


def test_who_answers_may_be_named_where_who_asks_is_only_q() -> None:
    found = parse("Question: Why?\nAda Moss: So.\nQ: How?\nAM: Thus.\nQ: When?\nAM: Now.")
    assert [a.text for a in found.answers] == ["So.", "Thus.", "Now."]
    assert (found.credits.interviewer, found.credits.interviewee) == ("", "Ada Moss")


def test_an_interviewer_who_says_more_still_asks() -> None:
    found = parse(
        "Tom: I have read everything about you, and walked along your river for three days, "
        "thinking of what I could ask. So: why clay?\nAda: Why not.\n"
        "Tom: A long silence, a cup of tea, and rain on the roof of this old house. And now?\n"
        "Ada: Glaze."
    )
    assert found.credits.interviewee == "Ada"


def test_two_turns_of_one_voice_are_one() -> None:
    found = parse("Ada: Hello, Tom.\nAda: Why clay?\nTom: So.\nAda: How?\nTom: Thus.")
    assert [a.question for a in found.answers] == ["Hello, Tom. Why clay?", "How?"]


def test_the_interviewer_may_remark_without_asking() -> None:
    found = parse(
        "Tom: Why clay?\nAda: It was there.\nTom: Right.\nAda: And cheap.\nTom: So?\nAda: So."
    )
    assert [a.question for a in found.answers] == ["Why clay?", "Right.", "So?"]


@pytest.mark.parametrize(
    "line",
    ["Résultat : trois mois.", "Note: it rained.", "Aujourd’hui : rien.", "Il dit : rien."],
)
def test_a_word_before_a_colon_is_nobody(line: str) -> None:
    found = parse(f"Q1 - Why?\nSo.\n{line}\nQ2 - How?\n{line}")
    assert found.speakers == ()
    assert [a.text for a in found.answers] == [f"So.\n{line}", line]
