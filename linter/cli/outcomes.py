"""How a command ends: whatever goes wrong outside a report is a sentence and an exit status, and no traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper

from linter.cli import language
from linter.model.diagnostics import ReadError
from linter.notices.refusal import Refusal, note, say


@contextmanager
def told() -> Iterator[None]:
    """What a command refuses, or could not read or write, is said; its exit status is 2."""
    try:
        yield
    except Refusal as refusal:
        note(refusal.message)
        sys.exit(2)
    except OSError as error:  # the disk is full, for instance
        from linter.notices.system_errors import reason

        lang = language.spoken()
        why = reason(error, lang)
        note(say(lang, f"读写失败：{why}", f"cannot read or write: {why}"))
        _let_go_of_output()
        sys.exit(2)


@contextmanager
def in_sentences(*others: type[Exception]) -> Iterator[None]:
    """A command may write to standard output; of what ends it, a refusal is made where there is more to say.

    Args:
        others: whatever else has its own way to be told.

    Raises:
        Refusal: it could not do its work.
        SystemExit: nobody wants its output any more, or it was interrupted.
    """
    if sys.stdout is None:
        raise Refusal(say(language.spoken(), "标准输出已关闭", "standard output is closed"))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a sign is no reason to fail
    try:
        try:
            yield
        finally:
            sys.stdout.flush()  # what cannot be written is told here, not when the interpreter ends
    except ReadError as error:
        raise Refusal(say(language.spoken(), error.message, error.english)) from None
    except BrokenPipeError:
        _let_go_of_output()  # whoever read our output has gone
        sys.exit(0)
    except KeyboardInterrupt:
        note("已中断 (interrupted)")
        sys.exit(130)
    except (Refusal, OSError):
        raise
    except others:
        raise
    except Exception as error:  # no traceback ever reaches a user
        kind = type(error).__name__
        raise Refusal(f"程序出错（{kind}），请报告此问题 (the program failed, please report this)") from error


def _let_go_of_output() -> None:
    """Send what is still to be written nowhere, so that the end of the interpreter does not fail again."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
