"""Runs of tests in processes of their own: with the program as it is, and with one threshold changed.

Each process is forked from one in which everything is imported but the program.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext

import pytest

from tests.thresholds import mutant
from tests.thresholds.constants import Threshold
from tests.thresholds.pinning import Pinning, marked_files

_PRELOADED = ["pytest", "hypothesis.strategies", "yaml", "lark", "regex", "rapidfuzz.distance", __name__]
_OPTIONS = ["-q", "-x", "-p", "no:cacheprovider", "--assert=plain"]
_SECONDS = 120  # that the tests of one threshold may take


def processes() -> ForkServerContext:
    """What starts the processes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def pinned(context: ForkServerContext) -> dict[str, list[str]]:
    """The tests that pin each threshold, by its id.

    Raises:
        SystemExit: they do not pass with the program as it is, so that they would notice anything.
    """
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_pin, args=(sending,))
    process.start()
    sending.close()
    found: dict[str, list[str]] = {}
    with suppress(EOFError):
        found = receiving.recv()
    process.join()
    if process.exitcode != 0:
        raise SystemExit("the tests that pin thresholds do not pass")
    return found


def survives(context: ForkServerContext, threshold: Threshold, value: int | float, tests: list[str]) -> bool:
    """Whether no test fails with another value."""
    process = context.Process(target=_try, args=(threshold, value, tests))
    process.start()
    process.join(_SECONDS)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode == 0


def _pin(answer: Connection) -> None:
    pinning = Pinning()
    status = _run(["-m", "threshold", *marked_files()], pinning)
    answer.send(pinning.tests)
    sys.exit(status)


def _try(threshold: Threshold, value: int | float, tests: list[str]) -> None:
    mutant.install(f"linter.{threshold.module}", threshold.name, threshold.place, value)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.exit(_run(tests))


def _run(arguments: list[str], *plugins: object) -> int:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # to look for plugins takes longer than the tests
    from linter import reference
    from linter.checks.registry import shipped

    # as they lie in the cache, which each run of tests would begin anew
    reference.load()
    shipped()
    return int(pytest.main([*_OPTIONS, *arguments], plugins=plugins))
