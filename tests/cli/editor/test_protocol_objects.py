"""Findings as an editor is told of them."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls", reason="pygls is not installed")

from lsprotocol.types import Position, Range

from linter.cli.editor.positions import Positions
from linter.cli.editor.protocol_objects import diagnostics
from linter.model.diagnostics import Diagnostic, FileResult, Location, Related, Severity
from linter.model.document import Document, Span
from linter.model.locations import locate

TAG = '<img src="data:image/png;base64,iVBORw0KGgo=">'
SOURCE = f"<p>甲</p>\n<p>😀{TAG}</p>\n"
START = SOURCE.index(TAG)
WHOLE = Range(Position(1, 5), Position(1, 5 + len(TAG)))


def told(location: Location, *related: Location, span: Span | None = None) -> tuple[Range, list[Range]]:
    """The ranges of a finding and of what belongs to it."""
    others = tuple(Related("见此处", place) for place in related)
    found = Diagnostic("A303", "a", Severity.ERROR, "甲", None, location, related=others, span=span)
    result = FileResult("report.html", "html", diagnostics=(found,))
    (made,) = diagnostics(result, Positions(SOURCE), "file:///report.html")
    return made.range, [other.location.range for other in made.related_information or ()]


def test_a_figure_recognised_in_a_picture_is_marked_as_the_whole_tag() -> None:
    document = Document("report.html", "html", SOURCE, (), pictures=(Span(START, START + len(TAG)),))
    figure, another = Span(START + 12, START + 15), Span(START + 20, START + 22)
    places = locate(document, figure), locate(document, another)
    assert told(*places, span=figure) == (WHOLE, [WHOLE])


def test_text_is_marked_as_it_stands() -> None:
    span = Span(3, 4)
    place = locate(Document("report.html", "html", SOURCE, ()), span)
    assert told(place, span=span) == (Range(Position(0, 3), Position(0, 4)), [])


def test_what_is_said_of_the_whole_report_stands_at_its_beginning() -> None:
    assert told(Location()) == (Range(Position(0, 0), Position(0, 0)), [])
