"""A wrong variable is refused in a sentence that names it and gives an example."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from ops.environment import variables
from ops.environment.mail_url import mail_settings
from ops.environment.service_urls import cache_settings, database_settings
from ops.environment.variables import ConfigurationError

READERS = {
    "whole number": lambda name: variables.whole_number(name, 14, least=1, most=99),
    "number": lambda name: variables.number(name, 3),
    "switch": lambda name: variables.switch(name, default=True),
    "time zone": lambda name: variables.time_zone(name, "Europe/Paris"),
    "choice": lambda name: variables.choice(name, "INFO", ("INFO", "DEBUG"), "log level"),
    "database": lambda name: variables.read(name, "sqlite:///a", database_settings),
    "cache": lambda name: variables.read(name, "locmemcache://", cache_settings),
    "mail": lambda name: variables.read(name, "smtp://localhost", mail_settings),
}
ANY = st.text().filter(lambda text: "\0" not in text and not has_surrogates(text))


def has_surrogates(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("whole number", "abc"),
        ("whole number", "1.5"),
        ("whole number", "-3"),
        ("whole number", "0"),
        ("whole number", "100"),
        ("whole number", "²"),
        ("number", "three"),
        ("number", "-1"),
        ("number", "nan"),
        ("number", "inf"),
        ("switch", "maybe"),
        ("time zone", "Mars/Olympus"),
        ("time zone", "../../etc/passwd"),
        ("time zone", "Europe"),
        ("choice", "LOUD"),
        ("database", "postgrs://me:secret@host/name"),
        ("database", "postgres://me:secret@host:port/name"),
        ("database", "var/vitrine.sqlite3"),
        ("cache", "rdis://host"),
        ("mail", "smtpp://me:secret@host"),
        ("mail", "smtp://me:secret@[host"),
    ],
)
def test_what_is_wrong_is_named_with_an_example(
    monkeypatch: pytest.MonkeyPatch, kind: str, written: str
) -> None:
    monkeypatch.setenv("SOMETHING", written)
    with pytest.raises(ConfigurationError) as refused:
        READERS[kind]("SOMETHING")
    message = str(refused.value)
    assert message.startswith("SOMETHING: ")
    assert ": write " in message
    assert message.endswith(".")
    assert "secret" not in message


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("whole number", " 30 ", 30),
        ("whole number", "", 14),
        ("number", "0.5", 0.5),
        ("switch", "Off", False),
        ("switch", "1", True),
        ("switch", "", True),
        ("time zone", "America/Montreal", "America/Montreal"),
        ("choice", "DEBUG", "DEBUG"),
    ],
)
def test_the_usual_notations_are_understood(
    monkeypatch: pytest.MonkeyPatch, kind: str, written: str, meant: object
) -> None:
    monkeypatch.setenv("SOMETHING", written)
    assert READERS[kind]("SOMETHING") == meant


@pytest.mark.parametrize("kind", READERS)
@given(written=ANY)
def test_no_text_is_more_than_refused(kind: str, written: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOMETHING", written)
        with suppress(ConfigurationError):
            READERS[kind]("SOMETHING")


@pytest.mark.parametrize("variable", ["BACKUP_KEEP_DAYS", "MAIL_RATE"])
def test_the_site_does_not_start_and_shows_no_traceback(variable: str) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        env=os.environ | {variable: "abc"},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{variable}: 'abc' is n")
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stdout == ""


@pytest.mark.parametrize("file", ["config/settings.py", "config/gunicorn.conf.py"])
def test_no_variable_is_read_by_what_raises_anything_else(file: str) -> None:
    """`env.str` and `env.list` take any text; the others end in a traceback."""
    text = (Path(settings.BASE_DIR) / file).read_text()
    assert (
        re.findall(r"env\.(?!str\b|list\b)\w+\(|(?:int|float|bool)\(\s*(?:os\.)?env.*", text) == []
    )
