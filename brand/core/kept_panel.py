"""The notice at the top of a draft that was kept from the demonstration."""

from wagtail.admin.panels import Panel

from brand.core.page_permissions import is_kept


class KeptPanel(Panel):
    """Say why the page cannot be published yet, and link to the screen where that is changed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "brand/kept_notice.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk) and is_kept(self.instance)

        def show_panel_furniture(self) -> bool:
            return False
