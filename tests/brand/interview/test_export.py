"""An exported interview is imported again as the same interview."""

from html import escape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.interview.export import Exported, exported, to_markdown, to_plain_text
from brand.interview_import import drafts
from brand.models import HomePage, InterviewPage
from brand.text.rich_text import plain_text
from brand.transcript import Transcript, parse
from ops.models import User
from tests import factories

pytestmark = pytest.mark.any_database

# Words with every sign that has a meaning in Markdown or in a transcript.
words = st.lists(
    st.sampled_from(
        [
            *("mot", "été", "l’eau", "«\u00a0oui\u00a0»", "2", "*", "_", "a_b_c", "**", "[", "]"),
            *("[x](y)", "\\", "<b>", "&amp;", "#", "`", "Q2", "-", "1.", ">", "merci", "Ada:"),
        ]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)
firsts = st.sampled_from(
    ["Le ", "Q7 - ", "Q: ", "R : ", "1. ", "2) ", "- ", "# ", "> ", "Ada : ", "Merci ", "+ ", "Il "]
)
sentences = st.tuples(firsts, words, st.sampled_from([".", " ?", " !", ""])).map("".join)
inline = st.tuples(st.sampled_from(["", "b", "i", "a"]), words).map(
    lambda pair: {
        "": escape(pair[1], quote=False),
        "a": f'<a href="https://x.example/a_b?c=1">{escape(pair[1], quote=False)}</a>',
    }.get(pair[0], f"<{pair[0]}>mot {escape(pair[1], quote=False)} mot</{pair[0]}>")
)
lines = st.tuples(sentences, inline).map(lambda pair: f"{escape(pair[0], quote=False)} {pair[1]}")
elements = st.one_of(
    lines.map(lambda line: f"<p>{line}</p>"),
    lines.map(lambda line: f"<blockquote>{line}</blockquote>"),
    st.tuples(st.sampled_from(["ul", "ol"]), st.lists(lines, min_size=1, max_size=3)).map(
        # A paragraph follows, because two lists in a row would become one.
        lambda pair: (
            f"<{pair[0]}>{''.join(f'<li>{x}</li>' for x in pair[1])}</{pair[0]}><p>Et voilà.</p>"
        )
    ),
)
texts = st.lists(elements, min_size=1, max_size=4).map("".join)
questions = st.tuples(
    st.sampled_from(["Comment ", "Votre ", "Q2 - ", "1. ", "# ", "Why "]),
    words,
    st.sampled_from(["\u202f?", "?", ".", ""]),
).map(lambda parts: "".join(parts).strip())
credit_lines = st.sampled_from(
    [
        ("", ("", "", None)),
        ("Propos recueillis par Ada Moss", ("Ada Moss", "", None)),
        ("Interview by Ada Moss | 3 May 2019", ("Ada Moss", "", "2019-05-03")),
        (
            "Propos recueillis par Ada Moss | 3 mai 2019 | Publié dans Le Phare",
            ("Ada Moss", "Le Phare", "2019-05-03"),
        ),
        ("3 mai 2019 | Publié dans Le Phare", ("", "Le Phare", "2019-05-03")),
    ]
)
interviews = st.builds(
    Exported,
    title=words.map(lambda line: f"Onze phares {line}"),
    credits=credit_lines.map(lambda pair: pair[0]),
    introduction=st.one_of(st.just(""), texts),
    answers=st.lists(st.tuples(questions, texts), min_size=1, max_size=4).map(tuple),
    closing=st.one_of(st.just(""), st.just("<p>Merci à tous.</p><p>Elle vit à Brest.</p>")),
)


def html_of(found: Transcript) -> dict[str, Any]:
    """Return what the import would store."""
    return {
        "title": drafts.details_of(found).title,
        "introduction": drafts.to_rich_text(found.introduction, markdown=True),
        "answers": [drafts.to_rich_text(a.blocks, markdown=True) for a in found.answers],
    }


@given(interviews)
@settings(deadline=None, max_examples=150)
def test_markdown_comes_back_as_it_went_out(interview: Exported) -> None:
    found = parse(to_markdown(interview))
    stored = html_of(found)
    assert stored["title"] == interview.title
    assert stored["introduction"] == interview.introduction
    assert [a.question for a in found.answers] != [""]
    assert stored["answers"] == [answer for _, answer in interview.answers]
    assert [drafts.markdown_inline.to_text(a.question) for a in found.answers] == [
        question for question, _ in interview.answers
    ]
    assert found.closing.splitlines() == plain_text(interview.closing).splitlines()
    assert found.unrecognised == ()


@given(credit_lines)
@settings(deadline=None)
def test_the_source_comes_back(line: tuple[str, tuple]) -> None:
    interview = Exported("Onze phares", line[0], "", (("Pourquoi ?", "<p>Ainsi.</p>"),), "")
    for write in (to_markdown, to_plain_text):
        found = parse(write(interview)).credits
        date = found.date.isoformat() if found.date else None
        assert (found.interviewer, found.publication, date) == line[1]


plain_words = st.sampled_from(["Elle tient.", "Pourquoi ? Parce que.", "2.0 et 3 %", "Ada : non."])
plain_bodies = st.lists(
    plain_words.map(lambda line: f"<p>{line}</p>")
    | st.lists(plain_words, min_size=1, max_size=3).map(
        lambda items: f"<ul>{''.join(f'<li>{x}</li>' for x in items)}</ul><p>Voilà.</p>"
    ),
    min_size=1,
    max_size=4,
).map("".join)


@given(
    st.lists(st.tuples(st.sampled_from(["Pourquoi ?", "Votre vie"]), plain_bodies), min_size=1),
    st.sampled_from(["", "<p>Elle vit à Brest.</p>"]),
    st.sampled_from(["", "<p>Merci à tous.</p>"]),
)
@settings(deadline=None)
def test_plain_text_comes_back_as_it_went_out(
    answers: list, introduction: str, closing: str
) -> None:
    found = parse(to_plain_text(Exported("Onze phares", "", introduction, tuple(answers), closing)))
    assert found.title == "Onze phares"
    assert drafts.to_rich_text(found.introduction) == introduction
    assert [(a.question, drafts.to_rich_text(a.blocks)) for a in found.answers] == answers
    assert found.closing == plain_text(closing)


def test_the_marker_loses_its_mark_and_a_break_ends_a_paragraph() -> None:
    html = "<p>un <mark>mot</mark><br/>deux</p>"
    found = to_markdown(Exported("T", "", "", (("Q ?", html),), ""))
    assert "un mot\n\ndeux" in found


@pytest.fixture
def published(home: HomePage) -> InterviewPage:
    answer = factories.answer(
        "Pourquoi ?",
        f'<p>Voir <a linktype="page" id="{home.pk}">ici</a>.</p>',
        addendum="<p>Encore.</p>",
        addendum_on="2020-03-01",
    )
    page = factories.interview(
        home,
        answer,
        publication="Le Phare",
        conducted_on="2014-03-12",
        closing="<p>Merci.</p>",
    )
    page.standfirst, page.interviewer = "Onze phares", "Lilian Mahé"
    return factories.publish(page)


@pytest.mark.django_db
def test_links_are_absolute_and_what_came_later_is_dated(published: InterviewPage) -> None:
    text = to_markdown(exported(published))
    assert "[ici](http://" in text
    assert "**Et aujourd’hui\u202f? (1er mars 2020)**\n\nEncore." in text
    found = parse(text)
    assert (found.credits.interviewer, found.credits.publication) == ("Lilian Mahé", "Le Phare")
    assert str(found.credits.date) == "2014-03-12"
    assert found.title == "Onze phares"


@pytest.mark.django_db
class TestDownload:
    @pytest.mark.parametrize(
        ("suffix", "content_type", "begins"),
        [("md", "text/markdown", "# Onze phares"), ("txt", "text/plain", "Onze phares")],
    )
    def test_the_owner_gets_the_latest_draft_as_a_file(
        self, admin: Client, published: InterviewPage, suffix, content_type, begins
    ) -> None:
        published.closing = "<p>Plus tard.</p>"
        published.save_revision()
        response = admin.get(reverse(f"export_interview_{suffix}", args=[published.pk]))
        text = response.content.decode()
        assert response["Content-Type"] == f"{content_type}; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="entretien.{suffix}"'
        assert text.startswith(begins)
        assert "Plus tard." in text

    def test_nobody_else_gets_it(self, client: Client, published: InterviewPage) -> None:
        response = client.get(reverse("export_interview_md", args=[published.pk]))
        assert response.status_code == 302

    def test_somebody_who_may_not_edit_the_page_gets_nothing(
        self, client: Client, published: InterviewPage
    ) -> None:
        user = User.objects.create_user("guest@example.org", "un mot puis un autre")
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        for suffix in ("md", "txt"):
            response = client.get(reverse(f"export_interview_{suffix}", args=[published.pk]))
            assert response.status_code == 302
            assert not response.content

    def test_the_buttons_stand_beside_the_interview(
        self, admin: Client, published: InterviewPage
    ) -> None:
        url = reverse("export_interview_md", args=[published.pk])
        edit = admin.get(reverse("wagtailadmin_pages:edit", args=[published.pk]))
        assert url in edit.content.decode()
        explorer = admin.get(reverse("wagtailadmin_explore", args=[published.get_parent().pk]))
        assert url in explorer.content.decode()
