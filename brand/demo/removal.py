"""Remove what the demonstration made besides pages: testimonials, topics, pictures."""

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
    """Return the primary keys of those `pages` that somebody has edited, drafts included.

    The demonstration makes one revision of each page, without a user.
    """
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
    )
    counted = revisions.order_by().values("object_id").annotate(n=Count("pk"), by=Count("user"))
    return {int(row["object_id"]) for row in counted if row["n"] > 1 or row["by"]}


def testimonials() -> list[Testimonial]:
    """Return the demonstration's testimonials and copies of them, which are examples as well."""
    marked = Q(translation_key__in=TESTIMONIALS) | Q(is_example=True)
    return list(Testimonial.objects.filter(marked).order_by("pk"))


def edited_or_copied(rows: Collection[Testimonial]) -> list[Testimonial]:
    """Return those of `rows` that somebody has edited in the admin, or made there by copying."""
    mine = edited(rows)
    return [row for row in rows if row.pk in mine or row.translation_key not in TESTIMONIALS]


def edited(rows: Collection[Model]) -> set[int]:
    """Return the primary keys of those `rows`, all of one model, that were edited in the admin."""
    if not rows:
        return set()
    kind = ContentType.objects.get_for_model(next(iter(rows)))
    log = ModelLogEntry.objects.filter(content_type=kind, action="wagtail.edit")
    found = log.filter(object_id__in=[str(row.pk) for row in rows])
    return {int(pk) for pk in found.values_list("object_id", flat=True)}


def remove_testimonials(keep: Collection[int], fresh: FreshKey) -> None:
    """Delete the demonstration's testimonials. Those in `keep` (primary keys) stay, as examples."""
    for row in testimonials():
        if row.pk in keep:
            row.translation_key = fresh(row.translation_key)
            row.is_example = True
            row.save()
        else:
            row.delete()


def remove_topics(fresh: FreshKey) -> None:
    """Delete the topics that no answer uses. Those in use or edited become ordinary topics."""
    topics = list(Topic.objects.filter(translation_key__in=TOPICS).annotate(uses=Count("answers")))
    mine = edited(topics)
    for topic in topics:
        if topic.uses or topic.pk in mine:
            topic.translation_key = fresh(topic.translation_key)
            topic.save()
        else:
            topic.delete()


def pictures() -> list[CustomImage]:
    """Return the demonstration's pictures, except those whose file has been replaced."""
    marked = CustomImage.objects.exclude(demo_hash="")
    return list(marked.filter(demo_hash=F("file_hash")))


def pages_that_show(images: Collection[CustomImage]) -> set[int]:
    """Return the primary keys of the pages that show one of `images`."""
    page = ContentType.objects.get_for_model(Page).pk
    return {
        int(reference.object_id)
        for image in images
        for reference in ReferenceIndex.get_references_to(image)
        if reference.base_content_type_id == page
    }
