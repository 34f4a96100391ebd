"""What a large table takes while it is read: some objects for each cell, and no more."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest

from linter.readers import read

_ROWS, _COLUMNS = 500, 10


def _cells() -> list[list[str]]:
    return [[chr(0x4E00 + row) + chr(0x5E00 + column) for column in range(_COLUMNS)] for row in range(_ROWS)]


def _page() -> str:
    rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in _cells())
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _text() -> str:
    return "\n".join("|".join(row) for row in _cells())


@pytest.mark.whole
@pytest.mark.parametrize(("name", "draw"), [("a.html", _page), ("a.txt", _text)])
def test_a_cell_takes_a_record_its_text_and_where_it_begins(name: str, draw: Callable[[], str]) -> None:
    data = draw().encode()
    read(name, data)  # what is imported and kept is no cell's
    tracemalloc.start()
    try:
        read(name, data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak / (_ROWS * _COLUMNS) < 380
