"""The dashboard's panel about visits."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Site

from brand.editor.visits import HEIGHT, bars
from brand.models import HomePage, PrivacyPage
from ops.models import DailyCount, User
from tests import factories

pytestmark = pytest.mark.any_database
PAGE, SITE = DailyCount.Kind.PAGE, DailyCount.Kind.SITE


def count(name: str, number: int, *, kind: str = PAGE, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    DailyCount.objects.create(kind=kind, day=day, name=name, count=number)


def panel(client: Client, query: str = "") -> Tag | None:
    return BeautifulSoup(client.get(f"/admin/{query}").content, "html.parser").select_one(
        "#visits-section"
    )


def words(client: Client, query: str = "") -> str:
    found = panel(client, query)
    assert found is not None
    return " ".join(found.get_text(" ").split())


def tables(client: Client, query: str = "") -> list[list[str]]:
    """Return the rows of each table but that of all days, as text."""
    found = panel(client, query)
    assert found is not None
    return [
        [" ".join(row.get_text(" ").split()) for row in table.select("tbody tr")]
        for table in found.select(".v-visits-tables table")
    ]


def test_it_lists_pages_and_answers_by_their_names_and_sites_without_links(
    home: HomePage, admin: Client
) -> None:
    factories.interview(home, factories.answer("Par où ?"))
    factories.home("en", translation_key=home.translation_key)
    Site.clear_site_root_paths_cache()
    count("/entretien/par-ou/", 1200)
    count("/entretien/", 30, days_ago=29)
    count("/entretien/", 4)
    count("/", 7)
    count("/en/", 3)
    count("/perdue/", 2)
    count("/services/", 99, days_ago=30)
    count("spam.example", 5, kind=SITE)
    count(DailyCount.OTHER_SITES, 1, kind=SITE)
    assert tables(admin) == [
        [
            "Par où ? /entretien/par-ou/ 1 200",
            "Entretien /entretien/ 34",
            "Profil / 7",
            "Profile /en/ 3",
            "/perdue/ 2",
        ],
        ["spam.example 5", "Autres sites 1"],
    ]
    # A stranger chose these names, often so that the owner opens them.
    assert not panel(admin).select("a[href*=example]")  # type: ignore[union-attr]


def test_a_year_is_a_link_away(home: HomePage, admin: Client) -> None:
    count("/", 7)
    count("/", 99, days_ago=300)
    count("/", 1000, days_ago=400)
    assert words(admin).startswith("Pages vues 7 en 30 jours")
    link = panel(admin).select_one("nav a:not([aria-current])")  # type: ignore[union-attr]
    assert link is not None
    query = str(link["href"]).removeprefix("/admin/").partition("#")[0]
    assert words(admin, query).startswith("Pages vues 106 en 12 mois")
    assert len(panel(admin, query).select("details tbody tr")) == 12  # type: ignore[union-attr]


def test_each_day_has_its_row_and_its_bar(home: HomePage, admin: Client) -> None:
    count("/", 40, days_ago=1)
    count("/", 10)
    found = panel(admin)
    assert found is not None
    rows = [row.select_one("td").get_text() for row in found.select("details tbody tr")]
    assert rows == ["10", "40", *["0"] * 28]
    heights = [str(bar["height"]) for bar in found.select(".v-visits-bar")]
    assert heights == [*["0"] * 28, "100", "25"]


def test_before_the_first_visit_it_says_so(home: HomePage, admin: Client) -> None:
    assert "Aucune page n’a encore été comptée." in words(admin)
    assert panel(admin).select("svg.v-visits-chart, table") == []  # type: ignore[union-attr]
    count("/", 1, days_ago=100)
    assert "0 en 30 jours" in words(admin)


def test_it_is_for_owners(home: HomePage) -> None:
    user = User.objects.create_user("editor@example.org", "long enough to pass")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    assert panel(client) is None


def test_many_pages_and_days_cost_no_more_queries(home: HomePage, admin: Client) -> None:
    def cost() -> int:
        admin.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            admin.get("/admin/")
        return len(queries)

    count("/", 1)
    count("a.example", 1, kind=SITE)
    few = cost()
    page = factories.interview(home, *(factories.answer(f"Question {n} ?") for n in range(8)))
    for answer in page.answers.all():
        count(f"/entretien/{answer.slug}/", 2, days_ago=3)
        count(f"{answer.slug}.example", 2, kind=SITE, days_ago=3)
    assert cost() <= few


def test_the_smallest_count_is_seen_beside_a_large_one() -> None:
    today = timezone.localdate()
    drawn = bars([(today, 100_000), (today, 1), (today, 0)], str)
    assert [bar.height for bar in drawn] == [HEIGHT, 1, 0]
    assert all(bar.y + bar.height == HEIGHT for bar in drawn)


def test_the_privacy_notice_says_what_is_counted_and_for_how_long(home: HomePage) -> None:
    english = factories.home("en", translation_key=home.translation_key)
    Site.clear_site_root_paths_cache()
    for parent, said in ((home, "25 mois"), (english, "25 months")):
        page = PrivacyPage(title="Privacy", slug="privacy", locale=parent.locale)
        parent.add_child(instance=page)
        with translation.override(parent.locale.language_code):
            address = factories.publish(page).get_url()
        assert said in Client().get(address).content.decode()


def test_a_year_is_summed_up_by_the_database_day_by_day(home: HomePage, admin: Client) -> None:
    for days_ago in (0, 1, 40):
        count("/", 5, days_ago=days_ago)
        count("/entretien/", 3, days_ago=days_ago)
    admin.get("/admin/")
    with CaptureQueriesContext(connection) as captured:
        assert "24" in words(admin, "?visits=year")
        asked = [each["sql"] for each in captured if "ops_dailycount" in each["sql"]]
    # Functions that Django defines for SQLite are written in Python: one call for each row.
    assert asked
    assert not [sql for sql in asked if "django_" in sql]
