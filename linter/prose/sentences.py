"""Sentences with figures as trees: clauses, items between 、, brackets, quantities with their places.

The tokens are made by one pattern, the trees by the grammar `grammar/claims.lark`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from linter.grammar.lalr import Node, Tables, parse
from linter.text.numbers import NUMBER, NUMBER_BEGINS, number_value, percentage

_LONGEST = 1200  # characters; people write no longer sentences, and each figure is read with all of its sentence
_MOST_FIGURES = 80  # in a sentence, for the same reason
_DEEPEST = 4  # brackets in brackets beyond this are words
_SENTENCE = re.compile(r"[^。!?]+")
_CLOSING = {"(": ")", "[": "]"}


class Atom(NamedTuple):
    """A token: `text` is what it says, `start` and `end` its place in the folded text.

    `value` is that of a quantity, a percentage or a year; `unit` what a quantity counts; `exact` whether it claims
    to be; `decimals` those of a percentage.
    """

    kind: str
    text: str
    start: int
    end: int
    value: int | float | None = None
    unit: str = ""
    exact: bool = True
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in brackets."""

    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """What stands between two separators."""

    atoms: tuple[Atom | Group, ...]

    def own(self, kind: str) -> Iterator[Atom]:
        """The atoms of a kind, without those in brackets."""
        return (atom for atom in self.atoms if isinstance(atom, Atom) and atom.kind == kind)


Clause = tuple[ListItem, ...]
Stretch = tuple[Clause, ...]
Sentence = tuple[Stretch, ...]


@dataclass(frozen=True)
class Language:
    """The words of sentences with figures, from `rules/language/claims.yaml`, and the tables of their grammar."""

    data: Mapping[str, Any]
    grammar: Tables

    @cached_property
    def _token(self) -> re.Pattern[str]:
        units = "|".join(self.data["units"])
        # a word that begins a token begins with one of the signs of its pattern
        begins = re.escape("".join(sorted({*self.data["about"], *self.data["breakdown"]})))
        return re.compile(
            rf"(?=[{begins}{NUMBER_BEGINS}第;,:、()\[\]])(?:"
            r"(?P<SEMICOLON>;)|(?P<COMMA>[,:])|(?P<ENUM>、)|(?P<OPEN>[(\[])|(?P<CLOSE>[)\]])"
            r"|(?P<YEAR>(?:19|20)\d\d年度?|[二][0零][0零一二三四五六七八九]{2}年度?)"
            rf"|(?P<PERCENT>(?<!\d)\d+(?:\.\d+)?%|百分之(?:{NUMBER})(?:点[零一二三四五六七八九]+)?)"
            r"|(?P<DATE>\d{1,2}月(?:\d{1,2}日)?|第(?:\d+|[一二三四五六七八九十百]+))"
            rf"|(?P<QUANTITY>(?P<about>{self.data['about']})?(?P<number>{NUMBER})(?P<more>{self.data['more']})?"
            rf"(?P<myriad>万)?(?P<unit>{units})(?P<or_so>左右|以上|以内|上下)?)"
            rf"|(?P<BREAKDOWN>{self.data['breakdown']}))"
        )

    @cached_property
    def _figure(self) -> re.Pattern[str]:
        units = "|".join(self.data["units"])
        return re.compile(rf"[\d零一二两三四五六七八九十百千万亿][余多来几万]?(?:{units})|%|百分之")

    @cached_property
    def _telling(self) -> re.Pattern[str]:
        return re.compile(self.data["telling"])

    def sentences(self, folded: str) -> list[Sentence]:
        """The sentences of a folded text that tell figures: several, or one of what the tables hold."""
        found: list[Sentence] = []
        for start, end in stretches_of(folded):
            figures = len(self._figure.findall(folded, start, end))
            if 1 < figures <= _MOST_FIGURES or (figures == 1 and self._telling.search(folded, start, end)):
                found += self._read(folded, start, end)
        return found

    @cached_property
    def _groups(self) -> Mapping[str, int]:
        return {unit: number for number, units in enumerate(self.data["same_unit"]) for unit in units}

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two units count the same thing, so that one figure may be a part of the other."""
        return one == other or self._groups.get(one, -1) == self._groups.get(other, -2)

    @cached_property
    def _incomplete(self) -> re.Pattern[str]:
        return re.compile(self.data["incomplete"])

    @cached_property
    def _tells_change(self) -> re.Pattern[str]:
        return re.compile(self.data["tells_change"])

    @cached_property
    def _adds_up(self) -> re.Pattern[str]:
        return re.compile(self.data["adds_up"])

    def adds_up(self, words: str) -> bool:
        """Whether words before a figure say that it is the sum of those before it."""
        return self._adds_up.search(words) is not None

    def is_incomplete(self, words: str) -> bool:
        """Whether the words of a list say that it is not complete, or that its parts overlap."""
        return self._incomplete.search(words) is not None

    def is_change(self, clause: Clause) -> bool:
        """Whether a clause tells by how much a figure changed, or one of another time."""
        return any(self.tells_change(atom.text) for item in clause for atom in item.own("WORDS"))

    def is_change_of(self, item: ListItem, atom: Atom) -> bool:
        """Whether a figure tells by how much another one changed: 比上年增加39条."""
        before = "".join(a.text for a in item.atoms if isinstance(a, Atom) and a.end <= atom.start)
        return self.tells_change(before)

    def tells_change(self, words: str) -> bool:
        """Whether words speak of a change, or of another year."""
        return self._tells_change.search(words) is not None

    def _read(self, folded: str, start: int, end: int) -> Iterator[Sentence]:
        tokens = _paired(list(self._tokens(folded, start, end)))
        _, children = parse(self.grammar, [token.kind for token in tokens])
        for child in children:
            yield _stretches(child, tokens)

    def _tokens(self, folded: str, start: int, end: int) -> Iterator[Atom]:
        at = start
        for found in self._token.finditer(folded, start, end):
            token = _atom(found)
            if token is None:
                continue
            if found.start() > at:
                yield Atom("WORDS", folded[at : found.start()], at, found.start())
            yield token
            at = found.end()
        if at < end:
            yield Atom("WORDS", folded[at:end], at, end)
        yield Atom("STOP", "", end, end)


def stretches_of(folded: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a folded text begin and end, without those that nobody would write."""
    spans = (piece.span() for piece in _SENTENCE.finditer(folded))
    return ((start, end) for start, end in spans if end - start <= _LONGEST)


