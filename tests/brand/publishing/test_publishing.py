"""Publishing in the editor: the main button, the next screen, dates, and choosing services."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from brand.models import HomePage, StandardPage
from ops.models import User
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FORMAT = "%Y-%m-%d %H:%M"


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    page = StandardPage(title="Méthode", intro="Un mot.", locale=home.locale)
    home.add_child(instance=page)
    return factories.publish(page)


def address(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def actions(client: Client, page: Page) -> list[str]:
    """Return the names of the editor's buttons, the main one first. Saving a draft has no name."""
    menu = client.get(address(page)).context["action_menu"]
    return [item.name for item in [menu.default_item, *menu.menu_items]]


def send(client: Client, page: Page, *, press: str = "", **changed: Any) -> Any:
    """Send the editor's form with the button `press`, as a browser does; "" is "Save draft"."""
    form = client.get(address(page)).context["form"]
    data = fields_of(form) | changed | ({press: press} if press else {})
    return client.post(address(page), data)


class TestButton:
    def test_who_may_publish_does_so_with_the_main_button(
        self, admin: Client, page: StandardPage
    ) -> None:
        assert actions(admin, page) == ["action-publish", "action-save-draft", "action-unpublish"]
        create = admin.get(f"/admin/pages/add/brand/standardpage/{page.get_parent().pk}/")
        assert create.context["action_menu"].default_item.name == "action-publish"

    def test_asking_others_needs_others(self, admin: Client, page: StandardPage) -> None:
        editor = User.objects.create_user("editor@example.org", "long enough to pass")
        assert "action-submit" not in actions(admin, page)
        editor.groups.add(Group.objects.get(pk=2))  # as Wagtail's migrations made it
        assert "action-submit" in actions(admin, page)
        client = Client()
        client.force_login(editor)
        offered = actions(client, page)
        assert offered[0] == "action-save-draft"
        assert "action-submit" in offered
        assert "action-publish" not in offered
        editor.is_active = False
        editor.save()
        assert "action-submit" not in actions(admin, page)

    def test_what_autosave_says_cannot_be_taken_for_published(
        self, admin: Client, page: StandardPage
    ) -> None:
        body = admin.get(address(page)).content.decode()
        saved = body.partition("w-autosave-indicator__state--saved")[2].partition("</span>")[0]
        assert "Brouillon enregistré" in saved
        assert "pas encore en ligne" in saved


class TestWhereOneLands:
    @pytest.mark.parametrize("kind", ["home", "page"])
    def test_after_publishing_one_is_still_at_the_page(
        self, admin: Client, home: HomePage, page: StandardPage, kind: str
    ) -> None:
        edited = home if kind == "home" else page
        response = send(admin, edited, press="action-publish", title="Autrement")
        assert response["Location"] == address(edited)
        assert type(edited).objects.get(pk=edited.pk).title == "Autrement"

    def test_a_new_page_too(self, admin: Client, home: HomePage) -> None:
        add = f"/admin/pages/add/brand/standardpage/{home.pk}/"
        data = fields_of(admin.get(add).context["form"])
        data |= {"title": "Neuve", "slug": "neuve", "intro": "Un mot.", "action-publish": "1"}
        response = admin.post(add, data)
        assert response["Location"] == address(Page.objects.get(slug="neuve"))

    def test_nobody_is_shown_the_root(self, admin: Client, home: HomePage) -> None:
        factories.home("en", translation_key=home.translation_key)
        root = Page.objects.get(depth=1)
        for path in ("/admin/pages/", f"/admin/pages/{root.pk}/"):
            assert admin.get(path)["Location"] == f"/admin/pages/{home.pk}/"

    def test_a_site_without_home_page_shows_where_to_make_one(
        self, admin: Client, as_migrated: None
    ) -> None:
        assert admin.get("/admin/pages/").status_code == 200


