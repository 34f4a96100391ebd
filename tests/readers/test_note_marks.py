"""Marks of notes, raised in whatever way: no digits of the figure that they stand behind, and each in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from benchmarks import word, word_xml
from benchmarks.drawing import draw
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes, lint_source
from linter.model.document import Document, Grid, Paragraph
from linter.parsing.parser import parse_document
from linter.readers import read
from linter.reference import load
from linter.text.folding import Folded, fold
from linter.text.note_marks import raised

REPORT = make_report(Random(3), "2021", busy=True)
SUPERSCRIPT = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
NOTE_STYLE = '<w:rPr><w:rStyle w:val="{}"/></w:rPr>'
STYLES = (
    '<w:style w:type="character" w:styleId="a9"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="b1"><w:basedOn w:val="a9"/></w:style>'
)
MARKS = {
    "html": [
        "<sup>1</sup>",
        "<sup>[2]</sup>",
        "<SUP class=x>①</SUP>",
        "<sup>注</sup>",
        "<sup>（注1）</sup>",
        "<sup>*</sup>",
        "<sup>a</sup>",
        '<sup><a href="#n1">1</a></sup>',
        '<a href="#n1"><sup>1</sup></a>',
        '<sup id="r">[<a href="#n">1</a>]</sup>',
        '<span style="font-size:9pt; vertical-align: super">12</span>',
        "<span class=MsoFootnoteReference><span lang=EN-US>[1]</span></span>",
        "²",
        "&sup1;",
        "①",
        "※",
    ],
    "markdown": ["<sup>1</sup>", "<sup>[2]</sup>", "[^1]", "[^注一]", "^1^", "²", "③", "[1]", "（注2）"],
    "text": ["¹", "②", "[1]", "（注）", "注1"],
}
WORD_MARKS = [
    word_xml.run("1", SUPERSCRIPT),
    word_xml.run("[12]", SUPERSCRIPT),
    word_xml.run("①", SUPERSCRIPT),
    word_xml.run("注1", NOTE_STYLE.format("a9")),
    word_xml.run("*", NOTE_STYLE.format("b1")),
    f'<w:r>{NOTE_STYLE.format("none")}<w:footnoteReference w:id="1"/></w:r>',
    '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>1</w:t></w:r>',
]


def figures(document: Document) -> dict[str, object]:
    return {
        address: figure.value
        for table in parse_document(document, load()).tables.values()
        for address, figure in table.figures.items()
    }


def in_cells(source: str, figure: str, mark: str | Callable[[], str]) -> str:
    """A source with a mark behind some of its figures."""
    random = Random(source)

    def marked(match: re.Match[str]) -> str:
        return match[0] if random.random() < 0.5 else f"{match[1]}{mark}{match[2]}"

    return re.sub(figure, marked, source)


FIGURES = {"html": r"(<td[^<>]*>\d+)(</td>)", "markdown": r"(\| \d+)(?= \|)()", "text": r"(\| \d+)(?= \|)()"}
LAYOUTS = {"html": "html", "markdown": "markdown", "text": "pipes"}


@pytest.mark.parametrize(("format", "mark"), [(format, mark) for format, marks in MARKS.items() for mark in marks])
def test_no_mark_changes_a_figure(format: str, mark: str) -> None:
    source = draw(REPORT, LAYOUTS[format]).text
    written = in_cells(source, FIGURES[format], mark)
    assert written.count(mark) > 20
    name = {"html": "a.html", "markdown": "a.md", "text": "a.txt"}[format]
    assert figures(read(name, written.encode())) == figures(read(name, source.encode()))
    assert lint_source(written, path=name, format=format).diagnostics == ()


def word_file(mark: str) -> bytes:
    """The report as a Word file with a mark behind some figures."""
    data = word.draw(REPORT, next(iter(word.LAYOUTS))).data
    with ZipFile(BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info).decode().partition("?>")[2] for info in archive.infolist()}
    figure = r"(<w:t [^<>]*>\d+</w:t></w:r>)(</w:p></w:tc>)"
    parts["word/document.xml"] = in_cells(parts["word/document.xml"], figure, mark)
    assert parts["word/document.xml"].count(mark) > 20 or not mark
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", f"{STYLES}</w:styles>")
    return word_xml.archive(parts)


@pytest.mark.parametrize("mark", WORD_MARKS)
def test_no_mark_changes_a_figure_of_a_word_file(mark: str) -> None:
    data = word_file(mark)
    assert figures(read("a.docx", data)) == figures(read("a.docx", word_file("")))
    assert lint_bytes("a.docx", data, shipped(), Options()).diagnostics == ()


@pytest.mark.parametrize(
    ("written", "text", "folded"),
    [
        ("公开12<sup>1</sup>条", "公开12¹条", "公开12条"),
        ("<sup>本年度</sup>公开12条", "本年度公开12条", "本年度公开12条"),
        ("12<sup>1<b>2</b></sup>", "12¹²", "12"),
        ("<sup>1", "¹", ""),
        ("面积3m<sup>2</sup>，5", "面积3m²，5", "面积3m,5"),
        ("<span>1</span><sup>1</sup><span>2</span>", "1¹2", "12"),
        ("<span style='vertical-align:super'><span>1</span></span>3", "¹3", "3"),
        ("<span style='vertical-align:sub'>1</span>3", "13", "13"),
        ("a<sup>1</sup></p><p>2", "a¹", "a"),
    ],
)
def test_a_mark_keeps_its_place(written: str, text: str, folded: str) -> None:
    source = f"<p>{written}</p>"
    block = read("a.html", source.encode()).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.text.text, fold(block.text.text)) == (text, folded)
    shown = "".join(source[start:end] for start, end in zip(block.text.starts, block.text.ends, strict=True))
    assert [raised(sign) if sign.isdigit() else sign for sign in shown] == [
        raised(sign) if sign.isdigit() else sign for sign in text
    ]
    for at, sign in enumerate(Folded(block.text).text):
        start, end = Folded(block.text).span(at, at + 1)
        assert fold(source[start:end]) == sign


def test_a_run_of_word_that_is_raised_and_no_mark_is_text() -> None:
    body = word_xml.paragraph(word_xml.run("公开12") + word_xml.run("1", SUPERSCRIPT) + word_xml.run("条", SUPERSCRIPT))
    (block,) = read("a.docx", word_xml.package(body)).blocks
    assert isinstance(block, Paragraph)
    assert block.text.text == "公开12¹条"


def test_the_fix_of_a_figure_leaves_its_mark() -> None:
    source = draw(REPORT, "html").text
    first = re.search(r"<td[^<>]*>(\d+)</td></tr>\s*<tr><td[^<>]*>二、上年结转", source)
    assert first is not None
    start, end = first.span(1)
    written = f"{source[:start]}{int(first[1]) + 1}<sup>1</sup>{source[end:]}"
    (found,) = (one for one in lint_source(written, path="a.html", format="html").diagnostics if one.fix)
    (edit,) = found.fix.edits if found.fix else ()
    assert written[: edit.start] + edit.text + written[edit.end :] == f"{source[:end]}<sup>1</sup>{source[end:]}"


def test_a_grid_of_marks_alone_holds_no_figure() -> None:
    (block,) = read("a.html", "<table><tr><td>甲<td><sup>1</sup></table>".encode()).blocks
    assert isinstance(block, Grid)
    assert fold(block.rows[0][1].text.text) == ""
