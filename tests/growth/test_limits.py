"""What keeps the checks linear has limits that no report meets: each is tried on both of its sides."""

from __future__ import annotations

import itertools

import pytest

from linter import reference
from linter.engine.lint import lint_source
from linter.forms.ordering import longest_rising
from linter.model.document import Chars
from linter.text.headings import heading
from linter.text.numbers import chinese_number, number_value, percentage, whole_number

FRAME = """# 云岫县教育局2023年政府信息公开工作年度报告

## 一、总体情况

{}
"""


def found(text: str, code: str) -> list[str]:
    result = lint_source(FRAME.format(text))
    assert not [entry for entry in result.not_evaluated if entry.crashed]
    return [str(one.actual) for one in result.diagnostics if one.code == code]


@pytest.mark.parametrize("digits", [1, 17, 18])
def test_numbers_of_a_report_are_read(digits: int) -> None:
    nines = "9" * digits
    assert whole_number(nines) == number_value(nines) == chinese_number("九" * digits) == number_value("九" * digits)
    assert whole_number(nines) == 10**digits - 1


@pytest.mark.parametrize("digits", [19, 4_300, 4_301, 100_000])
def test_longer_ones_are_none(digits: int) -> None:
    nines = "9" * digits
    assert whole_number(nines) is number_value(nines) is chinese_number("九" * digits) is None
    assert number_value("九" * digits) is number_value("一" + "亿" * digits) is None
    assert number_value(nines + ".5万") is percentage(nines + "%") is percentage("9." + nines * 2 + "%") is None


@pytest.mark.parametrize(
    "number",
    [
        "9" * 4_301,
        "九" * 4_301,
        "0" * 5_000 + "4",
        "1" + ",000" * 2_000,
        "一" + "亿" * 2_000,
        "1." + "9" * 5_000,
        "½",
        "²",
        "٣",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "存在{}个方面的问题：一是甲；二是乙。",
        "包括总体情况、主动公开政府信息情况{}个部分。",
        "收到政府信息公开申请{}件，其中自然人{}件，办结率{}%，占{}%。",
        "第{}，{}年{}月{}日，百分之{}，（{}）甲，{}、乙，{}.丙",
        "数据统计自{}年1月1日起至2023-12-{}，〔{}〕{}号，共{}万元。",
    ],
)
def test_no_number_brings_a_rule_down(number: str, sentence: str) -> None:
    found(sentence.replace("{}", number), "A307")


def test_headings_of_any_number() -> None:
    for number in ("九" * 5_000, "9" * 5_000, "１" * 5_000):
        for line in (f"{number}、甲", f"（{number}）甲", f"第{number}部分 甲", f"{number}. 甲"):
            heading(Chars.at(line, 0))


def test_an_announced_number_is_still_held_against_its_points() -> None:
    assert found("存在三个方面的问题：一是甲；二是乙。", "A307") == ["三个方面"]
    assert found("存在二个方面的问题：一是甲；二是乙。", "A307") == []
    # a number does not begin within another one
    assert found("存在2023三个方面的问题：一是甲；二是乙。", "A307") == ["三个方面"]
    assert found("存在113个方面的问题：一是甲；二是乙。", "A307") == []


def _parts(*, before: str = "", more: str = "", number: str = "五") -> str:
    listed = "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况"
    return f"本报告{before}包括{listed}{more}{number}个部分。"


def test_a_list_of_parts_is_held_against_its_number() -> None:
    assert found(_parts(), "A307") == ["五个部分"]
    assert found(_parts(number="三"), "A307") == []
    assert found(_parts(more="等"), "A307") == []
    assert found(_parts(more="等", number="二"), "A307") == ["二个部分"]
    assert found(_parts() + _parts(number="四"), "A307") == ["五个部分", "四个部分"]


@pytest.mark.parametrize(("figures", "is_read"), [(80, True), (81, False)])
def test_sentences_with_more_figures_than_anybody_tells_are_not_read(figures: int, is_read: bool) -> None:
    language = reference.load().language
    assert bool(list(language.sentences("收到申请" + "、".join(["3件"] * figures)))) is is_read


@pytest.mark.parametrize("marks", [2, 30, 31, 60])
@pytest.mark.parametrize(("mark", "most"), [("○", 30), ("*", 30), ("×", 60)])
def test_left_over_marks_are_found(mark: str, most: int, marks: int) -> None:
    assert found(f"请向{mark * marks}局申请。", "W706") == [mark * min(marks, most)]


@pytest.mark.parametrize(
    ("address", "is_wrong"),
    [
        ("http://www.bet365.com/", True),
        ("http://a-b-casino9.top/x", True),
        ("http://x.cn/?u=a-poker.net", True),
        ("http://12bet.com", True),
        ("http://slot9.vip/", True),
        ("http://www.alphabet.com/", False),
        ("http://x.cn/?u=poker.net", False),
        ("http://casino/", False),
        ("http://a.cn/9bet", False),
        ("http://" + "-" * 50_000 + ".com/", False),
        ("http://" + "9" * 50_000 + ".cn/", False),
        ("http://" + "poker" * 10_000 + "/", False),
    ],
)
def test_addresses_of_gambling(address: str, is_wrong: bool) -> None:
    result = lint_source(FRAME.format(f"见[网站]({address})。"))
    assert any(one.severity and address in str(one.actual) for one in result.diagnostics) is is_wrong


def test_the_longest_rising_run() -> None:
    """As by trying every choice; of several longest ones the one that ends earliest."""
    for ranks in itertools.chain(*(itertools.product(range(4), repeat=length) for length in range(6))):
        kept = sorted(longest_rising(ranks))
        chosen = [ranks[index] for index in kept]
        assert all(one < other for one, other in itertools.pairwise(chosen))
        rising = [
            choice
            for length in range(len(ranks) + 1)
            for choice in itertools.combinations(range(len(ranks)), length)
            if all(ranks[one] < ranks[other] for one, other in itertools.pairwise(choice))
        ]
        most = max(map(len, rising))
        assert len(kept) == most
        assert not kept or kept[-1] == min(choice[-1] for choice in rising if len(choice) == most)
