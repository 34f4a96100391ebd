"""The Markdown summary: counts first, every finding with its place, nothing of a report taken for markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.diagnostics import FileError, FileResult, Location, Related
from linter.reporters.markdown_table import LONGEST
from tests.reporters.reporter_samples import CLEAN, FAULTY, NUMBER, RESULTS, TABLE, TITLE, UNREADABLE, run


def test_the_whole_summary() -> None:
    assert run("markdown", *RESULTS) == (
        "## 年报检查结果：需要修改\n"
        "\n"
        "| 文件 | 错误 | 警告 | 提示 | 未能检查 |\n"
        "| ---: | ---: | ---: | ---: | ---: |\n"
        "| 3 | 1 | 1 | 1 | 1 |\n"
        "\n"
        "### drafts/a.txt\n"
        "\n"
        "某市某局 · 2024年 · 2021年格式\n"
        "\n"
        "|  | 编号 | 位置 | 发现的问题 |\n"
        "| --- | --- | --- | --- |\n"
        "| **错误** | A303 | 第25行第21列 | 表三“（七）总计”行：六类申请人之和为96，“总计”列为94"
        "<details><summary>依据和相关位置</summary>依据：国办公开办函〔2021〕30号<br>"
        "A302 第8行第3列：“（一）予以公开”行也不等</details> |\n"
        "| **警告** | S103 | 第125行第3列 | 标题“存在问题”应为“存在的主要问题及改进情况” |\n"
        "| **提示** | W701 | 第3行第1列 | 文号应使用六角括号"
        "<details><summary>依据和相关位置</summary>改法：改为六角括号</details> |\n"
        "\n"
        "<details><summary>未能判断 (1)</summary>\n"
        "\n"
        "- A302 单元格“若干”不是数字\n"
        "\n"
        "</details>\n"
        "\n"
        "### c.pdf\n"
        "\n"
        "|  | 编号 | 位置 | 发现的问题 |\n"
        "| --- | --- | --- | --- |\n"
        "| **错误** | E003 | 全文 | 只有扫描图像，没有文字 |\n"
        "\n"
        "没有发现问题：b.md\n"
    )


def test_english() -> None:
    text = run("markdown", *RESULTS, lang="en")
    assert text.startswith("## Report check: Needs changes\n")
    assert "| **error** | A303 | line 25, column 21 |" in text
    assert "basis: 国办" in text


def test_nothing_found() -> None:
    assert run("markdown", CLEAN).startswith("## 年报检查结果：可以发布\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("<script>&lt;", r"\<script\>\&lt;"),
        ("`code` *b* _i_ [a](b)", r"\`code\` \*b\* \_i\_ \[a\](b)"),
        ("@octocat #12 !3 ~4", "@<!-- -->octocat #<!-- -->12 !<!-- -->3 ~<!-- -->4"),
        ("a@b.cn", "a@<!-- -->b.cn"),
        ("http://x.cn www.x.cn", r"http\://x.cn www\.x.cn"),
        ("$x$ 50%", r"\$x\$ 50%"),
        ("一\n二\x1b", r"一 二\\x1b"),
        ("\\|", "\\\\\\|"),
    ],
)
def test_text_stands_for_itself(text: str, shown: str) -> None:
    output = run("markdown", FileResult("a", "text", diagnostics=(TITLE._replace(message=text),)))
    assert f"| {shown} |\n" in output


@given(st.text(max_size=60))
def test_a_finding_is_one_row_of_four_cells(text: str) -> None:
    found = TABLE._replace(message=text, basis=text, related=(Related(text, Location()),))
    result = FileResult("a", "text", diagnostics=(found, NUMBER))
    rows = [line for line in run("markdown", result).split("\n") if line.startswith("| **")]
    assert len(rows) == 2
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 5 for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("length", [1, 100, 100_000])
@pytest.mark.parametrize("files", [1, 1_000])
def test_a_comment_is_never_too_long_and_says_what_is_left_out(files: int, length: int) -> None:
    found = tuple(TITLE._replace(message=f"第{number}处" + "|" * length) for number in range(2_000 // files))
    results = [FileResult(f"{'深' * length}/{number}.txt", "text", diagnostics=found) for number in range(files)]
    text = run("markdown", *results)
    assert len(text) <= LONGEST
    shown = text.count("| **")
    (left_out,) = re.findall(r"另有(\d+)处", text)
    assert shown > 10
    assert shown + int(left_out) == len(found) * files


def test_many_clean_and_many_unreadable_files() -> None:
    clean = [CLEAN._replace(path=f"{number}.md") for number in range(50)]
    text = run("markdown", *clean)
    assert "18.md, 19.md …" in text
    assert "20.md" not in text
    broken = [UNREADABLE._replace(path=f"{n}", error=FileError("E001", "x" * 3_000)) for n in range(50)]
    assert len(run("markdown", *broken, FAULTY)) <= LONGEST


def test_what_needs_changes_comes_first_however_many_files_come_before_it() -> None:
    doubtful = [
        FAULTY._replace(path=f"b{n}.txt", diagnostics=(TITLE._replace(message="疑" * 500),)) for n in range(400)
    ]
    broken = [UNREADABLE._replace(path=f"a{n}.txt") for n in range(10)]
    bad = [FAULTY._replace(path=f"c{n}.txt", diagnostics=(TABLE,)) for n in range(10)]
    text = run("markdown", *doubtful[:200], *bad, CLEAN, *doubtful[200:], *broken)
    files = re.findall(r"^### (\w)\d+\.txt$", text, re.M)
    assert files[:20] == ["c"] * 10 + ["a"] * 10
    assert set(files[20:]) == {"b"}
    (left_out,) = re.findall(r"另有(\d+)处", text)
    assert int(left_out) == 400 - len(files[20:])
    assert LONGEST * 0.9 < len(text) <= LONGEST
