"""The field of an address, which warns of a short link and accepts it."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from brand.text.short_links import is_short_link

WARNING = _(
    "This is a short link: nobody sees where it leads, and it stops working when its service does. "
    "If you can, open it and paste the address that it leads to."
)


class LinkPanel(FieldPanel):
    """Adds the warning to the help of the field, so that screen readers say it with the field."""

    class BoundPanel(FieldPanel.BoundPanel):
        bound_field: Any
        help_text: Any

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None and is_short_link(self.bound_field.value() or ""):
                self.help_text = format_html(
                    '{} <strong class="v-field-warning">{}</strong>', self.help_text, WARNING
                )
