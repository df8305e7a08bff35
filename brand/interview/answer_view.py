"""The data that templates show of an answer, built alike for live page and preview."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from brand.interview.answer import Answer
from brand.interview.topic import Topic
from brand.text.rich_text import plain_text

EXCERPT_WORDS = 45
# A space after the end of a sentence, but not a no-break space of French typography.
_SENTENCE_END = re.compile(r"(?<=[.!?…]) +")
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
    minutes: int
    text: str = field(repr=False)
    foreign: str = ""

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
    """Return views of `page.answers.all()`, in their order.

    `page_url` is the interview's address, ending in "/". This works on database rows and on the
    unsaved objects of a preview, which have neither a primary key nor order_by.
    """
    views = []
    for number, answer in enumerate(answers, start=1):
        text = plain_text(answer.answer)
        views.append(
            AnswerView(
                number=number,
                key=str(answer.translation_key),
                slug=answer.slug,
                url=f"{page_url}{answer.slug}/" if answer.slug else "",
                question=answer.question,
                answer=answer.answer,
                topics=tuple(answer.topics.all()),
                asked_on=answer.asked_on,
                addendum=answer.addendum,
                addendum_on=answer.addendum_on,
                minutes=max(1, math.ceil(len(text.split()) / WORDS_A_MINUTE)),
                text=text,
            )
        )
    return views


def topics_of(views: Iterable[AnswerView]) -> list[Topic]:
    """Return the topics that occur in `views`, each once, sorted by name."""
    by_slug = {topic.slug: topic for view in views for topic in view.topics}
    return sorted(by_slug.values(), key=lambda topic: topic.name.casefold())
