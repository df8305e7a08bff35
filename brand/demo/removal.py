"""What of the demonstration is no page: testimonials, topics, pictures. Whose are they now?"""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Model, Q
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision

from brand.core.media import CustomImage
from brand.demo import content_fr
from brand.demo.factory import key
from brand.home.testimonial import Testimonial
from brand.interview.topic import Topic

TESTIMONIALS = {key(f"testimonial:{name}") for name in content_fr.TESTIMONIALS}
TOPICS = {key(f"topic:{name}") for name in content_fr.TOPICS}

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
    """Those of the demonstration, and what was copied from them: the copy is an example too."""
    marked = Q(translation_key__in=TESTIMONIALS) | Q(is_example=True)
    return list(Testimonial.objects.filter(marked).order_by("pk"))


def worked_on(rows: Collection[Testimonial]) -> list[Testimonial]:
    """Which of `rows` somebody has edited in the admin, or made there by copying."""
    mine = edited(rows)
    return [row for row in rows if row.pk in mine or row.translation_key not in TESTIMONIALS]


def edited(rows: Collection[Model]) -> set[int]:
    """Which of `rows`, all of one model, somebody has edited in the admin."""
    if not rows:
        return set()
    kind = ContentType.objects.get_for_model(next(iter(rows)))
    log = ModelLogEntry.objects.filter(content_type=kind, action="wagtail.edit")
    found = log.filter(object_id__in=[str(row.pk) for row in rows])
    return {int(pk) for pk in found.values_list("object_id", flat=True)}


def remove_testimonials(keep: Collection[int], fresh: FreshKey) -> None:
    """Delete the testimonials of the demonstration; those to `keep` (by key) stay examples."""
    for row in testimonials():
        if row.pk in keep:
            row.translation_key = fresh(row.translation_key)
            row.is_example = True
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
    """The pictures that the demonstration has drawn, as long as their file is still that."""
    marked = CustomImage.objects.exclude(demo_hash="")
    return list(marked.filter(demo_hash=F("file_hash")))


def pages_that_show(images: Collection[CustomImage]) -> set[int]:
    """Primary keys of the pages in which one of `images` stands."""
    page = ContentType.objects.get_for_model(Page).pk
    return {
        int(reference.object_id)
        for image in images
        for reference in ReferenceIndex.get_references_to(image)
        if reference.base_content_type_id == page
    }
