"""Whatever happens in whatever order, the cache answers what Django would answer now.

Two processes share a site. Its content changes in every way that an owner or the worker has; a
process dies between a commit and the new generation; visitors, the owner and programs read with all
kinds of headers. Each read is compared with what Django answers without a cache.

PAGE_CACHE_EXAMPLES=500 runs longer, pytest's --hypothesis-seed repeats a run.
"""

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from brand.models import BrandSettings, CustomImage, HomePage, InterviewPage, StandardPage, Topic
from ops.models import User
from ops.page_cache.changes import Watcher
from ops.page_cache.generation import FileGeneration, Mark
from tests import factories
from tests.ops.page_cache.browser import Answer, ask
from tests.ops.page_cache.conftest import OwnDatabase, Process

pytestmark = pytest.mark.any_database
EXAMPLES = int(os.environ.get("PAGE_CACHE_EXAMPLES", "5"))

PATHS = [
    "/", "/entretien/", "/entretien/?topic=campagnes", "/entretien/?q=pourquoi",
    "/entretien/pourquoi/", "/services/strategie/", "/texte/", "/services/texte/", "/contact/",
    "/contact.vcf", "/en/", "/nowhere/", "/Texte/",
]  # fmt: skip
HEADERS: dict[str, list[str]] = {
    "accept_encoding": ["br", "gzip", "br;q=0, gzip", "*"],
    "accept_language": ["en", "fr"],
    "accept": ["text/html", "application/json", "text/markdown"],
    "hx_request": ["true", "false"],
    "hx_boosted": ["true"],
    "hx_history_restore_request": ["true"],
    "authorization": ["Bearer x"],
    "range": ["bytes=0-9"],
    "user_agent": ["Googlebot"],
}
# What differs each time, and says nothing about the content.
_TOKENS = re.compile(rb'(name="(?:token|csrfmiddlewaretoken)" value=")[^"]*|\d+:\w+:[\w-]{20,}')
_numbers = itertools.count(1)


class MortalGeneration(FileGeneration):
    """One whose process can die after the commit: the kernel lets go of its lock, and no more."""

    dies = False

    def end_change(self, pending: Mark) -> None:
        if self.dies:
            os.close(pending.handle)
        else:
            super().end_change(pending)


def words() -> str:
    """Something that no page has said yet."""
    return f"Mot{next(_numbers)}"


def french(model: Any) -> Any:
    return model.objects.get(locale__language_code="fr")


