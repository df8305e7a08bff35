"""Whether mail leaves this machine: whoever promises a mail, or says that one was sent, asks."""

from django.conf import settings

# Where mails stay. What only tests use (Django's locmem) stands for a mail server there.
_STAYS_HERE = {
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
    "ops.mail_files.EmailBackend",
}


def mail_leaves_this_machine() -> bool:
    """Whether mails go to a mail server, rather than to files, a terminal or nowhere."""
    return settings.EMAIL_BACKEND not in _STAYS_HERE


def mail_folder() -> str:
    """Where mails are written as files; "" if they are not."""
    return getattr(settings, "EMAIL_FILE_PATH", "") if not mail_leaves_this_machine() else ""
