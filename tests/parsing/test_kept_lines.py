"""What is kept of lines and headings between reports: of short ones alone, and of no more than so many."""

from __future__ import annotations

from linter import reference
from linter.forms import form
from linter.model.document import Chars, Paragraph
from linter.parsing import page_furniture
from linter.text import headings


def test_of_headings_short_ones_are_kept() -> None:
    headings._usual_beginning.cache_clear()
    assert headings.heading(Chars.at("一、总体情况。" + "文" * 100, 0)) is not None
    assert headings._usual_beginning.cache_info().currsize == 0
    for number in range(2_100):
        assert headings.heading(Chars.at(f"一、第{number}件事", 0)) is not None
    assert headings._usual_beginning.cache_info().currsize == headings._usual_beginning.cache_info().maxsize == 2_048


def test_of_titles_short_ones_are_kept() -> None:
    form._is_usual_subject.cache_clear()
    known = reference.load().forms["2021"]
    assert known.part_about("总体情况" + "文" * 100) is known.part("overview")
    assert form._is_usual_subject.cache_info().currsize == 0
    for number in range(4_100):
        assert known.part_about(f"第{number}件事") is None
    assert form._is_usual_subject.cache_info().currsize == form._is_usual_subject.cache_info().maxsize == 4_096


def test_of_lines_that_may_be_the_page_s_short_ones_are_kept() -> None:
    page_furniture._kind.cache_clear()
    page_furniture._usual_entry.cache_clear()
    lexicon = reference.load().lexicon
    line = Paragraph(Chars.at("一、总体情况" + "文" * 115, 0))
    assert list(page_furniture.without_furniture([line] * 4, lexicon)) == [line] * 4
    assert page_furniture._kind.cache_info().currsize == page_furniture._usual_entry.cache_info().currsize == 0
    lines = [Paragraph(Chars.at(f"一、第{number}件事", 0)) for number in range(2_100)]
    assert list(page_furniture.without_furniture(lines, lexicon)) == lines
    for kept in (page_furniture._kind.cache_info(), page_furniture._usual_entry.cache_info()):
        assert kept.currsize == kept.maxsize == 2_048
