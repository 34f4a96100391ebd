"""Folding, and the way back to the characters that stand in the source."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linter.model.document import Chars
from linter.text import folding
from linter.text.folding import _FOLD, Folded, fold, label_key

SIGNS = '一二（）()㈠㈩⑴１２12、．. \u3000\xa0\u200b“”"公開开國国abcＡ。\n⾏⻔行︵﹐²¹⁽㊟\ue123\uf0b7\ufe0f\U0002f804'
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40)


def test_what_is_folded() -> None:
    assert fold("（一）㈠ １．　主動公開“甲”〔2021〕") == '(一)(一)1.主动公开"甲"[2021]'
    assert label_key("3.危及“三安全一稳定”") == label_key('３、危及"三安全一稳定"') == "3危及三安全一稳定"
    assert label_key("商业\n 企业") == "商业企业"
    assert fold("⾏政许可、⾨户⻔户、⾃然⼈︵⻓期︶﹐行") == "行政许可、门户门户、自然人(长期),行"
    assert fold("\uf0b7 1,203¹⁽²⁾条\ufe0f㊟\u202a") == "1,203条"


def test_a_long_text_is_not_kept() -> None:
    kept = folding._kept.cache_info().currsize
    assert fold("Ａ" * 4_001) == "A" * 4_001
    assert folding._kept.cache_info().currsize == kept


@given(TEXTS, st.integers(0, 9))
@example("㈠ 甲", 0)
def test_every_folded_character_knows_where_it_comes_from(text: str, start: int) -> None:
    folded = Folded(Chars.at(text, start))
    assert folded.text == fold(text)
    assert len(folded.index) == len(folded.text)
    for position in range(len(folded.text)):
        begin, end = folded.span(position, position + 1)
        assert folded.text[position] in fold(text[begin - start : end - start])


@pytest.mark.whole
@given(st.text(st.sampled_from([*map(chr, _FOLD), *"一二，：；（）“”。 　ab\n"]), max_size=20))
def test_every_sign_is_folded_whatever_stands_beside_it(text: str) -> None:
    assert fold(text) == "".join(sign.translate(_FOLD) for sign in text)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
