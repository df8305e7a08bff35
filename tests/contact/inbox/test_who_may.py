"""Every address about inquiries, for every role, GET and POST (RELIABILITY 20).

The addresses come from the URL resolver, so a new one without a row here makes the test fail.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from brand.models import HomePage
from contact.inquiries.quarantine import quarantine
from contact.models import Delivery, Inquiry, Note
from ops.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BULK = "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/"
ROLES = ["visitor", "member", "editor", "moderator", "reader", "deleter", "clerk", "owner"]
# A role's permissions for inquiries, in addition to access to the admin.
PERMISSIONS = {
    "reader": ["view_inquiry"],
    "deleter": ["delete_inquiry"],
    "clerk": ["view_inquiry", "change_inquiry"],
}
LOG_IN, NO, YES, DONE, NOT_SO = 302, 403, 200, 302, 405
HELD = 403  # a page with the sent fields, to be sent again after logging in (ended_sessions)

# The status for each role, in the order of ROLES. Users who are not logged in, or may not enter the
# admin, are redirected to the log-in; a visitor's POST is held.
READERS = [LOG_IN, LOG_IN, NO, NO, YES, NO, YES, YES]
CHANGERS = [LOG_IN, LOG_IN, NO, NO, NO, NO, YES, YES]
CHANGED = [HELD, LOG_IN, NO, NO, NO, NO, DONE, DONE]
DELETERS = [LOG_IN, LOG_IN, NO, NO, NO, YES, NO, YES]
DELETED = [HELD, LOG_IN, NO, NO, NO, DONE, NO, DONE]
READERS_ONLY_LOOK = [HELD, LOG_IN, NO, NO, NOT_SO, NO, NOT_SO, NOT_SO]
CHANGERS_ONLY_POST = [LOG_IN, LOG_IN, NO, NO, NO, NO, NOT_SO, NOT_SO]

# (pattern, query): statuses for GET, statuses for POST.
TABLE: dict[tuple[str, str], tuple[list[int], list[int]]] = {
    ("admin/inquiries/", ""): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/", "?export=csv"): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/", "?export=xlsx"): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/", "?export=json"): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/", "?q=L%C3%A9a&status=new"): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/results/", ""): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/results/", "?export=json"): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/inspect/<int:pk>/", ""): (READERS, CHANGED),
    ("admin/inquiries/history/<int:pk>/", ""): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/history/<int:pk>/results/", ""): (READERS, READERS_ONLY_LOOK),
    ("admin/inquiries/delete/<int:pk>/", ""): (DELETERS, DELETED),
    ("admin/mail/", ""): (READERS, READERS_ONLY_LOOK),
    ("admin/mail/resend/", ""): (CHANGERS_ONLY_POST, CHANGED),
    ("admin/mail/test/", ""): (CHANGERS_ONLY_POST, CHANGED),
    (BULK, "spam"): (CHANGERS, CHANGED),
    (BULK, "not_spam"): (CHANGERS, CHANGED),
}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry


def model_of(entry: URLPattern) -> str:
    """Return the label of the model that a generic view shows: "contact.Inquiry"."""
    model = getattr(entry.callback, "view_initkwargs", {}).get("model") or ""
    return model if isinstance(model, str) else model._meta.label


def is_about_inquiries(path: str, entry: URLPattern) -> bool:
    """Whether the address, the view's room or the view's model is about inquiries."""
    view = entry.callback
    modules = [getattr(each, "__module__", "") for each in (view, getattr(view, "view_class", 0))]
    return path.startswith("admin/") and (
        path.startswith(("admin/inquiries", "admin/mail"))
        or any(module.startswith("contact.") for module in modules)
        or model_of(entry).startswith("contact.")
    )


def test_every_address_has_its_row() -> None:
    found = {path for path, entry in patterns(get_resolver()) if is_about_inquiries(path, entry)}
    assert found == {path for path, _ in TABLE} - {BULK}
    assert BULK in {path for path, _ in patterns(get_resolver())}


def test_every_bulk_action_has_its_row() -> None:
    for model in ("inquiry", "message", "note", "delivery", "idempotencykey"):
        actions = bulk_action_registry.get_bulk_actions_for_model("contact", model)
        rows = {action for path, action in TABLE if path == BULK and model == "inquiry"}
        assert {action.action_type for action in actions} == rows, model


def test_no_chooser_or_snippet_shows_inquiries() -> None:
    """Registering a model creates such addresses, whose views are in Wagtail's own modules."""
    for path, entry in patterns(get_resolver()):
        if model_of(entry) in ("contact.Inquiry", "contact.Delivery", "contact.Note"):
            assert path.startswith("admin/inquiries/"), path


