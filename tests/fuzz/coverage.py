"""The same kinds driven by atheris, where it is installed: it looks for inputs that reach new code."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from types import FunctionType
from typing import Any

import click

from tests.fuzz.kinds import Kind, drawn

_SEEDS = 200
_HEAD = 4  # bytes of an input from which the options of the run are drawn


def run(kind: Kind, name: str, minutes: float | None) -> None:
    """Run one kind until it fails or the minutes are over; what fails atheris saves into the current folder.

    Raises:
        click.UsageError: atheris is not installed.
    """
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        raise click.UsageError("atheris is not installed") from None
    folder, corpus = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    os.chdir(folder)
    cases = [drawn({name: kind}, name, seed) for seed in range(_SEEDS)]
    for case in cases:
        (corpus / str(case.seed)).write_bytes(case.choice.to_bytes(_HEAD, "big") + case.data)

    def one(data: bytes) -> None:
        choice = int.from_bytes(data[:_HEAD], "big")
        with tempfile.TemporaryDirectory() as place:
            os.chdir(place)
            kind.run(cases[choice % _SEEDS].name, data[_HEAD:], Random(choice))

    for function in _functions():
        atheris.instrument_func(function)
    limit = [] if minutes is None else [f"-max_total_time={int(60 * minutes)}"]
    atheris.Setup([sys.argv[0], str(corpus), "-timeout=10", "-rss_limit_mb=2048", *limit], one)
    atheris.Fuzz()


def _functions() -> Iterator[FunctionType]:
    """The functions of the program that are loaded by now; all that is loaded would take minutes."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "linter":
            for value in list(vars(module).values()):
                for one in vars(value).values() if isinstance(value, type) else (value,):
                    if isinstance(one, FunctionType) and one.__module__ == name:
                        yield one
