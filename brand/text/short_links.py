"""Recognise short links, which hide where they lead.

A reader cannot see whose page it is, the shortener may count the visit, and all of its links end
with it (goo.gl in 2025). So an owner is told, and never stopped: some have no other address left.
"""

from urllib.parse import urlsplit

# Services that shorten any address. A network's own short domain (youtu.be, fb.me, flic.kr) says
# where it leads, and is not one of them; lnkd.in and t.co lead anywhere.
SHORTENERS = (
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dlvr.it",
    "goo.gl",
    "is.gd",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "urlz.fr",
    "v.gd",
)


def is_short_link(address: str) -> bool:
    """Whether `address`, with or without its scheme, is one of a link shortener."""
    typed = address.strip()
    try:
        host = urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
    except ValueError:  # no address at all, such as "http://[x"
        return False
    return host.lower().removeprefix("www.") in SHORTENERS
