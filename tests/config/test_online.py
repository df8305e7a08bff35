"""Pages that are online together: lists with their pages, a home page with its whole language."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import APIToken, Page, PageLogEntry

from brand.models import HomePage, Testimonial
from contact.models import Inquiry
from ops import checklist
from ops.models import User
from services.models import ServiceIndexPage, ServicePage
from tests import factories
from tests.contact.inquiry_forms import BROWSER, filled
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def service(home: HomePage) -> ServicePage:
    """A draft of a service, in a list that is a draft."""
    page = factories.service(home)
    page.unpublish()
    page.get_parent().unpublish()
    return ServicePage.objects.get(pk=page.pk)


def post_publish(admin: Client, page: Page) -> str:
    """Publish `page` as the editor does, and return the messages of the next screen."""
    editor = f"/admin/pages/{page.pk}/edit/"
    data = fields_of(admin.get(editor).context["form"]) | {"action-publish": "1"}
    return said_by(admin.post(editor, data, follow=True))


class TestTheListGoesOnlineWithItsFirstService:
    def test_in_the_editor_which_says_so(
        self, service: ServicePage, admin: Client, client: Client, owner: User
    ) -> None:
        said = post_publish(admin, service)
        assert "« Services » est en ligne aussi" in said
        assert client.get("/services/").status_code == 200
        assert client.get("/services/strategie/").status_code == 200
        index = ServiceIndexPage.objects.get()
        entry = PageLogEntry.objects.filter(page=index, action="wagtail.publish").latest("pk")
        assert entry.user == owner

    def test_on_schedule_and_for_programs(self, service: ServicePage, owner: User) -> None:
        """Nobody is logged in then, so the history names the author of the revision."""
        service.save_revision(user=owner).publish()
        index = ServiceIndexPage.objects.get()
        assert index.live
        assert PageLogEntry.objects.filter(page=index).latest("pk").user == owner

    def test_unless_something_in_it_is_unfinished_which_is_said(
        self, service: ServicePage, admin: Client, client: Client
    ) -> None:
        index = ServiceIndexPage.objects.get()
        index.intro = "✎ Une phrase."
        index.save_revision()
        said = post_publish(admin, service)
        assert "« Services », au-dessus, n’est pas en ligne" in said
        assert not ServiceIndexPage.objects.get().live
        # No link of the page is broken.
        page = BeautifulSoup(client.get("/services/strategie/").content, "html.parser")
        for link in page.select("main a[href^='/']"):
            assert client.get(link["href"]).status_code == 200, link

    def test_in_each_language(self, home: HomePage, service: ServicePage) -> None:
        english = factories.home("en", translation_key=home.translation_key)
        other = factories.service(english)
        other.unpublish()
        other.get_parent().unpublish()
        factories.publish(service)
        live = ServiceIndexPage.objects.filter(live=True)
        assert [page.locale.language_code for page in live] == ["fr"]
        factories.publish(ServicePage.objects.get(pk=other.pk))
        assert live.all().count() == 2


def said_by(response: Any) -> str:
    """Return the messages at the top of an admin screen."""
    messages = BeautifulSoup(response.content, "html.parser").select(".messages")
    return " ".join(" ".join(each.get_text(" ").split()) for each in messages)


@pytest.fixture
def only(home: HomePage) -> ServicePage:
    """The only service that is online, in a list that is online because of it."""
    other = factories.service(home, title="Audit", slug="audit")
    other.unpublish()
    return factories.service(home)


class TestTheListGoesOfflineWithItsLastService:
    WENT = "« Services » est hors ligne aussi"

    @pytest.mark.parametrize(
        "address",
        [
            "/admin/pages/{}/unpublish/",
            "/admin/pages/{}/delete/",
            "/admin/bulk/wagtailcore/page/unpublish/?id={}",
            "/admin/bulk/wagtailcore/page/delete/?id={}",
        ],
    )
    def test_in_the_admin_which_says_so(
        self, only: ServicePage, admin: Client, client: Client, owner: User, address: str
    ) -> None:
        assert client.get("/services/").status_code == 200
        next_page = {"next": f"/admin/pages/{only.get_parent().pk}/"}
        assert self.WENT in said_by(admin.post(address.format(only.pk), next_page, follow=True))
        assert client.get("/services/").status_code == 404
        assert 'href="/services/"' not in client.get("/").content.decode()
        index = ServiceIndexPage.objects.get()
        entry = PageLogEntry.objects.filter(page=index).latest("pk")
        assert (entry.action, entry.user) == ("wagtail.unpublish", owner)
        assert Page.find_problems() == ([], [], [], [], [])
        # It comes back with the next service.
        factories.publish(ServicePage.objects.get(slug="audit"))
        assert client.get("/services/").status_code == 200

    def test_on_schedule(self, only: ServicePage) -> None:
        only.expire_at = timezone.now() + timedelta(hours=1)
        factories.publish(only)
        Page.objects.filter(pk=only.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
        call_command("publish_scheduled")
        assert not ServicePage.objects.get(pk=only.pk).live
        assert not ServiceIndexPage.objects.get().live

    @pytest.mark.parametrize("how", ["unpublish", "delete"])
    def test_for_programs(self, only: ServicePage, client: Client, owner: User, how: str) -> None:
        _token, key = APIToken.create_token(user=owner, name="Programme")
        headers = {"Authorization": f"Bearer {key}"}
        page = f"/api/v3/pages/{only.pk}/"
        if how == "delete":
            response = client.delete(page, headers=headers)
        else:
            response = client.post(
                f"{page}actions/unpublish/", {}, "application/json", headers=headers
            )
        assert response.status_code < 300, response.content
        assert not ServiceIndexPage.objects.get().live

    def test_when_it_moves_to_another_list_which_comes_online(
        self, home: HomePage, only: ServicePage
    ) -> None:
        """The admin moves no page to another language, but a program may."""
        english = factories.home("en", translation_key=home.translation_key)
        there = ServiceIndexPage(title="Offers", slug="offers", locale=english.locale, live=False)
        english.add_child(instance=there)
        there.save_revision()
        only.move(there, pos="last-child")
        live = ServiceIndexPage.objects.filter(live=True)
        assert [index.pk for index in live] == [there.pk]

    def test_not_while_another_one_is_online(self, home: HomePage, only: ServicePage) -> None:
        factories.service(home, title="Conseil", slug="conseil")
        only.unpublish()
        assert ServiceIndexPage.objects.get().live

    def test_deleting_the_list_deletes_it(self, only: ServicePage, admin: Client) -> None:
        admin.post(f"/admin/pages/{only.get_parent().pk}/delete/")
        assert not ServiceIndexPage.objects.exists()
        assert Page.find_problems() == ([], [], [], [], [])

    def test_publishing_an_empty_one_says_that_nothing_is_in_it(
        self, only: ServicePage, admin: Client
    ) -> None:
        only.unpublish()
        said = post_publish(admin, ServiceIndexPage.objects.get())
        assert "rien ne s’y trouve encore" in said


def test_below_an_unpublished_home_page_the_editor_says_who_cannot_find_it(
    home: HomePage, admin: Client
) -> None:
    """For an interview and a contact page, the home page is not published by the way."""
    interview = factories.interview(home, factories.answer("Qui ?"), live=False)
    home.unpublish()
    said = post_publish(admin, interview)
    assert "Les visiteurs ne trouvent pas encore « Entretien »" in said
    assert "« Profil », au-dessus" in said
    assert not HomePage.objects.get().live


class TestTakingAHomePageOffline:
    def test_is_not_beside_publish_and_says_what_follows(
        self, home: HomePage, admin: Client, client: Client
    ) -> None:
        factories.interview(home, factories.answer("Qui ?"))
        address = f"/admin/home/{home.pk}/offline/"
        editor = BeautifulSoup(admin.get(f"/admin/pages/{home.pk}/edit/").content, "html.parser")
        assert editor.select(f'a[href="{address}"]')
        assert not editor.select(f'a[href^="/admin/pages/{home.pk}/unpublish/"]')
        asked = admin.get(address).content.decode()
        assert "aucune page dans cette langue" in asked
        assert "la page d’accueil (français)" in asked
        assert "Mettre hors ligne le site en français" in asked
        assert "Entretien" in asked
        assert admin.post(address).status_code == 422
        assert client.get("/").status_code == 200
        after = admin.post(address, {"sure": "on"}, follow=True).content.decode()
        assert client.get("/").status_code == 404
        assert "est hors ligne" in after
        entry = PageLogEntry.objects.filter(page=home).latest("pk")
        assert entry.action == "wagtail.unpublish"

    def test_no_other_way_takes_it_away(
        self, home: HomePage, admin: Client, client: Client, owner: User
    ) -> None:
        pk = home.pk
        for address in (
            f"/admin/pages/{pk}/unpublish/",
            f"/admin/pages/{pk}/delete/",
            f"/admin/pages/{pk}/move/",
            f"/admin/bulk/wagtailcore/page/unpublish/?id={pk}",
            f"/admin/bulk/wagtailcore/page/delete/?id={pk}",
            f"/admin/bulk/wagtailcore/page/move/?id={pk}",
        ):
            admin.post(address, {"include_descendants": "on"})
            assert client.get("/").status_code == 200, address
        _token, key = APIToken.create_token(user=owner, name="Programme")
        headers = {"Authorization": f"Bearer {key}"}
        for address in (f"/api/v3/pages/{pk}/actions/unpublish/", f"/api/v3/pages/{pk}/"):
            send = client.post if "actions" in address else client.delete
            response = send(address, {}, "application/json", headers=headers)
            assert response.status_code == 403, response.content
        assert client.get("/").status_code == 200
        home.unpublish()  # even offline, the root of the site cannot be deleted
        admin.post(f"/admin/pages/{pk}/delete/")
        assert HomePage.objects.filter(pk=pk).exists()

    def test_what_is_below_it_goes_with_it(self, home: HomePage, client: Client) -> None:
        """As the screen says. But a form that is already open can be sent."""
        factories.contact(home)
        interview = factories.interview(home, factories.answer("Par où ?"))
        data = filled(client)
        home.unpublish()
        for path in ("/", "/contact/", "/entretien/", "/entretien/par-ou/"):
            assert client.get(path).status_code == 404
        assert str(interview.pk) not in [
            str(page["id"]) for page in client.get("/api/v3/pages/").json()["items"]
        ]
        assert client.post("/contact/", data, **BROWSER).status_code == 303
        assert Inquiry.objects.count() == 1
        factories.publish(HomePage.objects.get())
        assert client.get("/entretien/par-ou/").status_code == 200

    def test_only_who_may_publish_it_may(self, home: HomePage, client: Client) -> None:
        stranger = User.objects.create_user("editor@example.org", "long enough to pass")
        client.force_login(stranger)
        response = client.post(f"/admin/home/{home.pk}/offline/", {"sure": "on"})
        assert response.status_code in {302, 403}
        assert HomePage.objects.get().live


class TestTheChecklist:
    def test_begins_with_a_home_page_that_is_not_online(
        self, home: HomePage, admin: Client
    ) -> None:
        before = {item.name for item in checklist.items()}
        home.unpublish()
        first = checklist.items()[0]
        assert first.name == "offline-fr"
        assert first.url == f"/admin/pages/{home.pk}/edit/"
        assert first.what in admin.get("/admin/").content.decode()
        assert "offline-fr" not in before

    def test_a_language_that_was_never_online_is_advice(self, home: HomePage) -> None:
        english = factories.home("en", translation_key=home.translation_key)
        english.unpublish()
        assert checklist.items()[0].name == "offline-en"
        HomePage.objects.filter(pk=english.pk).update(first_published_at=None)
        names = {item.name: item.optional for item in checklist.items()}
        assert names["offline-en"]

    def test_a_site_without_any_home_page_says_so(self, home: HomePage) -> None:
        Page.objects.filter(pk=home.pk).delete()
        assert checklist.items()[0].name == "offline"


class TestSeveralInterviews:
    def test_each_leads_to_the_others_and_the_home_page_says_that_there_are_some(
        self, home: HomePage, client: Client
    ) -> None:
        factories.interview(home, factories.answer("Qui ?"))
        assert not soup(client, "/entretien/").select("#interviews, a[href='#interviews']")
        assert soup(client, "/").select_one("a[href='/entretien/']").get_text() == (
            "Lire l’entretien"
        )
        podcast = factories.interview(
            home, factories.answer("Et ?"), slug="podcast", title="Au micro"
        )
        factories.interview(home, factories.answer("Non ?"), slug="brouillon", live=False)
        for page, other in (("/entretien/", "/podcast/"), ("/podcast/", "/entretien/")):
            shown = soup(client, page)
            assert [a["href"] for a in shown.select("#interviews a")] == [other]
            assert shown.select_one("a[href='#interviews']").get_text() == "1 autre entretien"
        button = soup(client, "/").select_one("a.button-quiet")
        assert (button["href"], button.get_text()) == ("/entretien/", "Lire les entretiens")
        podcast.unpublish()
        assert not soup(client, "/entretien/").select("#interviews")


class TestATurnThatHasNothingToShow:
    def test_is_not_there_for_visitors_nor_for_programs(
        self, home: HomePage, client: Client
    ) -> None:
        service = factories.service(home)
        home.turns = [
            ("services", {"question": "Que proposez-vous ?", "intro": "", "services": [service]}),
            ("testimonials", {"question": "Et vos clients ?", "testimonials": [None]}),
            ("text", {"question": "Et puis ?", "text": "<p>Voilà.</p>"}),
        ]
        factories.publish(home)

        def questions() -> tuple[list[str], list[str]]:
            page = soup(client, "/")
            told = client.get(f"/api/v3/pages/{home.pk}/").json()["turns"]
            headings = [" ".join(h.get_text().split()) for h in page.select("main section h2")]
            return (
                [h.replace("\u2011", "-") for h in headings],
                [turn["value"]["question"] for turn in told],
            )

        assert questions() == (["Que proposez-vous ?", "Et puis ?"],) * 2
        service.unpublish()
        assert questions() == (["Et puis ?"],) * 2
        service.delete()
        assert questions() == (["Et puis ?"],) * 2


def test_a_new_testimonial_says_where_it_is_chosen_until_it_is(
    home: HomePage, admin: Client
) -> None:
    add = f"/admin/snippets/brand/testimonial/add/?locale={home.locale.language_code}"
    typed = {"quote": "Oui, trois fois oui.", "author": "Awa", "role": ""}
    said = admin.post(add, typed, follow=True).content.decode()
    assert "l’aurez choisi dans un échange" in said
    assert f'href="/admin/pages/{home.pk}/edit/"' in said
    testimonial = Testimonial.objects.get()
    home.turns = [("testimonials", {"question": "Et eux ?", "testimonials": [testimonial]})]
    factories.publish(home)
    again = admin.post(
        f"/admin/snippets/brand/testimonial/edit/{testimonial.pk}/", typed, follow=True
    )
    assert "l’aurez choisi dans un échange" not in again.content.decode()


def soup(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")
