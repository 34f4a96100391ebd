"""The list of common wrong characters: each entry finds its mistake, and no entry finds one in a right phrase."""

from __future__ import annotations

import re
from typing import Any

import pytest

from linter import reference
from linter.reference.wording import Confusable, Wording
from linter.text.folding import fold

_WORDING: Wording = reference.load().wording
_PAIRS = list(zip(_WORDING.entries, _WORDING.confusables, strict=True))


def found(phrase: str) -> list[tuple[str, str]]:
    text = fold(phrase)
    return [
        (match[match.re.groups and 1], entry.right)
        for entry in _WORDING.confusables
        if entry.trigger in text
        for match in re.finditer(entry.pattern, text)
    ]


def test_there_are_enough_entries() -> None:
    assert len(_PAIRS) >= 60


@pytest.mark.parametrize(("raw", "entry"), _PAIRS, ids=lambda part: part["fail"] if isinstance(part, dict) else "")
def test_an_entry_finds_its_mistake_and_it_alone(raw: dict[str, Any], entry: Confusable) -> None:
    assert [right for _, right in found(raw["fail"])] == [entry.right]


@pytest.mark.parametrize("raw", _WORDING.entries, ids=lambda raw: str(raw["pass"]))
def test_a_right_phrase_is_silent(raw: dict[str, Any]) -> None:
    assert found(raw["pass"]) == []


@pytest.mark.parametrize(("raw", "entry"), _PAIRS, ids=lambda part: part["right"] if isinstance(part, dict) else "")
def test_the_right_form_is_no_mistake(raw: dict[str, Any], entry: Confusable) -> None:
    ((wrong, right),) = found(raw["fail"])
    text = fold(raw["fail"])
    assert found(text.replace(wrong, right)) == []


def test_only_known_fields_stand_in_the_list() -> None:
    for raw in _WORDING.entries:
        assert set(raw) <= {"trigger", "pattern", "right", "fix", "fail", "pass"}
        assert raw.get("fix", "safe") == "safe"


@pytest.mark.parametrize(
    "phrase",
    [
        "形势严峻工作艰巨",
        "举措失当",
        "竟争取到支持",
        "频繁锁定账户",
        "书签定位准确",
        "记录象征性收费",
        "上报导致延误",
        "收到后立即然后登记",
        "撤消防设施",
        "搭建了救灾营地帐篷，悬挂帐幕",
        "及时反映迅速处理",
        "接种反应情况",
        "这样做，既使群众满意，又提高了效率",
        "一份部份数统计",
        "受理后即将开展调查",
        "克己奉公，以身作则，知己知彼",
        "据为己有",
        "自己经办的事项",
        "截止阀2个，报名截止2022年5月",
        "权利与权力的界限",
    ],
)
def test_neighbours_that_only_look_like_a_mistake(phrase: str) -> None:
    assert found(phrase) == []


def test_a_word_inside_another_is_reported_once() -> None:
    assert found("注销网络平台帐号") == [("帐号", "账号")]
    assert found("核对帐户") == [("帐户", "账户")]
