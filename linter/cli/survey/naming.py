"""One name for each organ, however its reports and the list call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from linter.text.folding import fold
from linter.text.organs import SHORTEST_NAME, abbreviates, parted


def names_of(printed: Iterable[str], listed: Sequence[str], government_end: str) -> Mapping[str, str]:
    """What each organ is called in the survey, by the name that its reports bear.

    Two names are of one organ where one is the other with the places before it left out, and no third one may be meant.
    The list decides what it is called, else the longest name does. A list may have short names (教育局), which are
    anybody's: they are taken where one organ alone can be meant. So are abbreviations (市发改委).

    Args:
        printed: the names as the reports have them.
        listed: those of the list.
        government_end: what the name of a government may lack.
    """
    found = sorted(set(printed), key=lambda name: (-len(fold(name)), name))
    called: dict[str, str] = {}
    by_key = {fold(name): name for name in listed}
    endings = _endings(listed)
    for name in found:
        keys = (fold(name), fold(name) + government_end)
        chosen = next((by_key[key] for key in keys if key in by_key), None)
        if chosen is None:
            meant = {by_key[end] for key in keys for end in _ends(key) if end in by_key}
            meant |= {longer for key in keys for longer in endings.get(key, ())}
            chosen = meant.pop() if len(meant) == 1 else None
        if chosen is not None:
            called[name] = chosen
    rest = [name for name in found if name not in called]
    called |= _among_themselves(rest)
    known, taken = set(listed), set(called.values())
    for short in listed:
        if len(fold(short)) < SHORTEST_NAME and short not in taken:
            meant = {own for own in called.values() if own not in known and fold(own).endswith(fold(short))}
            if len(meant) == 1:
                called = {name: short if own in meant else own for name, own in called.items()}
    return _with_abbreviations(called, listed)


def _with_abbreviations(called: Mapping[str, str], listed: Sequence[str]) -> Mapping[str, str]:
    """The same, with what the list has for an organ by an abbreviation alone: one that can mean no other."""
    taken = set(called.values())
    others = {own: parted(own) for own in taken.difference(listed)}
    meant: dict[str, list[str]] = {}
    for short in listed:
        if short not in taken:
            mine = [own for own, parts in others.items() if parts.kind[:1] in short and abbreviates(short, parts)]
            for own in mine:
                meant.setdefault(own, []).extend([short] * (1 if len(mine) == 1 else 2))
    chosen = {own: shorts[0] for own, shorts in meant.items() if len(shorts) == 1}
    return {name: chosen.get(own, own) for name, own in called.items()}


def _among_themselves(names: Sequence[str]) -> dict[str, str]:
    """Names that come from the longest on: a shorter one is called as the one longer name that ends with it."""
    called: dict[str, str] = {}
    by_ending: dict[str, set[str]] = {}
    for name in names:
        key = fold(name)
        longer = by_ending.get(key, set())
        called[name] = next(iter(longer)) if len(longer) == 1 else name
        if called[name] == name:
            for end in _ends(key):
                by_ending.setdefault(end, set()).add(name)
    return called


def _endings(names: Iterable[str]) -> Mapping[str, list[str]]:
    endings: dict[str, list[str]] = {}
    for name in names:
        for end in _ends(fold(name)):
            endings.setdefault(end, []).append(name)
    return endings


def _ends(key: str) -> Iterable[str]:
    """A name and what it may be shortened to."""
    return (key[start:] for start in range(len(key) - SHORTEST_NAME + 1)) if len(key) >= SHORTEST_NAME else ()
