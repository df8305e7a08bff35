"""The end of an interview: thanks, and channels with their addresses as written.

The people below are invented.
"""

import pytest

from brand.transcript import (
    CHANNEL_KINDS,
    Transcript,
    parse,
)


def ending(*lines: str) -> Transcript:
    """Read an interview whose only answer is "First." followed by these lines."""
    return parse("\n".join(["Q1 - Why?", "First.", *lines]))


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
