"""Web pages of an interview: the text that a person sees, as Markdown.

The people below are invented.
"""

import html
import re

import pytest

from brand.transcript.files import read_file
from tests.brand.transcript.documents import code_of, page

# Web pages ----------------------------------------------------------------------------------


def test_blocks_of_a_page() -> None:
    assert page(
        "<h2>One\n two</h2><p>A paragraph\n on   two lines.</p>"
        "<ul><li value=7>x</li><li>y<ol><li>n</li></ol></li></ul>"
        "<ol start=3><li>z</li><li>zz</li></ol>"
        "<blockquote><p>Said.</p><p>Twice.</p></blockquote><hr><div>End<br> of it</div>"
    ) == (
        "## One two\n\nA paragraph on two lines.\n\n- x\n- y\n  1. n\n\n3. z\n4. zz\n\n"
        "> Said.\n>\n> Twice.\n\n---\n\nEnd\nof it"
    )


def test_emphasis_stays_on_its_line() -> None:
    assert page("<p><strong>Why?</strong></p>") == "**Why?**"
    assert page("<p><b>Why?<br></b>So.") == "**Why?**\nSo."
    assert page("<b><p>Why?</p><p>When?</p></b>") == "**Why?**\n\n**When?**"
    assert page("<p><b>Wh</b><strong>y</strong><b>?</b>") == "**Why?**"
    assert page("<p><b><strong>Why?</strong></b> <i><em>So</em></i>") == "**Why?** *So*"
    assert page("<p>a<b> b </b>c") == "a **b** c"
    assert page("<p>a<b> </b>c") == "a c"
    assert page("<h2><b>Why?</b></h2>") == "## Why?"
    assert page("<p><b>Pourquoi&nbsp;</b>?") == "**Pourquoi**\xa0?"


def test_emphasis_by_style() -> None:
    assert page("<p><span style='font-weight:700'>Why?</span>") == "**Why?**"
    assert page("<p><span style='font-style: italic'>So</span>") == "*So*"
    assert page("<b style='font-weight:normal'><p>So</p></b>") == "So"


def test_links_that_lead_somewhere_are_kept() -> None:
    assert page(
        "<p><a href='https://x.example/a b(c)'>one</a> <a href='mailto:a@x.example'>two</a>"
        " <a href='tel:+331'>three</a> <a href='/x'>four</a> <a href='javascript:x()'>five</a>"
        " <a name=six>six</a>"
    ) == (
        "[one](https://x.example/a%20b%28c%29) [two](mailto:a@x.example) [three](tel:+331)"
        " four five six"
    )
    assert page("<a href='https://x.example'><h2>T</h2></a><p>So") == "## T\n\nSo"


@pytest.mark.parametrize(
    "words",
    [
        "Q2 - Pourquoi ?",
        "1. Why?",
        "2) Why?",
        "- said",
        "maud_k@phares.example",
        "5 * 3 = 15",
        "snake_case_name",
        "[sic] (!) #1 ~ `x` \\",
        "Pourquoi\xa0? «\u202fOui\u202f»",
    ],
)
def test_what_was_typed_stays_as_it_reads(words: str) -> None:
    assert page(f"<p>{html.escape(words)}</p>") == words


def test_entities_are_characters() -> None:
    assert page("<p>&eacute;&#233;&#xe9; &lt;b&gt; &amp;amp; &hellip;&nbsp;&#1;!") == (
        "ééé <b> &amp; …\xa0!"
    )


def test_a_table_is_lines_of_cells() -> None:
    table = "<table><tr><th>When<th>Where<tr><td>1990<td>Brest<br>Sein<tr><td><td>Ouessant</table>"
    assert page(f"<p>So:</p>{table}<p>Yes.") == (
        "So:\n\nWhen | Where\n1990 | Brest Sein\nOuessant\n\nYes."
    )


def test_a_table_for_the_layout_is_its_blocks() -> None:
    assert (
        page("<table><tr><td><h2>Why?</h2><p>So.</p><p>And so.</p></td><td>Aside</td></tr></table>")
        == "## Why?\n\nSo.\n\nAnd so.\n\nAside"
    )


