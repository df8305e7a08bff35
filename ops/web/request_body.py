"""Bodies of requests that nobody wants to read."""

from django.http import HttpRequest

LARGEST = 50_000_000  # bytes


def drain(request: HttpRequest) -> None:
    """Read what is still coming and forget it: a browser that is sending shows no answer yet.

    Beyond 50 MB the connection may break instead.
    """
    left = LARGEST
    while left > 0 and (chunk := request.read(65_536)):
        left -= len(chunk)
