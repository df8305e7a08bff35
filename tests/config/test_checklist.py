"""The dashboard's checklist shows what is missing, with a link to it, and nothing that is done."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from brand.models import BrandSettings, HomePage, PublisherSettings, StandardPage, Testimonial
from contact.models import ContactChannel, ContactPage, InquirySettings
from ops import checklist
from ops.models import User
from services.models import Offer
from tests import factories
from tests.config.test_query_budgets import build

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def names() -> set[str]:
    return {item.name for item in checklist.items() if not item.optional}


@pytest.fixture
def bare(home: HomePage) -> HomePage:
    """A site just after "Start with mine", with nothing but a name."""
    brand = BrandSettings.objects.get()
    brand.job_titles = {"fr": "Conseil"}
    brand.save()
    home.headline, home.short_bio = "David Pires", "<p>Conseil.</p>"
    home = factories.publish(home)
    home.turns = [("text", {"question": "?", "text": "<p>✎ Votre réponse.</p>"})]
    home.save_revision()
    factories.contact(home)
    return home


def test_every_line_leads_to_a_screen_of_the_admin(
    bare: HomePage, admin: Client, settings: Any
) -> None:
    settings.EMAIL_TRANSPORT = "ops.mail.files.EmailBackend"
    Testimonial.objects.create(quote="Oui.", author="A", is_example=True, locale=bare.locale)
    service = factories.service(bare)
    offer = service.offers.get()
    offer.is_example = True
    offer.save()
    index = service.get_parent().specific
    index.unpublish()
    factories.home("en")
    page = admin.get("/admin/").content.decode()

    found = checklist.items()

    urls = {item.name: item.url for item in found}
    # Each leads to its own screen of the settings.
    assert len({urls[name] for name in ("identity", "publisher", "notification")}) == 3
    assert {item.name for item in found} == {
        "identity", "home-fr", "interview", "publisher", "descriptions", "translations",
        "testimonials", "service-list", "service-examples", "channels", "notification", "mail",
        "portrait", "backups",
    }  # fmt: skip
    for item in found:
        assert f'href="{item.url}"' in page, item.name
        address, _, place = item.url.partition("#")
        screen = admin.get(address, follow=True)
        assert screen.status_code == 200, item.name
        assert not place or f'id="{place}"' in screen.content.decode(), item.name


def test_lines_vanish_when_they_are_done(bare: HomePage, admin: Client, settings: Any) -> None:
    before = names()
    assert before == {
        "home-fr", "interview", "service", "channels", "notification", "publisher", "descriptions",
    }  # fmt: skip

    bare.headline, bare.search_description = "J’aide les causes.", "Une phrase."
    bare.short_bio = "<p>Je conseille des associations.</p>"
    bare.turns = [("text", {"question": "Et ?", "text": "<p>Voilà.</p>"})]
    bare = factories.publish(bare)
    interview = factories.interview(bare, factories.answer("Qui ?"), search_description="Une.")
    factories.service(bare, search_description="Une phrase.")
    for page in (interview, *bare.get_descendants().specific()):
        page.search_description = "Une phrase."
        page.save()
    contact = ContactPage.objects.get()
    contact.channels.add(ContactChannel(kind="email", address="d@example.org", locale=bare.locale))
    contact.save()
    PublisherSettings.objects.update(address="1 rue", phone="+33 1", email="a@b.fr", host="Hôte")
    InquirySettings.objects.update(notification_email="d@example.org")
    settings.EMAIL_TRANSPORT = "ops.mail.smtp.EmailBackend"

    assert names() == set()
    # Advice remains, in a separate place.
    assert "Il ne manque rien à votre site" in admin.get("/admin/").content.decode()


def test_it_is_for_owners(bare: HomePage, client: Client) -> None:
    from django.contrib.auth.models import Group

    editor = User.objects.create_user("e@example.org", "long enough to pass", is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    assert 'id="checklist-section"' not in client.get("/admin/").content.decode()


def test_it_costs_the_same_for_few_and_many(home: HomePage) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            checklist.items()
        return len(queries)

    build(home, 2)
    few = cost()
    for number in range(5):
        page = StandardPage(title=f"T{number}", slug=f"t{number}", locale=home.locale)
        home.add_child(instance=page)
        service = factories.service(home, title=f"S{number}", slug=f"s{number}")
        Offer.objects.create(page=service, name="Autre", locale=home.locale, is_example=True)
        Testimonial.objects.create(quote="?", author="A", is_example=True, locale=home.locale)

    assert cost() == few


def test_a_line_about_a_page_names_its_language_where_there_are_two(
    bare: HomePage, admin: Client
) -> None:
    def languages() -> dict[str, str]:
        """Return {name of an item: the language that it names}, as shown on the dashboard."""
        page = admin.get("/admin/").content.decode().partition('id="checklist-section"')[2]
        found = {}
        for item in checklist.items():
            line = page.partition(f'href="{item.url}"')[2].partition("</li>")[0]
            label = re.search(r"<small>(\w+)</small>", line)
            found[item.name] = label[1] if label else ""
        return found

    assert set(languages().values()) == {""}
    english = factories.home("en", translation_key=bare.translation_key)
    contact = ContactPage.objects.get()
    contact.channels.add(ContactChannel(kind="email", address="d@example.org", locale=bare.locale))
    contact.save()
    factories.contact(english)
    named = languages()
    assert named["channels"] == "Anglais"
    assert named["home-fr"] == "Français"
    assert named["notification"] == ""
