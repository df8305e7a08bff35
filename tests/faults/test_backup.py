"""RELIABILITY 30 and 32: a backup of a site under load can be restored to a working site."""

import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from ops.backup.archive import Reader, Writer
from tests.faults.database import ON_POSTGRESQL, SERVER, Database
from tests.faults.disk import can_mount, full, small_disk
from tests.faults.load import Ledger, Visitor, account, ask
from tests.faults.site import MANAGE, ROOT, WITHIN, Site, new_site, wait_until
from tests.migrated import new_database
from tests.servers import smtp_server, temporary_postgresql

PEOPLE = 8
AT_MOST = 300  # forms of each visitor, in case the backup never ends
_numbers = count(1)
MADE_BY_SETTINGS = {"secret_key", "static"}
LISTS = ("written-at-once.txt", "erased.txt")

# Prepare a site: three inquiries, somebody logged in, and backups.
BEFORE = """
import django; django.setup()
import io, pathlib, zipfile
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from contact.inquiries import intake
from contact.models import Inquiry
from ops.backup.archive import Reader, Writer

def back_up(name):
    out = io.StringIO()
    call_command("backup", stdout=out)
    made = pathlib.Path(out.getvalue().strip())
    return made.rename(made.with_name(name))

for number in range(3):
    intake.receive(intake.NewInquiry(
        name="Léa 😀 Martin", email=f"kept-{number}@client.example", language="fr",
        message=f"kept-{number} L’été\\r\\n“déjà” \\u202eabc"), key=f"key-{number}")
SessionStore().create()
made = back_up("made.zip")
"""
# Make a backup of a later version, and one whose manifest claims more than it contains.
ODD = """
MigrationRecorder(connection).record_applied("contact", "0999_of_tomorrow")
back_up("tomorrow.zip")
MigrationRecorder(connection).record_unapplied("contact", "0999_of_tomorrow")
old, new = Reader(made), Writer(made.with_name("less.zip"))
for name in old.manifest.files:
    new.add(name, io.BytesIO(zipfile.ZipFile(made).read(name)), compress=False)
old.manifest.rows["contact_inquiry"] += 1
new.finish(old.manifest)
new.close()
"""
ERASE = """
Inquiry.objects.filter(email="kept-1@client.example").delete()
listed = made.with_name("erased.txt")
listed.rename(made.with_name("written-at-once.txt"))
back_up("later.zip")
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Site]:
    """Return a function that makes a place without a site."""

    def make() -> Site:
        var = tmp_path_factory.mktemp("empty") / "var"
        var.mkdir()
        database = Database(f"sqlite:///{var}/vitrine.sqlite3")
        if ON_POSTGRESQL:
            database = Database(new_database(SERVER, f"faults_empty_{next(_numbers)}"))
        return new_site(var, database)

    return make


def with_backups(site: Site, code: str) -> Site:
    """Make backups below the site's folder by running `code`."""
    site.environment["BACKUP_DIR"] = str(site.var.parent / "backups")
    site.run_python(code)
    return site


def backup_of(site: Site, name: str = "made.zip") -> Path:
    return site.var.parent / "backups" / name


@pytest.fixture(scope="module")
def kept(new: Callable[..., Site]) -> Site:
    """A site with three inquiries, a picture, and backups. Tests must not change it."""
    return with_backups(new(), BEFORE + ODD)


@pytest.fixture(scope="module")
def restored(kept: Site, empty: Callable[[], Site]) -> Site:
    """The site restored from its backup, not run yet."""
    site = empty()
    _, told = run(site, "restore", "--verify", str(backup_of(kept)), terminal=False)
    assert told == b""
    return site


