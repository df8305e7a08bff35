"""Read the request headers that choose between the forms of one page (RFC 9110)."""

import re
from functools import lru_cache

# 8.8.3: an opaque tag may hold commas, but no quotes.
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_TAGS = re.compile(rf"[\s,]*{_TAG.pattern}(?:\s*,[\s,]*{_TAG.pattern})*[\s,]*")
_OFFER = re.compile(
    r"([\w!#$%&'*+.^`|~-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?", re.IGNORECASE
)
# In our order, where somebody takes several as gladly. "" is the page as it is ("identity").
CODINGS = ("br", "gzip", "")


def is_known(if_none_match: str, etag: str) -> bool:
    """Whether `if_none_match` names `etag`, by weak comparison (8.8.3.2, 13.1.2).

    "*" names any. A field that is malformed names none, so that the page is sent again.
    """
    if if_none_match.strip() == "*":
        return True
    opaque = etag.removeprefix("W/").strip('"')
    return opaque in _TAG.findall(if_none_match) and bool(_TAGS.fullmatch(if_none_match))


@lru_cache(maxsize=256)
def preferred_coding(accept_encoding: str) -> str:
    """Return that of CODINGS which `accept_encoding` takes most gladly (12.5.3).

    Who takes none of them gets the page as it is, which the standard allows.
    """
    weights: dict[str, float] = {}
    for offer in accept_encoding.lower().split(","):
        if found := _OFFER.fullmatch(offer.strip()):
            weights[found[1]] = float(found[2]) if found[2] else 1.0
    others = weights.get("*", 0.0)
    weight = {coding: weights.get(coding, others) for coding in CODINGS}
    # Who does not speak of the page as it is takes it, but only if nothing else is left.
    weight[""] = weights.get("identity", 0.0)
    best = max(CODINGS, key=lambda coding: weight[coding])
    return best if weight[best] else ""
