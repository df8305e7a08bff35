"""Transcripts: no word is lost and nothing is made up, whatever the text."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brand.transcript import (
    Block,
    ParsedAnswer,
    Role,
    TranscriptError,
    parse,
    segment,
)


def joined(text: str) -> str:
    return "".join(text[s.start : s.end] for s in segment(text))


pieces = st.sampled_from(
    [
        "Q: ",
        "A: ",
        "R : ",
        "Lilian : ",
        "MAUD – ",
        "L.M. : ",
        "Ada Moss 00:01:02",
        "## ",
        "# ",
        "**",
        "_",
        "> ",
        "1. ",
        "2) ",
        "[00:12] ",
        "Pourquoi ",
        "vous ",
        "Propos recueillis par Ada Moss",
        "12 mars 2014",
        "@ada ",
        "[x](https://x.org)",
        "Q2 - ",
        "Q3.",
        "Question 4\u202f: ",
        "- ",
        "• ",
        "— ",
        "\n",
        "\r\n",
        "\x0b",
        "\u2028",
        " ",
        "\xa0",
        "\ufeff",
        "---",
        "Merci ",
        "Thanks ",
        "Email : ",
        "Tél. : ",
        "Blog",
        ":",
        "a@b.org",
        "www.x.org",
        "http://x.org/y",
        "01 23 45 67 89",
        "mot",
        "?",
        ".",
    ]
)
any_text = st.text() | st.lists(pieces | st.text(max_size=3), max_size=40).map("".join)


@given(any_text)
@example("")
@example("Q1 - Why?\nEmail : a@b.org.\r\n")
@settings(deadline=None, max_examples=400)
def test_joined_segments_give_back_any_text(text: str) -> None:
    assert joined(text) == text


@given(any_text)
@settings(deadline=None, max_examples=400)
def test_segments_touch_and_are_never_empty(text: str) -> None:
    position = 0
    for piece in segment(text):
        assert piece.start == position < piece.end
        assert piece.text == text[piece.start : piece.end]
        position = piece.end
    assert position == len(text)


@given(any_text)
@settings(deadline=None, max_examples=400)
def test_what_is_parsed_is_what_the_segments_hold(text: str) -> None:
    if all(piece.role is not Role.QUESTION for piece in segment(text)):
        with pytest.raises(TranscriptError, match="No question"):
            parse(text)
        return
    found = parse(text)
    held: dict[Role, list[str]] = {role: [] for role in Role}
    for piece in found.segments:
        held[piece.role].append(" ".join(piece.text.split()))
    asked = " ".join(answer.question for answer in found.answers if answer.question)
    assert " ".join(asked.split()) == " ".join(held[Role.QUESTION])
    assert words_in(found.answers) == held[Role.ANSWER]
    assert words_in([ParsedAnswer("", found.introduction)]) == held[Role.INTRODUCTION]
    assert [" ".join(w.split()) for w in found.unrecognised] == held[Role.UNRECOGNISED]
    assert " ".join(found.closing.split()) == " ".join(held[Role.CLOSING])
    assert " ".join(found.title.split()) == " ".join(held[Role.TITLE])
    addresses = {channel.address for channel in found.channels}
    assert addresses >= set(held[Role.CHANNEL])
    assert all(a in held[Role.CHANNEL] or a in found.closing for a in addresses)


def words_in(answers: Iterable[ParsedAnswer]) -> list[str]:
    lines = [line for a in answers for block in a.blocks for line in block.lines]
    return [" ".join(line.split()) for line in lines]


words = st.lists(
    st.sampled_from(["pierre", "été", "l’eau", "tide", "«\xa0oui\xa0»", "2.0", "–", "Q2", "merci"]),
    min_size=1,
    max_size=6,
).map(" ".join)
paragraphs = words.map(lambda line: f"Le {line}.").map(
    lambda line: Block("paragraph", (line,)),
)
lists = st.lists(words.map(lambda line: f"un {line}"), min_size=1, max_size=3).map(
    lambda items: Block("list", tuple(items)),
)
# A list always has a paragraph after it, because two adjacent lists would be one.
bodies = st.lists(paragraphs | st.tuples(lists, paragraphs), min_size=1, max_size=4).map(
    lambda body: tuple(b for part in body for b in (part if isinstance(part, tuple) else (part,)))
)
markers = st.sampled_from(
    [
        "Q{} - ",
        "Q{} – ",
        "Q{} — ",
        "Q{}: ",
        "Q{}\xa0: ",
        "Q{}\u202f:\xa0",
        "Q{}. ",
        "q{} - ",
        "Question {} : ",
        "QUESTION {}\xa0– ",
        "Question n°\xa0{} : ",
    ]
)
addresses = st.sampled_from(
    [
        ("Email : ", "email", "lu@mer.example"),
        ("Courriel\xa0: ", "email", "lu.le-gall@mer.example"),
        ("Tél.\u202f: ", "telephone", "+33 (0)1 23 45 67 89"),
        ("Site web : ", "website", "mer.example"),
        ("Viadeo: ", "viadeo", "http://vd.example/lu"),
        ("- Twitter : ", "twitter", "@lu"),
        ("", "website", "https://mer.example/a?b=c#d"),
    ]
)


@given(
    first=st.none() | bodies,
    asked=st.lists(st.tuples(markers, words, bodies), min_size=1, max_size=4),
    closing=st.lists(st.sampled_from(["Merci à tous.", "Thank you, Ada!", "Écrivez-moi :"])),
    channels=st.lists(addresses, max_size=4),
    eol=st.sampled_from(["\n", "\r\n", "\n\n", " \n", "\u2028"]),
)
@settings(deadline=None)
def test_a_generated_interview_is_read_as_it_was_written(first, asked, closing, channels, eol):
    # A lead-in needs something after it, so it is only kept at the end.
    closing = [line for line in closing if line != "Écrivez-moi :"]
    if channels:
        closing.append("Écrivez-moi :")
    expected = [ParsedAnswer("", first)] if first else []
    written = [line for block in first or () for line in dashed(block)]
    for number, (marker, wording, body) in enumerate(asked, start=2):
        question = f"Pourquoi {wording} ?"
        expected.append(ParsedAnswer(question, body))
        written += [marker.format(number) + question, *(x for b in body for x in dashed(b))]
    written += closing + [label + address for label, _, address in channels]
    found = parse(eol.join(written))
    assert found.answers == tuple(expected)
    assert found.closing == "\n".join(closing)
    assert [(c.kind, c.address) for c in found.channels] == [c[1:] for c in channels]
    assert found.unrecognised == ()


def dashed(block: Block) -> list[str]:
    return [f"- {line}" if block.kind == "list" else line for line in block.lines]
