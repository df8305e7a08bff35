"""Whatever is written counts as a change of content, unless no page shows it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from brand.models import Answer, BrandSettings, HomePage, StandardPage, Testimonial
from contact.models import Inquiry
from ops.models import Heartbeat, User
from ops.page_cache.changes import NotAnnounced, is_change
from tests import factories
from tests.ops.page_cache.conftest import Process

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ('SELECT "brand_homepage"."id" FROM "brand_homepage"', False),
        ("(SELECT 1) UNION (SELECT 2)", False),
        ("BEGIN IMMEDIATE", False),
        ("SAVEPOINT s1", False),
        ("WITH a AS (SELECT 1) SELECT * FROM a", False),
        ('WITH a AS (SELECT 1) DELETE FROM "brand_topic"', True),
        ('INSERT INTO "brand_topic" ("name") VALUES (%s)', True),
        ('INSERT OR IGNORE INTO "brand_answer_topics" VALUES (1)', True),
        ("update brand_topic set name = 'x'", True),
        ('REPLACE INTO "brand_topic" VALUES (1)', True),
        ('DELETE FROM "brand_customrendition" WHERE 1', True),
        ('INSERT INTO "brand_customrendition" VALUES (1)', False),
        ('INSERT INTO "django_session" VALUES (1)', False),
        ('CREATE TABLE "x" (id int)', True),
        ("TRUNCATE brand_topic", True),
        ("MERGE INTO brand_topic", True),
        ("", True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s WHERE "id" = 1', False),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE 1', True),
        # as the page tree writes, and people do
        ('UPDATE "wagtailcore_page" SET path=%s||SUBSTR(path, 9) WHERE path LIKE %s', True),
        ("UPDATE wagtailcore_page SET title = 'x'", True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, title = %s WHERE 1', True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = NULL, "latest_revision_id" = %s', False),
        # several in one, of which only the first is harmless
        ("SELECT 1; UPDATE brand_topic SET name = 'x'", True),
        ("SELECT 1;", False),
        ("SELECT 1 WHERE 'a; b' = %s", False),
        ('DELETE FROM "django_session"; DELETE FROM "brand_topic"', True),
        (
            'INSERT INTO "brand_customrendition" VALUES (1) ON CONFLICT ("id") DO UPDATE SET x=1',
            True,
        ),
        ('INSERT OR REPLACE INTO "brand_customrendition" VALUES (1)', True),
        ('INSERT INTO "django_session" VALUES (1) ON CONFLICT DO UPDATE SET x=1', False),
        ('UPDATE "contact_inquiry" SET "status" = %s', False),
        ('UPDATE "contact_inquirysettings" SET "x" = %s', True),
    ],
)
def test_statements(sql: str, expected: bool) -> None:
    assert is_change(sql) is expected


def _raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE brand_homepage SET headline = 'Nouveau'")


def _topics() -> None:
    Answer.objects.first().topics.through.objects.all().delete()


def _move() -> None:
    home = HomePage.objects.get()
    for slug in ("a", "b"):
        home.add_child(instance=StandardPage(title=slug, slug=slug, locale=home.locale))
    page = Page.objects.get(slug="a")
    page.move(Page.objects.get(slug="b"), pos="right")


CHANGES = {
    "save": lambda: HomePage.objects.get().save(),
    "publish": lambda: factories.publish(HomePage.objects.get()),
    "unpublish": lambda: HomePage.objects.get().unpublish(),
    "update": lambda: BrandSettings.objects.update(name="Jeanne"),
    "in bulk": lambda: Testimonial.objects.bulk_create(
        [Testimonial(quote="Oui", author="A", locale=factories.locale())]
    ),
    "a relation": _topics,
    "the page tree": _move,
    "SQL": _raw,
    "a new language": lambda: factories.locale("en"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_content_ends_the_generation(name: str, process: Process) -> None:
    before = process.generation.current()
    CHANGES[name]()
    assert process.generation.current() not in {before, None}


def _autosave() -> None:
    page = HomePage.objects.get()
    page.headline = "Pas encore"
    page.save_revision()


def _log_in() -> None:
    user = User.objects.get()
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    Session.objects.create(session_key="x", expire_date=timezone.now())


UNSEEN = {
    "a draft": _autosave,
    "a log-in": _log_in,
    "an inquiry": lambda: Inquiry.objects.create(name="A", email="a@example.org"),
    "a sign of life": lambda: Heartbeat.objects.create(name="x", seen_at=timezone.now()),
    "the worker, when nothing is due": lambda: call_command("publish_scheduled"),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_no_page_shows_does_not(name: str, process: Process) -> None:
    before = process.generation.current()
    UNSEEN[name]()
    assert process.generation.current() == before


def test_scheduled_publishing_ends_it(process: Process) -> None:
    page = HomePage.objects.get()
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    before = process.generation.current()
    call_command("publish_scheduled")
    assert process.generation.current() not in {before, None}


def test_a_transaction_is_a_change_when_it_is_committed(process: Process) -> None:
    """However long it lasts: nobody else could see what it writes."""
    before = process.generation.current()
    with transaction.atomic():
        BrandSettings.objects.update(name="A")
        with transaction.atomic():
            BrandSettings.objects.update(name="B")
        assert process.generation.current() == before
    assert process.generation.current() not in {before, None}


def test_a_savepoint_that_is_rolled_back_takes_nothing_with_it(process: Process) -> None:
    """The first change is undone; a second one follows."""
    before = process.generation.current()
    with transaction.atomic():
        with transaction.atomic():
            BrandSettings.objects.update(name="A")
            transaction.set_rollback(True)
        BrandSettings.objects.update(name="B")
    assert process.generation.current() not in {before, None}


def test_what_is_rolled_back_is_no_change(process: Process) -> None:
    before = process.generation.current()
    with transaction.atomic():
        BrandSettings.objects.update(name="A")
        transaction.set_rollback(True)
    with transaction.atomic():
        User.objects.update(last_login=timezone.now())
    assert process.generation.current() == before


def test_what_waits_for_the_commit_sees_the_new_generation(process: Process) -> None:
    """A consequence of a change, such as a mail or a purge of a cache, comes after it."""
    before, seen = process.generation.current(), []
    with transaction.atomic():
        transaction.on_commit(lambda: seen.append(process.generation.current()))
        BrandSettings.objects.update(name="A")
    assert seen[0] not in {before, None}


@pytest.mark.parametrize("how", ["commit", "autocommit", "rollback"])
def test_a_transaction_without_a_block_is_one_too(how: str, process: Process) -> None:
    before = process.generation.current()
    transaction.set_autocommit(False)
    try:
        BrandSettings.objects.update(name="A")
        if how == "commit":
            transaction.commit()
        elif how == "rollback":
            transaction.rollback()
        assert (process.generation.current() == before) is (how != "commit")
    finally:
        transaction.set_autocommit(True)
    assert (process.generation.current() == before) is (how == "rollback")
    assert BrandSettings.objects.get().name == ("David Pires" if how == "rollback" else "A")


def test_a_statement_that_fails_is_over(process: Process) -> None:
    with pytest.raises(Exception, match=r"syntax|no such|relation"), connection.cursor() as cursor:
        cursor.execute("UPDATE nothing SET x = 1")
    assert process.generation.current()


def test_a_change_that_cannot_be_announced_is_not_made(process: Process, folder: Path) -> None:
    folder.mkdir()
    (folder / "pending").write_text("in the way")
    with pytest.raises(NotAnnounced, match=r"pending"):
        BrandSettings.objects.update(name="Nobody")
    with pytest.raises(NotAnnounced, match=r"pending"), transaction.atomic():
        BrandSettings.objects.update(name="Nobody")
    assert BrandSettings.objects.get().name == "David Pires"
    (folder / "pending").unlink()
    BrandSettings.objects.update(name="Somebody")
