"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.umask(0o077)  # as in manage.py, under whichever server
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django = get_wsgi_application()

from ops.visits.wsgi import VisitCounter  # noqa: E402  (Django is set up only now)

application = VisitCounter(_django)
# All addresses and views: read before the first visitor comes, not while they wait.
get_resolver().url_patterns  # noqa: B018
