"""The block chooser shows what each block is for, in the admin's language."""

from collections.abc import Iterator

import pytest
from django.test import Client
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from brand.models import HomePage, Testimonial
from ops.models import User
from tests import factories

pytestmark = pytest.mark.any_database

# Words of the interface in each preview, which show its language.
LANGUAGES = {"fr": ("Et ensuite", "And then"), "en": ("And then", "Et ensuite")}


def blocks() -> Iterator[tuple[str, Block]]:
    """Yield every block that an owner can choose on any page, with a name for it."""
    for model in get_page_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                assert isinstance(field.stream_block, StreamBlock)
                for name, block in field.stream_block.child_blocks.items():
                    yield f"{model.__name__}.{field.name}.{name}", block


@pytest.fixture
def site(home: HomePage) -> HomePage:
    """A site with services, answers and testimonials, which blocks show, in each language."""
    words = {"fr": "en français", "en": "in English"}
    for language, page in (("fr", home), ("en", factories.home("en"))):
        factories.interview(page, factories.answer(f"Question {words[language]}"))
        factories.service(page, title=f"Service {words[language]}")
        Testimonial.objects.create(quote=words[language], author="A", locale=page.locale)
    return home


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.django_db
def test_every_block_has_a_preview_in_the_language_of_the_admin(
    site: HomePage, admin: Client, owner: User, language: str
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=owner, defaults={"preferred_language": language})
    ours, theirs = ("français", "English") if language == "fr" else ("English", "français")
    shown, seen = {}, set()
    for name, block in blocks():
        assert block.is_previewable, name
        assert block.get_description(), name
        assert block.meta.icon != "placeholder", name
        if block.definition_prefix in seen:
            continue
        seen.add(block.definition_prefix)
        answer = admin.get("/admin/block-preview/", {"id": block.definition_prefix})
        assert answer.status_code == 200, name
        page = answer.content.decode()
        shown[name] = page.partition("<main")[2] or page.partition("<body")[2]
        assert f'<html lang="{language}"' in page, name
        assert theirs not in shown[name], name
    for turn in ("services", "answers", "testimonials"):
        assert ours in shown[f"HomePage.turns.{turn}"], turn
    mine, foreign = LANGUAGES[language]
    assert mine in shown["HomePage.turns.text"]
    assert foreign not in shown["HomePage.turns.text"]


@pytest.mark.django_db
def test_no_preview_says_the_same_in_both_languages() -> None:
    """A preview value that is not translated would be the same in both languages."""
    from django.utils.translation import override

    same = []
    for name, block in blocks():
        if hasattr(block.meta, "preview_value"):
            told = []
            for language in LANGUAGES:
                with override(language):
                    told.append(str(block.render(block.get_preview_value())))
            if told[0] == told[1]:
                same.append(name)
    assert same == []
