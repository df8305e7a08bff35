"""The site's own settings, with data in a temporary folder."""

import atexit
import os
import tempfile

# Each process of a test run has its own folder, although it inherits the environment.
_folder = tempfile.TemporaryDirectory(prefix="vitrine-tests-")
atexit.register(_folder.cleanup)
os.environ["VAR_DIR"] = _folder.name
os.environ.setdefault("BASE_URL", "http://localhost")
# Tests fill in forms at once, all from one address. Tests of these limits set them themselves.
os.environ.setdefault("INQUIRY_MIN_SECONDS", "0")
os.environ.setdefault("INQUIRY_RATE", "")
os.environ.setdefault("MAIL_RATE", "")
os.environ.setdefault("SENDER_MAIL_RATE", "")
# Tests of backups make their own.
os.environ.setdefault("BACKUP_DIR", "")

from config.settings import *  # noqa: E402, F403
from tests import migrated  # noqa: E402

if migrated.POSTGRESQL and DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"TEMPLATE": migrated.POSTGRESQL}  # noqa: F405

# Rows of most tests are never committed. Tests of the page cache put it before the site themselves.
PAGE_CACHE = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Django's in-memory backend replaces the mail server, but not the queue before it
# (tests/conftest.py).
EMAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
# Slow password hashing is Django's business, and tests need no manifest of static files.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
