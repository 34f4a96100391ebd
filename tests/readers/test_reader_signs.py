"""No document holds half a surrogate pair or a NUL, however a file says it: neither could be written down again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import word_xml as xml
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.document import Document, Grid, Paragraph, Picture, sound
from linter.readers import read
from tests.readers.reader_samples import read_as, survive

SYMBOL = Path(__file__).parents[3] / "shared/cases/defects/21-surrogate-sym-crash/sym.docx"
NUMBERS = st.one_of(st.integers(0, 0x110010), st.sampled_from([0, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFE, 0xFFFF]))
WRITTEN = ("&#{};", "&#{}", "&#x{:x};", "&#X{:X}", "&#0{};", "&#x000{:x};")


def texts(document: Document) -> Iterator[str]:
    yield document.source
    for chars in (document.title, document.published, *(unseen.chars for unseen in document.unseen)):
        if chars is not None:
            yield chars.text
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text.text
        elif isinstance(block, Picture):
            yield block.alt
        elif isinstance(block, Grid):
            yield from (cell.text.text for row in block.rows for cell in row)


def is_sound(document: Document) -> bool:
    return all("\0" not in text and text.encode("utf-8") is not None for text in texts(document))


@pytest.mark.parametrize("code", ["D800", "DBFF", "DC00", "DFFF", "d83d"])
def test_a_symbol_that_is_half_a_pair(code: str) -> None:
    body = xml.paragraph("甲") + f'<w:p><w:r><w:t>甲</w:t><w:sym w:font="x" w:char="{code}"/></w:r></w:p>'
    data = xml.package(body)
    assert is_sound(read("a.docx", data))
    assert not any(entry.crashed for entry in lint_bytes("a.docx", data, shipped(), Options()).not_evaluated)


@pytest.mark.skipif(not SYMBOL.exists(), reason="the collected inputs are not here")
def test_the_collected_symbol() -> None:
    result = lint_bytes("a.docx", SYMBOL.read_bytes(), shipped(), Options())
    assert result.error is None
    assert not any(entry.crashed for entry in result.not_evaluated)


@pytest.mark.whole
@given(st.lists(st.tuples(NUMBERS, st.sampled_from(WRITTEN)), max_size=8), st.sampled_from(["html", "markdown"]))
@settings(max_examples=300, deadline=None)
def test_character_references(numbers: list[tuple[int, str]], format: str) -> None:
    said = "".join(written.format(number) for number, written in numbers)
    document = read_as(
        format,
        f"<title>甲{said}</title><meta name='PubDate' content='1{said}'>\n\n甲{said}\n"
        f"<p title='{said}'>乙{said}<img alt='{said}' src='a'><table><tr><td>{said}<td>丙</table>",
    )
    assert is_sound(document)


@pytest.mark.whole
@given(NUMBERS)
@settings(max_examples=200, deadline=None)
def test_symbols_and_references_of_word(number: int) -> None:
    symbol = f'<w:sym w:font="x" w:char="{number:04X}"/>'
    assert is_sound(read("a.docx", xml.package(f"<w:p><w:r><w:t>甲</w:t>{symbol}</w:r></w:p>")))
    referred = survive(xml.package(f"<w:p><w:r><w:t>甲&#x{number:x};</w:t></w:r></w:p>"), path="a.docx")
    assert referred is None or is_sound(referred)


@pytest.mark.whole
@given(
    st.binary(max_size=40),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"]),
    st.sampled_from(["text", "markdown", "html"]),
)
@settings(max_examples=500, deadline=None)
def test_any_bytes(data: bytes, mark: bytes, format: str) -> None:
    document = survive(mark + "甲，".encode("utf-16-le" if mark == b"\xff\xfe" else "utf-8") + data, format)
    assert document is None or is_sound(document)


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_nul_keeps_its_place(format: str) -> None:
    document = read_as(format, "\ufeff甲\0乙")
    assert document.source == "甲\ufffd乙"


def test_what_is_sound_stays_as_it_is() -> None:
    assert sound("甲\ud800乙\udfff\0") == "甲\ufffd乙\ufffd\ufffd"
    assert sound("𠀀\ufffe\x7f\n") == "𠀀\ufffe\x7f\n"
