"""Comments that accept findings: how they are written, what they speak for, and what is said of bad ones."""

from __future__ import annotations

import time
from collections import Counter
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.accept.comments import MOST, Directive, directives
from linter.engine.lint import lint_source
from linter.model.diagnostics import FileResult
from linter.readers import read


def spoken(source: str, format: str = "markdown") -> tuple[Directive, ...]:
    return directives(read("-", source.encode(), format))


@pytest.mark.parametrize(
    ("comment", "codes", "problem"),
    [
        ("<!-- nianbao: ignore A303 -- 已核对 -->", ("A303",), None),
        ("<!--nianbao:ignore A303--已核对-->", ("A303",), None),
        ("<!-- nianbao: ignore a303, T2,A303 -- x -->", ("A303", "T2"), None),
        ("<!-- nianbao：ignore A303、T2 —— 已核对 -->", ("A303", "T2"), None),
        ("<!-- Nianbao: ignore A -- 见 a|b、<c> 和 d - e -->", ("A",), None),
        ("<!-- nianbao: ignore\nA303\n-- 两行\n理由 -->", ("A303",), None),
        ("<!-- nianbao: ignore-file X -- 全文 -->", ("X",), None),
        ("<!-- nianbao: ignore A303 -->", ("A303",), "reason"),
        ("<!-- nianbao: ignore A303 -- -->", ("A303",), "reason"),
        ("<!-- nianbao: ignore -- 理由 -->", (), "codes"),
        ("<!-- nianbao: ignore all -- 理由 -->", ("ALL",), "codes"),
        ("<!-- nianbao: ignore A3033 -- 理由 -->", ("A3033",), "codes"),
        ("<!-- nianbao: disable A303 -- 理由 -->", ("A303",), "order"),
        ("<!-- nianbao: A303 -- 理由 -->", (), "order"),
    ],
)
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_what_a_comment_says(comment: str, codes: tuple[str, ...], problem: str | None, format: str) -> None:
    (one,) = spoken(f"{comment}\n\n一段话\n", format)
    assert (one.codes, one.problem) == (codes, problem)


@pytest.mark.parametrize(
    "source",
    [
        "<!-- 由 nianbao 检查 -->\n\n话",
        "<!-- ignore A303 -- x -->\n\n话",
        "nianbao: ignore A303 -- x\n",
        "```\n<!-- nianbao: ignore A -- x -->\n```\n话",
    ],
    ids=["mention", "without-name", "no-comment", "code"],
)
def test_what_is_no_directive(source: str) -> None:
    assert spoken(source) == ()


C = "<!-- nianbao: ignore A -- x -->"


