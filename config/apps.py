"""The composed site: commands that need several rooms at once live here."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "config"
    label = "site_config"
    verbose_name = _("Site")
