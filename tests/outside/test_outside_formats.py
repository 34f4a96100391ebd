"""The same report in every format and layout has the same findings: clean, and with each of many faults."""

from __future__ import annotations

from itertools import chain

import pytest

from benchmarks import drawing, printed, word, workbooks
from tests.outside.planted import (
    CASES,
    FAULTS,
    GROUPS,
    NO_FAULT,
    PLANTED,
    REFERENCE,
    Draw,
    check,
    expected,
    ids,
    planted,
    reports,
    told,
)

LAYOUTS: dict[str, Draw] = {
    **{name: drawing.draw for name, layout in drawing.LAYOUTS.items() if not layout.lossy},
    **dict.fromkeys(word.LAYOUTS, word.draw),
    **dict.fromkeys(workbooks.LAYOUTS, workbooks.draw),
    **dict.fromkeys(("ruled", "three-pages", "cut"), printed.print_report),
    **dict.fromkeys(printed.OFD_PRINTS, printed.print_report),
}
# Which faults a layout tells otherwise: without lines round a cell a changed label on two lines is told by its first.
UNBOUND = ("ofd-borderless", "a column renamed")
OTHERWISE = {UNBOUND, ("docx-numbered", "a part doubled"), ("docx-numbered", "a part misnumbered")}  # there Word counts


def test_every_fault_is_planted_once() -> None:
    assert sorted(chain.from_iterable(GROUPS)) == sorted(FAULTS)
    assert sum(len(faults) for _, faults in PLANTED) == len(CASES)
    assert REFERENCE in LAYOUTS


@pytest.mark.parametrize(("name", "fault"), CASES, ids=ids)
def test_a_fault_is_told(name: str, fault: str) -> None:
    assert bool(expected(name, fault)) == ((name, fault) not in NO_FAULT)


@pytest.mark.whole
@pytest.mark.parametrize(("name", "faults"), PLANTED, ids=ids)
def test_the_same_findings_in_every_layout(name: str, faults: tuple[str, ...]) -> None:
    for layout, draw in LAYOUTS.items():
        alike = [fault for fault in faults if (layout, fault) not in OTHERWISE]
        check(name, alike, layout, draw)


@pytest.mark.whole
@pytest.mark.parametrize("name", reports())
def test_a_label_that_no_lines_hold_together_is_told_as_renamed(name: str) -> None:
    layout, fault = UNBOUND
    found = told(LAYOUTS[layout](planted(name, [fault]), layout))
    assert [code for code, *_ in found.elements()] == ["T204"]
