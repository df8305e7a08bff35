"""Write mails to `.eml` files while there is no mail server. A double click opens one."""

import secrets
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import filebased
from django.utils import timezone


class EmailBackend(filebased.EmailBackend):
    """Writes each mail to a file of its own in EMAIL_FILE_PATH, as it would leave (RFC 5322).

    Django's backend puts all mails of a connection into one `.log`, with lines between them that
    belong to no mail. `written` is the file of the last mail, None before the first.
    """

    written: Path | None = None

    def open(self) -> bool:
        return False  # a mail opens its own file

    def send_messages(self, email_messages: Any) -> int:
        for message in email_messages or ():
            self.written = self._write(message)
        return len(email_messages or ())

    def _write(self, message: EmailMessage) -> Path:
        name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
        path = Path(self.file_path) / name
        whole: Any = message.message()
        with path.open("xb") as file:
            # Lines end with CR LF, as on the wire: some mail programs open nothing else.
            file.write(whole.as_bytes(linesep="\r\n"))
        return path
