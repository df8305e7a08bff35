"""Template tags for text and numbers: headings, search matches, prices, structured data."""

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from brand.core import languages
from brand.interview.search import Search
from brand.text import highlight
from brand.text.search_terms import Term

register = template.Library()


# A word with its hyphens, or an address; not the signs after it, which do not count as its length.
_COMPOUND = re.compile(r"(?:\w|[-’'.@:/])*-(?:\w|[-’'.@:/])*")


_ADDRESS = re.compile("://|@")


_LONGEST_UNBROKEN = 13  # characters that fit into the largest heading on a narrow phone


_LONE_LETTER = re.compile(r"(?<=\b[^\W\d_]) (?=\w)")


@register.filter
def written_in(code: str) -> str:
    """Return the note beside a passage in the language `code`: "in French", "en anglais"."""
    return languages.written_in(code)


@register.filter
def after(items: Sequence[Any], item: Any) -> Any:
    """Return what follows `item` in `items`, None after the last."""
    following = items.index(item) + 1
    return items[following] if following < len(items) else None


@register.filter
def longest_word(heading: str) -> int:
    """Return the length of the longest word of `heading`, hyphens included."""
    return max(map(len, heading.split()), default=0)


@register.filter
def keep_together(heading: str) -> str:
    """Return `heading` so that no line ends at a hyphen or after a word of one letter.

    "Proposez-vous" stays on one line, and "à", "y" or "a" goes to the line of the next word. A
    longer word may end a line at its hyphen: on a phone it would otherwise break inside a syllable.
    Web addresses and e-mail addresses stay as they are, since people copy them.
    """
    whole = _COMPOUND.sub(
        lambda word: (
            word[0].replace("-", "\N{NON-BREAKING HYPHEN}")
            if len(word[0]) <= _LONGEST_UNBROKEN and not _ADDRESS.search(word[0])
            else word[0]
        ),
        str(heading),  # previews pass lazily translated strings
    )
    return _LONE_LETTER.sub("\N{NO-BREAK SPACE}", whole)


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
