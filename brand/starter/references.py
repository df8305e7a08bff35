"""Remove references to objects that were deleted with the demonstration."""

import json
from typing import Any

from wagtail.models import Page

from brand.core.media import CustomImage
from brand.home.testimonial import Testimonial
from brand.interview.featured import answer_choices

# The StreamFields in which other objects can be chosen.
STREAMS = ("turns", "body", "related_answers")


def forget_lost(content: dict[str, Any]) -> None:
    """Remove references to missing objects from `content`, a page in a revision's format.

    A block that loses all of its objects is removed: a turn would be a question with nothing below
    it, and the editor would refuse to publish it.
    """
    there: dict[str, set[Any]] = {
        "answers": {str(key) for key, _label in answer_choices()},
        "services": set(Page.objects.values_list("pk", flat=True)),
        "testimonials": set(Testimonial.objects.values_list("pk", flat=True)),
        "picture": set(CustomImage.objects.values_list("pk", flat=True)),
    }
    for name in STREAMS:
        if name in content:
            blocks = json.loads(content[name])
            content[name] = json.dumps([block for block in blocks if _is_left(block, there)])


def _is_left(block: dict[str, Any], there: dict[str, set[Any]]) -> bool:
    """Whether `block` still has content, after missing references are removed from it."""
    kind, value = block["type"], block["value"]
    if kind == "answer":
        return value in there["answers"]
    if kind == "picture":
        return value["image"] in there["picture"]
    if kind in there:
        value[kind] = [item for item in value[kind] if item["value"] in there[kind]]
        return bool(value[kind])
    if (
        kind == "biography"
        and value["picture"]
        and value["picture"]["image"] not in there["picture"]
    ):
        value["picture"] = {"image": None, "alt_text": "", "decorative": False}
    return True
