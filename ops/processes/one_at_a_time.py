"""`python ops/processes/one_at_a_time.py COMMAND …`: run it in this folder, one at a time.

For the Makefile, before there is anything to import: with any Python 3, and nothing but it. The
lock is on the folder itself, so that no file is left over; the kernel lets go of it when the
last process that the command has started is gone.
"""

import fcntl
import os
import sys


def main() -> None:
    handle = os.open(".", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("Another “make” is installing in this folder; waiting for it …", flush=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    os.set_inheritable(handle, True)
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606


main()
