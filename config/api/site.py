"""The API: Wagtail's v3 with its URLs. Routers of ours are added here."""

from wagtail.api.v3.urls import api

from config.api.checks import checked
from config.api.errors import register_handlers
from config.api.public import close

api.title = "Vitrine"
api.description = "What visitors read, for programs: pages in both languages, with their parts."
close()
register_handlers(api)
api.add_decorator(checked)

__all__ = ["api"]
