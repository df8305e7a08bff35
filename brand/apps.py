"""Who the owner is: identity, biography, interview, testimonials, standard pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandConfig(AppConfig):
    name = "brand"
    verbose_name = _("Brand")

    def ready(self) -> None:
        from brand import checklist, number_fields
        from ops import checklist as registry

        number_fields.register()
        registry.register("brand", checklist.find, order=10)
