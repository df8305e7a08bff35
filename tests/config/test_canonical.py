"""Every absolute address follows BASE_URL, whatever host was requested, and an alias its source."""

import json
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site, get_page_models

from brand.core.site_address import set_site_address
from brand.models import BasePage, HomePage, InterviewPage, StandardPage
from ops.mail import queue
from ops.models import User
from services.models import ServicePage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PUBLIC = "https://www.public.example"
# An allowed host that is not public: an old domain, a proxy's own name, an IP address.
OTHER = "testserver"
ASKED = f"{OTHER}:9999"  # a port that is not the site's


@pytest.fixture(autouse=True)
def site(settings: Any) -> Site:
    """Give the site a public address, as at a start, which also updates its database row."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = settings.WAGTAILAPI_BASE_URL = PUBLIC
    found = Site.objects.get()
    set_site_address(found)
    found.save()
    return found


@pytest.fixture
def pages(home: HomePage) -> list[Page]:
    """Return one page of each type, in both languages."""
    english = factories.home("en", translation_key=home.translation_key)
    for root in (home, english):
        factories.interview(root, factories.answer("Par où ?", slug="ou"), slug="interview")
        factories.service(root)
        factories.contact(root, ("email", "david@example.org"))
        for name in ("StandardPage", "LegalNoticePage", "PrivacyPage"):
            model = next(m for m in get_page_models() if m.__name__ == name)
            page = model(title=name, slug=name.lower(), locale=root.locale)
            root.add_child(instance=page)
            factories.publish(page)
    for key in ("interview", "contact", "services", "strategie"):
        french = Page.objects.filter(slug=key).first()
        Page.objects.filter(slug=key).update(translation_key=french.translation_key)
    return list(Page.objects.live().filter(depth__gt=1).specific())


def head(client: Client, path: str) -> dict[str, Any]:
    """Return the addresses in the head of a page."""
    answer = client.get(path, headers={"host": ASKED})
    assert answer.status_code == 200, path
    body = answer.content.decode()
    assert OTHER not in body + repr(answer.headers), path
    data = re.search(r'application/ld\+json">(.*?)</script>', body, re.S)
    return {
        "canonical": re.findall(r'<link rel="canonical" href="([^"]*)"', body),
        "og": re.findall(r'<meta property="og:url" content="([^"]*)"', body),
        "hreflang": dict(re.findall(r'hreflang="([^"]*)" href="(http[^"]*)"', body)),
        "data": json.loads(data[1]) if data else {},
    }


def test_every_page_type_says_its_public_address(client: Client, pages: list[Page]) -> None:
    types = {type(page) for page in pages}
    assert types == {model for model in get_page_models() if issubclass(model, BasePage)}
    paths = [page.get_url() for page in pages]
    paths += [f"{page.get_url()}ou/" for page in pages if isinstance(page, InterviewPage)]
    for path in paths:
        said = head(client, path)
        assert said["canonical"] == said["og"] == [PUBLIC + path]
        assert all(url.startswith(PUBLIC) for url in said["hreflang"].values())
    assert head(client, "/contact/")["hreflang"] == {
        "fr": f"{PUBLIC}/contact/",
        "en": f"{PUBLIC}/en/contact/",
        "x-default": f"{PUBLIC}/contact/",
    }


def test_what_is_no_page_says_it_too(client: Client, pages: list[Page], owner: User) -> None:
    Redirect.objects.create(old_path="/old", redirect_page=pages[-1], is_permanent=True)
    addresses = [
        "/robots.txt", "/sitemap.xml", "/contact.vcf", "/en/contact.vcf", "/old/", "/Contact",
        "/contact", "/api/v3/pages/", "/nothing/", f"/api/v3/pages/{pages[0].pk}/",
        "/api/v3/pages/find/?html_path=/contact/", "/admin/", "/en/nothing/",
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address, headers={"host": ASKED})
        assert OTHER not in answer.content.decode() + repr(answer.headers), address
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in client.get("/robots.txt").content.decode()
    client.post("/account/password/reset/", {"email": owner.email}, headers={"host": ASKED})
    queue.send_due()
    assert OTHER not in str(mail.outbox[0].body)
    assert re.search(rf"{PUBLIC}/account/password/reset/key/\S+", str(mail.outbox[0].body))


# --- aliases ---


def sitemap(client: Client) -> list[str]:
    return re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def test_an_alias_names_its_source_and_is_listed_nowhere(
    client: Client, home: HomePage, pages: list[Page]
) -> None:
    before = sitemap(client)
    interview = InterviewPage.objects.get(locale=home.locale)
    service = ServicePage.objects.get(locale=home.locale)
    interview.create_alias(update_slug="copie")
    service.create_alias(update_slug="copie-service")
    for path, source in (
        ("/copie/", "/interview/"),
        ("/copie/ou/", "/interview/ou/"),
        ("/services/copie-service/", "/services/strategie/"),
    ):
        said, original = head(client, path), head(client, source)
        assert said["canonical"] == said["og"] == [PUBLIC + source]
        assert said["hreflang"] == original["hreflang"]
        assert said["data"] == original["data"]
    assert sitemap(client) == before
    shown = client.get("/services/").content.decode() + client.get("/contact/").content.decode()
    assert "/copie" not in shown
    assert "/copie/" not in client.get("/interview/?q=reponse").content.decode()


def test_an_alias_stands_beside_its_source_in_no_menu(
    client: Client, home: HomePage, pages: list[Page]
) -> None:
    page = StandardPage.objects.get(locale=home.locale)
    page.show_in_menus = True
    factories.publish(page)
    page.refresh_from_db()
    page.create_alias(update_slug="copie")
    assert 'href="/copie/"' not in client.get("/").content.decode()
    assert 'href="/standardpage/"' in client.get("/").content.decode()


def test_an_alias_in_the_other_language_is_no_translation(
    client: Client, home: HomePage, pages: list[Page]
) -> None:
    page = StandardPage.objects.get(locale=home.locale)
    english = HomePage.objects.exclude(pk=home.pk).get()
    page.create_alias(
        parent=english, update_slug="copy", update_locale=english.locale,
        reset_translation_key=False,
    )  # fmt: skip
    assert head(client, "/standardpage/")["hreflang"] == {}
    assert head(client, "/en/copy/")["canonical"] == [f"{PUBLIC}/standardpage/"]


def test_an_alias_of_what_nobody_may_read_is_as_private(
    client: Client, home: HomePage, pages: list[Page]
) -> None:
    service = ServicePage.objects.get(locale=home.locale)
    alias = service.create_alias(update_slug="copie")
    home.turns = [("services", {"question": "Quoi ?", "intro": "", "services": [alias]})]
    factories.publish(home)
    assert "/services/copie/" in client.get(f"/api/v3/pages/{home.pk}/").content.decode()
    PageViewRestriction.objects.create(page=service, restriction_type="login")
    assert client.get("/services/copie/").status_code == 302
    assert client.get(f"/api/v3/pages/{alias.pk}/").status_code == 404
    reads = [f"/api/v3/pages/{home.pk}/", "/api/v3/pages/", "/api/v3/pages/?search=strategie"]
    for address in ("/", "/services/", "/sitemap.xml", *reads):
        assert "/services/copie/" not in client.get(address).content.decode(), address
