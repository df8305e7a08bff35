"""Template tags for text and numbers: headings, search matches, prices, structured data."""

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from django import template
from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from brand.core import languages
from brand.core.rich_text_html import to_html
from brand.interview.answer_view import AnswerView
from brand.interview.search import Search
from brand.text import highlight
from brand.text.line_ends import keep_together
from brand.text.search_terms import Term

register = template.Library()

register.filter("keep_together", keep_together)


@register.filter
def written_in(code: str) -> str:
    """Return the note beside a passage in the language `code`: "in French", "en anglais"."""
    return languages.written_in(code)


class ToRead(NamedTuple):
    """An answer as it is read: its place among all, how long it takes, its prose, what follows."""

    answer: AnswerView
    place: str
    minutes: str
    prose: SafeString
    addendum: SafeString
    following: AnswerView | None


@register.filter
def to_read(answers: Sequence[AnswerView], total: int) -> list[ToRead]:
    """Return `answers`, some of the `total` of an interview, as they are read one after the other.

    What they link to is looked up for all of them together.
    """
    html = to_html([text for each in answers for text in (each.answer, each.addendum)])
    prose = map(mark_safe, html)  # rich text, as in Wagtail's filter
    place = gettext("question %(number)s of %(total)s")
    minutes = {length: minutes_to_read(length) for length in {each.minutes for each in answers}}
    return [
        ToRead(
            answer,
            place % {"number": answer.number, "total": total},
            minutes[answer.minutes],
            next(prose),
            next(prose),
            following,
        )
        for answer, following in zip_longest(answers, answers[1:])
    ]


@register.filter
def minutes_to_read(minutes: int) -> str:
    """Return how long reading takes: "3-minute read"."""
    said = ngettext("%(minutes)s-minute read", "%(minutes)s-minute read", minutes)
    return said % {"minutes": minutes}


@register.filter
def question_size(question: str) -> str:
    """Return the class, after a space, of the heading of a long or a short question; else ""."""
    length = len(question)
    return " is-long" if length > 90 else " is-short" if length < 38 else ""


@register.filter
def longest_word(heading: str) -> int:
    """Return the length of the longest word of `heading`, hyphens included."""
    return max(map(len, heading.split()), default=0)


@register.filter("highlight")
def highlight_terms(text: str, terms: Sequence[Term]) -> SafeString:
    """Mark the search `terms` in `text` (HTML, or plain text, which is escaped).

    Without a search there are no terms, and nothing is marked.
    """
    marked = highlight.mark(conditional_escape(text), terms or ())
    return mark_safe(marked)  # noqa: S308  (escaped above; marks go into text only)


@register.simple_tag
def search_address(search: Search, topic: str) -> str:
    """Return the parameters, after the interview's address, for the same search within `topic`."""
    return search.address(topic=topic)


@register.filter
def euros(amount: Decimal | None) -> str:
    """Return a price in the notation of the active language, "1 200 €" or "€1,200"; "" for None."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    number = formats.number_format(amount, 0 if whole else 2, force_grouping=True)
    if languages.active() == "en":
        return f"€{number}"
    # Thousands are apart by a narrow space, as in the figures that owners type with the site's own.
    grouped = number.replace("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
    return f"{grouped}\N{NO-BREAK SPACE}€"


@register.simple_tag
def json_ld(data: dict[str, Any] | None) -> SafeString | str:
    """Return `data` as a JSON-LD script element; "" for None.

    A data block is not executed, so the strict policy allows it. As in Django's json_script, the
    three characters that could end the element are escaped.
    """
    if not data:
        return ""
    text = json.dumps(data, ensure_ascii=False, default=str, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    escaped = mark_safe(text)  # noqa: S308  (escaped above)
    return format_html('<script type="application/ld+json">{}</script>', escaped)
