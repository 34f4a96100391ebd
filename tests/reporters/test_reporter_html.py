"""The page: whole without anything else, safe whatever a report says, each note joined to its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import Diagnostic, FileError, FileResult, Location, NotEvaluated
from linter.model.page import DrawnCell, DrawnLine, DrawnPicture, DrawnTable, Mark, Proof
from linter.reporters import html_page as html
from linter.reporters import html_proof
from tests.reporters.reporter_samples import CLEAN, FAULTY, NUMBER, RESULTS, TABLE, TITLE, UNREADABLE, run
from tests.tiers import examples

VOID = {"meta", "input", "br"}
SOURCE = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", 999)


class Page(HTMLParser):
    """A page taken apart; refuses tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.rows: list[list[tuple[str, int, str]]] = []  # of cells: class, width, text
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and "table" in self.open:
            self.rows[-1].append((dict(attrs).get("class") or "", int(dict(attrs).get("colspan") or 1), ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.texts.append(data)
        if self.open[-1:] in (["td"], ["th"]) and self.rows:
            kind, width, text = self.rows[-1][-1]
            self.rows[-1][-1] = kind, width, text + data

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def ids(self) -> list[str]:
        return [name for _, attributes in self.tags if (name := attributes.get("id")) is not None]


def page(*results: FileResult, **context: object) -> Page:
    found = Page(run("html", *results, **context))
    ids = found.ids()
    assert len(set(ids)) == len(ids)
    return found


def checked(layout: str) -> FileResult:
    drawing = draw(SOURCE, layout)
    return lint_bytes(drawing.name, drawing.data, shipped(), Options(proof=True))


def drawn(
    *blocks: DrawnLine | DrawnTable | DrawnPicture, homes: dict[str, int] | None = None, **fields: object
) -> FileResult:
    return FAULTY._replace(excerpts=(), proof=Proof(blocks, homes or {}, **fields))  # type: ignore[arg-type]


def test_the_page_needs_nothing_but_itself() -> None:
    found = page(checked("html"), *RESULTS)
    assert not [name for _, attributes in found.tags for name in attributes if name in ("src", "srcset", "style")]
    assert {attributes.get("href", "#")[:1] for tag, attributes in found.tags if tag in ("a", "link")} == {"#"}  # type: ignore[index]
    text = run("html", checked("html"))
    assert not re.search(r"https?:|@import|url\(", text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n')


@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if not layout.lossy])
def test_note_and_place_are_joined(layout: str) -> None:
    found = page(checked(layout))
    ids = set(found.ids())
    links = [(attributes.get("class") or "", attributes["href"]) for tag, attributes in found.tags if tag == "a"]
    numbers = [href for kind, href in links if kind in ("number", "ref s-error", "ref s-warning", "ref s-related")]
    assert numbers
    assert all(href is not None and href[1:] in ids for href in numbers)
    assert {"f1n1", "f1p1"} <= ids
    marked = [text for row in found.rows for kind, _, text in row if "m-error" in kind.split()]
    assert marked == ["999"]


@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_figures_stand_under_each_other(layout: str) -> None:
    """The last cell of each row of table three is a figure of the column 总计, whatever spans the drawing has lost."""
    found = page(checked(layout))
    lines = {row[at][2]: row for row in found.rows for at in range(len(row)) if row[at][2].startswith("（七）")}
    total = lines["（七）总计"]
    assert len([cell for cell in total if cell[2].isdigit()]) == 7
    assert total[-1][2].isdigit()


def test_rows_that_lost_their_spans_are_as_wide_as_the_others() -> None:
    found = page(checked("pipes"))
    widths = {sum(width for _, width, _ in row) for row in found.rows if any(kind == "figure" for kind, _, _ in row)}
    assert widths == {4, 9, 15}


def test_counts_contents_and_verdicts() -> None:
    found = page(*RESULTS)
    for words in (
        "需要修改",
        "2 个文件（共 3 个），1 个错误，1 个警告，1 个提示，1 个文件未能检查",
        "目录",
        "没有发现问题",
    ):
        assert words in found.text
    assert {"f1", "f2", "f3", "rule-A303"} <= set(found.ids())
    assert "目录" not in page(FAULTY).text
    assert "只有扫描图像，没有文字" in page(UNREADABLE).text
    assert "可以发布" in page(CLEAN).text
    assert "Needs changes" in page(*RESULTS, lang="en").text


def test_everything_that_is_said_is_on_the_page() -> None:
    found = page(drawn(DrawnLine("第一行", "text"), homes={"f00d": 0}))
    for words in (
        TABLE.message,
        TITLE.message,
        NUMBER.message,
        "国办公开办函〔2021〕30号",
        "“（一）予以公开”行也不等",
        "改为六角括号",
        "A302 单元格“若干”不是数字",
        "标题应照格式。改过的标题难以比较。",
        "第25行第21列",
    ):
        assert words in found.text, words


def test_repairs_are_shown() -> None:
    repairs = {"status": "ambiguous", "confidence": "open", "candidates": []}
    shown = drawn(DrawnLine("文", "text"), repairs=(("表四甲：5 → 4",), ("乙：1 → 2", "丙：0 → 1")))._replace(
        repairs=repairs
    )
    text = page(shown).text
    assert "仅凭本报告不能确定" in text
    assert "表四甲：5 → 4" in text
    assert "乙：1 → 2" in text
    assert "哪个数字填错了" not in page(shown._replace(repairs=repairs | {"status": "consistent"})).text


def test_places_without_lines_are_told() -> None:
    found = TABLE._replace(location=Location(page=4, table=3, row=8, col=4), related=())
    assert "第4页 第3张表 行8 列4" in page(FileResult("a.pdf", "pdf", diagnostics=(found,))).text


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> &lt; </style> --> ]]> \x00\x1b\u202e\ud800"