class Site(RuleBasedStateMachine):
    """`database` and `folder` are set by the test."""

    database: OwnDatabase
    folder: Path

    @initialize()
    def start(self) -> None:
        self.database.renew()
        connection.execute_wrappers.clear()
        folder = self.folder / str(next(_numbers))
        self.generation = MortalGeneration(folder)
        connection.execute_wrappers.append(Watcher(connection, self.generation))
        self.processes = [Process(folder), Process(folder)]
        self.tags: dict[str, str] = {}
        client = Client()
        client.force_login(User.objects.get())
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    # --- what changes ---

    @rule(dies=st.booleans(), how=st.sampled_from(["save", "update", "SQL", "transaction"]))
    def rename(self, dies: bool, how: str) -> None:
        with self.maybe_dying(dies):
            if how == "save":
                identity = BrandSettings.objects.get()
                identity.name = words()
                identity.save()
            elif how == "update":
                BrandSettings.objects.update(name=words())
            elif how == "SQL":
                with connection.cursor() as cursor:
                    cursor.execute("UPDATE brand_brandsettings SET name = %s", [words()])
            else:
                with transaction.atomic():
                    BrandSettings.objects.update(name=words())
                    Topic.objects.update(name=words())

    @rule(dies=st.booleans(), model=st.sampled_from([HomePage, InterviewPage, StandardPage]))
    def publish(self, dies: bool, model: Any) -> None:
        page = french(model)
        page.title = words()
        page.show_in_menus = not page.show_in_menus
        with self.maybe_dying(dies):
            page.save_revision().publish()

    @rule(model=st.sampled_from([HomePage, InterviewPage, StandardPage]))
    def save_draft(self, model: Any) -> None:
        """This alone ends no generation: nobody would see it."""
        page = french(model)
        page.title = words()
        before = self.processes[0].generation.current()
        page.save_revision()
        assert self.processes[0].generation.current() == before

    @rule(model=st.sampled_from([InterviewPage, StandardPage]))
    def unpublish(self, model: Any) -> None:
        french(model).unpublish()

    @rule()
    def publish_on_schedule(self) -> None:
        page = french(StandardPage)
        page.title = words()
        page.go_live_at = timezone.now() - timedelta(seconds=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
        call_command("publish_scheduled")

    @rule()
    def move(self) -> None:
        page = french(StandardPage)
        home, services = french(HomePage), Page.objects.get(slug="services")
        page.move(home if page.get_parent().pk == services.pk else services, pos="last-child")

    @rule(name=st.sampled_from(["portrait.png", "other.png"]))
    def change_picture(self, name: str) -> None:
        home = french(HomePage)
        if home.portrait is None:
            home.portrait = CustomImage.objects.create(
                title="Portrait", file=get_test_image_file(name)
            )
            home.save_revision().publish()
        else:
            picture = home.portrait
            picture.file = ImageFile(get_test_image_file(name, size=(300 + next(_numbers), 400)))
            picture.save()
            picture.renditions.all().delete()

    @rule(kind=st.sampled_from(["login", "password", ""]))
    def restrict(self, kind: str) -> None:
        page = Page.objects.get(slug="texte")
        PageViewRestriction.objects.filter(page=page).delete()
        if kind:
            PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")

    @rule()
    def change_mind(self) -> None:
        with transaction.atomic():
            BrandSettings.objects.update(name=words())
            transaction.set_rollback(True)

    @rule()
    def translate(self) -> None:
        home = french(HomePage)
        if not HomePage.objects.filter(locale__language_code="en").exists():
            home.copy_for_translation(factories.locale("en")).save_revision().publish()

    @rule(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.processes[which] = Process(self.processes[which].store._folder.parent)
        self.processes[which].generation.renew()

    @contextmanager
    def maybe_dying(self, dies: bool) -> Iterator[None]:
        self.generation.dies = dies
        yield
        self.generation.dies = False

    # --- who reads ---

    @rule(
        which=st.integers(0, 1),
        path=st.sampled_from(PATHS),
        method=st.sampled_from(["GET", "GET", "GET", "HEAD"]),
        host=st.sampled_from(["localhost", "localhost", "localhost", "127.0.0.1", "evil.example"]),
        secure=st.sampled_from([False, False, True]),
        cookies=st.sampled_from(["none", "none", "session", "other"]),
        headers=st.fixed_dictionaries(
            {}, optional={name: st.sampled_from(said) for name, said in HEADERS.items()}
        ),
        knows=st.booleans(),
    )
    def read(
        self, which: int, path: str, method: str, host: str, secure: bool, cookies: str,
        headers: dict[str, str], knows: bool,
    ) -> None:  # fmt: skip
        process = self.processes[which]
        said: dict[str, Any] = {"host": host, "secure": secure, **headers}
        said["cookies"] = {
            "none": {},
            "session": self.cookies,
            "other": {"messages": "x", "django_language": "en", "csrftoken": "y" * 32},
        }[cookies]
        expected = ask(process.application, path, **said)
        answer = ask(process.cache, path, method=method, **said)
        self.compare(answer, expected, method)
        if "ETag" in answer.headers and answer.headers["ETag"].startswith("W/"):
            if knows and path in self.tags:
                again = ask(process.cache, path, **said, if_none_match=self.tags[path])
                if again.status == 304:
                    assert self.tags[path] == answer.headers["ETag"]
                else:
                    self.compare(again, expected, "GET")
            self.tags[path] = answer.headers["ETag"]

    @rule(which=st.integers(0, 1), path=st.sampled_from(PATHS))
    def visit(self, which: int, path: str) -> None:
        """Read twice, as most visitors together do: this is most often answered from the cache."""
        process = self.processes[which]
        expected = ask(process.application, path)
        for _ in range(2):
            self.compare(ask(process.cache, path, accept_encoding="br"), expected, "GET")

    def compare(self, answer: Answer, expected: Answer, method: str) -> None:
        assert answer.status == expected.status
        assert answer.headers.get("Content-Type") == expected.headers.get("Content-Type")
        assert answer.headers.get("Location") == expected.headers.get("Location")
        if method == "GET":
            assert meaning(answer) == meaning(expected)
        if "private" in expected.headers.get("Cache-Control", ""):
            assert "public" not in answer.headers["Cache-Control"]


def meaning(answer: Answer) -> bytes:
    return b"".join(_TOKENS.sub(b"", answer.body).split())


def test_a_read_is_what_django_would_answer_now(
    database: OwnDatabase, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(site_settings, "MEDIA_ROOT", str(tmp_path / "media"))
    Site.database, Site.folder = database, folder
    run_state_machine_as_test(Site, settings=modest(EXAMPLES))


def modest(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        print_blob=True,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
