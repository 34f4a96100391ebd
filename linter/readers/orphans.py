"""A process that serves another one: it ends with it, however that one ended, and takes no more memory than it may."""

from __future__ import annotations

import os
import sys

_KILL = 9
_PR_SET_PDEATHSIG = 1
_SECONDS_BETWEEN_LOOKS = 0.5


def end_with_parent() -> None:
    """From now on this process ends as soon as the one that started it is gone, whatever it is doing."""
    parent = os.getppid()
    if not (sys.platform == "linux" and _asked_of_the_kernel()):
        import threading

        threading.Thread(target=_wait_and_end, args=(parent,), daemon=True).start()
    elif os.getppid() != parent:  # it ended before the kernel knew
        os._exit(1)


def _asked_of_the_kernel() -> bool:
    import ctypes

    try:
        return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _KILL) == 0)
    except (OSError, AttributeError):
        return False


def _wait_and_end(parent: int) -> None:
    if sys.platform == "win32":  # there a process keeps the number of a parent that is gone
        import _winapi

        handle = _winapi.OpenProcess(0x00100000, False, parent)  # SYNCHRONIZE
        _winapi.WaitForSingleObject(handle, _winapi.INFINITE)
    else:
        import time

        while os.getppid() == parent:
            time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def limit_memory(limit: int) -> None:
    """From now on give this process so many bytes of address space and no more, where the system can.

    What it has already counts for nothing: a copy of a large process begins with all of that one's.
    """
    if sys.platform == "win32":
        return
    import resource

    limit += _address_space(resource.getpagesize())
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (OSError, ValueError):  # macOS may refuse it
        return


def _address_space(page: int) -> int:
    """The bytes of address space that this process has, 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[0]) * page
    except OSError:
        return 0
