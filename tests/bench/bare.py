"""The floor of all figures: a WSGI application that answers one finished page, and nothing else."""

from collections.abc import Callable, Iterable
from typing import Any

PAGE = b"<!doctype html>" + b"<p>Une phrase de la page.</p>" * 600  # as long as the home page


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    headers = [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))]
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [PAGE]
