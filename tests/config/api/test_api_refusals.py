"""The API hides what strangers may not read, and refuses requests instead of ignoring fields."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    get_page_models,
)

from brand.models import BasePage, CustomImage, HomePage, Testimonial
from ops.models import User
from services.models import ServiceIndexPage, ServicePage
from tests import factories

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def png() -> bytes:
    file = io.BytesIO()
    Pillow.new("RGB", (90, 60), "#2140c8").save(file, "PNG")
    return file.getvalue()


def picture(title: str, **fields: Any) -> CustomImage:
    file = ImageFile(io.BytesIO(png()), name=f"{title}.png")
    return CustomImage.objects.create(title=title, file=file, **fields)


@pytest.fixture
def token(owner: User) -> dict[str, str]:
    _, key = APIToken.create_token(user=owner, name="test")
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def services_of(client: Client, home: HomePage) -> list[dict[str, Any]]:
    """Return the services of the only turn that has any. Empty turns are left out."""
    turns = client.get(f"/api/v3/pages/{home.pk}/").json()["turns"]
    return [s for turn in turns if turn["type"] == "services" for s in turn["value"]["services"]]


# --- leaks ---


@pytest.mark.parametrize("how", ["unpublished", "private", "below what is private", "deleted"])
def test_a_service_that_nobody_may_read_is_in_no_turn(
    client: Client, home: HomePage, how: str
) -> None:
    shown = factories.service(home, title="Stratégie")
    hidden = factories.service(home, title="Secret")
    home.turns = [("services", {"question": "Quoi ?", "intro": "", "services": [hidden, shown]})]
    factories.publish(home)
    assert len(services_of(client, home)) == 2
    if how == "unpublished":
        hidden.unpublish()
    elif how == "deleted":
        hidden.delete()
    else:
        page = hidden if how == "private" else ServiceIndexPage.objects.get()
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    left = [] if how == "below what is private" else ["Stratégie"]
    assert [service["title"] for service in services_of(client, home)] == left
    for address in (f"/api/v3/pages/{home.pk}/", "/api/v3/pages/", "/", "/services/"):
        assert "Secret" not in client.get(address).content.decode()


def test_the_parent_of_a_page_is_named_only_to_who_may_read_it(
    client: Client, home: HomePage, token: dict[str, str]
) -> None:
    service = factories.service(home)
    index = ServiceIndexPage.objects.get()
    index.title = "Secret list"
    factories.publish(index)
    address = f"/api/v3/pages/{service.pk}/"
    assert client.get(address).json()["meta"]["parent"]["title"] == "Secret list"
    index.unpublish()
    assert client.get(address).json()["meta"]["parent"] is None
    assert client.get(address, headers=token).json()["meta"]["parent"]["title"] == "Secret list"


def test_an_alias_is_shown_only_to_who_may_read_its_source(client: Client, home: HomePage) -> None:
    service = factories.service(home, title="Secret")
    alias = service.create_alias(update_slug="alias")
    address = f"/api/v3/pages/{alias.pk}/"
    assert client.get(address).json()["meta"]["alias_of"]["title"] == "Secret"
    PageViewRestriction.objects.create(page=service, restriction_type="login")
    assert client.get(address).status_code == 404


def test_strangers_see_pictures_in_use_without_their_originals(
    client: Client, home: HomePage, media: Path, token: dict[str, str]
) -> None:
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    home.portrait = picture("portrait")
    home.share_image = picture("hidden", collection=private)
    picture("unused")
    draft = factories.service(home)
    draft.share_image = picture("draft")
    factories.publish(draft).unpublish()
    factories.publish(home)

    listing = client.get("/api/v3/images/").json()["items"]
    assert [item["title"] for item in listing] == ["portrait"]
    assert listing[0]["meta"]["download_url"] is None
    assert "original_images" not in client.get("/api/v3/images/").content.decode()
    for image in CustomImage.objects.all():
        status = client.get(f"/api/v3/images/{image.pk}/").status_code
        assert status == (200 if image.title == "portrait" else 404)

    items = client.get("/api/v3/images/", headers=token).json()["items"]
    assert len(items) == 4
    assert all("original_images" in item["meta"]["download_url"] for item in items)


# --- one format for errors ---


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/", 404),
        ("get", "/api/v3/nothing/", 404),
        ("get", "/api/v2/pages/", 404),
        ("post", "/api/v3/nothing/", 404),
        ("put", "/api/v3/pages/", 405),
        ("delete", "/api/v3/images/", 405),
        ("get", "/api/v3/pages/?search=%00", 400),
        ("get", "/api/v3/pages/999999/", 404),
        ("get", "/api/v3/sites/", 401),
    ],
)
def test_every_error_is_a_problem_in_json(
    client: Client, home: HomePage, method: str, path: str, status: int
) -> None:
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status
    if status == 405:
        assert "GET" in answer.headers["Allow"]


def test_a_fault_of_ours_is_a_problem_in_json(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wagtail.api.v3.routers.pages.get_pages_queryset", lambda *_: 1 / 0)
    answer = Client(raise_request_exception=False).get(f"/api/v3/pages/{home.pk}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, PROBLEM)
    assert "division" not in answer.content.decode()


def test_a_page_that_does_not_exist_is_still_a_page(client: Client, home: HomePage) -> None:
    assert client.get("/nothing/").headers["Content-Type"].startswith("text/html")


# --- writing ---


def names(answer: Any) -> set[str]:
    """Return the fields that a 422 names."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
    return {error["loc"][-1] for error in answer.json()["errors"]}


