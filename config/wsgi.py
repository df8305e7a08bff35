"""The WSGI application that gunicorn serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from ops.page_cache import site
from ops.page_cache.layer import WSGIApplication

os.umask(0o077)  # as in manage.py, under whichever server
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application: WSGIApplication = get_wsgi_application()

from ops.visits.wsgi import VisitCounter  # noqa: E402  (Django is set up only now)

# All addresses and views: read before the first visitor comes, not while they wait.
get_resolver().url_patterns  # noqa: B018
if settings.PAGE_CACHE:
    # Anything may have changed since somebody has last looked. Without the database, to which no
    # connection may be open when the web server forks.
    site.on_this_machine().renew()
    application = site.in_front_of(application)
application = VisitCounter(application)
