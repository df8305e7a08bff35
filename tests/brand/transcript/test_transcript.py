"""Transcripts: no word is lost, nothing is made up, and clear cases are recognised.

The people below are invented. The one real interview is read from ../shared and known here by
counts and hashes only: its words belong to its author, not to this repository.
"""

import hashlib
import os
import pickle
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from brand.transcript import (
    CHANNEL_KINDS,
    MAX_BYTES,
    Block,
    ParsedAnswer,
    ParsedChannel,
    Role,
    Transcript,
    TranscriptError,
    decode,
    parse,
    segment,
)

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("VITRINE_SHARED", ROOT.parent / "shared"))
REAL = SHARED / "input" / "interview-david-pires.fr.txt"

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


def joined(text: str) -> str:
    return "".join(text[s.start : s.end] for s in segment(text))


def ending(*lines: str) -> Transcript:
    """Read an interview whose only answer is "First." followed by these lines."""
    return parse("\n".join(["Q1 - Why?", "First.", *lines]))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# No word is lost ---------------------------------------------------------------------------

# Pieces with a meaning for the parser, so that random texts reach every branch.
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


# Closing -----------------------------------------------------------------------------------


def test_thanks_and_farewells_at_the_end_close_the_interview() -> None:
    found = ending("Merci beaucoup.", "À bientôt !", "Au revoir.")
    assert found.closing == "Merci beaucoup.\nÀ bientôt !\nAu revoir."
    assert found.answers[-1].text == "First."


def test_thanks_in_the_middle_of_an_answer_stay_there() -> None:
    found = ending("Merci ? On ne me l’a jamais dit.", "Then it grew.")
    assert found.closing == ""
    assert len(found.answers[-1].blocks) == 3


def test_thanks_to_someone_is_a_reason() -> None:
    assert ending("Thanks to the tide, it worked.").closing == ""


def test_thanks_that_are_the_whole_answer_are_the_answer() -> None:
    found = parse("Q1 - A last word?\nThanks!\nWrite to me:\njo@kiln.example")
    assert found.answers[-1].text == "Thanks!"
    assert found.closing == "Write to me:"


def test_a_lead_in_to_no_channel_stays_in_the_answer() -> None:
    assert ending("Three things:", "- one").closing == ""
    assert ending("And this:").closing == ""


def test_thanks_below_the_channels_close_too() -> None:
    found = ending("Blog : kiln.example", "Merci !")
    assert (found.closing, len(found.channels), found.unrecognised) == ("Merci !", 1, ())


# Channels ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "address"),
    [
        ("Email : a@b.org", "email", "a@b.org"),
        ("e-mail: a.b+c@d-e.org", "email", "a.b+c@d-e.org"),
        ("Adresse e-mail : a@b.org", "email", "a@b.org"),
        ("Mél. : a@b.org", "email", "a@b.org"),
        ("COURRIEL\xa0:\xa0a@b.org", "email", "a@b.org"),
        ("Contact : a@b.org", "email", "a@b.org"),
        ("Contact : 01 23 45 67 89", "telephone", "01 23 45 67 89"),
        ("Tél. : 01.23.45.67.89", "telephone", "01.23.45.67.89"),
        ("Téléphone : +33 (0)1\xa023 45 67 89", "telephone", "+33 (0)1\xa023 45 67 89"),
        ("Site : b.org", "website", "b.org"),
        ("Website: https://b.org/x.", "website", "https://b.org/x"),
        ("Email : www.b.org/contact", "website", "www.b.org/contact"),
        ("LinkedIn : http://ow.example/1bX", "linkedin", "http://ow.example/1bX"),
        ("X : https://t.example/a", "twitter", "https://t.example/a"),
        ("Mastodon : @a@b.org", "mastodon", "@a@b.org"),
        ("Agenda : https://b.org/rdv", "calendar", "https://b.org/rdv"),
        ("Skype : skype.example/a", "other", "skype.example/a"),
        ("• Facebook : facebook.com/a", "facebook", "facebook.com/a"),
        ("a@b.org", "email", "a@b.org"),
        ("www.b.org", "website", "www.b.org"),
        ("https://fr.linkedin.com/in/a", "linkedin", "https://fr.linkedin.com/in/a"),
        ("https://youtu.be:443/a", "youtube", "https://youtu.be:443/a"),
        ("01 23 45 67 89", "telephone", "01 23 45 67 89"),
    ],
)
def test_a_channel_is_recognised_and_its_address_kept(line: str, kind: str, address: str) -> None:
    found = ending(line)
    assert [(c.kind, c.address) for c in found.channels] == [(kind, address)]
    assert found.answers[-1].text == "First."
    assert kind in CHANNEL_KINDS


