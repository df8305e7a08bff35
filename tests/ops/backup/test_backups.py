"""The schedule of backups, their retention, and the warning if there is none."""

import os
import stat
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from ops.backup import taking
from ops.backup.archive import Reader
from ops.models import Heartbeat, User
from ops.worker import loop

NOW = datetime.now(UTC).replace(microsecond=0)


def name(made: datetime) -> str:
    return f"vitrine-{made:%Y%m%dT%H%M%SZ}.zip"


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Path:
    folder = tmp_path / "backups"
    settings.BACKUP_DIR = str(folder)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return folder


def put(place: Path, *ages: float) -> None:
    """Create backups of these ages in days."""
    place.mkdir(exist_ok=True)
    for age in ages:
        (place / name(NOW - timedelta(days=age))).touch()


class TestKept:
    def test_each_for_its_days(self, place: Path) -> None:
        put(place, 0.1, 1.1, 2.1, 13.9, 14.1, 30)
        gone = taking.prune(place, 14, NOW)
        assert sorted(path.name for path in gone) == sorted(
            name(NOW - timedelta(days=age)) for age in (14.1, 30)
        )
        assert len(list(place.iterdir())) == 4

    def test_the_newest_three_whatever_their_age(self, place: Path) -> None:
        put(place, 100, 200, 300, 400)
        taking.prune(place, 14, NOW)
        assert [made for made, _ in taking.archives(place)] == [
            NOW - timedelta(days=age) for age in (100, 200, 300)
        ]

    def test_what_is_no_backup_is_nobodys_business(self, place: Path) -> None:
        put(place, 1, 2, 3, 4)
        for other in ("erased.txt", "holiday.zip", "vitrine-20010101.zip"):
            (place / other).touch()
        taking.prune(place, 0, NOW)
        assert {"erased.txt", "holiday.zip", "vitrine-20010101.zip"} < {
            path.name for path in place.iterdir()
        }

    def test_what_was_interrupted_long_ago_is_cleared_away(self, place: Path) -> None:
        long_ago = time.time() - 7 * 3600
        for left in (".making-old", ".making-new"):
            (place / left).mkdir(parents=True)
            (place / left / "archive.zip").touch()
        os.utime(place / ".making-old", (long_ago, long_ago))
        taking.prune(place, 14)
        assert [path.name for path in place.iterdir()] == [".making-new"]


@pytest.mark.usefixtures("committed_db")
class TestDaily:
    def test_the_worker_makes_one_and_then_none_for_a_day(self, place: Path) -> None:
        loop.run_due({}, now=0)
        for thread in threading.enumerate():
            if thread.name == "backup":
                thread.join(120)
        [(_, made)] = taking.archives(place)
        Heartbeat.objects.update(seen_at=timezone.now() - timedelta(hours=25))
        assert taking.take_if_due() is None
        made.rename(place / name(NOW - timedelta(hours=25)))
        second = taking.take_if_due()
        assert second
        second.join(120)
        assert len(taking.archives(place)) == 2

    def test_only_one_of_several_workers(self, place: Path) -> None:
        first = taking.take_if_due()
        # It has been begun, whether or not it is finished.
        assert taking.take_if_due() is None
        assert first
        first.join(120)
        assert len(taking.archives(place)) == 1

    def test_after_a_failure_it_is_tried_again_in_an_hour(self, place: Path) -> None:
        place.write_text("this is no folder")
        thread = taking.take_if_due()
        assert thread
        thread.join(120)
        place.unlink()
        assert taking.take_if_due() is None
        Heartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=61))
        again = taking.take_if_due()
        assert again
        again.join(120)
        assert len(taking.archives(place)) == 1

    def test_switched_off(self, place: Path, settings: Any) -> None:
        settings.BACKUP_DIR = ""
        assert taking.take_if_due() is None
        assert not place.exists()

    def test_nobody_else_may_read_it(self, place: Path) -> None:
        made = taking.take(place)
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert [path.name for path in place.iterdir()] == [made.name]

    def test_two_in_the_same_second_are_two(self, place: Path) -> None:
        assert len({taking.take(place) for _ in range(2)}) == 2

    def test_pictures_are_in_it(self, place: Path, settings: Any) -> None:
        picture = Path(settings.MEDIA_ROOT) / "original_images" / "portrait é.png"
        picture.parent.mkdir(parents=True)
        picture.write_bytes(b"picture")
        with Reader(taking.take(place)) as reader:
            assert reader.media == ["original_images/portrait é.png"]


@pytest.mark.django_db
class TestTold:
    @pytest.mark.parametrize(("ages", "late"), [((0.5, 9), False), ((2.1,), True), ((), False)])
    def test_readiness(self, place: Path, ages: tuple[float, ...], late: bool) -> None:
        put(place, *ages)
        problems = Client().get("/readyz").json()["problems"]
        assert problems.get("backup") == ("late" if late else None)

    @pytest.mark.parametrize(("minutes", "late"), [(59, False), (61, True)])
    def test_a_new_site_has_an_hour(self, place: Path, minutes: int, late: bool) -> None:
        seen = timezone.now() - timedelta(minutes=minutes)
        Heartbeat.objects.create(name="backup", seen_at=seen)
        assert (taking.problem() == "late") is late

    def test_switched_off_is_no_problem(self, place: Path, settings: Any) -> None:
        put(place, 9)
        settings.BACKUP_DIR = ""
        assert taking.problem() is None

    def test_the_dashboard_says_when_and_where(self, admin: Client, place: Path) -> None:
        put(place, 0.5)
        body = admin.get("/admin/").content.decode()
        assert name(NOW - timedelta(days=0.5)) in body
        assert str(place) in body
        assert "backup-late" not in body

    def test_the_dashboard_warns_first_of_all(self, admin: Client, place: Path) -> None:
        put(place, 3)
        body = admin.get("/admin/").content.decode()
        assert "backup-late" in body
        assert body.index("backup-late") < body.index("inquiries-panel")

    def test_an_editor_is_not_bothered(self, place: Path) -> None:
        put(place, 3)
        editor = User.objects.create_user("editor@example.org", "long enough to pass")
        editor.groups.add(Group.objects.get(name="Editors"))
        client = Client()
        client.force_login(editor)
        assert "backup-late" not in client.get("/admin/").content.decode()
