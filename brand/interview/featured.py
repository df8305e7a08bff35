"""Answers that are shown outside their interview, kept by their translation key."""

from dataclasses import replace

from brand.core.languages import active, preferred
from brand.interview.answer import Answer
from brand.interview.answer_view import AnswerView, answer_views


def answer_choices() -> list[tuple[str, str]]:
    """(translation key, question) of every published answer, as the admin's language has it."""
    return [(str(answer.translation_key), answer.question) for answer in _published_answers()]


def _published_answers() -> list[Answer]:
    """Every published answer once: in the active language, else in the one that there is."""
    return list(preferred(Answer.objects.public().select_related("locale"), active()).values())


def answers_to_show(count: int) -> list[str]:
    """Translation keys for a preview, of answers in the active language if there are any."""
    published = _published_answers()
    chosen = [answer for answer in published if not answer.foreign] or published
    return [str(answer.translation_key) for answer in chosen[:count]]


def featured_answers(keys: list[str]) -> list[AnswerView]:
    """Return the public answers with these translation keys, in this order, as views.

    In the active language; an answer that has no version in it is shown in the other one, and
    says so (docs/decisions/0014). One query for answers and pages, one for topics, however many
    keys there are.
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
