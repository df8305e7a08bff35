"""Read and discard the bodies of refused requests."""

from django.http import HttpRequest

LARGEST = 50_000_000  # bytes


def drain(request: HttpRequest) -> None:
    """Read the rest of the body and discard it: a browser shows no answer while it is sending.

    Beyond 50 MB the connection may break instead.
    """
    left = LARGEST
    while left > 0 and (chunk := request.read(65_536)):
        left -= len(chunk)
