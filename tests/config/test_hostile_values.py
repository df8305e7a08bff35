"""The API's reads and the admin's lists cope with values that no form would send.

No request causes an error of ours (5xx), and each address answers in its own format.
"""

from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from wagtail.models import APIToken

from brand.models import HomePage
from ops.models import User
from tests import factories

pytestmark = pytest.mark.django_db
VALUES = {
    "nothing": "",
    "a quote": '"',
    "quotes and words": '"un \'deux" OR (" NEAR *',
    "operators": "AND OR NOT - * ^ : %s %d \\ { }",
    "900 words": "a " * 900,
    "one long word": "é" * 5000,
    "21 digits": "9" * 21,
    "19 digits": "9" * 19,
    "as many digits as Python reads": "9" * 4301,
    "negative": "-1",
    "not a number": "abc",
    "a NUL": "a\x00b",
    "half a character": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "a host with a bad port": "localhost:abc",
    "a host with a huge port": f"localhost:{'9' * 21}",
    "the first moment": "0001-01-01T00:00:00+14:00",
}
PROBLEM = "application/problem+json"
# Lists and choosers of the admin, with the parameters that reach the database.
LISTS = [
    ("/admin/images/", ["q", "p", "collection_id", "tag"]),
    ("/admin/images/chooser/", ["q", "p", "collection_id"]),
    ("/admin/images/chooser/results/", ["q"]),
    ("/admin/documents/", ["q", "p", "collection_id"]),
    ("/admin/documents/chooser/", ["q"]),
    ("/admin/documents/chooser/results/", ["q"]),
    ("/admin/pages/search/", ["q", "p", "content_type"]),
    ("/admin/choose-page/search/", ["q", "page_type"]),
    ("/admin/inquiries/", ["q", "p", "service"]),
]


@pytest.fixture
def client(home: HomePage) -> Client:
    """A client that sees an error of ours as a visitor would."""
    factories.service(home)
    factories.interview(home, factories.answer("Par où ?"))
    return Client(raise_request_exception=False)


@cache
def operations() -> list[tuple[str, list[dict[str, Any]]]]:
    """Return (path, parameters) of each GET in the API's document, which takes long to make."""
    document = Client().get("/api/v3/openapi.json").json()
    return [
        (path, item["get"].get("parameters", []))
        for path, item in document["paths"].items()
        if "get" in item
    ]


# Fields by which lists can be filtered as well, although the document does not mention them.
FIELDS = ["id", "slug", "width", "first_published_at"]


def requests(known: dict[str, str], value: str) -> list[tuple[str, str]]:
    """Return (path, query) with `value` in each parameter of each operation in turn."""
    made: list[tuple[str, str]] = []
    for path, parameters in operations():
        names = [p["name"] for p in parameters if p["in"] == "path"]
        inside = {name: known.get(name, "1") for name in names}
        made += [(path.format(**inside | {name: value or " "}), "") for name in names]
        queries = [p["name"] for p in parameters if p["in"] == "query"]
        queries += FIELDS if "order" in queries else []
        made += [(path.format(**inside), urlencode([(name, value)])) for name in queries]
    return made


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_no_read_of_the_api_fails_or_answers_html(
    client: Client, owner: User, home: HomePage, value: str
) -> None:
    _, key = APIToken.create_token(user=owner, name="test")
    known = {"type": "brand.Testimonial", "page_id": str(home.pk), "content_type": "brand.HomePage"}
    asked = requests(known, value)
    assert len(asked) > 70
    wrong = []
    for path, query in asked:
        answer = client.get(f"{path}?{query}")
        if answer.status_code == 401:
            answer = client.get(f"{path}?{query}", headers={"Authorization": f"Bearer {key}"})
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        is_own = kind == (PROBLEM if answer.status_code >= 400 else "application/json")
        if answer.status_code >= 500 or not (is_own or answer.status_code in {301, 302}):
            wrong.append(f"{answer.status_code} {path[:60]}?{query[:60]}")
    assert not wrong


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_no_list_and_no_chooser_of_the_admin_fails(client: Client, owner: User, value: str) -> None:
    client.force_login(owner)
    asked = [f"{path}?{urlencode({name: value})}" for path, names in LISTS for name in names]
    wrong = {address: client.get(address).status_code for address in asked}
    assert {address for address, status in wrong.items() if status >= 500} == set()
