"""The guard of `--fix`: a safe fix that changes a figure or makes a report worse is not applied, whoever offers it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.registry import CHECKS, shipped
from linter.engine import lint, rule_run
from linter.engine.fixing import Fixed, Work, fix_bytes, would_be_kept
from linter.engine.job import Job
from linter.engine.lint import Options
from linter.model.diagnostics import Edit, Fix
from linter.readers import read
from linter.rules.rule import Rule
from tests.places import RULE_EXAMPLES
from tests.tiers import examples

CLEAN = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
WORK = Work(Job(shipped(), Options()))


def offering(monkeypatch: pytest.MonkeyPatch, *edits: tuple[str, str], check: str = "report-title") -> None:
    """Make a check offer safe fixes: each a text that occurs in the report and what is to stand there."""

    def offer(context: Context, rule: Rule) -> Iterator[Finding]:
        for old, new in edits:
            at = context.report.document.source.find(old)
            if at >= 0:
                fix = Fix("safe", "", (Edit(at, at + len(old), new),))
                yield Finding(None, {}, "organ", actual=old, fix=fix)

    monkeypatch.setattr(rule_run, "CHECKS", MappingProxyType({**CHECKS, check: CHECKS[check]._replace(run=offer)}))


def fixed(source: str = CLEAN) -> Fixed:
    return fix_bytes("a.md", source.encode(), WORK)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("下同", "亦同"),
        ("，", "；"),
        ("见", "按"),
    ],
)
def test_a_harmless_fix_is_applied(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = CLEAN.replace("## 一、总体情况", "## 一、总体情况\n\n见国办公开办函〔2021〕30号，下同。")
    offering(monkeypatch, ("见国办公开办函〔2021〕30号，下同", "见国办公开办函〔2021〕30号，下同".replace(old, new)))
    made = fixed(source)
    assert made.counts == ({"S106": 1} if made.data != source.encode() else {})
    assert made.data != source.encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| 一、本年新收政府信息公开申请数量 |", "| 一、本年新收政府信息公开申请数量 | 7 |"),
        ("2022年", "2023年"),
        ("2022年", "202年"),
        ("占比3.5%", "占比3。5%"),
        ("1,234人次", "1，234人次"),
        ("2022年", "２０２３年"),
        ("## 二、主动公开政府信息情况", "主动公开政府信息情况"),
        ("## 六、其他需要报告的事项", "## 六、"),
    ],
    ids=["a-figure", "a-year", "a-digit", "a-point", "a-comma", "full-width", "a-heading", "a-title"],
)
def test_a_harmful_fix_is_not_applied(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = CLEAN.replace("### （一）主动公开", "### （一）主动公开\n\n访问1,234人次，占比3.5%。", 1)
    assert old in source
    offering(monkeypatch, (old, new))
    made = fixed(source)
    assert (made.data, dict(made.counts), made.diff) == (source.encode(), {}, ())


def test_fixes_that_undo_each_other_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CLEAN.replace("## 一、总体情况", "## 一、总体情况\n\n甲方乙方。")
    offering(monkeypatch, ("甲方", "丙方"), ("丙方", "甲方"))
    made = fixed(source)
    assert made.data in (source.encode(), source.replace("甲方", "丙方").encode())


@pytest.mark.whole
def test_fixes_without_end_are_not_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CLEAN.replace("## 一、总体情况", "## 一、总体情况\n\n" + "甲" * 200, 1)
    offering(monkeypatch, ("甲", ""))
    made = fixed(source)
    assert (made.data, dict(made.counts), made.diff) == (source.encode(), {}, ())


@pytest.mark.whole
def test_a_bad_fix_of_one_rule_keeps_none_of_another_from_being_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CLEAN.replace("5.属于三类内部事务信息", "5.属于三类内容事务信息")
    offering(monkeypatch, ("2022年", "2023年"))
    made = fixed(source)
    assert (made.data, dict(made.counts)) == (CLEAN.encode(), {"T204": 1})


def test_an_encoding_that_cannot_be_restored_is_told() -> None:
    source = CLEAN.replace("5.属于三类内部事务信息", "5.属于三类内容事务信息")
    data = source.encode("gb18030").replace("总体".encode("gb18030"), b"\xa2\xe3" + "总体".encode("gb18030"), 1)
    made = fix_bytes("a.md", data, WORK)
    assert made.problem is not None or made.data.startswith(data[:20])


@pytest.mark.whole
@settings(max_examples=examples(40))
@given(
    st.lists(st.tuples(st.integers(0, len(CLEAN) - 8), st.integers(0, 4), st.text("12年|。（", max_size=2)), max_size=4)
)
def test_whatever_is_offered_no_figure_changes_and_nothing_gets_worse(drawn: list[tuple[int, int, str]]) -> None:
    edits = [(CLEAN[at : at + length], text) for at, length, text in drawn if length]
    with pytest.MonkeyPatch.context() as patch:
        offering(patch, *edits)
        made = fixed()
        assert fixed(made.data.decode()).data == made.data
    before, after = (lint.parse_source(text) for text in (CLEAN, made.data.decode()))
    assert re.findall("[0-9]+", made.data.decode()) == re.findall("[0-9]+", CLEAN)
    assert [table.values for table in after.tables.values()] == [table.values for table in before.tables.values()]
    assert lint.lint_source(made.data.decode()).diagnostics == ()


LABELS = [line.split("|")[3].strip() for line in CLEAN.splitlines() if line.startswith("|  |") and "." in line]


@pytest.mark.whole
@given(st.sampled_from(LABELS), st.integers(0, 20), st.sampled_from("政大不工上是中"), st.booleans())
def test_a_label_with_a_wrong_letter_is_put_right_or_left_as_it_is(
    label: str, at: int, letter: str, is_added: bool
) -> None:
    at = 2 + at % (len(label) - 2)
    assume(label[at].isalpha())  # marks are not compared
    wrong = label[:at] + letter + label[at + (not is_added) :]
    source = CLEAN.replace(label, wrong, 1)
    made = fixed(source)
    again = fix_bytes("a.md", made.data, WORK)
    assert again.data == made.data
    assert made.data in (CLEAN.encode(), source.encode())


# --- a fix alone ---


@pytest.mark.whole
@pytest.mark.parametrize(
    ("old", "new", "is_kept"),
    [
        ("下同", "亦同", True),
        ("〔2021〕", "〔2022〕", False),
        ("## 二、", "# 二、", False),
        ("一、本年新收", "一、本年", False),
    ],
)
def test_whether_a_fix_would_be_kept_alone(old: str, new: str, is_kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    source = CLEAN.replace("## 一、总体情况", "## 一、总体情况\n\n见国办公开办函〔2021〕30号，下同。")
    offering(monkeypatch, (old, new))
    result = WORK.check(read("a.md", source.encode()))
    number = next(at for at, found in enumerate(result.diagnostics) if found.code == "S106")
    assert would_be_kept("a.md", source.encode(), WORK, number) is is_kept
    assert (fixed(source).data != source.encode()) is is_kept
