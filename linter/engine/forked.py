"""A few files shared with a copy of this process, forked before the first of them: it has all that was loaded for them.

What `workers` needs of the library takes longer to import than a few files to check. It is made for processes that die;
here, whatever the copy does not answer for is done as if there were no copy.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from linter.engine.deadline import in_time
from linter.model.diagnostics import ReadError
from linter.readers.orphans import end_with_parent
from linter.type_names import IO, TypeVar

_LENGTH = 8  # bytes that tell the length of an answer
Work = TypeVar("Work")
Made = TypeVar("Made")


def can_fork() -> bool:
    """Whether a process may be copied as it is: where the library does so too, and if nothing else runs in it."""
    return sys.platform == "linux" and len(sys._current_frames()) == 1


def shared(
    task: Callable[[str, Work], Made],
    failed: Callable[[str, Work, ReadError], Made],
    paths: Sequence[str],
    work: Work,
) -> Iterator[Made]:
    """What a task makes of each file, in the order of the files. The second and every other one after it is the copy's.

    Args:
        task, failed, work: as of `guarded`.
        paths: the files, none of them standard input, of which two processes would read a part each.
    """
    with _copy(task, failed, paths[1::2], work) as answers:
        for number, path in enumerate(paths):
            packed = _received(answers) if number % 2 else b""
            if packed:
                import pickle

                yield pickle.loads(packed)
            else:
                yield in_time(task, failed, path, work)


@contextmanager
def _copy(
    task: Callable[[str, Work], Made],
    failed: Callable[[str, Work, ReadError], Made],
    paths: Sequence[str],
    work: Work,
) -> Iterator[IO[bytes]]:
    """What a copy of this process answers for some files; nothing where the process cannot be copied."""
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        yield io.BytesIO()
        return
    if process == 0:
        try:
            os.close(reading)
            _answer(task, failed, paths, work, writing)
        finally:  # what a process does at its end is not the copy's to do
            os._exit(0)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as answers:
            yield answers
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _answer(
    task: Callable[[str, Work], Made],
    failed: Callable[[str, Work, ReadError], Made],
    paths: Sequence[str],
    work: Work,
    writing: int,
) -> None:
    """What the copy does, until nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever was copied answers an interruption
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    import pickle

    with os.fdopen(writing, "wb") as answers:
        for path in paths:
            packed = pickle.dumps(in_time(task, failed, path, work))
            answers.write(len(packed).to_bytes(_LENGTH, "big") + packed)
            answers.flush()


def _received(answers: IO[bytes]) -> bytes:
    """The next answer, packed; nothing if the copy has come to its end."""
    length = int.from_bytes(answers.read(_LENGTH), "big")
    packed = answers.read(length)
    return packed if len(packed) == length else b""