def test_hostile_text_stays_text() -> None:
    one = TABLE._replace(code=HOSTILE, name=HOSTILE, message=HOSTILE, basis=HOSTILE, fingerprint=HOSTILE)
    one = one._replace(related=(TABLE.related[0]._replace(message=HOSTILE, code=HOSTILE),), fix=NUMBER.fix)
    marks = (Mark(2, 9, HOSTILE, "place"),)
    result = FileResult(
        HOSTILE,
        "text",
        organization=HOSTILE,
        title=HOSTILE,
        diagnostics=(one,),
        not_evaluated=(NotEvaluated(HOSTILE, HOSTILE),),
        repairs={"status": "unique", "confidence": "certain"},
        proof=Proof(
            (
                DrawnLine(HOSTILE, "title", 0, marks),
                DrawnLine(HOSTILE, "heading", 3, marks),
                DrawnTable(1, ((DrawnCell(HOSTILE, 1, 1, 1, 1, "label", None, marks),),)),
                DrawnPicture(HOSTILE, marks),
            ),
            {HOSTILE: 0},
            ((HOSTILE,),),
        ),
    )
    found = page(result, FileResult(HOSTILE, None, error=FileError("E001", HOSTILE)))
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not any(tag == "img" or "onerror" in attributes for tag, attributes in found.tags)
    assert found.text.count("<script>alert(1)</script>") >= 12
    assert not re.search("[\x00\x1b\u202e\ud800]", found.text)


@given(st.text(max_size=30), st.data())
@settings(max_examples=examples(60))
def test_any_marks_leave_the_text_as_it_is(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(offsets, offsets), max_size=8))
    names = [FAULTY.diagnostics[0]._replace(fingerprint=str(number)) for number in range(len(pairs))]
    roles = data.draw(st.lists(st.sampled_from(["place", "related", "cell"]), min_size=len(pairs), max_size=len(pairs)))
    marks = tuple(
        Mark(min(pair), max(pair), str(n), role)  # type: ignore[arg-type]
        for n, (pair, role) in enumerate(zip(pairs, roles, strict=True))
    )
    pen = html_proof._Pen({one.fingerprint: html_proof.Numbered(1, one, "f1") for one in names}, "zh")
    line = pen._marked(text, marks)
    Page(line)
    bare = re.sub(r"<a .*?</a>|</?mark[^>]*>", "", line)
    assert bare == html_proof.escaped(text)


