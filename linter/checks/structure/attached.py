"""Check for pages that have the report beside them and not in them."""

from __future__ import annotations

from collections.abc import Iterable

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.rules.kind import Kind
from linter.rules.rule import Rule


def attached_report(context: Context, rule: Rule) -> Iterable[Finding]:
    """The report stands in the page itself; of one that is a file beside it nothing is said to be missing."""
    if context.attachment is not None:
        title = context.report.title
        yield Finding(title.span if title else None, {"file": context.attachment}, actual=context.attachment)


CHECKS = (Check(Kind("attached-report", ("file",)), attached_report),)
