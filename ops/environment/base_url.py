"""Parse BASE_URL, the one public address of the site."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class BaseUrl:
    """An address as browsers write it: lower case, ASCII, no default port, no trailing slash."""

    scheme: str
    host: str  # an IPv6 address in brackets
    port: int | None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}" + (f":{self.port}" if self.port else "")

    @property
    def is_https(self) -> bool:
        return self.scheme == "https"

    @property
    def is_public(self) -> bool:
        """Whether others may reach it: by TLS, or under a name or number that is no local one."""
        if self.is_https:
            return True
        try:
            address = ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return self.host.rpartition(".")[2] != "localhost"
        return not (address.is_private or address.is_loopback or address.is_link_local)


def parse_base_url(text: str) -> BaseUrl:
    """Return the address that `text` names, such as "HTTPS://Www.Example.org:443/".

    Raises ValueError, with a sentence, for anything but a scheme, a host and perhaps a port.
    """
    address = urlsplit(text.strip())
    scheme = address.scheme.lower()
    host = (address.hostname or "").rstrip(".")
    if scheme not in _DEFAULT_PORTS or not host:
        raise ValueError(f"{text!r} is no address: write https://www.example.org.")
    if address.path.strip("/") or address.query or address.fragment or "@" in address.netloc:
        raise ValueError(f"{text!r} has more than a host: write https://{address.hostname}.")
    port = address.port  # raises ValueError for what is none
    return BaseUrl(scheme, _host(host), None if port == _DEFAULT_PORTS[scheme] else port)


def _host(name: str) -> str:
    """Return the host in ASCII, as a browser sends it (RFC 5891). Raises ValueError."""
    name = name.lower()
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    # Names inside one network may have what no registry would sell, such as an underscore.
    return name if name.isascii() else idna.encode(name, uts46=True).decode()
