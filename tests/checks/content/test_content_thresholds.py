"""Damage, advertising and personal data at the limits of what counts as such, and one step beyond them."""

from __future__ import annotations

import pytest

from linter.checks.content.personal import is_identity_number
from linter.checks.registry import shipped
from linter.engine.lint import parse_source
from linter.model.diagnostics import Severity
from linter.prose.pieces import content
from linter.rules.selection import RuleSet
from tests.checks.reports_in_words import found, report, told, water

CUT = water(29) + "，"
MOBILE = "13800001234"
PERSON = "31123419991231345"  # an ID number without its check sign, no digit of it 0
OLD = "311234991231345"


@pytest.mark.threshold("checks.content.damaged._LONG")
@pytest.mark.parametrize(("length", "count"), [(29, 0), (30, 1)])
def test_a_paragraph_of_thirty_characters_is_running_text_that_may_break_off(length: int, count: int) -> None:
    assert len(told("X802", water(length - 1) + "，")) == count


@pytest.mark.threshold("checks.content.damaged._MOST_UNENDED")
@pytest.mark.parametrize(("unended", "ended", "count"), [(1, 0, 1), (2, 0, 0), (2, 6, 2), (2, 5, 0), (3, 8, 0)])
def test_in_a_text_that_is_not_cut_into_lines_a_quarter_has_no_end(unended: int, ended: int, count: int) -> None:
    whole = f"水，{water(30)}。"
    assert len(told("X802", *ended * [whole], *unended * [CUT])) == count


@pytest.mark.threshold("checks.content.damaged._SHORT")
@pytest.mark.parametrize(("length", "count"), [(14, 0), (15, 1)])
def test_fewer_than_fifteen_characters_may_be_the_rest_of_a_paragraph(length: int, count: int) -> None:
    assert len(told("X802", CUT, water(length))) == count


def ends_with_bracket() -> RuleSet:
    """The rules, where an open bracket however far from the end tells that a paragraph is cut."""
    rules = shipped()
    others = tuple(rule for rule in rules.rules if rule.code != "X802")
    (rule,) = (rule for rule in rules.rules if rule.code == "X802")
    return rules._replace(
        rules=(*others, rule._replace(params=type(rule.params)(**vars(rule.params) | {"unfinished": r"\([^)]*"})))
    )


@pytest.mark.threshold("checks.content.damaged._LAST")
@pytest.mark.parametrize(("behind", "count"), [(59, 1), (60, 0)])
def test_the_last_sixty_characters_show_that_a_paragraph_is_cut(behind: int, count: int) -> None:
    source = report(f"水，（{water(behind)}")
    assert len(found("X802", source, ruleset=ends_with_bracket())) == count


@pytest.mark.threshold("checks.content.damaged._FEWEST_GLOSSES")
@pytest.mark.parametrize(("text", "count"), [("乐(lè)亭县乐(lè)园。", 0), ("乐(lè)亭县六(lù)安。", 1)])
def test_glosses_of_two_common_characters_are_a_programs(text: str, count: int) -> None:
    assert len(told("X802", text)) == count


@pytest.mark.threshold("checks.content.damaged._SECOND_LEVEL")
@pytest.mark.parametrize(("signs", "count"), [("座做", 1), ("座亍", 0)])
def test_characters_of_the_second_level_are_rare(signs: str, count: int) -> None:
    """座 is the last character of the first level, 亍 the first of the second."""
    first, second = signs
    assert len(told("X802", f"{first}(zuò)位，{second}(zuò)法。")) == count


@pytest.mark.threshold("checks.content.damaged._SHOWN")
def test_the_end_of_a_cut_paragraph_is_shown_in_twelve_characters() -> None:
    assert told("X802", CUT) == [water(11) + "，"]


@pytest.mark.threshold("checks.content.damaged._SHOWN")
@pytest.mark.parametrize(
    ("length", "shown"), [(13, "[bookmark:" + 13 * "x" + "]"), (14, "[bookmark:" + 14 * "x" + "…")]
)
def test_code_is_shown_in_twice_as_many(length: int, shown: str) -> None:
    assert told("X802", f"水{'[bookmark:' + length * 'x' + ']'}水。") == [shown]


@pytest.mark.threshold("checks.content.damaged._GAP")
@pytest.mark.parametrize(("between", "count"), [(1, 1), (2, 2)])
def test_damage_with_one_character_between_is_one(between: int, count: int) -> None:
    assert len(told("X802", f"水\ufffd{water(between)}\ufffd水。")) == count


@pytest.mark.threshold("checks.content.injected._AROUND_WORDING")
@pytest.mark.parametrize(("between", "count"), [(34, 0), (35, 1)])
@pytest.mark.parametrize("words", [("打击", "时时彩"), ("时时彩", "打击")])
def test_thirty_six_characters_around_advertising_may_excuse_it(
    words: tuple[str, str], between: int, count: int
) -> None:
    assert len(told("X801", f"{words[0]}{water(between)}{words[1]}。")) == count


@pytest.mark.threshold("checks.content.injected._AROUND_BRAND")
@pytest.mark.parametrize(("between", "count"), [(14, 0), (15, 1)])
@pytest.mark.parametrize("words", [("破获", "葡京"), ("葡京", "破获")])
def test_sixteen_characters_around_a_brand_may_make_it_a_case(words: tuple[str, str], between: int, count: int) -> None:
    assert len(told("X801", f"{words[0]}{water(between)}{words[1]}。")) == count


