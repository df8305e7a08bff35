"""The owner chooses the look of the site, and previews it before saving."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from brand.models import BrandSettings, HomePage
from brand.theme.avatar import VARIANTS, avatar_of
from brand.theme.letter_shapes import SHAPES, shape_of
from tests.editor_forms import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def settings_path(home: HomePage) -> str:
    return f"/admin/settings/brand/brandsettings/{Site.objects.get().pk}/"


def form_data(admin: Client, path: str, **changes: Any) -> dict[str, Any]:
    return fields_of(admin.get(path).context["form"]) | changes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_shows_an_accent_that_is_not_saved(
    admin: Client, client: Client, settings_path: str, scheme: str
) -> None:
    preview = f"{settings_path}preview/"
    avatar = avatar_of("MC", 3)
    data = form_data(admin, settings_path, accent="#0A7A3C", name="Marie Curie", figure="3")
    assert admin.post(preview, data).json() == {"is_valid": True, "is_available": True}

    shown = admin.get(preview, {"mode": scheme}).content.decode()
    assert 'href="/style/0a7a3c-' in shown
    assert 'href="/palette/0a7a3c.svg"' in shown
    assert f'class="scheme-{scheme}"' in shown
    assert "Marie Curie" in shown
    assert f'class="avatar avatar-{avatar.palette}"' in shown

    saved = BrandSettings.objects.get()
    assert (saved.accent, saved.name, saved.figure) == ("#2140c8", "David Pires", 0)
    assert "0a7a3c" not in client.get("/").content.decode()


def test_a_colour_that_is_none_says_so_and_keeps_what_was_typed(
    admin: Client, settings_path: str
) -> None:
    data = form_data(admin, settings_path, accent="vert", name="Marie Curie")
    answer = admin.post(settings_path, data).content.decode()
    assert "#2140c8" in answer  # the example in the error message
    assert 'value="vert"' in answer
    assert 'value="Marie Curie"' in answer
    preview = f"{settings_path}preview/"
    assert admin.post(preview, data).json()["is_valid"] is False
    assert admin.get(preview).status_code == 200


def test_the_figures_to_choose_from_are_different_ones() -> None:
    for initials in ("DP", "MC", "Z", ""):
        drawn = {avatar_of(initials, variant) for variant in range(VARIANTS)}
        assert len({(f.head, f.palette) for f in drawn}) == VARIANTS


@pytest.mark.parametrize(
    ("text", "letter"), [("Évry", "e"), ("zoé", "z"), ("日本", "o"), ("", "o")]
)
def test_a_letter_is_drawn_whatever_a_name_begins_with(text: str, letter: str) -> None:
    assert shape_of(text) == SHAPES[letter]


def test_the_chosen_figure_stands_on_the_first_screen(
    admin: Client, client: Client, settings_path: str
) -> None:
    before = client.get("/").content.decode()
    admin.post(settings_path, form_data(admin, settings_path, figure="2"))
    assert f'class="avatar avatar-{avatar_of("DP", 2).palette}"' in client.get("/").content.decode()
    assert avatar_of("DP").palette != avatar_of("DP", 2).palette
    assert f'class="avatar avatar-{avatar_of("DP").palette}"' in before


def test_icon_admin_and_browser_follow_the_accent(
    home: HomePage, admin: Client, client: Client
) -> None:
    public, dashboard = client.get("/").content.decode(), admin.get("/admin/").content.decode()
    assert 'content="#2140c8" media="(prefers-color-scheme: light)"' in public
    assert "/palette/" not in public + dashboard

    BrandSettings.objects.update(accent="#6A1B4D")
    public, dashboard = client.get("/").content.decode(), admin.get("/admin/").content.decode()
    assert '<meta name="theme-color" content="#6a1b4d"' in public  # dark enough, so unchanged
    for page in (public, dashboard, client.get("/account/login/").content.decode()):
        assert '<link rel="icon" type="image/svg+xml" href="/palette/6a1b4d.svg">' in page
    assert 'href="/palette/6a1b4d-admin.css"' in dashboard
    icon = client.get("/palette/6a1b4d.svg")
    assert icon["Content-Type"] == "image/svg+xml"
    assert 'fill="#6a1b4d"' in icon.content.decode()
    assert "--w-color-primary-hue:3" in client.get("/palette/6a1b4d-admin.css").content.decode()
    for address in ("/palette/6a1b4d.svg", "/palette/6a1b4d-admin.css"):
        assert "immutable" in client.get(address)["Cache-Control"]
        assert not client.get(address).cookies
