"""Text around an interview, in a mail or on a web page, is left out visibly."""

import pytest

from brand.interview_import.messages import DOUBTS
from brand.transcript import Confidence, Doubt, Role, parse, read_interview

MAIL = """From: Ruth Adler <ruth@paper.example>
To: Ines Volta
Subject: Re: your interview

Hello Ruth,

here is what I think.

> 1. How did it all begin with the lighthouse?

With a storm, of course. My uncle kept the light and asked me one night to
stay with him until the wind had gone down over the bay.

> 2. What has changed since then?
> (take your time)

Everything, and nothing at all.
> And what should stay?
The light.

Best regards,
Ines

--
Ines Volta
Keeper
ines@light.example

On 4 May 2026 at 09:10, Ruth Adler <ruth@paper.example> wrote:
> Dear Ines, here are my questions.
> Take your time.
"""


def roles(text: str) -> dict[str, Role]:
    return {piece.text: piece.role for piece in read_interview(text).pieces}


class TestAnAnsweredMail:
    def test_only_the_interview_is_read(self) -> None:
        found = parse(MAIL)
        assert [(a.question, a.text) for a in found.answers] == [
            (
                "How did it all begin with the lighthouse?",
                "With a storm, of course. My uncle kept the light and asked me one night to "
                "stay with him until the wind had gone down over the bay.",
            ),
            ("What has changed since then? (take your time)", "Everything, and nothing at all."),
            ("And what should stay?", "The light."),
        ]
        assert found.introduction == ()
        assert found.closing == ""

    def test_what_is_left_out_is_shown(self) -> None:
        left_out = parse(MAIL).unrecognised
        for words in ("Subject: Re: your interview", "Hello Ruth,", "Best regards,", "Keeper"):
            assert words in left_out
        assert any("wrote:" in words for words in left_out)

    def test_the_address_of_the_signature_is_a_channel(self) -> None:
        assert [(c.kind, c.address) for c in parse(MAIL).channels] == [
            ("email", "ines@light.example")
        ]

    def test_a_question_without_its_number_is_doubted(self) -> None:
        doubts = {p.text: p.doubt for p in read_interview(MAIL).pieces}
        assert doubts["And what should stay?"] is Doubt.NUMBERING
        assert parse(MAIL).confidence is not Confidence.SURE

    def test_without_a_mail_around_it_nothing_is_taken_away(self) -> None:
        text = "Q1 - Who is there?\nDear reader,\nit is me.\nQ2 - And now?\nCheers,\nwe drank."
        assert parse(text).answers[0].text == "Dear reader,\nit is me."
        assert parse(text).answers[1].text == "Cheers,\nwe drank."

    def test_labels_are_no_headers(self) -> None:
        text = "Q: From: what is that?\nA: Subject: to change.\nQ: To: whom?\nA: Date: tomorrow."
        assert len(parse(text).answers) == 2


class TestAPage:
    PAGE = (
        "## Why the sea?\n\nBecause.\n\nAdvertisement\n\nIt is wide.\n\n## And then?\n\nHome.\n\n"
        "2 comments\n\nJojo: Lovely, is it not?\n\nMia: Yes!\n"
    )

    def test_advertising_and_comments_are_left_out(self) -> None:
        found = parse(self.PAGE)
        assert [a.text for a in found.answers] == ["Because.\nIt is wide.", "Home."]
        assert len(found.unrecognised) == 4

    def test_the_word_alone_ends_no_interview(self) -> None:
        text = "Q1 - What do you read?\nComments\nQ2 - Why?\nThey are short.\nQ3 - Now?\nNo."
        assert [a.text for a in parse(text).answers] == ["Comments", "They are short.", "No."]

    def test_noises_of_a_recording_are_left_out(self) -> None:
        text = "Ada: Why?\n[00:03:59] Music\nBen: So.\n(laughs)\nAda: And?\nBen: Well."
        assert roles(text)["Music"] is Role.UNRECOGNISED
        assert roles(text)["(laughs)"] is Role.UNRECOGNISED


@pytest.mark.parametrize(("dashes", "sure"), [("––––", True), ("–—–—", True), ("––——", False)])
def test_a_dialogue_may_mix_its_dashes(dashes: str, sure: bool) -> None:
    text = "\n".join(
        f"{d} {words}"
        for d, words in zip(dashes, ("Why?", "For fun.", "And then?", "Home."), strict=True)
    )
    found = parse(text)
    assert [(a.question, a.text) for a in found.answers] == [
        ("Why?", "For fun."),
        ("And then?", "Home."),
    ]
    assert (found.confidence is Confidence.SURE) is sure


def test_bold_is_written_in_two_ways() -> None:
    text = "**Where?**\n\nHere.\n\n**When?**\n\nNow.\n\n__And who?__\n\nMe."
    assert [a.question for a in parse(text).answers] == ["Where?", "When?", "And who?"]


def test_every_doubt_has_its_words() -> None:
    assert set(DOUBTS) == set(Doubt)
