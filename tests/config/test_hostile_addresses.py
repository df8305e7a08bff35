"""Every address copes with values that no form would send, in every parameter that it reads.

The parameters are found by observation: an address is opened, and every name that its view looks up
in the request gets each value in turn (RELIABILITY 39). The API has a document and a test of its
own (test_hostile_values.py).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import APIToken, Collection, Site

from brand.models import CustomDocument, HomePage
from contact.inquiries import intake
from ops.models import User
from tests import factories
from tests.addresses import entries
from tests.config.api.test_api_refusals import picture

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
WORST = ['abc "', "9" * 19]
VALUES = ["", "-1", *WORST]
# These end the session, are Wagtail's error page, have a test of their own (the API), or answer 503
# without a worker.
LEFT_OUT = ("account/logout/", "admin/logout/", "admin/failwhale/", "api/v3/", "readyz")
# Parameters of list filters, which Wagtail reads everywhere in the same way: one list is enough.
EVERYWHERE = {"_w_filter_fragment", "ordering", "p", "export"}


def one_of_each_view() -> list[str]:
    """Return the patterns of all addresses; of several with one view class, the shortest."""
    found: dict[Any, str] = {}
    for path, view in entries(get_resolver(), prefix=""):
        of_class = getattr(view, "view_class", None)
        given = getattr(view, "view_initkwargs", {})
        model = getattr(of_class, "model", None) or given.get("model")
        key = (of_class, model) if of_class else path
        if not path.startswith(LEFT_OUT) and len(path) < len(found.get(key, path + "x")):
            found[key] = path
    return sorted(found.values())


@contextmanager
def looking_on(names: set[str]) -> Iterator[None]:
    """Add every name that is looked up in a query or a form to `names`."""
    methods = ("__getitem__", "__contains__", "get", "getlist")
    before = {name: vars(QueryDict).get(name) for name in methods}

    def watched(name: str) -> Callable[..., Any]:
        original = getattr(QueryDict, name)

        def method(self: QueryDict, key: Any, *args: Any, **kwargs: Any) -> Any:
            names.add(str(key))
            return original(self, key, *args, **kwargs)

        return method

    for name in methods:
        setattr(QueryDict, name, watched(name))
    try:
        yield
    finally:
        for name, original in before.items():
            if original is None:
                delattr(QueryDict, name)
            else:
                setattr(QueryDict, name, original)


class OneOfEach:
    """A site with one of everything, and its owner's client."""

    def __init__(self, home: HomePage, owner: User) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(owner)
        factories.service(home)
        interview = factories.interview(home, factories.answer("Par où ?"))
        factories.contact(home, ("email", "david@example.org"))
        inquiry = intake.receive(
            intake.NewInquiry(name="L", email="l@x.example", message="m", language="fr"), key="k"
        )
        document = CustomDocument(title="d", file=ContentFile(b"x", name="d.txt"))
        document.save()
        image, topic = picture("a"), factories.topic("Terrain")
        redirect = Redirect.objects.create(old_path="/ancienne", redirect_link="/")
        token, _key = APIToken.create_token(user=owner, name="test")
        # The value of an argument, by its name or by a word of the address.
        self.named: dict[str, Any] = {
            "action": "delete", "app_label": "brand", "app_name": "brand",
            "content_type_app_name": "brand", "content_type_model_name": "interviewpage",
            "filter_spec": "width-100", "language": "en", "model_name": "homepage",
            "image_id": image.pk, "document_id": document.pk, "redirect_id": redirect.pk,
            "collection_id": Collection.get_first_root_node().pk,
        }  # fmt: skip
        self.by_word = {
            "documents": document.pk, "images": image.pk, "redirects": redirect.pk,
            "topic": topic.pk, "inquiries": inquiry.pk, "sites": Site.objects.get().pk,
            "users": owner.pk, "groups": Group.objects.earliest("pk").pk, "api-tokens": token.pk,
            "interviews": interview.pk, "": home.pk,
        }  # fmt: skip

    def address(self, pattern: str, **arguments: str) -> str:
        """Return an address that matches a pattern. `arguments` replace the correct ones."""
        pk = next(pk for word, pk in self.by_word.items() if word in pattern)
        path = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)", r"\1", pattern)
        path = re.sub(
            r"<(?:\w+:)?(\w+)>", lambda m: str(arguments.get(m[1], self.named.get(m[1], pk))), path
        )
        path = re.sub(r"\((?:[^()]|\([^()]*\))*\)[*+?]?", str(pk), path)
        return "/" + re.sub(r"[\^$\\?*+]", "", path)

    def status(self, address: str, form: Any = None) -> int:
        """Return the status of the response, and roll back any change."""
        with transaction.atomic():
            browser = self.client
            answer = browser.get(address) if form is None else browser.post(address, form)
            transaction.set_rollback(True)
        return answer.status_code


