"""Notice that the supervisor that started this process (ops.run) is gone.

It holds the only writing end of a pipe whose reading end its children inherit: however it ends,
the kernel closes it. Asking for its process id instead would not do: the web server's workers are
its grandchildren, and numbers are used again.
"""

import os
import select

VARIABLE = "SUPERVISOR_PIPE"


def open_pipe() -> int:
    """Become the supervisor; return the descriptor of the writing end, which no child may keep."""
    reading, writing = os.pipe()
    os.set_inheritable(reading, True)
    os.environ[VARIABLE] = str(reading)
    return writing


def orphaned() -> bool:
    """Whether this process had a supervisor which is gone. Without one, it never had one."""
    reading = os.environ.get(VARIABLE, "")
    try:
        return reading.isdecimal() and bool(select.select([int(reading)], [], [], 0)[0])
    except OSError:
        return False  # of a process in between, which did not pass it on
