"""From a report to what a survey keeps of it."""

from __future__ import annotations

from collections.abc import Iterator

from linter.model.document import Paragraph
from linter.model.facts import CellValue, Facts
from linter.model.report import Report, State
from linter.parsing.canonical_figures import cell_value, figures
from linter.reference import survey_words
from linter.text.masks import Masks
from linter.text.sketches import sketched


def facts_of(report: Report, masks: Masks) -> Facts:
    """The figures of a report, whether it says that it covers other organs, and sketches of its own words.

    Args:
        report: the report.
        masks: hide the numbers of persons that may have got into a cell.
    """
    words = survey_words.load()
    kept: dict[str, CellValue] = {}
    for figure in figures(report):
        if figure.state is State.UNKNOWN:
            continue  # nobody may take it for a blank cell, which is a 0
        value = cell_value(figure)
        kept[figure.address] = masks.text(value) if isinstance(value, str) else value
    is_aggregate = words.is_government(report.organization) and words.is_aggregate(_texts(report))
    own = (section for section in report.sections if section.part in words.own_words)
    paragraphs = (block for section in own for block in section.all_blocks() if isinstance(block, Paragraph))
    texts = (sketched(block.text.text, report.organization or "") for block in paragraphs)
    return Facts(kept, is_aggregate, tuple(text for text in texts if text is not None))


def _texts(report: Report) -> Iterator[str]:
    """Where a report says what it covers: its title, what stands before the first part, and the prose of the parts."""
    if report.title is not None:
        yield report.title.text
    blocks = (*report.front, *(block for section in report.sections for block in section.all_blocks()))
    yield from (block.text.text for block in blocks if isinstance(block, Paragraph))
