"""What `check` would not report in the folder where the server was started: what is accepted, or in the baseline."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from linter.cli.desk.desk_work import Results
from linter.engine.task import Task
from linter.files.search import content
from linter.model.diagnostics import FileResult, ReadError
from linter.model.records import NamedTuple
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.accept.baseline import Baseline

_MOST_FOLDERS = 2_000  # bounds the work of finding where a file lies


class LeftOut(NamedTuple):
    """Takes findings out of results by the paths of their files, which a browser does not tell.

    `task` has the configuration. What is said of entries that are of no use is left to `check`, which sees all files.
    """

    task: Task
    baseline: Baseline | None = None

    def without(self, name: str, data: bytes, results: Results) -> Results:
        """The results of a file, in each language, without what is accepted or known.

        Args:
            name: the last part of its path.
            data: its content.
            results: what was found.
        """
        accepted = self.task.accepted()  # anew each time: what holds until a day ends with it
        if accepted is None and self.baseline is None:
            return results
        path = place_of(name, data)

        def sifted(result: FileResult) -> FileResult:
            result = result._replace(path=path)
            if accepted is not None:
                result = accepted.sift(result)
            if self.baseline is not None:
                result = self.baseline.sift(result)
            return result._replace(path=name)

        return {lang: sifted(result) for lang, result in results.items()}


def place_of(name: str, data: bytes) -> str:
    """The path of a file in the current folder or below it, by name and content; of any other file, its name."""
    return next((path for path in _named(name) if _holds(path, data)), name)


def _named(name: str) -> Iterator[str]:
    for parent, folders, names in islice(os.walk("."), _MOST_FOLDERS):
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        if name in names:
            yield os.path.join(parent, name)


def _holds(path: str, data: bytes) -> bool:
    try:
        return os.path.getsize(path) == len(data) and content(path) == data
    except (OSError, ReadError):
        return False
