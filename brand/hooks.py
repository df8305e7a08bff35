"""The one place where a higher room adds panels to a page of a lower room."""

from collections.abc import Callable, Sequence

from wagtail.admin.panels import Panel

PanelFactory = Callable[[type], Sequence[Panel]]
_factories: list[PanelFactory] = []


def page_panels(factory: PanelFactory) -> PanelFactory:
    """Register `factory(page_model) -> panels`. Works as a decorator, in `AppConfig.ready`."""
    if factory not in _factories:
        _factories.append(factory)
    return factory


def panels_for(page_model: type) -> list[Panel]:
    """All panels that other rooms add to `page_model`."""
    return [panel for factory in _factories for panel in factory(page_model)]
