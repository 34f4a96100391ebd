"""The console: places right under wide characters, any width, any encoding, nothing harmful let through."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from linter.model.diagnostics import (
    Diagnostic,
    Excerpt,
    Figures,
    FileResult,
    Location,
    NotCompared,
    NotEvaluated,
    Related,
    Severity,
)
from linter.reporters import Presentation, write
from linter.reporters.words import WORDS
from tests.reporters.reporter_samples import CLEAN, COLUMN, FAULTY, NUMBER, RESULTS, ROW, TABLE, TITLE, UNREADABLE, run

NOT_GIVEN = "没有上年报告，未核对上年结转"
NOT_COMPARED = CLEAN._replace(not_compared=(NotCompared("prior", NOT_GIVEN),))
UNDECIDED = CLEAN._replace(not_evaluated=(NotEvaluated("A302", "没有表三"),))

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def one(diagnostic: Diagnostic, excerpt: Excerpt | None, **fields: object) -> FileResult:
    return FileResult("a.txt", "text", diagnostics=(diagnostic,), excerpts=(excerpt,), **fields)  # type: ignore[arg-type]


def beside(output: str, sign: str) -> tuple[str, str]:
    """The line that stands over the marks, and the marks, both without the gutter."""
    lines = output.splitlines()
    at = next(n for n, line in enumerate(lines) if re.fullmatch(rf" *\| [ {sign}-]*\{sign}[ {sign}-]*", line))
    return lines[at - 1].split("| ", 1)[1], lines[at].split("| ", 1)[1]


def over(text: str, marks: str, sign: str = "^") -> str:
    """What stands in the columns of the first run of a sign."""
    start, end = marks.index(sign), marks.index(sign) + len(re.search(rf"\{sign}+", marks)[0])  # type: ignore[index]
    column, found = 0, ""
    for character in text:
        if start <= column < end:
            found += character
        column += cell_len(character)
    return found


def test_the_whole_view() -> None:
    """Drawn by hand, as a clerk should see it."""
    assert run("console", FAULTY, CLEAN) == (
        "drafts/a.txt  某市某局 · 2024年 · 2021年格式\n"
        "错误 A303 表三“（七）总计”行：六类申请人之和为96，“总计”列为94\n"
        "  --> 第25行第21列\n"
        "   |             自然人  商业企业  科研机构   社会公益…   法律服务…  其他  总计\n"
        "25 | （七）总计      95         0         1           0           0     0    94\n"
        "   |                 ^^         -         -           -           -     -    --\n"
        "   = 依据 国办公开办函〔2021〕30号\n"
        "   = 另见 A302 第8行第3列：“（一）予以公开”行也不等\n"
        "\n"
        "警告 S103 标题“存在问题”应为“存在的主要问题及改进情况”\n"
        "   --> 第125行第3列\n"
        "125 | 五、存在问题情况\n"
        "    |     ^^^^^^^^\n"
        "\n"
        "提示 W701 文号应使用六角括号\n"
        "  --> 第3行第1列\n"
        "   = 改法 改为六角括号\n"
        "\n"
        "未能判断 A302 单元格“若干”不是数字\n"
        "\n"
        "没有发现问题  b.md\n"
        "\n"
        "需要修改：1 个文件（共 2 个），1 个错误，1 个警告，1 个提示\n"
    )


@pytest.mark.parametrize(
    ("before", "meant", "after"),
    [
        ("五、", "存在问题", "情况"),
        ("a 五、", "x", ""),
        ("", "〔2021〕30号", "文"),
        ("｢ﾊﾝｶｸ", "全角", "ａｂ"),
        ("é\u0301一", "二", "三"),
        ("第一\t第二\t", "95", "\t0"),
    ],
)
def test_carets_stand_under_the_place(before: str, meant: str, after: str) -> None:
    excerpt = Excerpt(before + meant + after, len(before), len(before) + len(meant))
    text, marks = beside(run("console", one(TITLE, excerpt)), "^")
    assert over(text, marks) == meant


@given(
    st.text(st.sampled_from("一、（a1 é\u3000｜\t"), max_size=150),
    st.text(st.sampled_from("二三b2"), min_size=1, max_size=9),
    st.text(st.sampled_from("四。c3"), max_size=150),
    st.sampled_from([40, 80, 200]),
)
def test_carets_stand_under_the_place_in_long_lines(before: str, meant: str, after: str, width: int) -> None:
    excerpt = Excerpt(before + meant + after, len(before), len(before) + len(meant))
    output = run("console", one(TITLE, excerpt), width=width)
    assert all(cell_len(line) <= width for line in output.splitlines())
    text, marks = beside(output, "^")
    assert over(text, marks) == meant


def test_an_empty_place_gets_one_caret() -> None:
    text, marks = beside(run("console", one(TITLE, Excerpt("一、", 2, 2))), "^")
    assert (text, marks) == ("一、", "    ^")


def test_a_stretch_longer_than_the_line_is_cut() -> None:
    text, marks = beside(run("console", one(TITLE, Excerpt("长" * 190, 0, 190)), width=40), "^")
    assert text.endswith("长…")
    assert marks == "^" * cell_len(text[:-1])


def test_chinese_code_pages_draw_quotation_marks_wide() -> None:
    output = run("console", one(TITLE, Excerpt("“三”问题", 3, 5)), encoding="gbk")
    _, marks = beside(output, "^")
    assert marks == " " * 6 + "^" * 4


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_console(width: int, lang: str) -> None:
    related = TABLE._replace(related=tuple(Related(f"第{n}处" + "很长" * 30, Location(n)) for n in range(1, 20)))
    long = FAULTY._replace(path="长目录/" * 30 + "a.txt", diagnostics=(related, TITLE, NUMBER))
    output = run("console", *RESULTS, long, CLEAN, width=width, lang=lang)
    assert max(map(cell_len, output.splitlines())) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_figure_meant_and_its_total_are_always_shown(width: int) -> None:
    text, marks = beside(run("console", one(TABLE, Excerpt("", 0, 0, ROW)), width=width), "^")
    assert over(text, marks) == "95"
    assert re.findall(r"\d+", text)[-1] == "94"
    assert marks.rstrip().endswith("--")
    assert text.startswith("（七）总计")


def test_all_columns_are_shown_where_there_is_room() -> None:
    output = run("console", one(TABLE, Excerpt("", 0, 0, ROW)), width=120)
    assert all(label in output for label in ROW.header)


def test_a_column_of_figures() -> None:
    output = run("console", one(TABLE, Excerpt("", 0, 0, COLUMN)))
    lines = [line.split("| ", 1)[1] for line in output.splitlines() if "| " in line]
    assert [line.split() for line in lines] == [
        ["自然人"],
        ["一、本年新收政府信息公开申请数量", "90"],
        ["二、上年结转政府信息公开申请数量", "3"],
        ["…"],
        ["（七）总计", "95"],
        ["^^"],
        ["四、结转下年度继续办理", "0"],
    ]
    ends = {cell_len(line) for line in lines if "…" not in line}
    assert len(ends) == 1
    assert output.count("25 | （七）总计") == 1


def test_a_table_piece_keeps_its_columns_whatever_stands_in_it() -> None:
    figures = Figures(("", "自然人\n类", "b"), (("行\x1b[1m", "不是数字" * 9, ""), ("二", "", "7")), (0, 2), ((1, 1),))
    output = run("console", one(TABLE, Excerpt("", 0, 0, figures)), width=40)
    lines = [line for line in output.splitlines() if "| " in line]
    assert max(map(cell_len, lines)) <= 40
    assert "\x1b" not in output
    assert lines[2].rstrip().endswith("^")
    assert cell_len(lines[2].rstrip()) == cell_len(lines[3])


def test_columns_that_are_not_involved_go_first_where_room_is_short() -> None:
    header = ("", *(f"第{n}列" for n in range(1, 16)))
    figures = Figures(header, (("件数", "1", *["50"] * 13, "0"),), (0, 1), ((0, 15),))
    output = run("console", one(TABLE, Excerpt("", 0, 0, figures)), width=40)
    assert re.search(r"\| +第1列 .* …  第15列$", output, re.MULTILINE)
    figures = Figures(header, (("件数", "1", *["50"] * 13, "0"),), (0, 1), ())
    output = run("console", one(TABLE, Excerpt("", 0, 0, figures)), width=40)
    assert re.search(r"\| +第1列  第2列 .* …$", output, re.MULTILINE)


def test_columns_that_are_not_involved_go_before_labels_lose_their_sense() -> None:
    outcomes = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    figures = Figures(("", *outcomes * 3), (("", *"310050000000009"),), (0, 5), ((0, 1), (0, 2), (0, 3), (0, 4)))
    for width in (60, 70):
        output = run("console", one(TABLE, Excerpt("", 0, 0, figures)), width=width)
        assert re.search(r"\| +结果维持  结果纠正  其他结果  尚未审结  总计  (结果维持  )?…$", output, re.MULTILINE)


def test_a_long_text_in_place_of_a_figure_is_shortened() -> None:
    figures = Figures(("", "自然人"), (("一、本年新收政府信息公开申请数量", "不是数字" * 9),), (0, 1))
    output = run("console", one(TABLE, Excerpt("", 0, 0, figures)), width=40)
    assert max(map(cell_len, output.splitlines())) <= 40
    text, marks = beside(output, "^")
    assert over(text, marks).strip() == "不是数字不…"


def test_a_line_that_just_fits_is_not_cut() -> None:
    for length in range(30, 40):
        output = run("console", one(TITLE, Excerpt("a" * length, 3, 5)), width=40)
        text, _ = beside(output, "^")
        assert max(map(cell_len, output.splitlines())) <= 40
        assert text.endswith("…") == (len("125 | ") + length > 40)


def test_indentation_is_not_shown() -> None:
    text, marks = beside(run("console", one(TITLE, Excerpt(" \t\u3000" * 9 + "<p>一</p>", 30, 31))), "^")
    assert (text, marks) == ("<p>一</p>", "   ^^")


def test_of_many_related_places_eight_are_shown() -> None:
    related = tuple(Related("同此", Location(n)) for n in range(1, 12))
    output = run("console", one(TABLE._replace(related=related), None))
    assert output.count("另见") == 8
    assert "……另有3处\n" in output


def test_gbk_consoles_get_every_sign_of_ours() -> None:
    for lang, words in WORDS.items():
        for text in words.values():
            text.encode("gbk")
        for width in (40, 80):
            output = run("console", *RESULTS, encoding="gbk", width=width, lang=lang)
            assert "?" not in output


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "cp1252", "utf-8"])
@pytest.mark.parametrize("format", ["console", "concise", "github"])
@pytest.mark.parametrize("color", [False, True])
def test_what_cannot_be_encoded_is_replaced(encoding: str, format: str, color: bool) -> None:
    strange = one(TITLE._replace(message="ก \U0001f600 \udce4"), Excerpt("ก一", 1, 2), organization="\U00020000")
    output = run(format, strange._replace(path="\udcff.txt"), UNREADABLE, encoding=encoding, color=color)
    assert "\\xff.txt" in output
    assert "\x1b" not in output or color


def test_nothing_from_the_source_commands_the_terminal() -> None:
    harmful = "\x1b[31m\x07\x08\x9b2J\u202e\u2066\r\n\u2028\x00"
    diagnostic = Diagnostic(
        "A303",
        "n",
        Severity.ERROR,
        harmful,
        harmful,
        Location(1, 1, 1, 2),
        related=(Related(harmful, Location(1)),),
    )
    result = one(diagnostic, Excerpt(harmful, 0, 3), organization=harmful)
    result = result._replace(path=harmful, not_evaluated=FAULTY.not_evaluated)
    for format in ("console", "concise", "github"):
        output = run(format, result, CLEAN._replace(path=harmful), UNREADABLE._replace(path=harmful))
        assert not set(output) & (set(harmful) - set("[31m2J\n"))
        assert "\\x1b[31m" in output


def test_colour_changes_nothing_but_the_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for width in (40, 80):
        plain, colored = (run("console", *RESULTS, width=width, color=color) for color in (False, True))
        assert "\x1b" not in plain
        assert "\x1b[1;31m错误\x1b[0m" in colored
        stripped = ANSI.sub("", colored)
        assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_markup_is_not_interpreted() -> None:
    for color in (False, True):
        output = run("console", one(TITLE._replace(message="[bold]粗[/bold] :smile:"), None), color=color)
        assert "[bold]粗[/bold] :smile:" in ANSI.sub("", output)


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([CLEAN], "可以发布：1 个文件，0 个错误，0 个警告，0 个提示"),
        ([one(NUMBER, None)], "可以发布：1 个文件，0 个错误，0 个警告，1 个提示"),
        ([one(TITLE, None), CLEAN], "请核实：1 个文件（共 2 个），0 个错误，1 个警告，0 个提示"),
        ([one(TABLE, None), one(TITLE, None)], "需要修改：1 个文件（共 2 个），1 个错误，1 个警告，0 个提示"),
        ([CLEAN, UNREADABLE], "需要修改：1 个文件（共 2 个），0 个错误，0 个警告，0 个提示，1 个文件未能检查"),
        ([], "没有可检查的文件"),
        ([NOT_COMPARED], "未发现问题（未核对：上年结转）：1 个文件，0 个错误，0 个警告，0 个提示"),
        ([CLEAN, UNDECIDED], "未发现问题（未核对：A302）：2 个文件，0 个错误，0 个警告，0 个提示"),
        ([NOT_COMPARED, UNDECIDED], "未发现问题（未核对：上年结转、A302）：2 个文件，0 个错误，0 个警告，0 个提示"),
        ([NOT_COMPARED, one(TABLE, None)], "需要修改：1 个文件（共 2 个），1 个错误，0 个警告，0 个提示"),
    ],
)
def test_the_verdict_is_the_last_line(results: list[FileResult], verdict: str) -> None:
    assert run("console", *results).splitlines()[-1] == verdict


def test_what_was_not_compared_is_said_once_however_many_rules_want_it() -> None:
    undecided = tuple(NotEvaluated(code, NOT_GIVEN) for code in ("Y501", "Y502", "Y503"))
    output = run("console", *[NOT_COMPARED._replace(not_evaluated=undecided, path=f"{n}.txt") for n in range(3)])
    assert output.count("未核对上年结转") == 1
    assert f"注意 {NOT_GIVEN}（3个文件）\n" in output
    assert "未能判断" not in output


def test_reasons_are_bounded() -> None:
    many = [NOT_COMPARED._replace(not_compared=(NotCompared("prior", f"第{n}个原因"),)) for n in range(12)]
    output = run("console", *many)
    assert output.count("个原因") == 8
    assert "注意 ……另有4处\n" in output


def test_the_verdict_in_english() -> None:
    last = run("console", *RESULTS, lang="en").splitlines()[-1]
    assert last == "Needs changes: 2 files (of 3), 1 error, 1 warning, 1 info, 1 file not checked"


def test_files_without_findings_are_named_only_if_they_are_few() -> None:
    few = [CLEAN._replace(path=f"{n}.txt") for n in range(20)]
    assert run("console", *few).count("没有发现问题") == 20
    many = [*few, CLEAN._replace(path="20.txt")]
    assert run("console", *many) == "可以发布：21 个文件，0 个错误，0 个警告，0 个提示\n"


def test_unreadable_files_are_named_again_at_the_end() -> None:
    output = run("console", UNREADABLE, FAULTY).splitlines()
    assert output[:2] == ["c.pdf", "错误 E003 只有扫描图像，没有文字"]
    assert output[-2] == "未能检查 c.pdf"


def test_one_blank_line_between_files() -> None:
    output = run("console", FAULTY, FAULTY)
    assert "\n\n\n" not in output
    assert output.count("\n\ndrafts/a.txt") == 1


def test_a_place_without_a_line() -> None:
    for location, words in [
        (Location(table=3, row=8, col=4, paragraph=9), "第3张表 行8 列4"),
        (Location(page=4, table=3, row=8, col=4), "第4页 第3张表 行8 列4"),
        (Location(paragraph=12), "第12段"),
        (Location(table=3, row=8, col=4, paragraph=9, sheet="申请"), "工作表“申请” 行8 列4"),
        (Location(paragraph=12, sheet="封面"), "工作表“封面” 第12段"),
    ]:
        output = run("console", one(TABLE._replace(location=location), Excerpt("", 0, 0, ROW)))
        assert f"--> {words}\n" in output
        assert over(*beside(output, "^")) == "95"


def test_a_run_of_some_rules_does_not_call_a_report_fit_to_publish() -> None:
    out = StringIO()
    write("console", [CLEAN], out, Presentation(complete=False))
    assert "可以发布" not in out.getvalue()
    assert "所选规则没有发现问题" in out.getvalue()
