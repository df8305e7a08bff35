"""Logging in: allauth with sign-up closed, and the first owner's one-time link."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth import login, password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ops.accounts.guesses import Guess
from ops.models import SetupLink, User
from ops.web.client_address import client_address


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up here: the owner invites people in the admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """One truth about who asks, whatever allauth thinks of proxies."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Before a password is looked at. Raises TooManyGuessesError."""
        self._guess = Guess(request, credentials.get("email", ""), "password")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user is not None:
            self._guess.was_right()
        return user


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


class FirstOwnerForm(forms.Form):
    """Name, address and password of the person to whom this site belongs."""

    first_name = forms.CharField(
        label=_("First name"),
        error_messages={"required": _("Write your first name.")},
        max_length=150,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Last name"),
        error_messages={"required": _("Write your last name.")},
        max_length=150,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Write the address with which you will log in.")},
        help_text=_("You log in with it, and new inquiries are announced there."),
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        error_messages={"required": _("Choose a password.")},
        help_text=_("At least 10 characters. A few words in a row are easy to remember."),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        person = User(
            **{
                name: self.cleaned_data.get(name, "")
                for name in ("first_name", "last_name", "email")
            }
        )
        password_validation.validate_password(password, person)
        return password

    def save(self) -> User:
        """Create the owner and return them."""
        fields = self.cleaned_data
        return User.objects.create_superuser(
            fields["email"],
            fields["password"],
            first_name=fields["first_name"],
            last_name=fields["last_name"],
        )


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
