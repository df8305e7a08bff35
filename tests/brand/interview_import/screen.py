"""The work screen of an import, as a browser uses it."""

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

from brand.models import HomePage, ImportedTranscript
from ops.models import User

START = "/admin/interviews/import/"
TEXT = """Une rencontre avec Ada Morel

Je suis jardinière, et je plante des haies.

Q2 - Que plantez-vous ?
Des haies, et des réseaux de haies.
- des noisetiers
- des charmes

Q3 - Et demain ?
On verra <script>alert(1)</script> & on rira... "bientôt" !

Merci de cette rencontre.
Email : ada@jardin.example
"""


def paste(client: Client, text: str = TEXT, **fields: str) -> ImportedTranscript:
    response = client.post(START, {"text": text} | fields)
    assert response.status_code == 302, response.context["form"].errors
    imported = ImportedTranscript.objects.latest("pk")
    assert response.url == f"{START}{imported.pk}/"
    return imported


def url_of(imported: ImportedTranscript, below: str = "") -> str:
    return f"{START}{imported.pk}/{below}"


def pieces(imported: ImportedTranscript) -> list[Any]:
    return list(ImportedTranscript.objects.get(pk=imported.pk).reading.pieces)


def place(imported: ImportedTranscript, words: str) -> int:
    """Return the offset of the passage that contains `words`."""
    return next(piece.start for piece in pieces(imported) if words in piece.text)


def role(imported: ImportedTranscript, words: str) -> str:
    return next(piece.role.value for piece in pieces(imported) if words in piece.text)


def form_of(client: Client, imported: ImportedTranscript) -> dict[str, Any]:
    """Return what a browser sends with the form of the work screen, without buttons."""
    soup = BeautifulSoup(client.get(url_of(imported)).content, "html.parser")
    data: dict[str, Any] = {}
    for control in soup.select("#t-form :is(input, select, textarea)[name]"):
        name = str(control["name"])
        match control.name:
            case "select":
                options = control.find_all("option")
                chosen = [o for o in options if o.has_attr("selected")] or options
                data[name] = chosen[0]["value"]
            case "textarea":
                data[name] = control.text.removeprefix("\n")
            case _ if control.get("type") != "checkbox" or control.has_attr("checked"):
                default = "on" if control.get("type") == "checkbox" else ""
                data.setdefault(name, []).append(control.get("value", default))
    del data["csrfmiddlewaretoken"]
    return data


def create(client: Client, imported: ImportedTranscript, **fields: Any) -> Any:
    return client.post(url_of(imported, "draft/"), form_of(client, imported) | fields)


def editor(name: str, home: HomePage, *permissions: str) -> Client:
    """Log in a user who has `permissions` below `home`, and return the client."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        GroupPagePermission.objects.create(
            group=group,
            page=home,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    user = User.objects.create_user(f"{name}@example.org", "long enough to pass")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client