@pytest.fixture
def site(home: HomePage, owner: User, settings: Any, tmp_path: Any) -> OneOfEach:
    settings.MEDIA_ROOT = tmp_path
    return OneOfEach(home, owner)


PATTERNS = one_of_each_view()
# Requests that Wagtail 8.0 answers with 500, if a logged-in user posts what no screen sends. This
# list may only shrink.
UPSTREAM = {
    "admin/choose-external-link/",
    "admin/page-list/create/",
    "admin/pages/<int:page_id>/edit/",
    "admin/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>"
    "/<int:parent_page_id>/",
    "admin/redirects/import/process/",
    "admin/snippets/choose/brand/testimonial/create/",
    "admin/snippets/choose/brand/topic/create/",
}


def test_the_table_is_walked() -> None:
    assert len(PATTERNS) > 200


def hostile(names: set[str]) -> Iterator[list[tuple[str, str]]]:
    """Yield a bad value for each of `names` in turn, then each value for all of them at once."""
    for name in sorted(names):
        yield [(name, "9" * 19), (name, 'abc "')]  # views read the last one, or both
    yield from ([(name, value) for name in sorted(names)] for value in VALUES)


def test_nothing_that_an_address_reads_breaks_it(site: OneOfEach) -> None:
    wrong: dict[str, list[str]] = {}
    for pattern in PATTERNS:
        address, names = site.address(pattern), set[str]()
        with looking_on(names):
            site.status(address)
        if not pattern.startswith("admin/inquiries/"):
            names -= EVERYWHERE
        asked = [address, *(f"{address}?{urlencode(sent)}" for sent in hostile(names))]
        inside = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        asked += [site.address(pattern, **{name: v}) for name in inside for v in ("9" * 19, "a%22")]
        if failed := [one[:140] for one in asked if site.status(one) >= 500]:
            wrong[pattern] = failed
    assert wrong == {}


def test_nothing_that_is_posted_to_an_address_breaks_it(site: OneOfEach) -> None:
    wrong: dict[str, list[str]] = {}
    for pattern in PATTERNS:
        address, names = site.address(pattern), set[str]()
        forms: list[dict[str, str]] = [{}]
        with looking_on(names):
            site.status(address, {})
        forms += [dict.fromkeys(sorted(names), value) for value in WORST]
        if failed := [str(form)[:140] for form in forms if site.status(address, form) >= 500]:
            wrong[f"POST {pattern}"] = failed
    assert {
        pattern: failed for pattern, failed in wrong.items() if pattern[5:] not in UPSTREAM
    } == {}
    assert set(wrong) == {f"POST {known}" for known in UPSTREAM}


@pytest.mark.parametrize(
    "bulk",
    ["wagtailcore/page/delete", "wagtailcore/page/publish", "wagtailcore/page/move",
     "brand/customimage/delete", "brand/customdocument/delete", "contact/inquiry/spam",
     "contact/inquiry/not_spam", "ops/user/delete"],
)  # fmt: skip
def test_bulk_actions_take_any_number(site: OneOfEach, bulk: str) -> None:
    ids = ["abc", "9" * 21, "-1", "", "1 OR 1=1"]
    asked = [urlencode({"id": one}) for one in ids] + [urlencode([("id", one) for one in ids])]
    for query in asked:
        address = f"/admin/bulk/{bulk}/?{query}"
        assert site.status(address) < 500, address
        assert site.status(address, {"next": 'abc "'}) < 500, address
