"""The file in which results are kept between runs: SQLite, so that several commands may use it at the same time.

Only its user may read it, what is forgotten is overwritten, and whatever is wrong with it only means checking again.
"""

from __future__ import annotations

import functools
import os
import sqlite3
import time
from contextlib import suppress

from linter.engine.results import packed, unpacked
from linter.files import compiled as cache
from linter.files.writing import create_private
from linter.model.diagnostics import FileResult

DAYS = 30
MAX_BYTES = 256 * 1024 * 1024  # of the file; some 400,000 reports
_SECONDS_TO_WAIT = 5.0
_BATCH = 256
_SECONDS_HELD = 5.0  # files may take long: a run that is killed loses no more
_NAME = "results.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, day INTEGER, value BLOB)"


def opened() -> Store | None:
    """The kept results, as this process has them open; None where there is no place to keep any."""
    folder = cache.folder() if cache.enabled() else None
    return _open(folder, os.getpid()) if folder else None


def close() -> None:
    """Write what is still to be written, and leave the file to others."""
    kept = opened()
    if kept is not None:
        kept.close()
    _open.cache_clear()


@functools.cache
def _open(folder: str, process: int) -> Store | None:
    """A connection belongs to one process: one that was forked opens its own, and must not close its parent's."""
    path = os.path.join(folder, _NAME)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not cache.is_own(folder):
            return None
        create_private(path)
        try:
            return Store(path)
        except sqlite3.OperationalError:  # in use for too long, or the disk is full
            return None
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # no such file, or a damaged one
            os.unlink(path)
            create_private(path)
            return Store(path)
    except (OSError, sqlite3.Error):
        return None


class Store:
    """The kept results in one file.

    Raises:
        sqlite3.Error: when it is made: the file is not what it should be.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._today = int(time.time() // 86400)
        self._pending: list[tuple[bytes, int, bytes]] = []
        self._works, self._has_written = True, False
        self._written_at = time.monotonic()
        self._connection = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT)
        try:
            # what is forgotten is overwritten, and the file shrinks; a crash of the machine may cost the file
            for setting in ("auto_vacuum = FULL", "secure_delete = ON", "synchronous = OFF"):
                self._connection.execute(f"PRAGMA {setting}")
            self._connection.execute(_TABLE)
        except (sqlite3.Error, UnicodeDecodeError):  # what a damaged file says of itself may be no text
            self._connection.close()
            raise

    def get(self, key: bytes) -> FileResult | None:
        """What was kept under a key, without its path; None if there is nothing, or nothing whole."""
        if not self._works:
            return None
        try:
            row = self._connection.execute("SELECT value FROM result WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return unpacked(row[0]) if row else None

    def put(self, key: bytes, result: FileResult) -> None:
        """Keep a result. One that may be another next time is not kept: of a file that was not read, of a crash."""
        if result.error is None and not any(entry.crashed for entry in result.not_evaluated):
            self._pending.append((key, self._today, packed(result._replace(path=""))))
            if len(self._pending) >= _BATCH or time.monotonic() - self._written_at >= _SECONDS_HELD:
                self.write()

    def write(self) -> None:
        """Write what was put, and of too much forget the older half."""
        pending, self._pending = self._pending, []
        self._written_at = time.monotonic()
        if not pending or not self._works:
            return
        try:
            with self._connection as connection:
                connection.executemany("INSERT OR REPLACE INTO result VALUES (?, ?, ?)", pending)
                self._has_written = True
                if self._size() > MAX_BYTES:
                    middle = "SELECT (min(rowid) + max(rowid)) / 2 FROM result"
                    connection.execute(f"DELETE FROM result WHERE rowid <= ({middle})")
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Write, forget what is old, and close the file."""
        self.write()
        if self._has_written and self._works:
            with suppress(sqlite3.Error), self._connection as connection:
                connection.execute("DELETE FROM result WHERE day < ?", (self._today - DAYS,))
        self._works = False
        self._connection.close()

    def _size(self) -> int:
        pages, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages) * int(size)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Do without from here on; a damaged file is removed, so that the next run has a new one."""
        self._works = False
        if type(error) is sqlite3.DatabaseError:
            self._connection.close()
            with suppress(OSError):
                os.unlink(self._path)
