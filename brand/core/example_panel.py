"""The checkbox “example”, which is shown only while it is ticked."""

from typing import Any

from wagtail.admin.panels import FieldPanel


class ExamplePanel(FieldPanel):
    """A checkbox that can only be cleared. The demonstration ticks it; owners never need to."""

    class BoundPanel(FieldPanel.BoundPanel):
        bound_field: Any

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.bound_field.value())
