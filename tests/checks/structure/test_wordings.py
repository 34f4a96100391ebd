"""Titles, headings, statements, labels and cells in many wordings: the right ones are silent, the wrong ones found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.engine.lint import lint_source, parse_source
from linter.model.diagnostics import Diagnostic, Severity
from tests.places import RULE_EXAMPLES

TEXTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "wordings.yaml").read_text("utf-8"))
REPORT, OLDER = ((RULE_EXAMPLES / f"{name}.md").read_text("utf-8") for name in ("2021", "2019"))
TITLE = "# 云川市人民政府2022年政府信息公开工作年度报告"
FEES = "2022年本机关没有收取信息处理费。除此以外，没有其他需要报告的事项。"
OVERVIEW = {
    "主动公开": "主动公开信息300条。",
    "依申请公开": "全年收到申请400件，答复397件。",
    "政府信息管理": "规范信息发布审核流程。",
    "政府信息公开平台建设": "改版网站专栏。",
    "监督保障": "将公开工作纳入考核。",
}


def found(source: str, *codes: str) -> list[Diagnostic]:
    return list(lint_source(source, select=codes).diagnostics)


def with_(old: str, new: str, source: str = REPORT) -> str:
    assert old in source
    return source.replace(old, new, 1)


def with_cell(source: str, address: str, text: str) -> str:
    figures = {at: figure for table in parse_source(source).tables.values() for at, figure in table.figures.items()}
    cell = figures[address].cell
    assert cell is not None
    return source[: cell.span.start] + text + source[cell.span.end :]


def with_overview(texts: dict[str, str]) -> str:
    start, end = REPORT.index("## 一、总体情况"), REPORT.index("## 二、")
    paragraphs = "\n\n".join(texts.values())
    return f"{REPORT[:start]}## 一、总体情况\n\n{paragraphs}\n\n{REPORT[end:]}".replace(
        "市人民政府2022", "市水务局2022"
    )


def with_problems(text: str) -> str:
    start, end = REPORT.index("存在的主要问题：部分"), REPORT.index("## 六、")
    return f"{REPORT[:start]}{text}\n\n{REPORT[end:]}"


@pytest.mark.parametrize("title", TEXTS["titles"]["right"])
def test_a_title_with_organ_and_year_is_one(title: str) -> None:
    assert found(with_(TITLE, title), "S106", "S107") == []


@pytest.mark.parametrize("title", TEXTS["titles"]["wrong"])
def test_a_title_without_organ_or_year_is_told(title: str) -> None:
    assert [diagnostic.code for diagnostic in found(with_(TITLE, title), "S106")] == ["S106"]


def headings(kind: str) -> list[Any]:
    return [
        pytest.param(entry["heading"], heading, id=f"{part}-{heading}")
        for part, entry in TEXTS["headings"].items()
        for heading in entry[kind]
    ]


@pytest.mark.parametrize(("prescribed", "heading"), headings("right"))
def test_a_heading_of_the_same_meaning_is_accepted(prescribed: str, heading: str) -> None:
    marked = f"## {heading}" if heading[0] not in "1（" else heading
    assert found(with_(prescribed, marked), "S10") == []


@pytest.mark.parametrize(("prescribed", "heading"), headings("wrong"))
def test_another_heading_is_told_and_still_known_for_its_part(prescribed: str, heading: str) -> None:
    assert {diagnostic.code for diagnostic in found(with_(prescribed, f"## {heading}"), "S10")} == {"S103"}


@pytest.mark.parametrize("document", TEXTS["documents"].values(), ids=TEXTS["documents"].keys())
def test_another_document_is_no_report(document: str) -> None:
    result = lint_source(document, path="a.txt", format="text", select=["S107"])
    assert [diagnostic.code for diagnostic in result.diagnostics] == ["S107"]


@pytest.mark.parametrize(
    ("aspect", "text"), [(aspect, text) for aspect, texts in TEXTS["aspects"].items() for text in texts]
)
def test_an_aspect_is_known_in_its_many_wordings(aspect: str, text: str) -> None:
    assert found(with_overview({**OVERVIEW, aspect: text}), "S108") == []


@pytest.mark.parametrize("aspect", OVERVIEW)
def test_an_aspect_that_is_not_spoken_of_is_told(aspect: str) -> None:
    texts = {**OVERVIEW, aspect: "围绕中心工作，统筹推进各项任务。"}
    (diagnostic,) = found(with_overview(texts), "S108")
    assert diagnostic.expected == aspect


def test_a_government_speaks_of_assessment_appraisal_or_accountability() -> None:
    texts = {**OVERVIEW, "监督保障": "配备专职人员2名，经费列入预算。"}
    bureau = with_overview(texts)
    assert found(bureau, "S108") == []
    (diagnostic,) = found(bureau.replace("市水务局2022", "市人民政府2022"), "S108")
    assert "考核" in str(diagnostic.expected)


@pytest.mark.parametrize("text", TEXTS["fees"]["right"])
def test_a_statement_on_fees_is_known(text: str) -> None:
    assert found(with_(FEES, text), "S109") == []


@pytest.mark.parametrize("text", TEXTS["fees"]["wrong"])
def test_what_states_no_fee_for_information_is_told(text: str) -> None:
    assert [diagnostic.code for diagnostic in found(with_(FEES, text), "S109")] == ["S109"]


@pytest.mark.parametrize("text", TEXTS["problems"]["right"])
def test_problems_with_improvement_are_known(text: str) -> None:
    assert found(with_problems(text), "S110") == []


@pytest.mark.parametrize(
    ("missing", "text"), [(missing, text) for missing, texts in TEXTS["problems"]["wrong"].items() for text in texts]
)
def test_problems_without_improvement_and_the_reverse_are_told(missing: str, text: str) -> None:
    (diagnostic,) = found(with_problems(text), "S110")
    assert missing in str(diagnostic.expected)


@pytest.mark.parametrize(("old", "new"), TEXTS["labels"]["right"])
def test_a_label_of_the_same_letters_is_the_form_s(old: str, new: str) -> None:
    assert found(with_(old, new), "T") == []


@pytest.mark.parametrize(("old", "new"), TEXTS["labels"]["wrong"])
def test_a_changed_label_is_told_and_nothing_else(old: str, new: str) -> None:
    assert {diagnostic.code for diagnostic in found(with_(old, new), "T")} == {"T204"}


PLACES = {
    "count": (REPORT, "applications/received/person"),
    "amount": (REPORT, "disclosure/fees/amount"),
    "change": (OLDER, "disclosure/permits/change"),
}
SAID = {
    "figure": [],
    "blank": [("T205", Severity.WARNING)],
    "unit": [("T206", Severity.WARNING)],
    "other-unit": [("T206", Severity.ERROR)],
    "text": [("T206", Severity.ERROR)],
    "negative": [("T206", Severity.ERROR)],
    "fraction": [("T206", Severity.ERROR)],
}


@pytest.mark.parametrize(
    ("kind", "said", "text"),
    [(kind, said, text) for kind, cells in TEXTS["cells"].items() for said, texts in cells.items() for text in texts],
)
def test_a_cell_is_a_figure_blank_or_neither(kind: str, said: str, text: str) -> None:
    source, address = PLACES[kind]
    diagnostics = found(with_cell(source, address, text), "T205", "T206")
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in diagnostics] == SAID[said]


def of_organ(name: str) -> str:
    return with_(TITLE, f"# {name}2022年政府信息公开工作年度报告")


@pytest.mark.parametrize("name", TEXTS["organs"]["makers"])
def test_makers_of_regulations_and_their_offices_may_report_them(name: str) -> None:
    assert found(of_organ(name), "T210") == []


@pytest.mark.parametrize("name", TEXTS["organs"]["others"])
def test_other_organs_do_not_report_regulations(name: str) -> None:
    assert [diagnostic.code for diagnostic in found(of_organ(name), "T210")] == ["T210"]
    assert found(with_("| 规章 | 2 | 1 | 31 |", "| 规章 | 0 | 0 | 0 |", of_organ(name)), "T210") == []


LINES = REPORT.split("\n")
ROWS = [
    ("| 规章 |", "| 行政规范性文件 |"),
    ("2.其他法律", "3.危及"),
    ("7.属于行政执法", "8.属于行政查询"),
    ("一、本年新收", "二、上年结转"),
    ("2.重复申请", "3.要求提供"),
    ("2.没有现成", "3.补正后"),
    ("（七）总计", "四、结转"),
    ("| 行政处罚 |", "| 行政强制 |"),
    ("2.其他法律", "8.属于行政查询"),
    ("2.申请人逾期", "3.其他 |"),
]


@pytest.mark.parametrize(("one", "other"), ROWS)
def test_two_rows_exchanged_are_out_of_order_and_nothing_else(one: str, other: str) -> None:
    first, second = (next(i for i, line in enumerate(LINES) if text in line) for text in (one, other))
    lines = list(LINES)
    lines[first], lines[second] = lines[second], lines[first]
    assert {diagnostic.code for diagnostic in found("\n".join(lines), "T", "A")} == {"T207"}


PARTS = [("## 二、", "## 三、"), ("## 三、", "## 四、"), ("## 四、", "## 五、")]


@pytest.mark.parametrize(("start", "end"), PARTS)
@pytest.mark.parametrize("pictures", ["![](t.png)", "![附表](t.jpg)", "![1](a.png)![2](b.png)"])
def test_a_picture_in_a_table_s_place_is_told_once(start: str, end: str, pictures: str) -> None:
    heading = REPORT[REPORT.index(start) : REPORT.index("\n", REPORT.index(start))]
    source = f"{REPORT[: REPORT.index(start)]}{heading}\n\n{pictures}\n\n{REPORT[REPORT.index(end) :]}"
    assert [diagnostic.code for diagnostic in found(source, "T")] == ["T209"]


@pytest.mark.parametrize(("start", "end"), PARTS)
def test_a_picture_beside_a_table_is_no_matter(start: str, end: str) -> None:
    assert found(with_(end, f"![走势](t.png)\n\n{end}"), "T") == []


def test_a_list_may_begin_anew_below_a_heading_without_a_number() -> None:
    told = "存在的主要问题\n\n（一）更新较慢。\n\n（二）解读单一。\n\n{between}\n\n（一）加强督促。\n\n（二）丰富形式。"
    assert found(with_problems(told.format(between="改进情况")), "S104") == []
    assert len(found(with_problems(told.format(between="下一步，我局将加以改进。")), "S104")) == 1


@pytest.mark.parametrize(
    ("first", "then", "count"),
    [
        ("1.更新较慢。 2.解读单一。", "3.形式较少。", 0),
        ("1.更新较慢。2、解读单一；3、人手较少。", "4.形式较少。", 0),
        ("1.更新较慢。 2.5小时内未更新。", "3.形式较少。", 1),
        ("1.更新较慢，2.解读单一。", "4.形式较少。", 1),
        ("（一）更新较慢。（二）解读单一。", "（三）形式较少。", 0),
    ],
)
def test_a_point_that_runs_on_behind_the_one_before_it_is_not_missing(first: str, then: str, count: int) -> None:
    assert len(found(with_problems(f"{first}\n\n{then}"), "S104")) == count
