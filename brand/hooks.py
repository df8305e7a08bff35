"""The hook by which a higher room extends a lower one.

Contact channels found in an interview are passed to the room that stores them, through
`channel_receiver`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from wagtail.models import Locale

from brand.transcript import ParsedChannel

ChannelReceiver = Callable[[Any, Locale, Sequence[ParsedChannel]], int]
_receivers: list[ChannelReceiver] = []


def channel_receiver(function: ChannelReceiver) -> ChannelReceiver:
    """Register `function(user, locale, channels) -> added`. Call it in `AppConfig.ready`.

    The function adds only what `user` may add, and returns how many channels were new.
    """
    if function not in _receivers:
        _receivers.append(function)
    return function


def offer_channels(user: Any, locale: Locale, channels: Sequence[ParsedChannel]) -> int:
    """Pass on the channels that `user` chose; return how many were new."""
    return sum(receive(user, locale, channels) for receive in _receivers) if channels else 0
