"""Whatever happens in whatever order, the cache answers what Django would answer now.

Two processes share a site. Its content changes in every way that an owner or the worker has; a
process dies between a commit and the new generation; visitors, the owner and programs read with all
kinds of headers. Each read is compared with what Django answers without a cache.

PAGE_CACHE_EXAMPLES=500 runs longer, pytest's --hypothesis-seed repeats a run.
"""

import itertools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
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
# Read by two visitors after every change, so that the next change meets finished pages.
SEEN = ["/", "/entretien/", "/entretien/?topic=campagnes", "/entretien/pourquoi/", "/texte/"]
HEADERS = [
    ("accept_encoding", "br"), ("accept_encoding", "gzip"),
    ("accept_encoding", "br;q=0, gzip"), ("accept_encoding", "*"),
    ("accept_language", "en"), ("accept", "application/json"), ("accept", "text/markdown"),
    *[("hx_request", "true")] * 3, ("hx_request", "false"), ("hx_boosted", "true"),
    ("hx_history_restore_request", "true"),
    ("authorization", "Bearer x"), ("range", "bytes=0-9"), ("user_agent", "Googlebot"),
]  # fmt: skip
COOKIES = {
    "none": {},
    "session": {},  # the owner's
    "other": {"messages": "x", "django_language": "en", "csrftoken": "y" * 32},
}
READS = st.lists(
    st.fixed_dictionaries(
        {
            "which": st.integers(0, 1),
            "path": st.sampled_from(PATHS + SEEN),
            "method": st.sampled_from(["GET", "GET", "GET", "HEAD"]),
            "host": st.sampled_from(["localhost"] * 4 + ["127.0.0.1", "evil.example"]),
            "secure": st.sampled_from([False, False, False, True]),
            "cookies": st.sampled_from(["none", "none", "session", "other"]),
            "headers": st.lists(
                st.sampled_from(HEADERS), max_size=2, unique_by=lambda pair: pair[0]
            ).map(dict),
            "knows": st.booleans(),
        }
    ),
    min_size=1,
    max_size=12,
)
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


def change(**strategies: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a rule that changes something, after which everybody reads."""

    def decorate(function: Callable[..., None]) -> Any:
        @wraps(function)
        def changing(self: "Site", **arguments: Any) -> None:
            function(self, **arguments)
            self.everybody_reads()

        return rule(**strategies)(changing)

    return decorate


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
        self.everybody_reads()

    # --- what changes ---

    @change(dies=st.booleans(), how=st.sampled_from(["save", "update", "SQL", "transaction"]))
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

    @change(dies=st.booleans(), model=st.sampled_from([HomePage, InterviewPage, StandardPage]))
    def publish(self, dies: bool, model: Any) -> None:
        page = french(model)
        page.title = words()
        page.show_in_menus = not page.show_in_menus
        with self.maybe_dying(dies):
            page.save_revision().publish()

    @change(model=st.sampled_from([HomePage, InterviewPage, StandardPage]))
    def save_draft(self, model: Any) -> None:
        """This alone ends no generation: nobody would see it."""
        page = french(model)
        page.title = words()
        before = self.processes[0].generation.current()
        page.save_revision()
        assert self.processes[0].generation.current() == before

    @change(model=st.sampled_from([InterviewPage, StandardPage]))
    def unpublish(self, model: Any) -> None:
        french(model).unpublish()

    @change()
    def publish_on_schedule(self) -> None:
        page = french(StandardPage)
        page.title = words()
        page.go_live_at = timezone.now() - timedelta(seconds=1)
        page.save_revision(approved_go_live_at=page.go_live_at)
        call_command("publish_scheduled")

    @change()
    def move(self) -> None:
        page = french(StandardPage)
        home, services = french(HomePage), Page.objects.get(slug="services")
        page.move(home if page.get_parent().pk == services.pk else services, pos="last-child")

    @change(name=st.sampled_from(["portrait.png", "other.png"]))
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

    @change(kind=st.sampled_from(["login", "password", ""]))
    def restrict(self, kind: str) -> None:
        page = Page.objects.get(slug="texte")
        PageViewRestriction.objects.filter(page=page).delete()
        if kind:
            PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")

    @change()
    def change_mind(self) -> None:
        with transaction.atomic():
            BrandSettings.objects.update(name=words())
            transaction.set_rollback(True)

    @change()
    def translate(self) -> None:
        home = french(HomePage)
        if not HomePage.objects.filter(locale__language_code="en").exists():
            home.copy_for_translation(factories.locale("en")).save_revision().publish()

    @change(which=st.integers(0, 1))
    def restart(self, which: int) -> None:
        self.processes[which] = Process(self.processes[which].store._folder.parent)
        self.processes[which].generation.renew()

    @contextmanager
    def maybe_dying(self, dies: bool) -> Iterator[None]:
        self.generation.dies = dies
        yield
        self.generation.dies = False

    # --- who reads ---

    @rule(reads=READS)
    def read(self, reads: list[dict[str, Any]]) -> None:
        for each in reads:
            self.read_once(**each)

    def read_once(
        self, which: int, path: str, method: str, host: str, secure: bool, cookies: str,
        headers: dict[str, str], knows: bool,
    ) -> None:  # fmt: skip
        process = self.processes[which]
        said: dict[str, Any] = {"host": host, "secure": secure, **headers}
        said["cookies"] = self.cookies if cookies == "session" else COOKIES[cookies]
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

    def everybody_reads(self) -> None:
        """Read what is most often answered from the cache, in both processes."""
        for path in SEEN:
            expected = ask(self.processes[0].application, path)
            for process in self.processes:
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


@pytest.fixture
def machine(database: OwnDatabase, folder: Path, settings: Any, tmp_path: Path) -> type[Site]:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    Site.database, Site.folder = database, folder
    return Site


def test_every_change_is_seen_at_once_and_every_reader_gets_their_own(machine: type[Site]) -> None:
    """Each rule in each of its ways, once: what is drawn below may leave some out."""
    site = machine()
    site.start()
    for dies in (False, True):
        for how in ("save", "update", "SQL", "transaction"):
            site.rename(dies=dies, how=how)
        for model in (HomePage, InterviewPage, StandardPage):
            site.publish(dies=dies, model=model)
    site.save_draft(model=InterviewPage)
    site.unpublish(model=StandardPage)
    site.publish_on_schedule()
    for change in (site.move, site.move, site.change_mind, site.translate):
        change()
    for name in ("portrait.png", "other.png"):
        site.change_picture(name=name)
    for kind in ("login", "password", ""):
        site.restrict(kind=kind)
    plain = {"which": 0, "method": "GET", "host": "localhost", "secure": False}
    plain |= {"cookies": "none", "headers": {}, "knows": True}
    different: list[dict[str, Any]] = [
        {}, {"method": "HEAD"}, {"host": "127.0.0.1"}, {"host": "evil.example"}, {"secure": True},
        {"cookies": "session"}, {"cookies": "other"}, {},
        *({"headers": dict([header])} for header in HEADERS),
    ]  # fmt: skip
    for path in (*SEEN, "/contact/", "/en/"):
        for one in different:
            site.read_once(**plain | {"path": path} | one)
    site.restart(which=1)


def test_a_read_is_what_django_would_answer_now(machine: type[Site]) -> None:
    run_state_machine_as_test(machine, settings=modest(EXAMPLES))


def modest(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=12,
        deadline=None,
        print_blob=True,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
