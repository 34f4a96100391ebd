"""Where the report goes and what is noted on its way: files, the terminal, progress, the exit status."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click

from linter.model.diagnostics import FileResult, Severity

_FEW_FILES = 20


class OutputError(Exception):
    """The report cannot be written; the text says why."""


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


@contextmanager
def opened(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there whole when the command ends, or not at all.

    A link stays a link, permissions stay. Into what is no file (a device, a pipe) the report is written as it comes.

    Raises:
        OutputError: the file cannot be made.
    """
    if path is None:
        yield sys.stdout
        return
    is_special = os.path.exists(path) and not os.path.isfile(path)
    target = path if is_special else os.path.realpath(path)
    temporary = path if is_special else temporary_beside(target)
    try:
        out = open(temporary, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below
    except OSError as error:
        raise OutputError(error.strerror or type(error).__name__) from None
    if is_special:
        with out:
            yield out
        return
    try:
        with out:
            yield out
        try:
            with suppress(FileNotFoundError):
                os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
            os.replace(temporary, target)
        except OSError as error:
            raise OutputError(error.strerror or type(error).__name__) from None
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def temporary_beside(path: str) -> str:
    """The name under which a file is written before it takes its place: short, for `path` may be as long as any."""
    return os.path.join(os.path.dirname(path), f".nianbao-{os.getpid()}.tmp")


def overwrite(path: str, data: bytes) -> None:
    """Give a file another content, whole or not at all; its permissions stay, a link stays a link.

    Raises:
        OutputError: it is read-only, or cannot be written.
    """
    target = os.path.realpath(path)
    try:
        mode = stat.S_IMODE(os.stat(target).st_mode)
        if not mode & 0o222 or not os.access(target, os.W_OK):
            raise OutputError("只读文件 (read-only)")
        write_whole(target, data, mode)
    except OSError as error:
        raise OutputError(error.strerror or type(error).__name__) from None


def write_whole(path: str, data: bytes, mode: int | None = None) -> None:
    """Write a file whole or not at all, with these permissions if any.

    Raises:
        OSError: it cannot be written.
    """
    temporary = temporary_beside(path)
    try:
        with open(temporary, "wb") as out:
            out.write(data)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


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
