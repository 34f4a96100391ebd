"""Edits: which texts become of which, and that nothing beside them is touched."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.diagnostics import Edit, Fix
from linter.model.document import Chars
from linter.text.edits import applied, respelled, rewritten
from linter.text.folding import label_key


def fix(*edits: tuple[int, int, str]) -> Fix:
    return Fix("safe", "", tuple(Edit(*edit) for edit in edits))


def with_edits(source: str, edits: tuple[Edit, ...]) -> str:
    text, count = applied(source, [Fix("safe", "", edits)])
    assert count == 1
    return text


def test_edits_are_made_from_the_places_of_the_source_as_it_was() -> None:
    assert applied("abcdef", [fix((4, 5, "")), fix((0, 1, "xyz")), fix((2, 2, "-"))]) == ("xyzb-cdf", 3)


@pytest.mark.parametrize(
    "second", [(2, 5, "x"), (1, 3, ""), (3, 4, "y"), (2, 2, "z"), (0, 9, "")], ids=["same", "left", "in", "at", "all"]
)
def test_of_two_that_touch_each_other_the_first_wins(second: tuple[int, int, str]) -> None:
    assert applied("abcdefghi", [fix((2, 5, "-")), fix(second)]) == ("ab-fghi", 1)


def test_edits_that_only_meet_are_both_made() -> None:
    assert applied("abcd", [fix((0, 2, "x")), fix((2, 4, "y"))]) == ("xy", 2)


def test_a_fix_is_made_whole_or_not_at_all() -> None:
    assert applied("abcdef", [fix((1, 2, "-")), fix((4, 5, "!"), (1, 3, "!")), fix((5, 6, "?"))]) == ("a-cde?", 2)


@pytest.mark.parametrize("edit", [(1, 3, ""), (0, 1, "\n"), (2, 2, "\r\n")])
def test_an_edit_that_reaches_over_a_line_is_not_made(edit: tuple[int, int, str]) -> None:
    assert applied("ab\ncd", [fix(edit)]) == ("ab\ncd", 0)


@pytest.mark.parametrize("edit", [(-1, 1, ""), (2, 1, ""), (1, 9, "")])
def test_an_edit_outside_the_source_is_a_defect(edit: tuple[int, int, str]) -> None:
    with pytest.raises(ValueError, match="outside"):
        applied("abc", [fix(edit)])


EDITS = st.tuples(st.integers(0, 30), st.integers(0, 6), st.text("xyz", max_size=3))


@given(st.text("abcd。", min_size=40, max_size=40), st.lists(st.lists(EDITS, min_size=1, max_size=3), max_size=8))
def test_what_lies_outside_the_edits_stays_and_the_edits_are_there(
    source: str, drawn: list[list[tuple[int, int, str]]]
) -> None:
    fixes = []
    for edits in drawn:
        ordered = sorted(Edit(start, start + length, text) for start, length, text in edits)
        if all(one.end <= other.start and one.start < other.start for one, other in pairwise(ordered)):
            fixes.append(Fix("safe", "", tuple(ordered)))
    text, count = applied(source, fixes)
    assert count <= len(fixes)
    kept: list[Edit] = []  # the same by brute force: a fix is kept if no character and no place is claimed twice
    for one in fixes:
        if all(
            mine.start != other.start and (mine.end <= other.start or other.end <= mine.start)
            for mine in one.edits
            for other in kept
        ):
            kept.extend(one.edits)
            count -= 1
    assert count == 0
    expected = source
    for edit in sorted(kept, reverse=True):
        expected = expected[: edit.start] + edit.text + expected[edit.end :]
    assert text == expected


# --- another wording ---


@pytest.mark.parametrize(
    ("found", "wanted", "becomes", "letters"),
    [
        ("5．属于三类内容事务信息", "5.属于三类内部事务信息", "5．属于三类内部事务信息", 1),
        ("6.属于四类过程性性信息", "6.属于四类过程性信息", "6.属于四类过程性信息", 1),
        ("（一）予 以公开", "（一）予以公开", None, 0),
        ("（三）不公开", "（三）不予公开", "（三）不予公开", 1),
        ("公开信息内", "信息内容", "信息内容", 3),
        ("其它", "其他", "其他", 1),
        ("尚未审", "尚未审结", "尚未审结", 1),
    ],
)
def test_a_label_gets_the_letters_of_another_and_keeps_its_marks(
    found: str, wanted: str, becomes: str | None, letters: int
) -> None:
    respelling = respelled(Chars.at(found, 0), wanted)
    if becomes is None:
        assert respelling is None
        return
    assert respelling is not None
    assert with_edits(found, respelling.edits) == becomes
    assert respelling.letters == letters


@pytest.mark.parametrize(("found", "wanted"), [("4.重复申请", "2.重复申请"), ("重复申请", "2.重复申请")])
def test_a_digit_is_never_respelled(found: str, wanted: str) -> None:
    assert respelled(Chars.at(found, 0), wanted) is None


def test_a_long_text_is_no_label() -> None:
    assert respelled(Chars.at("长" * 121, 0), "短") is None


def test_markup_between_the_letters_stays() -> None:
    source = "三类内<b>容</b><i>事务</i>"
    chars = Chars.join([Chars.at("三类内", 0), Chars.at("容", 6), Chars.at("事务", 14)])
    respelling = respelled(chars, "三类内部事务")
    assert respelling is not None
    assert with_edits(source, respelling.edits) == "三类内<b>部</b><i>事务</i>"
    for words, becomes in {
        "四类外部事项": "四类外<b>部</b><i>事项</i>",
        "三类内容事": "三类内<b>容</b><i>事</i>",
        "类内容事务": "类内<b>容</b><i>事务</i>",
        "三类内容的事务": "三类内<b>容的</b><i>事务</i>",
        "新三类内容事务": "新三类内<b>容</b><i>事务</i>",
        "三类内容要务": "三类内<b>容</b><i>要务</i>",
    }.items():
        edits = rewritten(chars, words)
        assert edits is not None
        assert with_edits(source, edits) == becomes
    assert rewritten(chars, "新") is None  # whose letters it takes the place of, and so where it belongs, nobody knows


def test_white_space_between_the_letters_stays() -> None:
    source = "帐 户"
    edits = rewritten(Chars.at(source, 0), "账户")
    assert edits == (Edit(0, 1, "账"),)


def test_what_stands_in_one_stretch_is_one_edit() -> None:
    assert rewritten(Chars.at("帐户", 3), "账户") == (Edit(3, 5, "账户"),)
    assert rewritten(Chars.at("999", 3), "93") == (Edit(3, 6, "93"),)


@pytest.mark.parametrize("label", ["⾏政许可", "⾏政许可数量", "行政许⼝", "⼀般行政许可"])
def test_a_radical_in_a_label_is_its_letter(label: str) -> None:
    wanted = label.translate(str.maketrans("⾏⼝⼀", "行口一"))
    assert respelled(Chars.at(label, 0), wanted) is None
    respelling = respelled(Chars.at(label + "数", 0), wanted)
    assert respelling is not None
    assert with_edits(label + "数", respelling.edits) == label


def test_a_sign_that_is_no_letter_stays() -> None:
    respelling = respelled(Chars.at("★政许可", 0), "行政许可")
    assert respelling is not None
    assert with_edits("★政许可", respelling.edits) == "★行政许可"


LABELS = st.text("总计公开申请数量、（）一 ．.", max_size=12)


@given(LABELS, LABELS)
def test_a_respelled_label_is_the_wanted_one(found: str, wanted: str) -> None:
    respelling = respelled(Chars.at(found, 0), wanted)
    if respelling is None:  # nothing to change, or no letter beside which to write
        assert label_key(found) in (label_key(wanted), "")
    else:
        assert label_key(with_edits(found, respelling.edits)) == label_key(wanted)
