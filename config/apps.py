"""The whole site: whatever needs several rooms at once."""

import gc
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

from ops.processes.optional_packages import hidden

# Wagtail's admin brings this one, which loads whatever it could be used with: a tenth of what there
# is to load, and nothing that anybody here would ever call.
with hidden("docutils", "psycopg", "pygments", "requests"):
    import_module("rest_framework.compat")


class SiteConfig(AppConfig):
    name = "config"
    label = "site_config"
    verbose_name = _("Site")

    def ready(self) -> None:
        from wagtail.contrib.routable_page.models import RoutablePageMixin

        from config.fallback_language import fall_back_to_english
        from config.sitemap import addresses, examples
        from ops import preload
        from ops.page_cache import warm

        fall_back_to_english()
        warm.addresses.register("sitemap", addresses)
        preload.addresses.register("examples", examples)

        # Wagtail reads the routes of a page type when it is first asked for one, and two threads
        # that do so at once fail ("dictionary changed size"): the first visitors would see it.
        models: Iterable[Any] = apps.get_models()
        for model in models:
            if issubclass(model, RoutablePageMixin):
                model.get_resolver()

        # What is loaded by now stays: no need to look through it again and again.
        gc.freeze()
        gc.enable()
