"""Which answer of an interview an inquiry is about, as addresses and forms name it."""

import re

from wagtail.models import Locale

from brand.models import Answer

_NAME = re.compile(r"([-\w]+)/([-\w]+)")


def answer_reference(url: str) -> str:
    """The name of the answer at path `url`: its interview's slug and its own."""
    return "/".join(url.strip("/").split("/")[-2:])


def find_answer(name: str, locale: Locale) -> Answer | None:
    """The answer of this name in `locale`, if it is one that visitors can read.

    A name in another language means the answer that is its translation. `name` is what
    anybody sent; no database is asked for what cannot be one.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    public = Answer.objects.public()
    named = public.filter(page__slug=match[1], slug=match[2])
    return public.filter(translation_key__in=named.values("translation_key"), locale=locale).first()
