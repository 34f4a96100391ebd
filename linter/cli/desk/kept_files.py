"""What is kept while the page is open, in memory only: the files with what was found in them, last year's reports.

It is bounded in number and size; what has been there longest goes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linter.cli.desk.desk_work import Results
from linter.model.diagnostics import FileError
from linter.model.last_year import Prior
from linter.model.records import NamedTuple
from linter.readers.fixed_layout.leaves import Leaf
from linter.type_names import Generic, Protocol, TypeVar

MOST_FILES = 100
MOST_BYTES = 256 * 1024 * 1024
MOST_PRIORS = 20


class CheckedFile(NamedTuple):
    """A file with what was found in it. `with_prior`: there were reports of last year's to look among.

    `leaves` are its pages, if it is of a format that has them.
    """

    name: str
    data: bytes
    results: Results
    with_prior: bool = False
    leaves: tuple[Leaf, ...] = ()

    @property
    def size(self) -> int:
        return len(self.data)


class PriorFile(NamedTuple):
    """A report of last year's, or why it cannot be read, by language."""

    name: str
    prior: Prior | None
    error: Mapping[str, FileError] = {}

    @property
    def size(self) -> int:
        return 0


class _Sized(Protocol):
    @property
    def size(self) -> int: ...


Entry = TypeVar("Entry", bound=_Sized)


class Kept(Generic[Entry]):
    """Entries by their keys, in the order in which they came; the oldest are dropped beyond a number or a size."""

    def __init__(self, most: int, most_bytes: int = MOST_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._entries: dict[str, Entry] = {}
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[tuple[str, Entry]]:
        yield from list(self._entries.items())

    def get(self, key: str) -> Entry | None:
        return self._entries.get(key)

    def put(self, key: str, entry: Entry) -> None:
        """Keep an entry, in place of one of that key."""
        before = self._entries.get(key)
        self._bytes += entry.size - (0 if before is None else before.size)
        self._entries[key] = entry
        while len(self._entries) > self._most or (self._bytes > self._most_bytes and len(self._entries) > 1):
            self._bytes -= self._entries.pop(next(iter(self._entries))).size

    def clear(self) -> None:
        self._entries.clear()
        self._bytes = 0
