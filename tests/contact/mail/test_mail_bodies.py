"""Mails say the same as text and as HTML, load nothing, and do not repeat the client's text."""

from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import translation
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from brand.models import PublisherSettings
from contact.mail import delivery
from contact.mail.colours import mail_colours
from contact.mail.messages import one_line, trial_mail
from contact.models import Message
from tests.mail_servers import misbehaving_server

pytestmark = pytest.mark.any_database

NAME = '<script>alert("1")</script> & \u202emoc.live\u202c ليلى <b>Léa</b>'
MESSAGE = "Bonjour <img src=//evil.example/i.png>,\n\u200fشكرا & gratias\n" + "long" * 2_500
WRITTEN_BY_THE_CLIENT = {
    "name": NAME,
    "message": MESSAGE,
    "organisation": "Amis & Cie <a href=//evil.example>",
    "brief": [{"key": "goal", "label": "Que visez-vous ?", "value": "Tout &amp; rien"}],
}
LAWFUL = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "div",
    "h1",
    "span",
    "p",
    "strong",
    "br",
}
LAWFUL |= {"bdi", "dl", "dt", "dd", "a"}


class Read(HTMLParser):
    """An HTML part as a mail program reads it: words, tags, and addresses."""

    def __init__(self, part: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text = ""
        self.feed(part)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            elif name in {"src", "srcset", "background", "poster"} or "url(" in (value or ""):
                self.fetched.append(f"{tag} {name}")
        self.text += " "

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.fetched += [word for word in ("url(", "@import", "@font-face") if word in data]
        elif self.lasttag != "title":
            self.text += data


def both(received: EmailMessage) -> tuple[str, Read]:
    """Return the parts of a mail, text first, then HTML. There must be no third."""
    assert received.get_content_type() == "multipart/alternative"
    parts = list(received.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    text, html = (part.get_content().replace("\r\n", "\n") for part in parts)
    return text, Read(html)


def words(text: str) -> set[str]:
    # In HTML the hyphen of "e-mail" keeps its line together.
    return set(text.replace("\u2011", "-").split())


@pytest.mark.django_db
@pytest.mark.usefixtures("home", "owner")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_parts_say_the_same_and_nothing_is_fetched(
    write_to_owner: Any, send_to: Any, admin: Client, language: str
) -> None:
    PublisherSettings.objects.update(name="Pires, David", status="Entrepreneur individuel (EI)")
    inquiry = write_to_owner(**WRITTEN_BY_THE_CLIENT, language=language, email="lea@x.example")
    with misbehaving_server() as server:
        send_to(server.url)
        assert delivery.deliver_due() == 2
        admin.post("/admin/mail/test/", HTTP_ACCEPT_LANGUAGE=language)
    assert len(server.mails) == 3
    for received in server.mails:
        text, html = both(received)
        said = words(html.text) | set(html.links)
        assert words(text) <= said
        button = words("Ouvrir la demande")
        assert said - words(text) - button == set()
        assert html.tags <= LAWFUL
        assert html.fetched == []
        assert all(link.startswith(f"{settings.BASE_URL}/") for link in html.links)
    announcement, acknowledgement, trial = (both(m)[0] for m in server.mails)
    for fact in (NAME, MESSAGE, "Amis & Cie <a href=//evil.example>", "Tout &amp; rien"):
        assert fact in announcement
    assert f"{settings.BASE_URL}/admin/inquiries/inspect/{inquiry.pk}/" in announcement
    assert inquiry.reference in acknowledgement
    for foot in (acknowledgement, trial):
        assert "Pires, David · Entrepreneur individuel (EI)" in foot
    # The acknowledgement may go to a third person's address (LAW-FR, Mail).
    echo = words(f"{one_line(NAME)} {MESSAGE} Amis Cie lea@x.example") - {"Bonjour", "&"}
    assert words(acknowledgement) & echo == set()
    assert Message.objects.get().body == MESSAGE


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 between two colours written as #rrggbb."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@hypothesis_settings(deadline=None)
@given(st.integers(0, 0xFFFFFF))
@example(0)
@example(0xFFFFFF)
@example(0x808080)
@example(0xFFFF00)
@example(0x00FFFF)
def test_a_mail_in_any_accent_can_be_read(number: int) -> None:
    """All pairs of text and background in templates/email have at least 4.5 to 1 (WCAG AA)."""
    colours = mail_colours(f"#{number:06x}")
    on = {
        "surface": ("ink", "muted", "accent"),
        "field": ("on_field", "mark"),
        "mark": ("on_mark",),
    }
    low = {
        f"{text} on {ground}": round(ratio, 2)
        for scheme in (colours.light, colours.dark)
        for ground, texts in on.items()
        for text in texts
        if (ratio := contrast(scheme[text], scheme[ground])) < 4.5
    }
    assert low == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_ends_within_a_word(language: str, write_to_owner: Any, owner: Any) -> None:
    """In a narrow window, "e-mail" would break at an ordinary hyphen."""
    write_to_owner(language=language)
    delivery.deliver_due()
    with translation.override(language):
        mails = [*mail.outbox, trial_mail("owner@example.org")]
    assert len(mails) == 3
    for each in mails:
        assert "e-mail" not in Read(each.alternatives[0].content).text.lower()
