"""A title of another year than the one imposed is told, and so is a period of another year than the title."""

from __future__ import annotations

from tests.outside.program import run
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text(encoding="utf-8")


def codes(text: str, *options: str) -> list[tuple[str, int]]:
    done = run("check", "-", "--stdin-filename", "a.md", "-f", "json", *options, data=text.encode())
    return [(found["code"], found["location"]["line"]) for found in done.json["files"][0]["diagnostics"]]


def test_a_text_that_names_the_year_of_the_title_is_right_and_the_rest_is_told() -> None:
    text = REPORT.replace("2022年1月1日至2022年", "2021年1月1日至2021年").replace("2022年本机关", "2021年本机关")
    assert codes(text) == [("D601", 3), ("D602", 93)]


def test_a_title_of_another_year_than_the_one_imposed() -> None:
    assert ("D602", 1) in codes(REPORT, "--year", "2023")
    assert codes(REPORT, "--year", "2022") == []