def test_definitions_and_dates() -> None:
    assert page("<dl><dt>Why?<dd>So.<dt>When?<dd>Now.</dl>") == (
        "**Why?**\n\nSo.\n\n**When?**\n\nNow."
    )
    assert page("<p>Le <time datetime='2021-05-03'>3 mai</time>") == "Le 3 mai"


def test_preformatted_text_keeps_its_lines() -> None:
    assert page("<pre>Q1 Why?\nSo.\n</pre><p><code>x_y</code> <del>z</del>") == (
        "Q1 Why?\nSo.\n\nx_y z"
    )


def test_only_the_content_is_read() -> None:
    words = "Les phares. " * 20
    text = page(
        f"""<header><h1>The magazine</h1><nav>Menu</nav></header>
        <script>let a = "<p>no</p>"</script>
        <style>p {{}}</style><noscript>no</noscript><article>Teaser</article>
        <main><h1>Phares</h1><p>{words}<!-- no --></p><p hidden>no</p>
        <p style="color: red; DISPLAY : none">no</p><span class="x sr-only">no</span>
        <aside>no</aside><figure><img src=x alt=no><figcaption>Sein</figcaption></figure>
        <iframe>no</iframe><svg><text>no</text></svg><template>no</template>
        <form>no<button>no</button></form><p>Fin.</main><footer>no</footer>"""
    )
    assert text == f"# Phares\n\n{words.strip()}\n\nSein\n\nFin."


def test_a_header_belongs_to_the_content_unless_it_holds_the_menu() -> None:
    header = "<header><h1>The magazine</h1><div><nav>Menu</nav></div></header>"
    assert page(f"{header}<p>So.") == "So."
    assert page("<article><header><h1>Phares</h1></header><p>So.</article>") == "# Phares\n\nSo."


def test_a_heading_beside_the_content_is_its_title() -> None:
    title = "<title>Not this - Site</title>"
    heading = "<div><h1>Les\n<b>phares</b></h1><p>By us</p></div>"
    assert page(f"{title}{heading}<article><p>So it is for them.</article>") == (
        "# Les phares\n\nSo it is for them."
    )
    assert page(f"{title}<article><p>So.</article>") == "So."


def test_a_teaser_is_not_the_content() -> None:
    words = "Les phares. " * 20
    assert page(f"<div>{words}</div><article>Teaser</article>") == f"{words.strip()}\n\nTeaser"


def test_tags_that_were_left_open() -> None:
    assert page("<p>a<p>b<ul><li>c<li>d</ul><b>e<p>f") == "a\n\nb\n\n- c\n- d\n\n**e**\n\n**f**"
    assert read_file("a.html", b"<html><head><title>t</title><body><p>a").text == "a"
    assert page("a</p>b</div></i>c<br/>d</br>e <b/>f") == "a\nbc\nd\ne **f**"
    assert page("<p><b>Why?<p>So.") == "**Why?**\n\nSo."
    many = "<p>Q ?<p><b>R." * 2000
    assert page(many).count("Q ?") == 2000


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "pre", "dl"])
def test_ten_thousand_levels_lose_no_word(tag: str) -> None:
    text = page(f"<{tag}>" * 10_000 + "<p>one</p><p>two</p>" + "</div>" * 10_000 + "three")
    assert re.findall(r"\w+", text) == ["one", "two", "three"]


def test_too_many_tags_are_too_large() -> None:
    assert code_of("a.html", b"words" + b"<b>" * 100_001) == "too_large"


def test_a_broken_declaration_is_binary() -> None:
    assert code_of("a.html", b"<p>words<![broken[ x ]]>") == "binary"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "cp1252"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">',
            "iso-8859-15",
        ),
        ("<meta charset=koi8-r>", "koi8-r"),
        ("<meta charset=utf-8>", "cp1252"),  # a wrong declaration
        ("<meta charset=koi8-r>", "utf-8-sig"),  # the byte order mark takes precedence
        ("<meta charset=rot13>", "utf-8"),
        ("<meta charset=unicode_escape>", "utf-8"),
    ],
)
def test_encodings_of_a_page(head: str, encoding: str) -> None:
    words = "Привет" if encoding == "koi8-r" else "L’été" if "1252" in encoding else "L'été, \\n"
    data = f"<!doctype html><html>{head}<p>{words}".encode(encoding)
    assert read_file("a.html", data).text == words
