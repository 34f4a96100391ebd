"""The cases of the corpus and the reports that they are: a clean one with the case's changes made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from linter.files.shipped import rules_folder
from linter.parsing.parser import parse_document
from linter.readers import read
from linter.reference import load

FOLDER = Path(__file__).parent
BASES = FOLDER / "bases"
ELISION = " ⋯ "


class CaseError(Exception):
    """A base report has no such cell, or does not hold the text to replace exactly once."""


@dataclass(frozen=True)
class Drawing:
    """How a report is made: a base with changes, or a text of its own in a format (`md`, `html`, `txt`)."""

    base: str | None = None
    set: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    format: str | None = None

    @property
    def suffix(self) -> str:
        return self.format or str(self.base).rpartition(".")[2]

    def source(self) -> str:
        """The report's text.

        Raises:
            CaseError: a change does not fit the base report.
        """
        if self.text is not None:
            return self.text
        base = str(self.base)
        source = _text(base)
        edits = [(*_cell(base, address), value) for address, value in self.set.items()]
        edits += [(*_piece(source, old), new) for old, new in self.replace.items()]
        for start, end, new in sorted(edits, reverse=True):
            source = source[:start] + new + source[end:]
        return source

    def data(self) -> bytes:
        """The report as a file's content."""
        return self.source().encode("utf-8")


@dataclass(frozen=True)
class Case:
    """A report of the corpus and what it must yield; see README.md beside this file."""

    code: str
    kind: str
    letter: str
    note: str
    drawing: Drawing
    at: str | None = None
    also: tuple[str, ...] = ()
    year: int | None = None
    level: str | None = None
    prior: Drawing | None = None

    def __str__(self) -> str:
        return f"{self.code}-{self.kind}-{self.letter}"

    @property
    def name(self) -> str:
        """The name of the report's file."""
        return f"{self}.{self.drawing.suffix}"

    @property
    def prior_name(self) -> str:
        """The name of last year's report."""
        assert self.prior is not None
        return f"{self}.prior.{self.prior.suffix}"

    def files(self) -> dict[str, bytes]:
        """The report and last year's, by the names of their files."""
        files = {self.name: self.drawing.data()}
        return files if self.prior is None else files | {self.prior_name: self.prior.data()}


def cases() -> tuple[Case, ...]:
    """All cases, those of a rule one after the other."""
    return tuple(case for path in sorted(FOLDER.glob("*.yaml")) for case in _of_rule(path))


def _of_rule(path: Path) -> Iterator[Case]:
    for kind, entries in yaml.safe_load(path.read_text("utf-8")).items():
        for letter, entry in entries.items():
            yield _case(path.stem, kind, letter, dict(entry))


def _case(code: str, kind: str, letter: str, entry: dict[str, Any]) -> Case:
    drawn = {key: entry.pop(key) for key in ("base", "set", "replace", "text", "format") if key in entry}
    prior = entry.pop("prior", None)
    return Case(
        code,
        kind,
        letter,
        drawing=Drawing(**drawn),
        prior=None if prior is None else Drawing(**prior),
        also=tuple(entry.pop("also", ())),
        **entry,
    )


@cache
def _text(base: str) -> str:
    """A base of the corpus, or a base report of the rules' examples."""
    path = BASES / base
    if not path.exists():
        path = Path(rules_folder()) / "examples" / base
    return path.read_bytes().decode("utf-8")


@cache
def _cells(base: str) -> dict[str, tuple[int, int]]:
    tables = parse_document(read(base, _text(base).encode("utf-8")), load()).tables.values()
    return {
        address: (figure.cell.span.start, figure.cell.span.end)
        for table in tables
        for address, figure in table.figures.items()
        if figure.cell is not None
    }


def _cell(base: str, address: str) -> tuple[int, int]:
    if address not in _cells(base):
        raise CaseError(f"{base} has no cell {address}")
    return _cells(base)[address]


def _piece(source: str, old: str) -> tuple[int, int]:
    """Where a text stands; an elision in it stands for all up to where its end comes next."""
    head, elided, tail = old.partition(ELISION)
    if source.count(head) != 1:
        raise CaseError(f"occurs {source.count(head)} times: {head}")
    start = source.index(head)
    end = start + len(head)
    if elided:
        if tail not in source[end:]:
            raise CaseError(f"does not follow: {tail}")
        end = source.index(tail, end) + len(tail)
    return start, end