def somebody(role: str) -> Client:
    client = Client()
    if role == "visitor":
        return client
    make = User.objects.create_superuser if role == "owner" else User.objects.create_user
    person = make(f"{role}@example.org", "long enough to pass")
    if role in ("editor", "moderator"):
        person.groups.add(Group.objects.get(name=f"{role.title()}s"))
    if role in PERMISSIONS:
        names = ["access_admin", *PERMISSIONS[role]]
        person.user_permissions.add(*Permission.objects.filter(codename__in=names))
        assert person.user_permissions.count() == len(names)
    client.force_login(person)
    return client


def address(row: tuple[str, str], pk: int) -> str:
    path, query = row
    if path == BULK:
        return reverse("wagtail_bulk_action", args=("contact", "inquiry", query)) + f"?id={pk}"
    return f"/{path.replace('<int:pk>', str(pk))}{query}"


@pytest.fixture
def inquiry(home: HomePage, write_to_owner: Any) -> Inquiry:
    inquiry = write_to_owner()
    inquiry.deliveries.filter(kind="notification").update(state="failed")
    return inquiry


def everything() -> list[Any]:
    """Return everything that a request might change."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Inquiry, Delivery, Note)
    ]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", TABLE, ids="".join)
class TestEach:
    def test_get(self, inquiry: Inquiry, row: tuple[str, str], role: str) -> None:
        before = everything()
        response = somebody(role).get(address(row, inquiry.pk))
        expected = TABLE[row][0][ROLES.index(role)]
        assert response.status_code == expected
        content = b"".join(response) if response.streaming else response.content
        if expected == LOG_IN:
            assert response["Location"].startswith(("/account/login/", "/admin/login/"))
        if expected != YES:
            assert inquiry.reference.encode() not in content
            assert inquiry.name.encode() not in content
        assert everything() == before

    def test_post(
        self, inquiry: Inquiry, row: tuple[str, str], role: str, mailoutbox: list[Any]
    ) -> None:
        if row == (BULK, "not_spam"):
            quarantine(inquiry)
        before = everything()
        fields = {"action": "status", "status": "won"}
        response = somebody(role).post(address(row, inquiry.pk), fields)
        allowed = TABLE[row][1][ROLES.index(role)]
        assert response.status_code == allowed
        to_log_in = response.get("Location", "").startswith(("/account/login/", "/admin/login/"))
        assert to_log_in == (role == "member")
        if allowed == DONE and not to_log_in:
            assert everything() != before or mailoutbox
        else:
            assert everything() == before
            assert mailoutbox == []


@pytest.mark.parametrize("role", ["editor", "moderator", "deleter"])
@pytest.mark.parametrize(
    "row", [row for row in TABLE if "<int:pk>" in row[0] or row[0] == BULK], ids="".join
)
def test_nobody_learns_which_numbers_exist(
    inquiry: Inquiry, row: tuple[str, str], role: str
) -> None:
    """Without permission, the answer is the same for inquiries that exist and that do not."""
    client = somebody(role)
    for method, expected in zip((client.get, client.post), TABLE[row], strict=True):
        if expected[ROLES.index(role)] == NO:
            answers = [method(address(row, pk)) for pk in (inquiry.pk, inquiry.pk + 999)]
            assert [answer.status_code for answer in answers] == [NO, NO]


@pytest.mark.parametrize("role", ["editor", "moderator", "deleter"])
def test_nothing_else_in_the_admin_tells_of_them(inquiry: Inquiry, role: str) -> None:
    client = somebody(role)
    for path in ("/admin/", "/admin/reports/site-history/", "/admin/pages/search/?q=Martin"):
        body = client.get(path).content.decode()
        assert inquiry.name not in body
        assert inquiry.reference not in body
