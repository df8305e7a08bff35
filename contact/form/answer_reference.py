"""References to the answer that an inquiry is about, in addresses and forms: "interview/answer"."""

import re

from wagtail.models import Locale

from brand.models import Answer

_NAME = re.compile(r"([-\w]+)/([-\w]+)")


def answer_reference(url: str) -> str:
    """Return the reference of the answer at path `url`: its interview's slug and its own."""
    return "/".join(url.strip("/").split("/")[-2:])


def find_answer(name: str, locale: Locale) -> Answer | None:
    """Return the answer with the reference `name` in `locale`, if visitors can read it, else None.

    A reference in another language leads to the translation of its answer. `name` is untrusted
    input: the database is only asked when it has the form of a reference.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    public = Answer.objects.public()
    named = public.filter(page__slug=match[1], slug=match[2])
    return public.filter(translation_key__in=named.values("translation_key"), locale=locale).first()
