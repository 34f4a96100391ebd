"""Tables of statistics and titles of parts at the limits of what is known as such, and one step beyond them."""

from __future__ import annotations

import pytest

from linter import reference
from linter.model.document import Chars, Grid
from linter.readers import read
from linter.reference.vocabulary import Vocabulary

TITLE = "收到和处理政府信息公开申请情况"


def grid(*rows: str) -> Grid:
    lines = [f"| {row} |" for row in rows]
    document = read("-", "\n".join([lines[0], "|---|", *lines[1:]]).encode(), "markdown")
    return next(block for block in document.blocks if isinstance(block, Grid))


@pytest.mark.threshold("reference.vocabulary._DEEPEST_HEAD")
@pytest.mark.parametrize(("above", "expected"), [(3, True), (4, False)])
def test_the_head_of_a_table_has_four_rows(above: int, expected: bool) -> None:
    assert Vocabulary.of((), "统计指标").is_statistics(grid(*above * ["水"], "统计指标")) is expected


@pytest.mark.threshold("reference.vocabulary._LONGEST_INDICATOR")
@pytest.mark.parametrize(("length", "expected"), [(40, True), (41, False)])
def test_what_tells_the_kind_of_a_table_has_forty_characters(length: int, expected: bool) -> None:
    text = "水" * (length - len("统计指标")) + "统计指标"
    assert Vocabulary.of((), "统计指标").is_statistics(grid(text)) is expected


@pytest.mark.threshold("reference.vocabulary._LEAST_LIKE_TITLE")
@pytest.mark.parametrize(
    ("letters", "others", "expected"),
    [(8, 7, True), (8, 8, False), (7, 8, False)],
)
def test_a_line_is_a_title_when_more_than_half_of_its_letters_are(letters: int, others: int, expected: bool) -> None:
    """Two at its beginning and those at its end are kept, with others between them."""
    line = f"三、{TITLE[:2]}{'水' * others}{TITLE[2 - letters :]}"
    assert reference.load().vocabulary.is_part_title_not_label(Chars.at(line, 0)) is expected
