"""How long one file may take: in this process it is interrupted by an alarm, where the system has one.

The alarm counts processor time: what waits for PDFium or LibreOffice has their limits, and the alarm of the clock is
that of the progress shown.
"""

from __future__ import annotations

import signal
from collections.abc import Callable

from linter.model.diagnostics import ReadError
from linter.readers.guard import guarded
from linter.type_names import Any, TypeVar

TIME_LIMIT = 120.0  # seconds of processor time for one file; a report takes some milliseconds

Work = TypeVar("Work")
Made = TypeVar("Made")


class _Late(BaseException):
    """Passes by whoever turns an exception into a sentence: what it interrupts has to end."""


def took_too_long() -> ReadError:
    """What is said of a file that took longer than it may."""
    return ReadError(
        "E004",
        f"文件过于复杂：{TIME_LIMIT:.0f} 秒内没有检查完",
        f"the file is too complex: it was not checked within {TIME_LIMIT:.0f} seconds",
    )


def in_time(
    task: Callable[[str, Work], Made], failed: Callable[[str, Work, ReadError], Made], path: str, work: Work
) -> Made:
    """The same as `guarded`; a file that takes longer than `TIME_LIMIT` is one that the task fails over.

    Python's own loops and patterns are interrupted, and PDFium and LibreOffice run in processes of their own.
    """
    if not hasattr(signal, "setitimer"):
        return guarded(task, failed, path, work)
    try:
        before = signal.signal(signal.SIGPROF, _interrupt)
    except ValueError:  # signals are the main thread's
        return guarded(task, failed, path, work)
    try:
        signal.setitimer(signal.ITIMER_PROF, TIME_LIMIT)
        try:
            return guarded(task, failed, path, work)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _Late:
        return failed(path, work, took_too_long())
    finally:
        signal.signal(signal.SIGPROF, before)


def _interrupt(number: int, frame: Any) -> None:
    raise _Late
