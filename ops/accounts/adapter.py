"""allauth's adapter: sign-up is closed, and wrong passwords are counted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from ops.accounts.guesses import Guess
from ops.web.client_address import client_address


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up here: the owner invites people in the admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address as the rest of the site has it, instead of allauth's own reading."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the guess before the password is checked. Raises TooManyGuessesError."""
        self._guess = Guess(request, credentials.get("email", ""), "password")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user is not None:
            self._guess.was_right()
        return user
