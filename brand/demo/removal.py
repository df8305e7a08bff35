"""What of the demonstration is no page: testimonials, topics, pictures. Whose are they now?"""

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import PurePath
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision

from brand.demo import content_fr
from brand.demo.factory import key
from brand.models import CustomImage, Testimonial, Topic

TESTIMONIALS = {key(f"testimonial:{name}") for name in content_fr.TESTIMONIALS}
TOPICS = {key(f"topic:{name}") for name in content_fr.TOPICS}
# The names that brand.demo.seed gives; a storage may add letters of its own.
_PICTURE = re.compile(r"demo-(?:conversation|share-[a-z]+)(?:_\w+)?\.png")

FreshKey = Callable[[UUID], UUID]


def changed_pages(pages: Iterable[Page]) -> set[int]:
    """Which of `pages` somebody has worked on since they were made, drafts included.

    The demonstration makes one revision of each, in nobody's name.
    """
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
    )
    counted = revisions.order_by().values("object_id").annotate(n=Count("pk"), by=Count("user"))
    return {int(row["object_id"]) for row in counted if row["n"] > 1 or row["by"]}


def testimonials() -> list[Testimonial]:
    return list(Testimonial.objects.filter(translation_key__in=TESTIMONIALS))


def edited(rows: Collection[Model]) -> set[int]:
    """Which of `rows`, all of one model, somebody has edited in the admin."""
    if not rows:
        return set()
    kind = ContentType.objects.get_for_model(next(iter(rows)))
    log = ModelLogEntry.objects.filter(content_type=kind, action="wagtail.edit")
    found = log.filter(object_id__in=[str(row.pk) for row in rows])
    return {int(pk) for pk in found.values_list("object_id", flat=True)}


def remove_testimonials(keep: Collection[int], fresh: FreshKey) -> None:
    """Delete the testimonials of the demonstration; those to `keep` (by key) become ordinary."""
    for row in testimonials():
        if row.pk in keep:
            row.translation_key = fresh(row.translation_key)
            row.save()
        else:
            row.delete()


def remove_topics(fresh: FreshKey) -> None:
    """Delete the topics that no answer has; those in use or edited become ordinary ones."""
    topics = list(Topic.objects.filter(translation_key__in=TOPICS).annotate(uses=Count("answers")))
    mine = edited(topics)
    for topic in topics:
        if topic.uses or topic.pk in mine:
            topic.translation_key = fresh(topic.translation_key)
            topic.save()
        else:
            topic.delete()


def pictures() -> list[CustomImage]:
    """The pictures that the demonstration has drawn."""
    drawn = CustomImage.objects.filter(file__contains="demo-")
    return [image for image in drawn if _PICTURE.fullmatch(PurePath(image.file.name).name)]


def unused_pictures(going: Collection[int]) -> list[CustomImage]:
    """Those of them that no page shows but the pages in `going` (by primary key)."""
    page = ContentType.objects.get_for_model(Page).pk
    return [
        image
        for image in pictures()
        if all(
            reference.base_content_type_id == page and int(reference.object_id) in going
            for reference in ReferenceIndex.get_references_to(image)
        )
    ]
