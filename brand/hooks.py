"""The one place where a higher room adds to what a lower room does.

Panels reach a lower room's page by `page_panels`; contact channels that were found in an
interview reach the room that keeps them by `channel_receiver`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from wagtail.admin.panels import Panel
from wagtail.models import Locale

from brand.transcript import ParsedChannel

PanelFactory = Callable[[type], Sequence[Panel]]
ChannelReceiver = Callable[[Any, Locale, Sequence[ParsedChannel]], int]
_factories: list[PanelFactory] = []
_receivers: list[ChannelReceiver] = []


def page_panels(factory: PanelFactory) -> PanelFactory:
    """Register `factory(page_model) -> panels`. Works as a decorator, in `AppConfig.ready`."""
    if factory not in _factories:
        _factories.append(factory)
    return factory


def panels_for(page_model: type) -> list[Panel]:
    """All panels that other rooms add to `page_model`."""
    return [panel for factory in _factories for panel in factory(page_model)]


def channel_receiver(function: ChannelReceiver) -> ChannelReceiver:
    """Register `function(user, locale, channels) -> added`, in `AppConfig.ready`.

    It adds only what `user` may add, and returns how many channels were new.
    """
    if function not in _receivers:
        _receivers.append(function)
    return function


def offer_channels(user: Any, locale: Locale, channels: Sequence[ParsedChannel]) -> int:
    """Offer channels that `user` chose; return how many were new."""
    return sum(receive(user, locale, channels) for receive in _receivers) if channels else 0
