"""Checks of what the document says it is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Undecided
from linter.checks.structure.parts import TABLES_ALONE
from linter.rules.kind import Kind
from linter.rules.rule import Rule

_WORDS = {
    "organ": {"zh": "机关名称", "en": "the organ"},
    "year": {"zh": "年度", "en": "the year"},
    "absent": {"zh": "标题", "en": "the title"},
    "sign": {"zh": "年", "en": "年"},
}
_BARE_YEAR = re.compile(r"20(?<!\d20)\d\d(?=[一-鿿])(?![年度])")  # a word follows


def report_title(context: Context, rule: Rule) -> Iterable[Finding | Undecided]:
    """The report has a title that names the organ and the year."""
    title = context.report.title
    if title is None and context.has_tables_alone:
        yield TABLES_ALONE
        return
    if title is None or not title.names_report:
        variants = ["absent"]
    else:
        named = {"organ": title.organization, "year": title.year}
        variants = [what for what, value in named.items() if value is None]
        if not variants and title.span is not None and _BARE_YEAR.search(title.text):
            variants = ["sign"]
    for variant in variants[:1]:
        yield Finding(
            title.span if title else None,
            {"missing": _WORDS[variant][context.lang]},
            variant,
            actual=title.text if title else None,
        )


def document_kind(context: Context, rule: Rule) -> Iterable[Finding]:
    """The document is an annual report on government information disclosure."""
    if not context.is_report:
        title = context.report.title
        yield Finding(title.span if title else None, actual=title.text if title else None)


CHECKS = (
    Check(Kind("report-title", ("missing",), ("absent", "organ", "year", "sign")), report_title),
    Check(Kind("document-kind", of_any_document=True), document_kind),
)
