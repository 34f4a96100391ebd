"""What waits until all files are known: few in memory, many in a file without a name."""

from __future__ import annotations

from collections.abc import Iterator

from linter.type_names import IO, Generic, TypeVar

MOST_HELD = 1000  # in memory, of some tens of KB each at most

T = TypeVar("T")


class Spool(Generic[T]):
    """A list of any length that is written to its end, then looked into, and read through once.

    Raises:
        OSError: the temporary file cannot be made or written.
    """

    def __init__(self, most_held: int | None = None) -> None:
        self._most_held = MOST_HELD if most_held is None else most_held
        self._held: list[T] = []
        self._count = 0
        self._file: IO[bytes] | None = None
        self._places: list[int] = []  # in the file

    def add(self, item: T) -> None:
        self._held.append(item)
        self._count += 1
        if len(self._held) > self._most_held:
            self._write()

    def _write(self) -> None:
        import pickle

        if self._file is None:
            from tempfile import TemporaryFile

            self._file = TemporaryFile(prefix="nianbao-")  # noqa: SIM115 - closed when it has been read
        for item in self._held:
            self._places.append(self._file.tell())
            pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self._held.clear()

    def __getitem__(self, number: int) -> T:
        """One of what was added, counted from 0."""
        if self._file is None or number >= len(self._places):
            return self._held[number - len(self._places)]
        import pickle

        self._file.seek(self._places[number])
        item: T = pickle.load(self._file)
        return item

    def __iter__(self) -> Iterator[T]:
        if self._file is not None:
            import pickle

            self._file.seek(0)
            with self._file:
                for _ in range(self._count - len(self._held)):
                    yield pickle.load(self._file)
        yield from self._held
