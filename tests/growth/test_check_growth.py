"""A report with one line, sign or word many times over is checked in time in proportion to its length.

The line stands in a report of the repository, as one long line, as many lines or as long sentences, in each format in
turn. The words are those of the rules and language files, so a new word comes up here by itself; which of them are
tried is drawn with a fixed seed.
"""

from __future__ import annotations

import html
import random
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import FileResult

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
CHARACTERS = 40_000
LINES = 800
MOST_GROWTH = 6  # for four times the size
SPARED = 0.3  # seconds of processor time, below which nothing is said
SENTENCE = 1_150  # signs: longer ones are not read

SIGNS = [
    *"98*○_×X第件%、，。；：()（《“-—'｜|#>~=+@…",
    " ",
    "\u3000",
    "\u200b",
    "個",
    "😀",
    "㈠",
    "①",
    "1.",
    "1,",
    "12,345",
]
PHRASES = [
    *(
        "六、需要报告",
        "一是",
        "四个方面：",
        "四个方面：一是甲；二是乙。",
        "包括总体情况、",
        "张三、",
        "李四等",
        "2021年",
        "1月",
        "第3",
    ),
    *(
        "2022-01-0",
        "〔2021〕",
        "国办发〔2021〕30号",
        "11010119900307721X，",
        "13812345678 ",
        "1 ",
        "约3件",
        "一亿",
        "百分之三",
    ),
    *(
        "收到3件，",
        "收到政府信息公开申请3件，占5%。",
        "收到申请3件，全部办结。",
        "未收到申请。予以公开3件。",
        "办结率3%!",
        "上年结转3件，",
    ),
    *(
        "[甲](http://a-b.cn/)",
        "<!-- 甲 -->",
        "&amp;",
        "**",
        "`",
        "本机关",
        "云岫县教育局",
        "由云岫县教育局编制。",
        "123456打不开",
        "数据",
    ),
]
KINDS = [
    *(
        "一、总体情况",
        "（一）加强公开",
        "1. 加强公开",
        "第一部分 总体情况",
        "# 总体情况",
        "四个方面：",
        "九九",
        "2022年1月1日",
    ),
    *(
        "云岫县教育体育局",
        "云岫县2022年政府信息公开工作年度报告",
        "维持原决定 1 2 3 4 5",
        "| 甲 | 1 | 2 |",
        "收到申请3件，办结2件。",
    ),
    *(
        "<!-- nianbao: ignore A301 -->",
        "本机关认真贯彻落实条例，持续推进公开工作，取得成效，努力推动工作再上台阶并且和",
        "- 3 -",
        "附件：名单",
        "(1) 甲",
    ),
]


def words() -> list[str]:
    """The Chinese words of all rules, forms and language files."""
    found: set[str] = set()
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        if "starter" not in path.parts:
            for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
                found.update(re.findall("[一-鿿]{1,6}", text))
    return sorted(found)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = [inner for key, inner in value.items() if key not in {"examples", "message", "help", "basis"}]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) else []


def report(middle: str, format: str) -> bytes:
    """The report of the repository with something in place of its first long line."""
    suffix = {"text": "txt", "markdown": "md", "html": "html"}[format]
    source = (ROOT / f"examples/2021-faulty.{suffix}").read_text(encoding="utf-8")
    line = next(line for line in source.split("\n") if len(line) > 30 and "，" in line)
    if format == "html":
        middle = "\n".join(f"<p>{html.escape(one)}</p>" for one in middle.split("\n"))
    return source.replace(line, middle).encode()


def check(data: bytes, format: str) -> FileResult:
    return lint_bytes("report", data, shipped(), Options(), format=format)


def seconds(data: bytes, format: str) -> float:
    begun = time.process_time()
    result = check(data, format)
    spent = time.process_time() - begun
    assert result.error is None, result.error
    assert not [entry for entry in result.not_evaluated if entry.crashed]
    return spent


def excess(middle: Callable[[int], str], format: str, size: int, spent: Callable[[bytes, str], float] = seconds) -> str:
    """How much longer four times the size takes, empty where it is no more than it may."""
    large, small = report(middle(size), format), report(middle(size // 4), format)
    more = less = float("inf")
    for _ in range(3):  # what else the machine does is not the program's time
        more, less = min(more, spent(large, format)), min(less, spent(small, format))
        if more <= MOST_GROWTH * less + SPARED:
            return ""
    return f"{more:.2f} s after {less:.2f} s for a fourth, in {format}"


def told(cases: Sequence[tuple[str, Callable[[int], str]]], size: int) -> list[str]:
    formats = ("text", "markdown", "html")
    found = []
    for number, (name, middle) in enumerate(cases):
        if slow := excess(middle, formats[number % 3], size):
            found.append(f"{name!r}: {slow}")
    return found


def _line(token: str) -> Callable[[int], str]:
    return lambda size: "本机关" + token * (size // len(token))


def _sentences(token: str) -> Callable[[int], str]:
    return lambda size: (token * (SENTENCE // len(token)) + "。") * (size // SENTENCE)


def _lines(line: str) -> Callable[[int], str]:
    return lambda size: "\n".join([line] * size)


def test_one_sign_again_and_again() -> None:
    assert not told([(sign, _line(sign)) for sign in SIGNS], CHARACTERS)


def test_one_phrase_again_and_again() -> None:
    assert not told([(phrase, _line(phrase)) for phrase in PHRASES], CHARACTERS // 2)


def test_long_sentences() -> None:
    assert not told([(phrase, _sentences(phrase)) for phrase in PHRASES[::3]], CHARACTERS // 4)


def test_one_line_again_and_again() -> None:
    assert not told([(line, _lines(line)) for line in KINDS], LINES)


def test_words_of_the_rules() -> None:
    draw = random.Random(2021)
    chosen = draw.sample(words(), 16)
    tokens = [word + draw.choice(["", "，", "、", "3件", "9", "(", "《", "\u3000"]) for word in chosen]
    assert not told([(token, _line(token)) for token in tokens], CHARACTERS // 2)


def test_numbered_lines() -> None:
    """Lines, names and numbers that are all different, as what is remembered of each grows."""
    cases: list[tuple[str, Callable[[int], str]]] = [
        ("headings", lambda size: "\n".join(f"{n % 9 + 1}. 标题{n}" for n in range(size))),
        ("figures", lambda size: "\n".join(f"收到政府信息公开申请{n}件，办结{n}件。" for n in range(size))),
        ("names", lambda size: "、".join(f"张{chr(0x4E00 + n)}" for n in range(size))),
        ("organs", lambda size: "。".join(f"由云岫县{chr(0x4E00 + n)}局编制" for n in range(size))),
        ("numbers as names", lambda size: "\n".join(f"{100_000 + n // 3}打不开" for n in range(size))),
        (
            "sentences",
            lambda size: "\n".join(f"持续推进第{n}项公开工作，认真贯彻落实条例，取得成效。" for n in range(size)),
        ),
    ]
    assert not told(cases, LINES)


@pytest.mark.parametrize(("power", "is_told"), [(1, False), (2, True)])
def test_what_is_quadratic_is_told(power: int, is_told: bool) -> None:
    slow = excess(_line("9"), "text", CHARACTERS, lambda data, _: (len(data) / 20_000) ** power)
    assert bool(slow) is is_told