class TestDates:
    def test_a_date_that_was_typed_schedules(self, admin: Client, page: StandardPage) -> None:
        later = timezone.localtime() + timedelta(days=1)
        changed = {"title": "Plus tard", "go_live_at": later.strftime(FORMAT)}
        send(admin, page, press="action-publish", **changed)
        page.refresh_from_db()
        assert (page.title, page.scheduled_revision is not None) == ("Méthode", True)

    def test_closing_the_dialog_does_not_take_a_date_back(
        self, admin: Client, page: StandardPage
    ) -> None:
        body = admin.get(address(page)).content.decode()
        field = re.search(r'<input[^>]*name="go_live_at"[^>]*>', body)
        assert field
        assert "w-dialog:hidden" not in field[0]

    @pytest.mark.parametrize("press", ["", "action-publish"])
    def test_dates_that_have_passed_do_not_stand_in_the_way(
        self, admin: Client, page: StandardPage, press: str
    ) -> None:
        """A page with past dates of publication and expiry can be edited and published."""
        past = timezone.now() - timedelta(hours=1)
        page.go_live_at, page.expire_at = past - timedelta(hours=1), past
        page.save_revision().publish()
        response = send(admin, page, press=press, title="De retour")
        assert response.status_code == 302, response.context["form"].errors
        draft = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert (draft.title, draft.go_live_at, draft.expire_at) == ("De retour", None, None)

    def test_a_date_in_the_past_that_is_typed_now_is_refused(
        self, admin: Client, page: StandardPage
    ) -> None:
        past = (timezone.localtime() - timedelta(days=1)).strftime(FORMAT)
        response = send(admin, page, press="action-publish", expire_at=past)
        assert "expire_at" in response.context["form"].errors


class TestChoosing:
    def test_services_are_a_list_in_the_language_of_the_page(
        self, admin: Client, home: HomePage
    ) -> None:
        english = factories.home("en", translation_key=home.translation_key)
        factories.service(home, title="Stratégie", slug="strategie")
        factories.service(english, title="Strategy", slug="strategy")
        listed = {}
        for language in ("fr", "en", ""):
            query = {"page_type": "services.ServicePage", "locale": language}
            answer = admin.get("/admin/page-list/", query).json()["html"]
            listed[language] = re.findall(r"data-chooser-modal-choice[^>]*>\s*(\w+)", answer)
            assert "page_type=services.ServicePage" in answer.replace("%2E", ".")
        assert listed == {"fr": ["Stratégie"], "en": ["Strategy"], "": ["Stratégie", "Strategy"]}

        body = admin.get(address(english)).content.decode()
        assert re.search(r'<input[^>]*data-page-language[^>]*value="en"', body)
        assert "/admin/page-list/?page_type=services.ServicePage" in body

    def test_a_type_that_is_none_is_not_found(self, admin: Client) -> None:
        for kind in ("", "nothing", "brand.Topic", "no.Such"):
            assert admin.get("/admin/page-list/", {"page_type": kind}).status_code == 404

    def test_what_is_chosen_stands_in_the_editor(self, admin: Client, home: HomePage) -> None:
        service = factories.service(home, title="Audit", slug="audit")
        home.turns = [("services", {"question": "Quoi ?", "intro": "", "services": [service]})]
        factories.publish(home)
        assert "Audit" in admin.get(address(home)).content.decode()
        chosen = admin.get(f"/admin/page-list/chosen/{service.pk}/").json()["result"]
        assert (chosen["id"], chosen["title"]) == (str(service.pk), "Audit")


def refused(response: Any) -> tuple[str, dict[str, str]]:
    """Return the list above the tabs: its first line, and {field: error}."""
    soup = BeautifulSoup(response.content, "html.parser")
    heading = soup.select_one(".v-errors b")
    lines = soup.select(".v-errors li")
    said = {line.select_one("a").get_text(): line.select_one("span").get_text() for line in lines}
    return (heading.get_text() if heading else "", said)


