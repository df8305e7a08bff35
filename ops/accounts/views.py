"""Views of who is asking: the way in, the first owner, and sessions that ended."""

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
    """Where the admin sends those it does not let in: to the log-in, or to a plain answer.

    Somebody who is logged in and may not enter would go round in circles between the two. Who
    may has come by a bookmark.
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
    """The page behind the one-time link: it works until an owner has been created with it.

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
            # Two people with the same link: whoever marks it first is the owner.
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
    """Django's CSRF_FAILURE_VIEW: most often somebody logged in or out in another tab.

    What comes from this very site is held, as above. What another site sent is refused: one
    press on "Save" would be all that an attacker needs.
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
    """Whether who asks may still work in the admin; and a CSRF cookie for them to go on with."""
    return JsonResponse({"logged_in": request.user.has_perm("wagtailadmin.access_admin")})


@never_cache
@require_safe
def session_resumed(request: HttpRequest) -> HttpResponse:
    """Where the log-in in a second tab ends: there is nothing to do here but to go back."""
    return ended_sessions.show_page(request, "ops/resumed.html")
