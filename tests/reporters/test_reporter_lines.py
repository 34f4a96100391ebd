"""The one-line formats: concise, jsonl, github; and what holds for all formats."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from linter.model.diagnostics import FileResult, Location, Spot
from linter.reporters import FORMATS, Presentation, Summary, write
from tests.reporters.reporter_samples import CLEAN, FAULTY, RESULTS, TABLE, TITLE, UNREADABLE, run


def test_concise() -> None:
    assert run("concise", *RESULTS).splitlines() == [
        "drafts/a.txt:25:21: A303 error 表三“（七）总计”行：六类申请人之和为96，“总计”列为94",
        "drafts/a.txt:125:3: S103 warning 标题“存在问题”应为“存在的主要问题及改进情况”",
        "drafts/a.txt:3:1: W701 info 文号应使用六角括号",
        "c.pdf:1:1: E003 error 只有扫描图像，没有文字",
    ]


def test_concise_says_nothing_of_a_file_without_findings() -> None:
    assert run("concise", CLEAN) == ""


@pytest.mark.parametrize(
    ("path", "location", "lang", "start"),
    [
        ("report.docx", Location(table=3, row=8, col=4), "zh", "report.docx:第3张表 行8 列4: A303 error "),
        ("report.pdf", Location(page=4, table=3, row=8, col=4), "zh", "report.pdf:第4页 第3张表 行8 列4: A303 "),
        ("report.docx", Location(paragraph=12), "zh", "report.docx:第12段: A303 error "),
        ("report.docx", Location(paragraph=36, spot=Spot(("五",), 1)), "zh", "report.docx:第五部分第1段: A303 error "),
        ("report.docx", Location(paragraph=36, spot=Spot(("五",), 1)), "en", "report.docx:part 五, paragraph 1: A303 "),
        (
            "report.docx",
            Location(paragraph=9, spot=Spot(("一", "（二）"), 3)),
            "zh",
            "report.docx:第一部分（二）第3段: ",
        ),
        ("report.docx", Location(paragraph=9, spot=Spot(("一", "（二）"))), "zh", "report.docx:第一部分（二）标题: "),
        ("report.docx", Location(paragraph=9, spot=Spot(("一",))), "en", "report.docx:heading of part 一: A303 error "),
        (
            "report.docx",
            Location(paragraph=9, spot=Spot(("“附:其他”",), 2)),
            "zh",
            "report.docx:“附：其他”第2段: A303 ",
        ),
        ("report.docx", Location(paragraph=1, spot=Spot((), 1)), "zh", "report.docx:开头第1段: A303 error "),
        ("report.docx", Location(paragraph=9, spot=Spot(("三",), 0, 2)), "zh", "report.docx:第2张表: A303 error "),
        ("report.pdf", Location(page=4), "zh", "report.pdf:第4页: A303 error "),
        ("report.docx", Location(table=3, row=8, col=4), "en", "report.docx:table no. 3, row 8, column 4: A303 "),
        ("report.docx", Location(), "zh", "report.docx:1:1: A303 error "),
        ("a.txt", Location(line=7), "zh", "a.txt:7:1: A303 error "),
    ],
)
def test_positions(path: str, location: Location, lang: str, start: str) -> None:
    result = FileResult(path, "x", diagnostics=(TABLE._replace(location=location),))
    assert run("concise", result, lang=lang).startswith(start)


def test_one_finding_is_one_line() -> None:
    result = FileResult("a\nb.txt", "text", diagnostics=(TITLE._replace(message="一\r\n二\u2028三"),))
    assert len(run("concise", result).splitlines()) == 1
    assert len(run("github", result).splitlines()) == 1


def test_jsonl() -> None:
    first, *_, last = (json.loads(line) for line in run("jsonl", *RESULTS).splitlines())
    whole = json.loads(run("json", FAULTY))
    assert list(first)[:2] == ["path", "code"]
    assert first == {"path": "drafts/a.txt"} | whole["files"][0]["diagnostics"][0]
    assert last == {"path": "c.pdf", "error": {"code": "E003", "message": "只有扫描图像，没有文字"}}
    assert run("jsonl", *RESULTS).count("\n") == 4


def test_github() -> None:
    assert run("github", *RESULTS).splitlines() == [
        "::error file=drafts/a.txt,line=25,col=21,endLine=25,endColumn=23,title=A303 applicant-total"
        "::表三“（七）总计”行：六类申请人之和为96，“总计”列为94",
        "::warning file=drafts/a.txt,line=125,col=3,endLine=125,endColumn=9,title=S103 section-title"
        "::标题“存在问题”应为“存在的主要问题及改进情况”",
        "::notice file=drafts/a.txt,line=3,col=1,endLine=3,endColumn=2,title=W701 document-number::文号应使用六角括号",
        "::error file=c.pdf,title=E003::只有扫描图像，没有文字",
    ]


def test_github_escapes() -> None:
    diagnostic = TITLE._replace(name="a:b,c", message="100%\r\n::error::x, y", location=Location(line=1))
    result = FileResult("一,二:50%.txt", "text", diagnostics=(diagnostic,))
    assert run("github", result) == (
        "::warning file=一%2C二%3A50%25.txt,line=1,title=S103 a%3Ab%2Cc::100%25%0D%0A::error::x, y\n"
    )


def test_github_gives_columns_within_a_line_only() -> None:
    diagnostic = TITLE._replace(location=Location(3, 5, 4, 2))
    output = run("github", FileResult("a.md", "markdown", diagnostics=(diagnostic,)))
    assert output.startswith("::warning file=a.md,line=3,endLine=4,title=S103 section-title::标题")


def test_github_tells_the_place_where_there_is_no_line() -> None:
    diagnostic = TITLE._replace(location=Location(table=3, row=8, col=4))
    output = run("github", FileResult("a.docx", "docx", diagnostics=(diagnostic,)))
    assert output.startswith("::warning file=a.docx,title=S103 section-title::第3张表 行8 列4: 标题")


# These begin with the counts, or with what needs changes, which is known at the end.
WORST_FIRST = ("markdown", "html", "junit")


@pytest.mark.parametrize("format", [format for format in FORMATS if format not in WORST_FIRST])
def test_results_are_written_as_they_come(format: str) -> None:
    out = io.StringIO()
    seen: list[bool] = []

    def results() -> Iterator[FileResult]:
        for number in range(3):
            if number:
                seen.append(f"第{number - 1}件" in out.getvalue())
            yield FAULTY._replace(diagnostics=(TITLE._replace(message=f"第{number}件"),), excerpts=())

    write(format, results(), out, Presentation())
    assert seen == [True, True]


NAMES = {"A303": "applicant-total", "S103": "section-title", "W701": "document-number"}


@pytest.mark.parametrize("format", FORMATS)
def test_everything_is_counted(format: str) -> None:
    summary = write(format, iter(RESULTS), io.StringIO(), Presentation())
    counts = {code: (name, 1, 1) for code, name in NAMES.items()}
    assert summary == Summary(
        3, errors=1, warnings=1, infos=1, unreadable=1, revise=2, unchecked=("A302",), counts=counts
    )


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_results_give_the_same_bytes(format: str) -> None:
    assert run(format, *RESULTS) == run(format, *RESULTS)


@pytest.mark.parametrize("format", FORMATS)
def test_no_results(format: str) -> None:
    assert write(format, [], io.StringIO(), Presentation()) == Summary()


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="yaml"):
        write("yaml", [UNREADABLE], io.StringIO(), Presentation())
