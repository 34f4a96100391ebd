"""What is noted while the report is written: the terminal, progress, the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from linter.diagnostics import FileResult, Severity

_FEW_FILES = 20


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking."""
    return bool(getattr(stream, "isatty", bool)())


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


class Watched:
    """The results on their way to the reporter: shows progress and remembers what decides the exit status."""

    def __init__(self, results: Iterator[FileResult], total: int, threshold: Severity | None, lang: str) -> None:
        self._results = results
        self._total = total
        self._threshold = threshold
        self._lang = lang
        self._failed = False
        self._unable = False

    @property
    def exit_status(self) -> int:
        return 2 if self._unable else 1 if self._failed else 0

    def __iter__(self) -> Iterator[FileResult]:
        progress = self._total > _FEW_FILES and is_terminal(sys.stderr)
        for done, result in enumerate(self._results, start=1):
            if progress:
                click.echo(f"\r{done}/{self._total}", nl=False, err=True)
            self._note(result)
            yield result
        if progress:
            click.echo("\r" + " " * 24 + "\r", nl=False, err=True)

    def _note(self, result: FileResult) -> None:
        self._unable = self._unable or result.error is not None
        if self._threshold is not None:
            self._failed = self._failed or any(d.severity >= self._threshold for d in result.diagnostics)
        for entry in result.not_evaluated:
            if entry.crashed:
                self._unable = True
                click.echo(f"nianbao: {result.path}: {entry.code} {entry.reason}", err=True)
