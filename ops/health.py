"""Is the site able to work? A registry of checks, and the worker's sign of life."""

from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from ops.models import Heartbeat

WORKER_SILENCE = timedelta(minutes=10)

# A check returns None when all is well, else one word or two for the operator: no secrets.
Check = Callable[[], str | None]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Add a readiness check under `name`."""
    _checks[name] = check


def beat() -> None:
    """Record that the worker is alive."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"seen_at": timezone.now()})


def worker_is_silent() -> bool:
    """Whether no worker has been seen for ten minutes (or ever)."""
    since = timezone.now() - WORKER_SILENCE
    return not Heartbeat.objects.filter(name="worker", seen_at__gte=since).exists()


def database_accepts_writes() -> str | None:
    with transaction.atomic():
        Heartbeat.objects.update_or_create(name="probe", defaults={"seen_at": timezone.now()})
    return None


def migrations_are_applied() -> str | None:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return "unapplied"
    return None


def run_checks() -> dict[str, str]:
    """Run every check; return {name: what is wrong}. Empty means ready.

    A check that raises counts as failed with the name of its exception, never its text:
    the answer is public.
    """
    everything = {
        "database": database_accepts_writes,
        "migrations": migrations_are_applied,
        **_checks,
    }
    problems = {}
    for name, check in everything.items():
        try:
            problem = check()
        except Exception as error:
            problem = type(error).__name__
        if problem:
            problems[name] = problem
    connection.close_if_unusable_or_obsolete()
    return problems
