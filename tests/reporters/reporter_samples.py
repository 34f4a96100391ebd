"""Results made by hand, and a way to write them through real bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from linter.model.diagnostics import (
    Diagnostic,
    Edit,
    Excerpt,
    Figures,
    FileError,
    FileResult,
    Fix,
    Location,
    NotEvaluated,
    Related,
    Severity,
)
from linter.reporters import Presentation, write


@dataclass(frozen=True)
class Rule:
    code: str
    name: str
    severity: Severity
    basis: str | None = None
    message: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    title: str = ""

    def called(self, lang: str) -> str:
        return self.title if lang == "zh" and self.title else self.name


RULES = {
    "S103": Rule(
        "S103",
        "section-title",
        Severity.WARNING,
        help={"zh": "标题应照格式。改过的标题难以比较。", "en": "Titles follow the form. Others confuse."},
    ),
    "A303": Rule("A303", "applicant-total", Severity.ERROR, "条例第五十条", {"zh": "{row}不等", "en": "{row}"}),
    "W701": Rule("W701", "document-number", Severity.INFO),
}

ROW = Figures(
    header=("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"),
    rows=(("（七）总计", "95", "0", "1", "0", "0", "0", "94"),),
    marked=(0, 1),
    others=((0, 2), (0, 3), (0, 4), (0, 5), (0, 6), (0, 7)),
)
COLUMN = Figures(
    header=("", "自然人"),
    rows=(
        ("一、本年新收政府信息公开申请数量", "90"),
        ("二、上年结转政府信息公开申请数量", "3"),
        ("…", ""),
        ("（七）总计", "95"),
        ("四、结转下年度继续办理", "0"),
    ),
    marked=(3, 1),
    others=((0, 1), (1, 1), (4, 1)),
)
TABLE = Diagnostic(
    "A303",
    "applicant-total",
    Severity.ERROR,
    "表三“（七）总计”行：六类申请人之和为96，“总计”列为94",
    "国办公开办函〔2021〕30号",
    Location(25, 21, 25, 23, table=3, row=26, col=4),
    section="三",
    cells=("applications/total/person", "applications/total/total"),
    expected=93,
    actual=95,
    related=(Related("“（一）予以公开”行也不等", Location(8, 3, 8, 5), ("applications/granted/person",), "A302"),),
    fingerprint="f00d",
)
TITLE = Diagnostic(
    "S103",
    "section-title",
    Severity.WARNING,
    "标题“存在问题”应为“存在的主要问题及改进情况”",
    None,
    Location(125, 3, 125, 9),
    section="五",
    expected="存在的主要问题及改进情况",
    actual="存在问题",
)
NUMBER = Diagnostic(
    "W701",
    "document-number",
    Severity.INFO,
    "文号应使用六角括号",
    None,
    Location(3, 1, 3, 2),
    fix=Fix("safe", "改为六角括号", (Edit(118, 119, "〔"), Edit(123, 124, "〕"))),
)
FAULTY = FileResult(
    "drafts/a.txt",
    "text",
    "2021",
    2024,
    "某市某局",
    "某市某局2024年政府信息公开工作年度报告",
    (TABLE, TITLE, NUMBER),
    (NotEvaluated("A302", "单元格“若干”不是数字"),),
    excerpts=(Excerpt("", 0, 0, ROW), Excerpt("五、存在问题情况", 2, 6), None),
    repairs={"status": "unresolved", "confidence": None, "candidates": []},
)
CLEAN = FileResult("b.md", "markdown", "2019", 2020)
UNREADABLE = FileResult("c.pdf", None, error=FileError("E003", "只有扫描图像，没有文字"))
RESULTS = (FAULTY, CLEAN, UNREADABLE)


def run(format: str, *results: FileResult, encoding: str = "utf-8", **context: object) -> str:
    """Write results in a format and give the text as it comes back from the bytes."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="")
    write(format, results, out, Presentation(**{"rules": RULES, **context}))  # type: ignore[arg-type]
    out.flush()
    return raw.getvalue().decode(encoding)
