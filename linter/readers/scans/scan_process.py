"""Pictures are decoded and recognised in a process of their own, one for each file.

Decoders and the network are large programs in C++ that are given files of any origin. What makes them crash, run on or
fill the memory costs that one file; and what they take of memory is free again afterwards.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys

import linter
from linter.model.diagnostics import ReadError
from linter.readers.orphans import end_with_parent, limit_memory
from linter.readers.scans.scan_limits import MAX_MEMORY, MAX_SECONDS, took_too_long, took_too_much
from linter.type_names import Any

_ANSWER = "import sys; sys.path[:] = {path!r}; from linter.readers.scans.scan_process import answer; answer()"


def ask(function: str, *arguments: Any) -> Any:
    """What a function of `recognition` gives, from the other process.

    Parameters:
        function: its name.
        arguments: of plain kinds, as `marshal` writes them.

    Raises:
        ReadError: raised there; E004 beyond a limit of `scan_limits`; E001 where a decoder crashed.
    """
    work = marshal.dumps((function, arguments))
    if getattr(sys, "frozen", False) or not sys.executable:  # there is no interpreter to start
        return _opened(_answered(work))
    path = [os.path.dirname(linter.__path__[0]), *sys.path]
    try:
        done = subprocess.run(
            [sys.executable, "-S", "-c", _ANSWER.format(path=path)],
            input=work,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise took_too_long() from None
    if done.returncode or not done.stdout:
        raise ReadError("E001", "图片已损坏，识别程序崩溃了", "the picture is damaged and made its reader crash")
    return _opened(done.stdout)


def _opened(answer: bytes) -> Any:
    made, error = marshal.loads(answer)
    if error is not None:
        raise ReadError(*error)
    return made


def _answered(work: bytes) -> bytes:
    from linter.readers.scans import recognition

    function, arguments = marshal.loads(work)
    try:
        return marshal.dumps((getattr(recognition, function)(*arguments), None))
    except (ReadError, MemoryError) as error:
        refusal = error if isinstance(error, ReadError) else took_too_much()
        return marshal.dumps((None, (refusal.code, refusal.message, refusal.english)))


def answer() -> None:
    """What the other process does: one answer on standard output, between which nothing else is printed."""
    end_with_parent()
    limit_memory(MAX_MEMORY)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    answers.write(_answered(sys.stdin.buffer.read()))
    answers.flush()
    os._exit(0)
