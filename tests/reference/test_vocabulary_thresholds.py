"""Which tables are statistics, and which cells are headings of parts after all."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from linter import reference
from linter.forms import form as forms
from linter.model.document import Cell, Chars, Grid, Span
from linter.reference.vocabulary import Vocabulary

VOCABULARY = reference.load().vocabulary


def grid(*rows: Sequence[str]) -> Grid:
    return Grid(
        tuple(
            tuple(Cell(Chars.at(text, 0), Span(0, len(text)), row, column) for column, text in enumerate(cells, 1))
            for row, cells in enumerate(rows, 1)
        ),
        1,
    )


@pytest.mark.threshold("reference.vocabulary._DEEPEST_HEAD")
def test_a_table_of_statistics_is_known_by_its_first_four_rows() -> None:
    assert VOCABULARY.is_statistics(grid(*[["附表", ""]] * 3, ["统计指标", "单位"]))
    assert not VOCABULARY.is_statistics(grid(*[["附表", ""]] * 4, ["统计指标", "单位"]))


@pytest.mark.threshold("reference.vocabulary._LONGEST_INDICATOR")
def test_a_cell_that_tells_what_its_table_is_has_up_to_forty_characters() -> None:
    assert VOCABULARY.is_statistics(grid(["信息公开统计表".rjust(40, "某")]))
    assert not VOCABULARY.is_statistics(grid(["信息公开统计表".rjust(41, "某")]))


@pytest.mark.threshold("reference.vocabulary._LEAST_LIKE_TITLE")
def test_a_cell_is_the_heading_of_a_part_that_it_has_more_than_half_of() -> None:
    title = "收费情况甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
    assert len(title) == 20
    form = forms.build(
        {
            "regime": "2021",
            "notice": "",
            "since": 2021,
            "until": None,
            "ordered": True,
            "parts": [{"key": "fees", "title": title, "subject": "收费"}],
            "tables": [
                {
                    "name": "disclosure",
                    "printed": {"zh": "表", "en": "table"},
                    "title": "表",
                    "part": "fees",
                    "blocks": [{"columns": [{"key": "n", "label": "件数"}], "rows": [{"key": "r", "label": "项目"}]}],
                }
            ],
        }
    )
    vocabulary = Vocabulary.of([form], "^统计指标$")

    def is_heading(same: int, length: int) -> bool:
        """Whether a cell is one of whose characters the first stand in the title, out of the longer one's."""
        return vocabulary.is_part_title_not_label(Chars.at(f"一、{title[:same].ljust(length, '〇')}", 0))

    assert not is_heading(10, 20)
    assert is_heading(11, 21)


@pytest.mark.parametrize(
    ("text", "is_label"), [("行政许可（件）", True), ("自然人(件)", True), ("（件）", False), ("行政许可件", False)]
)
def test_a_label_may_have_a_note_in_brackets_behind_it(text: str, is_label: bool) -> None:
    assert VOCABULARY.is_label(text) is is_label
    assert VOCABULARY.knows(text) or not is_label


def test_a_title_to_the_letter_is_compared_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)  # takes as long to import as a report to check
    assert VOCABULARY.is_part_title_not_label(Chars.at("三、收到和处理政府信息公开申请情况", 0))
    with pytest.raises(ImportError):
        VOCABULARY.is_part_title_not_label(Chars.at("三、收到和处理政府信息公开申请情况说明", 0))
