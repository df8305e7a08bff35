"""Every kind of page: kept in the page cache and made anew, whole, without a body, unchanged."""

from tests.bench.client import ask, connected, request
from tests.bench.sites import FEW, MANY, Server, Servers
from tests.bench.table import MANY_ROUNDS, Pair, Promises, Request, Table

# Their visitors rarely ask for the same, or they hold a form.
NEVER_KEPT = {"search", "contact", "sitemap"}
PROMISED = {"home", "interview"}
COMPRESSED = {"Accept_Encoding": "br"}
# Nothing of a request that says who asks comes from the cache.
MADE_ANEW = {**COMPRESSED, "Authorization": "none"}


def measure(servers: Servers, promises: Promises) -> None:
    """Print a line for each page, method and way to connect."""
    few, many = f"{FEW[0]}/{FEW[1]}", f"{MANY[0]}/{MANY[1]}"
    paths: dict[str, str] = servers.few.told["pages"]
    table = Table(servers, "kept (answers/services)", few, many, MANY_ROUNDS)
    for name, path in paths.items():
        if name not in NEVER_KEPT:
            found = _kinds(table, name, path, COMPRESSED, (0, 0))
            if name in PROMISED:
                _promise_kept(promises, name, found)
    table = Table(servers, "made anew (answers/services)", few, many)
    for name, path in paths.items():
        queries = servers.few.told["queries"][path], servers.many.told["queries"][path]
        found = _kinds(table, name, path, MADE_ANEW, queries)
        if name in PROMISED:
            promises.at_most(f"{name}, made anew: queries", queries[1], 12)
            promises.at_most(f"{name}, made anew: ms of processor time", found["GET"].cpu[1], 10)
        if name == "search":
            what = f"search, {MANY[0]} answers to {FEW[0]}: processor time"
            promises.at_most(what, found["GET"].growth, 3)


def _kinds(
    table: Table, name: str, path: str, headers: dict[str, str], queries: tuple[int, int]
) -> dict[str, Pair]:
    """Print a line for each kind of request for a page, and return what was measured of each."""

    def get(server: Server) -> bytes:
        return request(path, server.port, **headers)

    def head(server: Server) -> bytes:
        return request(path, server.port, "HEAD", **headers)

    def again(server: Server) -> bytes:
        with connected(server.port) as connection:
            etag = ask(connection, get(server))[1].get(b"etag", b"").decode()
        return request(path, server.port, If_None_Match=etag, **headers)

    found = {"GET": table.row(f"{name} GET", get, queries)}
    table.row(f"{name} GET, new connections", get, queries, keep_alive=False)
    table.row(f"{name} HEAD", head, queries)
    if _is_unchanged(table.servers.few, again):
        found["304"] = table.row(f"{name} 304", again, queries, wanted=304)
    return found


def _is_unchanged(server: Server, again: Request) -> bool:
    """Whether a browser that has the page is told so. A form is another one each time."""
    with connected(server.port) as connection:
        return ask(connection, again(server))[0] == 304


def _promise_kept(promises: Promises, name: str, found: dict[str, Pair]) -> None:
    whole, unchanged = found["GET"], found["304"]
    promises.at_least(f"{name}, kept: to bare WSGI", whole.to_wsgi[1].value, 0.8)
    promises.at_least(f"{name}, kept: to bare Django", whole.to_django[1].value, 1.5)
    promises.at_least(f"{name}, kept: 304 to 200", unchanged.rate / whole.rate, 1)
