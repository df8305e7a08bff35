"""The data that templates show of an answer, built alike for live page and preview."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString

from brand.interview.answer import Answer
from brand.interview.topic import Topic
from brand.text.line_ends import keep_together
from brand.text.rich_text import plain_text

EXCERPT_WORDS = 45
# A space after the end of a sentence, but not a no-break space of French typography.
_SENTENCE_END = re.compile(r"(?<=[.!?…]) +")
_COLUMNS = (
    "translation_key",
    "slug",
    "question",
    "answer",
    "asked_on",
    "addendum",
    "addendum_on",
)
WORDS_A_MINUTE = 220  # an adult reading French or English prose silently


@dataclass(frozen=True)
class AnswerView:
    """One numbered answer, ready to be shown. `url` is "" while it has no address (preview).

    `foreign` is its language code if the page around it is in another language.
    """

    number: int
    key: str
    slug: str
    url: str
    question: str
    answer: str
    topics: tuple[Topic, ...]
    asked_on: date | None
    addendum: str
    addendum_on: date | None
    foreign: str = ""

    @cached_property
    def anchor(self) -> SafeString:
        """The name of the answer within its interview's page, as HTML."""
        return escape(self.slug or f"question-{self.number}")

    @cached_property
    def words(self) -> SafeString:
        """The question as HTML."""
        return escape(self.question)

    @cached_property
    def heading(self) -> SafeString:
        """The question as HTML, without line ends where a reader would stumble."""
        return escape(keep_together(self.question))

    @property
    def topic_names(self) -> str:
        return ", ".join(topic.name for topic in self.topics)

    @cached_property
    def text(self) -> str:
        """The words of the answer, one paragraph per line."""
        return plain_text(self.answer)

    @cached_property
    def minutes(self) -> int:
        """The time that reading takes."""
        return max(1, math.ceil(len(self.text.split()) / WORDS_A_MINUTE))

    @property
    def excerpt(self) -> str:
        """The first sentences, about 45 words, never cut in the middle of a sentence."""
        sentences = _SENTENCE_END.split(self.text.partition("\n")[0])
        excerpt = sentences[0]
        for sentence in sentences[1:]:
            if len(f"{excerpt} {sentence}".split()) > EXCERPT_WORDS:
                break
            excerpt = f"{excerpt} {sentence}"
        return excerpt


def answer_views(answers: Iterable[Answer], page_url: str) -> list[AnswerView]:
    """Return views of the unsaved `page.answers.all()` of a preview, in their order.

    `page_url` is the interview's address, ending in "/".
    """
    return [
        answer_view(answer, page_url=page_url, number=number, topics=tuple(answer.topics.all()))
        for number, answer in enumerate(answers, start=1)
    ]


def views_of_rows(answers: QuerySet[Answer], page_url: str) -> list[AnswerView]:
    """Return the same views of stored `answers`, in three queries and without an object for each.

    An interview may have hundreds, of which a search shows a few.
    """
    topics = {topic.pk: topic for topic in Topic.objects.filter(answers__in=answers).distinct()}
    links = Answer.topics.through.objects.filter(answer__in=answers)
    chosen: dict[int, set[int]] = defaultdict(set)
    for answer_id, topic_id in links.values_list("answer_id", "topic_id"):
        chosen[answer_id].add(topic_id)
    return [
        answer_view(
            row,
            page_url=page_url,
            number=number,
            topics=tuple(topic for pk, topic in topics.items() if pk in chosen[row.pk]),
        )
        for number, row in enumerate(answers.values_list("pk", *_COLUMNS, named=True), start=1)
    ]


def answer_view(
    answer: Any,
    *,
    page_url: str,
    number: int = 1,
    topics: tuple[Topic, ...] = (),
    foreign: str = "",
) -> AnswerView:
    """Return the view of one answer, or of its row; `topics` belong to it."""
    return AnswerView(
        number=number,
        key=str(answer.translation_key),
        slug=answer.slug,
        url=f"{page_url}{answer.slug}/" if answer.slug else "",
        question=answer.question,
        answer=answer.answer,
        topics=topics,
        asked_on=answer.asked_on,
        addendum=answer.addendum,
        addendum_on=answer.addendum_on,
        foreign=foreign,
    )


def topics_of(views: Iterable[AnswerView]) -> list[Topic]:
    """Return the topics that occur in `views`, each once, sorted by name."""
    by_slug = {topic.slug: topic for view in views for topic in view.topics}
    return sorted(by_slug.values(), key=lambda topic: topic.name.casefold())
