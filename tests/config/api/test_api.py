"""The API's promises, one golden file per page type. UPDATE_GOLDEN=1 writes them."""

import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.db.models import ManyToOneRel
from django.test import Client
from PIL import Image as Pillow
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from brand.core.blocks import ApiRichTextBlock
from brand.models import (
    BasePage,
    CustomImage,
    HomePage,
    LegalNoticePage,
    PrivacyPage,
    StandardPage,
    Testimonial,
)
from contact.inquiries import intake
from contact.models import Inquiry
from ops.models import User
from services.models import ServiceIndexPage
from tests import factories

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
PAGE_TYPES = sorted(
    (model for model in get_page_models() if issubclass(model, BasePage)),
    key=lambda model: model.__name__,
)


def picture(title: str) -> CustomImage:
    file = io.BytesIO()
    Pillow.new("RGB", (1600, 900), "#2140c8").save(file, "PNG")
    return CustomImage.objects.create(title=title, file=ImageFile(file, name="picture.png"))


@pytest.fixture
def pages(home: HomePage, settings: Any, tmp_path: Path) -> dict[str, BasePage]:
    """A small site with content in every field that visitors read."""
    settings.MEDIA_ROOT = tmp_path
    ngo = factories.topic("ONG")
    interview = factories.interview(
        home,
        factories.answer(
            "Par où commencer ?",
            "<p>Par l’<b>intérieur</b>, puis <mark>les fenêtres</mark>.</p>",
            topics=[ngo],
            addendum="<p>Encore vrai.</p>",
            addendum_on="2026-01-02",
        ),
        factories.answer("Et ensuite ?", "<ul><li>Un</li><li>Deux</li></ul>"),
        publication="Le blog",
        publication_url="https://blog.example.org/",
        conducted_on="2010-02-01",
        closing="<p>Merci !</p>",
    )
    key = str(interview.answers.first().translation_key)
    service = factories.service(
        home,
        for_whom="<p>Des associations.</p>",
        outcome="<p>Un plan.</p>",
        duration="six semaines",
        deliverables=[("deliverable", "Un diagnostic")],
        steps=[("step", {"title": "Écouter", "text": "Une heure."})],
        related_answers=[("answer", key)],
        case_studies=[
            ("case_study", {"client": "A", "situation": "B", "result": "C", "is_example": True})
        ],
        questions=[
            {"key": "tools", "label": "Outils ?", "kind": "choice", "choices": "Blog\nWiki"}
        ],
    )
    testimonial = Testimonial.objects.create(quote="Bravo.", author="Ada", locale=home.locale)
    image = picture("Un réseau")
    image.contextual_alt_text, image.decorative = "Des cercles reliés", False
    home.portrait = home.share_image = picture("David")
    home.turns = [
        ("biography", {"question": "Qui ?", "text": "<p>Moi.</p>", "picture": image}),
        ("figures", {"question": "Combien ?", "figures": [{"value": "30+", "caption": "pays"}]}),
        ("answers", {"question": "Par où ?", "answers": [key]}),
        ("services", {"question": "Quoi ?", "intro": "", "services": [service]}),
        ("milestones", {"question": "D’où ?", "milestones": [{"year": "2004", "title": "Évry"}]}),
        ("testimonials", {"question": "Et eux ?", "testimonials": [testimonial]}),
        ("quote", {"text": "On ouvre les fenêtres.", "source": ""}),
        ("text", {"question": "Et encore ?", "text": "<p>Un <b>mot</b>.</p>"}),
        (
            "contact",
            {
                "question": "On en parle ?",
                "button": "M’écrire",
                "text": f'<p>Voyez <a linktype="page" id="{service.pk}">ce service</a>.</p>',
            },
        ),
    ]
    made = {
        "HomePage": factories.publish(home),
        "InterviewPage": interview,
        "ServicePage": service,
        "ServiceIndexPage": ServiceIndexPage.objects.get(),
        "ContactPage": factories.contact(
            home, ("email", "david@example.org"), ("linkedin", "https://linkedin.com/in/david")
        ),
    }
    for model in (StandardPage, LegalNoticePage, PrivacyPage):
        page = model(title=model.__name__, locale=home.locale, intro="Une phrase.")
        page.body = [
            ("text", "<p>Du texte.</p>"),
            ("picture", image),
            ("quote", {"text": "Une phrase.", "source": "Ada"}),
        ]
        home.add_child(instance=page)
        made[model.__name__] = factories.publish(page)
    return made


