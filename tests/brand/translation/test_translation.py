"""Two languages in the admin: one-click translation, comparison in the editor, and the report."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from brand.models import Answer, HomePage, InterviewPage, StandardPage
from brand.translation import state, untranslated
from brand.translation.state import State
from contact.models import ContactPage
from ops import checklist
from ops.models import User
from services.models import ServiceIndexPage, ServicePage
from tests import factories
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def english(home: HomePage) -> HomePage:
    return factories.home("en", translation_key=home.translation_key)


def translate(admin: Client, page: Page) -> Page:
    """Click the editor's button, and return the draft that it opened."""
    editor = admin.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    [address] = set(
        re.findall(r'data-w-action-url-value="(/admin/translations/[^"]+/en/)"', editor)
    )
    response = admin.post(address)
    pk, anchor = re.fullmatch(r"/admin/pages/(\d+)/edit/#(.+)", response["Location"]).groups()
    assert anchor == "side-by-side"
    return Page.objects.get(pk=pk).specific


def beside(admin: Client, page: Page) -> str:
    return admin.get(f"/admin/pages/{page.pk}/edit/").content.decode().partition("data-beside")[2]


def standard(home: HomePage, title: str = "Méthode", *, live: bool = True) -> StandardPage:
    page = StandardPage(title=title, intro=f"Un mot sur {title}.", locale=home.locale, live=live)
    home.add_child(instance=page)
    return factories.publish(page) if live else page