def test_what_the_api_can_write_is_written(
    client: Client, home: HomePage, token: dict[str, str]
) -> None:
    service = factories.service(home)
    interview = factories.interview(home, factories.answer("Par où ?"))
    for page in (service, interview, home):
        body = {"title": f"Nouveau {page.pk}", "meta": {"action": "publish"}}
        answer = client.patch(f"/api/v3/pages/{page.pk}/", body, "application/json", headers=token)
        assert answer.status_code == 200, answer.content
        assert Page.objects.get(pk=page.pk).title == body["title"]
    assert [offer.name for offer in ServicePage.objects.get().offers.all()] == ["Diagnostic"]
    assert interview.answers.count() == 1
    body = {"title": "Autre", "meta": {"type": "brand.StandardPage", "parent_id": home.pk}}
    answer = client.post("/api/v3/pages/", body, "application/json", headers=token)
    assert answer.status_code == 201
    assert answer.json()["title"] == "Autre"


@pytest.mark.parametrize("model", [m for m in get_page_models() if issubclass(m, BasePage)])
def test_no_page_is_made_without_what_it_needs(
    client: Client, home: HomePage, token: dict[str, str], model: type[BasePage]
) -> None:
    """Either the page is created and can be published, or the answer names the missing fields."""
    factories.service(home)
    parent = ServiceIndexPage.objects.get() if model is ServicePage else home
    count = Page.objects.count()
    meta = {"type": model._meta.label, "parent_id": parent.pk, "action": "publish"}
    body = {"title": "Nouveau", "slug": "nouveau", "meta": meta}
    answer = client.post("/api/v3/pages/", body, "application/json", headers=token)
    if answer.status_code == 201:
        Page.objects.get(pk=answer.json()["id"]).specific.full_clean()
    else:
        assert answer.status_code in {403, 422}
        assert answer.headers["Content-Type"] == PROBLEM
        assert Page.objects.count() == count


def test_what_is_required_and_cannot_be_written_is_named(
    client: Client, home: HomePage, token: dict[str, str]
) -> None:
    factories.service(home)
    for kind, parent, field in (
        ("services.ServicePage", ServiceIndexPage.objects.get(), "summary"),
        ("brand.InterviewPage", home, "standfirst"),
    ):
        body = {"title": "Nouveau", "meta": {"type": kind, "parent_id": parent.pk}}
        answer = client.post("/api/v3/pages/", body, "application/json", headers=token)
        assert names(answer) == {field}
    body = {"quote": "Bravo.", "author": "Ada"}
    answer = client.post(
        "/api/v3/snippets/brand.Testimonial/", body, "application/json", headers=token
    )
    assert names(answer) == {"quote", "author"}
    assert not Testimonial.objects.exists()


def test_a_field_that_cannot_be_written_is_refused_and_nothing_is_done(
    client: Client, home: HomePage, token: dict[str, str], media: Path
) -> None:
    interview = factories.interview(home, factories.answer("Par où ?"))
    body = {"title": "Neu", "intro": "Une phrase.", "body": []}
    meta = {"type": "brand.StandardPage", "parent_id": home.pk, "publish_at": "now"}
    new = client.post("/api/v3/pages/", body | {"meta": meta}, "application/json", headers=token)
    assert names(new) == {"intro", "body", "publish_at"}
    for page, sent, wrong in (
        (home, {"title": "Neu", "headline": "Non", "titel": "?"}, {"headline", "titel"}),
        (interview, {"title": "Neu", "answers": [{"question": "?"}]}, {"answers"}),
    ):
        address = f"/api/v3/pages/{page.pk}/"
        answer = client.patch(address, sent, "application/json", headers=token)
        assert names(answer) == wrong
        assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title != "Neu"

    upload = SimpleUploadedFile("a.png", png(), "image/png")
    fields = {"title": "A", "file": upload, "tags": "reseau", "focus": "1"}
    answer = client.post("/api/v3/images/", fields, headers=token)
    assert names(answer) == {"tags", "focus"}
    assert not CustomImage.objects.exists()
    fields = {"title": "A", "file": SimpleUploadedFile("a.png", png()), "credit": "Ada"}
    answer = client.post("/api/v3/images/", fields, headers=token)
    assert answer.status_code == 201
    image = CustomImage.objects.get()
    assert image.credit == "Ada"
    address = f"/api/v3/images/{image.pk}/"
    answer = client.patch(address, {"tags": ["a"]}, "application/json", headers=token)
    assert names(answer) == {"tags"}


def test_without_a_token_nothing_is_said_about_fields(client: Client, home: HomePage) -> None:
    answer = client.patch(f"/api/v3/pages/{home.pk}/", {"titel": "?"}, "application/json")
    assert answer.status_code == 401
