"""The jobs that the worker repeats. Rooms add theirs in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass

from ops.registry import Registry


@dataclass(frozen=True)
class Job:
    """Something to repeat: `run()` at least `every` seconds apart. What it returns is ignored."""

    every: float
    run: Callable[[], object]


jobs = Registry[Job]()