@pytest.mark.parametrize(
    "line",
    ["Email : nowhere", "Tél. : sur demande", "Email :", "Tel: 2009", "Email : @me", "Mél : a b@c"],
)
def test_a_label_without_an_address_is_shown_and_never_filled(line: str) -> None:
    found = ending("Write to me:", line)
    assert found.channels == ()
    assert found.unrecognised == (line,)
    assert found.closing == "Write to me:"


@pytest.mark.parametrize(
    "line",
    [
        "Twitter: every day.",
        "Facebook : nous y passions des heures entières",
        "Email : il a tout changé pour nous tous",
        "- https://b.org/a-book",
        "b.org",
        "@someone",
        "Blog : 2009 2010",
        "Blog : @me",
        "- Email : weekly",
        "Email",
        "Film : www.b.org",
    ],
)
def test_thin_evidence_leaves_the_line_in_the_answer(line: str) -> None:
    found = ending(line)
    assert (found.channels, found.unrecognised, len(found.answers[-1].blocks)) == ((), (), 2)


def test_only_the_last_answer_ends_in_channels() -> None:
    found = parse("Q1 - Where?\nBlog : www.b.org\nMerci !\nQ2 - When?\nNow.")
    assert found.channels == ()
    assert found.closing == ""


@pytest.mark.parametrize("below", ["I read it daily.", "Merci à tous."])
def test_an_address_quoted_in_an_answer_is_no_channel(below: str) -> None:
    found = ending("https://b.org", below, "Email : a@b.org")
    assert [channel.kind for channel in found.channels] == ["email"]
    assert "https://b.org" in found.answers[-1].text
    assert found.unrecognised == ()


def test_prose_below_a_bare_address_makes_it_a_quotation() -> None:
    found = ending("https://b.org", "I read it daily.")
    assert (found.channels, found.unrecognised) == ((), ())


def test_one_line_between_channels_does_not_break_the_list() -> None:
    found = ending("Email : a@b.org", "Elsewhere:", "Blog : b.org", "Or maybe", "X : x.com/a")
    assert [channel.kind for channel in found.channels] == ["email", "blog", "twitter"]
    assert (found.closing, found.unrecognised) == ("Elsewhere:", ("Or maybe",))


def test_what_follows_the_channels_is_shown_to_a_person() -> None:
    found = ending("Email : a@b.org", "Share this article", "Blog : soon")
    assert found.unrecognised == ("Share this article", "Blog : soon")


@pytest.mark.parametrize("line", ["Viadeo : http://v.example/a", "https://www.viadeo.com/a"])
def test_only_a_closed_network_is_archived(line: str) -> None:
    found = ending("Blog : b.org", line)
    assert [channel.archived for channel in found.channels] == [False, True]


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


# The real interview ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Transcript:
    if not REAL.is_file():
        pytest.skip(f"{REAL} is not here")
    return parse(decode(REAL.read_bytes()))


def test_the_real_questions_keep_their_exact_wording(real: Transcript) -> None:
    assert real.answers[0].question == ""
    assert [digest(answer.question) for answer in real.answers[1:]] == [
        "f8df8e167f1d5bdc",
        "0e320dcf5ac7c881",
        "83beafc1aa95bcad",
        "4f3b926346f96a7f",
    ]


def test_the_real_answers_keep_every_line(real: Transcript) -> None:
    assert [digest(answer.text) for answer in real.answers] == [
        "55a5adfb864ac8e1",
        "3e5d61228037823b",
        "99ac04f40f1be595",
        "42eef138eb004ac2",
        "be5dcbf510f7ce6c",
    ]


def test_the_real_lists_are_lists(real: Transcript) -> None:
    sizes = [[len(b.lines) for b in a.blocks if b.kind == "list"] for a in real.answers]
    assert sizes == [[], [], [5], [3], []]


def test_the_real_ending_is_closing_and_channels(real: Transcript) -> None:
    assert digest(real.closing) == "29437e0620ce9c83"
    assert real.closing.count("\n") == 1
    assert [(c.kind, digest(c.address), c.archived) for c in real.channels] == [
        ("email", "4b16b5c0122ea554", False),
        ("blog", "6b1bc9ab1e2c6821", False),
        ("linkedin", "b2510cba1b528172", False),
        ("viadeo", "6cf93eb2cab3f0c5", True),
        ("twitter", "1acef3c65ceffcfb", False),
    ]
    assert real.unrecognised == ()


def test_no_word_of_the_real_interview_is_lost(real: Transcript) -> None:
    assert "".join(piece.text for piece in real.segments) == decode(REAL.read_bytes())
