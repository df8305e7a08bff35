"""The owner's search among inquiries, over folded words of everything in them.

Text is folded by us, as in the visitors' search (docs/decisions/0003), so that "muller" finds
"Müller" and "oeuvre" finds "œuvre" on every database. The words are stored in the inquiry's own
row, so that erasing the inquiry erases them.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import QuerySet

from brand.text.folding import words_of
from contact.inquiries.models import Inquiry

MAX_QUERY = 200  # characters of a query that are looked at
FEW = 500  # inquiries that are found at once
LONGEST = 50_000  # characters kept of one inquiry: a message has 10,000 at most


def refresh(inquiry: Inquiry) -> None:
    """Store the words of `inquiry`. Call it whenever a message or a note is added."""
    # The newest first: if there is too much text, the oldest is left out.
    added = (
        body
        for texts in (inquiry.notes, inquiry.messages)
        for body in texts.order_by("-created_at", "-pk").values_list("body", flat=True)
    )
    inquiry.search_text = text_of(inquiry, added)
    inquiry.save(update_fields=["search_text"])


def text_of(inquiry: Inquiry, added: Iterable[str]) -> str:
    """Return the words of `inquiry`, each once, and of what was `added`: messages and notes."""
    texts = chain(_own_texts(inquiry), added)
    words = dict.fromkeys(word for text in texts for word in words_of(text))
    return " ".join(words)[:LONGEST]


def _own_texts(inquiry: Inquiry) -> Iterator[str]:
    yield from (inquiry.name, inquiry.email, inquiry.organisation, inquiry.reference)
    yield from (inquiry.service_title, inquiry.answer_question)
    for item in inquiry.brief:
        yield from (str(item.get("label", "")), str(item.get("value", "")))


def matching(inquiries: QuerySet[Inquiry], query: str) -> QuerySet[Inquiry]:
    """Return those of `inquiries` that contain all words of `query`, also inside longer words.

    An empty query finds all of them; one of punctuation only, none. No index finds what stands
    inside a word. If few are found, their texts are read here, and not once more to count them and
    once more to show them; many are on the first pages of whoever shows them.
    """
    words = dict.fromkeys(words_of(query[:MAX_QUERY]))
    if query.strip() and not words:
        return inquiries.none()
    if not words:
        return inquiries
    matches = inquiries
    for word in words:
        matches = matches.filter(search_text__contains=word)
    found = list(matches.order_by().values_list("pk", flat=True)[: FEW + 1])
    return matches if len(found) > FEW else inquiries.filter(pk__in=found)
