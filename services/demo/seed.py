"""Turn the services of the demonstration into pages, below a home page of the demonstration."""

from decimal import Decimal
from types import ModuleType
from typing import Any

from wagtail.models import Locale, Page

from brand.core.languages import written_for
from brand.demo.factory import draft, identified, publish, stream
from brand.demo.seed import Home, answer_keys
from services.demo import content_en, content_fr
from services.models import BriefQuestion, Offer, ServiceIndexPage, ServicePage

CONTENT: dict[str, ModuleType] = {"fr": content_fr, "en": content_en}
PAGES = ("services", *(f"service:{data['name']}" for data in content_fr.SERVICES))


def seed(home: Home) -> dict[str, ServicePage]:
    """Publish the list of services and each service; return the services by name."""
    content = written_for(CONTENT, home.language)
    page = ServiceIndexPage(**content.INDEX, show_in_menus=True)
    index = draft(home.page, page, "services", home.locale)
    publish(index)
    return {
        data["name"]: _service(index, data, content.TAX_NOTE, home.locale)
        for data in content.SERVICES
    }


def _service(parent: Page, data: dict[str, Any], tax_note: str, locale: Locale) -> ServicePage:
    name = f"service:{data['name']}"
    plain = ("title", "slug", "search_description", "summary", "for_whom", "outcome", "duration",
             "invitation")  # fmt: skip
    page = ServicePage(
        **{field: data[field] for field in plain},
        deliverables=stream(f"{name}:deliverables", _each("deliverable", data["deliverables"])),
        steps=stream(
            f"{name}:steps",
            _each("step", [{"title": title, "text": text} for title, text in data["steps"]]),
        ),
        related_answers=stream(
            f"{name}:answers", _each("answer", answer_keys(data["related_answers"]))
        ),
        case_studies=stream(
            f"{name}:cases", _each("case_study", [{**data["case_study"], "is_example": True}])
        ),
    )
    page.offers = [
        identified(_offer(number, offer, tax_note), f"{name}:offer:{number}", locale)
        for number, offer in enumerate(data["offers"])
    ]
    page.brief_questions = [
        identified(_brief_question(number, question), f"{name}:brief:{question['key']}", locale)
        for number, question in enumerate(data["questions"])
    ]
    publish(draft(parent, page, name, locale))
    return page


def _each(kind: str, values: list[Any]) -> list[tuple[str, Any]]:
    return [(kind, value) for value in values]


def _offer(number: int, data: dict[str, str], tax_note: str) -> Offer:
    """An offer. Nobody knows the owner's prices: each one is marked as an example."""
    price = Decimal(data["price_from"])
    return Offer(
        **data | {"price_from": price}, sort_order=number, tax_note=tax_note, is_example=True
    )


def _brief_question(number: int, data: dict[str, Any]) -> BriefQuestion:
    choices = "\n".join(data.get("choices", []))
    return BriefQuestion(**data | {"choices": choices}, sort_order=number)
