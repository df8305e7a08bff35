"""Whatever happens in whatever order, the cache answers what Django would answer now.

Two processes share a site, on one machine or on two. Its content changes in every way that an owner
or the worker has; a process is killed between a commit and the new generation, or stopped for a
while; visitors, the owner and programs read with all kinds of headers. Each read is compared with
what Django answers without a cache.

PAGE_CACHE_EXAMPLES=500 runs longer, pytest's --hypothesis-seed repeats a run.
"""

import itertools
import os
import re
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from ops.models import User
from ops.page_cache.shared_generation import FRESH
from tests.ops.page_cache.browser import Answer, ask
from tests.ops.page_cache.conftest import OwnDatabase, stop_watching
from tests.ops.page_cache.processes import Place, SiteProcess

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

PAGES = ["HomePage", "InterviewPage", "StandardPage"]
WHO = {"which": st.integers(0, 1), "dies": st.sampled_from([False, False, True])}


def change(**strategies: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a rule that changes something, after which everybody reads."""

    def decorate(function: Callable[..., None]) -> Any:
        @wraps(function)
        def changing(self: "Site", **arguments: Any) -> None:
            function(self, **arguments)
            self.everybody_reads()

        return rule(**strategies)(changing)

    return decorate


def word() -> str:
    """Something that no page has said yet."""
    return f"Mot{next(_numbers)}"


class Site(RuleBasedStateMachine):
    """`database`, `folder` and `has_two_machines` are set by the test."""

    database: OwnDatabase
    folder: Path
    has_two_machines = False
    processes: list[SiteProcess]

    @initialize()
    def start(self) -> None:
        stop_watching()
        self.database.renew()
        folder = self.folder / str(next(_numbers))
        folders = (folder / "a", folder / "b") if self.has_two_machines else (folder, folder)
        name = connection.settings_dict["NAME"]
        self.places = [Place(name, each, self.has_two_machines) for each in folders]
        for process, place in zip(self.processes, self.places, strict=True):
            process.begin(place)
        self.application = WSGIHandler()
        self.tags: dict[str, str] = {}
        client = Client()
        client.force_login(User.objects.get())
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.everybody_reads()

    # --- what changes ---

    def make(self, which: int, dies: bool, what: str, **said: Any) -> None:
        """Let a process change something, and be killed right after the commit if it `dies`."""
        try:
            self.processes[which].change(what, said, dies)
        except (EOFError, ConnectionError):
            assert dies
            self.replace(which)

    def replace(self, which: int) -> None:
        """Kill a process; another takes its place, which knows nothing of what it did."""
        self.processes[which].end()
        self.processes[which] = SiteProcess()
        self.processes[which].begin(self.places[which])

    @change(how=st.sampled_from(["save", "update", "SQL", "transaction"]), **WHO)
    def rename(self, which: int, dies: bool, how: str) -> None:
        self.make(which, dies, "rename", how=how, word=word())

    @change(model=st.sampled_from(PAGES), **WHO)
    def publish(self, which: int, dies: bool, model: str) -> None:
        self.make(which, dies, "publish", model=model, word=word())

    @change(which=WHO["which"], model=st.sampled_from(PAGES))
    def save_draft(self, which: int, model: str) -> None:
        """This alone ends no generation: nobody would see it."""
        before = self.processes[which].name()
        self.make(which, False, "save_draft", model=model, word=word())
        assert self.processes[which].name() == before

    @change(model=st.sampled_from(PAGES[1:]), **WHO)
    def unpublish(self, which: int, dies: bool, model: str) -> None:
        self.make(which, dies, "unpublish", model=model)

    @change(**WHO)
    def publish_on_schedule(self, which: int, dies: bool) -> None:
        self.make(which, dies, "publish_on_schedule", word=word())

    @change(**WHO)
    def move(self, which: int, dies: bool) -> None:
        self.make(which, dies, "move")

    @change(name=st.sampled_from(["portrait.png", "other.png"]), **WHO)
    def change_picture(self, which: int, dies: bool, name: str) -> None:
        self.make(which, dies, "change_picture", name=name)

    @change(kind=st.sampled_from(["login", "password", ""]), **WHO)
    def restrict(self, which: int, dies: bool, kind: str) -> None:
        self.make(which, dies, "restrict", kind=kind)

    @change(which=WHO["which"])
    def change_mind(self, which: int) -> None:
        self.make(which, False, "change_mind", word=word())

    @change(**WHO)
    def translate(self, which: int, dies: bool) -> None:
        self.make(which, dies, "translate")

    @change(which=WHO["which"])
    def restart(self, which: int) -> None:
        self.replace(which)
        self.processes[which].renew()

    @change(which=WHO["which"])
    def sleep_over_a_change(self, which: int) -> None:
        """A process is stopped, however long, while the other one changes something."""
        self.processes[which].pause()
        self.make(1 - which, False, "rename", how="save", word=word())
        self.processes[which].resume()

    @change()
    def lose_the_cache(self) -> None:
        """Redis, or the folder of Django's cache, is there again, and empty."""
        cache.clear()

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
        expected = ask(self.application, path, **said)
        answer = process.ask(path, said | {"method": method})
        self.compare(answer, expected, method)
        if "ETag" in answer.headers and answer.headers["ETag"].startswith("W/"):
            if knows and path in self.tags:
                again = process.ask(path, said | {"if_none_match": self.tags[path]})
                if again.status == 304:
                    assert self.tags[path] == answer.headers["ETag"]
                else:
                    self.compare(again, expected, "GET")
            self.tags[path] = answer.headers["ETag"]

    def everybody_reads(self) -> None:
        """Read what is most often answered from the cache, in both processes."""
        for process in self.processes:
            process.wait(FRESH)  # which is what another machine may be behind
        for path in SEEN:
            expected = ask(self.application, path)
            for process in self.processes:
                self.compare(process.ask(path, {"accept_encoding": "br"}), expected, "GET")

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
def machine(
    database: OwnDatabase, folder: Path, settings: Any, tmp_path: Path
) -> Iterator[type[Site]]:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    # As on a site, all processes have it in common.
    shared = {"BACKEND": "ops.web.caches.ForgivingFileCache", "LOCATION": str(tmp_path / "cache")}
    settings.CACHES = settings.CACHES | {"default": shared}
    Site.database, Site.folder = database, folder
    Site.processes = [SiteProcess(), SiteProcess()]
    yield Site
    for process in Site.processes:
        process.end()


def each_change_once(site: Site) -> None:
    for dies in (False, True):
        for how in ("save", "update", "SQL", "transaction"):
            site.rename(which=0, dies=dies, how=how)
        for which, model in enumerate(PAGES):
            site.publish(which=which % 2, dies=dies, model=model)
    site.save_draft(which=0, model="InterviewPage")
    site.unpublish(which=1, dies=True, model="StandardPage")
    site.publish_on_schedule(which=0, dies=False)
    site.move(which=0, dies=True)
    site.move(which=1, dies=False)
    site.change_mind(which=0)
    site.translate(which=1, dies=True)
    for name in ("portrait.png", "other.png"):
        site.change_picture(which=0, dies=False, name=name)
    for kind in ("login", "password", ""):
        site.restrict(which=1, dies=False, kind=kind)
    site.sleep_over_a_change(which=1)
    site.lose_the_cache()


def each_reader_once(site: Site) -> None:
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


@pytest.mark.any_database
def test_every_change_is_seen_at_once_and_every_reader_gets_their_own(machine: type[Site]) -> None:
    """Each rule in each of its ways, once: what is drawn below may leave some out."""
    site = machine()
    site.start()
    each_change_once(site)
    each_reader_once(site)
    site.restart(which=1)


@pytest.mark.any_database
def test_a_read_is_what_django_would_answer_now(machine: type[Site]) -> None:
    run_state_machine_as_test(machine, settings=modest(EXAMPLES))


class TwoMachines(Site):
    has_two_machines = True


@pytest.mark.postgresql
def test_another_machine_shows_every_change_after_a_second(machine: type[Site]) -> None:
    site = TwoMachines()
    site.start()
    each_change_once(site)
    site.restart(which=1)


@pytest.mark.postgresql
def test_a_read_on_two_machines_is_what_django_would_answer_a_second_ago(
    machine: type[Site],
) -> None:
    run_state_machine_as_test(TwoMachines, settings=modest(EXAMPLES))


def modest(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=12,
        deadline=None,
        print_blob=True,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
