"""Lines broken at the width of a page become the paragraphs that they were, each sign with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.document import Paragraph
from linter.readers.delimited_lines import split_lines
from linter.readers.wrapped_lines import wrapping
from tests.readers.reader_samples import paragraphs, read_as

SENTENCE = "本机关把办事条件放在首页，按月更新内容"  # nineteen signs


def told(length: int, mark: str = "。") -> str:
    """A paragraph of so many signs, of which no two that follow each other are alike."""
    return (SENTENCE * (length // len(SENTENCE) + 1))[: length - 1] + mark


def broken(texts: list[str], width: int, indent: str = "") -> str:
    """The texts in lines of so many signs."""
    lines = [(indent + text)[at : at + width] for text in texts for at in range(0, len(indent + text), width)]
    return "\n".join(lines) + "\n"


TEXTS = [told(length) for length in (95, 130, 88, 111, 150)]


@given(
    st.lists(st.integers(20, 200).map(told), min_size=8, max_size=14),
    st.integers(24, 60),
    st.sampled_from(["\u3000\u3000", "    "]),
    st.sampled_from(["text", "markdown"]),
)
def test_indented_paragraphs_come_back_whatever_the_width(texts: list[str], width: int, indent: str, form: str) -> None:
    if form == "markdown" and indent == "    ":
        return  # there that is code
    source = broken(texts, width, indent)
    if source.count("\n") < 2 * len(texts):
        return
    document = read_as(form, source)
    assert paragraphs(document) == texts
    for block in document.blocks:
        assert isinstance(block, Paragraph)
        assert "".join(source[at] for at in block.text.starts) == block.text.text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_without_indents_a_paragraph_ends_with_its_sentence(end: str) -> None:
    assert paragraphs(read_as("text", broken(TEXTS, 30).replace("\n", end))) == TEXTS


def test_a_number_at_the_beginning_of_a_line_goes_on_with_a_sentence_and_begins_a_point() -> None:
    texts = [told(70, "，")[:-1] + "收到12、13两日的来信。", *TEXTS, "1.第一点" + told(50), "2.第二点" + told(40)]
    assert paragraphs(read_as("text", broken(texts, 30))) == texts


def test_a_paragraph_goes_on_behind_the_end_of_a_page() -> None:
    lines = broken(TEXTS, 30, "\u3000\u3000").splitlines()
    assert paragraphs(read_as("text", "\n".join([*lines[:2], "", " - 3 -", "\f", *lines[2:]]))) == TEXTS
    assert paragraphs(read_as("text", "\n".join([*lines[:2], "第3页", *lines[2:]]))) == TEXTS


def test_what_runs_along_the_heads_of_pages_is_read_once() -> None:
    lines = broken(TEXTS, 30, "\u3000\u3000").splitlines()
    source = "\f".join(
        f"资料汇编 第{number}期\n" + "\n".join(lines[at : at + 6]) + "\n" for number, at in enumerate(range(0, 24, 6))
    )
    assert paragraphs(read_as("text", source)) == ["资料汇编 第0期", *TEXTS]


def test_a_blank_line_ends_a_paragraph() -> None:
    lines = broken(TEXTS, 30, "\u3000\u3000").splitlines()
    found = paragraphs(read_as("text", "\n".join([*lines[:2], "", *lines[2:]])))
    assert found[:2] == ["".join(lines[:2]).strip(), lines[2] + lines[3]]


@pytest.mark.parametrize(
    "source",
    [
        "\n".join(TEXTS),  # a paragraph a line
        "\n".join(["（一）推进公开。", "（二）规范办理。"] * 10),
        "\n".join(["行政规范性文件    2    122    21", "行政许可    1"] * 10),  # cells
        "\n".join([told(30)] * 10),  # sentences as long as each other
        broken([told(80)], 30),  # too few lines to tell
        "\n".join(f"| {told(20)} | {told(20)} |" for _ in range(10)),
    ],
)
def test_what_is_not_broken_stays(source: str) -> None:
    assert wrapping(list(split_lines(source))) is None


def is_wrapped(texts: list[str], width: int = 30, indent: str = "") -> bool:
    return wrapping(list(split_lines(broken(texts, width, indent)))) is not None


@pytest.mark.threshold("readers.wrapped_lines._SHORTEST_PROSE")
def test_cells_of_up_to_four_signs_do_not_show_how_wide_lines_are() -> None:
    """One line of fifty is longer than those that look full; among a hundred it is nothing."""

    def is_wrapped(cell: str) -> bool:
        full = [told(25, "件")] * 4
        return wrapping(split_lines("\n".join([*full, told(60), *[told(10)] * 10, *[cell] * 50]))) is not None

    assert not is_wrapped("一二三件")
    assert is_wrapped("一二三四件")


@pytest.mark.threshold("readers.wrapped_lines._FEWEST_FULL")
def test_four_full_lines_tell_a_width() -> None:
    assert is_wrapped([told(130)])
    assert not is_wrapped([told(95), "无"])


@pytest.mark.threshold("readers.wrapped_lines._NARROWEST")
@pytest.mark.threshold("readers.wrapped_lines._WIDEST")
def test_a_page_is_forty_to_a_hundred_and_forty_columns_wide() -> None:
    assert [is_wrapped(TEXTS * 3, width) for width in (19, 20, 70, 71)] == [False, True, True, False]

    def of_columns(width: int) -> bool:
        """Lines alike in columns and not in characters."""
        lines = ["甲，" + "a" * narrow + "乙" * ((width - 4 - narrow) // 2) for narrow in range(width % 2, 22, 4)]
        return wrapping(list(split_lines("\n".join(lines)))) is not None

    assert [of_columns(width) for width in (39, 40, 140, 141)] == [False, True, True, False]


@pytest.mark.threshold("readers.wrapped_lines._SLACK")
def test_a_full_line_may_lack_five_columns() -> None:
    def joined(less: int) -> bool:
        source = broken(TEXTS, 30) + "a" * (60 - less) + "甲\n" + "乙。\n"
        return paragraphs(read_as("text", source))[-1].endswith("甲乙。")

    assert [joined(less) for less in (7, 8)] == [True, False]


@pytest.mark.threshold("readers.wrapped_lines._MOST_LONGER")
def test_one_line_in_twenty_may_be_longer() -> None:
    longer = "甲" * 60 + "\n" + "乙" * 60
    assert wrapping(list(split_lines(broken([told(30 * 38)], 30) + longer))) is not None
    assert wrapping(list(split_lines(broken([told(30 * 36)], 30) + longer))) is None


@pytest.mark.threshold("readers.wrapped_lines._MOST_ENDED")
def test_four_full_lines_in_ten_may_end_a_sentence() -> None:
    def of(ended: int, full: int) -> bool:
        lines = ["甲" * 29 + "。"] * ended + ["乙" * 15 + "，" + "丙" * 14] * (full - ended)
        return wrapping(list(split_lines("\n".join(lines)))) is not None

    assert (of(4, 10), of(5, 12)) == (True, False)


@pytest.mark.threshold("readers.wrapped_lines._LEAST_MARKED")
def test_lines_of_one_length_without_marks_are_a_list() -> None:
    def of(marked: int, full: int) -> bool:
        lines = ["甲" * 15 + "，" + "乙" * 14] * marked + ["丙" * 30] * (full - marked)
        return wrapping(list(split_lines("\n".join(lines)))) is not None

    assert (of(4, 10), of(3, 8)) == (True, False)


@pytest.mark.threshold("readers.wrapped_lines._INDENT")
@pytest.mark.threshold("readers.wrapped_lines._FEWEST_INDENTED")
def test_two_lines_indented_by_two_columns_tell_that_paragraphs_are() -> None:
    def of(indents: list[int]) -> bool:
        source = "".join(broken([text], 30, " " * indent) for text, indent in zip(TEXTS, indents, strict=True))
        found = wrapping(list(split_lines(source)))
        assert found is not None
        return found.indented

    assert of([2, 2, 0, 0, 0])
    assert not of([2, 0, 0, 0, 0])
    assert not of([1, 1, 1, 1, 1])


@pytest.mark.threshold("readers.wrapped_lines._DEEPEST_INDENT")
def test_what_begins_more_than_eight_columns_to_the_right_is_no_text() -> None:
    def joined(indent: int) -> bool:
        source = broken(TEXTS, 30, "\u3000\u3000") + " " * indent + "甲" * 28 + "\n" + "乙丙。\n"
        return paragraphs(read_as("text", source))[-1].endswith("甲乙丙。")

    assert [joined(indent) for indent in (8, 9)] == [True, False]


@pytest.mark.threshold("readers.wrapped_lines._PAGE_HEAD")
def test_two_lines_may_run_along_the_head_of_a_page() -> None:
    lines = broken(TEXTS, 30, "\u3000\u3000").splitlines()

    def heads(count: int) -> int:
        head = "".join(f"刊名{number}行\n" for number in "甲乙丙"[:count])
        source = "\f".join(head + "\n".join(lines[at : at + 8]) + "\n" for at in (0, 8, 16))
        return sum("刊名" in text for text in paragraphs(read_as("text", source)))

    assert heads(2) == 2
    assert heads(3) > 3


@pytest.mark.threshold("readers.wrapped_lines._SHORTEST_OPEN")
def test_a_line_of_24_characters_may_leave_a_bracket_open() -> None:
    def of(length: int) -> list[str]:
        return paragraphs(read_as("text", "如有疑问请来信（地址".ljust(length, "某") + "\n水利大厦三楼）。\n"))

    assert len(of(24)) == 1
    assert len(of(23)) == 2


@pytest.mark.parametrize(
    ("figures", "joined"), [(" 48 0 66", False), (" 1,048 / -", False), (" 48 66", True), (" 48 0 6件", True)]
)
def test_a_bracket_left_open_before_three_figures_is_that_of_a_rows_label(figures: str, joined: bool) -> None:
    source = f"（二）部分公开（区分处理的，只计这一情形，不{figures}\n计其他情形）\n"
    assert len(paragraphs(read_as("text", source))) == (1 if joined else 2)


@pytest.mark.parametrize("second", ["水利大厦（三楼）。", "水利大厦三楼。", "水利大厦   三楼）。"])
def test_another_bracket_or_none_does_not_close_it(second: str) -> None:
    first = "如有疑问请来信（地址".ljust(30, "某")
    assert paragraphs(read_as("text", f"{first}\n{second}\n")) == [first, second]


@pytest.mark.threshold("readers.wrapped_lines._MOST_LOOKED_AT")
def test_three_thousand_lines_tell_how_a_text_is_wrapped() -> None:
    wrapped = broken([told(140)], 30)
    for before, is_seen in ((2996, True), (2997, False)):
        source = "短句。\n" * before + wrapped
        assert (wrapping(split_lines(source)) is not None) is is_seen
