"""The outputs of a survey: for people, spreadsheets, programs and queries, all of the same results."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from linter.cli.main import main
from linter.files.output_formats import SURVEY_FORMATS
from linter.files.own_output import is_report, is_survey
from linter.files.shipped import rules_folder
from linter.reference import language_files, survey_words
from tests.cli.survey.offices import BUREAUS, COUNTY, GOVERNMENT, added, listed, put, report
from tests.cli.survey.test_survey import run
from tests.places import TOP

pytestmark = pytest.mark.whole

ODD = "=HYPERLINK.md"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with something of every kind in it."""
    folder = tmp_path_factory.mktemp("office")
    made = [report(organ, 2023) for organ in BUREAUS]
    for each in made:
        put(folder, f"{each.organ}/2023.md", each)
    put(folder, f"{GOVERNMENT}/2023.md", report(GOVERNMENT, 2023, added(made), covers=True))
    put(folder, f"{BUREAUS[0]}/{ODD}", made[1])
    put(folder, f"{COUNTY}审计局/2023.md", report(f"{COUNTY}审计局", 2023))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 damaged")
    (folder / "<b>通知.txt").write_text("通知\n请报送材料。\n", "utf-8")
    organs = {GOVERNMENT: "", **dict.fromkeys(BUREAUS, GOVERNMENT), f"{COUNTY}林业局": ""}
    listed(folder, organs)
    return folder


def written(office: Path, out: Path, *more: str) -> Path:
    done = run(office, "--organs", office / "organs.csv", "-o", out, *more)
    assert done.exit_code == 2, done.output  # one file is damaged
    assert done.stdout == ""
    return out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", SURVEY_FORMATS)
