"""The box “example”: shown where it is ticked, and to nobody else."""

from typing import Any

from wagtail.admin.panels import FieldPanel


class ExamplePanel(FieldPanel):
    """A box that can only be cleared: the demonstration ticks it, an owner has no use for it."""

    class BoundPanel(FieldPanel.BoundPanel):
        bound_field: Any

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.bound_field.value())
