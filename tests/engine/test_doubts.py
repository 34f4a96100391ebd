"""What was recognised in a picture is told with how surely, and doubted where that is not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_document
from linter.model.diagnostics import FileResult, Severity
from linter.model.document import Document, Span
from linter.readers import read
from linter.reporters.objects import diagnostic_object

CLEAN = (Path(__file__).parents[2] / "rules" / "examples" / "2021.md").read_text("utf-8")
ROW = "| 二、上年结转政府信息公开申请数量 |  |  | 4 | 1 | 2 | 1 | 1 | 1 | 10 |"
VERIFY = "（识别结果，请核对）"


@dataclass(frozen=True)
class Confidences:
    """Text recognised, from an offset on, with one confidence but for some stretches of it."""

    usual: float
    of: Mapping[Span, float]
    start: int = 0

    def confidence(self, span: Span) -> float | None:
        if span.end <= self.start:
            return None
        within = [found for place, found in self.of.items() if place.start < span.end and span.start < place.end]
        return min([*within, self.usual])


def recognised(source: str, doubtful: Mapping[str, float], start: str = "") -> Document:
    """A report of which everything behind `start` was recognised surely, but for the places behind some texts."""
    document = read("report.md", source.encode(), "markdown")
    ends = {source.index(text) + len(text): confidence for text, confidence in doubtful.items()}
    places = {Span(end, end + 1): confidence for end, confidence in ends.items()}
    return document._replace(recognised=Confidences(0.99, places, source.index(start)))


def checked(document: Document, lang: str = "zh") -> FileResult:
    return lint_document(document, shipped(), Options(lang=lang))


def with_figure(written: str) -> tuple[str, str]:
    """The report with another figure of legal services in the second row, and the text that it stands behind."""
    head = "| 二、上年结转政府信息公开申请数量 |  |  | 4 | 1 | 2 | 1 | "
    assert ROW in CLEAN
    return CLEAN.replace(ROW, f"{head}{written} | 1 | 10 |"), head


@pytest.mark.threshold("checks.context.SURE")
@pytest.mark.parametrize(("confidence", "doubted"), [(0.88, True), (0.92, False)])
def test_a_finding_about_a_doubtful_figure_is_a_warning_and_says_so(confidence: float, doubted: bool) -> None:
    source, head = with_figure("7")
    result = checked(recognised(source, {head: confidence}))
    found = next(one for one in result.diagnostics if one.code == "A300")
    assert found.severity is (Severity.WARNING if doubted else Severity.ERROR)
    assert (VERIFY in found.message) is doubted
    assert diagnostic_object(found)["confidence"] == confidence


def test_the_arithmetic_tells_which_look_alike_was_meant() -> None:
    source, head = with_figure("7")
    read_badly = next(one for one in checked(recognised(source, {head: 0.6})).diagnostics if one.code == "A300")
    assert (read_badly.actual, read_badly.expected) == (7, 1)
    assert "形近数字认错" in read_badly.message
    written_badly = next(one for one in checked(read("report.md", source.encode())).diagnostics if one.code == "A300")
    assert "形近数字认错" not in written_badly.message
    assert "confidence" not in diagnostic_object(written_badly)


def test_what_looks_like_nothing_of_the_kind_is_no_look_alike() -> None:
    source, head = with_figure("5")
    found = next(one for one in checked(recognised(source, {head: 0.6})).diagnostics if one.code == "A300")
    assert "形近数字认错" not in found.message
    assert VERIFY in found.message


def test_it_is_said_in_english() -> None:
    source, head = with_figure("7")
    found = next(one for one in checked(recognised(source, {head: 0.6}), "en").diagnostics if one.code == "A300")
    assert "look-alike" in found.message
    assert found.message.endswith(" (recognised in a picture; please verify)")


def test_a_clean_report_that_was_recognised_has_pictures_for_tables_and_nothing_else() -> None:
    result = checked(recognised(CLEAN, {}))
    assert [(one.code, one.severity) for one in result.diagnostics] == [("T209", Severity.ERROR)] * 3
    assert all(VERIFY not in one.message for one in result.diagnostics)


def test_the_spelling_of_recognised_text_is_not_judged() -> None:
    source = CLEAN.replace("2.重复申请", "2.重复申清", 1).replace("。", ".", 3).replace("，", ",", 3)
    assert {"T204", "W703"} <= {one.code for one in checked(read("report.md", source.encode())).diagnostics}
    result = checked(recognised(source, {}))
    assert {one.code for one in result.diagnostics} == {"T209"}
    assert "W703" in {one.code for one in result.not_evaluated}


def test_text_beside_a_recognised_table_is_judged_as_ever() -> None:
    source = CLEAN.replace("。", ".", 1).replace("，", ",", 1)
    tail = "| 行政复议 |"
    result = checked(recognised(source, {}, tail))
    assert [(one.code, VERIFY in one.message) for one in result.diagnostics] == [("W703", False), ("T209", False)]


def test_what_is_said_of_the_report_as_a_whole_is_doubted() -> None:
    """A heading that recognition passed over is no missing part."""
    source = CLEAN.replace("六、其他需要报告的事项", "", 1)
    found = [one for one in checked(recognised(source, {})).diagnostics if one.code.startswith("S")]
    assert found
    assert all(one.severity <= Severity.WARNING and one.message.endswith(VERIFY) for one in found)
