"""The figures of a sentence with the words that stand around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import NamedTuple

from linter.prose.sentences import Atom, Group, ListItem, Stretch

_AMONG = re.compile("(申请|案件|事项)?当?中$")  # 460件申请中，
_FEWEST_WORDS = 2  # what stands before a figure must say something, else the clause before it does


class FigurePlace(NamedTuple):
    """A quantity in its sentence: the item and clause that it stands in; `is_part` in a list behind 其中,
    `is_among` behind a figure with 中 (31件申请中，自然人19件).
    """

    atom: Atom
    item: ListItem
    stretch: int  # its number among those of its depth
    number: int  # of the item in its clause
    clause: Sequence[ListItem]
    before: Sequence[ListItem] | None  # the clause before it
    is_part: bool
    depth: int
    is_among: bool = False


def places(stretches: Sequence[Stretch], depth: int = 0, is_part: bool = False) -> Iterator[FigurePlace]:
    """Every quantity of a sentence, in reading order; `depth` counts the brackets around it."""
    for count, stretch in enumerate(stretches):
        listed, among = is_part, False
        before: Sequence[ListItem] | None = None
        for clause in stretch:
            for number, item in enumerate(clause):
                for atom, last in zip(item.atoms, (None, *item.atoms), strict=False):
                    if isinstance(atom, Group):
                        yield from places(atom.stretches, depth + 1, True)
                    elif atom.kind == "BREAKDOWN":
                        listed = True
                    elif atom.kind == "QUANTITY":
                        yield FigurePlace(atom, item, count, number, clause, before, listed, depth, among)
                    elif isinstance(last, Atom) and last.kind == "QUANTITY" and _AMONG.match(atom.text):
                        among = True
            before = clause


class StatedFigure:
    """A quantity with the words around it.

    `before` and `after` are those of its item (and of what it leans on, where it says too little itself), `line` is
    both with # and the unit in the quantity's place, `clause` all of its clause.
    """

    def __init__(self, place: FigurePlace, verbs: re.Pattern[str], named: Callable[[str], str]) -> None:
        atoms = [atom for atom in place.item.atoms if isinstance(atom, Atom)]
        at = atoms.index(place.atom)
        before: list[str] = []
        for atom in reversed(atoms[:at]):
            if atom.kind in ("QUANTITY", "PERCENT"):
                break
            if atom.kind != "BREAKDOWN":
                before.append(atom.text)
        after: list[str] = []
        for atom in atoms[at + 1 :]:
            if atom.kind in ("QUANTITY", "PERCENT"):
                break
            after.append(atom.text)
        said = "".join(reversed(before))
        if len(said) < _FEWEST_WORDS and place.number == 0 and place.before is not None:
            last = place.before[-1]
            if not any(True for _ in last.own("QUANTITY")):
                said = "".join(atom.text for atom in last.atoms if isinstance(atom, Atom)) + said
        elif place.number and not any(True for item in place.clause[: place.number] for _ in item.own("QUANTITY")):
            said = "".join(map(words_of, place.clause[: place.number])) + said
        elif place.number:
            verb = verbs.search(words_of(place.clause[0]))
            if verb and not verbs.search(said):
                said = verb[0] + said
        self.before = named(said)
        self.after = named("".join(after))
        self.line = f"{self.before}#{place.atom.unit}{self.after}"
        self.clause = named("、".join(map(words_of, place.clause)))

    def of(self, thing: str) -> StatedFigure:
        """The same, stated of a thing that the sentence has named before."""
        stated = copy(self)
        stated.before = self.before + thing
        stated.line = f"{thing}#".join(self.line.split("#", 1))
        return stated


def words_of(item: ListItem) -> str:
    return "".join(atom.text for atom in item.atoms if isinstance(atom, Atom))
