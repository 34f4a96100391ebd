"""Word files made to be slow: chains of styles, levels of numberings, merged cells; each within a generous bound."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from time import process_time

import pytest

from benchmarks import word_xml as xml
from linter.model.document import Document, Grid, Paragraph
from linter.readers import read

NAMESPACE = f'xmlns:w="{xml.TRANSITIONAL}"'
WIDE = '<w:gridSpan w:val="999999"/>'
LEVEL = '<w:lvl w:ilvl="0"><w:lvlText w:val="{}"/></w:lvl>'


def package(body: str, styles: str = "", numbering: str = "") -> bytes:
    """A Word file with these parts in place of its own."""
    parts: dict[str, str | bytes] = {"word/styles.xml": f"<w:styles {NAMESPACE}>{styles}</w:styles>"}
    parts["word/numbering.xml"] = f"<w:numbering {NAMESPACE}>{numbering}</w:numbering>"
    with zipfile.ZipFile(io.BytesIO(xml.package(body))) as drawn:
        parts = {name: drawn.read(name) for name in drawn.namelist()} | parts
    return xml.archive(parts)


def styled(number: int) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="s{number}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'


def based(number: int, base: int) -> str:
    return f'<w:style w:styleId="s{number}"><w:basedOn w:val="s{base}"/></w:style>'


def listed(number: int) -> str:
    of = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{of}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"


def abstract(level: str, times: int = 1) -> str:
    return f'<w:abstractNum w:abstractNumId="1">{level * times}</w:abstractNum>'


def instance(number: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/></w:num>'


def cell(properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"


CASES: dict[str, Callable[[], bytes]] = {
    "80,000 styles in a chain": lambda: package(styled(0), "".join(based(n, n + 1) for n in range(80_000))),
    "styles in a ring": lambda: package(styled(0), "".join(based(n, (n + 1) % 50_000) for n in range(50_000))),
    "many levels of many numberings": lambda: package(
        "".join(map(listed, range(8_000))),
        numbering=abstract(LEVEL.format("%1"), 8_000) + "".join(map(instance, range(8_000))),
    ),
    "long labels": lambda: package(listed(1) * 5_000, numbering=abstract(LEVEL.format("%1" * 100_000)) + instance(1)),
    "cells over many rows": lambda: package(
        "<w:tbl>" + f"<w:tr>{cell('<w:vMerge/>') * 8}</w:tr>" * 3_000 + "</w:tbl>" + styled(0)
    ),
    "cells over very many columns": lambda: package(f"<w:tbl>{f'<w:tr>{cell(WIDE) * 2}</w:tr>' * 5_000}</w:tbl>"),
}


@pytest.mark.whole
@pytest.mark.parametrize("name", CASES)
def test_slow_files(name: str) -> None:
    data = CASES[name]()
    start = process_time()
    document = read("a.docx", data)
    assert process_time() - start < 15
    assert any(isinstance(block, Paragraph | Grid) for block in document.blocks)
    assert len(document.source) < 5_000_000


def test_a_label_has_a_longest_length() -> None:
    def labelled(times: int) -> str:
        document: Document = read(
            "a.docx", package(listed(1), numbering=abstract(LEVEL.format("第" * times)) + instance(1))
        )
        return document.source.rstrip("\n")

    assert labelled(255) == "第" * 255 + " 甲"
    assert labelled(256) == "第" * 255 + " 甲"
