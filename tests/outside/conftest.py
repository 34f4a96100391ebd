"""Tests from outside run in an empty folder, so that no configuration of this repository reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report


@pytest.fixture(scope="module", autouse=True)
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_bytes(draw(make_report(Random(1), "2021"), "markdown").data)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """One wrong total of an applicant: one A303 error, nothing else."""
    report = make_report(Random(1), "2021", busy=True)
    path = tmp_path / "faulty.txt"
    path.write_bytes(draw(with_value(report, "applications/granted/person", 999), "pipes").data)
    return path
