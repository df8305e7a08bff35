"""The services room: services, their offers, and the brief that an inquiry asks for."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    name = "services"
    verbose_name = _("Services")

    def ready(self) -> None:
        from ops.checklist import Finder, todo_finders
        from services import checklist

        todo_finders.register("services", Finder(checklist.find, order=20))
