"""Replace some words of allauth, Django and Wagtail around the log-in and on private pages.

Our translations come after theirs, and win. Nothing runs here; `make messages` collects them. Only
what people meet on our own screens, and would stumble over: capitals in the middle of a label,
"sont incorrects" for one thing, an ordinary space before a question mark.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

# allauth: the forms
gettext_noop("Remember Me")
gettext_noop("Forgot your password?")
gettext_noop("Email")
gettext_noop("Email address")
gettext_noop("Current Password")
gettext_noop("New Password")
gettext_noop("New Password (again)")
gettext_noop("Authenticator code")

# allauth: what went wrong
gettext_noop("The email address and/or password you specified are not correct.")
gettext_noop("Please type your current password.")
gettext_noop("Too many failed login attempts. Try again later.")
gettext_noop("The new value must be different from the current one.")
gettext_noop(
    "You cannot activate two-factor authentication until you have verified your email address."
)
gettext_noop("You cannot generate recovery codes without having two-factor authentication enabled.")

# allauth: what was done
gettext_noop("Successfully signed in as %(name)s.")
gettext_noop("You have signed out.")
gettext_noop("Password successfully changed.")
gettext_noop("Password successfully set.")
gettext_noop("A new set of recovery codes has been generated.")
gettext_noop("Authenticator app activated.")
gettext_noop("Authenticator app deactivated.")

# Django: addresses, and passwords that are too weak
gettext_noop("Enter a valid email address.")
gettext_noop("The password is too similar to the %(verbose_name)s.")
ngettext_lazy(
    "This password is too short. It must contain at least %(min_length)d character.",
    "This password is too short. It must contain at least %(min_length)d characters.",
    "min_length",
)

# Wagtail: a page for invited readers
gettext_noop("The password you have entered is not correct. Please try again.")
