"""The five real reports: what must and what must never be said of them (structure, tables, arithmetic).

The files lie beside the checkout and are not part of it; without them these tests are skipped.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.outside.program import run
from tests.places import SEEDS

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not here")


def path_of(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return str(path.resolve())


def entry_of(number: str) -> dict[str, Any]:
    (entry,) = run("check", "-f", "json", path_of(number)).json["files"]
    assert entry["error"] is None
    return dict(entry)


def codes_of(number: str) -> set[str]:
    return {str(found["code"]) for found in entry_of(number)["diagnostics"]}


def lines_with(number: str, code: str) -> list[int]:
    return [found["location"]["line"] for found in entry_of(number)["diagnostics"] if found["code"] == code]


def flat(nodes: list[dict[str, Any]]) -> list[tuple[int, str | None, int]]:
    found: list[tuple[int, str | None, int]] = []
    for node in nodes:
        found.append((node["level"], node["number"], node["line"]))
        found += flat(node["children"])
    return found


def tree_of(number: str) -> list[tuple[int, str | None, int]]:
    return flat(run("tree", "-f", "json", path_of(number)).json)


def level(number: str, wanted: int) -> list[tuple[str | None, int]]:
    return [(numeral, line) for depth, numeral, line in tree_of(number) if depth == wanted]


@pytest.mark.parametrize(
    ("number", "organ", "year", "regime"),
    [
        ("000", "株洲市芦淞区安监局", 2016, "2008"),
        ("002", "张店区应急管理局", 2017, "2008"),
        ("003", "株洲市蘆淞區人民政府", 2013, "2008"),
        ("004", None, 2021, "2021"),
    ],
)
def test_identity(number: str, organ: str | None, year: int, regime: str) -> None:
    entry = entry_of(number)
    assert entry["year"] == year
    assert entry["regime"] == regime
    if organ is not None:
        assert entry["organization"] == organ


def test_000_tree() -> None:
    assert level("000", 1) == [("一", 15), ("二", 25), ("三", 47), ("四", 51), ("五", 55), ("六", 59)]
    lines = dict(zip((line for _, _, line in tree_of("000")), tree_of("000"), strict=True))
    assert [lines[at][:2] for at in (27, 31, 35)] == [(2, "一"), (2, "二"), (2, "三")]
    assert [lines[at][:2] for at in (39, 41, 43, 45)] == [(3, "1"), (3, "2"), (3, "3"), (3, "4")]
    assert [lines[at][:2] for at in (63, 65, 67)] == [(2, "一"), (2, "二"), (2, "三")]


def test_000_title_line() -> None:
    assert entry_of("000")["title"] is not None
    assert min(line for _, _, line in tree_of("000")) >= 15  # neither title nor navigation is a section


def test_000_must() -> None:
    assert 23 in lines_with("000", "S104")


def test_000_never() -> None:
    assert not {code for code in codes_of("000") if code in ("S101", "S102") or code[0] in "TY"}


def test_001_must() -> None:
    entry = entry_of("001")
    assert "S107" in codes_of("001")
    missing = " ".join(found["message"] for found in entry["diagnostics"] if found["code"] == "S101")
    assert "收费" in missing
    assert "复议" in missing


def test_002_tree() -> None:
    numerals = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")
    lines = (5, 7, 19, 21, 25, 41, 43, 45, 47, 49, 51)
    assert level("002", 1) == list(zip(numerals, lines, strict=True))
    title = entry_of("002")["title"]
    assert title.startswith("张店区应急管理局2017年度")
    assert title.endswith("公开年报")


def test_002_never() -> None:
    assert not codes_of("002") & {"S101", "S102", "S104"}


def test_003_tree() -> None:
    assert level("003", 1) == [("一", 5), ("二", 13), ("三", 20), ("四", 22), ("五", 24)]
    second = level("003", 2)
    assert [numeral for numeral, line in second if 5 < line < 13] == ["一", "二", "三"]
    assert [numeral for numeral, line in second if 13 < line < 20] == ["一", "二", "三", "四"]
    assert ("四", 19) in second


def test_003_never() -> None:
    assert "S101" not in codes_of("003")


def test_003_prose() -> None:
    found = [entry for entry in entry_of("003")["diagnostics"] if entry["code"] == "N402"]
    assert found
    places = {
        (entry["location"]["line"], related["location"]["line"]) for entry in found for related in entry["related"]
    }
    assert places & {(23, 19), (19, 23)}
    assert 25 in lines_with("003", "A307")
    assert 18 not in lines_with("003", "A305")
    assert 12 not in lines_with("003", "A306")


@pytest.mark.whole
def test_prose_that_is_never_reported() -> None:
    assert 33 not in lines_with("000", "A305")
    assert "N402" not in codes_of("000") | codes_of("002") | codes_of("004")
    assert not {15, 50} & set(lines_with("002", "A305"))


def test_004_tree() -> None:
    assert level("004", 1) == [("一", 1), ("二", 6), ("三", 21), ("四", 50), ("五", 55), ("六", 58)]
    assert not {line for _, _, line in tree_of("004")} & {25, 26, 27, 49}


def test_004_must() -> None:
    assert "S106" in codes_of("004")
    assert lines_with("004", "S109")[0] in (58, 59)
    assert set(lines_with("004", "T204")) <= {52, 53}
    assert lines_with("004", "T204")


def test_004_never() -> None:
    never = {"T201", "T202", "T203", "T205", "T207", "T208", "S101", "S102", "S104", "S105"}
    assert not {code for code in codes_of("004") if code in never or code.startswith("A")}


def test_004_figures() -> None:
    tables = run("extract", "-f", "json", path_of("004")).json
    figures = {
        (table, row, column): value
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, value in columns.items()
    }
    assert len(figures) == 10 + 175 + 15
    assert figures.pop(("disclosure", "permits", "decisions")) == 14
    assert figures.pop(("disclosure", "penalties", "decisions")) == 6
    assert set(figures.values()) == {0}
