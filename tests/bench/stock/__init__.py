"""The framework's stock contact form: a Wagtail project as `wagtail start` makes it.

Its page type is that of Wagtail's documentation on forms (`AbstractEmailForm`): found in the tree,
fields from the database, a form with CSRF protection, a row of FormSubmission, the mail sent over
SMTP inside the request, and the landing page as the answer. Middleware, apps, context processors
and the base template are those of the project template. Nothing is slower than it comes: no debug
mode, cached templates, our own gunicorn with the same number of processes and threads.

Its database is SQLite as Django opens it: a rollback journal, on disk before the answer
(`synchronous` is FULL). `STOCK_PRAGMAS` gives it those of our site for a second measurement.
"""
