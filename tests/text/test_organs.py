"""Two names of one organ, and names of two."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from linter.text.organs import abbreviates, may_be_the_same, parted


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("区应急局", "张店区应急管理局"),
        ("芦淞区安监局", "株洲市芦淞区安全生产监督管理局"),
        ("株洲市芦淞区安全生产监督管理局", "株洲市芦淞区安监局"),
        ("芦淞区安全生产监督管理局", "株洲市芦淞区安监局"),
        ("市卫健委", "安澜市卫生健康委员会"),
        ("县文旅局", "青桐县文化和旅游局"),
        ("青桐县文化和旅游局", "青桐县文化旅游广电局"),
        ("市市监局", "舒兰市市场监督管理局"),
        ("南江省云川市水务局", "云川市水务局"),
        ("清河公安分局", "云川市公安局清河分局"),
        ("株洲市蘆淞區教育局", "株洲市芦淞区教育局"),
        ("市发改委", "云川市发展和改革委员会"),
        ("教育局", "云川市教育体育局"),
    ],
)
def test_one_organ(name: str, other: str) -> None:
    assert may_be_the_same(name, other)
    assert may_be_the_same(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("区安监局", "张店区应急管理局"),
        ("云川市水利局", "云川市水务局"),
        ("云川市北山区教育局", "云川市南山区教育局"),
        ("青桐县民政局", "清砚县民政局"),
        ("市国土资源局", "云川市自然资源局"),
        ("卫生和计划生育局", "卫生健康局"),
        ("云川市财政局", "云川市林业局"),
    ],
)
def test_two_organs(name: str, other: str) -> None:
    assert not may_be_the_same(name, other)
    assert not may_be_the_same(other, name)


def checked(title: str, text: str, signed: str) -> list[str]:
    body = f"一、概述\n{text}\n二、主动公开政府信息情况\n公开20条。\n\n{signed}\n2023年1月12日\n"
    source = f"{title}2022年政府信息公开工作年度报告\n{body}"
    return [str(d.actual) for d in lint_source(source, path="a.txt", format="text", select=["W705"]).diagnostics]


def test_governments_are_told_apart_by_their_places() -> None:
    text = "2022年，云川市人民政府高度重视政府信息公开工作。"
    assert checked("云川市人民政府", text, "云川市人民政府办公室") == []
    assert checked("清河县人民政府", text, "清河县人民政府") == []
    assert checked("清河县人民政府", "2022年，北山县人民政府高度重视公开。", "清河县人民政府") == ["北山县人民政府"]
    assert checked("清河县人民政府", "2022年，我县认真落实条例。", "北山县人民政府") == ["北山县人民政府"]


def test_a_wrong_name_is_reported_once_and_both_places_are_named() -> None:
    text = "区安监局2022年度没有收到申请。\n2022年，区安监局高度重视公开。"
    assert checked("清河区应急管理局", text, "清河区应急管理局") == ["区安监局"]
    assert checked("清河区应急管理局", text + "\n区安监局更名为区应急管理局。", "清河区应急管理局") == []


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("市发改委", "云川市发展和改革委员会"),
        ("发改委", "云川市发展和改革委员会"),
        ("云川发改委", "云川市发展和改革委员会"),
        ("云川市发改委", "南江省云川市发展和改革委员会"),
        ("省发改委", "南江省发展和改革委员会"),
        ("市监局", "云川市市场监督管理局"),
        ("市市监局", "云川市市场监督管理局"),
        ("市人社局", "云川市人力资源和社会保障局"),
        ("市卫健委", "云川市卫生健康委员会"),
        ("县应急局", "南江省云岫县应急管理局"),
        ("县住建局", "云岫县住房和城乡建设局"),
        ("市文旅局", "云川市文化和旅游局"),
        ("省生态环境厅", "南江省生态和环境厅"),
    ],
)
def test_an_abbreviation(short: str, full: str) -> None:
    assert abbreviates(short, parted(full))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("江州市发改委", "云川市发展和改革委员会"),  # another place
        ("县发改委", "云川市发展和改革委员会"),  # another kind of place
        ("市发改局", "云川市发展和改革委员会"),  # another kind of organ
        ("市改发委", "云川市发展和改革委员会"),  # not in order
        ("市改委", "云川市发展和改革委员会"),  # not the first sign
        ("市商务局", "云川市商务和粮食局"),  # another organ
        ("市教育局", "云川市教育体育局"),
        ("市发展和改革委员会", "云川市发展和改革委员会"),  # whole
        ("市人民政府", "云川市人民政府"),
        ("市政府办", "云川市人民政府办公室"),
        ("", "云川市发展和改革委员会"),
        ("市", "云川市教育局"),
    ],
)
def test_no_abbreviation(short: str, full: str) -> None:
    assert not abbreviates(short, parted(full))


@pytest.mark.threshold("text.organs._FEWEST_SIGNS")
@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("市发委", "云川市发展和改革委员会", False),
        ("市发改委", "云川市发展和改革委员会", True),
        ("市水局", "云川市水管理局", False),
        ("市水务局", "云川市水务管理局", True),
    ],
)
def test_an_abbreviation_has_two_signs_of_what_the_organ_does(short: str, full: str, expected: bool) -> None:
    assert abbreviates(short, parted(full)) is expected
