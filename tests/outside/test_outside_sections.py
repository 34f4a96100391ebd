"""A part dropped, renamed, doubled, moved or emptied, a title without organ or year: code and place."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import (
    part_doubled,
    part_dropped,
    part_moved,
    part_numbered,
    part_saying,
    part_titled,
    with_part,
)
from benchmarks.reports import NUMERALS, Passage, SyntheticReport, make_report
from benchmarks.sheets import part_titles
from tests.outside.program import Finding, file_entry, findings, run

LAYOUTS = [
    "pipes",
    "blank-lines",
    "tabs",
    "markdown",
    "markdown-merged",
    "html",
    "html-word",
    "html-site",
    "pdf-after",
]
PARTS = list(part_titles("2021"))
OLD_PARTS = [key for key in part_titles("2008") if key not in ("overview", "other")]


@pytest.fixture
def report() -> SyntheticReport:
    return make_report(Random(31), "2021")


def with_code(told: list[Finding], *codes: str) -> list[Finding]:
    return [found for found in told if found.code in codes]


@pytest.mark.parametrize("key", PARTS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_dropped_part(report: SyntheticReport, key: str, layout: str) -> None:
    told = findings(draw(part_dropped(report, key), layout))
    (found,) = with_code(told, "S101")
    assert part_titles("2021")[key] in found.message
    assert found.line is not None
    # A part takes its table, its statements and its aspects with it; nothing else may be said.
    assert {entry.code for entry in told} <= {"S101", "T201", "S108", "S109", "S110"}


@pytest.mark.parametrize("key", OLD_PARTS)
def test_dropped_subject_of_the_first_regime(key: str) -> None:
    told = findings(draw(part_dropped(make_report(Random(3), "2008"), key), "pipes"))
    assert with_code(told, "S101")


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("overview", "总体情形"),
        ("proactive", "主动公开政府信息的工作"),
        ("applications", "收到和处理政府信公开申请情况"),
        ("disputes", "政府信息公开行政复议、行政诉颂情况"),
        ("problems", "存在的主要问题及改进情兄"),
        ("other", "其他须要报告的事情"),
    ],
)
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_renamed_part(report: SyntheticReport, key: str, title: str, layout: str) -> None:
    drawing = draw(part_titled(report, key, title), layout)
    (found,) = findings(drawing)
    assert (found.code, found.severity) == ("S103", "warning")
    assert found.line in drawing.lines_of(f"part:{key}")
    text = found.text_in(drawing)
    assert text
    assert text in f"{report.part(key).number}、{title}"


@pytest.mark.parametrize("key", PARTS)
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_doubled_part(report: SyntheticReport, key: str, layout: str) -> None:
    drawing = draw(part_doubled(report, key), layout)
    told = findings(drawing)
    lines = [entry.line for entry in with_code(told, "S102", "S104")]
    assert drawing.lines_of(f"part:{key}")[1] in lines


@pytest.mark.parametrize(
    ("key", "after"),
    [("overview", "problems"), ("proactive", "disputes"), ("problems", "other"), ("other", "overview")],
)
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_moved_part(report: SyntheticReport, key: str, after: str, layout: str) -> None:
    drawing = draw(part_moved(report, key, after), layout)
    told = findings(drawing)
    found = with_code(told, "S102")
    assert found
    assert {entry.code for entry in told} == {"S102"}
    lines = drawing.lines_of(f"part:{key}")
    if (key, after) == ("problems", "other"):
        lines = lines + drawing.lines_of("part:other")
    assert {entry.line for entry in found} <= set(lines)


def test_part_moved_with_its_number(report: SyntheticReport) -> None:
    drawing = draw(part_moved(report, "proactive", "disputes", renumber=False), "pipes")
    told = findings(drawing)
    assert {entry.code for entry in told} <= {"S102", "S104"}
    assert with_code(told, "S102")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("key", "number"), [("applications", "四"), ("problems", "七"), ("other", "五")])
def test_wrong_number(report: SyntheticReport, key: str, number: str, layout: str) -> None:
    drawing = draw(part_numbered(report, key, number), layout)
    told = findings(drawing)
    found = with_code(told, "S104")
    assert found
    assert {entry.code for entry in told} == {"S104"}
    at = PARTS.index(key)
    near = [line for part in PARTS[at : at + 2] for line in drawing.lines_of(f"part:{part}")]
    assert {entry.line for entry in found} <= set(near)


@pytest.mark.parametrize("layout", ["pipes", "markdown", "html"])
def test_gap_in_the_second_level(report: SyntheticReport, layout: str) -> None:
    texts = [
        Passage(f"（{NUMERALS[at]}）{title}", 2)
        for at, title in ((0, "主动公开"), (1, "依申请公开"), (3, "政府信息管理"))
    ]
    rest = [Passage(f"（{NUMERALS[at]}）{title}", 2) for at, title in ((4, "平台建设"), (5, "监督保障"))]
    prose = Passage("按照年初安排做了应做的事，各股室都有专人负责。")
    passages = tuple(entry for heading in (*texts, *rest) for entry in (heading, prose))
    drawing = draw(with_part(report, "overview", lambda part: replace(part, passages=passages)), layout)
    (found,) = findings(drawing)
    assert found.code == "S104"
    assert found.line == drawing.line_of(drawing.text.index("（四）"))


@pytest.mark.parametrize("key", ["overview", "problems", "other"])
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html", "html-site"])
def test_empty_part(report: SyntheticReport, key: str, layout: str) -> None:
    drawing = draw(part_saying(report, key), layout)
    told = findings(drawing)
    (found,) = with_code(told, "S105")
    assert found.line in drawing.lines_of(f"part:{key}")
    assert {entry.code for entry in told} <= {"S105", "S108", "S109", "S110"}


@pytest.mark.parametrize("layout", ["pipes", "markdown", "html", "html-site"])
def test_no_title(report: SyntheticReport, layout: str) -> None:
    (found,) = findings(draw(replace(report, title=None), layout))
    assert (found.code, found.severity) == ("S106", "warning")


@pytest.mark.parametrize("title", ["{organ}政府信息公开工作年度报告", "{year}年政府信息公开工作年度报告"])
def test_title_without_year_or_organ(report: SyntheticReport, title: str) -> None:
    drawing = draw(replace(report, title=title.format(organ=report.organ, year=report.year)), "pipes")
    (found,) = findings(drawing)
    assert found.code == "S106"
    assert found.line in drawing.lines_of("title")


@pytest.mark.parametrize(
    "title",
    [
        "{organ}{year}年政府信息公开工作年度报告",
        "{year}年{organ}政府信息公开工作年度报告",
        "{organ}{year}年度政府信息公开工作年度报告",
        "{organ}{year}年政府信息公开工作的年度报告",
        "{organ} {year} 年政府信息公开年度报告",
        "{organ}{year}年度政府信息公开工作年报",
    ],
)
@pytest.mark.parametrize("layout", ["pipes", "markdown", "html", "html-gbk"])
def test_titles_as_they_occur(report: SyntheticReport, title: str, layout: str) -> None:
    text = title.format(organ=report.organ, year=report.year)
    drawing = draw(replace(report, title=text), layout)
    entry = file_entry(drawing)
    assert (entry["organization"], entry["year"], entry["regime"]) == (report.organ, report.year, "2021")
    assert findings(drawing) == []


def test_title_over_two_lines(report: SyntheticReport) -> None:
    title = f"{report.organ}{report.year}年\n政府信息公开工作年度报告"
    entry = file_entry(draw(replace(report, title=title), "pipes"))
    assert (entry["organization"], entry["year"]) == (report.organ, report.year)
    assert entry["title"] == title.replace("\n", "")


def test_something_else(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "二〇二二年春季植树活动方案\n\n一、活动目的\n增加绿地，改善环境。\n二、活动时间\n三月十二日上午。\n"
    path = tmp_path_factory.mktemp("other") / "plan.txt"
    path.write_text(text, encoding="utf-8")
    done = run("check", "-f", "json", str(path))
    codes = [entry["code"] for entry in done.json["files"][0]["diagnostics"]]
    assert "S107" in codes
    assert done.status == 1


@pytest.mark.parametrize("aspect", range(5))
def test_aspect_not_spoken_of(report: SyntheticReport, aspect: int) -> None:
    titles = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
    texts = [f"{title}方面，全年按照计划完成了各项任务。" for at, title in enumerate(titles) if at != aspect]
    drawing = draw(part_saying(report, "overview", *texts), "pipes")
    (found,) = findings(drawing)
    assert (found.code, found.raw["section"]) == ("S108", "一")
    assert titles[aspect][-4:-2] in found.message


@pytest.mark.parametrize("layout", ["pipes", "html"])
def test_fee_not_stated(report: SyntheticReport, layout: str) -> None:
    drawing = draw(part_saying(report, "other", "本年度我局没有其他需要报告的事项。"), layout)
    (found,) = findings(drawing)
    assert (found.code, found.raw["section"]) == ("S109", "六")


def test_fee_is_not_asked_for_before_it_existed() -> None:
    report = part_saying(make_report(Random(1), "2019"), "other", "本年度没有其他需要报告的事项。")
    assert findings(draw(report, "pipes")) == []


@pytest.mark.parametrize(
    "text",
    [
        "存在的问题：一是更新不够及时；二是解读形式单一。",
        "下一步将加强培训，改进栏目设置，做到每周检查一次。",
    ],
)
def test_problem_without_improvement(report: SyntheticReport, text: str) -> None:
    (found,) = findings(draw(part_saying(report, "problems", text), "pipes"))
    assert (found.code, found.raw["section"]) == ("S110", "五")


@pytest.mark.parametrize("regime", ["2008", "2019", "2021"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_tree_has_the_parts_at_their_lines(regime: str, layout: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    report = make_report(Random(f"{regime} {layout}"), regime)
    drawing = draw(report, layout)
    path = tmp_path_factory.mktemp("tree") / drawing.name
    path.write_bytes(drawing.data)
    nodes = run("tree", "-f", "json", str(path)).json
    wanted = [(1, part.number, part.title, drawing.lines_of(f"part:{part.key}")[0]) for part in report.parts]
    assert [(node["level"], node["number"], node["title"], node["line"]) for node in nodes] == wanted
