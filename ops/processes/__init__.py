"""The processes of one machine: locks, supervision, the worker class of gunicorn."""