@pytest.mark.parametrize(
    ("source", "reach"),
    [
        (f"甲\n\n{C}\n\n乙\n\n丙\n", "乙"),
        (f"甲\n\n{C}\n## 乙\n丙\n", "##乙"),
        (f"甲\n\n{C}{C}\n乙\n", None),
        (f"甲{C}乙\n丙\n", "乙"),
        (f"甲\n\n{C}\n", ""),
        (f"{C}\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n丙\n", "|甲|乙||---|---||1|2"),
        (f"| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n{C}\n| 3 | 4 |\n| 5 | 6 |\n", "|3|4"),
        (f"| 甲 | 乙 |\n|---|---|\n| {C} 1 | 2 |\n| 3 | 4 |\n", "1|2"),
        (f"| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n{C}\n\n丙\n", "丙"),
        (f"| {C} 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "甲|乙"),
    ],
)
def test_what_a_comment_in_markdown_speaks_for(source: str, reach: str | None) -> None:
    found = spoken(source)
    for one in found:
        text = "".join(source[one.reach.start : one.reach.end].replace(C, "").split())
        assert text == ("乙" if reach is None else reach)
    assert len(found) == source.count(C)


ROWS = "<tr><td>甲<td>1</tr>{}<tr><td>乙<td>2</tr><tr><td>丙<td></tr>"


@pytest.mark.parametrize(
    ("source", "reach"),
    [
        (f"<p>甲</p>{C}<p>乙</p><p>丙</p>", "乙"),
        (f"<p>甲{C}乙</p>", "乙"),
        (f"<p>甲</p>{C}<p class='x'>乙<br>丙<br/>丁</p><p>戊</p>", "乙丙丁"),
        (f"<p>甲</p>{C}<p>乙<br>丙<p>丁", "乙丙"),
        (f"<p>甲</p>{C}<div>乙<br>丙</div>", "乙"),
        (f"<p>甲</p>{C}<p></p><div>乙<br>丙</div><p>丁", "乙"),
        (f"<ul><li>甲</li>{C}<li>乙<br>丙</li><li>丁</li></ul>", "乙丙"),
        (f"<p>甲</p>{C}<h2>乙</h2>", "乙"),
        (f"<p>甲</p>{C}<div>\n<table>{ROWS.format('')}</table></div><p>丁</p>", "甲1乙2丙"),
        (f"<table>{C}{ROWS.format('')}</table>", "甲1"),
        (f"<table>{ROWS.format(C)}</table>", "乙2"),
        (f"<table><tbody>{ROWS.format('').replace('丙', C + '丙')}</table><p>丁</p>", "丙"),
        (f"<table>{ROWS.format('')}</table>{C}<p>丁</p>", "丁"),
    ],
)
def test_what_a_comment_in_a_page_speaks_for(source: str, reach: str) -> None:
    (one,) = spoken(source, "html")
    text = source[one.reach.start : one.reach.end]
    assert "".join(part.rpartition(">")[2] for part in text.split("<")).replace("\n", "") == reach


# --- findings ---


FAULTY = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", 999)


def checked(source: str, format: str, **options: object) -> FileResult:
    return lint_source(source, path=f"a.{format}", format=format, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize(
    ("codes", "left"),
    [
        ("A300", {}),
        ("A3", {}),
        ("T2, A", {"C901": 1}),
        ("A302, A303", {}),  # the sums that the wrong figure breaks
        ("A303", {"A300": 1, "C901": 1}),
        ("S101", {"A300": 1, "C901": 1}),
    ],
)
def test_a_finding_is_accepted_before_its_row(format: str, codes: str, left: dict[str, int]) -> None:
    source = draw(FAULTY, format).text
    (found,) = checked(source, format).diagnostics
    assert found.code == "A300"
    newline = source[: source.index("999")].rindex("\n" if format == "markdown" else "<tr")
    commented = f"{source[:newline]}\n<!-- nianbao: ignore {codes} -- 已核对 -->{source[newline:]}"
    result = checked(commented, format)
    assert Counter(one.code for one in result.diagnostics) == left


@pytest.mark.whole
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_a_comment_changes_nothing_else(format: str) -> None:
    """Tables stay whole, wherever in them a comment stands: the same figures, fingerprints and places in the table."""
    source = draw(FAULTY, format).text
    (expected,) = checked(source, format).diagnostics
    separator = "\n" if format == "markdown" else "<tr"
    at = source.find(separator)
    while at >= 0:
        commented = f"{source[:at]}\n<!-- 说明 | <b> -->{source[at:]}"
        (found,) = checked(commented, format).diagnostics
        assert found.fingerprint == expected.fingerprint
        assert found.location[7:] == expected.location[7:]
        at = source.find(separator, at + 40)


def test_comments_beyond_the_limit_accept_nothing() -> None:
    source = f"{C}\n\n" * (MOST + 2)
    problems = [one.problem for one in spoken(source + "话")]
    assert problems == [None] * MOST + ["many"] * 2


def test_a_whole_file_is_accepted() -> None:
    source = draw(FAULTY, "html").text
    assert checked(f"<!-- nianbao: ignore-file A -- 旧报告 -->{source}", "html").diagnostics == ()
    (found,) = checked(f"<!-- nianbao: ignore-file S -- 旧报告 -->{source}", "html").diagnostics[:1]
    assert found.code == "C901"


def test_without_a_reason_nothing_is_accepted() -> None:
    source = draw(FAULTY, "html").text
    codes = [one.code for one in checked(f"<!-- nianbao: ignore-file A -->{source}", "html").diagnostics]
    assert sorted(codes) == ["A300", "C902"]


def test_a_comment_about_a_rule_that_was_not_run_is_not_called_unused() -> None:
    source = f"<!-- nianbao: ignore-file A303, Y501 -- 旧报告 -->{draw(make_report(Random(1)), 'html').text}"
    assert [one.code for one in checked(source, "html").diagnostics] == ["C901"]
    assert checked(source, "html", select=("S", "C")).diagnostics == ()
    assert checked(source, "html", select=("A", "T")).diagnostics == ()  # C901 itself is not run


def test_text_files_have_no_comments() -> None:
    source = draw(FAULTY, "pipes").text
    codes = [one.code for one in checked(f"<!-- nianbao: ignore-file A -- x -->\n{source}", "text").diagnostics]
    assert "A300" in codes


def test_comments_beyond_the_most_are_told_once() -> None:
    from linter.engine.lint import lint_source

    title = "# 某市2022年政府信息公开工作年度报告\n\n"
    result = lint_source(title + f"{C}\n\n" * (MOST + 2), select=["C"])
    told = [one for one in result.diagnostics if "1000" in one.message]
    assert len(told) == 1


@pytest.mark.whole
@pytest.mark.parametrize("order", ["ignore", "ignore-file"])
def test_many_findings_ask_many_comments_once(order: str) -> None:
    """All comments of a table, or of a file, reach each finding in it."""
    codes = ", ".join(f"A{number}" for number in range(400, 440))
    comments = "".join(f"<!-- nianbao: {order} {codes} -- {number} -->\n" for number in range(MOST))
    cells = "".join(f"<tr><td>依据国办发[2019]{number}号</td></tr>\n" for number in range(1, 4000))
    source = f"{draw(FAULTY, 'html').text}\n{comments}<table>\n{cells}</table>"
    begun = time.process_time()
    found = Counter(one.code for one in checked(source, "html").diagnostics)
    assert time.process_time() - begun < 20
    assert found["W701"] == 3999


def test_comments_speak_up_to_where_they_end_and_not_beyond() -> None:
    one = "<!-- nianbao: ignore W701 -- x -->"
    text = "<p>依据国办发[2019]3号</p>"
    source = draw(FAULTY, "html").text
    for middle, left in (
        (text, 1),
        (one + text, 0),
        (one + text + text, 1),
        (text + one + text, 1),
        (one * 2 + text, 0),
    ):
        found = Counter(found.code for found in checked(source + middle, "html").diagnostics)
        assert found["W701"] == left
