"""The style page, for people who work on this site."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from config.styleguide import samples


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the style page in the language of its address to whoever may enter the admin.

    Anybody else is led to the log-in, or told that their account may not come in (403).
    """
    if not request.user.is_authenticated:
        response: HttpResponse = redirect_to_login(
            request.get_full_path(), reverse("account_login")
        )
    elif not request.user.has_perm("wagtailadmin.access_admin"):
        response = render(request, "account/no_access.html", status=403)
    else:
        response = render(request, "styleguide/index.html", samples.everything(request))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
