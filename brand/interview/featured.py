"""Answers that are shown outside their interview, referred to by translation key."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from brand.core.languages import active, preferred
from brand.core.outline import Outline
from brand.interview.answer import Answer
from brand.interview.answer_view import AnswerView, answer_view


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


def featured_answers(
    keys: list[str], request: HttpRequest | None = None, *, topics: bool = False
) -> list[AnswerView]:
    """Return views of the public answers with these translation keys, in this order.

    Answers are in the active language. One without a version in it is shown in the other one and
    labelled so (docs/decisions/0014). One query for any number of keys, and one for their topics,
    which are left out unless `topics`.
    """
    wanted = [key for key in keys if key]
    if not wanted:
        return []
    outline = Outline.of(request)
    listed = filter(outline.is_listed, outline.pages)
    kind = Answer.page.field.related_model
    interviews = {page.pk: page for page in outline.of_type(kind, listed)}
    answers = Answer.objects.of_pages(interviews).filter(translation_key__in=wanted)
    found = outline.with_locales(answers)
    if topics:
        prefetch_related_objects(found, "topics")
    views = {
        str(key): answer_view(
            answer,
            page_url=interviews[answer.page_id].get_url(request) or "/",
            foreign=answer.foreign,
            topics=tuple(answer.topics.all()) if topics else (),
        )
        for key, answer in preferred(found, active()).items()
    }
    return [views[key] for key in map(str, keys) if key in views]
