# ruff: noqa: E501
"""The contact page in French, and the channels: facts of the interview, the same in any language."""

from typing import Any

CONTACT = {
    "title": "Contact",
    "slug": "contact",
    "seo_title": "Me contacter",
    "search_description": "Un formulaire court, une adresse, et par quel réseau passer.",
    "question": "Puis-je vous écrire ?",
    "intro": "<p>Bien sûr. Dites qui vous êtes et ce qui vous occupe : quelques lignes suffisent, et <mark>c’est moi qui lis</mark>.</p>",
}

CHANNELS: list[dict[str, Any]] = [
    {"kind": "email", "address": "david.pires.blog@gmail.com", "preferred": True},
    {"kind": "blog", "address": "www.david-pires.net"},
    # Link shorteners tell a reader nothing: these two go by the name of the person.
    {"kind": "linkedin", "address": "http://ow.ly/1bEV6", "label": "David Pires"},
    {"kind": "twitter", "address": "http://ow.ly/1bEXZ", "label": "David Pires"},
    # The network is closed: kept as a memory, without a link.
    {"kind": "viadeo", "address": "http://ow.ly/1bEWj", "label": "David Pires", "archived": True},
]
