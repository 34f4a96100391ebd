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
MAX_BYTES = 2 * 1024**3  # of the file; some 500,000 results, so that a province can be surveyed with breaks
_SECONDS_TO_WAIT = 5.0
_MOST_FORGOTTEN = 64  # bounds the work: results at once
_NAME = "results.sqlite"
_TABLE = "CREATE TABLE IF NOT EXISTS result (key BLOB PRIMARY KEY, day INTEGER, value BLOB)"
# Rows stand in the order in which they were written: nothing behind the first one that is wanted is looked at.
_FORGET_OLD = (
    "DELETE FROM result WHERE rowid < coalesce((SELECT rowid FROM result WHERE day >= ? ORDER BY rowid LIMIT 1), ?)"
)
_FORGET_FIRST = "DELETE FROM result WHERE rowid IN (SELECT rowid FROM result ORDER BY rowid LIMIT ?)"
_AFTER_ALL = 2**63 - 1


def opened() -> Store | None:
    """The kept results, as this process has them open; None where there is no place to keep any."""
    folder = cache.folder() if cache.enabled() else None
    return _open(folder, os.getpid()) if folder else None


def prepare() -> bool:
    """Make the file before processes share it, and leave it: none of them may inherit a connection that is open.

    Returns:
        whether results can be kept.
    """
    is_kept = opened() is not None
    close()
    return is_kept


def close() -> None:
    """Leave the file to others."""
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

    What is put is written at once: whenever a run is killed, it has lost no more than the files that it was on.

    Raises:
        sqlite3.Error: when it is made: the file is not what it should be.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._today = int(time.time() // 86400)
        self._works = True
        self._connection = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT)
        try:
            # What is forgotten is overwritten, and the file shrinks. Nothing is waited for: a crash of the machine may
            # cost the file. The journal is cut and not removed, for new files are dear on a network.
            for setting in ("auto_vacuum = FULL", "secure_delete = ON", "synchronous = OFF", "journal_mode = TRUNCATE"):
                self._connection.execute(f"PRAGMA {setting}")
            with self._connection as connection:
                connection.execute(_TABLE)
                connection.execute(_FORGET_OLD, (self._today - DAYS, _AFTER_ALL))
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
        """Keep a result; where there are too many, those that came first are forgotten.

        One that may be another next time is not kept: of a file that was not read, of a crash.
        """
        if not self._works or result.error is not None or any(entry.crashed for entry in result.not_evaluated):
            return
        row = (key, self._today, packed(result._replace(path="", comparable=None)))
        try:
            with self._connection as connection:
                connection.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?)", row)
                if self._size() > MAX_BYTES:
                    connection.execute(_FORGET_FIRST, (_MOST_FORGOTTEN,))
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Close the file."""
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
