"""The figures of many files as one table."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from linter.cli import extraction
from linter.files.own_output import EXTRACT_COLUMNS, is_extract
from tests.outside.program import a_sentence, run
from tests.places import EXAMPLES, TOP


def rows(*arguments: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("extract", *arguments, "-f", "csv").stdout)))


@pytest.mark.whole
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


# --- in a file ---


def cells(path: Path) -> list[tuple[object, ...]]:
    """The rows of all sheets, each without its head."""
    found: list[tuple[object, ...]] = []
    for sheet in load_workbook(path).worksheets:
        head, *others = sheet.iter_rows(values_only=True)
        assert head == EXTRACT_COLUMNS
        found += others
    return found


@pytest.mark.whole
def test_a_workbook_has_what_csv_has(tmp_path: Path) -> None:
    paths = [str(EXAMPLES / name) for name in ("2021-clean.md", "2019-clean.docx", "2021-faulty.pdf")]
    out = tmp_path / "figures.xlsx"
    assert run("extract", *paths, "-o", str(out)).status == 0
    wanted = [tuple(row.values()) for row in rows(*paths)]
    assert [tuple("" if value is None else str(value) for value in row) for row in cells(out)] == wanted
    assert {type(row[6]) for row in cells(out)} >= {int}
    again = out.read_bytes()
    assert run("extract", *paths, "-f", "xlsx", "-o", str(out)).status == 0  # our own file, and no --force
    assert out.read_bytes() == again


def test_one_file_goes_into_a_table_too(tmp_path: Path) -> None:
    path, out = str(EXAMPLES / "2021-clean.md"), tmp_path / "figures"
    assert run("extract", path, "-o", f"{out}.csv").status == 0
    assert run("extract", path, "-o", f"{out}.xlsx").status == 0
    found = list(csv.reader(io.StringIO(Path(f"{out}.csv").read_text("utf-8"))))
    assert found[0] == list(EXTRACT_COLUMNS)
    assert len(found) - 1 == len(cells(Path(f"{out}.xlsx"))) > 100


@pytest.mark.whole
def test_what_looks_like_a_formula_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (EXAMPLES / "2021-clean.md").read_text("utf-8")
    values = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK('x')", "－1＋甲")
    for number, value in enumerate(values):
        name = f"={number}.md" if number == 0 else f"{number}.md"
        Path(name).write_text(text.replace("| 规章 | 0 |", f"| 规章 | {value} |"), "utf-8")
    assert run("extract", ".", "-o", "figures.xlsx").status == 0
    for row in load_workbook("figures.xlsx").worksheets[0].iter_rows():
        assert {cell.data_type for cell in row} <= {"s", "n"}
    found = {row[6] for row in cells(Path("figures.xlsx")) if isinstance(row[6], str)}
    assert len(found) == len(values)
    assert all(not value.startswith(("=", "+", "-", "@")) for value in found)


@pytest.mark.whole
def test_more_rows_than_a_sheet_holds_go_into_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = str(EXAMPLES / "2021-clean.md"), tmp_path / "figures.xlsx"
    wanted = len(run("extract", path, "-f", "csv").stdout.splitlines()) - 1
    for most, sheets in ((wanted + 1, 1), (wanted, 2), (wanted // 2, 3)):
        monkeypatch.setattr(extraction, "MOST_ROWS", most)
        assert run("extract", path, "-o", str(out)).status == 0
        assert len(cells(out)) == wanted
        assert len(load_workbook(out).worksheets) == sheets


def test_nothing_of_others_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = (EXAMPLES / "2021-clean.md").read_bytes()
    Path("a.md").write_bytes(report)
    Path("figures.xlsx").write_bytes(b"somebody's")
    Path("figures.csv").write_text("path,organization\n", "utf-8")
    for name in ("figures.xlsx", "figures.csv"):
        before = Path(name).read_bytes()
        assert "--force" in a_sentence(run("extract", "a.md", "-o", name))
        assert Path(name).read_bytes() == before
        assert not is_extract(name)
        assert run("extract", "a.md", "-o", name, "--force").status == 0
        assert is_extract(name)
    os.link("a.md", "b.csv")
    done = run("extract", "a.md", "-o", "b.csv", "--force")
    assert (done.status, "不能覆盖" in a_sentence(done)) == (2, True)
    assert Path("a.md").read_bytes() == report
    assert run("extract", "a.md", "figures.csv", "-o", "figures.csv").status == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("-f", "xlsx"), "-o"),
        (("-o", "figures.json"), "-f csv"),
        (("-f", "json", "-o", "figures.csv"), "-f csv"),
        (("-o", "nowhere/figures.xlsx"), "nowhere"),
    ],
)
def test_what_cannot_be_written_is_said(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = run("extract", str(EXAMPLES / "2021-clean.md"), *arguments)
    assert (done.status, told in a_sentence(done)) == (2, True)


def test_without_the_library_it_is_said_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['xlsxwriter'] = None; from linter.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", str(EXAMPLES / "2021-clean.md"), "-o", str(tmp_path / "a.xlsx")],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 2
    assert "pip install 'nianbao-lint[office]'" in done.stderr.decode("utf-8")
    assert list(tmp_path.iterdir()) == []
