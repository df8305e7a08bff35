"""Code inside the processes of a site under test: records how durable writes are, and breaks them.

A test writes into `<var>/fault` at which point the next inquiry fails, and how: "3 raise" after its
third row, "3 kill" the same by killing the process, "answer kill" when everything is stored but
nobody has been told. "answer list" breaks nothing and records the rows. Each fault happens once, in
the process that removes the file.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from django.core.signals import request_started
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

_here = threading.local()
_noted: set[str] = set()
_watched: WeakSet[BaseDatabaseWrapper] = WeakSet()
_var = Path()


def attend(var: Path) -> None:
    """Observe every connection of this process from now on."""
    global _var
    _var = var
    connection_created.connect(_watch)
    request_started.connect(_begin)


def fault_file(var: Path) -> Path:
    return var / "fault"


def durability_file(var: Path) -> Path:
    return var / "durability"


def rows_file(var: Path) -> Path:
    return var / "rows"


def _begin(**kwargs: Any) -> None:
    _here.rows = []


def _watch(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        verb = sql.lstrip()[:6].upper()
        if verb in {"INSERT", "UPDATE"}:
            _note_durability(connection)
        if verb == "INSERT" and connection.in_atomic_block and hasattr(_here, "rows"):
            _here.rows.append(sql.split()[2].strip('"'))
            _break(str(len(_here.rows)))
        return result

    # One of Django's connection objects may connect several times.
    if connection not in _watched:
        _watched.add(connection)
        connection.execute_wrappers.append(wrapper)


def _note_durability(connection: BaseDatabaseWrapper) -> None:
    """Record how durable this connection is at the moment of a write."""
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        wanted = ("PRAGMA synchronous", "PRAGMA journal_mode")
    else:
        wanted = ("SHOW synchronous_commit", "SHOW fsync")
    said = " ".join(str(raw.execute(question).fetchone()[0]) for question in wanted)
    process = "worker" if "worker" in sys.argv else "web"
    line = f"{process} {said}\n"
    if line not in _noted:
        with suppress(OSError), durability_file(_var).open("a") as file:  # the disk may be full
            file.write(line)
            _noted.add(line)


def _break(place: str) -> None:
    try:
        where, how = fault_file(_var).read_text().split()
        if where != place:
            return
        fault_file(_var).unlink()
    except (OSError, ValueError):
        return
    if how == "list":
        rows_file(_var).write_text("\n".join(_here.rows))
        return
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OperationalError("disk I/O error")


class AnswerMayBeLost:
    """Outermost middleware: kill the process after everything is stored, before the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST":
            _break("answer")
        return response
