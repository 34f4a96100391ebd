"""Which tests say that they pin which threshold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.places import TOP

_MARK = "mark.threshold("


def marked_files() -> list[str]:
    """The files with tests that pin thresholds, so that no others need be collected."""
    files = sorted(TOP.joinpath("tests").rglob("test_*.py"))
    return [str(file) for file in files if _MARK in file.read_text("utf-8")]


class Pinning:
    """A plugin of pytest that keeps which tests pin which threshold: `tests`, by its id."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.tests = pinned_by(session.items)


def pinned_by(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """The names of the tests that pin each threshold, by its id."""
    found: dict[str, list[str]] = {}
    for item in items:
        for mark in item.iter_markers("threshold"):
            for name in mark.args:
                found.setdefault(name, []).append(f"{Path(item.fspath)}::{item.nodeid.partition('::')[2]}")
    return found
