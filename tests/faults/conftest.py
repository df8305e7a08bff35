"""One site is created per run and copied for each fault; on PostgreSQL if DATABASE_URL says so."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.faults.database import ON_POSTGRESQL, SERVER, Database
from tests.faults.site import Running, Site, new_site
from tests.migrated import POSTGRESQL, copy_sqlite, new_database
from tests.servers import free_port

HERE = Path(__file__).parent

FILL = """
import django; django.setup()
from django.core.management import call_command
from ops.models import User
call_command("migrate", verbosity=0)
call_command("seed_demo")
User.objects.create_superuser("owner@example.org", "un mot puis un autre")
"""
_numbers = count(1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The demonstration with its owner, which is copied and never run."""
    var = tmp_path_factory.mktemp("template") / "var"
    var.mkdir()
    if ON_POSTGRESQL:
        migrated = f"TEMPLATE {POSTGRESQL}" * bool(POSTGRESQL)
        database = Database(new_database(SERVER, "faults_template", migrated))
    else:
        copy_sqlite(var / "vitrine.sqlite3")
        database = Database(f"sqlite:///{var}/vitrine.sqlite3")
    site = new_site(var, database)
    site.run_python(FILL)
    return site


@pytest.fixture(scope="session")
def new(template: Site, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Copy the site: `new()`. `folder` is the place, `options` are those of the database."""

    def make(folder: Path | None = None, options: str = "") -> Site:
        folder = folder or tmp_path_factory.mktemp("site") / "var"
        if not ON_POSTGRESQL:
            return template.copy(folder)
        name = f"faults_{next(_numbers)}"
        url = new_database(SERVER, name, f"TEMPLATE faults_template {options}")
        return template.copy(folder, Database(url))

    return make


@pytest.fixture(scope="session")
def mail_port() -> int:
    """The port of the shared site's mail server. Tests start one there, or none."""
    return free_port()


@pytest.fixture(scope="session")
def site(new: Callable[..., Site], mail_port: int) -> Site:
    """The site that all faults share which do not damage it."""
    made = new()
    made.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"
    return made


@pytest.fixture(scope="session")
def web(site: Site) -> Iterator[Running]:
    """The web server of the site: gunicorn, 2 workers of 4 threads."""
    with site.web() as running:
        yield running
