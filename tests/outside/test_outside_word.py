"""Word files from outside: every figure from every layout, the findings of the page, and the places as drawn."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import drawing, faults, word
from benchmarks.reports import SyntheticReport, make_report
from benchmarks.sheets import rows_of, width_of
from tests.outside.program import Finding, all_findings, extracted, findings, run
from tests.outside.test_outside_extract import expected
from tests.outside.test_outside_places import planted
from tests.places import SAMPLES
from tests.tiers import examples

REGIMES = ("2019", "2021")
SAMPLE = SAMPLES / "template-2021.docx"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
Change = Callable[[SyntheticReport], SyntheticReport]


def spot(found: Finding) -> word.Spot:
    where = found.raw["location"]
    assert where["line"] is where["page"] is None
    return word.Spot(where["paragraph"], where["table"], where["row"], where["col"])


# --- figures ---


@pytest.mark.whole
@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("layout", word.LAYOUTS)
@pytest.mark.parametrize("busy", [False, True], ids=["quiet", "busy"])
def test_every_figure(layout: str, regime: str, busy: bool, tmp_path: Path) -> None:
    report = make_report(Random(f"{layout} {regime} {busy}"), regime, busy=busy)
    drawn = word.draw(report, layout)
    assert extracted(drawn, tmp_path) == expected(report)
    assert findings(drawn) == []


@pytest.mark.whole
@given(seed=st.integers(0, 2**32), regime=st.sampled_from(REGIMES), layout=st.sampled_from(sorted(word.LAYOUTS)))
@settings(max_examples=examples(80), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_of_any_report(seed: int, regime: str, layout: str, tmp_path: Path) -> None:
    report = make_report(Random(seed), regime, busy=bool(seed % 2))
    assert extracted(word.draw(report, layout), tmp_path) == expected(report)


@pytest.mark.parametrize("layout", word.LAYOUTS)
@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("applications/granted/person", None),
        ("disputes/cases/direct.pending", None),
        ("disclosure/permits/decisions", None),
        ("applications/partial/charity", "若干"),
        ("disputes/cases/review.total", "/"),
    ],
)
def test_blank_is_null_and_words_stay_words(layout: str, address: str, value: str | None, tmp_path: Path) -> None:
    report = faults.with_value(make_report(Random(address), "2021", busy=True), address, value)
    assert extracted(word.draw(report, layout), tmp_path) == expected(report)


def test_a_report_of_the_first_regulation() -> None:
    assert findings(word.draw(make_report(Random(3), "2008"), "docx")) == []


def by_python_docx(report: SyntheticReport) -> bytes:
    """The report as another writer makes it: merged cells of both kinds, headings by style."""
    made = docx.Document()
    made.add_heading(report.title or "", 0)
    for part in report.parts:
        made.add_heading(part.heading, 1)
        for passage in part.passages:
            made.add_paragraph(passage.text)
        if part.table is not None:
            boxes = drawing.table_boxes(report, report.sheets[part.table])
            table = made.add_table(len(rows_of(boxes)), width_of(boxes))
            cells = [row.cells for row in table.rows]  # `table.cell` makes all of them anew each time
            for box in boxes:
                last = cells[box.row + box.row_span - 1][box.column + box.column_span - 1]
                cells[box.row][box.column].merge(last).text = box.text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("regime", REGIMES)
def test_files_of_another_writer(regime: str, tmp_path: Path) -> None:
    report = make_report(Random(regime), regime, busy=True)
    drawn = word.WordDrawing("python-docx", by_python_docx(report), {})
    assert extracted(drawn, tmp_path) == expected(report)
    assert findings(drawn) == []
    wrong = faults.with_value(report, "applications/granted/person", 999)
    (found,) = findings(word.WordDrawing("python-docx", by_python_docx(wrong), {}))
    where = spot(found)
    assert where.table == 2
    opened = docx.Document(BytesIO(by_python_docx(wrong)))
    assert opened.tables[1].cell((where.row or 0) - 1, (where.col or 0) - 1).text == "999"


# --- findings ---

CHANGES: dict[str, Change] = {
    "dropped-row": lambda report: faults.with_rows(report, "applications", "granted", faults.dropped("granted")),
    "dropped-column": lambda report: faults.with_columns(report, "applications", "charity", faults.dropped("charity")),
    "renamed-row": lambda report: faults.with_rows(
        report, "applications", "denied.process_info", faults.renamed("denied.process_info", "6.属于四类过程性性信息")
    ),
    "moved-row": lambda report: faults.with_rows(
        report, "applications", "denied.state_secret", faults.moved("denied.state_secret", "denied.third_party")
    ),
    "doubled-row": lambda report: faults.with_rows(
        report, "applications", "not_processed.repeated", faults.doubled("not_processed.repeated")
    ),
    "wrong-figure": lambda report: faults.with_value(report, "applications/total/total", 31),
    "wrong-total": lambda report: faults.with_value(report, "disputes/cases/review.total", 900),
    "blank": lambda report: faults.with_value(report, "applications/granted/total", None),
    "word": lambda report: faults.with_value(report, "disclosure/penalties/decisions", "若干"),
    "no-table": lambda report: faults.without_table(report, "disputes"),
    "old-form": lambda report: faults.in_form_of(report, "2019", make_report(Random(2), "2019", busy=True)),
    "no-part": lambda report: faults.part_dropped(report, "problems"),
    "moved-part": lambda report: faults.part_moved(report, "problems", "other", renumber=False),
    "doubled-part": lambda report: faults.part_doubled(report, "other"),
    "title": lambda report: faults.part_titled(report, "disputes", "政府信息公开行政复议、行政诉颂情况"),
    "empty-part": lambda report: faults.part_saying(report, "other"),
}


@pytest.mark.whole
@pytest.mark.parametrize("layout", word.LAYOUTS)
@pytest.mark.parametrize("name", CHANGES)
def test_a_word_file_gives_the_findings_of_the_page(name: str, layout: str) -> None:
    report = CHANGES[name](make_report(Random(21), "2021", busy=True))
    if layout == "docx-numbered" and name in ("moved-part", "doubled-part"):
        pytest.skip("numbers that count themselves cannot be wrong")

    def told(drawn: Any) -> list[tuple[str, frozenset[str], str | None]]:
        return [(found.code, found.cells, found.raw["section"]) for found in all_findings(drawn)]

    assert told(word.draw(report, layout)) == told(drawing.draw(report, "html"))
    assert told(word.draw(report, layout))


@pytest.mark.whole
def test_a_picture_instead_of_a_table() -> None:
    """Held against a picture that another writer puts in."""
    report = make_report(Random(21), "2021")
    drawn = word.draw(faults.without_table(report, "disputes"), "docx")
    opened = docx.Document(BytesIO(drawn.data))
    (heading,) = drawn.places["part:disputes"]
    assert heading.paragraph is not None
    opened.paragraphs[heading.paragraph].insert_paragraph_before().add_run().add_picture(
        BytesIO(_PIXEL), width=5_000_000
    )
    out = BytesIO()
    opened.save(out)
    (found,) = findings(word.WordDrawing("docx", out.getvalue(), {}))
    assert (found.code, spot(found)) == ("T209", word.Spot(paragraph=heading.paragraph + 1))


# --- places ---


def assert_places(drawn: word.WordDrawing) -> None:
    told = all_findings(drawn)
    assert {"A300", "A304", "T206", "T204", "S103"} <= {found.code for found in told}
    for found in told:
        if found.code in ("A300", "A301", "A302", "A303", "A304"):
            assert any(spot(found) in drawn.places[cell] for cell in found.cells), found
        elif found.code == "T206":
            assert spot(found) in drawn.places["disclosure/penalties/decisions"]
        elif found.code == "T204":
            assert spot(found) in drawn.places["row:applications/denied.process_info"]
        elif found.code == "S103":
            assert spot(found) in drawn.places["part:disputes"]


@pytest.mark.parametrize("layout", sorted(set(word.LAYOUTS) - {"docx-nested"}))
@pytest.mark.parametrize("regime", REGIMES)
def test_places_in_every_layout(layout: str, regime: str) -> None:
    assert_places(word.draw(planted(Random(f"{layout}{regime}"), regime), layout))


@pytest.mark.whole
@given(
    seed=st.integers(0, 2**32),
    layout=st.sampled_from(sorted(word.LAYOUTS)),
    cell=st.integers(0, 189),
    value=st.one_of(st.integers(0, 2000), st.sampled_from([None, "若干", "/"])),
)
@settings(max_examples=examples(60))
def test_any_wrong_cell_is_found_as_in_the_page_and_where_it_is_drawn(
    seed: int, layout: str, cell: int, value: int | str | None
) -> None:
    report = make_report(Random(seed), "2021", busy=bool(seed % 2))
    sums = [address for address in report.tables if not address.startswith("disclosure/")]
    report = faults.with_value(report, sums[cell], value)
    drawn = word.draw(report, layout)
    told = all_findings(drawn)
    in_page = all_findings(drawing.draw(report, "html"))
    assert [(f.code, f.cells, f.raw["expected"]) for f in told] == [
        (f.code, f.cells, f.raw["expected"]) for f in in_page
    ]
    for found in told:
        if found.code[0] in "AT" and found.cells:
            assert any(spot(found) in drawn.places[address] for address in found.cells), found


def test_places_in_a_layout_table() -> None:
    """The tables count as the tables that they are, the paragraphs as if the layout table were not there."""
    assert_places(word.draw(planted(Random(7), "2021"), "docx-nested"))


@pytest.mark.parametrize("layout", ["docx", "docx-split", "docx-breaks", "docx-tracked"])
def test_python_docx_finds_the_same_paragraphs_and_cells(layout: str) -> None:
    """Held against a reader that is not ours."""
    drawn = word.draw(planted(Random(9), "2021"), layout)
    opened = docx.Document(BytesIO(drawn.data))
    checked = 0
    for found in all_findings(drawn):
        where = spot(found)
        if where.table is not None:
            assert where.row is not None
            assert where.col is not None
            text = opened.tables[where.table - 1].cell(where.row - 1, where.col - 1).text
            if found.code in ("A300", "A304", "T206"):
                # what was inserted in tracked changes is not shown by it
                assert text == str(found.raw["actual"]) or layout == "docx-tracked"
                checked += 1
        elif found.code == "S103" and layout != "docx-tracked":
            assert where.paragraph is not None
            assert str(found.raw["actual"]) in opened.paragraphs[where.paragraph - 1].text
            checked += 1
    assert checked >= 3


def test_the_line_for_people() -> None:
    drawn = word.draw(
        faults.with_value(make_report(Random(21), "2021", busy=True), "applications/total/total", 31), "docx"
    )
    done = run("check", "-f", "concise", "--stdin-filename", "a.docx", "-", data=drawn.data)
    where = drawn.places["applications/total/total"][0]
    assert done.stdout.startswith(f"a.docx:第2张表 行{where.row} 列{where.col}: A300 error ")
    headless = word.draw(faults.part_saying(make_report(Random(21), "2021"), "other"), "docx")
    done = run("check", "-f", "concise", "--stdin-filename", "a.docx", "-", data=headless.data)
    assert done.stdout.startswith("a.docx:第六部分标题: S105 error ")


def test_the_tree_tells_paragraphs() -> None:
    drawn = word.draw(make_report(Random(5), "2021"), "docx-numbered")
    done = run("tree", "-f", "json", "--stdin-filename", "a.docx", "-", data=drawn.data)
    nodes = done.json
    assert [node["number"] for node in nodes] == list("一二三四五六")
    assert {node["line"] for node in nodes} == {None}
    found = [node["location"]["paragraph"] for node in nodes]
    assert found == [spots[0].paragraph for name, spots in drawn.places.items() if name.startswith("part:")]


def test_the_lock_of_an_open_file_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(word.draw(make_report(Random(5), "2021"), "docx").data)
    (tmp_path / "~$draft.docx").write_bytes(b"\x05office" + bytes(155))
    done = run("check", "-f", "json", str(tmp_path))
    assert done.status == 0
    assert [Path(entry["path"]).name for entry in done.json["files"]] == ["draft.docx"]


# --- a real file ---


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not here")
def test_the_blank_template() -> None:
    tables = run("extract", "-f", "json", str(SAMPLE)).json
    blank = {name: [value for row in rows.values() for value in row.values()] for name, rows in tables.items()}
    assert {name: len(values) for name, values in blank.items()} == {
        "disclosure": 10,
        "applications": 175,
        "disputes": 15,
    }
    assert {value for values in blank.values() for value in values} == {None}
    (entry,) = run("check", "-f", "json", str(SAMPLE)).json["files"]
    assert entry["format"] == "docx"
    assert [d["code"] for d in entry["diagnostics"] if d["code"] == "T205"] == ["T205"] * 3
    assert not [d for d in entry["diagnostics"] if d["code"][0] in "TA" and d["severity"] == "error"]
