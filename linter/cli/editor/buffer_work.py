"""What is done with the text of a buffer, in a process of its own, with the limits of `check`."""

from __future__ import annotations

import codecs

from linter.engine.fixing import Work, fix_bytes, would_be_kept
from linter.model.diagnostics import FileResult, ReadError
from linter.model.document import sound
from linter.model.records import NamedTuple
from linter.readers import read


class Seen(NamedTuple):
    """A text as it stands in a buffer, how it is checked, and the number of a finding where one is asked about."""

    text: str
    work: Work
    number: int = 0

    @property
    def data(self) -> bytes:
        """As a file in UTF-8: with the mark nobody takes it for another encoding, and offsets are those of the text."""
        return codecs.BOM_UTF8 + sound(self.text).encode("utf-8")


def check(name: str, seen: Seen) -> FileResult:
    """What is found in a buffer, without what is accepted or in the baseline.

    Raises:
        ReadError: it cannot be read as a report.
    """
    return seen.work.sift(seen.work.check(read(name, seen.data)))


def not_checked(name: str, seen: Seen, error: ReadError) -> FileResult:
    """What stands for a buffer that cannot be checked."""
    return FileResult(name, None, error=error.in_language(seen.work.job.options.lang))


def stands(name: str, seen: Seen) -> bool:
    """Whether the safe fix of a finding would be kept by `--fix`.

    Raises:
        ReadError: the buffer cannot be read as a report.
    """
    return would_be_kept(name, seen.data, seen.work, seen.number)


def falls(name: str, seen: Seen, error: ReadError) -> bool:
    """What stands for a fix that cannot be tried."""
    return False


def fixed(name: str, seen: Seen) -> str:
    """The text with all safe fixes that `--fix` would keep.

    Raises:
        ReadError: the buffer cannot be read as a report.
    """
    return fix_bytes(name, seen.data, seen.work).data.decode("utf-8-sig")


def not_fixed(name: str, seen: Seen, error: ReadError) -> str:
    """What stands for a text that cannot be fixed: itself."""
    return sound(seen.text)
