"""One file worked on in a process of its own, for a server that answers others meanwhile."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from tempfile import gettempdir
from threading import BoundedSemaphore, Thread

from linter.engine.workers import in_processes
from linter.model.diagnostics import ReadError
from linter.type_names import TypeVar

Work = TypeVar("Work")
Made = TypeVar("Made")

_LONGEST_FOLDER = 60  # bytes: a socket's name has 104 on some systems, and 33 of it are its own
_turns = BoundedSemaphore(max(2, min(os.cpu_count() or 2, 4)))


async def apart(
    task: Callable[[str, Work], Made], failed: Callable[[str, Work, ReadError], Made], name: str, work: Work
) -> Made:
    """What a task makes of a file, in a process for this one file, with the limits that `check` has.

    A thread waits for it that nobody waits for: when the server ends, so does the process.

    Raises:
        WorkersError, OSError: no process can be had.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Made] = loop.create_future()

    def settle(made: list[Made], error: Exception | None) -> None:
        if answer.done():  # whoever asked has gone
            return
        if error is None:
            answer.set_result(made[0])
        else:
            answer.set_exception(error)

    def run() -> None:
        made: list[Made] = []
        error: Exception | None = None
        try:
            with _turns:
                made = list(in_processes(task, failed, [name], work, 1, method=start_method()))
        except Exception as raised:
            error = raised
        with suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(settle, made, error)

    Thread(target=run, daemon=True).start()
    return await answer


def start_method() -> str:
    """How processes are started: this one has threads, and a copy of it might wait for a lock for ever.

    A server of forks listens on a socket below the folder for temporary files, whose name must not be long.
    """
    has_forkserver = "forkserver" in multiprocessing.get_all_start_methods()
    return "forkserver" if has_forkserver and len(os.fsencode(gettempdir())) <= _LONGEST_FOLDER else "spawn"


def preload(modules: list[str]) -> None:
    """Begin a process that has imported what the others need, where processes are forks of such a one."""
    if start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(modules)
        forkserver.ensure_running()
