"""A title of another year than the text is one finding, and so is one of another year than the one imposed."""

from __future__ import annotations

import pytest

from tests.outside.program import run
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text(encoding="utf-8")


def codes(text: str, *options: str) -> list[tuple[str, int]]:
    done = run("check", "-", "--stdin-filename", "a.md", "-f", "json", *options, data=text.encode())
    return [(found["code"], found["location"]["line"]) for found in done.json["files"][0]["diagnostics"]]


@pytest.mark.parametrize("year", ["2012", "2020", "2021", "2023", "2032"])
def test_a_title_of_a_year_that_the_text_names_nowhere(year: str) -> None:
    assert codes(REPORT.replace("人民政府2022年", f"人民政府{year}年")) == [("D601", 3)]


def test_a_text_that_names_the_year_of_the_title_is_right_and_the_rest_is_told() -> None:
    text = REPORT.replace("2022年1月1日至2022年", "2021年1月1日至2021年").replace("2022年本机关", "2021年本机关")
    assert codes(text) == [("D601", 3), ("D602", 93)]


def test_a_title_of_another_year_than_the_one_imposed() -> None:
    assert ("D602", 1) in codes(REPORT, "--year", "2023")
    assert codes(REPORT, "--year", "2022") == []
