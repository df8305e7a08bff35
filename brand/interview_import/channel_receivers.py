"""Pass contact channels found in an interview to the room that registers here and stores them."""

from collections.abc import Callable, Sequence
from typing import Any

from wagtail.models import Locale

from brand.transcript import ParsedChannel
from ops.registry import Registry

# Is given user, locale and channels; adds only what the user may add, and returns how many
# channels were new.
ChannelReceiver = Callable[[Any, Locale, Sequence[ParsedChannel]], int]
channel_receivers = Registry[ChannelReceiver]()


def offer_channels(user: Any, locale: Locale, channels: Sequence[ParsedChannel]) -> int:
    """Offer channels that `user` chose; return how many were new."""
    if not channels:
        return 0
    return sum(receive(user, locale, channels) for receive in channel_receivers.values())
