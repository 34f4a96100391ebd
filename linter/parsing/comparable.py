"""What of a report is held against the report of the year after."""

from __future__ import annotations

import re

from linter.model.document import Paragraph
from linter.model.last_year import Prior
from linter.model.report import Report, Section
from linter.text.folding import fold


def prior_of(report: Report, path: str) -> Prior:
    """What is held against the report of the year after."""
    values = {address: value for table in report.tables.values() for address, value in table.values.items()}
    parts = {section.part: text_of_part(section) for section in report.sections if section.part}
    return Prior(path, report.organization, report.year, report.regime, values, parts)


def text_of_part(section: Section) -> str:
    """The prose of a part for comparison: folded, without figures and punctuation."""
    text = "".join(
        fold(block.text.text) for child in section.walk() for block in child.blocks if isinstance(block, Paragraph)
    )
    return re.sub(r"[\d\W_]+", "", text)
