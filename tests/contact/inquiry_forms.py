"""Open, fill in and send the inquiry form as a browser does."""

import re
from typing import Any

from django.test import Client

BROWSER = {"HTTP_SEC_FETCH_SITE": "same-origin"}
HTMX = {"HTTP_HX_REQUEST": "true"} | BROWSER


def token_in(body: str) -> str:
    return re.search(r'name="token" value="([^"]+)"', body)[1]


def filled(client: Client, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends after the form was opened and filled in."""
    query = {"service": fields["service"]} if fields.get("service") else {}
    body = client.get("/contact/", query).content.decode()
    return {
        "token": token_in(body),
        "name": "Léa Martin",
        "email": "lea@example.org",
        "organisation": "",
        "service": "",
        "message": "Bonjour !",
    } | fields
