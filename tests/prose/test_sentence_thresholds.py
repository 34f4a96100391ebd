"""How long sentences are, and how many words around a figure tell what it is."""

from __future__ import annotations

import re
from itertools import repeat

import pytest

from linter import reference
from linter.engine.lint import parse_source
from linter.model.document import Chars
from linter.prose.claims import Claim, Passage, Reader, passages
from linter.prose.figure_context import StatedFigure, places
from linter.prose.running_text import lines
from linter.prose.sentences import Group, atoms_of, stretches_of
from linter.text.folding import Folded

LANGUAGE = reference.load().language


def claims_of(text: str, organization: str | None = None) -> list[Claim]:
    folded = Folded(Chars.at(text, 0))
    passage = Passage(folded, "三、收到和处理政府信息公开申请情况", None, tuple(LANGUAGE.sentences(folded.text)))
    return list(Reader(LANGUAGE.data, 2022, organization).claims(passage))


def told(text: str, organization: str | None = None) -> list[tuple[str, int | float]]:
    return [(claim.key, claim.value) for claim in claims_of(text, organization)]


@pytest.mark.threshold("prose.claims._SHORTEST_NAME")
def test_an_organ_is_called_by_the_last_three_characters_of_its_name_or_more() -> None:
    assert told("档案馆收到政府信息公开申请5件。", "云川市档案馆") == [("received", 5)]
    assert told("案馆收到政府信息公开申请5件。", "云川市档案馆") == []


@pytest.mark.threshold("prose.claims._MOST_OF_A_KIND")
@pytest.mark.parametrize(
    ("clause", "how"),
    [("没有收到政府信息公开申请，", "none"), ("收到申请均已按期答复，", "all")],
)
def test_a_sentence_says_the_same_twenty_times(clause: str, how: str) -> None:
    def times(said: int) -> int:
        return sum(claim.stated_as == how for claim in claims_of("".join(repeat(clause, said)) + "特此说明。"))

    assert times(20) == 20
    assert times(21) == 20


def test_a_year_to_compare_with_is_not_that_of_the_figures_behind() -> None:
    assert told("相比2021年收到3件，收到政府信息公开申请5件。") == [("received", 5)]
    assert told("2021年收到3件，收到政府信息公开申请5件。") == []


@pytest.mark.threshold("prose.figure_context._FEWEST_WORDS")
def test_a_single_character_before_a_figure_leans_on_the_clause_before() -> None:
    def before(text: str) -> str:
        (sentence,) = LANGUAGE.sentences(Folded(Chars.at(text, 0)).text)
        (place,) = places(sentence)
        return StatedFigure(place, re.compile("收到"), str).before

    assert before("收到申请，共5件") == "收到申请共"
    assert before("收到申请，共计5件") == "共计"


@pytest.mark.threshold("prose.running_text._SHORTEST_WRAPPED")
def test_a_line_of_24_characters_may_be_broken_at_the_width_of_a_page() -> None:
    def read(length: int) -> list[str]:
        report = parse_source(f"一、总体情况\n{'甲' * length}\n乙乙\n", "a.txt", "text")
        return [line.text for line in lines(report, passages(report, LANGUAGE)) if line.kind == "prose"]

    assert read(24) == ["甲" * 24 + "乙乙"]
    assert read(23) == ["甲" * 23, "乙乙"]


@pytest.mark.threshold("prose.sentences._LONGEST")
def test_a_sentence_has_up_to_1200_characters() -> None:
    assert list(stretches_of("甲" * 1_200 + "。乙")) == [(0, 1_200), (1_201, 1_202)]
    assert list(stretches_of("甲" * 1_201 + "。乙")) == [(1_202, 1_203)]


@pytest.mark.threshold("prose.sentences._MOST_FIGURES")
def test_a_sentence_has_up_to_eighty_figures() -> None:
    assert len(LANGUAGE.sentences(",".join(repeat("申请5件", 80)))) == 1
    assert LANGUAGE.sentences(",".join(repeat("申请5件", 81))) == []


@pytest.mark.threshold("prose.sentences._DEEPEST")
def test_brackets_count_up_to_four_within_each_other() -> None:
    def brackets(depth: int) -> int:
        """How many brackets around a figure are read as such."""
        (sentence,) = LANGUAGE.sentences(f"申请5件{'(其中' * depth}答复3件{')' * depth}")
        assert [atom.value for atom in atoms_of(sentence) if atom.kind == "QUANTITY"] == [5, 3]
        found = 0
        stretches = sentence
        while groups := [
            atom
            for stretch in stretches
            for clause in stretch
            for item in clause
            for atom in item.atoms
            if isinstance(atom, Group)
        ]:
            found += 1
            stretches = groups[0].stretches
        return found

    assert brackets(4) == 4
    assert brackets(5) == 4
