"""Find the address that a request comes from. Nothing here is ever stored."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the sender's address: IPv4 whole, IPv6 as its /64, which is one household.

    Behind N proxies (`TRUSTED_PROXIES`) it is the Nth entry from the right of
    X-Forwarded-For: each proxy appends the address it saw, so that whatever stands further
    left can be invented by the client. With fewer entries than proxies, or none configured,
    it is the address of the connection. An empty text where there is none (a Unix socket).
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        if len(forwarded) >= proxies:
            address = forwarded[-proxies].strip() or address
    try:
        parsed = ipaddress.ip_address(address.strip("[]").split("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
