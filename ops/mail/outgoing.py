"""The transport of mail, and whether mail leaves this machine: ask before promising one.

Django's own way (`EMAIL_BACKEND`) only queues a mail (`ops.mail.queue`); `transport` hands it over.
"""

from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

# Backends with which no mail leaves. Django's locmem, in tests, stands for a mail server.
_STAYS_HERE = {
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
    "ops.mail.files.EmailBackend",
}


def transport(**options: Any) -> BaseEmailBackend:
    """Return what hands mails over at once: to the mail server, or to files while there is none.

    For the worker, and for the owner's test mail. No other request waits for a mail server.
    """
    return mail.get_connection(settings.EMAIL_TRANSPORT, **options)


def new_message_id() -> str:
    """Return a Message-ID on the domain of the site's sender.

    It stays the same through all attempts: a mail that is sent twice is shown once.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return make_msgid(domain=domain)


def mail_leaves_this_machine() -> bool:
    """Whether mails go to a mail server, rather than to files, a terminal or nowhere."""
    return settings.EMAIL_TRANSPORT not in _STAYS_HERE


def mail_folder() -> str:
    """Return the folder where mails are written as files; "" if they are not."""
    return getattr(settings, "EMAIL_FILE_PATH", "") if not mail_leaves_this_machine() else ""