class TestAddresses:
    """Two pages can have the same title."""

    @pytest.fixture
    def add(self, page: StandardPage) -> str:
        return f"/admin/pages/add/brand/standardpage/{page.get_parent().pk}/"

    def new(self, admin: Client, add: str, **typed: str) -> Any:
        data = fields_of(admin.get(add).context["form"])
        return admin.post(add, data | {"intro": "Un mot.", "action-publish": "1"} | typed)

    @pytest.mark.parametrize("press", ["", "action-publish"])
    def test_one_that_nobody_typed_is_made_free(
        self, admin: Client, page: StandardPage, add: str, press: str
    ) -> None:
        page.slug = "methode"
        factories.publish(page)
        for number in (2, 3):
            typed = {"title": "Méthode", "slug": "methode"}  # as the editor makes it
            data = fields_of(admin.get(add).context["form"]) | {"intro": "Un mot."} | typed
            response = admin.post(add, data | ({press: "1"} if press else {}))
            made = Page.objects.get(slug=f"methode-{number}")
            assert response["Location"] == address(made)
            # The open editor still shows the old value, which changes nothing.
            assert send(admin, made, press="action-publish", slug="methode").status_code == 302
            assert Page.objects.get(pk=made.pk).slug == f"methode-{number}"

    @pytest.mark.parametrize(
        ("title", "first"),
        [("Étude & conseil", "etude-conseil"), ("L’étude", "l-etude"), ("???", "page")],
    )
    def test_one_that_was_left_empty_is_made_from_the_title(
        self, admin: Client, page: StandardPage, add: str, title: str, first: str
    ) -> None:
        assert self.new(admin, add, title=title, slug="").status_code == 302
        assert self.new(admin, add, title=title, slug="").status_code == 302
        made = Page.objects.filter(title=title, live=True).order_by("pk")
        assert [each.slug for each in made] == [first, f"{first}-2"]

    def test_one_that_was_typed_is_refused_where_it_can_be_seen(
        self, admin: Client, page: StandardPage, add: str
    ) -> None:
        response = self.new(admin, add, title="Autre", slug=page.slug)
        assert response.status_code == 200
        heading, said = refused(response)
        assert heading.startswith("Pas encore publiée")
        assert "a déjà l’adresse" in said["Slug"]
        link = BeautifulSoup(response.content, "html.parser").select_one(".v-errors a")
        assert link["data-action"] == "w-focus#focus:prevent"  # Wagtail's: it opens the tab
        assert not Page.objects.filter(title="Autre").exists()


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("press", "said"),
        [
            ({"action-publish": "1"}, "Pas encore publiée"),
            ({"action-publish": "1", "go_live_at": "2099-01-01 09:00"}, "Pas encore programmée"),
            ({"action-submit": "1"}, "Pas encore soumise"),
            ({}, "Pas encore enregistré"),
        ],
    )
    def test_is_said_by_what_was_pressed(
        self, admin: Client, page: StandardPage, press: dict[str, str], said: str
    ) -> None:
        # Drafts need a title as well.
        response = send(admin, page, title="", **press)
        heading, mistakes = refused(response)
        assert heading.startswith(said)
        assert "Titre" in mistakes
        assert "n'a pu être" not in response.content.decode()

    def test_names_the_row_of_an_inline_form(self, admin: Client, home: HomePage) -> None:
        interview = factories.interview(home, factories.answer("Qui ?"), factories.answer("Où ?"))
        typed = {"answers-1-question": "", "action-publish": "1"}
        _heading, mistakes = refused(send(admin, interview, **typed))
        assert list(mistakes) == ["Réponse 2, Question"]

    def test_nothing_is_said_while_nothing_is_refused(
        self, admin: Client, page: StandardPage
    ) -> None:
        assert refused(admin.get(address(page))) == ("", {})


class TestAPlannedVersion:
    @pytest.fixture
    def planned(self, page: StandardPage) -> StandardPage:
        """Return a page that is online and has a scheduled newer version."""
        page.go_live_at = timezone.now() + timedelta(days=3)
        page.save_revision().publish()
        return StandardPage.objects.get(pk=page.pk)

    @pytest.mark.parametrize(
        "way", ["/admin/pages/{}/unpublish/", "/admin/bulk/wagtailcore/page/unpublish/?id={}"]
    )
    def test_does_not_keep_a_page_online(
        self, admin: Client, planned: StandardPage, way: str
    ) -> None:
        question = admin.get(way.format(planned.pk))
        assert question.status_code == 200
        assert "cette programmation est annulée aussi" in question.content.decode()
        admin.post(way.format(planned.pk))
        planned = StandardPage.objects.get(pk=planned.pk)
        assert (planned.live, planned.scheduled_revision) == (False, None)

    def test_still_needs_somebody_who_may(self, planned: StandardPage) -> None:
        editor = User.objects.create_user("editor@example.org", "long enough to pass")
        editor.groups.add(Group.objects.get(pk=2))
        client = Client()
        client.force_login(editor)
        client.post(f"/admin/pages/{planned.pk}/unpublish/")
        assert StandardPage.objects.get(pk=planned.pk).live
