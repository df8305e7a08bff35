"""Additions to Wagtail's admin: content checks, dashboard, and a chooser that lists pages."""
