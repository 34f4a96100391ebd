"""Two tiers of tests: a quick one while one works, and the whole for what is to be kept.

`python -m pytest` alone runs the quick one: a few cases of a test that has many, few examples of a property, and none
that takes more than a tenth of a second (marked as `whole` or `slow`; `--durations=20` shows what takes longest).
`--whole` runs everything, and so does a run that names what it wants (`pytest tests/readers`, `pytest -k A301`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from typing import NamedTuple

from hypothesis import settings

CASES = 4  # of one test in the quick tier, where it has one parameter; the values of each where it has several
_EXAMPLES = {"quick": 10, "whole": 100}

for _tier, _number in _EXAMPLES.items():
    settings.register_profile(_tier, max_examples=_number, deadline=None)


def examples(number: int) -> int:
    """How many examples of a property the tier that is run takes, where the whole takes this many."""
    return max(3, number * settings.default.max_examples // _EXAMPLES["whole"])


class Item(NamedTuple):
    """A case of a test: its name, and which of its values each parameter has."""

    name: str
    values: Mapping[str, int]


def sample(items: Sequence[Item]) -> set[str]:
    """The names of those cases of a test that the quick tier runs: the same in every run.

    A few values of each parameter, each in some case; each pair of them where there are three parameters or more.
    Parameters whose values are given together are one.
    """
    if len(items) <= CASES:
        return {item.name for item in items}
    left = sorted(items, key=lambda item: _lot(item.name))
    parameters = _independent(items)
    for parameter in parameters:
        few = list(dict.fromkeys(item.values[parameter] for item in left))[:CASES]
        left = [item for item in left if item.values[parameter] in few]
    size = 2 if len(parameters) > 2 else 1
    covers = {
        item.name: set(combinations([(parameter, item.values[parameter]) for parameter in parameters], size))
        for item in left
    }
    chosen = set()
    while any(covers.values()):
        name = max(covers, key=lambda name: len(covers[name]))
        chosen.add(name)
        covered = covers[name]
        covers = {other: rest - covered for other, rest in covers.items()}
    return chosen


def _independent(items: Sequence[Item]) -> list[str]:
    """The parameters, one for those that always have the same place in their lists of values."""
    places = {tuple(item.values[name] for item in items): name for name in reversed(items[0].values)}
    return list(reversed(places.values()))


def _lot(name: str) -> bytes:
    return sha256(name.encode("utf-8")).digest()
