"""Keep processes running that are forked from this one, so that they share what it has loaded.

The site takes seconds of processor time and a hundred megabytes to load. The supervisor (ops.run)
does it once; a child that takes the place of one that died works at once.
"""

import gc
import os
import runpy
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from typing import Any

from ops.processes.supervision import open_pipe

STOP_WITHIN = 30.0  # seconds a child may take to finish its requests
STABLE_AFTER = 30.0  # seconds after which a child counts as well started
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
# The signals by which a supervisor is stopped, and what Python does about them by itself.
STOPS: dict[signal.Signals, Any] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
    signal.SIGHUP: signal.SIG_DFL,
}


def run_here(*command: str) -> None:
    """Do in this process what `python COMMAND …` would do in another one."""
    sys.argv = list(command)
    if command[0] == "-m":
        sys.argv = list(command[1:])
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(command[0], run_name="__main__")


def run_afresh(*command: str) -> None:
    """Do it with nothing loaded yet: while code changes, a process must not keep old code."""
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


def fork(run: Callable[[], object], not_for_it: tuple[int, ...] = ()) -> ForkProcess:
    """Start a process that does `run()` and ends, as a new one would. It is waited for at the exit.

    It does not get the descriptors `not_for_it`, and needs database connections of its own: close
    those of this process before.
    """
    stops = set(STOPS)

    def begin() -> None:
        for number, usual in STOPS.items():
            signal.signal(number, usual)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
        for descriptor in not_for_it:
            os.close(descriptor)
        run()

    process = get_context("fork").Process(target=begin)
    # One that comes before the child is itself would be taken for the supervisor's, and be lost.
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, stops)
    return process


@dataclass
class Child:
    """A process that has to be there, and does `run()`. `failures` counts early deaths in a row."""

    name: str
    run: Callable[[], object]
    process: ForkProcess | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    failures: int = 0
    not_for_it: tuple[int, ...] = ()

    def start(self, now: float) -> None:
        def begin() -> None:
            # A process group of its own: Ctrl-C on the terminal reaches the supervisor alone,
            # which then stops its children in order.
            os.setsid()
            self.run()

        self.process = fork(begin, self.not_for_it)
        self.started_at = now

    def watch(self, now: float) -> None:
        """Start the process if it is not running and its pause is over."""
        if self.process is None:
            if now >= self.start_at:
                self.start(now)
            return
        code = self.process.exitcode
        if code is None:
            return
        self.failures = 0 if now - self.started_at > STABLE_AFTER else self.failures + 1
        pause = min(2.0**self.failures / 2, LONGEST_PAUSE)
        print(f"{self.name} ended with code {code}; starting it again in {pause:.0f} s.")
        self.process, self.start_at = None, now + pause

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        self.process.join(max(0.1, until - time.monotonic()))
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()


def supervise(
    children: list[Child], stop: threading.Event, not_for_them: tuple[int, ...] = ()
) -> None:
    """Keep `children` running until `stop` is set, then stop them and wait.

    They do not get the descriptors `not_for_them`. Should this process be killed, they notice
    (processes.supervision) and end as if told to.
    """
    pipe = open_pipe()
    for child in children:
        child.not_for_it = (pipe, *not_for_them)
    # What is loaded by now stays. Looking through it again and again would copy its memory.
    gc.collect()
    gc.freeze()
    try:
        while not stop.is_set():
            for child in children:
                child.watch(time.monotonic())
            stop.wait(0.5)
    finally:
        for child in children:
            child.stop()
        until = time.monotonic() + STOP_WITHIN
        for child in children:
            child.wait(until)
