"""What counts as a failure, how alike ones are told, and the folder in which their inputs are kept."""

from __future__ import annotations

import json
import re
import traceback
from pathlib import Path
from typing import NamedTuple

_PACKAGE = re.compile(r"[/\\](linter[/\\].*\.py)$")
_DUMPED = re.compile(r'File "([^"]+)", line \d+ in (\S+)')


class Case(NamedTuple):
    """An input: the name of the file that it stands for, its content, what the options of the run are drawn from."""

    kind: str
    seed: int
    name: str
    data: bytes
    choice: int


class Failure(NamedTuple):
    """A case that went wrong. `sort` says how, `place` where; two of one sort and place are most likely one defect."""

    sort: str
    place: str
    detail: str

    @property
    def key(self) -> tuple[str, str]:
        return self.sort, self.place


class PromiseError(Exception):
    """Something that must hold does not.

    Parameters:
        sort: one of a few words, such as `changed` or `output`.
        what: a phrase without anything of the input, by which alike failures are told.
        detail: the rest.
    """

    def __init__(self, sort: str, what: str, detail: str = "") -> None:
        super().__init__(f"{sort}: {what} {detail}".rstrip())
        self.sort = sort
        self.what = what


def failure_of(error: BaseException) -> Failure:
    """An exception that left a kind's `run` as a failure."""
    detail = "".join(traceback.format_exception(error))
    if isinstance(error, PromiseError):
        return Failure(error.sort, error.what, detail)
    sort = "memory" if isinstance(error, MemoryError) else type(error).__name__
    return Failure(sort, place_of(error), detail)


def place_of(error: BaseException) -> str:
    """The deepest frame of the program that an exception came through: `linter/lines.py:following`."""
    place = "outside of the program"
    for frame in traceback.extract_tb(error.__traceback__):
        if found := _PACKAGE.search(frame.filename):
            place = f"{found[1]}:{frame.name}"
    return place


def raised_by_us(error: BaseException) -> bool:
    """Whether an exception of Python itself was raised in a line of the program, not in a library that it calls."""
    frames = traceback.extract_tb(error.__traceback__)
    return type(error).__module__ == "builtins" and bool(frames) and bool(_PACKAGE.search(frames[-1].filename))


def place_in(dump: str) -> str:
    """The same from what `faulthandler` wrote, which has the deepest frame first."""
    for file, function in _DUMPED.findall(dump):
        if found := _PACKAGE.search(file):
            return f"{found[1]}:{function}"
    return "outside of the program"


def keep(folder: Path, case: Case, failure: Failure) -> Path:
    """Save an input with what is known of its failure; the file to be replayed."""
    place = folder / f"{case.kind}-{case.seed}"
    place.mkdir(parents=True, exist_ok=True)
    file = place / f"input{Path(case.name).suffix}"
    file.write_bytes(case.data)
    told = {"kind": case.kind, "seed": case.seed, "name": case.name, "choice": case.choice, "file": file.name}
    (place / "case.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    replay = (
        f"python -m tests.fuzz --replay {file}\npython -m tests.fuzz --kind {case.kind} --seed {case.seed} --once\n"
    )
    report = f"{failure.sort} at {failure.place}\n\n{replay}\n{failure.detail}"
    (place / "failure.txt").write_text(report, "utf-8", "backslashreplace")
    return file


def kept(file: Path) -> Case:
    """What was saved as this file, with the content that it has now.

    Raises:
        OSError: it cannot be read, or there is no `case.json` beside it.
    """
    told = json.loads((file.parent / "case.json").read_text("utf-8"))
    return Case(told["kind"], told["seed"], told["name"], file.read_bytes(), told["choice"])
