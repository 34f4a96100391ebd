"""What is at the other end of a stream: a person's terminal, a file, or something else."""

from __future__ import annotations

import os
import stat
import sys

from linter.type_names import TextIO


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking."""
    return bool(getattr(stream, "isatty", bool)())


def is_file(stream: TextIO) -> bool:
    """Whether what is written is kept as it is: neither a terminal nor a pipe, whose reader may be a CI server."""
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def terminal_width() -> int:
    """The columns of the terminal, 80 where there is none."""
    try:
        return int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        pass
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80