def _atom(found: re.Match[str]) -> Atom | None:
    kind, text = str(found.lastgroup), found[0]  # the last group to close is the outermost one
    start, end = found.span()
    if kind == "DATE":
        return Atom("WORDS", text, start, end)
    if kind == "YEAR":
        year = number_value(text.rstrip("度").rstrip("年"))
        return Atom(kind, text, start, end, year)
    if kind == "PERCENT":
        told = percentage(text)
        return None if told is None else Atom(kind, text, start, end, told[0], decimals=told[1])
    if kind != "QUANTITY":
        return Atom(kind, text, start, end)
    number = found["number"] + (found["myriad"] or "")
    value = number_value(number)
    if value is None:
        return None
    is_round = number[-1] in "万亿" and found["unit"] != "元"
    exact = not (is_round or found["about"] or found["more"] or found["or_so"])
    return Atom(kind, number, found.start("number"), found.end("unit"), value, found["unit"], exact)


def _paired(tokens: list[Atom]) -> list[Atom]:
    """The tokens with brackets that have no partner, or stand too deep, as words."""
    open_at: list[int] = []
    kept: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "OPEN":
            open_at.append(index)
        elif token.kind == "CLOSE" and open_at and _CLOSING[tokens[open_at[-1]].text] == token.text:
            if len(open_at) <= _DEEPEST:
                kept |= {open_at[-1], index}
            open_at.pop()
    if not kept and not any(token.kind in ("OPEN", "CLOSE") for token in tokens):
        return tokens
    return [
        token._replace(kind="WORDS") if token.kind in ("OPEN", "CLOSE") and index not in kept else token
        for index, token in enumerate(tokens)
    ]


def _stretches(node: Node, tokens: Sequence[Atom]) -> tuple[Stretch, ...]:
    """The stretches of a sentence or a group."""
    return tuple(
        tuple(
            tuple(_item(item, tokens) for item in clause[1] if not isinstance(item, int))
            for clause in stretch[1]
            if not isinstance(clause, int)
        )
        for stretch in node[1]
        if not isinstance(stretch, int)
    )


def _item(node: Node, tokens: Sequence[Atom]) -> ListItem:
    return ListItem(
        tuple(tokens[child] if isinstance(child, int) else Group(_stretches(child, tokens)) for child in node[1])
    )


def atoms_of(stretches: Sequence[Stretch]) -> Iterator[Atom]:
    """Every atom in reading order, those in brackets too."""
    for stretch in stretches:
        for clause in stretch:
            for item in clause:
                for atom in item.atoms:
                    if isinstance(atom, Group):
                        yield from atoms_of(atom.stretches)
                    else:
                        yield atom
