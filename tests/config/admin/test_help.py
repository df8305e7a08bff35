"""Help for Vitrine itself, the part for developers, and names in the owner's language."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.models import Page, Workflow
from wagtail.users.models import UserProfile

from brand.editor.default_names import rename
from brand.models import HomePage
from config.admin.developers import EXPLANATIONS
from ops.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def menu(client: Client, which: str) -> list[str]:
    """Return the names of a menu's items, as the sidebar receives them."""
    from wagtail.admin import menu

    request = client.get("/admin/help/").wsgi_request
    items = getattr(menu, f"{which}_menu").menu_items_for_request(request)
    return [item.name for item in sorted(items, key=lambda item: item.order)]


@pytest.fixture
def editor(home: HomePage) -> Client:
    user = User.objects.create_user("editor@example.org", "long enough to pass")
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def help_in(language: str, client: Client, user: User) -> str:
    """Return the page as seen by a user who has chosen this language in their account."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()
    return client.get("/admin/help/").content.decode()


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Répondre à une demande"), ("en", "Answer an inquiry")]
)
def test_every_link_of_the_help_leads_somewhere(
    home: HomePage, admin: Client, owner: User, language: str, heading: str
) -> None:
    body = help_in(language, admin, owner)
    assert heading in body
    main = body.partition('class="v-help"')[2].partition("</main>")[0]
    links = set(re.findall(r'href="([^"#]*)', main))
    assert len(links) >= 7
    for link in links:
        assert admin.get(link, follow=True).status_code == 200, link


def test_help_comes_first_and_wagtails_news_do_not_shine(home: HomePage, admin: Client) -> None:
    assert menu(admin, "help") == ["vitrine-help", "editor-guide", "keyboard-shortcuts-trigger"]


def test_an_editor_reads_only_what_concerns_them(editor: Client) -> None:
    body = editor.get("/admin/help/").content.decode()
    assert "help-write" in body
    for section in ("help-inquiries", "help-backup", "help-people"):
        assert section not in body


def test_the_first_screen_of_settings_is_for_owners(home: HomePage, admin: Client) -> None:
    names = menu(admin, "settings")
    assert names[-1] == "developers"
    assert {"users"} < set(names)
    assert not set(names) & set(EXPLANATIONS)


def test_what_was_moved_is_one_step_away(home: HomePage, admin: Client) -> None:
    body = admin.get("/admin/developers/").content.decode()
    links = re.findall(r'<a href="(/admin/[^"]+)">', body.partition('class="v-tools"')[2])
    assert len(links) == len(EXPLANATIONS)
    for link in links:
        assert admin.get(link).status_code == 200, link


def test_who_may_use_none_of_it_does_not_see_the_corner(editor: Client) -> None:
    assert "developers" not in menu(editor, "settings")


def test_names_are_in_the_language_of_the_site_and_the_owners_stay(home: HomePage) -> None:
    Group.objects.create(name="Amis")
    rename()
    rename()
    assert set(Group.objects.values_list("name", flat=True)) == {"Rédacteurs", "Relecteurs", "Amis"}
    assert Workflow.objects.get().name == "Relecture"
    assert Page.objects.get(depth=1).title == "Vitrine"


@pytest.mark.parametrize("word", ["Locale", "Add %(label)s", "Anyone can edit this %(model_name)s"])
def test_our_words_win_over_wagtails(word: str) -> None:
    with override("fr"):
        said: Any = gettext(word)
    assert said != word
    assert not re.search(r"Région|un\(e\)|Ce\(tte\)", said)
