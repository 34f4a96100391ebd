"""What is fuzzed: each kind draws inputs from a generator and holds what the program makes of them to its promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.fuzz.failures import Case


class Kind(NamedTuple):
    """A kind of input.

    `draw` makes the name and content of a file from a generator. `run` gives it to the program, in the current
    folder, an empty one; options come from the generator. It raises `PromiseError`, or whatever leaves the program
    that should not.
    """

    draw: Callable[[Random], tuple[str, bytes]]
    run: Callable[[str, bytes, Random], None]


def drawn(kinds: Mapping[str, Kind], kind: str, seed: int) -> Case:
    """The input that a kind draws for a seed: the same on any machine and in any order of inputs.

    Raises:
        KeyError: there is no such kind.
    """
    rng = Random(f"{kind} {seed}")
    name, data = kinds[kind].draw(rng)
    return Case(kind, seed, name, data, rng.getrandbits(32))


def shipped_kinds() -> dict[str, Kind]:
    """The kinds by name."""
    from tests.fuzz.kinds import caches, checking, commands, copying, grammars, reading, reporting, settings

    modules = (reading, grammars, checking, copying, settings, reporting, caches, commands)
    return {name: kind for module in modules for name, kind in module.KINDS.items()}


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """The files in a folder: content, mode and inode by name."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            status = path.stat()
            found[str(path.relative_to(folder))] = path.read_bytes(), status.st_mode, status.st_ino
    return found
