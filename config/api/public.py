"""Limit Wagtail's API for strangers to pictures in use, in our sizes, and to nothing hidden.

Wagtail's routers list every picture outside of private collections, with the address of its
original, and name the parent of a page, the source of an alias and the target of a redirect without
asking who may read them. Version 3 is a preview without hooks for this, so its own parts are
replaced, in this file alone. Who has a token sees what Wagtail shows to it.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from ninja.schema import Resolver
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.registry import registry
from wagtail.api.v3.routers import pages as pages_router
from wagtail.contrib.redirects.api.v3 import router as redirects_router
from wagtail.images import get_image_model
from wagtail.images.api.v3 import router as images_router
from wagtail.images.api.v3.schemas import ImageMetaSchema
from wagtail.models import Page, ReferenceIndex, get_page_models

from brand.core.visibility import visible

_every_picture = images_router.get_images_queryset
_every_page = pages_router.get_pages_queryset


def is_stranger(request: HttpRequest) -> bool:
    """Whether the request came without a token that was accepted."""
    return not request.user.is_authenticated


def pictures(request: HttpRequest) -> QuerySet:
    """Return the pictures that this request may list: without a token, those on public pages."""
    found = _every_picture(request)
    if not is_stranger(request):
        return found
    page = ContentType.objects.get_for_model(Page)
    readable = visible(Page.objects.all()).annotate(key=Cast("pk", CharField())).values("key")
    shown = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(get_image_model()),
        base_content_type=page,
        object_id__in=readable,
    )
    return found.filter(pk__in=[int(key) for key in shown.values_list("to_object_id", flat=True)])


def pages(request: HttpRequest, model: type[Page] = Page) -> QuerySet:
    """Return the pages that this request may list: without a token, those with a public address."""
    found = _every_page(request, model)
    if not is_stranger(request):
        return found
    aliases = Page.objects.live().exclude(alias_of=None)
    readable = visible(aliases).values("pk")
    found = found.exclude(
        path__in=list(aliases.exclude(pk__in=readable).values_list("path", flat=True))
    )
    # Below a home page that is offline nothing has an address.
    for home in Page.objects.filter(depth=2, live=False).values_list("path", flat=True):
        found = found.exclude(path__startswith=home)
    return found


def original(picture: Any, context: dict[str, Any]) -> str | None:
    """Return the address of the original, for people who work on the site; None for others."""
    return None if is_stranger(context["request"]) or not picture.file else picture.file.url


def parent(page: Page, context: dict[str, Any]) -> Page | None:
    """Return the parent, if this request may read it."""
    return _readable(page.get_parent(), context["request"])


def alias_of(page: Page, context: dict[str, Any]) -> Page | None:
    """Return the page that this one is an alias of, if this request may read it."""
    return _readable(page.alias_of, context["request"])


def _readable(page: Page | None, request: HttpRequest) -> Page | None:
    if page is None or not is_stranger(request):
        return page
    return page if visible(Page.objects.filter(pk=page.pk)).exists() else None


def _resolve(schema: Any, **resolvers: Any) -> None:
    for name, function in resolvers.items():
        schema._ninja_resolvers[name] = Resolver(staticmethod(function))


def close() -> None:
    """Replace Wagtail's functions by those above."""
    images_router.get_images_queryset = pictures
    pages_router.get_pages_queryset = pages
    picture = registry.get(get_image_model()._meta.label)
    for schema in (ImageMetaSchema, _meta_of(picture)):
        _resolve(schema, download_url=original)
    # Visitors are still redirected. A list would show the paths of private pages and drafts.
    for view in redirects_router.path_operations.values():
        for operation in view.operations:
            operation._set_auth(BearerTokenAuth())
    for model in get_page_models():
        _resolve(_meta_of(registry.get(model._meta.label)), parent=parent, alias_of=alias_of)


def _meta_of(registration: Any) -> Any:
    return registration.read_schema.model_fields["meta"].annotation
