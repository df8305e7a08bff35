"""The interviewer's introduction is shown before the first question, or nowhere."""

import pytest
from django.test import Client

from brand.models import HomePage, InterviewPage
from tests import factories

pytestmark = pytest.mark.any_database

INTRODUCTION = "<p>Elle garde un phare depuis <b>onze</b> hivers.</p>"
PLACE = 'class="opening"'


@pytest.fixture
def interview(home: HomePage) -> InterviewPage:
    light = factories.topic("Phare")
    return factories.interview(
        home,
        factories.answer("Par où commencer ?", "<p>Par la lampe.</p>", topics=[light]),
        factories.answer("Et ensuite ?", "<p>Par le vent.</p>"),
        introduction=INTRODUCTION,
    )


@pytest.mark.django_db
class TestIntroduction:
    def body(self, client: Client, query: str = "", **headers: str) -> str:
        return client.get(f"/entretien/{query}", **headers).content.decode()

    def test_readers_meet_it_before_the_first_question(
        self, interview: InterviewPage, client: Client
    ) -> None:
        body = self.body(client)
        assert INTRODUCTION in body
        assert body.index('role="search"') < body.index(INTRODUCTION)
        assert body.index(INTRODUCTION) < body.index('id="par-ou-commencer"')

    def test_the_interviewer_is_named_beside_it(
        self, interview: InterviewPage, client: Client
    ) -> None:
        body = self.body(client)
        assert "<b>Lilian</b>" in body[body.index(PLACE) : body.index(INTRODUCTION)]

    @pytest.mark.parametrize("query", ["?q=lampe", "?topic=phare", "?q=rien-de-tel"])
    def test_whoever_looks_for_something_is_not_held_up(
        self, interview: InterviewPage, client: Client, query: str
    ) -> None:
        assert PLACE not in self.body(client, query)

    def test_it_comes_back_when_everything_is_shown_again(
        self, interview: InterviewPage, client: Client
    ) -> None:
        assert PLACE in self.body(client, HTTP_HX_REQUEST="true")
        assert PLACE not in self.body(client, "?q=lampe", HTTP_HX_REQUEST="true")

    def test_without_one_there_is_no_empty_place(self, home: HomePage, client: Client) -> None:
        factories.interview(home, factories.answer("Par où commencer ?"), introduction="")
        assert PLACE not in self.body(client)

    def test_an_answer_alone_goes_without(self, interview: InterviewPage, client: Client) -> None:
        assert INTRODUCTION not in self.body(client, "par-ou-commencer/")