def run(site: Site, *arguments: str, terminal: bool) -> tuple[str, bytes]:
    """Run a command; return its standard output, and what it wrote to the terminal, if any."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*MANAGE, *arguments], cwd=ROOT, env=site.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=theirs if terminal else subprocess.PIPE, check=False,
        timeout=3 * WITHIN,
    )  # fmt: skip
    os.close(theirs)
    told = os.read(ours, 100_000) if terminal else done.stderr
    os.close(ours)
    assert done.returncode == 0, told
    return done.stdout.decode(), told


def refused(site: Site, *arguments: str) -> str:
    """Run a command that must fail with a message, and return the message."""
    done = subprocess.run(
        [*MANAGE, *arguments], cwd=ROOT, env=site.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=WITHIN,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout
    return done.stdout


def references(site: Site) -> set[str]:
    return {row[0] for row in site.database.rows("SELECT reference FROM contact_inquiry")}


def comparable(value: object) -> str:
    """Return a value as text that is equal on both databases: bools as numbers, UUIDs undashed."""
    return str(int(value) if isinstance(value, bool) else value).replace("-", "")


def contents(site: Site) -> list[list[tuple[object, ...]]]:
    """Return all that clients wrote and its state, as stored."""
    columns = {
        "contact_inquiry": "id, reference, status, name, email, language, brief",
        "contact_message": "id, inquiry_id, body",
        "contact_idempotencykey": "id, key, fingerprint, inquiry_id",
        "brand_answer": "id, slug, question, answer",
        "wagtailcore_page": "id, path, slug, title, live, translation_key",
        "ops_user": "id, email, password",
    }
    return [
        [
            tuple(comparable(value) for value in row)
            for row in site.database.rows(f"SELECT {names} FROM {table} ORDER BY id")  # noqa: S608
        ]
        for table, names in columns.items()
    ]


def indexed(site: Site) -> set[tuple[str, str, str]]:
    """Return the entries of the search index: app, model and id of each."""
    sql = (
        "SELECT c.app_label, c.model, e.object_id FROM wagtailsearch_indexentry e"
        " JOIN django_content_type c ON e.content_type_id = c.id"
    )
    return set(site.database.rows(sql))  # type: ignore[arg-type]


def pictures(site: Site) -> dict[str, bytes]:
    root = site.var / "media"
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_in_the_middle_of_the_load_and_of_a_crash(
    new: Callable[..., Site], empty: Callable[[], Site], tmp_path: Path
) -> None:
    site, ledger, made = new(), Ledger(), threading.Event()
    site.environment["BACKUP_DIR"] = str(tmp_path / "backups")
    found: list[Path] = []
    before: dict[str, str] = {}

    def send(person: int) -> None:
        for number in range(AT_MOST):
            if made.is_set():
                return
            tag = f"kept-{person}-{number}"
            visitor = Visitor(site.url, f"{tag} Bonjour", f"{tag}@client.example")
            visitor.open_whatever_happens()
            ledger.send(visitor)

    with (
        site.database.somebody_reads(),
        site.web() as running,
        ThreadPoolExecutor(PEOPLE) as pool,
    ):
        people = [pool.submit(send, person) for person in range(PEOPLE)]
        ledger.wait_for(2 * PEOPLE)
        with ledger.changed:
            before.update(ledger.acknowledged)
        try:
            with site.run([*MANAGE, "backup"]) as process:
                wait_until(lambda: any(tmp_path.glob("backups/.making-*")), "a backup begins")
                os.kill(running.busiest_child(), signal.SIGKILL)
                assert process.process.wait(WITHIN) == 0, process.log.read_text()
                found.append(Path(process.log.read_text().strip()))
            ledger.wait_for(len(ledger.acknowledged) + PEOPLE)
        finally:
            made.set()
        for person in people:
            person.result(WITHIN)

    restored = empty()
    said = restored.manage("restore", "--verify", str(found[0]))
    live = account(ledger, site.database, "kept")
    result = account(Ledger(before), restored.database, "kept")
    print(f"\nlive: {live}\nrestored: {result}")
    assert live.holds, live
    # Everything acknowledged before it began is in it, and nothing in part of what came meanwhile.
    assert result.holds, result
    assert live.rows > result.rows >= len(before)
    assert references(restored) <= references(site)
    newest = restored.database.rows(
        "SELECT reference FROM contact_inquiry ORDER BY created_at DESC, id DESC"
    )[0][0]
    assert newest in said


class TestRestored:
    def test_all_of_it_comes_back(self, kept: Site, restored: Site) -> None:
        assert contents(restored) == contents(kept)
        assert pictures(restored) == pictures(kept)
        assert pictures(kept)

    def test_nobody_is_logged_in_any_more(self, kept: Site, restored: Site) -> None:
        assert kept.database.count("django_session")
        assert restored.database.count("django_session") == 0

    def test_it_runs_and_clients_are_not_written_to_twice(
        self, kept: Site, empty: Callable[[], Site]
    ) -> None:
        site = empty()
        _, told = run(site, "restore", str(backup_of(kept)), terminal=True)
        assert b"100" in told
        with smtp_server() as mailbox:
            site.environment["EMAIL_URL"] = mailbox.url
            site.manage("worker", "--once")
        assert len(mailbox.mails) == 3
        assert [mail["To"] for mail in mailbox.mails if "client.example" in mail["To"]] == []
        states = "SELECT state, problem FROM contact_delivery WHERE kind = 'acknowledgement'"
        assert site.database.rows(states) == [("failed", "restored")] * 3
        with site.web():
            runs(site)


def runs(site: Site) -> None:
    """Check that pages are there, and that new inquiries follow on from the restored ones."""
    for path in ("/", "/contact/", "/en/"):
        assert ask(site.url + path).status == 200
    visitor = Visitor(site.url, "kept-new Bonjour", "kept-new@client.example")
    visitor.open()
    assert visitor.follow(visitor.post())


def test_what_was_erased_since_stays_erased(
    new: Callable[..., Site], empty: Callable[[], Site], tmp_path: Path
) -> None:
    site = with_backups(new(), BEFORE + ERASE)
    made, later = backup_of(site), backup_of(site, "later.zip")
    at_once, afterwards = ((made.parent / name).read_text() for name in LISTS)
    restored = empty()
    restored.manage("restore", "--verify", str(made))
    assert references(restored) == references(site)
    assert len(references(site)) == 2
    assert restored.database.count("contact_message") == 2
    # Without that file, the backup brings it back, and the operator is told.
    alone = empty()
    assert "erased.txt" in alone.manage("restore", str(shutil.copy(made, tmp_path)))
    [gone] = references(alone) - references(site)
    # The line is written at once or, if it is missing, by the next backup. It has no address.
    for listed in (at_once, afterwards):
        assert listed.count(gone) == 1
        assert "kept-1" not in listed
    assert later.exists()


def files(site: Site) -> set[str]:
    """Return all files in the site's folder."""
    return {str(path.relative_to(site.var)) for path in site.var.rglob("*")}


