"""The one place where a higher room adds to what a lower room does.

Contact channels that were found in an interview reach the room that keeps them by
`channel_receiver`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from wagtail.models import Locale

from brand.transcript import ParsedChannel

ChannelReceiver = Callable[[Any, Locale, Sequence[ParsedChannel]], int]
_receivers: list[ChannelReceiver] = []


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
