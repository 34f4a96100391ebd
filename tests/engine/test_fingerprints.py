"""Fingerprints: the same for the same finding wherever it has moved to, another for another."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import part_saying, part_titled, with_value
from benchmarks.reports import SyntheticReport, make_report
from linter.engine.lint import lint_source
from linter.model.diagnostics import Diagnostic

SENTENCE = "全年办理建议提案51件，其中建议44件、提案6件。办结率为90%。"


def faulty() -> SyntheticReport:
    """A wrong figure, a blank one, a wrong title, and a sum in the text that does not add up."""
    report = make_report(Random(1), "2021", busy=True)
    report = with_value(report, "applications/granted/person", 999)
    report = with_value(report, "disputes/cases/review.upheld", None)
    report = part_titled(report, "problems", "存在的主要问题和改进办法")
    return part_saying(report, "other", "本年度没有收取信息处理费。" + SENTENCE)


def found(source: str, format: str = "markdown") -> list[Diagnostic]:
    return list(lint_source(source, path=f"a.{format}", format=format).diagnostics)


def prints(diagnostics: list[Diagnostic]) -> list[str]:
    return sorted(one.fingerprint for one in diagnostics)


SOURCE = draw(faulty(), "markdown").text


def test_the_sample_has_findings_of_each_kind() -> None:
    assert {"A300", "A305", "S103", "T205"} <= {one.code for one in found(SOURCE)}


def test_each_occurs_once_in_a_file() -> None:
    doubled = SOURCE.replace(SENTENCE, SENTENCE * 3)
    codes = [one.code for one in found(doubled)]
    assert codes.count("A305") == 3
    assert len(set(prints(found(doubled)))) == len(codes)


@pytest.mark.whole
@pytest.mark.parametrize(
    "changed",
    [
        "\n\n\n" + SOURCE,
        SOURCE.replace("\n", "\r\n"),
        SOURCE.replace("|", "  |  "),
        SOURCE.replace("## ", "##  "),
        SOURCE.replace("本年度没有收取信息处理费。", "没有收取信息处理费。此外没有需要报告的事项。"),
        SOURCE.replace("全年办理建议", "一年来认真办理建议"),
    ],
    ids=["lines", "line-ends", "spaces", "headings", "text-beside", "its-sentence"],
)
def test_what_lies_beside_a_finding_does_not_matter(changed: str) -> None:
    assert changed != SOURCE
    assert prints(found(changed)) == prints(found(SOURCE))


@pytest.mark.parametrize(("layout", "format"), [("html", "html"), ("pipes", "text"), ("cell-a-line", "text")])
def test_another_format_does_not_matter(layout: str, format: str) -> None:
    assert prints(found(draw(faulty(), layout).text, format)) == prints(found(SOURCE))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("999", "998", "A300"),  # another value
        ("51件，其中", "52件，其中", "A305"),
        ("提案6件", "提案5件", "A305"),  # another sum of the same whole
        ("改进办法", "改进方法", "S103"),
    ],
)
def test_another_finding_has_another(old: str, new: str, code: str) -> None:
    assert old in SOURCE
    before, after = (
        {one.fingerprint for one in found(text) if one.code == code} for text in (SOURCE, SOURCE.replace(old, new))
    )
    assert len(before) == len(after) > 0
    assert len(before - after) == 1


def test_a_further_blank_cell_is_another_finding() -> None:
    more = with_value(faulty(), "disputes/cases/review.other", None)
    before, after = (
        {one.fingerprint for one in found(text) if one.code == "T205"} for text in (SOURCE, draw(more, "markdown").text)
    )
    assert len(before) == len(after) == 1
    assert before != after


FAULTS = [
    ("截止2024年底", "截至2024年底"),
    ("帐户管理有序", "账户管理有序"),
    ("己在网站公开", "已在网站公开"),
    ("依据××局文件", "依据县局文件"),
    ("据云政发[2021]30号", "据云政发〔2021〕30号"),
    ("办理51件，其中建议44件、提案6件", "办理50件，其中建议44件、提案6件"),
]


@pytest.mark.parametrize("mended", range(len(FAULTS)))
@pytest.mark.parametrize("joint", ["，", "", "。"])
def test_a_word_put_right_brings_back_none_of_its_sentence(mended: int, joint: str) -> None:
    def said(faults: list[str]) -> set[str]:
        text = SOURCE.replace(SENTENCE, joint.join(faults) + "。")
        assert text != SOURCE
        return set(prints(found(text)))

    wrong = [fault for fault, _ in FAULTS]
    whole = said(wrong)
    after = said([*wrong[:mended], FAULTS[mended][1], *wrong[mended + 1 :]])
    assert after < whole


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("## 六、", "## 五、"),
        ("## 五、", "## 六、"),
        ("## 四、", "## 五、"),
        ("## 六、", "## "),
        ("## 二、", "## 三、"),
    ],
)
def test_a_number_of_a_part_put_right_brings_back_none_of_the_part(right: str, wrong: str) -> None:
    """What is found in a part is found there whatever number the part bears."""
    misnumbered = SOURCE.replace(right, wrong, 1)
    assert misnumbered != SOURCE
    before, after = found(misnumbered), found(SOURCE)
    assert set(prints(after)) <= set(prints(before))
    assert {one.code for one in before if one.fingerprint not in prints(after)} <= {"S104"}


@pytest.mark.parametrize("cell", ["applications/denied.process_info/business", "applications/total/total"])
def test_a_figure_put_right_brings_back_no_other(cell: str) -> None:
    wrong = with_value(faulty(), cell, 777)
    before, after = prints(found(draw(wrong, "markdown").text)), prints(found(SOURCE))
    assert set(after) < set(before)


@pytest.mark.parametrize("name", ["b.md", "2023/年报（定稿）.md", "/elsewhere/a.md"])
def test_the_name_of_the_file_does_not_matter(name: str) -> None:
    assert prints(list(lint_source(SOURCE, path=name).diagnostics)) == prints(found(SOURCE))
