"""Find the interview in a web page."""

from brand.transcript.files.encodings import characters_of
from brand.transcript.files.html_tree import parsed
from brand.transcript.files.markdown import markdown_of

_ENOUGH = 0.25  # share of a page's words that makes an <article> more than a teaser


def read_page(data: bytes) -> str:
    soup = parsed(characters_of(data))
    body = soup.body or soup
    content, most = body, _ENOUGH * len(body.get_text())
    for candidate in body.select("main, article, [role=main]"):
        if (size := len(candidate.get_text())) > most:
            content, most = candidate, size
    title = None if content.find("h1") else soup.h1
    words = markdown_of(content)
    heading = " ".join(title.get_text().split()) if title else ""
    return f"# {heading}\n\n{words}" if heading else words
