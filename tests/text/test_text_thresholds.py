"""The bounds of what is read in text: how long, how large, how short."""

from __future__ import annotations

from itertools import cycle

import pytest

from linter.model.document import Chars
from linter.text import limited_patterns
from linter.text.dates import Day
from linter.text.edits import respelled
from linter.text.headings import heading
from linter.text.limited_patterns import TooSlowError
from linter.text.masks import Masks, number
from linter.text.numbers import number_value, percentage, whole_number
from linter.text.organs import same_organ
from linter.text.unified_diff import unified_diff

MOBILE = "13812342345"


@pytest.mark.threshold("text.dates._DAYS")
@pytest.mark.parametrize(
    ("month", "last"),
    [(1, 31), (2, 29), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)],
)
def test_a_month_has_its_days(month: int, last: int) -> None:
    assert Day(2024, month, last).exists
    assert not Day(2024, month, last + 1).exists


@pytest.mark.threshold("text.edits._LONGEST")
def test_only_what_may_be_a_label_is_respelled() -> None:
    def edits_of(length: int) -> object:
        return respelled(Chars.at("误" + "字" * (length - 1), 0), "正" + "字" * (length - 1))

    assert edits_of(120) is not None
    assert edits_of(121) is None


def test_a_run_of_digits_is_a_number_up_to_eighteen() -> None:
    assert whole_number("9" * 18) == 999_999_999_999_999_999
    assert whole_number("9" * 19) is None


@pytest.mark.threshold("text.headings._LONGEST_RUN_IN")
@pytest.mark.parametrize("stop", ["：", "　"])
def test_text_runs_on_behind_a_short_heading(stop: str) -> None:
    text = "全年主动公开政府信息共计一百余条"

    def body_of(length: int) -> object:
        found = heading(Chars.at(f"一、{'甲' * length}{stop}{text}", 0))
        assert found is not None
        return found.body and found.body.text

    assert body_of(30) == text
    assert body_of(31) is None


@pytest.mark.threshold("text.headings._SHORTEST_BEFORE_SPACE")
def test_white_space_within_the_first_characters_of_a_heading_does_not_end_it() -> None:
    def title_of(length: int) -> str:
        found = heading(Chars.at(f"一、{'甲' * length}　全年主动公开政府信息共计一百余条", 0))
        assert found is not None
        return found.title

    assert title_of(4) == "甲甲甲甲"
    assert title_of(3) == "甲甲甲　全年主动公开政府信息共计一百余条"


@pytest.mark.threshold("text.limited_patterns.SECONDS")
def test_the_patterns_of_a_rule_have_three_seconds_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched_after(seconds: float) -> bool:
        """Whether a pattern still runs once the one before it took so long."""
        clock = cycle([0.0, seconds])
        monkeypatch.setattr(limited_patterns, "process_time", lambda: next(clock))
        pattern = limited_patterns.limited("甲")
        with limited_patterns.limit():
            pattern.search("甲")
            try:
                return pattern.search("甲") is not None
            except TooSlowError:
                return False

    assert searched_after(2.99)
    assert not searched_after(3.01)


@pytest.mark.threshold("text.masks._SHORTEST_PART")
def test_six_digits_of_a_number_are_known_as_its_beginning_or_end() -> None:
    masks = Masks([number("mobile", MOBILE)])
    assert masks.text("来电" + MOBILE[:6]) == "来电138***"
    assert masks.text(MOBILE[-6:] + "来电") == "**2345来电"
    assert masks.text("来电" + MOBILE[:5]) == "来电13812"
    assert masks.text(MOBILE[-5:] + "来电") == "42345来电"


@pytest.mark.threshold("text.masks._OLD_IDENTITY")
def test_old_numbers_of_identity_show_a_digit_less() -> None:
    assert number("identity", "1" * 15).masked == "111111******111"
    assert number("identity", "1" * 14).masked == "111111****1111"
    assert number("identity", "1" * 16).masked == "111111******1111"


@pytest.mark.threshold("text.organs.SHORTEST_NAME")
def test_a_name_without_its_place_is_long_enough_to_be_no_one_elses() -> None:
    assert same_organ("市民政教局", "云川市民政教局")
    assert not same_organ("市教育局", "云川市教育局")


@pytest.mark.threshold("text.numbers._LONGEST")
def test_nobody_writes_a_number_of_more_than_thirty_signs() -> None:
    assert number_value("5".zfill(30)) == 5
    assert number_value("5".zfill(31)) is None
    assert percentage(f"1.{'0' * 30}%") == (1.0, 30)
    assert percentage(f"1.{'0' * 31}%") is None


@pytest.mark.threshold("text.numbers._TOO_LARGE")
def test_a_figure_has_no_more_than_eighteen_digits() -> None:
    assert number_value("999999999999999999") == 10**18 - 1
    assert number_value("1000000000000000000") is None


@pytest.mark.threshold("text.unified_diff._CONTEXT")
def test_three_lines_stand_around_a_change() -> None:
    before = [str(line) for line in range(20)]

    def hunks(*changed: int) -> list[str]:
        after = ["新" if line in changed else text for line, text in enumerate(before)]
        return [line for line in unified_diff("a", "\n".join(before), "\n".join(after)) if line.startswith("@@")]

    assert hunks(9) == ["@@ -7,7 +7,7 @@\n"]
    assert len(hunks(5, 12)) == 1
    assert len(hunks(5, 13)) == 2