@pytest.mark.threshold("checks.content.injected._OFTEN")
@pytest.mark.parametrize(("times", "count"), [(2, 0), (3, 3)])
def test_a_number_is_a_name_when_it_stands_there_three_times(times: int, count: int) -> None:
    assert len(told("X801", *times * ["7654321水水"])) == count


@pytest.mark.threshold("checks.content.injected._MOST_NAMES")
@pytest.mark.parametrize(("others", "count"), [(19, 3), (20, 0)])
def test_the_twenty_names_that_stand_most_often_are_looked_for(others: int, count: int) -> None:
    names = [f"{7654300 + number}云云" for number in range(others)]
    assert told("X801", *4 * names, *3 * ["1234567水水"]).count("1234567水水") == count


@pytest.mark.threshold("checks.content.injected._LONGEST_SHOWN")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (12 * "时时彩" + "赌场赌场", 12 * "时时彩" + "赌场赌场"),
        (13 * "时时彩" + "赌场", 13 * "时时彩" + "赌…"),
    ],
)
def test_forty_characters_of_advertising_are_shown(text: str, shown: str) -> None:
    assert told("X801", f"水水{text}。") == [shown]


@pytest.mark.threshold("checks.content.personal._MOST_GROUPS")
@pytest.mark.parametrize(("groups", "count"), [(60, 1), (61, 0)])
def test_more_than_sixty_groups_of_digits_are_a_row_of_a_table(groups: int, count: int) -> None:
    assert len(told("X803", f"水：{'12-' * (groups - 1)}{MOBILE}")) == count


def card(length: int) -> str:
    """A number of a bank card: its digits, every second from the right doubled, add up to tens (ISO/IEC 7812-1)."""
    first = "62" + "0" * (length - 3)
    every = [int(digit) for digit in reversed(first)]
    total = sum(every[1::2]) + sum(sum(divmod(2 * digit, 10)) for digit in every[::2])
    return f"{first}{-total % 10}"


def check_sign(first: str) -> str:
    """The sign that makes the digits, times the powers of two, leave 1 by 11 (GB 11643-1999, ISO 7064)."""
    total = sum(int(digit) << place for place, digit in enumerate(reversed(first), start=1))
    return "0123456789X"[(1 - total) % 11]


NUMBERS = (MOBILE, f"86{MOBILE}", OLD, f"0086{MOBILE}", card(16), card(17), PERSON + check_sign(PERSON), card(19))


@pytest.mark.threshold("checks.content.personal._LENGTHS")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_a_person_has_its_length(number: str) -> None:
    assert len(told("X803", f"水：{number}。")) == 1
    assert told("X803", f"水：{number[:-1]}。", f"水：{number}5。") == []


@pytest.mark.threshold("checks.content.personal._LENGTHS")
def test_a_number_may_have_as_many_groups_as_the_longest_has_digits() -> None:
    assert len(told("X803", f"水：{' '.join(card(19))}。")) == 1
    assert told("X803", f"水：{' '.join(card(20))}。") == []


@pytest.mark.threshold("checks.content.personal._LENGTHS")
def test_the_shortest_text_that_is_looked_at_is_a_mobile_number() -> None:
    assert len(told("X803", MOBILE)) == 1


@pytest.mark.threshold("checks.content.personal._CARD_LENGTHS")
@pytest.mark.parametrize(("length", "count"), [(15, 0), (16, 1), (17, 1), (18, 0), (19, 1), (20, 0)])
def test_cards_have_sixteen_seventeen_or_nineteen_digits(length: int, count: int) -> None:
    assert len(told("X803", f"水：{card(length)}。")) == count


@pytest.mark.threshold("checks.content.personal._REACH")
@pytest.mark.parametrize(("between", "count"), [(12, 0), (13, 1)])
def test_a_word_within_fourteen_characters_tells_what_a_number_is(between: int, count: int) -> None:
    assert len(told("X803", f"编号{water(between)}{MOBILE}。")) == count


@pytest.mark.threshold("checks.content.personal._SENTENCE")
@pytest.mark.parametrize(("between", "severity"), [(196, Severity.WARNING), (197, Severity.ERROR)])
def test_a_contact_line_begins_within_two_hundred_characters(between: int, severity: Severity) -> None:
    (diagnostic,) = found("X803", report(f"联系电话{water(between)}{MOBILE}。"))
    assert diagnostic.severity is severity


@pytest.mark.threshold("checks.content.personal._WEIGHTS")
def test_every_digit_of_an_identity_number_has_its_weight() -> None:
    assert [sign for sign in "0123456789X" if is_identity_number(PERSON + sign)] == [check_sign(PERSON)]


@pytest.mark.threshold("checks.content.personal._OLD_IDENTITY")
def test_an_old_identity_number_has_fifteen_digits() -> None:
    assert [is_identity_number(number) for number in (OLD[:-1], OLD, f"{OLD}5")] == [False, True, False]


@pytest.mark.threshold("checks.content.personal._OLD_IDENTITY")
def test_fifteen_digits_one_by_one_are_cells_of_a_row() -> None:
    assert told("X803", f"水：{' '.join(OLD)}。") == []
    assert len(told("X803", f"水：{' '.join(card(16))}。")) == 1


@pytest.mark.threshold("prose.pieces._SHORTEST_DATE")
def test_a_cell_of_six_digits_may_be_a_date_one_of_five_is_a_figure() -> None:
    read = content(parse_source("| 20171 | 201711 |\n|---|---|\n"))
    assert [piece.chars.text for piece in read] == ["201711"]
