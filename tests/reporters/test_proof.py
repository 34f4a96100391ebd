"""The proof: the report drawn with its places marked, the same from every format."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.engine import page_builder as proofs
from linter.engine import pairing, run
from linter.engine.job import Job
from linter.engine.lint import Options, lint_bytes, lint_document, parse_source
from linter.model.diagnostics import FileResult
from linter.model.document import Document, Grid, Place, Span
from linter.model.page import DrawnLine, DrawnPicture, DrawnTable, Mark, Proof
from linter.readers import read

FAULTY = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", 999)


def drawn(text: str, name: str = "a.md") -> tuple[FileResult, Proof]:
    result = lint_bytes(name, text.encode(), shipped(), Options(proof=True))
    assert result.proof is not None
    return result, result.proof


def marked(proof: Proof, role: str = "place") -> dict[str, list[str]]:
    """What is marked for each finding."""
    found: dict[str, list[str]] = {}
    for block in proof.blocks:
        bearers = [cell for row in block.rows for cell in row] if isinstance(block, DrawnTable) else [block]
        for bearer in bearers:
            text = "" if isinstance(bearer, DrawnPicture) else bearer.text
            for mark in bearer.marks:
                if mark.role == role:
                    found.setdefault(mark.finding, []).append(text[mark.start : mark.end])
    return found


@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if not layout.lossy])
def test_the_wrong_cell_is_marked_in_every_drawing(layout: str) -> None:
    drawing = draw(FAULTY, layout)
    result = lint_bytes(drawing.name, drawing.data, shipped(), Options(proof=True))
    assert result.proof is not None
    (found,) = (one for one in result.diagnostics if one.code == "A300")
    assert marked(result.proof)[found.fingerprint] == ["999"]
    home = result.proof.blocks[result.proof.homes[found.fingerprint]]
    assert isinstance(home, DrawnTable)
    (change,) = result.proof.repairs
    assert len(change) == 1
    assert "999 → " in change[0]


def test_every_finding_with_a_place_has_a_home_and_a_mark() -> None:
    text = (
        "# 某市某局2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n（一）主动公开\n\n公开3件。\n\n"
        "（三）监督保障\n\n无。\n\n"
        "## 二、主动公开情况\n\n## 五、存在问题\n\n有问题。\n"
    )
    result, proof = drawn(text)
    assert len(result.diagnostics) > 4
    for found in result.diagnostics:
        assert found.fingerprint in proof.homes, found
        assert marked(proof)[found.fingerprint]
    (numbering,) = (one for one in result.diagnostics if one.code == "S104" and "（三）" in one.message)
    assert marked(proof)[numbering.fingerprint][0].startswith("（三）")
    kinds = [(block.kind, block.level) for block in proof.blocks if isinstance(block, DrawnLine)]
    assert kinds[:4] == [("title", 0), ("heading", 1), ("heading", 2), ("text", 0)]


def test_cells_that_were_looked_at_are_marked_too() -> None:
    drawing = draw(with_value(make_report(Random(1), "2021"), "disputes/cases/review.total", 50), "html")
    result = lint_bytes(drawing.name, drawing.data, shipped(), Options(proof=True))
    assert result.proof is not None
    (found,) = (one for one in result.diagnostics if one.code == "A304")
    assert marked(result.proof)[found.fingerprint] == ["50"]
    assert len(marked(result.proof, "related")[found.fingerprint]) >= 4
    assert len(result.proof.repairs) == 5


class Pages:
    """A layout that knows one page and nothing else."""

    def place(self, span: Span) -> Place:
        return Place(page=1)


def test_a_document_without_lines_is_drawn_the_same() -> None:
    drawing = draw(FAULTY, "html")
    document = read(drawing.name, drawing.data)
    as_pdf: Document = document._replace(format="pdf", layout=Pages())
    first = lint_document(document, shipped(), Options(proof=True))
    second = lint_document(as_pdf, shipped(), Options(proof=True))
    assert [found.location.line for found in second.diagnostics] == [None] * len(second.diagnostics)
    assert first.proof is not None
    assert second.proof is not None
    called = tuple(tuple(line.replace("表三", "第三部分的表格") for line in lines) for lines in first.proof.repairs)
    assert first.proof._replace(repairs=called) == second.proof


def test_nothing_is_drawn_unless_asked_for() -> None:
    drawing = draw(FAULTY, "html")
    assert lint_bytes(drawing.name, drawing.data, shipped(), Options()).proof is None


def test_a_file_that_is_no_report_is_drawn() -> None:
    result, proof = drawn("采购清单\n\n笔 3 支\n")
    assert [found.code for found in result.diagnostics] == ["S107"]
    assert [block.text for block in proof.blocks if isinstance(block, DrawnLine)] == ["采购清单", "笔 3 支"]


@pytest.mark.parametrize(("limit", "value"), [("_LONGEST", 300), ("_MOST_CELLS", 60)])
def test_what_is_too_long_is_cut_and_says_so(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, limit, value)
    drawing = draw(FAULTY, "markdown")
    result = lint_bytes(drawing.name, drawing.data, shipped(), Options(proof=True))
    assert result.proof is not None
    assert result.proof.cut
    cells = [
        cell for block in result.proof.blocks if isinstance(block, DrawnTable) for row in block.rows for cell in row
    ]
    assert len(cells) <= proofs._MOST_CELLS
    assert set(result.proof.homes) == {found.fingerprint for found in result.diagnostics}


def test_a_place_that_is_a_whole_table_marks_the_table() -> None:
    report = parse_source(draw(FAULTY, "markdown").data.decode())
    parts = list(proofs._parts(report))
    (number, grid) = next((n, part.block) for n, part in enumerate(parts) if isinstance(part.block, Grid))
    marks = proofs._Marked(report, parts)
    assert marks.place(grid.span, None, "x", "place") == number
    sheet = list(marks.drawn())[number]
    assert isinstance(sheet, DrawnTable)
    assert sheet.marks == (Mark(0, 0, "x", "place"),)
    assert not any(cell.marks for row in sheet.rows for cell in row)


def test_results_that_are_held_are_held_without_the_drawings_that_no_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "MOST_DRAWN", 1)
    paths = [str(tmp_path / f"{year}.md") for year in (2021, 2022, 2023)]
    for path in paths:
        Path(path).write_bytes(draw(FAULTY, "markdown").data)
    results = list(run.check_files(paths, Job(shipped(), Options(proof=True)), 1))
    assert [result.proof is None for result in results] == [False, True, True]
