"""One file costs one file: whatever reading or checking it raises becomes a sentence about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from linter.model.diagnostics import ReadError
from linter.type_names import TypeVar

Work = TypeVar("Work")
Made = TypeVar("Made")


@contextmanager
def as_read_error(damaged: bool = False) -> Iterator[None]:
    """Turns whatever is raised inside into a `ReadError`; interruptions pass.

    Parameters:
        damaged: a reader is at work, in which a library answers damaged bytes in ways of its own.

    Raises:
        ReadError: the one raised inside; E004 where memory or depth is used up, else E001.
    """
    try:
        yield
    except ReadError:
        raise
    except Exception as error:
        raise read_error(error, damaged) from error


def read_error(error: Exception, damaged: bool = False) -> ReadError:
    """What is said of a file that made the program raise this."""
    kind = type(error).__name__
    if isinstance(error, ReadError):
        return error
    if isinstance(error, MemoryError):
        return ReadError("E004", "文件过大：内存不足，没有检查完", "The file is too large: memory ran out over it")
    if isinstance(error, RecursionError):
        return ReadError("E004", "文件过于复杂：嵌套太深", "The file is too complex: nested too deeply")
    if damaged:
        return ReadError("E001", f"文件已损坏，无法读取（{kind}）", f"the file is damaged and cannot be read ({kind})")
    return ReadError(
        "E001", f"检查时程序出错（{kind}），请报告此问题", f"the check failed ({kind}); please report this"
    )


def guarded(
    task: Callable[[str, Work], Made], failed: Callable[[str, Work, ReadError], Made], path: str, work: Work
) -> Made:
    """What a task makes of a file, or what stands for a file that it fails over."""
    try:
        return task(path, work)
    except Exception as error:
        return failed(path, work, read_error(error))
