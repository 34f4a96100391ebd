"""What a command says when it cannot do its work, and notes beside the report: sentences on standard error."""

from __future__ import annotations

import sys

from linter.notices import harmless, progress
from linter.notices.terminal import is_terminal


class Refusal(Exception):  # noqa: N818
    """The command cannot do its work: one sentence on standard error, exit status 2."""

    def __init__(self, message: str) -> None:
        self.message = harmless.line(harmless.visible(message))
        super().__init__(self.message)


def say(lang: str, zh: str, en: str) -> str:
    """One of two texts by the language of the messages."""
    return zh if lang == "zh" else en


def note(message: str) -> None:
    """A sentence beside the report."""
    with progress.hidden():
        if sys.stderr is not None:
            print(notice(message), file=sys.stderr, flush=True)


def tell_person(message: str) -> None:
    """A sentence beside the report for whoever sits at a terminal; a script knows what it has asked for."""
    if sys.stderr is not None and is_terminal(sys.stderr):
        note(message)


def notice(message: str) -> str:
    """A message as a line of standard error, where names and what others say are harmless."""
    return harmless.line(harmless.visible(f"nianbao: {message}"))
