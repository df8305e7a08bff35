"""Code that writes several rows writes all or none: here each of its writes fails once.

Requests have no transaction around them (ATOMIC_REQUESTS is off), so whoever writes opens one.
"""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import OperationalError, connection
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import APIToken

from brand.demo.kept_drafts import claim_page
from brand.interview_import import drafts
from brand.models import HomePage, InterviewPage
from brand.transcript import parse
from contact.inquiries import intake
from contact.models import Delivery
from ops.models import SetupLink, User
from tests import factories
from tests.failing_writes import failing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TEXT = "Q1 - Que plantez-vous ?\nDes haies.\n\nQ2 - Et demain ?\nOn verra."
Act = Callable[[], object]


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the database."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def changed(before: dict[str, Any]) -> dict[str, Any]:
    """The tables that hold something else than `before`."""
    return {label: now for label, now in rows().items() if now != before[label]}


def create_a_draft() -> Act:
    transcript, home = parse(TEXT), HomePage.objects.get()
    return lambda: drafts.create_draft(transcript, home)


def extend_a_draft() -> Act:
    page = factories.interview(HomePage.objects.get(), factories.answer("Pourquoi ?"))
    return lambda: drafts.extend_draft(parse(TEXT), page)


def change_the_address_of_an_answer() -> Act:
    page = factories.interview(HomePage.objects.get(), factories.answer("Pourquoi ?"))

    def act() -> None:
        fresh = InterviewPage.objects.get(pk=page.pk)
        answers = list(fresh.answers.all())
        answers[0].slug = "autrement"
        fresh.answers.set(answers)
        fresh.save()
        assert Redirect.objects.exists()

    return act


def make_a_kept_page_ones_own() -> Act:
    page = factories.interview(HomePage.objects.get(), factories.answer("Pourquoi ?"), live=False)
    page.from_demo = True
    page.save()
    page.save_revision()
    return lambda: claim_page(InterviewPage.objects.get(pk=page.pk))


def issue_a_second_setup_link() -> Act:
    SetupLink.objects.issue()
    return SetupLink.objects.issue


def user_with_token() -> User:
    user = User.objects.create_superuser("before@example.org", "long enough to pass")
    APIToken.objects.create(user=user, name="a program")
    return user


def change_address_and_password_of_a_user() -> Act:
    user = user_with_token()

    def act() -> None:
        fresh = User.objects.get(pk=user.pk)
        fresh.email = "after@example.org"
        fresh.set_password("another that is long enough")
        fresh.save()
        assert EmailAddress.objects.get().email == fresh.email
        assert not APIToken.objects.filter(revoked_at=None).exists()

    return act


def take_rights_from_users() -> Act:
    user_with_token()
    return lambda: User.objects.all().update(is_superuser=False)


def send_mails_again() -> Act:
    new = intake.NewInquiry(name="N", email="n@x.example", message="Bonjour.", language="fr")
    inquiry = intake.receive(new, key="all or nothing")
    Delivery.objects.update(state=Delivery.State.FAILED)
    browser = Client()
    browser.force_login(User.objects.create_superuser("owner@example.org", "long enough to pass"))
    path = f"/admin/inquiries/inspect/{inquiry.pk}/"
    return lambda: browser.post(path, {"action": "resend"})


@pytest.mark.parametrize(
    ("prepare", "writes"),
    [
        (create_a_draft, 5),
        (extend_a_draft, 2),
        (change_the_address_of_an_answer, 3),
        (make_a_kept_page_ones_own, 2),
        (issue_a_second_setup_link, 2),
        (change_address_and_password_of_a_user, 5),
        (take_rights_from_users, 3),
        (send_mails_again, 2),
    ],
)
def test_it_is_done_whole_or_not_at_all(prepare: Callable[[], Act], writes: int) -> None:
    act = prepare()
    before = rows()
    for number in count(1):
        with failing(number, "before") as point, suppress(OperationalError):
            act()
        # Nothing failed in the database itself: what is left can be looked at.
        connection.set_rollback(False)
        if not point.broke:
            break
        assert not changed(before), point.broke
    assert number > writes
    assert changed(before)
