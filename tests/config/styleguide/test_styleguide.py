"""The style page is only for the site's people, complete, and in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from brand.models import HomePage
from ops.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# Not components of their own: heads of pages; a preview in the editor; a note for editors, which
# is a notice; a picture, which is a file.
ELSEWHERE = {
    "components/icon.html",
    "components/owner_note.html",
    "components/stylesheets.html",
    "components/testimonial_preview.html",
    "blocks/picture.html",
}


def test_who_may_see_it(home: HomePage, client: Client, admin: Client) -> None:
    for path in ("/styleguide/", "/en/styleguide/"):
        refused = client.get(path)
        assert (refused.status_code, refused["Location"].partition("?")[2]) == (302, f"next={path}")
        assert "/account/login/" in refused["Location"]
        shown = admin.get(path)
        assert shown.status_code == 200
        for response in (refused, shown):
            assert response["Cache-Control"] == "no-store"
            assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in shown.content.decode()
    assert "styleguide" not in client.get("/sitemap.xml").content.decode()
    assert admin.post("/styleguide/").status_code == 405
    reader = Client()
    reader.force_login(User.objects.create_user("reader@example.org", "long enough to pass"))
    assert reader.get("/styleguide/").status_code == 403


def test_it_shows_every_component_in_the_language_of_its_address(
    home: HomePage, admin: Client
) -> None:
    """Every new component must be added here."""
    templates = Path(settings.BASE_DIR) / "templates"
    wanted = {
        str(file.relative_to(templates))
        for folder in ("components", "blocks", "contact")
        for file in (templates / folder).glob("*.html")
    }
    french = admin.get("/styleguide/")
    used = {template.name for template in french.templates}
    assert wanted - used - ELSEWHERE == set()
    assert "Comment une association" in french.content.decode()
    assert "How can an association" in admin.get("/en/styleguide/").content.decode()
