#!/usr/bin/env python
"""Django's command line, with this site's settings."""

import gc
import os
import sys


def main() -> None:
    # Loading makes objects that stay; looking for garbage among them takes a fifth of each start.
    # Once all apps are loaded, the collector begins (config/apps.py).
    gc.disable()
    # Inquiries, mails and keys are nobody else's business on this machine, whoever began it how.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
