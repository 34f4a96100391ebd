"""How headings are numbered, and where a heading that runs on ends."""

from __future__ import annotations

import pytest

from linter.model.document import Chars
from linter.text.headings import heading


@pytest.mark.parametrize(
    ("line", "style", "number", "title", "body"),
    [
        ("一、总体情况", "part", "一", "总体情况", None),
        ("十一、问题和改进", "part", "十一", "问题和改进", None),
        ("一､概 述", "part", "一", "概 述", None),
        ("五、存 在 的 主 要 问 题 及 改 进 情 况", "part", "五", "存 在 的 主 要 问 题 及 改 进 情 况", None),
        ("1.按照条例第二十条（一）至（三）项公开", "item", "1", "按照条例第二十条（一）至（三）项公开", None),
        ("一、总体情况（一）主动公开", "part", "一", "总体情况", "（一）主动公开"),
        ("三．申请", "part", "三", "申请", None),
        ("四、复议情况：", "part", "四", "复议情况", None),
        ("（一）主动公开", "clause", "一", "主动公开", None),
        ("(二) 依申请公开", "clause", "二", "依申请公开", None),
        ("㈢监督保障", "clause", "三", "监督保障", None),
        ("（一）主动公开情况。2023年共公开300条。", "clause", "一", "主动公开情况", "2023年共公开300条。"),
        ("（一）主动公开情况：2023年，共公开300条。", "clause", "一", "主动公开情况", "2023年，共公开300条。"),
        ("（一）主动公开　2023年，本局公开信息三百条。", "clause", "一", "主动公开", "2023年，本局公开信息三百条。"),
        ("1.政策解读", "item", "1", "政策解读", None),
        ("１．政策解读", "item", "1", "政策解读", None),
        ("12、政策解读", "item", "12", "政策解读", None),
        ("（1）解读形式", "subitem", "1", "解读形式", None),
        ("⑵解读形式", "subitem", "2", "解读形式", None),
        ("第一部分 概述", "chapter", "一", "概述", None),
        ("第三部分、申请", "chapter", "三", "申请", None),
    ],
)
def test_headings(line: str, style: str, number: str, title: str, body: str | None) -> None:
    found = heading(Chars.at(line, 5))
    assert found is not None
    assert (found.style, found.number, found.title) == (style, number, title)
    assert (found.body.text if found.body else None) == body
    assert line.startswith(found.chars.text)
    if found.body is not None:
        assert line[found.body.starts[0] - 5 : found.body.ends[-1] - 5] == body


@pytest.mark.parametrize(
    "line",
    [
        "2023年，本局公开信息。",
        "3.5万条",
        "一是加强领导。",
        "第一，加强领导。",
        "二、三季度各公开一次",
        "《条例》",
        "1",
        "一、",
        "12345热线",
    ],
)
def test_no_headings(line: str) -> None:
    assert heading(Chars.at(line, 0)) is None
