"""Running the site: key, first owner, health, headers, processes."""

import os
import socket
import stat
import subprocess
import sys
import threading
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from brand.models import HomePage
from ops.environment.secret_key import read_or_create_secret_key
from ops.models import SetupLink, User
from ops.processes.children import Child, run_afresh, supervise
from ops.worker import loop
from ops.worker.jobs import Job, jobs

ROOT = Path(__file__).resolve().parents[3]
FIRST = {
    "first_name": "David",
    "last_name": "Pires",
    "email": "David@Example.org",
    "password": "un mot puis un autre",
}


class TestSecretKey:
    def test_it_is_made_once_and_readable_by_its_owner_only(self, tmp_path: Path) -> None:
        file = tmp_path / "deep" / "key"
        key = read_or_create_secret_key(file)
        assert len(key) > 50
        assert read_or_create_secret_key(file) == key
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert [f.name for f in file.parent.iterdir()] == ["key"]


@pytest.mark.django_db
class TestFirstOwner:
    def link(self) -> str:
        out = StringIO()
        call_command("setup_link", stdout=out)
        return out.getvalue().strip().removeprefix("http://localhost")

    def test_there_is_no_default_account(self) -> None:
        assert not User.objects.exists()

    def test_the_link_makes_the_owner_and_logs_in(self, client: Client) -> None:
        link = self.link()
        assert client.get(link).status_code == 200
        response = client.post(link, FIRST)
        assert (response.status_code, response["Location"]) == (302, "/admin/")
        owner = User.objects.get()
        assert owner.is_superuser
        assert owner.email == "david@example.org"
        assert client.get("/admin/").status_code == 200

    def test_the_link_works_once(self, client: Client) -> None:
        link = self.link()
        client.post(link, FIRST)
        other = Client()
        for response in (other.get(link), other.post(link, FIRST | {"email": "x@example.org"})):
            assert (response.status_code, response["Location"]) == (302, "/account/login/")
        assert User.objects.count() == 1

    def test_a_new_link_voids_the_one_before(self, client: Client) -> None:
        old = self.link()
        self.link()
        assert client.get(old).status_code == 404

    def test_with_an_owner_there_is_no_link(self, owner: User) -> None:
        assert self.link() == ""

    def test_the_secret_is_not_in_the_database(self) -> None:
        secret = self.link().rstrip("/").rpartition("/")[2]
        assert secret not in str(SetupLink.objects.values())

    def test_a_weak_password_is_an_error_beside_it_and_the_link_stays(self, client: Client) -> None:
        link = self.link()
        response = client.post(link, FIRST | {"password": "password"})
        assert response.status_code == 422
        assert response.context["form"].errors["password"]
        assert "David@Example.org" in response.content.decode()
        assert client.post(link, FIRST).status_code == 302


@pytest.mark.django_db
class TestHealth:
    def test_livez_touches_no_database(
        self, client: Client, django_assert_num_queries: object
    ) -> None:
        with django_assert_num_queries(0):
            assert client.get("/livez").content == b"ok\n"

    def test_readyz_is_ready(self, client: Client) -> None:
        response = client.get("/readyz")
        assert (response.status_code, response.json()) == (200, {"ready": True, "problems": {}})


@pytest.mark.django_db
class TestWorker:
    def test_a_job_that_fails_does_not_stop_the_others(self) -> None:
        done = []

        def fail() -> None:
            raise RuntimeError("broken job")

        with jobs.temporarily(
            {"broken": Job(1, fail), "good": Job(1, lambda: done.append(1))},
        ):
            loop.run_due({}, now=0)
        assert done == [1]

    def test_a_job_waits_for_its_time(self) -> None:
        done = []
        last_run: dict[str, float] = {}
        with jobs.temporarily({"job": Job(10, lambda: done.append(1))}):
            for now in (0, 5, 9.9, 10, 15, 20):
                loop.run_due(last_run, now)
        assert len(done) == 3


