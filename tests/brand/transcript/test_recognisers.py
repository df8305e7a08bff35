"""One interview, written in many formats, is always read as the same interview."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.transcript import (
    Block,
    Confidence,
    Doubt,
    Format,
    ParsedAnswer,
    Role,
    Transcript,
    TranscriptError,
    parse,
    segment,
)

# Generated interviews --------------------------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    question: str
    blocks: tuple[Block, ...]


QUESTIONS = [
    "Comment avez-vous commencé{s}?",
    "Et vous, que faites-vous la nuit{s}?",
    "Vous avez dit «{s}jamais{s}»{s}: pourquoi ce mot{s}?",
    "Racontez-nous une tempête.",
    "Quel est votre phare préféré{s}? Et pourquoi celui-là, qu’en dites-vous{s}?",
    "How did you start?",
    "What would you tell a beginner?",
    "You once said “never again”. What did you mean by that?",
    "Tell us about your first day.",
]
PARAGRAPHS = [
    "Elle est là depuis toujours.",
    "J’y suis allé en 1999, à 12{s}h{s}30{s}; il pleuvait.",
    "Pourquoi{s}? Parce que personne d’autre ne voulait y monter.",
    "On me demande souvent si j’ai peur. Qui n’aurait pas peur{s}? Moi, je compte les marches.",
    "Mon père disait{s}: «{s}Que veux-tu faire d’un phare{s}?{s}» Je n’ai jamais su répondre.",
    "Q3 was the better quarter, and 2.0 the better version.",
    "I borrowed a kiln. Who would not? It was there – and so was I.",
    "My teacher asked: “Are you sure?” I was not.",
    "There were 3 of us; then 12, then 140.",
    "Résultat : trois mois de travail.",
]
ITEMS = ["la pierre", "la lumière,", "le silence de 5 h", "patience", "glaze and salt", "un toit"]
spaces = st.sampled_from([" ", "\u00a0", "\u202f"])


def set_with(space: str) -> Callable[[str], str]:
    return lambda text: text.replace("{s}", space)


paragraph = st.builds(lambda text: Block("paragraph", (text,)), st.sampled_from(PARAGRAPHS))
bullets = st.lists(st.sampled_from(ITEMS), min_size=2, max_size=4).map(
    lambda items: Block("list", tuple(items))
)
# A list always has paragraphs around it: two adjacent lists would be one, and an answer that is
# only a list looks like a dialogue with dashes.
body = st.lists(
    st.one_of(paragraph.map(lambda b: (b,)), st.tuples(paragraph, bullets, paragraph)),
    min_size=1,
    max_size=3,
).map(lambda parts: tuple(block for part in parts for block in part))


@st.composite
def interviews(draw: st.DrawFn) -> list[Turn]:
    fill = set_with(draw(spaces))
    questions = draw(st.lists(st.sampled_from(QUESTIONS), min_size=2, max_size=6, unique=True))
    return [
        Turn(
            fill(question),
            tuple(Block(b.kind, tuple(map(fill, b.lines))) for b in draw(body)),
        )
        for question in questions
    ]


def lines_of(turn: Turn) -> list[str]:
    return [f"- {line}" if b.kind == "list" else line for b in turn.blocks for line in b.lines]


def turns_of(found: Transcript) -> list[Turn]:
    return [Turn(answer.question, answer.blocks) for answer in found.answers]


Writer = Callable[[Sequence[Turn]], list[list[str]]]


def prefixed(question: str, answer: str = "") -> Writer:
    """Put a label before the first line of each turn; "{n}" is the number of the question."""

    def write(turns: Sequence[Turn]) -> list[list[str]]:
        return [
            [
                question.format(n=n) + turn.question,
                answer.format(n=n) + lines_of(turn)[0],
                *lines_of(turn)[1:],
            ]
            for n, turn in enumerate(turns, 1)
        ]

    return write


def around(before: str, after: str) -> Writer:
    return lambda turns: [[f"{before}{t.question}{after}", *lines_of(t)] for t in turns]


def first_named_in_full(turns: Sequence[Turn]) -> list[list[str]]:
    names = [("Lilian Mahé", "Maud de Kerjean")] + [("L.M.", "M.K.")] * len(turns)
    return [
        [f"{asker} : {t.question}", f"{answerer} : {lines_of(t)[0]}", *lines_of(t)[1:]]
        for (asker, answerer), t in zip(names, turns, strict=False)
    ]


def names_above(turns: Sequence[Turn]) -> list[list[str]]:
    return [
        line
        for n, t in enumerate(turns)
        for line in (
            [f"Ada Moss 00:0{n}:10", t.question],
            [f"Tom Hale 00:0{n}:40", *lines_of(t)],
        )
    ]


FORMATS: dict[str, tuple[Writer, Format]] = {
    "Q2 - …": (prefixed("Q{n} - "), Format.NUMBERED),
    "Q2. …": (prefixed("Q{n}. "), Format.NUMBERED),
    "Question n° 2 : …": (prefixed("Question n°\u00a0{n}\u00a0: "), Format.NUMBERED),
    "Q2 : … R2 : …": (prefixed("Q{n} : ", "R{n} : "), Format.NUMBERED),
    "**Q2 – …**": (around("**Q7 – ", "**"), Format.NUMBERED),
    "2. …": (prefixed("{n}. "), Format.NUMBERED),
    "2) …": (prefixed("{n}) "), Format.NUMBERED),
    "2/ …": (prefixed("{n}/ "), Format.NUMBERED),
    "Q: … A: …": (prefixed("Q: ", "A: "), Format.LABELLED),
    "Q : … R : …": (prefixed("Q\u00a0: ", "R\u00a0: "), Format.LABELLED),
    "Question : … Réponse : …": (prefixed("Question : ", "Réponse : "), Format.LABELLED),
    "Q. … A. …": (prefixed("Q. ", "A. "), Format.LABELLED),
    "names": (prefixed("Lilian : ", "Maud : "), Format.SPEAKERS),
    "names, then initials": (first_named_in_full, Format.SPEAKERS),
    "names in capitals, dash": (prefixed("LILIAN – ", "MAUD – "), Format.SPEAKERS),
    "dash and names in capitals": (prefixed("— LILIAN. ", "— MAUD. "), Format.SPEAKERS),
    "names in bold": (prefixed("**Lilian :** ", "**Maud :** "), Format.SPEAKERS),
    "names and time codes above": (names_above, Format.SPEAKERS),
    "only who asks is named": (prefixed("Le Petit Phare : "), Format.SPEAKERS),
    "only who answers is named": (prefixed("", "Maud : "), Format.SPEAKERS),
    "## …": (prefixed("## "), Format.HEADINGS),
    "### … ###": (around("### ", " ###"), Format.HEADINGS),
    "**…**": (around("**", "**"), Format.HEADINGS),
    "_…_": (around("_", "_"), Format.HEADINGS),
    "## 2. …": (prefixed("## {n}. "), Format.HEADINGS),
    "— …": (prefixed("— "), Format.DASHES),
    "— in front of answers": (prefixed("", "— "), Format.DASHES),
    "« … »": (around("«\u00a0", "\u00a0»"), Format.QUOTED),
    '"…"': (around('"', '"'), Format.QUOTED),
    "▶ …": (prefixed("▶ "), Format.SIGNED),
    "•> …": (prefixed("•> "), Format.SIGNED),
    "nothing": (prefixed(""), Format.PLAIN),
}
joints = st.sampled_from([("\n", "\n"), ("\n\n", "\n\n"), ("\n", "\n\n"), ("\r\n", "\r\n\r\n")])


@pytest.mark.parametrize("name", FORMATS)
@given(turns=interviews(), joint=joints, opening=st.sampled_from(["", "\ufeff", "\n\n"]))
@settings(deadline=None, max_examples=60)
def test_the_same_interview_is_read_in_every_format(
    name: str, turns: list[Turn], joint: tuple[str, str], opening: str
) -> None:
    write, format_ = FORMATS[name]
    within, between = joint
    source = opening + between.join(within.join(part) for part in write(turns))
    found = parse(source)
    assert [(a.question, a.blocks) for a in found.answers] == [
        (t.question, t.blocks) for t in turns
    ]
    assert found.format is format_
    assert (found.closing, found.channels, found.unrecognised, found.title) == ("", (), (), "")
    assert "".join(piece.text for piece in found.segments) == source


@given(
    turns=interviews(),
    label=st.sampled_from([("Q{n} - ", ""), ("Q: ", "A: "), ("Lilian : ", "Maud : ")]),
    width=st.sampled_from([60, 66, 72, 78]),
)
@settings(deadline=None, max_examples=60)
def test_a_wrapped_mail_is_read_as_it_was_before(
    turns: list[Turn], label: tuple[str, str], width: int
) -> None:
    # A wrapped text is recognised by long lines that end in the middle of sentences.
    long = Block("paragraph", ("une phrase qui ne finit pas " * 14 + "et qui finit ici.",))
    turns = [Turn(t.question, (long, *t.blocks)) for t in turns]
    paragraphs = [line for part in prefixed(*label)(turns) for line in part]
    found = parse("\n\n".join(wrapped(line, width) for line in paragraphs))
    assert [(a.question, a.blocks) for a in found.answers] == [
        (t.question, t.blocks) for t in turns
    ]


def wrapped(line: str, width: int) -> str:
    return "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))


PDF = [
    (
        "Comment une comptable devient-elle fabricante de cerfs-volants professionnels, et qui "
        "lui a appris la couture ?",
        "J’ai commencé pendant une convalescence interminable, dans une chambre qui donnait sur "
        "la plage. Personne ne croyait que cela durerait longtemps, et surtout pas mon banquier.",
    ),
    (
        "Que répondez-vous à ceux qui disent que le vent ne se commande pas, et que votre "
        "entreprise dépend entièrement du temps ?",
        "Ils ont raison. Une entreprise raisonnable aurait fermé depuis longtemps. La nôtre "
        "regarde le ciel chaque matin, puis elle téléphone tranquillement à ses clients.",
    ),
    (
        "Racontez-nous votre rencontre avec l’ingénieure qui a transformé complètement la "
        "fabrication de votre armature principale.",
        "Elle réparait des éoliennes. Elle a regardé notre armature pendant cinq minutes, puis "
        "elle a dessiné une pièce minuscule sur une serviette de restaurant.",
    ),
]


def cut_as_in_print(paragraph: str, width: int) -> str:
    """Wrap lines at `width`, and hyphenate long words."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        room = width - len(line) - 2
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
        elif word.isalpha() and 3 <= room < len(word) - 3:
            lines.append(f"{line} {word[:room]}-".strip())
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [48, 60, 72])
@pytest.mark.parametrize("label", ["{n}. ", "Q{n} – ", "▶ ", "— "])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_page_copied_from_a_pdf_is_read_as_it_was_before(
    width: int, label: str, between: str
) -> None:
    source = between.join(
        between.join([cut_as_in_print(label.format(n=n) + q, width), cut_as_in_print(a, width)])
        for n, (q, a) in enumerate(PDF, 1)
    )
    found = parse(source)
    assert [(a.question, a.text) for a in found.answers] == PDF
    # Whether a hyphen belongs to the word is a guess, so the confidence must not be "sure".
    assert found.confidence is not Confidence.SURE or "-\n" not in source


# What a person has to look at ------------------------------------------------------------------


def doubts(found: Transcript) -> list[tuple[str, Doubt]]:
    return [(piece.text, piece.doubt) for piece in found.segments if piece.doubt]


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


# Nothing to read -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "A recipe.\n\n- flour\n- salt\n\nBake it.",
        "1. flour\n2. salt\n3. water",
        "# Title\n\n## Part\n\nText.",
        "Ada: yes.\nTom: no.\nAda: yes.",
        "Why?",
    ],
)
def test_a_text_that_asks_nothing_is_no_interview(text: str) -> None:
    with pytest.raises(TranscriptError):
        parse(text)
    assert {s.role for s in segment(text)} <= {Role.UNRECOGNISED, Role.MARKER}


def test_an_answer_without_paragraphs_is_kept_as_a_question() -> None:
    found = parse("Q1 - Why?\nQ2 - How?\nSlowly.")
    assert found.answers == (
        ParsedAnswer("Why?", ()),
        ParsedAnswer("How?", (Block("paragraph", ("Slowly.",)),)),
    )
