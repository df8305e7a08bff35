"""Who the owner is: identity, biography, interview, testimonials, standard pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrandConfig(AppConfig):
    name = "brand"
    verbose_name = _("Brand")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from brand import checklist, date_inputs, going_online, number_fields
        from ops import checklist as registry

        number_fields.register()
        date_inputs.register()
        registry.register("online", checklist.find_offline, order=1)
        registry.register("brand", checklist.find, order=10)
        page_published.connect(going_online.publish_lists_above)
