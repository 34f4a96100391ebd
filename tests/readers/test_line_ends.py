"""Line ends of every kind: the same findings in the same lines, and no step that looks for one over the whole file."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.document import Document

EXAMPLES = Path(__file__).parents[2] / "examples"
COUNTED = ("\r", "\r\n")
UNCOUNTED = ("\u2028", "\u2029", "\x85", "\v", "\f")


def with_blanks() -> str:
    """A report whose tables white space draws, with a blank figure that only its place on the line tells."""
    report = with_value(make_report(Random("blanks"), "2021", busy=True), "applications/granted/charity", None)
    return draw(report, "pdf-after").data.decode()


def found(text: str, name: str) -> list[tuple[str, str, int | None, int | None]]:
    result = lint_bytes(name, text.encode(), shipped(), Options())
    assert result.error is None
    return [(one.code, one.message, one.location.line, one.location.column) for one in result.diagnostics]


def texts() -> list[tuple[str, str]]:
    files = [EXAMPLES / name for name in ("2021-faulty.txt", "2008-faulty.txt", "2019-faulty.md", "2021-faulty.html")]
    return [(file.name, file.read_text(encoding="utf-8")) for file in files] + [("blanks.txt", with_blanks())]


@pytest.mark.parametrize(("name", "text"), texts(), ids=[name for name, _ in texts()])
@pytest.mark.parametrize("end", COUNTED, ids=repr)
def test_line_ends_that_editors_count(name: str, text: str, end: str) -> None:
    assert found(text.replace("\n", end), name) == found(text, name)


@pytest.mark.parametrize("end", ["\n", *COUNTED], ids=repr)
def test_markdown_under_the_name_of_a_text_is_known_by_any_of_them(end: str) -> None:
    text = (EXAMPLES / "2019-faulty.md").read_text(encoding="utf-8")
    assert found(text.replace("\n", end), "a.txt") == found(text, "a.md")


@pytest.mark.parametrize(("name", "text"), texts(), ids=[name for name, _ in texts()])
def test_line_ends_of_several_kinds_in_one_file(name: str, text: str) -> None:
    ends = iter(["\n", "\r", "\r\n", "\r\n", "\r", "\r"] * len(text))
    assert found(re.sub("\n(?!\n)", lambda _: next(ends), text), name) == found(text, name)


@pytest.mark.parametrize(("name", "text"), [pair for pair in texts() if pair[0].endswith((".txt", ".md"))])
@pytest.mark.parametrize("end", UNCOUNTED, ids=repr)
def test_line_ends_that_editors_do_not_count(name: str, text: str, end: str) -> None:
    offset = Document(name, "text", text, ()).line
    places = [
        (code, message, 1, offset(line).start + column if line and column else column)
        for code, message, line, column in found(text, name)
    ]
    assert found(text.replace("\n", end), name) == places


def test_a_page_in_one_line_is_read_as_one_in_many() -> None:
    page = (EXAMPLES / "2021-faulty.html").read_text(encoding="utf-8")
    in_many = [one[:2] for one in found(page, "a.html")]
    assert [one[:2] for one in found(page.replace("\n", " "), "a.html")] == in_many


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("a\rb\rc", [(1, 1), (2, 1), (3, 1)]),
        ("a\r\nb\rc\nd", [(1, 1), (2, 1), (3, 1), (4, 1)]),
        ("a\r\rb", [(1, 1), (3, 1)]),
        ("a\n\rb", [(1, 1), (3, 1)]),
        ("a\u2028b\rc", [(1, 1), (1, 3), (2, 1)]),
    ],
    ids=repr,
)
def test_places(source: str, places: list[tuple[int, int]]) -> None:
    document = Document("a.txt", "text", source, ())
    assert [document.position(at) for at, sign in enumerate(source) if sign.isalpha()] == places