def with_statement(backup: Path, sql: str, folder: Path) -> Path:
    """Make a consistent backup from `backup` after running `sql` in its database."""
    changed = folder / "changed.zip"
    with Reader(backup) as reader:
        writer = Writer(changed)
        for name in reader.manifest.files:
            reader.extract(name, folder / "file")
            if name == reader.manifest.database:
                with closing(sqlite3.connect(folder / "file")) as database:
                    database.executescript(sql)
            with (folder / "file").open("rb") as file:
                writer.add(name, file, compress=False)
        writer.finish(reader.manifest)
        writer.close()
    return changed


@pytest.mark.any_database
class TestRefused:
    def test_a_place_that_is_not_empty(self, kept: Site) -> None:
        before = contents(kept)
        assert kept.database.name in refused(kept, "restore", str(backup_of(kept)))
        assert contents(kept) == before

    def test_another_picture_of_the_same_name(self, kept: Site, empty: Callable[[], Site]) -> None:
        place, name = empty(), min(pictures(kept))
        other = place.var / "media" / name
        other.parent.mkdir(parents=True)
        other.write_bytes(b"another")
        assert str(other) in refused(place, "restore", str(backup_of(kept)))
        assert other.read_bytes() == b"another"

    def test_a_damaged_file_and_nothing_is_written(
        self, kept: Site, empty: Callable[[], Site], tmp_path: Path
    ) -> None:
        content, place = bytearray(backup_of(kept).read_bytes()), empty()
        content[len(content) // 2] ^= 1
        damaged = tmp_path / "damaged.zip"
        damaged.write_bytes(content)
        assert "damaged.zip" in refused(place, "restore", str(damaged))
        assert not (place.var / "media").exists()
        assert not place.var.joinpath("vitrine.sqlite3").exists()

    def test_what_is_no_backup(self, kept: Site, empty: Callable[[], Site]) -> None:
        place = empty()
        assert "README.md" in refused(place, "restore", str(ROOT / "README.md"))
        assert "nowhere.zip" in refused(place, "restore", str(kept.var / "nowhere.zip"))

    def test_a_backup_of_a_later_version(self, kept: Site, empty: Callable[[], Site]) -> None:
        said = refused(empty(), "restore", str(backup_of(kept, "tomorrow.zip")))
        assert "contact.0999_of_tomorrow" in said

    @pytest.mark.parametrize(
        "made",
        [
            "CREATE TRIGGER quiet AFTER INSERT ON contact_inquiry BEGIN SELECT 1; END",
            "CREATE VIEW quiet AS SELECT 1",
            "CREATE VIRTUAL TABLE quiet USING fts5(text)",
            "CREATE TABLE quiet (number INTEGER)",
            # A trigger with the name of one of ours.
            "DROP TRIGGER delete_wagtailsearch_indexentry_fts; CREATE TRIGGER"
            " delete_wagtailsearch_indexentry_fts AFTER DELETE ON wagtailsearch_indexentry"
            " BEGIN DELETE FROM contact_inquiry; END",
        ],
    )
    def test_what_is_not_of_our_schema_and_nothing_is_left(
        self, kept: Site, empty: Callable[[], Site], tmp_path: Path, made: str
    ) -> None:
        changed, place = with_statement(backup_of(kept), made, tmp_path), empty()
        before = files(place)
        said = refused(place, "restore", str(changed))
        assert "quiet" in said or "delete_wagtailsearch_indexentry_fts" in said
        assert files(place) - before <= MADE_BY_SETTINGS

    def test_a_restored_database_that_lacks_a_row(
        self, kept: Site, empty: Callable[[], Site]
    ) -> None:
        """The option --verify is for this."""
        place = empty()
        less = str(backup_of(kept, "less.zip"))
        before = files(place)
        assert "contact_inquiry" in refused(place, "restore", "--verify", less)
        assert files(place) - before <= MADE_BY_SETTINGS

    @pytest.mark.parametrize(
        "odd",
        [{"files": []}, {"vendor": "mysql"}, {"rows": {"contact_inquiry": "x"}}, {"format": 2}],
    )
    def test_an_odd_manifest(
        self, kept: Site, empty: Callable[[], Site], tmp_path: Path, odd: dict[str, object]
    ) -> None:
        forged = tmp_path / "forged.zip"
        with zipfile.ZipFile(backup_of(kept)) as whole, zipfile.ZipFile(forged, "w") as other:
            for name in whole.namelist():
                content = whole.read(name)
                if name == "manifest.json":
                    content = json.dumps(json.loads(content) | odd).encode()
                other.writestr(name, content)
        assert len(refused(empty(), "restore", str(forged)).splitlines()) == 1


def large(path: Path) -> bool:
    """Whether `path` has grown to a size that only the film in the backup can explain."""
    try:
        return path.stat().st_size > 100_000_000
    except FileNotFoundError:
        return False


@pytest.mark.any_database
class TestTaken:
    def test_killed_in_the_middle_it_leaves_no_backup(
        self, new: Callable[..., Site], tmp_path: Path
    ) -> None:
        site = new()
        site.environment["BACKUP_DIR"] = str(tmp_path)
        with (site.var / "media" / "film.bin").open("wb") as film:
            film.truncate(2_000_000_000)
        with site.run([*MANAGE, "backup"]) as running:
            wait_until(lambda: any(large(path) for path in tmp_path.rglob("*.zip")), "it is made")
            running.kill()
        assert list(tmp_path.glob("*.zip")) == []
        (site.var / "media" / "film.bin").unlink()
        assert Path(site.manage("backup").strip()).parent == tmp_path

    def test_a_full_disk_is_said_and_costs_no_older_one(self, kept: Site, tmp_path: Path) -> None:
        if not can_mount():
            pytest.skip("only root may mount a small disk")
        with small_disk(tmp_path / "disk", "4m") as disk:
            old = Path(shutil.copy(backup_of(kept), disk))
            with full(disk):
                assert "full" in refused(kept, "backup", "--to", str(disk))
                assert old.read_bytes() == backup_of(kept).read_bytes()
            assert {path.name for path in disk.iterdir()} == {old.name}

    @pytest.mark.parametrize("terminal", [True, False])
    def test_progress_is_for_terminals(self, kept: Site, tmp_path: Path, terminal: bool) -> None:
        made, told = run(kept, "backup", "--to", str(tmp_path), terminal=terminal)
        assert (b"100" in told) is terminal
        assert bool(told) is terminal
        assert Path(made.strip()).parent == tmp_path


@pytest.fixture
def larger_house(tmp_path: Path) -> Iterator[Site]:
    """An empty PostgreSQL server of its own, without a site."""
    var = tmp_path / "larger"
    var.mkdir()
    with temporary_postgresql() as url:
        yield new_site(var, Database(url))


@pytest.mark.any_database
def test_a_site_moves_from_sqlite_to_postgresql(
    kept: Site, larger_house: Site, tmp_path: Path
) -> None:
    said = larger_house.manage("restore", "--verify", str(backup_of(kept)))
    assert sum(reference in said for reference in references(kept)) == 1  # the newest
    assert contents(larger_house) == contents(kept)
    assert pictures(larger_house) == pictures(kept)
    # Each database has its own kind of search index, built anew. It also contains the root of the
    # tree, which a migration makes; the old index was filled by signals.
    root = ("wagtailcore", "page", "1")
    assert indexed(larger_house) == indexed(kept) | {root}
    with larger_house.web():
        runs(larger_house)
    # The way back is refused.
    larger_house.environment["BACKUP_DIR"] = str(tmp_path)
    made = larger_house.manage("backup").strip()
    var = tmp_path / "smaller"
    var.mkdir()
    smaller = new_site(var, Database(f"sqlite:///{var}/vitrine.sqlite3"))
    assert "PostgreSQL" in refused(smaller, "restore", made)
    assert not (var / "media").exists()
