"""The site's own settings, for processes that will be killed, filled up and locked.

Two things differ: static files are served uncompressed, because compressing them takes longer than
all the faults together, and `tests.faults.witness` runs inside each process.
"""

from config.settings import *  # noqa: F403
from tests.faults import witness

MIDDLEWARE = ["tests.faults.witness.AnswerMayBeLost", *MIDDLEWARE]  # noqa: F405
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
witness.attend(VAR_DIR)  # noqa: F405
