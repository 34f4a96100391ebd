"""Files that a user writes for this program (rules, configurations, baselines): small ones, opened with distrust.

What is opened may have been named by mistake, or lie in a folder above by somebody else's doing: a pipe, a device or a
disk image must cost no more than a sentence.
"""

from __future__ import annotations

import os
import stat

MOST_BYTES = 1 << 20
# A pipe that nobody writes to would be waited for at its opening; no other system has the one flag or the other.
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class UnfitError(Exception):
    """A file that is not read, and why, in Chinese and English. `closed`: it may be fine, but not for this user."""

    def __init__(self, message: str, english: str, closed: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.english = english
        self.closed = closed


def content(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file that holds no more than `most` of them.

    Raises:
        UnfitError: it is not there, no regular file, too large, or cannot be read.
    """
    try:
        _refuse_special(os.stat(path).st_mode)  # some devices act when they are opened
        descriptor = os.open(path, _OPEN)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)  # what was opened may be another file than the one looked at
            _refuse_special(status.st_mode)
            data = file.read(most + 1) if status.st_size <= most else b""
    except FileNotFoundError:
        raise UnfitError("没有这个文件", "no such file") from None
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        from linter.notices.system_errors import reason

        closed = isinstance(error, PermissionError)
        zh, en = f"无法读取（{reason(error, 'zh')}）", f"cannot be read ({reason(error, 'en')})"
        raise UnfitError(zh, en, closed) from None
    if status.st_size > most or len(data) > most:
        limit = most // (1 << 20)
        raise UnfitError(f"文件超过 {limit} MiB", f"the file is larger than {limit} MiB")
    return data


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise UnfitError("无法读取（这是文件夹）", "cannot be read (it is a folder)")
    if not stat.S_ISREG(mode):
        raise UnfitError("无法读取（这是管道或设备，不是文件）", "cannot be read (it is a pipe or a device, no file)")
