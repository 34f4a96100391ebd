"""The figures of many files as one table."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.outside.program import a_sentence, run
from tests.places import EXAMPLES


def rows(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("extract", *arguments, "-f", "csv").stdout)))


def test_every_figure_of_every_file_has_a_line() -> None:
    names = ("2021-clean.md", "2019-clean.docx", "2021-faulty.pdf")
    paths = [str(EXAMPLES / name) for name in names]
    found = rows(*paths)
    assert list(dict.fromkeys(row["path"] for row in found)) == paths
    for path in paths:
        tables = json.loads(run("extract", path, "-f", "json").stdout)
        own = {
            (table, row, column): "" if value is None else str(value)
            for table, of_table in tables.items()
            for row, columns in of_table.items()
            for column, value in columns.items()
        }
        of_path = [row for row in found if row["path"] == path]
        assert {(row["table"], row["row"], row["column"]): row["value"] for row in of_path} == own
        assert {bool(row["organization"]) and row["year"].isdecimal() for row in of_path} == {True}


def test_a_folder_is_searched_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name in ("b.md", "a.md"):
        (tmp_path / name).write_bytes((EXAMPLES / "2021-clean.md").read_bytes())
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run("extract", str(tmp_path), "-f", "csv")
    assert done.status == 2
    assert "c.pdf: E00" in a_sentence(done)
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(dict.fromkeys(Path(row["path"]).name for row in found)) == ["a.md", "b.md"]


def test_a_name_that_a_spreadsheet_would_run_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("=1+1.md", "a.md"):
        Path(name).write_bytes((EXAMPLES / "2021-clean.md").read_bytes())
    assert {row["path"] for row in rows("=1+1.md", "a.md")} == {"'=1+1.md", "a.md"}


@pytest.mark.parametrize("format", ["console", "json", "yaml"])
def test_several_files_come_as_csv(format: str, tmp_path: Path) -> None:
    done = run("extract", str(EXAMPLES), "-f", format)
    assert (done.status, "csv" in a_sentence(done)) == (2, True)
    assert run("extract", str(tmp_path), "-f", "csv").status == 2
