"""Sentences that agree with the tables are silent, the others are reported, however digits are written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.engine.lint import lint_source
from linter.text.numbers import chinese_numeral
from tests.places import RULE_EXAMPLES

PAIRS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text("utf-8"))
_BASE = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
_APPLICATIONS = re.compile(r"全年新收政府信息公开申请400件.*?后答复。")
_RULES = re.compile(r"全年制发规章2件.*?上网。")
_PROSE = ("A305", "A306", "A307", "N401", "N402")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def found(sentence: str, under: str) -> list[str]:
    source = _RULES.sub("", _APPLICATIONS.sub("", _BASE))
    assert source.count(under) >= 1
    source = re.sub(rf"(### （.）{under}\n\n)", rf"\g<1>{sentence}\n\n", source)
    assert sentence in source
    result = lint_source(source)
    assert not any(entry.crashed for entry in result.not_evaluated)
    return [d.code for d in result.diagnostics if d.code in _PROSE or d.code == "A300"]


def full_width(sentence: str) -> str:
    return sentence.translate(_FULL_WIDTH)


def spaced(sentence: str) -> str:
    return re.sub(r"\d+", lambda match: f" {' '.join(match[0])} ", sentence)


def in_numerals(sentence: str) -> str:
    """Figures below a hundred as Chinese numerals, larger ones too where they have a plain form."""

    def numeral(match: re.Match[str]) -> str:
        value = int(match[0])
        if 0 < value < 100:
            return chinese_numeral(value)
        hundreds, rest = divmod(value, 100)
        if not 0 < hundreds < 10:
            return match[0]
        digit = chinese_numeral(hundreds) + "百"
        if rest == 0:
            return digit
        if rest < 10:
            return f"{digit}零{chinese_numeral(rest)}"
        return digit + ("一" if rest < 20 else "") + chinese_numeral(rest)

    return re.sub(r"(?<![\d.（(])\d+(?![\d.%）)]|年)", numeral, sentence)


def name(pair: dict[str, Any], kind: str) -> str:
    return f"{pair.get('code', '-'.join(_PROSE))}-{pair[kind][:16]}"


WRITTEN = {"as they are": str, "full-width": full_width, "spaced": spaced, "numerals": in_numerals}


def test_there_are_enough_of_each() -> None:
    assert len([pair for pair in PAIRS if "wrong" in pair]) * 2 >= 150
    assert {pair["code"] for pair in PAIRS if "wrong" in pair} == set(_PROSE)


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: name(pair, "right"))
def test_a_right_sentence_is_silent(pair: dict[str, Any], way: str) -> None:
    assert found(WRITTEN[way](pair["right"]), pair.get("under", "依申请公开")) == []


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("pair", [pair for pair in PAIRS if "wrong" in pair], ids=lambda pair: name(pair, "wrong"))
def test_a_wrong_sentence_is_reported(pair: dict[str, Any], way: str) -> None:
    assert pair["code"] in found(WRITTEN[way](pair["wrong"]), pair.get("under", "依申请公开"))
