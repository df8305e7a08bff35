"""The key of a brief's question is automatic, unique in its page, and stable."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from brand.models import HomePage
from brand.translation.copying import translate
from ops.models import User
from services.keys import MAX_KEY, key_from
from services.models import BriefQuestion, ServicePage
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TWICE = [{"label": "Quel budget ?"}, {"label": "Quel budget ?"}]


def editor(page: ServicePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def post(admin: Client, page: ServicePage, **changes: str) -> Any:
    data = fields_of(admin.get(editor(page)).context["form"]) | changes
    response = admin.post(editor(page), data)
    assert response.status_code == 302, response.context["form"].formsets["brief_questions"].errors
    return response


def keys(page: ServicePage) -> list[str]:
    questions = ServicePage.objects.get(pk=page.pk).brief_questions
    return list(questions.order_by("sort_order").values_list("key", flat=True))


@pytest.fixture
def draft(home: HomePage) -> ServicePage:
    """An unpublished service with two questions of the same text."""
    index = factories.service(home, title="Formation").get_parent()
    page = ServicePage(title="Stratégie", summary="Un plan.", live=False, locale=home.locale)
    for number, question in enumerate(TWICE):
        page.brief_questions.add(BriefQuestion(sort_order=number, locale=home.locale, **question))
    index.add_child(instance=page)
    page.save_revision()
    return page


def test_a_draft_needs_no_keys_and_publishing_makes_them(
    admin: Client, client: Client, draft: ServicePage
) -> None:
    post(admin, draft)
    assert keys(draft) == ["", ""]

    post(admin, draft, **{"action-publish": "1"})

    assert keys(draft) == ["quel_budget", "quel_budget_2"]
    brief = client.get(f"/api/v3/pages/{draft.pk}/").json()["brief_questions"]
    assert [question["key"] for question in brief] == ["quel_budget", "quel_budget_2"]


def test_a_key_stays_when_the_question_is_reworded_or_the_field_emptied(
    admin: Client, draft: ServicePage
) -> None:
    publish = {"action-publish": "1"}
    post(admin, draft, **publish)

    post(admin, draft, **publish, **{"brief_questions-0-label": "Combien, au plus ?"})
    assert keys(draft) == ["quel_budget", "quel_budget_2"]

    post(admin, draft, **publish, **{"brief_questions-0-key": ""})
    assert keys(draft) == ["quel_budget", "quel_budget_2"]

    post(admin, draft, **publish, **{"brief_questions-0-key": "budget"})
    assert keys(draft) == ["budget", "quel_budget_2"]


def test_a_copy_and_a_translation_keep_it(admin: Client, owner: User, draft: ServicePage) -> None:
    factories.home("en")
    english = Locale.objects.get(language_code="en")
    early = translate(draft, english, owner).page.specific
    draft.latest_revision.publish()
    copy = ServicePage.objects.get(pk=draft.pk).copy(update_attrs={"slug": "copie"})

    # Translated before there was a key, and published with text of its own.
    post(admin, early, **{"action-publish": "1", "brief_questions-0-label": "Which budget?"})

    assert keys(early) == keys(copy) == keys(draft) == ["quel_budget", "quel_budget_2"]


def test_the_editor_does_not_ask_for_it(admin: Client, draft: ServicePage) -> None:
    form = admin.get(editor(draft)).context["form"].formsets["brief_questions"].forms[0]

    assert not form.fields["key"].required


@given(st.text(max_size=200))
def test_any_question_gives_a_key_that_its_field_accepts(label: str) -> None:
    key = key_from(label)

    assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
    assert len(key) < MAX_KEY
