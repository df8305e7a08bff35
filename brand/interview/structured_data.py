"""JSON-LD of an interview and its answers, in schema.org's vocabulary."""

from collections.abc import Iterable
from typing import Any

from brand.core.structured_data import CONTEXT
from brand.interview.answer_view import AnswerView


def question(
    view: AnswerView, root: str, owner: dict[str, Any], *, with_text: bool
) -> dict[str, Any]:
    """Describe a question with its answer. `root` is the origin to which paths are added."""
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
    """Describe an interview: an Article about the owner, as a QAPage is for answers by visitors.

    The text of an answer is only in the data of the answer's own page; otherwise a whole interview
    would be sent twice.
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
