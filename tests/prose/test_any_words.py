"""Words of figures in any order are read without a crash, and every figure keeps its place."""

from __future__ import annotations

from random import Random

import pytest

from linter import reference
from linter.model.document import Chars
from linter.prose.breakdowns import breakdowns
from linter.prose.claims import Reader
from linter.prose.passages import Passage
from linter.prose.shares import stated_shares
from linter.text.folding import Folded

LANGUAGE = reference.load().language
_SIGNS = "，、；：。（）()[]!-~近约数上余多占○0"
_FIGURES = ("3", "十二", "2.85万", "百分之三", "5%", "2023年", "12月31日", "第3", "1,234", "五个工作日", "0.7%", "零")
_PIECES = (*LANGUAGE.words.data["words"], *(3 * [*LANGUAGE.words.units]), *(40 * [*_SIGNS, *_FIGURES]))


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(4))
def test_words_in_any_order(seed: int) -> None:
    rng = Random(seed)
    for _ in range(1_500):
        folded = Folded(Chars.at("".join(rng.choices(_PIECES, k=rng.randint(1, 25))), 0))
        sentences = tuple(LANGUAGE.sentences(folded.text))
        list(breakdowns(sentences, sentences, LANGUAGE.words))
        list(stated_shares(sentences, sentences, LANGUAGE.words))
        passage = Passage(folded, "（二）依申请公开", None, sentences)
        list(Reader(LANGUAGE.words, 2023, "云川市人民政府").claims(passage))
        for sentence in sentences:
            for mention in sentence.mentions:
                assert mention.text.removesuffix(mention.unit) in folded.text[mention.start : mention.end]
