"""Before a page goes offline, the admin names the other places that show it, and the effects."""

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from brand.models import HomePage, InterviewPage, StandardPage
from services.models import ServicePage
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

UNPUBLISH, DELETE = "/admin/pages/{}/unpublish/", "/admin/pages/{}/delete/"
BULK = "/admin/bulk/wagtailcore/page/{}/?id={}"


@pytest.fixture
def service(home: HomePage) -> ServicePage:
    """A service chosen on the home page beside another one, and linked from a text."""
    page = factories.service(home)
    other = factories.service(home, title="Audit", slug="audit")
    link = f'<p>Voir <a linktype="page" id="{page.pk}">le détail</a>.</p>'
    home.turns = [
        ("services", {"question": "Que proposez-vous ?", "intro": "", "services": [page, other]}),
        ("text", {"question": "Et puis ?", "text": link}),
    ]
    factories.publish(home)
    return page


@pytest.fixture
def interview(home: HomePage) -> InterviewPage:
    """An interview whose first answer is shown on the home page and beside a service."""
    page = factories.interview(home, factories.answer("Qui ?"), factories.answer("Où ?"))
    key = str(page.answers.first().translation_key)
    home.turns = [("answers", {"question": "Par où commencer ?", "answers": [key]})]
    factories.publish(home)
    service = factories.service(home)
    service.related_answers = [("answer", key)]
    factories.publish(service)
    return page


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def places(admin: Client, address: str) -> dict[str, str]:
    """Return {place: what happens to it} from the confirmation screen."""
    response = admin.get(address)
    assert response.status_code == 200
    lines = BeautifulSoup(response.content, "html.parser").select(".v-places li")
    said = (" ".join(line.get_text().split()) for line in lines)
    return dict(line.split(" : ", 1) for line in said)


class TestAService:
    EXPECTED = {
        "« Profil », « Que proposez-vous ? »": "on ne l’y voit plus.",
        "« Profil », « Dialogue → Question et réponse »": "un lien n’y mène plus nulle part.",
    }

    @pytest.mark.parametrize(
        "address",
        [UNPUBLISH, DELETE, BULK.format("unpublish", "{}"), BULK.format("delete", "{}")],
    )
    def test_is_named_wherever_it_is_chosen_or_linked(
        self, service: ServicePage, admin: Client, address: str
    ) -> None:
        assert places(admin, address.format(service.pk)) == self.EXPECTED

    def test_the_last_one_takes_its_turn_and_its_list_along(
        self, service: ServicePage, admin: Client
    ) -> None:
        ServicePage.objects.get(slug="audit").unpublish()
        said = places(admin, UNPUBLISH.format(service.pk))
        assert "disparaît" in said["« Profil », « Que proposez-vous ? »"]
        assert "cette liste passe hors ligne aussi" in said["« Services »"]

    def test_the_other_language_takes_its_place(
        self, home: HomePage, service: ServicePage, admin: Client
    ) -> None:
        english = factories.home("en", translation_key=home.translation_key)
        factories.service(
            english, title="Strategy", slug="strategy", translation_key=service.translation_key
        )
        said = places(admin, UNPUBLISH.format(service.pk))
        assert "en anglais" in said["« Profil », « Que proposez-vous ? »"]

    def test_of_a_list_that_is_deleted_count_too(self, service: ServicePage, admin: Client) -> None:
        said = places(admin, DELETE.format(service.get_parent().pk))
        assert "disparaît" in said["« Profil », « Que proposez-vous ? »"]


class TestAnAnswer:
    def test_goes_from_where_it_is_chosen_with_its_interview(
        self, interview: InterviewPage, admin: Client
    ) -> None:
        for address in (UNPUBLISH, DELETE):
            said = places(admin, address.format(interview.pk))
            assert "disparaît" in said["« Profil », « Par où commencer ? »"]
            assert said["« Stratégie », « Réponses liées »"] == "on ne l’y voit plus."

    def test_that_is_taken_out_of_it_is_told_when_that_is_published(
        self, interview: InterviewPage, admin: Client
    ) -> None:
        """Wagtail asks nothing before it deletes a row, so the editor says it afterwards."""
        editor = f"/admin/pages/{interview.pk}/edit/"
        data = fields_of(admin.get(editor).context["form"])
        data |= {"answers-0-DELETE": "on", "action-publish": "1"}
        assert "« Par où commencer ? »" in words(admin.post(editor, data, follow=True))
        data = fields_of(admin.get(editor).context["form"]) | {"action-publish": "1"}
        assert "« Par où commencer ? »" not in words(admin.post(editor, data, follow=True))


def test_the_contact_page_is_how_clients_write(home: HomePage, admin: Client) -> None:
    contact = factories.contact(home, ("email", "david@example.org"))
    contact.show_in_menus = True
    factories.publish(contact)
    for address in (UNPUBLISH, DELETE):
        then = places(admin, address.format(contact.pk))["Le menu de toutes les pages"]
        assert "personne ne peut plus vous écrire" in then


def test_what_is_met_nowhere_else_says_so(home: HomePage, admin: Client) -> None:
    page = StandardPage(title="Méthode", intro="Un mot.", locale=home.locale)
    home.add_child(instance=page)
    factories.publish(page)
    response = words(admin.get(UNPUBLISH.format(page.pk)))
    assert "Aucune autre page ne la montre" in response
    assert "0 fois" not in response