class TestOnePress:
    def test_every_page_type_becomes_a_draft_with_everything_in_it(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        topic = factories.topic("ONG")
        pages = [
            factories.interview(
                home,
                factories.answer("Par où commencer ?", topics=[topic]),
                factories.answer("Et ensuite ?"),
            ),
            factories.contact(home, ("email", "david@example.org")),
            standard(home),
        ]
        service = factories.service(home, questions=[{"key": "goal", "label": "Quel but ?"}])
        pages += [ServiceIndexPage.objects.child_of(home).get(), service]
        made = {type(page): translate(admin, page) for page in pages}
        for page in pages:
            draft = made[type(page)]
            assert (draft.live, draft.locale.language_code) == (False, "en")
            assert draft.translation_key == page.translation_key
            assert draft.get_parent().locale == draft.locale
        answers = list(made[InterviewPage].answers.all())
        assert [a.question for a in answers] == ["Par où commencer ?", "Et ensuite ?"]
        assert {a.locale.language_code for a in answers} == {"en"}
        assert [t.locale.language_code for t in answers[0].topics.all()] == ["en"]
        # Their addresses will be made from the English questions.
        assert [a.slug for a in factories.draft(made[InterviewPage]).answers.all()] == ["", ""]
        assert made[ServicePage].offers.get().price_from == 1200
        assert made[ServicePage].brief_questions.get().key == "goal"
        assert made[ContactPage].channels.get().address == "david@example.org"
        assert made[StandardPage].intro == "Un mot sur Méthode."

    def test_ancestors_come_along_as_drafts_and_nothing_french_is_published_in_english(
        self, home: HomePage, admin: Client, client: Client
    ) -> None:
        factories.locale("en")
        service = factories.service(home, slug="strategie")
        draft = translate(admin, service)
        above = [page.specific for page in draft.get_ancestors().filter(depth__gt=1)]
        assert [type(page) for page in above] == [HomePage, ServiceIndexPage]
        assert {(p.live, p.alias_of_id, p.locale.language_code) for p in above} == {
            (False, None, "en")
        }
        said = admin.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
        assert "« Profil »" in said.replace("\u202f", " ").replace("\u00a0", " ")
        assert client.get("/en/").status_code == 302

    def test_pressed_twice_there_is_one(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        page = standard(home)
        first = admin.post(f"/admin/translations/{page.pk}/en/")
        second = admin.post(f"/admin/translations/{page.pk}/en/")
        assert first["Location"] == second["Location"]
        assert Page.objects.filter(translation_key=page.translation_key).count() == 2

    def test_a_link_makes_nothing_and_a_stranger_neither(
        self, home: HomePage, english: HomePage, admin: Client, client: Client
    ) -> None:
        page = standard(home)
        assert admin.get(f"/admin/translations/{page.pk}/en/").status_code == 405
        client.force_login(User.objects.create_user("reader@example.org", "long enough to pass"))
        assert client.post(f"/admin/translations/{page.pk}/en/").status_code in {302, 403}
        assert not page.get_translations().exists()

    def test_it_is_the_only_way_and_gone_once_there_is_a_version(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        page = standard(home)
        for path in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{home.pk}/"):
            body = admin.get(path).content.decode()
            assert f"/admin/translations/{page.pk}/en/" in body
            assert "/admin/translation/submit/page/" not in body
        translate(admin, page)
        assert "/admin/translations/" not in admin.get(f"/admin/pages/{home.pk}/").content.decode()

    def test_a_site_with_one_language_knows_nothing_of_it(
        self, home: HomePage, admin: Client
    ) -> None:
        page = standard(home)
        Locale.objects.exclude(pk=home.locale_id).delete()
        for path in ("/admin/", f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{home.pk}/"):
            body = admin.get(path).content.decode()
            for trace in ("translations", "data-beside", "side-by-side"):
                assert trace not in body, (path, trace)


class TestSideBySide:
    def test_each_text_names_the_field_beside_which_it_belongs(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        home.turns = [
            ("figures", {"question": "Combien ?", "figures": [{"value": "5", "caption": "ans"}]}),
            ("quote", {"text": "On se parle.", "source": ""}),
        ]
        factories.publish(home)
        english.turns = [("quote", {"text": "We talk.", "source": ""})]
        factories.publish(english)
        interview = factories.interview(home, factories.answer("Une ?"), factories.answer("Deux ?"))
        draft = translate(admin, interview)
        swapped = list(draft.answers.all())
        for position, answer in enumerate(reversed(swapped)):
            answer.sort_order = position
            answer.save()
        draft.save_revision()

        shown = rows(beside(admin, draft))
        assert shown["answers-1-question"] == "Une ?"
        assert shown["answers-0-question"] == "Deux ?"
        assert shown["answers-0-answer"] == "Une réponse."
        assert shown["standfirst"] == interview.standfirst
        assert "answers-0-slug" not in shown

        shown = rows(beside(admin, english))
        assert shown["headline"] == "J’aide les causes."
        assert shown["turns-0-value-text"] == "On se parle."
        # The English page has no figures, so their text has no field beside it.
        assert "Combien ?" in shown[""]
        assert 'lang="fr"' in beside(admin, english)

    def test_it_says_when_the_original_changed_later_and_until_somebody_looked(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        page = standard(home)
        draft = translate(admin, page)
        draft.save_revision().publish()
        assert "translation_still_right" not in beside(admin, draft)
        assert f'/admin/translations/{draft.pk}/"' not in beside(admin, draft)

        page = factories.draft(page)
        page.intro = "Un autre mot."
        page.save_revision().publish()
        said = beside(admin, draft)
        assert "Un autre mot." in said
        assert re.search(rf"/admin/pages/{page.pk}/revisions/compare/\d+\.\.\.live/", said)
        # The original follows no other version.
        assert f'/admin/translations/{page.pk}/"' not in beside(admin, page)

        assert admin.post(f"/admin/translations/{draft.pk}/").status_code == 302
        assert f'/admin/translations/{draft.pk}/"' not in beside(admin, draft)

    def test_what_was_written_in_english_first_is_the_original(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        page = standard(english, "Method")
        admin.post(f"/admin/translations/{page.pk}/fr/")
        french = page.get_translation(home.locale).specific
        french.save_revision().publish()
        page.specific.save_revision().publish()
        assert f'/admin/translations/{french.pk}/"' in beside(admin, french)
        assert f'/admin/translations/{page.pk}/"' not in beside(admin, page)


def rows(body: str) -> dict[str, str]:
    """Return {field: text} of the panel, without tags.

    Texts without a field are joined under "".
    """
    found: dict[str, str] = {}
    for target, text in re.findall(r'data-for="([^"]*)">(.*?)</div>\s*</div>', body, re.DOTALL):
        words = " ".join(re.sub(r"<p class=.*?</p>|<[^>]+>", " ", text, flags=re.DOTALL).split())
        found[target] = f"{found.get(target, '')} {words}".strip()
    return found


class TestReport:
    def report(self, admin: Client) -> list[tuple[str, str]]:
        """Return (title, state) of each line."""
        context = admin.get("/admin/reports/translations/").context
        return [(page.title, page.state.partition("-")[2]) for page in context["object_list"]]

    def test_it_lists_what_is_missing_waits_or_is_out_of_date_and_the_dashboard_too(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        stale, waiting = standard(home, "Changée"), standard(home, "Commencée")
        standard(home, "Seule")
        standard(home, "Brouillon", live=False)
        translate(admin, waiting)
        translate(admin, stale).save_revision().publish()
        factories.draft(stale).save_revision().publish()

        assert self.report(admin) == [
            ("Changée", "stale"),
            ("Seule", "missing"),
            ("Commencée", "draft"),
        ]
        dashboard = admin.get("/admin/").content.decode()
        lone = Page.objects.get(title="Seule")
        assert f"/admin/translations/{lone.pk}/en/" in dashboard
        assert "translations-panel" in dashboard
        exported = admin.get("/admin/reports/translations/?export=csv")
        assert "Seule" in b"".join(exported.streaming_content).decode()

    def test_all_done_leaves_the_dashboard_calm(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        assert self.report(admin) == []
        assert "translations-panel" not in admin.get("/admin/").content.decode()

    def test_it_costs_the_same_for_few_and_many(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        def cost(path: str) -> int:
            admin.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert admin.get(path).status_code == 200
            return len(queries)

        def costs() -> dict[str, int]:
            paths = ("/admin/", "/admin/reports/translations/", f"/admin/pages/{draft.pk}/edit/")
            return {path: cost(path) for path in paths}

        answers = [factories.answer("Une ?"), factories.answer("Deux ?")]
        draft = translate(admin, factories.interview(home, *answers))
        standard(home, "Une")
        standard(home, "Deux")
        few = costs()
        for number in range(9):
            standard(home, f"Page {number}")
        assert costs() == few
        assert Answer.objects.count() == 4


def test_an_editor_of_the_english_part_is_shown_only_that(
    home: HomePage, english: HomePage, client: Client
) -> None:
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    standard(home, "Seule")
    group = Group.objects.create(name="English")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=english, permission=Permission.objects.get(codename="change_page")
    )
    editor = User.objects.create_user("editor@example.org", "long enough to pass")
    editor.groups.add(group)
    client.force_login(editor)
    listed: Any = client.get("/admin/reports/translations/").context["object_list"]
    assert list(listed) == []
    assert "Seule" not in client.get("/admin/").content.decode()


class TestCopiedWords:
    """Pages published before they were translated are named where the owner looks."""

    TEXT = "Je conseille des associations et leurs bénévoles. On commence par écouter chacun."

    def copied(self, admin: Client, home: HomePage) -> Page:
        page = StandardPage(title="Méthode", intro=self.TEXT, locale=home.locale)
        home.add_child(instance=page)
        factories.publish(page)
        return translate(admin, page)

    def test_the_editor_the_report_and_the_to_do_list_say_so(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        draft = self.copied(admin, home)
        form = fields_of(admin.get(f"/admin/pages/{draft.pk}/edit/").context["form"])
        form |= {"title": "Method", "slug": "method", "action-publish": "1"}
        said = admin.post(f"/admin/pages/{draft.pk}/edit/", form, follow=True).content.decode()
        assert "« Method » est en ligne en anglais" in plain(said)
        assert "encore en français" in beside(admin, draft)
        report = admin.get("/admin/reports/translations/").context["object_list"]
        [line] = [page for page in report if page.pk == draft.pk]
        assert line.state == State.UNTRANSLATED
        [item] = [item for item in checklist.items() if item.name == "copied-words"]
        assert (item.language, item.url) == ("en", f"/admin/pages/{draft.pk}/edit/#side-by-side")

        form |= {"intro": "I advise associations and their volunteers. First I listen to each."}
        said = admin.post(f"/admin/pages/{draft.pk}/edit/", form, follow=True).content.decode()
        assert "est en ligne en anglais" not in plain(said)
        assert "encore en français" not in beside(admin, draft)
        assert "copied-words" not in {item.name for item in checklist.items()}

    def test_the_original_is_never_the_one_to_blame_and_a_draft_neither(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        draft = self.copied(admin, home)
        pages = Page.objects.filter(translation_key=draft.translation_key)
        assert state.untranslated(pages, state.COPIED) == set()
        draft.save_revision().publish()
        assert state.untranslated(pages, state.COPIED) == {draft.pk}

    @pytest.mark.parametrize(
        ("translation", "original", "is_copied"),
        [
            ("Call me.", "Call me.", False),  # too short to decide
            ("AIESEC, 2004–2009, Rio de Janeiro", "AIESEC, 2004–2009, Rio de Janeiro", False),
            ("12 rue de l’Exemple, 75000 Paris. Here is how to reach me on most days.",
             "12 rue de l’Exemple, 75000 Paris. Voici comment me joindre la plupart des jours.",
             False),
            ("<p>Je conseille des associations.</p><p>Et leurs bénévoles aussi, souvent.</p>",
             "<p>Je conseille des  associations !</p><h2>Et leurs bénévoles aussi, souvent.</h2>",
             True),
            ('[{"value": {"text": "Une phrase en français, longue comme un jour sans pain."}}]',
             '[{"value": {"text": "Une phrase en français, longue comme un jour sans pain."}}]',
             True),
        ],
    )  # fmt: skip
    def test_names_figures_and_a_few_words_are_no_copied_text(
        self, translation: str, original: str, is_copied: bool
    ) -> None:
        found = untranslated.share({"text": translation}, {"text": original})
        assert (found >= untranslated.SHARE) is is_copied

    def test_the_demonstration_is_translated(self, as_migrated: None) -> None:
        call_command("seed_demo", verbosity=0)
        pages = Page.objects.filter(depth__gt=1)
        assert pages.count() > 15
        assert state.untranslated(pages, state.COPIED) == set()

    def test_it_is_one_query_however_many_pages(
        self, home: HomePage, english: HomePage, admin: Client
    ) -> None:
        self.copied(admin, home).save_revision().publish()
        with CaptureQueriesContext(connection) as few:
            state.untranslated(Page.objects.all(), state.COPIED)
        for number in range(3):
            standard(home, f"Page {number}")
        with CaptureQueriesContext(connection) as many:
            state.untranslated(Page.objects.all(), state.COPIED)
        assert len(few) == len(many) == 1


def plain(body: str) -> str:
    return body.replace("\u202f", " ").replace("\u00a0", " ")
