"""A visitor's search: what was asked, which answers it admits, and what other interviews have."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.search.query import And, PlainText

from brand import hits
from brand.answers import AnswerView
from brand.folding import words_of
from brand.rich_text import plain_text

if TYPE_CHECKING:
    from brand.models import InterviewPage

MAX_QUERY = 200  # characters; more is no search, and what is cut off is not pretended to be found
MAX_ELSEWHERE = 20
# Words that the database is asked for; SQLite's parser refuses deeply nested ones.
_ASKED = 20


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
    def words(self) -> list[str]:
        """The folded words of the query, each once."""
        return list(dict.fromkeys(words_of(self.query)))

    def admits(self, view: AnswerView) -> bool:
        """Whether the answer has the topic, and each word of the query begins one of its own."""
        if self.topic and all(topic.slug != self.topic for topic in view.topics):
            return False
        if not self.words:
            return True
        text = f"{view.question}\n{view.text}\n{plain_text(view.addendum)}"
        return hits.matches(text, self.words)

    def address(self, *, topic: str) -> str:
        """This query among the answers of `topic` (a slug, "" for all): "?q=…&topic=…" or ""."""
        asked = {"q": self.query, "topic": topic}
        encoded = urlencode({name: value for name, value in asked.items() if value})
        return f"?{encoded}" if encoded else ""


@dataclass(frozen=True)
class Elsewhere:
    """A public answer of another interview in which something was found."""

    url: str
    question: str
    interview: str
    excerpt: str


def elsewhere(page: "InterviewPage", search: Search) -> list[Elsewhere]:
    """Return what the public interviews in the language of `page`, but for itself, answer.

    At most 20 answers and one more, which tells that there are more. One query.
    """
    from brand.models import Answer

    if not search.words:
        return []
    answers = Answer.objects.public().filter(locale_id=page.locale_id).exclude(page_id=page.pk)
    if search.topic:
        answers = answers.filter(topics__slug=search.topic)
    wanted = And([PlainText(word) for word in search.words[:_ASKED]])
    found = answers.select_related("page").autocomplete(wanted, order_by_relevance=False)
    return [
        Elsewhere(
            url=answer.url,
            question=answer.question,
            interview=answer.page.title,
            excerpt=hits.excerpt(answer.text, search.words),
        )
        for answer in found[: MAX_ELSEWHERE + 1]
        if hits.matches(f"{answer.question}\n{answer.text}", search.words)
    ]


def count_of(found: list[Elsewhere]) -> str:
    """Say how many answers `elsewhere` found, in the active language."""
    if len(found) > MAX_ELSEWHERE:
        return _("more than %(found)s in other interviews") % {"found": MAX_ELSEWHERE}
    in_others = ngettext(
        "%(found)s in another interview", "%(found)s in other interviews", len(found)
    )
    return in_others % {"found": len(found)}
