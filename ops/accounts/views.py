"""Views for accounts: log-in to the admin, the first owner, and sessions that ended."""

from django.contrib.auth import login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from ops.accounts import ended_sessions
from ops.accounts.ended_sessions import ADMIN
from ops.accounts.forms import FirstOwnerForm
from ops.models import SetupLink, User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def admin_login(request: HttpRequest) -> HttpResponse:
    """Send whoever the admin does not let in to the log-in; answer 403 if they are logged in.

    Log-in and admin would otherwise redirect somebody without access to each other for ever.
    Somebody with access came by a bookmark and goes to the admin.
    """
    if request.user.has_perm("wagtailadmin.access_admin"):
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    if request.user.is_authenticated:
        return render(request, "account/no_access.html", status=403)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{reverse('account_login')}{'?' if query else ''}{query}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_owner(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the page behind the one-time link, until an owner has been created with it.

    Afterwards, as any other wrong link, it leads to the log-in; on a site without owner it
    is not found (Http404). Opening it changes nothing.
    """
    if SetupLink.objects.find(secret) is None:
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            return HttpResponseRedirect(reverse("account_login"))
        raise Http404
    form = FirstOwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            # If two people have the same link, the first to claim it becomes the owner.
            claimed = SetupLink.objects.filter(
                digest=SetupLink.digest_of(secret), used_at=None
            ).update(used_at=timezone.now())
            if not claimed:
                raise Http404
            owner = form.save()
        login(request, owner, "allauth.account.auth_backends.AuthenticationBackend")
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    return render(
        request,
        "account/first_owner.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a failed CSRF check: most often somebody logged in or out in another tab.

    A form of the admin that was sent from this site is kept (`ended_sessions.hold`). One that
    another site sent is refused: an attacker would only need somebody to press "Save".
    """
    if not request.path.startswith(ADMIN) or not _comes_from_here(request):
        return ended_sessions.show_page(request, "ops/csrf_failure.html", status=403)
    if ended_sessions.is_background(request):
        return ended_sessions.refuse()
    return ended_sessions.hold(request)


def _comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this site sent the request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


@never_cache
@require_safe
@ensure_csrf_cookie
def session_state(request: HttpRequest) -> JsonResponse:
    """Say whether the session may still work in the admin, and set a fresh CSRF cookie."""
    return JsonResponse({"logged_in": request.user.has_perm("wagtailadmin.access_admin")})


@never_cache
@require_safe
def session_resumed(request: HttpRequest) -> HttpResponse:
    """Show the last page of a log-in in a second tab: it asks to go back to the first."""
    return ended_sessions.show_page(request, "ops/resumed.html")
