"""What a name stands for, whatever it is called: links, hard links and other spellings are of one file."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

Identity = tuple[int, int]
"""The device that a file lies on, and its number there."""


def identity(path: str | int) -> Identity | None:
    """That of a name or a descriptor; None where nothing is."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def connected(number: int) -> Identity | None:
    """The file that a descriptor is connected with; None where it is closed, or a terminal or pipe."""
    with suppress(OSError):
        if stat.S_ISREG(os.fstat(number).st_mode):
            return identity(number)
    return None
