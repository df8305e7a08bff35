"""Forms for accounts: the first owner, passwords, codes and security keys."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import EmailField
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.core import context
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ops.accounts import password_reset
from ops.accounts.guesses import Guess
from ops.models import User


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


class LoginForm(AllauthLoginForm):
    """Shows what is wrong beside the fields, for a reader who meets them one by one."""

    def clean(self) -> dict[str, Any] | None:
        try:
            cleaned: dict[str, Any] | None = super().clean()
            return cleaned
        except forms.ValidationError as error:
            # Which of the two is wrong is a secret. The words stand once, and belong to both.
            self.add_error("password", error)
            attributes = {"aria-invalid": "true", "aria-describedby": "id_password_error"}
            self.fields["login"].widget.attrs.update(attributes)
            return None


class ResetPasswordForm(forms.Form):
    """Asks for an address, without checking whether it belongs to an account."""

    email = EmailField(
        required=True,
        error_messages={"required": _("Write the address with which you log in.")},
    )

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        """Queue the question in the language of the page; return the address, as allauth wants."""
        email: str = self.cleaned_data["email"]
        password_reset.ask(email)
        return email


class ChangePasswordForm(AllauthChangePasswordForm):
    """Limits guesses of the current password, for a session that was left open."""

    user: User

    def clean_oldpassword(self) -> str:
        guess = Guess(context.request, self.user.email, "password")
        password: str = super().clean_oldpassword()
        guess.was_right()
        return password


class _Limited:
    """Mixed into allauth's forms for a code of an app, or a recovery code."""

    user: User

    def clean_code(self) -> str:
        guess = Guess(context.request, self.user.email, "code")
        code: str = super().clean_code()  # type: ignore[misc]
        guess.was_right()
        return code


class AuthenticateForm(_Limited, mfa_forms.AuthenticateForm):
    """The second step of logging in."""


class ReauthenticateForm(_Limited, mfa_forms.ReauthenticateForm):
    """Asks for a code again before a sensitive change."""


class AddKeyForm(webauthn_forms.AddWebAuthnForm):
    """Adds a passkey or a security key."""

    name = forms.CharField(label=_("Name"), required=False)
    passwordless = forms.BooleanField(
        label=_("Log in with this key alone, without the password"),
        help_text=_("The key then asks for a fingerprint, a face or a PIN itself."),
        required=False,
    )


class EditKeyForm(webauthn_forms.EditWebAuthnForm):
    """Renames a key."""

    name = forms.CharField(label=_("Name"), error_messages={"required": _("Give the key a name.")})
