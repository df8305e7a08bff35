#!/usr/bin/env python
"""Django's command line, with this site's settings."""

import os
import sys


def main() -> None:
    # Other users of this machine must not read inquiries, mails and keys, whoever runs the command.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from ops.environment.variables import ConfigurationError

    try:
        execute_from_command_line(sys.argv)
    except ConfigurationError as error:
        # For the operator, whom a traceback would not help.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
