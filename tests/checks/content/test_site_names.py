"""Names of betting, streaming and adult sites, wherever they stand for an organ or beside it, and names in order."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from linter.engine.lint import lint_source
from tests.places import RULE_EXAMPLES

_ORGAN = "望汀市水务局"
_TITLE = f"{_ORGAN}2023年政府信息公开工作年度报告"
_SENTENCE = "疑难申请由市政府办公室会同法律顾问研究后答复。"
_BASE = (RULE_EXAMPLES / "2021.md").read_text("utf-8").replace("2022", "2023").replace("云川市人民政府", _ORGAN)
_TEXTS: dict[str, dict[str, list[str]]] = yaml.safe_load((Path(__file__).parent / "site_names.yaml").read_text("utf-8"))
_EVERYWHERE = ("top", "body", "end")


def cases(kind: str) -> list[tuple[str, str]]:
    return [
        (place, text)
        for entry, texts in _TEXTS[kind].items()
        for text in texts
        for place in (_EVERYWHERE if entry == "any" else (entry,))
    ]


def found(place: str, text: str) -> list[str]:
    """What X801 reports in a report with a text put in at a place."""
    source = {
        "title": _BASE.replace(_TITLE, text),
        "top": f"{text}\n\n{_BASE}",
        "heading": _BASE.replace("## 一、总体情况", f"## 一、{text}"),
        "body": _BASE.replace(_SENTENCE, f"\n\n{text}\n\n"),
        "end": f"{_BASE}\n\n{text}\n",
    }[place]
    assert text in source
    result = lint_source(source, path="a.md", format="markdown", select=["X801"])
    assert not any(entry.crashed for entry in result.not_evaluated)
    return [str(diagnostic.actual) for diagnostic in result.diagnostics]


@pytest.mark.parametrize(("place", "text"), cases("injected"))
def test_a_name_of_such_a_site_is_found(place: str, text: str) -> None:
    assert found(place, text)


@pytest.mark.parametrize(("place", "text"), cases("ordinary"))
def test_a_name_in_order_is_not(place: str, text: str) -> None:
    assert found(place, text) == []


def test_a_name_in_the_title_is_found_wherever_it_stands() -> None:
    source = _BASE.replace(_ORGAN, f"九天国际{_ORGAN}").replace(_SENTENCE, "我局与九天国际水务科联合答复。")
    result = lint_source(source, path="a.md", format="markdown", select=["X801"])
    assert [entry.actual for entry in result.diagnostics] == ["九天国际", "九天国际"]


@pytest.mark.parametrize("title", ["九天国际", "开云体育", "星辉娱乐平台"])
def test_so_is_one_that_stands_for_the_organ(title: str) -> None:
    source = _BASE.replace(_ORGAN, title).replace(_SENTENCE, f"{title}认真答复。")
    result = lint_source(source, path="a.md", format="markdown", select=["X801"])
    assert [str(entry.actual)[: len(title)] for entry in result.diagnostics] == [title, title]


@pytest.mark.threshold("checks.content.site_names._LONGEST_LINE")
@pytest.mark.parametrize(("length", "count"), [(80, 1), (81, 0)])
def test_a_line_of_eighty_characters_may_be_of_names(length: int, count: int) -> None:
    name = "星空国际客户端登录"
    assert len(found("end", f"{name}|{'水' * (length - len(name) - 1)}")) == count


@pytest.mark.threshold("checks.content.site_names._NAME")
@pytest.mark.parametrize(("length", "count"), [(12, 1), (13, 0)])
def test_a_name_has_up_to_twelve_characters(length: int, count: int) -> None:
    assert len(found("end", f"{'金' * length}国际客户端登录")) == count


@pytest.mark.threshold("checks.content.site_names._PLACE")
@pytest.mark.parametrize(("name", "count"), [("望汀国际客户端登录", 0), ("望川国际客户端登录", 1)])
def test_a_name_with_the_place_of_the_organ_is_none_of_such_a_site(name: str, count: int) -> None:
    assert len(found("end", name)) == count


@pytest.mark.threshold("checks.content.site_names._OWN_END")
@pytest.mark.parametrize(("length", "count"), [(24, 1), (25, 0)])
def test_behind_its_place_the_name_of_an_organ_has_up_to_twenty_four_characters(length: int, count: int) -> None:
    title = f"九天国际望汀市{'水' * length}局2023年政府信息公开工作年度报告"
    assert len(found("title", title)) == count


@pytest.mark.threshold("checks.content.injected._LONGEST_HEADING")
@pytest.mark.parametrize(("length", "count"), [(50, 1), (51, 0)])
def test_a_line_of_fifty_characters_may_begin_with_a_name_glued_to_a_part(length: int, count: int) -> None:
    name = "九天国际总体情况"
    assert len(found("body", f"{name}{'水' * (length - len(name))}")) == count
