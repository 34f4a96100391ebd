"""The results on their way to the reporter, and what decides the exit status."""

from __future__ import annotations

from collections.abc import Iterator

from linter.model.diagnostics import FileResult, Severity
from linter.notices import progress
from linter.notices.refusal import note


class Watched:
    """The results on their way to the reporter: remembers what decides the exit status."""

    def __init__(self, results: Iterator[FileResult], threshold: Severity | None) -> None:
        self._results = results
        self._threshold = threshold
        self._failed = False
        self._unable = False

    @property
    def exit_status(self) -> int:
        return 2 if self._unable else 1 if self._failed else 0

    def __iter__(self) -> Iterator[FileResult]:
        for result in self._results:
            with progress.hidden():
                self._note(result)
                yield result

    def _note(self, result: FileResult) -> None:
        self._unable = self._unable or result.error is not None
        if self._threshold is not None:
            self._failed = self._failed or any(d.severity >= self._threshold for d in result.diagnostics)
        for entry in result.not_evaluated:
            if entry.crashed:
                self._unable = True
                note(f"{result.path}: {entry.code} {entry.reason}")
