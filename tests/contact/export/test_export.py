"""Exports of inquiries from the admin's list and from the command line (RELIABILITY 24)."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import openpyxl
import pytest
from django.db import OperationalError, connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from contact.export import cell_text, stream
from contact.inquiries import intake
from contact.models import Inquiry, Message
from tests.contact.mail.test_outbox_workers import database_url

ROOT = Path(__file__).resolve().parents[3]
SHEETS = ["csv", "xlsx"]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "'=1", "\ufeff=1"]


def rows(kind: str, content: bytes) -> list[dict[str, str]]:
    """Return the rows of a downloaded sheet, as a program reads them: {heading: value}."""
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        table = list(
            csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        )
    else:
        (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        written = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in written} == {"s"}
        table = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def exported(kind: str) -> bytes:
    file = io.BytesIO()
    stream.write(Inquiry.objects.all(), kind, file)
    return file.getvalue()


def downloaded(client: Client, kind: str, **query: str) -> bytes:
    response = client.get("/admin/inquiries/", {"export": kind, **query})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    assert int(response["Content-Length"]) == len(content)
    return content


@pytest.mark.django_db
class TestFromTheList:
    @pytest.fixture(autouse=True)
    def two_inquiries(self, write_to_owner: Callable[..., Inquiry]) -> None:
        self.first = write_to_owner(
            name="Zoë Ünal",
            message='Première ligne\r\nseconde, avec ; et "guillemets"',
            brief=[
                {"key": "goal", "label": "Que visez-vous ?", "value": "Être lus"},
                {"key": "tools", "label": "Quels outils ?", "value": "Blog, Wiki"},
            ],
        )
        self.caught = intake.receive(
            intake.NewInquiry(name="Max", email="m@x.example", message="Buy", language="en"),
            key="caught",
            quarantine_reasons=("honeypot",),
        )

    @pytest.mark.parametrize("kind", SHEETS)
    def test_a_sheet_has_everything_and_marks_quarantine(self, admin: Client, kind: str) -> None:
        one, two = rows(kind, downloaded(admin, kind))
        values = list(one.values())
        assert values[0] == self.first.reference
        assert "Zoë Ünal" in values
        assert 'Première ligne\nseconde, avec ; et "guillemets"' in values
        assert "Que visez-vous ?\nÊtre lus\n\nQuels outils ?\nBlog, Wiki" in values
        for moment in (values[1], values[2]):
            assert datetime.fromisoformat(moment).utcoffset() is not None
        assert datetime.fromisoformat(values[1]) == self.first.created_at.replace(microsecond=0)
        assert values[4] == ""
        assert list(two.values())[4] != ""

    def test_json_is_unaltered(self, admin: Client) -> None:
        one, two = json.loads(downloaded(admin, "json"))
        assert one["messages"][0]["body"] == self.first.messages.get().body
        assert "\r\n" in one["messages"][0]["body"]
        assert one["brief"] == self.first.brief
        assert datetime.fromisoformat(one["created_at"]) == self.first.created_at
        assert (one["status"], one["quarantined"], one["language"]) == ("new", False, "fr")
        assert (two["quarantined"], two["quarantine_reasons"]) == (True, ["honeypot"])

    @pytest.mark.parametrize("kind", stream.FORMATS)
    def test_the_filters_of_the_list_hold(self, admin: Client, kind: str) -> None:
        content = downloaded(admin, kind, status="quarantined")
        found = json.loads(content) if kind == "json" else rows(kind, content)
        assert [self.caught.reference in row.values() for row in found] == [True]

    def test_a_search_that_matches_twice_exports_once(self, admin: Client) -> None:
        Message.objects.create(inquiry=self.first, body="Première relance")
        found = json.loads(downloaded(admin, "json", q="Première"))
        assert [row["reference"] for row in found] == [self.first.reference]
        assert len(found[0]["messages"]) == 2

    def test_all_messages_stand_in_one_cell_with_their_times(self, admin: Client) -> None:
        Message.objects.create(
            inquiry=self.first, body="Encore", created_at=datetime(2030, 1, 2, 3, tzinfo=UTC)
        )
        told = list(rows("csv", downloaded(admin, "csv"))[0].values())[12]
        assert told.endswith("\n\n2030-01-02T04:00:00+01:00\nEncore")

    def test_the_list_offers_all_three_with_its_filters(self, admin: Client) -> None:
        body = admin.get("/admin/inquiries/", {"status": "new", "p": "1"}).content.decode()
        for kind in stream.FORMATS:
            assert f"/admin/inquiries/?status=new&amp;export={kind}" in body
        # A search that updates the list also updates the links.
        body = admin.get("/admin/inquiries/results/", {"q": "Max"}).content.decode()
        assert "/admin/inquiries/?q=Max&amp;export=csv" in body

    def test_it_is_a_download_that_no_cache_keeps(self, admin: Client) -> None:
        response = admin.get("/admin/inquiries/", {"export": "csv"})
        assert response["Content-Disposition"].startswith('attachment; filename="inquiries-')
        assert response["Cache-Control"] == "no-store"

    def test_it_is_not_compressed_so_that_its_length_is_known(self, admin: Client) -> None:
        response = admin.get(
            "/admin/inquiries/", {"export": "csv"}, headers={"accept-encoding": "gzip"}
        )
        assert "Content-Encoding" not in response
        assert int(response["Content-Length"]) == len(b"".join(response.streaming_content))

    @pytest.mark.parametrize("kind", stream.FORMATS)
    @pytest.mark.parametrize(
        "broken",
        ['SELECT "contact_message"', 'INSERT INTO "wagtailcore_modellogentry"'],
        ids=["in the middle", "when it is written down"],
    )
    def test_what_cannot_be_whole_is_said_on_a_page(
        self, admin: Client, kind: str, broken: str
    ) -> None:
        """Then there is no file, and no entry that says there was one."""

        def fail(execute: Any, sql: str, *rest: Any) -> Any:
            if sql.startswith(broken):
                raise OperationalError("disk I/O error")
            return execute(sql, *rest)

        with connection.execute_wrapper(fail):
            response = admin.get("/admin/inquiries/", {"export": kind, "status": "new"})
        assert response.status_code == 503
        assert "Content-Disposition" not in response
        assert f"/admin/inquiries/?export={kind}&amp;status=new" in response.content.decode()
        assert not ModelLogEntry.objects.filter(action="contact.export").exists()

    def test_a_file_that_has_no_place_is_said_on_a_page(
        self, admin: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
        assert admin.get("/admin/inquiries/", {"export": "csv"}).status_code == 503

    def test_an_english_reader_gets_english_headings_and_commas(
        self, admin: Client, owner: Any
    ) -> None:
        profile = UserProfile.get_for_user(owner)
        profile.preferred_language, profile.current_time_zone = "en", "America/New_York"
        profile.save()
        head, first = downloaded(admin, "csv").decode("utf-8-sig").split("\r\n")[:2]
        assert head.startswith('"Reference","Received"')
        assert "-05:00" in first or "-04:00" in first


@pytest.mark.django_db
class TestCells:
    @pytest.mark.parametrize("kind", SHEETS)
    @pytest.mark.parametrize("text", FORMULAS)
    def test_nothing_is_a_formula(
        self, write_to_owner: Callable[..., Inquiry], kind: str, text: str
    ) -> None:
        write_to_owner(name=text, organisation=text, message=text)
        values = list(rows(kind, exported(kind))[0].values())
        lines = text.replace("\r", "\n")
        expected = f"'{lines}" if kind == "csv" else lines
        assert (values[6], values[8], values[12]) == (expected,) * 3

    def test_a_cell_stays_text_when_it_is_edited(
        self, write_to_owner: Callable[..., Inquiry]
    ) -> None:
        write_to_owner(name="=1+1", organisation="Parc")
        sheet = openpyxl.load_workbook(io.BytesIO(exported("xlsx"))).active
        assert sheet["G2"].quotePrefix
        assert not sheet["I2"].quotePrefix

    @pytest.mark.parametrize("kind", SHEETS)
    def test_a_telephone_number_stays_readable(
        self, write_to_owner: Callable[..., Inquiry], kind: str
    ) -> None:
        write_to_owner(message="+33 6 12 34 56 78")
        assert "+33 6 12 34 56 78" in list(rows(kind, exported(kind))[0].values())[12]

    @pytest.mark.parametrize("text", ["#N/A", "#REF!", "42", "TRUE", "2026-11-24", "_x0041_"])
    def test_what_looks_like_a_value_stays_text(
        self, write_to_owner: Callable[..., Inquiry], text: str
    ) -> None:
        write_to_owner(name=text)
        sheet = openpyxl.load_workbook(io.BytesIO(exported("xlsx"))).active
        assert sheet["G2"].data_type == "s"
        assert sheet["G2"].value.replace("_x005F_", "_") == text

    def test_a_cell_that_is_too_long_says_so(self, write_to_owner: Callable[..., Inquiry]) -> None:
        long = "😀" * 20_000
        write_to_owner(message=long)
        told = list(rows("xlsx", exported("xlsx"))[0].values())[12]
        assert len(told.encode("utf-16-le")) // 2 <= cell_text.XLSX_LIMIT
        assert told.startswith("😀" * 16_000)
        assert "JSON" in told[-60:]
        assert list(rows("csv", exported("csv"))[0].values())[12] == long

    @settings(
        max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(data=st.data())
    def test_any_text_comes_back(self, data: st.DataObject) -> None:
        """It is equal except for line ends, pictures of control characters, and one apostrophe."""
        # PostgreSQL stores neither; SQLite's JSON stores lone surrogates as well.
        strict = connection.vendor == "postgresql"
        unwanted = "\x00" if strict else ""
        plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=unwanted))
        starts = st.sampled_from(["", *FORMULAS])
        text = data.draw(st.builds("{}{}".format, starts, plain))
        wild = data.draw(plain if strict else st.text(st.characters()))
        Inquiry.objects.all().delete()
        inquiry = Inquiry.objects.create(
            name="N",
            email="n@x.example",
            answer_question=text,
            brief=[{"label": "L", "value": wild}],
        )
        Message.objects.create(inquiry=inquiry, body=text)

        (truth,) = json.loads(exported("json"))
        assert (truth["messages"][0]["body"], truth["brief"][0]["value"]) == (text, wild)

        def shown(written: str) -> str:
            lines = written.replace("\r\n", "\n").replace("\r", "\n")
            pictures = {n: 0x2400 + n for n in range(32) if n not in (9, 10)} | {
                127: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD
            }  # fmt: skip
            pictures |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
            return lines.translate(pictures)

        values = list(rows("csv", exported("csv"))[0].values())
        for cell in values:
            assert cell.strip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"} or not cell
            assert cell[:1] not in {"\t", "\r", "\n"} or not cell
        for cell, written in ((values[10], text), (values[12], text), (values[11], f"L\n{wild}")):
            assert cell in {shown(written), "'" + shown(written)}

        values = list(rows("xlsx", exported("xlsx"))[0].values())
        for cell, written in ((values[10], text), (values[12], text), (values[11], f"L\n{wild}")):
            assert cell.replace("_x005F_", "_") == shown(written).replace("_x005F_", "_")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", stream.FORMATS)
def test_memory_does_not_grow_with_the_number_of_inquiries(kind: str) -> None:
    def fill(count: int) -> None:
        inquiries = Inquiry.objects.bulk_create(
            Inquiry(name="N", email="n@x.example", language="fr") for _ in range(count)
        )
        Message.objects.bulk_create(Message(inquiry=i, body="x" * 2000) for i in inquiries)

    def peak() -> int:
        tracemalloc.start()
        with TemporaryFile() as file:
            stream.write(Inquiry.objects.all(), kind, file)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    fill(2 * stream.BATCH)
    peak()
    few = peak()
    fill(6 * stream.BATCH)
    assert peak() < 1.5 * few


@pytest.fixture
def run(tmp_path: Path, committed_db: None) -> Callable[..., Any]:
    """Return a function that runs `manage.py export_inquiries` on the test database."""
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    environment = inherited | {"VAR_DIR": str(tmp_path), "DATABASE_URL": database_url()}

    def start(*arguments: str, **options: Any) -> Any:
        return subprocess.run(
            [sys.executable, "manage.py", "export_inquiries", *arguments],
            cwd=ROOT, env=environment, check=False, stdin=subprocess.DEVNULL, timeout=120,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
        )  # fmt: skip

    return start


@pytest.mark.any_database
class TestCommand:
    @pytest.mark.parametrize("kind", stream.FORMATS)
    def test_it_writes_the_file_and_nothing_else(self, run: Callable[..., Any], kind: str) -> None:
        sent = [
            Inquiry.objects.create(name="Léa", email="l@x.example", status=status).reference
            for status in ("new", "quarantined")
        ]
        done = run("--format", kind)
        assert (done.returncode, done.stderr) == (0, b"")
        found = json.loads(done.stdout) if kind == "json" else rows(kind, done.stdout)
        assert [sent.index(next(iter(row.values()))) for row in found] == [0, 1]
        marks = [list(row.values())[4] for row in found]
        assert [bool(mark) for mark in marks] == [False, True]
        (entry,) = ModelLogEntry.objects.filter(action="contact.export")
        assert (entry.user, entry.data["count"], entry.data["chosen"]) == (None, 2, [])
        assert entry.label.endswith(f".{kind}")

    def test_since_counts_from_midnight_here(self, run: Callable[..., Any]) -> None:
        for hour in (22, 23):  # 23:00 UTC is midnight in Paris
            moment = datetime(2026, 1, 9, hour, tzinfo=UTC)
            Inquiry.objects.create(name=f"N{hour}", email="n@x.example", created_at=moment)
        found = json.loads(run("--format", "json", "--since", "2026-01-10").stdout)
        assert [row["name"] for row in found] == ["N23"]

        (entry,) = ModelLogEntry.objects.filter(action="contact.export")
        assert "10 janvier 2026" in entry.message

    def test_a_day_that_is_none_is_refused(self, run: Callable[..., Any]) -> None:
        done = run("--format", "json", "--since", "hier")
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"2026-11-24" in done.stderr

    def test_none_is_a_whole_file_too(self, run: Callable[..., Any]) -> None:
        assert json.loads(run("--format", "json").stdout) == []
        assert rows("csv", run("--format", "csv").stdout) == []

    def test_what_fails_is_one_sentence_and_no_file(self, run: Callable[..., Any]) -> None:
        Inquiry.objects.create(name="Léa", email="l@x.example")
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON wagtailcore_modellogentry"
                " BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END"
            )
            try:
                done = run("--format", "csv")
            finally:
                cursor.execute("DROP TRIGGER broken")
        assert (done.returncode, done.stdout) == (1, b"")
        assert b"disk I/O error" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_a_disk_that_is_full_is_one_sentence(self, run: Callable[..., Any]) -> None:
        Inquiry.objects.create(name="Léa", email="l@x.example")
        with open("/dev/full", "wb") as full:
            done = run("--format", "csv", stdout=full)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_progress_is_for_terminals(self, run: Callable[..., Any]) -> None:
        Inquiry.objects.create(name="Léa", email="l@x.example")
        ours, theirs = pty.openpty()
        done = run("--format", "json", stderr=theirs)
        os.close(theirs)
        assert len(json.loads(done.stdout)) == 1
        assert b"1" in os.read(ours, 1000)
        os.close(ours)

    def test_a_workbook_is_not_thrown_at_a_terminal(self, run: Callable[..., Any]) -> None:
        ours, theirs = pty.openpty()
        done = run("--format", "xlsx", stdout=theirs)
        os.close(theirs)
        os.close(ours)
        assert done.returncode == 1
        assert b"xlsx" in done.stderr

    def test_a_reader_that_stops_early_sees_no_traceback(self, run: Callable[..., Any]) -> None:
        Inquiry.objects.bulk_create(
            Inquiry(name="N" * 100, email="n@x.example") for _ in range(2000)
        )
        reading, writing = os.pipe()
        os.close(reading)
        done = run("--format", "csv", stdout=writing)
        os.close(writing)
        assert (done.returncode, done.stderr) == (1, b"")
