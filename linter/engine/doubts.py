"""Findings that rest on what was recognised in pictures: how surely, and where that is not enough, they say so."""

from __future__ import annotations

from collections.abc import Iterator

from linter.checks.context import SURE, Context
from linter.checks.finding import Finding
from linter.model.diagnostics import Diagnostic, Severity
from linter.model.document import Span

_VERIFY = {"zh": "（识别结果，请核对）", "en": " (recognised in a picture; please verify)"}


def with_doubt(diagnostic: Diagnostic, finding: Finding, context: Context) -> Diagnostic:
    """A finding as it is reported, beside the confidence of what it rests on; unchanged where that is text.

    One that rests on a doubtful figure is at most a warning. So is one about anything but figures: of a text that was
    recognised hardly a line is without a sign that may be another.
    """
    figures = [
        confidence for span in _figures(finding, context) if (confidence := context.confidence(span)) is not None
    ]
    span = finding.span or Span(0, len(context.report.document.source))
    confidence = min(figures, default=context.confidence(span))
    if confidence is None:
        return diagnostic
    if figures and confidence >= SURE:
        return diagnostic._replace(confidence=confidence)
    return diagnostic._replace(
        severity=min(diagnostic.severity, Severity.WARNING),
        message=diagnostic.message + _VERIFY[context.lang],
        is_certain=False,
        confidence=confidence,
    )


def _figures(finding: Finding, context: Context) -> Iterator[Span]:
    """The places of the figures that a finding rests on, those of the equations that it explains among them."""
    for address in {*finding.cells, *(cell for mention in finding.related for cell in mention.cells)}:
        table = context.report.tables.get(address.partition("/")[0])
        figure = None if table is None else table.figures.get(address)
        if figure is not None and figure.cell is not None:
            yield figure.cell.span
