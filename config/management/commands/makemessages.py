"""`manage.py makemessages`: as Django's, but a new text is left empty rather than guessed."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    # msgmerge would fill a new text with the translation of one that looks like it ("fuzzy").
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
