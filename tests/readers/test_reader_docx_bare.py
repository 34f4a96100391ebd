"""Word files without the properties that nobody asks for: the same is read, and nothing broken becomes whole."""

from __future__ import annotations

from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import word, word_xml
from benchmarks.reports import make_report
from linter.model.document import Document, Grid, Paragraph
from linter.readers import docx
from linter.readers.word import bare_parts
from linter.readers.word.bare_parts import bare
from tests.tiers import examples

HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w="{word_xml.TRANSITIONAL}" xmlns:v="urn:v">'
FONT = '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr>'
SIGNS = (
    "<",
    ">",
    "/",
    '"',
    "'",
    "&",
    " ",
    "]]>",
    "<!--",
    "-->",
    "<?a",
    "?>",
    "<![CDATA[",
    "\x01",
    "w:",
    "v:",
    "u:",
    "甲",
)
PIECES = (
    *(FONT, "<w:rPr>", "</w:rPr>", "<w:rPr/>", "<w:pPr>", "</w:pPr>", "<v:rPr>", "</v:rPr>"),
    *("<w:t>", "<w:t>甲</w:t>", "</w:t>", "<w:r>", "</w:r>", "<w:r></w:r>", "</w:r><w:r>", "rPr>", "\0", *SIGNS),
)


def part(inner: str) -> bytes:
    return f"{HEAD}{inner}</w:document>".encode()


def left(inner: str) -> str:
    """What is left of the content of a part."""
    return bare(part(inner)).decode().removeprefix(HEAD).removesuffix("</w:document>")


def is_whole(data: bytes) -> bool:
    try:
        ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    return True


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (f"<w:r>{FONT}<w:t>甲</w:t></w:r>", "<w:r><w:t>甲</w:t></w:r>"),
        (f'<w:p><w:pPr><w:jc w:val="center"/>{FONT}</w:pPr></w:p>', "<w:p></w:p>"),
        ('<w:p><w:pPr><w:pStyle w:val="a"/><w:jc/></w:pPr></w:p>', '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p>'),
        # what holds something that is asked for stays with all that it holds
        (
            "<w:pPr><w:numPr><w:ilvl/><w:numId/></w:numPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r/>",
            "<w:pPr><w:numPr><w:ilvl/><w:numId/></w:numPr></w:pPr><w:r/>",
        ),
        (f"<w:pPr>{FONT[:-8]}<w:del/></w:rPr></w:pPr><w:r/>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r/>"),
        # the properties from before a tracked change
        (
            "<w:r><w:rPr><w:vanish/><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr></w:r>",
            "<w:r><w:rPr><w:vanish/></w:rPr></w:r>",
        ),
        (
            f'<w:r><w:rPr><w:b/><w:rPrChange w:id="1">{FONT}</w:rPrChange></w:rPr><w:t/></w:r><w:p/>',
            "<w:r><w:t/></w:r><w:p/>",
        ),
        ('<w:latentStyles w:count="1"><w:lsdException/></w:latentStyles><w:style/>', "<w:style/>"),
        ("<w:rPr><v:fill v:x='>'/></w:rPr><w:t/>", "<w:t/>"),
        ('<w:t xml:space="preserve"> 甲 </w:t>', "<w:t> 甲 </w:t>"),
        ("<w:tblPr><w:b/></w:tblPr><w:tblGrid><w:b/></w:tblGrid><w:trPr><w:b/></w:trPr><w:p/>", "<w:p/>"),
        # what has the name of a block in another namespace
        (f"<v:rPr><w:b/></v:rPr><w:r>{FONT}<w:t/></w:r>", "<v:rPr><w:b/></v:rPr><w:r><w:t/></w:r>"),
        # runs without properties are one, and those without anything none
        (f"<w:r>{FONT}<w:t>甲</w:t></w:r>" * 3, "<w:r><w:t>甲</w:t><w:t>甲</w:t><w:t>甲</w:t></w:r>"),
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>",) * 2,
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:t>1</w:t><w:footnoteReference/></w:r>",) * 2,
        (f"<w:p><w:r>{FONT}</w:r><w:r>{FONT}</w:r></w:p>", "<w:p></w:p>"),
    ],
)
def test_only_what_is_asked_for_is_left(inner: str, expected: str) -> None:
    assert left(inner) == expected


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:t><![CDATA[{FONT}<]]></w:t>",
        f"<!-- {FONT}< --><w:r/>",
        f"<?a {FONT}< ?><w:r/>",
        f"<w:r>{FONT} <w:t/></w:r>",
        "<w:r><w:rPr><u:b/></w:rPr><w:t/></w:r>",
        "<w:r><w:rPr><w:b></w:rPr><w:t/></w:r>",
        '<w:r><w:rPr><w:b w:val="1" w:val="1"/></w:rPr><w:t/></w:r>',
    ],
)
def test_a_part_with_something_out_of_the_usual_is_left_as_it_is(inner: str) -> None:
    assert left(inner) == inner


def test_a_part_without_a_prefix_is_left_as_it_is() -> None:
    data = part(f"<w:r>{FONT}<w:t/></w:r>").replace(b"w:", b"").replace(b"xmlns:w", b"xmlns")
    assert is_whole(data)
    assert bare(data) == data


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 12))
def test_what_is_broken_stays_broken_and_what_is_whole_stays_whole(pieces: list[str], at: int) -> None:
    inner = "".join((*pieces[:at], f"<w:r>{FONT}<w:t>甲</w:t></w:r>", *pieces[at:]))
    assert is_whole(bare(part(inner))) == is_whole(part(inner))


def told(document: Document) -> list[tuple[object, ...]]:
    cells = [cell for block in document.blocks if isinstance(block, Grid) for row in block.rows for cell in row]
    lines = [block for block in document.blocks if isinstance(block, Paragraph)]
    return [
        *((line.text.text, line.text.span(), line.heading, line.aside) for line in lines),
        *((cell.text.text, cell.span, *cell[2:]) for cell in cells),
    ]


@pytest.mark.parametrize("layout", word.LAYOUTS)
def test_a_file_is_read_as_it_is_with_all_of_its_properties(layout: str) -> None:
    data = word.draw(make_report(Random(3), "2021"), layout).data
    bared, whole = docx.read("", data), docx.read("", data, whole=True)
    assert bared.source == whole.source
    assert told(bared) == told(whole)


def test_no_more_blocks_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare_parts, "_MOST_KEPT", 100)
    bare_parts._blocks.cache_clear()
    for number in range(40):
        inner = f'<w:r><w:rPr><w:sz w:val="{number}"/></w:rPr><w:t/></w:r>'
        assert left(inner) == "<w:r><w:t/></w:r>"
    assert bare_parts._blocks.cache_info().currsize == 1
    head = bare_parts._HEAD.match(part(""))
    assert head is not None
    kept = bare_parts._blocks(head[0], head["root"], b"w")
    assert sum(len(inside) for insides in kept._left.values() for inside in insides) <= 100
