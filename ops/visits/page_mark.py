"""A mark in a request's environ (`META` in Django) that says: this is a page of the site.

Whoever serves one sets it, a cache of finished pages too; `ops.visits.wsgi` counts what has it.
"""

from typing import Any

_KEY = "vitrine.page"
Environ = dict[str, Any]


def mark(environ: Environ) -> None:
    """Say that a page of the site is being served."""
    environ[_KEY] = True


def unmark(environ: Environ) -> None:
    """Say that it is none after all: nothing of this request is counted."""
    environ.pop(_KEY, None)


def is_marked(environ: Environ) -> bool:
    """Whether a page has been served."""
    return _KEY in environ
