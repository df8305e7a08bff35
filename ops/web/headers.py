"""Response headers that hold for every answer of the site, whoever gives it (RELIABILITY 22)."""

from django.conf import settings

# Those for which Django has no setting.
OWN = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
}


def of_a_refusal() -> dict[str, str]:
    """Return the headers of an answer that the web server gives before it has parsed the request.

    Whether it came over https is unknown: over http a browser ignores Strict-Transport-Security.
    """
    headers = OWN | {
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    }
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = (
            f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        )
    return headers
