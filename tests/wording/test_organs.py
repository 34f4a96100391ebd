"""Two names of one organ, and names of two."""

from __future__ import annotations

import pytest

from linter.organs import may_be_the_same


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
