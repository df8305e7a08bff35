"""Answers that are shown outside their interview, referred to by translation key."""

from dataclasses import replace

from brand.core.languages import active, preferred
from brand.interview.answer import Answer
from brand.interview.answer_view import AnswerView, answer_views


def answer_choices() -> list[tuple[str, str]]:
    """Return (translation key, question) of every published answer.

    The question is in the admin's language if there is a version in it.
    """
    return [(str(answer.translation_key), answer.question) for answer in _published_answers()]


def _published_answers() -> list[Answer]:
    """Return every published answer once: in the active language, else in the other one."""
    return list(preferred(Answer.objects.public().select_related("locale"), active()).values())


def answers_to_show(count: int) -> list[str]:
    """Return translation keys for a preview, preferably of answers in the active language."""
    published = _published_answers()
    chosen = [answer for answer in published if not answer.foreign] or published
    return [str(answer.translation_key) for answer in chosen[:count]]


def featured_answers(keys: list[str]) -> list[AnswerView]:
    """Return views of the public answers with these translation keys, in this order.

    Answers are in the active language. One without a version in it is shown in the other one and
    labelled so (docs/decisions/0014). One query for answers and pages and one for topics, for any
    number of keys.
    """
    found = (
        Answer.objects.public()
        .filter(translation_key__in=[key for key in keys if key])
        .select_related("page", "locale")
        .prefetch_related("topics")
    )
    views = {
        str(key): replace(
            answer_views([answer], answer.page.get_url() or "/")[0], foreign=answer.foreign
        )
        for key, answer in preferred(found, active()).items()
    }
    return [views[key] for key in map(str, keys) if key in views]
