"""What a command says when it cannot do its work, and notes beside the report: sentences on standard error."""

from __future__ import annotations

from typing import IO, Any

import click


class Refusal(click.ClickException):
    """The command cannot do its work: one sentence on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"nianbao: {self.message}", file=file, err=file is None)


def say(lang: str, zh: str, en: str) -> str:
    """One of two texts by the language of the messages."""
    return zh if lang == "zh" else en


def note(message: str) -> None:
    """A sentence beside the report."""
    click.echo(f"nianbao: {message}", err=True)
