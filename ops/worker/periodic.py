"""Registry of the jobs that the worker repeats. Rooms add theirs in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """Something to repeat: `run()` at least `every` seconds apart; it returns nothing used."""

    name: str
    every: float
    run: Callable[[], object]


_jobs: dict[str, Job] = {}


def register(name: str, *, every: float, run: Callable[[], object]) -> None:
    """Add a job. Registering a name again replaces it, so that `ready` may run twice."""
    _jobs[name] = Job(name, every, run)


def jobs() -> tuple[Job, ...]:
    """All registered jobs, in the order of registration."""
    return tuple(_jobs.values())
