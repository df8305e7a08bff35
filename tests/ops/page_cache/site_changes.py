"""Every kind of change that an owner, a script or the worker makes to the content of a site."""

import itertools
from datetime import timedelta
from typing import Any

from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from brand import models
from brand.models import BrandSettings, CustomImage, HomePage, StandardPage, Topic
from tests import factories

_numbers = itertools.count(1)


def french(model: str) -> Any:
    return getattr(models, model).objects.get(locale__language_code="fr")


def rename(how: str, word: str) -> None:
    if how == "save":
        identity = BrandSettings.objects.get()
        identity.name = word
        identity.save()
    elif how == "update":
        BrandSettings.objects.update(name=word)
    elif how == "SQL":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE brand_brandsettings SET name = %s", [word])
    else:
        with transaction.atomic():
            BrandSettings.objects.update(name=word)
            Topic.objects.update(name=word)


def publish(model: str, word: str) -> None:
    page = french(model)
    page.title = word
    page.show_in_menus = not page.show_in_menus
    page.save_revision().publish()


def save_draft(model: str, word: str) -> None:
    page = french(model)
    page.title = word
    page.save_revision()


def unpublish(model: str) -> None:
    french(model).unpublish()


def publish_on_schedule(word: str) -> None:
    page = french("StandardPage")
    page.title = word
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def move() -> None:
    page = StandardPage.objects.get(locale__language_code="fr")
    home, services = french("HomePage"), Page.objects.get(slug="services")
    page.move(home if page.get_parent().pk == services.pk else services, pos="last-child")


def change_picture(name: str) -> None:
    home = french("HomePage")
    if home.portrait is None:
        home.portrait = CustomImage.objects.create(title="Portrait", file=get_test_image_file(name))
        home.save_revision().publish()
    else:
        picture = home.portrait
        picture.file = ImageFile(get_test_image_file(name, size=(300 + next(_numbers), 400)))
        picture.save()
        picture.renditions.all().delete()


def restrict(kind: str) -> None:
    page = Page.objects.get(slug="texte")
    PageViewRestriction.objects.filter(page=page).delete()
    if kind:
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")


def change_mind(word: str) -> None:
    with transaction.atomic():
        BrandSettings.objects.update(name=word)
        transaction.set_rollback(True)


def translate() -> None:
    home = french("HomePage")
    if not HomePage.objects.filter(locale__language_code="en").exists():
        home.copy_for_translation(factories.locale("en")).save_revision().publish()
