"""Who this is, for machines: JSON-LD in schema.org's vocabulary (what a visitor reads, no more)."""

from collections.abc import Iterable
from typing import Any

from brand.core.settings import BrandSettings
from brand.interview.answer_view import AnswerView

CONTEXT = "https://schema.org"


def person(brand: BrandSettings, url: str, language: str) -> dict[str, Any]:
    """The owner, named by an id that all pages share. `url` is the site's absolute root."""
    data = {"@type": "Person", "@id": f"{url}#person", "name": brand.name, "url": url}
    if title := brand.job_title(language):
        data["jobTitle"] = title
    return data


def profile(
    brand: BrandSettings, url: str, language: str, *, description: str, same_as: list[str]
) -> dict[str, Any]:
    """The home page: a ProfilePage about the owner. `same_as` are their other addresses."""
    owner = person(brand, url, language) | {"description": description}
    if same_as:
        owner["sameAs"] = same_as
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "inLanguage": language,
        "mainEntity": owner,
    }


def question(
    view: AnswerView, root: str, owner: dict[str, Any], *, with_text: bool
) -> dict[str, Any]:
    """One question with its answer. `root` is the origin that paths are added to."""
    url = f"{root}{view.url}"
    answer: dict[str, Any] = {"@type": "Answer", "url": url}
    if with_text:
        answer |= {"text": view.text, "author": {"@id": owner["@id"]}}
    return {"@type": "Question", "name": view.question, "url": url, "acceptedAnswer": answer}


def interview(
    owner: dict[str, Any],
    views: Iterable[AnswerView],
    *,
    url: str,
    root: str,
    title: str,
    language: str,
    interviewer: str,
    date: str,
) -> dict[str, Any]:
    """An interview: an Article about the owner (a QAPage is for answers by visitors).

    The text of an answer is in the data of its own page only: a whole interview would be sent
    twice.
    """
    shown = list(views)
    data = {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": title,
        "url": url,
        "inLanguage": language,
        "about": owner,
        "author": {"@id": owner["@id"]},
        "hasPart": [question(view, root, owner, with_text=len(shown) == 1) for view in shown],
    }
    if interviewer:
        data["contributor"] = {"@type": "Person", "name": interviewer}
    if date:
        data["dateCreated"] = date
    return data
