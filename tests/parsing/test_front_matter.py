"""What stands before a report's text: a red head, a document number, a table of contents."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source, parse_source
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
TITLE, TEXT = REPORT.removeprefix("# ").split("\n", 1)
HEADINGS = [line.lstrip("# ") for line in TEXT.splitlines() if line.startswith("#")]


@pytest.mark.parametrize(
    "head",
    [
        ["云川市人民政府办公室文件", "云政办发〔2023〕3号"],
        ["云川市人民政府办公室", "云政办〔2023〕14 号"],
        ["云川市人民政府办公室"],
        ["云政函〔2023〕7号", "签发人：某某"],
    ],
)
def test_a_red_head_is_no_part_of_the_title(head: list[str]) -> None:
    source = "\n\n".join([*head, f"# {TITLE}", TEXT])
    report = parse_source(source)
    assert report.title is not None
    assert (report.title.text, report.year, report.organization) == (TITLE, 2022, "云川市人民政府")
    assert lint_source(source).diagnostics == lint_source(REPORT).diagnostics


def test_a_title_in_two_lines_below_a_document_number() -> None:
    organ, rest = TITLE.split("2022", 1)
    report = parse_source("\n\n".join(["云政办发〔2023〕3号", organ, "2022" + rest, TEXT]))
    assert (report.year, report.organization) == (2022, "云川市人民政府")


@pytest.mark.parametrize("leader", ["\t", " ", "……………………", "........", ""])
@pytest.mark.parametrize("between", ["", "short", "long"])
@pytest.mark.parametrize("name", ["目录", "目  录"])
def test_a_table_of_contents_is_no_part_of_the_text(leader: str, between: str, name: str) -> None:
    numbers = ["" if not leader else str(1 + index // 3) for index in range(len(HEADINGS))]
    entries = [f"{heading}{leader}{number}" for heading, number in zip(HEADINGS, numbers, strict=True)]
    introduction = {"": "", "short": "现将有关情况报告如下。", "long": "现将本年度的工作情况向社会公布。" * 12}[between]
    source = "\n\n".join([f"# {TITLE}", name, *entries, introduction, TEXT.split("\n\n", 1)[1]])
    assert [(found.code, found.message) for found in lint_source(source, select=("S",)).diagnostics] == []


def test_a_line_that_announces_contents_hides_no_headings() -> None:
    source = "\n\n".join([f"# {TITLE}", "目录", TEXT.split("\n\n", 1)[1]])
    assert [(found.code, found.message) for found in lint_source(source, select=("S",)).diagnostics] == []


@pytest.mark.parametrize("line", ["云川市水务局", "编制单位：云川市水务局", "云 川 市 水 务 局"])
def test_the_organ_right_below_a_title_that_names_none(line: str) -> None:
    source = f"2022年政府信息公开工作年度报告\n\n{line}\n\n一、总体情况\n\n2022年，公开120条。\n"
    assert parse_source(source, "a.txt", "text").organization == "云川市水务局"


@pytest.mark.parametrize(
    "line", ["本报告由局办公室编制，欢迎监督。", "本报告由市政府办公室编制，联系电话见市水务局", "目录"]
)
def test_other_lines_below_a_title_are_no_organ(line: str) -> None:
    source = f"2022年政府信息公开工作年度报告\n\n{line}\n\n一、总体情况\n\n2022年，公开120条。\n"
    assert parse_source(source, "a.txt", "text").organization is None


def test_headings_are_found_behind_what_a_lost_indent_became() -> None:
    lines = [line.lstrip("# ") for line in REPORT.splitlines()]
    lost = "\n".join(f"????{line}" if line and not line.startswith("|") else line for line in lines)
    assert {diagnostic.code for diagnostic in lint_source(lost).diagnostics} == {"X802"}
