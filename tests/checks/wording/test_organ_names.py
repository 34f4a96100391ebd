"""Names by which a report calls its organ: those of another place or kind, and other organs that are named by right."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from linter.engine.lint import lint_source
from linter.model.diagnostics import Diagnostic
from linter.text.organs import Parted, changed_sign, parted
from tests.places import RULE_EXAMPLES

_TEXTS: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "organ_names.yaml").read_text("utf-8")
)
_BASE = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
_PLACES = {
    "front": "所列数据的统计期限为2022年1月1日至2022年12月31日。",
    "body": "疑难申请由市政府办公室会同法律顾问研究后答复。",
    "sign": "除此以外，没有其他需要报告的事项。",
}


def found(organ: str, where: str, text: str, source: str = _BASE) -> list[Diagnostic]:
    """What W705 reports in an organ's report with a text behind the sentence at a place."""
    place = _PLACES[where]
    assert source.count(place) == 1
    date = "\n\n2023年1月20日" if where == "sign" else ""
    source = source.replace("云川市人民政府2022年", f"{organ}2022年").replace(place, f"{place}\n\n{text}{date}")
    result = lint_source(source, path="a.md", format="markdown", select=["W705"])
    assert not any(entry.crashed for entry in result.not_evaluated)
    return list(result.diagnostics)


@pytest.mark.parametrize("case", _TEXTS["wrong"], ids=lambda case: f"{case['organ']}-{case['text'][:20]}")
def test_a_wrong_name_is_reported_once(case: dict[str, str]) -> None:
    (diagnostic,) = found(**case)
    assert str(diagnostic.actual) in case["text"]


@pytest.mark.parametrize("case", _TEXTS["right"], ids=lambda case: f"{case['organ']}-{case['text'][:20]}")
def test_another_organ_is_none(case: dict[str, str]) -> None:
    assert [diagnostic.actual for diagnostic in found(**case)] == []


def test_a_page_may_have_another_place_in_its_head() -> None:
    page = (
        "<html><head><title>江洲市水务局2022年政府信息公开工作年度报告</title></head><body>"
        "<h1>江州市水务局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>全年公开信息20条。</p></body></html>"
    )
    result = lint_source(page, path="a.html", format="html", select=["W705"])
    assert [diagnostic.actual for diagnostic in result.diagnostics] == ["江洲市水务局"]


def test_each_wrong_name_is_reported_once() -> None:
    text = "江洲市水务局收到申请3件。江洲市水务局办理3件。江川市水务局未收取费用。"
    assert [diagnostic.actual for diagnostic in found("江州市水务局", "body", text)] == ["江洲市水务局", "江川市水务局"]


def test_the_message_tells_what_an_organ_calls_itself() -> None:
    (diagnostic,) = found("青龙镇人民政府", "body", "我局公开信息20条。我局收到申请3件。")
    assert diagnostic.message.startswith("本机关是“青龙镇人民政府”，这里自称“我局”")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("南江省云川市水务局", ("云川市", "水务局")),
        ("云川市青石镇人民政府", ("青石镇", "人民政府")),
        ("云川市市场监督管理局", ("云川市", "市场监督管理局")),
        ("水务局", ("", "水务局")),
        ("清河区永安街道办事处", ("永安街道", "办事处")),
    ],
)
def test_the_parts_of_a_name(name: str, parts: tuple[str, str]) -> None:
    assert parted(name) == Parted(*parts)


@pytest.mark.threshold("text.organs._SHORTEST_PLACE")
@pytest.mark.parametrize(
    ("place", "other", "changed"),
    [
        ("江州市", "江洲市", ("州", "洲")),
        ("泰河市", "泰江市", ("河", "江")),
        ("江州市", "江洲县", None),
        ("江州市", "江州市", None),
        ("江州市", "泰河市", None),
        ("江州市", "南江州市", None),
        ("泾县", "径县", None),
    ],
)
def test_the_sign_that_is_changed(place: str, other: str, changed: tuple[str, str] | None) -> None:
    assert changed_sign(place, other) == changed
