"""Old addresses redirect, but do not reveal addresses that the visitor may not read."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import APIToken, PageViewRestriction

from brand.models import HomePage, InterviewPage
from ops.models import User
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SECRET = "pour-acme-seulement"
PASSWORD = "un mot puis un autre"


@pytest.fixture
def interview(home: HomePage) -> InterviewPage:
    return factories.interview(home, factories.answer("Qui ?"), slug=SECRET)


@pytest.fixture
def old(interview: InterviewPage) -> str:
    """Return an old address that redirects to the page."""
    Redirect.objects.create(
        old_path="/ancienne", site=interview.get_site(), redirect_page=interview
    )
    return "/ancienne/"


def restrict(page: InterviewPage, kind: str) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, password=PASSWORD)


def test_what_anybody_may_read_is_redirected(client: Client, old: str) -> None:
    assert (client.get(old).status_code, client.get(old)["Location"]) == (301, f"/{SECRET}/")


@pytest.mark.parametrize("query", ["", "?a=b"])
def test_a_private_page_asks_for_its_password_at_the_old_address(
    client: Client, interview: InterviewPage, old: str, query: str
) -> None:
    restrict(interview, "password")
    asked = client.get(old + query)
    body = asked.content.decode()
    assert SECRET not in body + str(asked.headers)
    action = body.split('action="')[1].split('"')[0]
    entered = client.post(action, {"password": PASSWORD, "return_url": old})
    assert (entered.status_code, entered["Location"]) == (302, old)
    led = client.get(old)
    assert (led.status_code, led["Location"]) == (301, f"/{SECRET}/")
    assert "private" in led["Cache-Control"]


def test_one_for_people_with_an_account_asks_for_a_log_in(
    client: Client, admin: Client, interview: InterviewPage, old: str
) -> None:
    restrict(interview, "login")
    assert SECRET not in client.get(old)["Location"]
    assert admin.get(old)["Location"] == f"/{SECRET}/"


def test_a_draft_is_not_found(client: Client, interview: InterviewPage) -> None:
    Redirect.objects.create(old_path="/ancienne", redirect_page=interview)
    interview.unpublish()
    answer = client.get("/ancienne/")
    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


def test_other_sites_are_still_led_to(client: Client, home: HomePage) -> None:
    Redirect.objects.create(old_path="/ailleurs", redirect_link="https://elsewhere.example/x")
    assert client.get("/ailleurs/")["Location"] == "https://elsewhere.example/x"


@pytest.mark.parametrize("path", ["", "find/?html_path=/ancienne", "{pk}/"])
def test_the_list_of_redirects_is_for_those_with_a_token(
    client: Client, owner: User, interview: InterviewPage, path: str
) -> None:
    made = Redirect.objects.create(old_path="/ancienne", redirect_page=interview)
    address = "/api/v3/redirects/" + path.format(pk=made.pk)
    asked = client.get(address)
    assert asked.status_code == 401
    assert SECRET not in asked.content.decode()
    _, key = APIToken.create_token(user=owner, name="test")
    answer = client.get(address, headers={"Authorization": f"Bearer {key}"}, follow=True)
    assert answer.status_code == 200
