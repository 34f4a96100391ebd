"""What a command says when it cannot do its work, and notes beside the report: sentences on standard error."""

from __future__ import annotations

import sys
from typing import IO, Any

import click

from linter.notices import harmless, progress
from linter.notices.terminal import is_terminal


class Refusal(click.ClickException):
    """The command cannot do its work: one sentence on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        with progress.hidden():
            click.echo(notice(self.message), file=file, err=file is None)


def say(lang: str, zh: str, en: str) -> str:
    """One of two texts by the language of the messages."""
    return zh if lang == "zh" else en


def note(message: str) -> None:
    """A sentence beside the report."""
    with progress.hidden():
        click.echo(notice(message), err=True)


def tell_person(message: str) -> None:
    """A sentence beside the report for whoever sits at a terminal; a script knows what it has asked for."""
    if sys.stderr is not None and is_terminal(sys.stderr):
        note(message)


def notice(message: str) -> str:
    """A message as a line of standard error, where names and what others say are harmless."""
    return harmless.line(harmless.visible(f"nianbao: {message}"))
