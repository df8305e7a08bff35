"""The visitors' search: the query, matching answers of the interview, and of other interviews."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
from brand.text.folding import fold
from brand.text.rich_text import plain_text
from brand.text.search_terms import Term, terms_of

T = TypeVar("T")

MAX_QUERY = 200  # characters; longer queries are visibly cut
MAX_OTHER_ANSWERS = 20
MAX_NEAREST = 3
# Answers that a search shows at once. Nobody reads more in a list of results, and each key that is
# typed brings another one; whoever wants them all follows a link (docs/decisions/0077).
MAX_FOUND = 30
# The number of terms in the database query; SQLite's parser refuses deeply nested ones.
_ASKED = 10
_CANDIDATES = 60  # answers of other interviews that are ranked by nearness


@dataclass(frozen=True)
class Search:
    """A visitor's query and topic, from `?q=` and `?topic=`. Empty strings match everything.

    `shows_all` is whether the visitor wants to see everything that is found, from `?all=`.
    """

    query: str = ""
    topic: str = ""
    shows_all: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> "Search":
        """Return the search in the address of `request`, its query cut at 200 characters."""
        return cls(
            query=request.GET.get("q", "")[:MAX_QUERY].strip(),
            topic=request.GET.get("topic", ""),
            shows_all="all" in request.GET,
        )

    def __bool__(self) -> bool:
        return bool(self.query or self.topic)

    @cached_property
    def terms(self) -> list[Term]:
        """The significant terms of the query, in the active language."""
        return terms_of(self.query, active())

    def among(self, views: Iterable[AnswerView]) -> list[AnswerView]:
        """Return the answers that have the topic and all terms."""
        among = self._of_topic(views)
        if not self.terms:
            return among
        return [view for view in among if len(self._found(view)) == len(self.terms)]

    def at_once(self, found: list[AnswerView]) -> list[AnswerView]:
        """Return those of `found` that are shown first: all of a topic, some of a query."""
        return found if self.shows_all or not self.terms else found[:MAX_FOUND]

    def nearest(self, views: Iterable[AnswerView]) -> list[AnswerView]:
        """Return the few answers of the topic that match most of the terms."""
        return _nearest([(self._found(view), view) for view in self._of_topic(views)])

    @property
    def address_of_all(self) -> str:
        return self.address(topic=self.topic, all_found=True)

    def _of_topic(self, views: Iterable[AnswerView]) -> list[AnswerView]:
        return [
            view
            for view in views
            if not self.topic or any(topic.slug == self.topic for topic in view.topics)
        ]

    def _found(self, view: AnswerView) -> frozenset[Term]:
        folded = _folded(view.question, view.answer, view.addendum)
        return highlight.found_in_folded(folded, self.terms)

    def in_words(self, topic: str, found: int) -> str:
        """Return the search and its result for the title of the document.

        `topic` is the name of the topic, "" if there is none, and `found` the number of answers.
        """
        query = _("“%(query)s”") % {"query": self.query} if self.query else ""
        asked = ", ".join(filter(None, [query, topic])) or self.topic
        words = ngettext("%(asked)s: %(count)d answer", "%(asked)s: %(count)d answers", found)
        return words % {"asked": asked, "count": found}

    def address(self, *, topic: str, all_found: bool = False) -> str:
        """Return the parameters for this query within `topic` (a slug, "" for all topics).

        The result is "?q=…&topic=…", or "" if there is nothing to search for. With `all_found` it
        leads to everything that is found.
        """
        asked = {"q": self.query, "topic": topic, "all": "1" if all_found else ""}
        encoded = urlencode({name: value for name, value in asked.items() if value})
        return f"?{encoded}" if encoded else ""


@dataclass(frozen=True)
class OtherAnswer:
    """A public answer of another interview that matches the search."""

    url: str
    question: str
    interview: str
    excerpt: str


@lru_cache(maxsize=1024)  # the same answers are searched again and again
def _folded(question: str, answer: str, addendum: str) -> str:
    """Return the words of an answer, which is public (of a preview: its author's own), folded."""
    return fold(f"{question}\n{plain_text(answer)}\n{plain_text(addendum)}")


def other_answers(page: Page, search: Search) -> list[OtherAnswer]:
    """Return matching answers of the other public interviews in the language of `page`.

    At most 20 answers, and one more if there are more. One query.
    """
    if not search.terms:
        return []
    wanted = And([_asked(term) for term in search.terms[:_ASKED]])
    candidates = _ask(page, search, wanted, by_relevance=False)[: MAX_OTHER_ANSWERS + 1]
    found = [(answer, _found_in(answer, search)) for answer in candidates]
    return [_result(answer, search) for answer, terms in found if len(terms) == len(search.terms)]


def nearest_other_answers(page: Page, search: Search) -> list[OtherAnswer]:
    """Return the few answers of other interviews that match most of the terms. One query."""
    if not search.terms:
        return []
    wanted = Or([_asked(term) for term in search.terms[:_ASKED]])
    candidates = _ask(page, search, wanted, by_relevance=True)[:_CANDIDATES]
    found = [(_found_in(answer, search), answer) for answer in candidates]
    return [_result(answer, search) for answer in _nearest(found)]


def _asked(term: Term) -> SearchQuery:
    """Return an index query for `term`. It may match too much; `highlight` then decides exactly."""
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
    """Return the answers that match most, given pairs of (matching terms, answer).

    The fewer answers have a term, the more it counts (inverse document frequency). Answers with
    less than a third of the best score are left out.
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
    """Return a sentence with the number of answers that `other_answers` found."""
    if len(found) > MAX_OTHER_ANSWERS:
        return _("more than %(found)s in other interviews") % {"found": MAX_OTHER_ANSWERS}
    in_others = ngettext(
        "%(found)s in another interview", "%(found)s in other interviews", len(found)
    )
    return in_others % {"found": len(found)}