def test_a_cell_from_above_and_a_gap_keep_their_columns() -> None:
    rows = (
        (DrawnCell("甲", 1, 1, 2, 1), DrawnCell("乙", 1, 3, 1, 2)),
        (DrawnCell("丙", 2, 2, 1, 1), DrawnCell("丁", 2, 4, 1, 1)),
        (DrawnCell("戊", 3, 1, 1, 1),),
    )
    found = page(drawn(DrawnTable(1, rows)))
    assert [[text for _, _, text in row] for row in found.rows] == [
        ["甲", "", "乙"],
        ["丙", "", "丁"],
        ["戊", "", "", ""],
    ]


def test_a_finding_that_is_no_longer_reported_leaves_no_mark() -> None:
    text = run("html", drawn(DrawnLine("第一行", "text", 0, (Mark(0, 2, "gone", "place"),))))
    assert "<p>第一行</p>" in text


def test_many_files_are_listed_and_few_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST_DRAWN", 2)
    monkeypatch.setattr(html, "_MOST_LISTED", 3)
    results = [drawn(DrawnLine("正文在此", "text"))._replace(path=f"{number}.txt") for number in range(5)]
    found = page(*results)
    assert found.text.count("正文在此") == 2
    assert found.text.count("……另有2处") == 1
    assert found.text.count(TITLE.message) == 10


def test_other_encodings() -> None:
    text = run("html", *RESULTS, encoding="gbk")
    assert text.isascii()
    assert Page(text).text == Page(run("html", *RESULTS)).text


@pytest.mark.parametrize(
    "text", ["x\n", "# 一、\n", "# 某局2023年政府信息公开工作年度报告\n\n一、\n\n![图](a.png)\n", "|a\n|-\n"]
)
def test_odd_reports_make_sound_pages(text: str) -> None:
    result = lint_bytes("a.md", text.encode(), shipped(), Options(proof=True))
    assert result.proof is not None
    page(result)


def test_what_needs_changes_is_listed_first_and_drawn_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST_DRAWN", 3)

    def of(number: int, *found: Diagnostic) -> FileResult:
        block = DrawnLine(f"正文{number}号", "text")
        return drawn(block)._replace(path=f"{number}.txt", diagnostics=found, excerpts=())

    results = [of(0), of(1, TITLE), of(2, TABLE), of(3), of(4, TITLE), of(5, TABLE), UNREADABLE]
    found = page(*results)
    links = [attrs["href"] or "" for tag, attrs in found.tags if tag == "a"]
    listed = [link for link in links if re.fullmatch("#f[0-9]+", link)]
    assert listed == ["#f3", "#f6", "#f7", "#f2", "#f5", "#f1", "#f4"]
    assert [attrs["id"] for tag, attrs in found.tags if tag == "section" and "id" in attrs] == [
        link[1:] for link in listed
    ]
    assert re.findall("正文([0-9])号", found.text) == ["2", "5", "1"]


def test_rows_that_name_columns_are_repeated_on_each_printed_page() -> None:
    text = run("html", lint_bytes("a.html", draw(SOURCE, "html").data, shipped(), Options(proof=True)))
    heads = re.findall(r"<thead>\n(.*?)</thead>", text, re.DOTALL)
    assert len(heads) == 3
    assert all("figure" not in head for head in heads)
    assert "thead { display: table-header-group; }" in text
    assert re.search(r"\.note, [^{]*\{ overflow-wrap: anywhere; \}", text)


def test_a_row_of_names_that_reaches_into_the_figures_is_no_head() -> None:
    rows = (
        (DrawnCell("名称", 1, 1, 2, 1, "label"), DrawnCell("件数", 1, 2, 1, 1, "label")),
        (DrawnCell("3", 2, 2, 1, 1, "figure"),),
    )
    assert "<thead>" not in run("html", drawn(DrawnTable(1, rows)))
    assert run("html", drawn(DrawnTable(1, (rows[0][1:], rows[1])))).count("<thead>") == 1


def test_a_marked_cell_beyond_the_screen_is_scrolled_to() -> None:
    text = run("html", *RESULTS)
    assert "scrollLeft" in text
    assert 'addEventListener("load", show)' in text
