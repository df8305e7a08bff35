"""A visitor's search: what was asked, which answers have it, here and in other interviews."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.search.query import And, Or, PlainText, SearchQuery

from brand.core.languages import active
from brand.interview.answer import Answer
from brand.interview.answer_view import AnswerView
from brand.text import highlight
from brand.text.rich_text import plain_text
from brand.text.search_terms import Term, terms_of

T = TypeVar("T")

MAX_QUERY = 200  # characters; more is no search, and what is cut off is not pretended to be found
MAX_OTHER_ANSWERS = 20
MAX_NEAREST = 3
# Terms that the database is asked for; SQLite's parser refuses deeply nested ones.
_ASKED = 10
_CANDIDATES = 60  # answers of other interviews among which the nearest are looked for


@dataclass(frozen=True)
class Search:
    """What a visitor asked for, by `?q=` and `?topic=`; empty strings ask for everything."""

    query: str = ""
    topic: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Search":
        """Read the address of `request`; a query is cut at 200 characters."""
        return cls(
            query=request.GET.get("q", "")[:MAX_QUERY].strip(),
            topic=request.GET.get("topic", ""),
        )

    def __bool__(self) -> bool:
        return bool(self.query or self.topic)

    @cached_property
    def terms(self) -> list[Term]:
        """What counts of the query, in the active language."""
        return terms_of(self.query, active())

    def among(self, views: Iterable[AnswerView]) -> list[AnswerView]:
        """Return the answers that have the topic and all terms."""
        return [view for view in self._of_topic(views) if len(self._found(view)) == len(self.terms)]

    def nearest(self, views: Iterable[AnswerView]) -> list[AnswerView]:
        """Return the few answers of the topic that come nearest to having all terms."""
        return _nearest([(self._found(view), view) for view in self._of_topic(views)])

    def _of_topic(self, views: Iterable[AnswerView]) -> list[AnswerView]:
        return [
            view
            for view in views
            if not self.topic or any(topic.slug == self.topic for topic in view.topics)
        ]

    def _found(self, view: AnswerView) -> frozenset[Term]:
        text = f"{view.question}\n{view.text}\n{plain_text(view.addendum)}"
        return highlight.found_in(text, self.terms)

    def address(self, *, topic: str) -> str:
        """This query among the answers of `topic` (a slug, "" for all): "?q=…&topic=…" or ""."""
        asked = {"q": self.query, "topic": topic}
        encoded = urlencode({name: value for name, value in asked.items() if value})
        return f"?{encoded}" if encoded else ""


@dataclass(frozen=True)
class OtherAnswer:
    """A public answer of another interview in which something was found."""

    url: str
    question: str
    interview: str
    excerpt: str


def other_answers(page: Page, search: Search) -> list[OtherAnswer]:
    """Return what the public interviews in the language of `page`, but for itself, answer.

    At most 20 answers and one more, which tells that there are more. One query.
    """
    if not search.terms:
        return []
    wanted = And([_asked(term) for term in search.terms[:_ASKED]])
    candidates = _ask(page, search, wanted, by_relevance=False)[: MAX_OTHER_ANSWERS + 1]
    found = [(answer, _found_in(answer, search)) for answer in candidates]
    return [_result(answer, search) for answer, terms in found if len(terms) == len(search.terms)]


def nearest_other_answers(page: Page, search: Search) -> list[OtherAnswer]:
    """Return the few answers there that come nearest to having all terms. One query."""
    if not search.terms:
        return []
    wanted = Or([_asked(term) for term in search.terms[:_ASKED]])
    candidates = _ask(page, search, wanted, by_relevance=True)[:_CANDIDATES]
    found = [(_found_in(answer, search), answer) for answer in candidates]
    return [_result(answer, search) for answer in _nearest(found)]


def _asked(term: Term) -> SearchQuery:
    """What the index is asked for: at least what the term means, `hits` says it exactly."""
    return Or([PlainText(word) for word in (term.typed, *sorted(term.others))])


def _ask(
    page: Page, search: Search, wanted: SearchQuery, *, by_relevance: bool
) -> Sequence[Answer]:
    answers = Answer.objects.public().filter(locale_id=page.locale_id).exclude(page_id=page.pk)
    if search.topic:
        answers = answers.filter(topics__slug=search.topic)
    return answers.select_related("page").autocomplete(wanted, order_by_relevance=by_relevance)


def _found_in(answer: Answer, search: Search) -> frozenset[Term]:
    return highlight.found_in(f"{answer.question}\n{answer.text}", search.terms)


def _result(answer: Answer, search: Search) -> OtherAnswer:
    return OtherAnswer(
        url=answer.url,
        question=answer.question,
        interview=answer.page.title,
        excerpt=highlight.excerpt(answer.text, search.terms),
    )


def _nearest(found: Sequence[tuple[frozenset[Term], T]]) -> list[T]:
    """Of (terms that it has, answer), return the answers that have most.

    A term counts the more, the fewer answers have it (its inverse document frequency, as in
    every search engine). What has less than a third of what the best has is not near.
    """
    frequency = Counter(term for terms, _answer in found for term in terms)

    def weight(terms: frozenset[Term]) -> float:
        return sum(math.log(1 + len(found) / frequency[term]) for term in terms)

    best = max((weight(terms) for terms, _answer in found), default=0.0)
    near = [each for each in found if each[0] and weight(each[0]) >= best / 3]
    near.sort(key=lambda each: weight(each[0]), reverse=True)
    return [answer for _terms, answer in near[:MAX_NEAREST]]


def announcement(shown: int, others: list[OtherAnswer], *, nearest: bool) -> str:
    """Say what is left on the page after a search, in the active language: it is read aloud.

    `shown` is the number of answers; `nearest` says that none of them has all words.
    """
    if nearest:
        found = ngettext("The nearest: %(found)s answer", "The nearest: %(found)s answers", shown)
        said = f"{_('No answer has all these words.')} {found}"
    else:
        said = ngettext("%(found)s answer", "%(found)s answers", shown)
    said %= {"found": shown}
    return f"{said}, {other_count(others)}" if others else said


def other_count(found: list[OtherAnswer]) -> str:
    """Say how many answers `other_answers` found, in the active language."""
    if len(found) > MAX_OTHER_ANSWERS:
        return _("more than %(found)s in other interviews") % {"found": MAX_OTHER_ANSWERS}
    in_others = ngettext(
        "%(found)s in another interview", "%(found)s in other interviews", len(found)
    )
    return in_others % {"found": len(found)}
