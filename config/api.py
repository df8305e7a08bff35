"""The one API: Wagtail's v3, with its addresses. Our own routers are added here."""

from wagtail.api.v3.urls import api

api.title = "Vitrine"
api.description = "What visitors read, for programs: pages in both languages, with their parts."

__all__ = ["api"]
