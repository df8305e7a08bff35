"""Marks around search matches: the right words, only in text, and nothing else changes."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from brand.text import highlight
from brand.text.folding import words_of
from brand.text.search_terms import Term

LETTERS = "aàéÉœŒæßİŁﬁn\u0301\u0327\u00ad'’-‑ .<>&\"0½\n"
PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b>", "<em>", "</em>", "<ul><li>", "</li></ul>", "<br/>",
        '<a href="/ete/?q=ete&amp;b=1" title="été &gt; hiver">', "</a>", "<mark>", "</mark>",
        "<blockquote>", "</blockquote>", "<!-- été -->", "&amp;", "&lt;b&gt;", "caf&eacute;",
        "été", "Été", "ETE", "e\u0301te\u0301", "cœur", "coeur", "l’été", "là-bas", "1<2",
    ]
)  # fmt: skip
DOCUMENTS = st.lists(PIECES | st.text(LETTERS, max_size=4), max_size=14).map("".join)
WORDS = st.lists(st.sampled_from(["ete", "e", "coeur", "amp", "href", "b", "l", "hit"]), min_size=1)


def terms(words: list[str]) -> list[Term]:
    return [Term(word, frozenset({f"{word}s"})) for word in words]


def without_marks(html: str) -> str:
    """Return `html` without the marks of a search, serialised by the same parser."""
    soup = BeautifulSoup(html, "html.parser")
    for hit in soup.select("mark.hit"):
        hit.unwrap()
    return str(soup)


@settings(deadline=None)
@given(DOCUMENTS, WORDS)
def test_without_its_marks_a_document_is_what_it_was(html: str, words: list[str]) -> None:
    marked = highlight.mark(html, terms(words))
    assert without_marks(marked) == str(BeautifulSoup(html, "html.parser"))
    for hit in BeautifulSoup(marked, "html.parser").select("mark.hit"):
        assert hit.get_text()
        assert not hit.find_all(True)


@settings(deadline=None)
@given(st.text(LETTERS, max_size=40))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    words = words_of(text)
    found = highlight.spans(text, terms(words))
    assert sum(len(words_of(text[start:end])) for start, end in found) >= len(words)
    assert all(text[start:end].strip() for start, end in found)


@pytest.mark.parametrize(
    ("html", "query", "marked"),
    [
        ("<p>Un été.</p>", "ete", ["été"]),
        ("<p>Un e\u0301te\u0301.</p>", "été", ["e\u0301te\u0301"]),
        ("<p>Bénévoles, BÉNÉVOLAT</p>", "bénévol", ["Bénévoles", "BÉNÉVOLAT"]),
        ("<p>à contrecœur, un cœur</p>", "COEUR", ["cœur"]),
        ("<p>un coeur</p>", "cœur", ["coeur"]),
        (
            "<p>l’AIESEC et l'intérieur</p>",
            "l'aiesec interieur",
            ["l’", "AIESEC", "l", "intérieur"],
        ),
        ("<p>là-bas, là‑bas</p>", "la-bas", ["là", "bas", "là", "bas"]),
        ("<p>chaud</p>", "haud", []),
        ("<p>R&amp;D &lt;b&gt;</p>", "amp b", ["b"]),
        ("<p>caf&eacute;</p>", "cafe", ["café"]),
        ('<p><a href="/ete/" title="été">hiver</a><!-- été --></p>', "ete", []),
        (
            "<p><b>com</b>munauté <mark>en été</mark></p>",
            "communaute ete",
            ["com", "munauté", "été"],
        ),
        ("<p>com</p><p>munauté</p>", "communaute", []),
        ("<li>com<ul><li>munauté</li></ul>pas</li>", "compas", []),
        ("<p>com<br>munauté</p>", "munaute", ["munauté"]),
        ("<p>coopé\u00adration</p>", "cooperation", ["coopé\u00adration"]),
        ("<p>Łódź, Straße, ﬁnance</p>", "lodz strasse finance", ["Łódź", "Straße", "ﬁnance"]),
    ],
)
def test_what_is_marked(html: str, query: str, marked: list[str]) -> None:
    found = BeautifulSoup(highlight.mark(html, terms(words_of(query))), "html.parser").select(
        "mark.hit"
    )
    expected = [word.strip("’") for word in marked]
    assert [hit.get_text() for hit in found] == expected


def test_text_is_escaped_before_it_is_marked() -> None:
    page = Template("{% load text_tags %}{{ text|highlight:terms }}")
    shown = page.render(
        Context({"text": '<script>été</script> "', "terms": terms(["ete", "script"])})
    )
    assert "<script" not in shown
    assert shown.count('<mark class="hit">') == 3
    assert re.sub(r"</?mark[^>]*>", "", shown).startswith("&lt;script&gt;été&lt;/script&gt;")


def test_an_excerpt_shows_the_hit_between_whole_words() -> None:
    text = f"{'Au début rien. ' * 30}Puis les bénévoles arrivent. {'Et plus rien. ' * 30}\nFin."
    excerpt = highlight.excerpt(text, terms(["benevoles"]))
    assert "les bénévoles arrivent" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    assert len(excerpt) <= 250
    assert set(excerpt.split()) <= {*text.split(), "…"}
    assert highlight.excerpt("Court.", terms(["absent"])) == "Court."
