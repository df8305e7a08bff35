"""One interview, written in every way that people write interviews, is read as the same one."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.transcript import (
    Block,
    Confidence,
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