def stable(value: Any) -> Any:
    """Return the JSON with constants for what differs between runs (keys, dates, hashes)."""
    if isinstance(value, dict):
        return {
            k: "…" if k in {"id", "first_published_at"} else stable(v) for k, v in value.items()
        }
    if isinstance(value, list):
        return [stable(item) for item in value]
    if isinstance(value, str):
        value = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>", value)
        value = re.sub(r"/pages/\d+/", "/pages/<id>/", value)
        return re.sub(r"picture[_\w]*\.", "picture.", value)
    return value


def blocks_in(block: blocks.Block) -> Iterator[blocks.Block]:
    """`block` and everything inside it."""
    yield block
    inside = list(getattr(block, "child_blocks", {}).values())
    for child in [*inside, getattr(block, "child_block", None)]:
        if child is not None:
            yield from blocks_in(child)


@pytest.mark.parametrize(
    "field",
    [f for m in get_page_models() for f in m._meta.local_fields if isinstance(f, StreamField)],
    ids=str,
)
def test_no_block_gives_the_html_of_the_database(field: StreamField) -> None:
    """There, a link to a page is its number: no reader of the API can follow it."""
    rich = [b for b in blocks_in(field.stream_block) if isinstance(b, blocks.RichTextBlock)]
    assert [b.label for b in rich if not isinstance(b, ApiRichTextBlock)] == []


def test_every_page_type_has_a_golden_file(pages: dict[str, BasePage]) -> None:
    assert sorted(pages) == [model.__name__ for model in PAGE_TYPES]


@pytest.mark.parametrize("name", [model.__name__ for model in PAGE_TYPES])
def test_the_api_gives_what_a_visitor_reads(
    pages: dict[str, BasePage], client: Client, name: str
) -> None:
    answer = client.get(f"/api/v3/pages/{pages[name].pk}/")
    assert answer.status_code == 200
    got = json.dumps(stable(answer.json()), ensure_ascii=False, indent=2) + "\n"
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(got)
    assert got == golden.read_text()


@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_turn_and_every_field_is_in_a_golden_file(model: type[BasePage]) -> None:
    """A block or field that no golden file has could change without a failing test."""
    told = json.loads((GOLDEN / f"{model.__name__}.json").read_text())
    names = {field.name for field in model.api_fields}
    assert names - set(told) - set(told["meta"]) == set()
    for name in sorted(names):
        field = {f.name: f for f in model._meta.get_fields()}.get(name)
        if isinstance(field, StreamField):
            turns = {turn["type"] for turn in told[name]}
            assert turns == set(field.stream_block.child_blocks), f"{model.__name__}.{name}"
        elif isinstance(field, ManyToOneRel):
            rows = told[name]
            assert rows, f"{model.__name__}.{name} is empty"
            wanted = {part.name for part in field.related_model.api_fields}
            met = set().union(*(row.keys() | row.get("meta", {}).keys() for row in rows))
            assert wanted - met == set(), f"{model.__name__}.{name}"


def test_both_languages_can_be_read(pages: dict[str, BasePage], client: Client) -> None:
    factories.home("en", translation_key=pages["HomePage"].translation_key)
    for language in ("fr", "en"):
        items = client.get("/api/v3/pages/", {"locale": language}).json()["items"]
        assert {item["meta"]["locale"] for item in items} == {language}


def test_nothing_of_inquiries_drafts_or_users_is_in_it(
    pages: dict[str, BasePage], client: Client, owner: User
) -> None:
    new = intake.NewInquiry(name="Léa", email="lea@example.org", message="Secret", language="fr")
    intake.receive(new, key="k")
    draft = factories.interview(
        HomePage.objects.get(), factories.answer("Caché ?", slug="cache"), live=False, slug="x"
    )
    listing = client.get("/api/v3/pages/").content.decode()
    document = client.get("/api/v3/openapi.json").content.decode()
    everything = listing + "".join(
        client.get(f"/api/v3/pages/{page.pk}/").content.decode() for page in pages.values()
    )
    for secret in (
        "lea@example.org",
        "Secret",
        "Caché",
        owner.email,
        Inquiry.objects.get().reference,
    ):
        assert secret not in everything
    assert client.get(f"/api/v3/pages/{draft.pk}/").status_code == 404
    assert client.get(f"/api/v3/pages/{draft.pk}/?version=draft").status_code == 404
    assert "Inquiry" not in document
    assert client.post("/api/v3/pages/", {}, "application/json").status_code == 401


def test_one_openapi_document_describes_every_page_type(client: Client, home: HomePage) -> None:
    document = client.get("/api/v3/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    names = set(document["components"]["schemas"])
    assert {f"{name}Schema" for name in ("HomePage", "InterviewPage", "ServicePage")} <= names