class TestProcesses:
    def test_a_child_that_died_is_started_again(self, tmp_path: Path) -> None:
        log = tmp_path / "starts"
        stop = threading.Event()
        child = Child("The child", partial(run_afresh, "-c", f"open({str(log)!r}, 'a').write('x')"))
        threading.Timer(6, stop.set).start()
        supervise([child], stop)
        assert len(log.read_text()) >= 2

    def test_a_port_in_use_gets_one_clear_sentence(self, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            result = subprocess.run(
                [sys.executable, "-m", "ops.run"],
                cwd=ROOT,
                env=os.environ | {"PORT": str(port), "VAR_DIR": str(tmp_path)},
                capture_output=True,
                text=True,
                check=False,
            )
        assert result.returncode == 1
        assert result.stderr.strip() == (
            f"Port {port} is in use by another program. Choose another one: make run PORT=9000"
        )

    def test_what_is_loaded_is_no_garbage_to_look_for(self, tmp_path: Path) -> None:
        code = "import gc; print(gc.isenabled(), gc.get_freeze_count() > 100_000)"
        said = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=os.environ | {"VAR_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.split() == ["True", "True"]

    @pytest.mark.parametrize(
        ("environment", "complaint"),
        [
            ({"DEBUG": "1"}, "DEBUG must be off"),
            ({"DEBUG": "1", "BASE_URL": "HTTPS://Example.org"}, "DEBUG must be off"),
            ({"DEBUG": "1", "BASE_URL": "http://example.org"}, "DEBUG must be off"),
            ({"BASE_URL": "example.org"}, "BASE_URL: 'example.org' is no address"),
            ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
            ({"SECRET_KEY": "short"}, "SECRET_KEY must have"),
        ],
    )
    def test_a_public_address_refuses_unsafe_settings_by_name(
        self, tmp_path: Path, environment: dict[str, str], complaint: str
    ) -> None:
        clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        result = subprocess.run(
            [sys.executable, "manage.py", "check"],
            cwd=ROOT,
            env=clean | {"BASE_URL": "https://example.org", "VAR_DIR": str(tmp_path)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode != 0
        assert complaint in result.stderr

    @pytest.mark.parametrize(("subdomains", "told"), [("1", True), ("0", False)])
    def test_other_names_need_no_https_where_the_owner_says_so(
        self, tmp_path: Path, subdomains: str, told: bool
    ) -> None:
        clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        wanted = {"BASE_URL": "https://example.org", "HSTS_SUBDOMAINS": subdomains}
        code = (
            "from django.test import Client;"
            "print(Client().get('/livez', secure=True, SERVER_NAME='example.org').headers)"
        )
        said = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=clean | {"VAR_DIR": str(tmp_path)} | wanted,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "max-age=63072000" in said
        assert ("includeSubDomains" in said) is told


class TestFiles:
    def test_whatever_a_command_makes_is_for_its_owner_only(self, tmp_path: Path) -> None:
        """By hand, and from a shell that lets others read (umask 022)."""
        var = tmp_path / "var"
        code = (
            "from django.core.files.base import ContentFile as File;"
            "from django.core.files.storage import default_storage as storage;"
            "from django.core.mail import send_mail;"
            "from django.core.cache import cache;"
            "from django.db import connection;"
            "from ops.mail.outgoing import transport;"
            "storage.save('original_images/x.txt', File(b'x'));"
            "send_mail('S', 'B', 'a@x.example', ['b@x.example'], connection=transport());"
            "cache.set('a', 1);"
            "connection.cursor().execute('CREATE TABLE t (x)')"
        )
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            cwd=ROOT,
            env=os.environ
            | {
                "VAR_DIR": str(var),
                "DATABASE_URL": f"sqlite:///{var}/db",
                "DJANGO_SETTINGS_MODULE": "config.settings",
            },
            umask=0o022,
            capture_output=True,
            check=True,
        )
        made = {path.relative_to(var).as_posix(): path for path in var.rglob("*")}
        assert {"db", "secret_key", "media/original_images/x.txt", "mail", "cache"} <= made.keys()
        assert [str(path) for path in (var, *made.values()) if path.stat().st_mode & 0o077] == []


@pytest.mark.django_db
class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/nowhere/", "/livez", "/account/login/", "/robots.txt"])
    def test_every_answer_has_them(self, home: HomePage, client: Client, path: str) -> None:
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]

    def test_the_admin_is_never_stored_and_has_its_own_policy(self, admin: Client) -> None:
        headers = admin.get("/admin/").headers
        assert headers["Cache-Control"] == "no-store"
        assert "script-src 'self' 'unsafe-inline'" in headers["Content-Security-Policy"]

    def test_a_form_in_utf_16_is_a_bad_request(self) -> None:
        content = "application/x-www-form-urlencoded; charset=utf-16"
        browser = Client(enforce_csrf_checks=True)
        browser.get("/account/login/")
        response = browser.post("/account/login/", b"a=b", content)
        assert response.status_code == 400

    @pytest.mark.parametrize(
        "path", ["/entretien/?q=%00", "/?x=a%00b", "/media/%00", "/api/v3/pages/?search=%00"]
    )
    def test_a_nul_in_an_address_is_a_bad_request(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 400

    def test_media_are_served_but_documents_only_by_their_own_view(
        self, client: Client, settings: Any, tmp_path: Path
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        for folder in ("images", "documents"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "file.txt").write_text("content")
        response = client.get("/media/images/file.txt")
        assert response.getvalue() == b"content"
        assert "immutable" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        for path in ("documents/file.txt", "images/../documents/file.txt", "images"):
            assert client.get(f"/media/{path}").status_code in {400, 404}, path

    def test_a_file_that_cannot_exist_is_not_found(self, client: Client) -> None:
        for name in ("a" * 300, "documents/x.pdf", "..", "images"):
            assert client.get(f"/media/{name}").status_code in {400, 404}

    def test_a_forged_host_is_refused(self, client: Client) -> None:
        assert client.get("/", HTTP_HOST="evil.example").status_code == 400
