"""Export an interview as Markdown or plain text that the import reads back unchanged.

Markdown keeps title, source, introduction, questions, paragraphs, lists, quotations, bold, italic,
links and closing words. It loses highlighting (but not the words), line breaks inside a paragraph
(which become new paragraphs) and topics. An addendum ("And today?") is read back as paragraphs of
the answer. Plain text also loses emphasis, links, quotations and the full stop of a title without
credits, and a paragraph of an answer may be mistaken for a numbered question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils import translation
from django.utils.translation import gettext as _
from markdownify import ASTERISK, ATX, MarkdownConverter
from wagtail.rich_text import expand_db_html

from brand.interview.page import InterviewPage
from ops.dates import date_in_words

RULE = "---"


@dataclass(frozen=True)
class Exported:
    """An interview with its texts as HTML. `credits` is one line, "" if nothing is known."""

    title: str
    credits: str
    introduction: str
    answers: tuple[tuple[str, str], ...]
    """Pairs of question and answer, addendum included."""
    closing: str


def exported(page: InterviewPage) -> Exported:
    """Return the exported content of `page`, in the language of the page."""
    with translation.override(page.locale.language_code):
        return Exported(
            title=page.standfirst or page.title,
            credits=credits_of(page),
            introduction=_expanded(page, page.introduction),
            answers=tuple(
                (answer.question, _expanded(page, answer.answer + _addendum(answer)))
                for answer in page.answers.all()
            ),
            closing=_expanded(page, page.closing),
        )


def credits_of(page: InterviewPage) -> str:
    """Return interviewer, date and publication as one line.

    `brand.transcript.surroundings.credits` can read it.
    """
    parts = [
        _("Interview by %(name)s") % {"name": page.interviewer} if page.interviewer else "",
        date_in_words(page.conducted_on) if page.conducted_on else "",
        _("Published in %(name)s") % {"name": page.publication} if page.publication else "",
    ]
    return " | ".join(filter(None, parts))


def _addendum(answer: Any) -> str:
    if not answer.addendum:
        return ""
    day = f" ({date_in_words(answer.addendum_on)})" if answer.addendum_on else ""
    return f"<p><b>{_('And today?')}{day}</b></p>{answer.addendum}"


def _expanded(page: InterviewPage, source: str) -> str:
    """Return rich text with absolute addresses, as relative ones do not work in a file."""
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a", href=True):
        link["href"] = urljoin(page.full_url or "", str(link["href"]))
    return str(soup)


# Markdown --------------------------------------------------------------------------------------

# Characters at the start of a line that would begin a list, heading, quotation, question or answer,
# and are therefore escaped.
_SIGN = re.compile(
    r"^(\d{1,3}|(?:Q|R|A|Question|R[ée]p(?:onse)?|Ans(?:wer)?)\d{0,3}\b[^\n]{0,12}?)([:.)/-])|^()([-+#>])",
    re.IGNORECASE,
)
_MARKS = re.compile(r"([\\*_\[\]])")


class _Markdown(MarkdownConverter):
    """CommonMark as the import reads it: one paragraph per line, Markdown signs in text escaped."""

    class Options:
        heading_style = ATX
        bullets = "-"
        strong_em_symbol = ASTERISK
        wrap = False
        autolinks = False

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _MARKS.sub(r"\\\1", text)


def to_markdown(interview: Exported) -> str:
    """Return the interview as CommonMark."""
    parts = [f"# {_escaped(interview.title)}"]
    if interview.credits:
        parts.append(f"*{interview.credits}*")
    parts += _markdown_blocks(interview.introduction)
    for number, (question, answer) in enumerate(interview.answers, 1):
        parts += [f"## Q{number} - {_escaped(question) or '…'}"]
        parts += _markdown_blocks(answer)
    parts += [RULE, *_markdown_blocks(interview.closing)]
    return "\n\n".join(parts) + "\n"


def _escaped(words: str) -> str:
    """Return the words of a heading, with a sign at their end escaped, which would close it."""
    return re.sub(r"#+\Z", r"\\\g<0>", _MARKS.sub(r"\\\1", _one_line(words)))


def _markdown_blocks(html: str) -> Iterator[str]:
    for kind, lines in _blocks(html):
        words = [_SIGN.sub(_escape_sign, _Markdown().convert_soup(line).strip()) for line in lines]
        words = [_one_line(line) for line in words if line]
        if kind == "ol":
            yield "\n".join(f"{number}. {line}" for number, line in enumerate(words, 1))
        elif kind == "ul":
            yield "\n".join(f"- {line}" for line in words)
        else:
            yield from (f"> {line}" if kind == "blockquote" else line for line in words)


def _escape_sign(match: re.Match[str]) -> str:
    return f"{match[1] or ''}\\{match[2] or match[4]}"


# Plain text ------------------------------------------------------------------------------------


def to_plain_text(interview: Exported) -> str:
    """Return the interview as plain text."""
    title = _one_line(interview.title)
    # Without credits below it, a title that ends in a full stop would be read as a paragraph.
    parts = [title, interview.credits] if interview.credits else [title.rstrip(".")]
    parts += _plain_blocks(interview.introduction)
    for number, (question, answer) in enumerate(interview.answers, 1):
        parts += [f"Q{number} - {_one_line(question) or '…'}", *_plain_blocks(answer)]
    parts += [RULE, *_plain_blocks(interview.closing)]
    return "\n\n".join(parts) + "\n"


def _plain_blocks(html: str) -> Iterator[str]:
    for kind, lines in _blocks(html):
        words = [line for line in (_one_line(part.get_text()) for part in lines) if line]
        if kind == "ol":
            yield "\n".join(f"{number}. {line}" for number, line in enumerate(words, 1))
        elif kind == "ul":
            yield "\n".join(f"- {line}" for line in words)
        else:
            yield from words


# Rich text in blocks ----------------------------------------------------------------------------


def _blocks(html: str) -> Iterator[tuple[str, list[BeautifulSoup]]]:
    """Yield the kind of each block ("p", "ul", "ol", "blockquote") with its lines."""
    for element in BeautifulSoup(html, "html.parser").children:
        if isinstance(element, Tag) and element.name in ("ul", "ol"):
            yield element.name, [_line(item) for item in element.find_all("li")]
        elif isinstance(element, Tag):
            kind = "blockquote" if element.name == "blockquote" else "p"
            yield kind, list(_split(element))
        elif isinstance(element, NavigableString) and element.strip():
            yield "p", [_line([element])]


def _split(element: Tag) -> Iterator[BeautifulSoup]:
    """Yield the lines of `element`, one for each line break, without highlighting."""
    parts: list[list[Any]] = [[]]
    for child in list(element.children):
        if isinstance(child, Tag) and child.name == "br":
            parts.append([])
        else:
            parts[-1].append(child)
    yield from (_line(part) for part in parts if part)


def _line(children: Iterable[Any]) -> BeautifulSoup:
    line = BeautifulSoup("", "html.parser")
    for child in list(children):
        if isinstance(child, Tag) and child.name in ("ul", "ol"):
            continue  # items of a nested list become lines of their own
        line.append(child)
    for mark in line.find_all("mark"):
        mark.unwrap()
    return line


def _one_line(text: str) -> str:
    return " ".join(re.split(r"[\t\n\r\v\f ]+", text)).strip()
