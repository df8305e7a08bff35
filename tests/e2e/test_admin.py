"""The admin in a real browser: no CSP violation, and previews with unsaved answers."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import RunningSite

pytestmark = [pytest.mark.e2e, pytest.mark.any_database]

# The screens that an owner uses in a week: editors of each type, choosers, lists, settings,
# account.
SCREENS = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/snippets/brand/topic/",
    "/admin/snippets/brand/testimonial/add/",
    "/admin/settings/brand/brandsettings/",
    "/admin/settings/brand/publishersettings/",
    "/admin/settings/contact/inquirysettings/",
    "/admin/inquiries/",
    "/admin/start/",
    "/admin/account/",
    "/admin/users/",
    "/account/2fa/",
]


def test_no_screen_of_the_admin_violates_its_policy(site: RunningSite, owner_page: Page) -> None:
    third_parties: list[str] = []
    owner_page.on(
        "request",
        lambda r: (
            third_parties.append(r.url)
            if r.url.startswith("http") and not r.url.startswith(site.url)
            else None
        ),
    )
    for path in SCREENS:
        response = owner_page.goto(site.url + path)
        assert response.status == 200, path
    assert third_parties == []


def test_no_field_of_the_settings_is_wider_than_a_phone(
    site: RunningSite, owner_page: Page
) -> None:
    owner_page.set_viewport_size({"width": 360, "height": 740})
    for path in (screen for screen in SCREENS if "/settings/" in screen):
        owner_page.goto(site.url + path)
        fields = owner_page.locator("main .w-field")
        edges = fields.evaluate_all("all => all.map(field => field.getBoundingClientRect().right)")
        assert len(edges) > 6, path
        assert max(edges) <= 360, path


@pytest.mark.parametrize(
    "path", ["/", "/entretien/", "/services/", "/contact/", "/mentions-legales/"]
)
def test_the_editor_opens_with_its_preview(site: RunningSite, owner_page: Page, path: str) -> None:
    owner_page.goto(f"{site.url}/admin/pages/{site.page_id(path)}/edit/")
    owner_page.locator(
        "[aria-label][data-side-panel-toggle=preview], button[aria-controls*=preview]"
    ).first.click()
    frame = owner_page.frame_locator("iframe#w-preview-iframe, iframe[title]").first
    expect(frame.locator("h1").first).to_be_visible()


def test_the_preview_shows_an_answer_that_is_not_saved(site: RunningSite, owner_page: Page) -> None:
    owner_page.goto(f"{site.url}/admin/pages/{site.page_id('/entretien/')}/edit/")
    question = owner_page.locator("[name=answers-0-question]")
    question.fill("Et cette question, elle n’est pas gardée ?")
    owner_page.locator(
        "[aria-label][data-side-panel-toggle=preview], button[aria-controls*=preview]"
    ).first.click()
    frame = owner_page.frame_locator("iframe#w-preview-iframe, iframe[title]").first
    expect(frame.locator("#answers")).to_contain_text("elle n’est pas gardée")


FAULTY = """
from brand.models import HomePage, StandardPage
home = HomePage.objects.get(locale__language_code="fr")
body = [("text", '<h3>Trop petit</h3><p><a linktype="page" id="999999">Perdu</a></p>')]
page = home.add_child(instance=StandardPage(title="Fautes", slug="fautes", body=body, live=False))
page.save_revision()
print(page.pk)
"""


def test_the_checks_find_what_is_wrong_while_the_owner_writes(
    site: RunningSite, owner_page: Page
) -> None:
    page_id = site.manage("shell", "--verbosity", "0", "-c", FAULTY).split()[-1]
    owner_page.goto(f"{site.url}/admin/pages/{page_id}/edit/")
    owner_page.locator("[data-side-panel-toggle=checks]").first.click()
    checks = owner_page.locator("[data-checks-panel]").first

    expect(checks).to_contain_text("Pas de description pour les moteurs de recherche")
    expect(checks).to_contain_text("Pas dans toutes les langues du site")
    expect(checks).to_contain_text("Un niveau de titre est sauté")
    expect(checks).to_contain_text("Un lien qui ne mène nulle part")

    owner_page.get_by_role("tab", name="Recherche et partage").click()
    # Wait as people do: the editor needs two seconds to store the original values, and fields
    # filled in before that do not count as changes.
    owner_page.wait_for_load_state("networkidle")
    description = owner_page.locator("[name=search_description]")
    description.press_sequentially("Une phrase qui dit de quoi parle la page.", delay=120)
    expect(checks).not_to_contain_text("Pas de description pour les moteurs de recherche")
    expect(checks).to_contain_text("Un niveau de titre est sauté")
