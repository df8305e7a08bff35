"""The outermost layer of the WSGI application, which counts page views.

It sees every answer, whoever gives it, and changes none.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ops.days import today
from ops.visits.batch import batch
from ops.visits.page_mark import Environ, is_marked
from ops.visits.visit import is_visit, referring_host

# A browser that still has the page asks whether it has changed: that is a view like any other.
SHOWN = {"200", "304"}

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class VisitCounter:
    """Calls `application`, and counts the pages that it shows to visitors."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        status = ""

        def start(line: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            nonlocal status
            status = line[:3]
            return start_response(line, headers, *error)

        path = environ.get("PATH_INFO", "")
        body = self.application(environ, start)
        if status in SHOWN and is_marked(environ) and is_visit(environ):
            batch.add(today(), path, referring_host(environ))
        return body
