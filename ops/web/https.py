"""Plain http leads to https where the site has a public address (docs/decisions/0043)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port

# Asked by the machine itself and by whoever issues its certificate, before there is any.
PLAIN = ("/livez", "/readyz", "/.well-known/acme-challenge/")
UNKNOWN_PROXY = (
    "The proxy at {peer} says that this request came over https, but is not one that is trusted: "
    "set FORWARDED_ALLOW_IPS to its address.\n"
)


class HttpsMiddleware:
    """Sends who reads over plain http to the same address over https.

    What somebody posts is taken where it arrives: a browser would follow with an empty GET, or
    send it again as if from another site. The answer leads to https then.

    The web server knows how a request came (`wsgi.url_scheme`): it believes X-Forwarded-Proto from
    trusted proxies alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.HTTPS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_reading = request.method in {"GET", "HEAD"}
        if request.is_secure() or not is_reading or request.path.startswith(PLAIN):
            return self.get_response(request)
        if request.headers.get("X-Forwarded-Proto") == "https":
            # Sent on, the visitor would come back the same way, for ever.
            said = UNKNOWN_PROXY.format(peer=request.META.get("REMOTE_ADDR", ""))
            return HttpResponse(said, status=400, content_type="text/plain")
        return HttpResponsePermanentRedirect(_over_https(request))


def _over_https(request: HttpRequest) -> str:
    """The address of `request` over https. Raises DisallowedHost for a host that is not ours."""
    # The port, if any, is that of plain http.
    host = split_domain_port(request.get_host())[0]
    own = urlsplit(settings.BASE_URL)
    # This machine's names for itself have no certificate.
    public = host not in {own.hostname, *settings.LOCAL_HOSTS}
    return f"https://{host if public else own.netloc}{request.get_full_path()}"
