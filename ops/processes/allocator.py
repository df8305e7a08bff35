"""Have the C library give memory back. Where it is not glibc, nothing happens."""

import ctypes

# Of <malloc.h>.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
KEPT = 128 * 1024  # bytes: glibc's own first values, which it would raise with each larger block


def give_memory_back() -> None:
    """Keep one arena instead of one for each thread, and give back at once what a picture took.

    Threads of Python hardly ever ask at the same moment. It holds for processes forked from now on.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        for option, value in ((M_ARENA_MAX, 1), (M_MMAP_THRESHOLD, KEPT), (M_TRIM_THRESHOLD, KEPT)):
            set_option(option, value)
