"""PDF files in which something once went wrong, as they lie beside the repository: each is of a right report."""

from __future__ import annotations

import json

import pytest

from tests.outside.program import run
from tests.places import CASES

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")


@pytest.mark.parametrize("name", ["fail-07", "fail-07b", "fail-08"])
def test_nothing_is_said(name: str) -> None:
    """Slanted watermarks of 14 and of 10 points; values typed into a form."""
    path = str(CASES / f"{name}.pdf")
    (entry,) = run("check", "-f", "json", path).json["files"]
    assert (entry["error"], entry["diagnostics"], entry["not_evaluated"]) == (None, [], [])
    tables = json.loads(run("extract", "-f", "json", path).stdout)
    assert set(tables) == {"disclosure", "applications", "disputes"}
    figures = [value for rows in tables.values() for row in rows.values() for value in row.values()]
    assert len(figures) == 200
    assert None not in figures