def test_each_format_is_written_known_and_written_over(format: str, lang: str, office: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{SURVEY_FORMATS[format].suffixes[0]}"
    first = written(office, out, "--lang", lang).read_bytes()
    assert is_survey(str(out))
    assert written(office, out, "--lang", lang).read_bytes() == first  # the same bytes, and no --force
    assert is_report(str(out)) or out.suffix in (".xlsx", ".sqlite")  # no search takes it for a report
    out.write_bytes(b"somebody's")
    assert run(office, "-o", out).exit_code == 2
    assert out.read_bytes() == b"somebody's"


def test_csv_has_a_row_for_each_organ_and_year_and_no_formula(office: Path, tmp_path: Path) -> None:
    data = written(office, tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    organs = [row["机关"] for row in rows if row["机关"]]
    assert organs == [GOVERNMENT, *BUREAUS, f"{COUNTY}林业局", f"{COUNTY}审计局"]
    assert [row["状态"] for row in rows if not row["机关"]] == ["未能检查", "看不出机关或年度"]
    assert not any(cell and cell[0] in "=+@" for row in rows for cell in row.values())
    made = report(BUREAUS[0], 2023)
    (row,) = (row for row in rows if row["机关"] == BUREAUS[0])
    assert row["新收申请"] == str(made.tables["applications/received/total"])
    assert row["复议纠正"] == str(made.tables["disputes/cases/review.corrected"])


def test_a_path_that_a_spreadsheet_would_obey_is_guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, ODD, report(BUREAUS[0], 2023))
    monkeypatch.chdir(tmp_path)
    rows = list(csv.reader(io.StringIO(run(ODD, "-f", "csv").stdout)))
    assert rows[1][-2] == f"'{ODD}"
    run(ODD, "-o", "out.xlsx")
    cell = load_workbook("out.xlsx")["总览"].cell(2, len(rows[0]) - 1)
    assert (cell.value, cell.data_type) == (f"'{ODD}", "s")


def test_the_workbook_has_the_figures_that_extract_prints(office: Path, tmp_path: Path) -> None:
    book = load_workbook(written(office, tmp_path / "out.xlsx"))
    assert [name.split()[0] for name in book.sheetnames] == ["需要先处理", "总览", "问题清单", *["表格数字"] * 3, "缺"]
    path = office / BUREAUS[2] / "2023.md"
    printed = CliRunner().invoke(main, ["extract", "-f", "json", str(path)]).stdout
    expected = {
        f"{table}/{row}/{column}": value
        for table, rows in json.loads(printed).items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    found = {}
    for sheet in book:
        if sheet.title.startswith("表格数字"):
            heads = [cell.value for cell in sheet[2]]
            (row,) = (row for row in sheet.iter_rows(min_row=3, values_only=True) if row[2] == str(path))
            found |= dict(zip(heads[3:], row[3:], strict=True))
    assert found == expected
    assert len(found) > 150


def test_the_workbook_has_filters_frozen_heads_colours_and_links(office: Path, tmp_path: Path) -> None:
    book = load_workbook(written(office, tmp_path / "out.xlsx"))
    for sheet in book:
        assert sheet.freeze_panes is not None, sheet.title
        assert sheet.auto_filter.ref is not None, sheet.title
    overview = book["总览"]
    assert len(overview.conditional_formatting) > 0
    links = [cell.hyperlink.target for row in overview.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == len({*links}) == 7
    assert all((tmp_path / unquote(link).replace("\\", "/")).is_file() for link in links)
    missing = [row[0] for row in book["缺"].iter_rows(min_row=2, values_only=True)]
    assert missing == [f"{COUNTY}林业局", f"{COUNTY}审计局"]


class _Page(HTMLParser):
    """Collects what a page would load, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.handlers: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in ("src", "srcset", "data", "background")]
        self.loads += [tag for name in ("link", "iframe", "object", "embed", "base") if name == tag]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_loads_nothing_and_begins_with_what_needs_someone(office: Path, tmp_path: Path) -> None:
    source = written(office, tmp_path / "out.html").read_text("utf-8")
    page = _Page()
    page.feed(source)
    assert (page.loads, page.handlers) == ([], [])
    assert "default-src 'none'" in source
    assert "url(" not in source
    assert "http://" not in source.replace("http://www.w3.org/2000/svg", "")
    assert "<b>通知" not in source
    order = [
        page.text.index(word)
        for word in ("需要先处理", "坏.docx", "林业局", "各项问题", "各机关各年度")
        if word in page.text
    ]
    assert order == sorted(order)
    assert "<svg" in source


def test_the_database_may_be_queried(office: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(written(office, tmp_path / "out.sqlite"))
    query = (
        "SELECT value FROM figure JOIN cell ON cell.number = cell JOIN report ON report.number = report "
        "WHERE address = 'applications/received/total' AND organ = ? AND folder_organ IS NULL"
    )
    ((value,),) = connection.execute(query, (BUREAUS[1],)).fetchall()
    connection.close()
    assert value == report(BUREAUS[1], 2023).tables["applications/received/total"]


def test_the_console_is_short_and_says_what_comes_first(office: Path) -> None:
    lines = run(office, "--organs", office / "organs.csv").stdout.splitlines()
    assert len(lines) < 50
    heads = [line.split()[0] for line in lines[lines.index("") :] if line and not line.startswith(" ")]
    assert heads[0] == "未能检查"
    assert {"缺", "重复", "放错位置", "不在名单上"} <= {*heads}


def test_every_word_is_said_somewhere() -> None:
    source = "".join(path.read_text("utf-8") for path in (TOP / "linter" / "cli" / "survey").glob("*.py"))
    said = language_files.read(str(Path(rules_folder()) / "language" / "survey.yaml"))["said"]
    states = {"pass", "review", "revise", "error", "warning", "info"}
    for key in said:
        assert re.search(f"[\"']{key}[\"']", source) or key in states or key.startswith("aggregate_"), key
    assert survey_words.load().say("en", "missing") == "missing"


def test_numbers_in_the_page_are_those_of_the_object(office: Path) -> None:
    told = json.loads(run(office, "--organs", office / "organs.csv", "-f", "json").stdout)
    page = run(office, "--organs", office / "organs.csv", "-f", "html").stdout
    assert len(re.findall(r"<tr class=", page)) == len(told["rows"])
    assert told["summary"]["missing"] == sum(row["status"] == "missing" for row in told["rows"]) == 1


def test_what_needs_changes_is_told_in_words_and_copies_by_their_files(tmp_path: Path) -> None:
    wrong = with_value(report(BUREAUS[0], 2023), "applications/granted/person", 999)
    put(tmp_path, "a/2023.md", wrong)
    put(tmp_path, "b/2023.md", with_value(report(BUREAUS[1], 2023), "applications/granted/person", 999))
    (tmp_path / "a/2023.txt").write_bytes(draw(wrong, "pipes").data)
    told = run(tmp_path).stdout.splitlines()
    shown = [line for line in told if line.startswith("  江沅市")]
    assert shown == [
        f"  {BUREAUS[0]} 2023 ({tmp_path}/a/2023.md)：A300 数字填错",
        f"  {BUREAUS[0]} 2023 ({tmp_path}/a/2023.txt)：A300 数字填错",
        f"  {BUREAUS[1]} 2023：A300 数字填错",
    ]
    assert f"{BUREAUS[1]} 2023: A300 wrong-figure" in run(tmp_path, "--lang", "en").stdout


def test_archives_are_named_since_reports_may_lie_in_them(tmp_path: Path) -> None:
    put(tmp_path, "a/2023.md", report(BUREAUS[0], 2023))
    for name in ("a/报送材料.zip", "b/年报.RAR", ".git/c.zip", "d.7z", "old/e.zip"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    (tmp_path / ".nianbao.yaml").write_text("exclude: [old]\n", "utf-8")
    config = ("--config", tmp_path / ".nianbao.yaml")
    found = [str(tmp_path / name) for name in ("d.7z", "a/报送材料.zip", "b/年报.RAR")]
    told = run(tmp_path, *config).stdout
    assert "压缩包没有打开，里面可能有报告 3\n" + "".join(f"  {path}\n" for path in found) in told
    assert json.loads(run(tmp_path, "-f", "json", *config).stdout)["archives"] == found
    assert "压缩包" not in run(tmp_path / "a" / "2023.md", *config).stdout
