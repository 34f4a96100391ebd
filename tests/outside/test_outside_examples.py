"""The examples hold what their table says: every planted fault is found at its place, and nothing else."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest

from tests.outside.program import SERIOUS, run
from tests.places import EXAMPLES

REPORTS = sorted(
    path.name
    for path in EXAMPLES.iterdir()
    if path.suffix in (".txt", ".md", ".html", ".docx", ".pdf") and path.stem != "README"
)


class Planted(NamedTuple):
    file: str
    line: str  # as the table has it: a line, or where it stands in Word
    codes: tuple[str, ...]


def planted_faults() -> list[Planted]:
    rows = re.findall(
        r"^\| (\S+-faulty\.\w+) \| ([^|]*?) ?\| ([A-Z0-9 ]+) \|",
        (EXAMPLES / "README.md").read_text("utf-8"),
        re.M,
    )
    return [Planted(file, line, tuple(codes.split())) for file, line, codes in rows]


FAULTS = planted_faults()


def serious(name: str) -> list[dict[str, Any]]:
    (entry,) = run("check", "-f", "json", str(EXAMPLES / name)).json["files"]
    assert entry["error"] is None
    return [found for found in entry["diagnostics"] if found["severity"] in SERIOUS]


def test_there_is_one_of_each() -> None:
    wanted = {
        f"{regime}-{kind}.{suffix}"
        for regime in ("2008", "2019", "2021")
        for kind in ("clean", "faulty")
        for suffix in ("txt", "md", "html", "docx", "pdf")
    }
    assert set(REPORTS) == wanted
    assert {fault.file for fault in FAULTS} == {name for name in wanted if "faulty" in name}


@pytest.mark.parametrize("name", [name for name in REPORTS if "clean" in name])
def test_clean(name: str) -> None:
    assert serious(name) == []


@pytest.mark.parametrize("name", [name for name in REPORTS if "faulty" in name])
def test_nothing_but_what_was_planted(name: str) -> None:
    wanted = {code for fault in FAULTS if fault.file == name for code in fault.codes}
    assert {found["code"] for found in serious(name)} == wanted


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.file}-{fault.codes[0]}")
def test_planted(fault: Planted) -> None:
    told = [found for found in serious(fault.file) if found["code"] in fault.codes]
    assert {found["code"] for found in told} == set(fault.codes)
    if fault.line:
        assert fault.line in [place(found["location"]) for found in told]


def place(location: dict[str, int | None]) -> str:
    if location["line"] is not None:
        return str(location["line"])
    if location["table"] is not None:
        return "表{table} 行{row} 列{col}".format_map(location)
    return f"第{location['paragraph']}段"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.docx")), ids=lambda path: path.name)
def test_the_word_examples_are_those_of_the_script(path: Path) -> None:
    from benchmarks.word_examples import word_example

    assert members(word_example(path.with_suffix(".txt"))) == members(path.read_bytes())


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", REPORTS)
def test_regime_comes_from_the_text(name: str) -> None:
    (entry,) = run("check", "-f", "json", str(EXAMPLES / name)).json["files"]
    assert entry["regime"] == name[:4]
    assert entry["organization"]
