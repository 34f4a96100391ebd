"""Texts that two organs share, and what only looks so."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection

import pytest

from benchmarks.reports import Passage
from linter.cli.survey import database
from linter.cli.survey.copied_texts import CopiedText, add, copied_texts
from linter.model.facts import SketchedText
from linter.text.sketches import SIZE, sketched
from tests.cli.survey.offices import BUREAUS, put, report
from tests.cli.survey.test_survey import survey


@pytest.fixture
def connection() -> Iterator[Connection]:
    with database.opened() as made:
        yield made


def pairs(connection: Connection, reports: Sequence[Sequence[SketchedText]], year: int = 2023) -> list[CopiedText]:
    """The pairs among reports of organs that are called 0, 1, …"""
    for number, texts in enumerate(reports, start=1):
        query = "INSERT INTO report (number, organ, year) VALUES (?, ?, ?)"
        connection.execute(query, (number, str(number - 1), year))
        add(connection, number, texts)
    return list(copied_texts(connection))


def text(first: int, length: int = 200) -> SketchedText:
    return SketchedText(length, tuple(range(first, first + SIZE)))


def test_the_same_text_is_found(connection: Connection) -> None:
    assert pairs(connection, [[text(0)], [text(100)], [text(0)]]) == [CopiedText(2023, "0", "2", 100)]


@pytest.mark.parametrize(("alike", "found"), [(12, 1), (11, 0)])
@pytest.mark.threshold("cli.survey.copied_texts._FEWEST_ALIKE")
def test_most_of_a_paragraph_must_be_the_same(alike: int, found: int, connection: Connection) -> None:
    assert len(pairs(connection, [[text(0)], [text(SIZE - alike)]])) == found


@pytest.mark.parametrize(("sharing", "found"), [(6, 15), (7, 0)])
@pytest.mark.threshold("cli.survey.copied_texts._MOST_SHARING")
def test_what_many_organs_have_was_handed_to_them(sharing: int, found: int, connection: Connection) -> None:
    assert len(pairs(connection, [[text(0)]] * sharing)) == found


@pytest.mark.parametrize(("length", "found"), [(200, 1), (199, 0)])
@pytest.mark.threshold("cli.survey.copied_texts._LEAST_SHARE")
def test_half_of_the_text_must_be_the_same(length: int, found: int, connection: Connection) -> None:
    reports = [[text(0, length), text(100, 200)], [text(0, length), text(200, 200)]]
    assert len(pairs(connection, reports)) == found


@pytest.mark.parametrize(("length", "found"), [(150, 1), (149, 0)])
@pytest.mark.threshold("cli.survey.copied_texts._LEAST_LENGTH")
def test_a_few_words_are_no_copy(length: int, found: int, connection: Connection) -> None:
    assert len(pairs(connection, [[text(0, length)], [text(0, length)]])) == found


@pytest.mark.parametrize(("length", "is_sketched"), [(40, True), (39, False)])
@pytest.mark.threshold("text.sketches._SHORTEST")
def test_a_short_paragraph_has_no_sketch(length: int, is_sketched: bool) -> None:
    signs = "".join(chr(ord("一") + 7 * number) for number in range(length))
    assert (sketched(signs, "") is not None) is is_sketched


def test_figures_punctuation_and_the_own_name_make_no_difference() -> None:
    words = "围绕群众最常问到的养老服务和农村饮水两类事项梳理公开内容做到说得清找得到看得懂全年在门户网站发布各类信息"
    one, other = (
        sketched(f"2023年，{organ}{words}{number}条。", organ) for organ, number in (("甲局", 12), ("乙县局", 345))
    )
    assert one == other is not None
    assert sketched(words[::-1], "") != one


@pytest.mark.whole
def test_reports_with_one_text_under_two_names(tmp_path: Path) -> None:
    water, finance = report(BUREAUS[1], 2023), report(BUREAUS[2], 2023)
    for organ in (BUREAUS[0], BUREAUS[3]):
        put(tmp_path, f"{organ}.md", report(organ, 2023))

    own = {
        part.key: tuple(Passage(it.text.replace(water.organ, finance.organ), it.level) for it in part.passages)
        for part in water.parts
        if part.key in ("overview", "problems")
    }
    parts = tuple(dataclasses.replace(part, passages=own.get(part.key, part.passages)) for part in finance.parts)
    put(tmp_path, "a.md", water)
    put(tmp_path, "b.md", dataclasses.replace(finance, parts=parts))
    (pair,) = survey(tmp_path)["copied"]
    assert {pair["one"], pair["other"]} == {BUREAUS[1], BUREAUS[2]}
    assert pair["share"] > 90
