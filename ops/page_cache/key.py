"""Find the page that a request asks for, if a finished one may answer it."""

from typing import Any, NamedTuple

from ops.web.public_response import is_anonymous

# A condition or a fragment: seldom, and Django knows what to answer.
NOT_FINISHED = ("HTTP_HX_REQUEST", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class Key(NamedTuple):
    """Everything on which a page depends, beside the site's content."""

    scheme: str
    host: str
    path: str
    query: str


def key_of(environ: dict[str, Any]) -> Key | None:
    """Return the key of the page that `environ` asks for, None if only Django can answer.

    Django answers every method but GET and HEAD, whoever has a session or a token, and htmx: which
    of its requests want a fragment is for Django to say.
    """
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not is_anonymous(environ):
        return None
    host = environ.get("HTTP_HOST", "")
    if not host or any(name in environ for name in NOT_FINISHED):
        return None
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return Key(environ["wsgi.url_scheme"], host, path, environ.get("QUERY_STRING", ""))
