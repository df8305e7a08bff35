"""`manage.py makemessages`: as Django's, but a new text is left empty rather than guessed."""

from typing import ClassVar

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    # msgmerge would fill a new text with the translation of one that looks like it ("fuzzy").
    msgmerge_options: ClassVar[list[str]] = [
        *makemessages.Command.msgmerge_options,
        "--no-fuzzy-matching",
    ]
