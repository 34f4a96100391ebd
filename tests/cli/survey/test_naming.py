"""What an organ is called in a survey whose list has abbreviations."""

from __future__ import annotations

import pytest

from linter.cli.survey.naming import names_of

REFORM, HEALTH = "云川市发展和改革委员会", "云川市卫生健康委员会"


def called(printed: list[str], listed: list[str]) -> dict[str, str]:
    return dict(names_of(printed, listed, "人民政府"))


def test_the_list_decides_by_an_abbreviation_what_an_organ_is_called() -> None:
    assert called([REFORM, HEALTH], ["市发改委", "市卫健委", "市教育局"]) == {REFORM: "市发改委", HEALTH: "市卫健委"}


def test_several_spellings_of_the_report_are_one() -> None:
    names = [REFORM, "南江省云川市发展和改革委员会"]
    assert set(called(names, ["市发改委"]).values()) == {"市发改委"}


@pytest.mark.parametrize(
    ("printed", "listed"),
    [
        ([REFORM, "江州市发展和改革委员会"], ["市发改委"]),  # of two cities
        ([REFORM], ["市发改委", "云川发改委"]),  # two that may be meant
        (["云川市文化和旅游局", "云川市文物和旅游局"], ["市文旅局"]),
        ([REFORM], ["县发改委"]),
        ([REFORM, "云川市教育体育局"], ["市教育局"]),
    ],
)
def test_what_may_mean_another_is_left(printed: list[str], listed: list[str]) -> None:
    assert called(printed, listed) == {name: name for name in printed}


def test_the_place_tells_two_apart() -> None:
    other = "江州市发展和改革委员会"
    assert called([REFORM, other], ["云川市发改委", "江州发改委"]) == {REFORM: "云川市发改委", other: "江州发改委"}


def test_a_whole_name_goes_before() -> None:
    assert called([REFORM], ["市发改委", REFORM]) == {REFORM: REFORM}
