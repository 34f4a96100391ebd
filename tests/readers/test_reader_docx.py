"""What a Word file says: text as it is shown, numbers that stand nowhere, tables as they are merged, and places."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import word_xml as xml
from linter.model.document import Document, Grid, Paragraph, Picture
from linter.readers import read
from linter.readers.word.numerals import numeral
from tests.tiers import examples

_CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
_BOX = '<w:drawing><a:txbx xmlns:a="a"><w:txbxContent>{}</w:txbxContent></a:txbx></w:drawing>'


def document(body: str, **more: str) -> Document:
    return read("draft.docx", xml.package(body, **more))


def texts(body: str) -> list[str]:
    return [block.text.text for block in document(body).blocks if isinstance(block, Paragraph) and not block.aside]


def paragraph(inner: str, properties: str = "") -> str:
    return xml.paragraph(inner, properties)


def grid(rows: list[list[str]], columns: int = 3) -> Grid:
    (block,) = document(xml.table(["".join(row) for row in rows], columns)).blocks
    assert isinstance(block, Grid)
    return block


def shape(block: Grid) -> list[list[tuple[str, int, int, int, int]]]:
    return [
        [(cell.text.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in row] for row in block.rows
    ]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(xml.run(text))}</w:tc>"


# --- text ---


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (xml.run("甲") + xml.run("乙"), "甲乙"),
        (xml.run("甲&<乙>"), "甲&<乙>"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>2024</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>5</w:t></w:r>", "2024-15"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>甲</w:t></w:r>', "•甲"),
        ('<w:r><w:sym w:font="宋体" w:char="3007"/></w:r>', "〇"),
        (xml.run("甲") + xml.run("乙", "<w:rPr><w:vanish/></w:rPr>"), "甲"),
        (xml.run("甲") + xml.run("乙", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "甲乙"),
        (f'<w:hyperlink w:anchor="x">{xml.run("甲")}</w:hyperlink>{xml.run("乙")}', "甲乙"),
        (f'<w:smartTag w:element="date">{xml.run("2024年")}</w:smartTag>', "2024年"),
        (f'<w:customXml w:element="x">{xml.run("甲")}</w:customXml>', "甲"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{xml.run('甲')}</w:sdtContent></w:sdt>", "甲"),
        (f'<w:fldSimple w:instr="PAGE">{xml.run("4")}</w:fldSimple>', "4"),
        (f"<w:ins w:id='1'>{xml.run('甲')}</w:ins><w:del w:id='2'><w:r><w:delText>乙</w:delText></w:r></w:del>", "甲"),
        (f"<w:moveTo w:id='1'>{xml.run('甲')}</w:moveTo><w:moveFrom w:id='2'>{xml.run('甲')}</w:moveFrom>", "甲"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>jiǎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase>"
         "</w:ruby></w:r>", "甲"),
        ("<w:r><w:t>甲</w:t><w:footnoteReference w:id='1'/><w:commentReference w:id='0'/></w:r>", "甲"),
        ('<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>3+4</m:t></m:r></m:oMath>',
         "3+4"),
        (f"<w:r>{_CHOICE.format('<w:t>甲</w:t>', '<w:t>乙</w:t>')}</w:r>", "甲"),
    ],
)  # fmt: skip
def test_text_is_what_is_shown(inner: str, text: str) -> None:
    assert texts(paragraph(inner)) == [text]


def test_a_line_break_begins_a_line() -> None:
    assert texts(paragraph(xml.run("某局\n2024年年报"))) == ["某局", "2024年年报"]


def test_a_field_shows_its_result() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = "<w:r><w:instrText>PAGEREF _Toc1</w:instrText><w:t>藏</w:t></w:r>"
    assert texts(paragraph(mark("begin") + instruction + mark("separate") + xml.run("4") + mark("end"))) == ["4"]
    unfinished = paragraph(mark("begin") + instruction) + paragraph(xml.run("正文"))
    assert texts(unfinished) == ["正文"]


def test_a_table_of_contents_is_set_aside() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    toc = "<w:r><w:instrText> TOC \\o</w:instrText></w:r>"
    by_field = (
        paragraph(field.format("begin") + toc + field.format("separate") + xml.run("一、总体情况\t1"))
        + paragraph(xml.run("二、主动公开\t2") + field.format("end"))
        + paragraph(xml.run("一、总体情况"))
    )
    assert texts(by_field) == ["一、总体情况"]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph(xml.run('一、总体情况'))}</w:sdtContent></w:sdt>"
    )
    assert texts(control + paragraph(xml.run("正文"))) == ["正文"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert texts(paragraph(xml.run("一、总体"), mark) + paragraph(xml.run("情况"))) == ["一、总体情况"]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = _BOX.format(paragraph(xml.run("框中")))
    body = paragraph(xml.run("甲") + f"<w:r>{_CHOICE.format(box, box)}</w:r>") + paragraph(xml.run("乙"))
    read_body = document(body)
    assert [block.text.text for block in read_body.blocks if isinstance(block, Paragraph)] == ["甲", "框中", "乙"]
    assert [paragraph_of(read_body, text) for text in ("甲", "框中", "乙")] == [1, 1, 2]


def test_a_picture_has_its_alternative_text() -> None:
    drawing = (
        '<w:drawing><wp:inline xmlns:wp="wp" xmlns:a="a"><wp:extent cx="{0}" cy="{0}"/>'
        '<wp:docPr id="1" name="图片" descr="申请情况表"/><a:blip/></wp:inline></w:drawing>'
    )
    body = paragraph(f"<w:r>{drawing.format(5_000_000)}</w:r>") + paragraph(f"<w:r>{drawing.format(90_000)}</w:r>")
    pictures = [block for block in document(body + paragraph(xml.run("甲"))).blocks if isinstance(block, Picture)]
    assert [picture.alt for picture in pictures] == ["申请情况表"]


def test_headings_have_levels() -> None:
    body = paragraph(xml.run("甲"), '<w:pStyle w:val="1"/>') + paragraph(xml.run("乙"), '<w:outlineLvl w:val="1"/>')
    body += paragraph(xml.run("丙"), '<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>') + paragraph(xml.run("丁"))
    assert [block.heading for block in document(body).blocks if isinstance(block, Paragraph)] == [1, 2, 0, 0]


_YEARLY = "云溪县水利局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("properties", "header", "title"),
    [
        ("", _YEARLY, _YEARLY),
        ("云溪县水利局2024年年报", _YEARLY, "云溪县水利局2024年年报"),
        ("云溪县水利局2023年年报", _YEARLY, _YEARLY),
        ("", _YEARLY.replace("2024", "2023"), None),
        ("", "— 1 —", None),
    ],
)
def test_the_title_above_the_pages_is_taken_where_there_is_no_other(
    properties: str, header: str, title: str | None
) -> None:
    with ZipFile(BytesIO(xml.package(paragraph(xml.run("2024年，我局")), title=properties))) as archive:
        parts: dict[str, str | bytes] = {info.filename: archive.read(info) for info in archive.infolist()}
    inner = paragraph(xml.run("第1页")) + paragraph(xml.run(header[:6]) + xml.run(header[6:]))
    parts["word/header2.xml"] = f'<w:hdr xmlns:w="{xml.TRANSITIONAL}">{inner}</w:hdr>'
    found = read("draft.docx", xml.archive(parts))
    assert (found.title and found.title.text) == title
    assert [block.text.text for block in found.blocks if isinstance(block, Paragraph)] == ["2024年，我局"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("甲市乙局2024年政府信息公开工作年度报告", True),
        ("甲市乙局2023年政府信息公开工作年度报告", False),  # the text says nothing of 2023
        ("Microsoft Word - 1.doc", False),
        ("", False),
    ],
)
def test_the_title_of_the_properties_is_taken_if_it_fits(title: str, kept: bool) -> None:
    found = document(paragraph(xml.run("2024年，我局")), title=title).title
    assert (found is not None and found.text) == (title if kept else False)


# --- numbering ---


def numbered(text: str, level: int) -> str:
    return paragraph(xml.run(text), xml.numbered(level))


def test_automatic_numbers_are_part_of_the_text() -> None:
    body = "".join(
        numbered(*entry)
        for entry in [("甲", 1), ("子", 2), ("丑", 2), ("寅", 3), ("", 1), ("乙", 1), ("子", 2), ("寅", 3)]
    )
    assert texts(body) == ["一、甲", "（一）子", "（二）丑", "1.寅", "三、乙", "（一）子", "1.寅"]


def test_labels_of_a_table_may_be_numbered() -> None:
    labelled = f"<w:tc>{numbered('属于国家秘密', 3)}</w:tc>"
    rows = shape(grid([[labelled, cell("1")], [labelled, cell("2")], [f"<w:tc>{numbered('', 3)}</w:tc>", cell("3")]]))
    assert [row[0][0] for row in rows] == ["1.属于国家秘密", "2.属于国家秘密", ""]


def test_a_style_numbers_its_paragraphs_and_zero_switches_it_off() -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>'
        + paragraph(xml.run("甲"), '<w:pStyle w:val="s"/>')
        + paragraph(xml.run("乙"), '<w:pStyle w:val="s"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph(xml.run("丙"), '<w:pStyle w:val="s"/>')
        + paragraph(xml.run("丁"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>')
        + paragraph(xml.run("戊"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="8"/></w:numPr>')
        + "</w:body></w:document>",
        "word/styles.xml": f'<w:styles xmlns:w="{xml.TRANSITIONAL}">'
        '<w:style w:styleId="s"><w:basedOn w:val="t"/></w:style>'
        '<w:style w:styleId="t"><w:basedOn w:val="s"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        "</w:styles>",
        "word/numbering.xml": f'<w:numbering xmlns:w="{xml.TRANSITIONAL}"><w:abstractNum w:abstractNumId="5">{levels}'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="8">'
        '<w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        "</w:numbering>",
    }
    blocks = read("a.docx", xml.archive(parts)).blocks
    assert [block.text.text for block in blocks if isinstance(block, Paragraph)] == [
        *("3 甲", "乙", "4 丙", "1 丁", "2 戊")
    ]


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (103, "chineseCountingThousand", "一百零三"),
        (1010, "chineseCounting", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (3, "ideographZodiac", "寅"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalEnclosedCircle", "③"),
        (3, "decimalEnclosedFullstop", "⒊"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "decimalZero", "07"),
        (28, "upperLetter", "BB"),
        (14, "lowerRoman", "xiv"),
        (3, "none", ""),
        (3, "someNewFormat", "3"),
        (123456, "chineseCounting", "123456"),
    ],
)
def test_numbers_in_the_formats_of_word(value: int, format: str, text: str) -> None:
    assert numeral(value, format) == text


# --- tables ---


def test_merged_cells_reach_over_rows_and_columns() -> None:
    rows = [
        [cell("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), cell("乙")],
        [cell("", '<w:gridSpan w:val="2"/><w:vMerge/>'), cell("1")],
        [cell("丙"), cell("2", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>")],
    ]
    assert shape(grid(rows)) == [
        [("甲", 1, 1, 2, 2), ("乙", 1, 3, 1, 1)],
        [("1", 2, 3, 1, 1)],
        [("丙", 3, 1, 1, 1), ("2", 3, 2, 1, 2)],
    ]


def test_a_cell_that_continues_nothing_is_one_of_its_own() -> None:
    rows = [[cell("甲"), cell("乙")], [cell("丙", "<w:vMerge/>"), cell("丁")], [cell("", "<w:vMerge/>"), cell("戊")]]
    assert shape(grid(rows, 2))[1:] == [[("丙", 2, 1, 2, 1), ("丁", 2, 2, 1, 1)], [("戊", 3, 2, 1, 1)]]


def test_a_row_may_begin_further_right() -> None:
    rows = [[cell("甲"), cell("乙")], ['<w:trPr><w:gridBefore w:val="1"/></w:trPr>', cell("1")]]
    assert shape(grid(rows, 2))[1] == [("", 2, 1, 1, 1), ("1", 2, 2, 1, 1)]


def test_deleted_rows_and_cells_are_gone() -> None:
    rows = [
        [cell("甲"), cell("0", '<w:cellDel w:id="1"/>'), cell("乙")],
        ['<w:trPr><w:del w:id="2"/></w:trPr>', cell("丙"), cell("丁")],
        ['<w:trPr><w:ins w:id="3"/></w:trPr>', cell("戊"), cell("己")],
    ]
    assert [[text for text, *_ in row] for row in shape(grid(rows))] == [["甲", "乙"], ["戊", "己"]]


def test_paragraphs_and_breaks_of_a_cell_are_one_text() -> None:
    inner = xml.cell(paragraph(xml.run("商业\n企业")) + paragraph(xml.run("（家）")))
    assert shape(grid([[inner, cell("　")]], 2)) == [[("商业企业（家）", 1, 1, 1, 1), ("", 1, 2, 1, 1)]]


def test_rows_and_cells_in_content_controls() -> None:
    row = f"<w:tr><w:sdt><w:sdtContent>{cell('甲')}</w:sdtContent></w:sdt>{cell('1')}</w:tr>"
    body = f"<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    (block,) = document(body).blocks
    assert isinstance(block, Grid)
    assert [[text for text, *_ in line] for line in shape(block)] == [["甲", "1"]]


def test_a_table_in_a_layout_table_is_a_table() -> None:
    inner = xml.table([cell("甲") + cell("1"), cell("乙") + cell("2")], 2)
    body = xml.table([xml.cell(paragraph(xml.run("一、总体情况")) + inner + paragraph(xml.run("末")))], 1)
    blocks = document(body).blocks
    assert [type(block) for block in blocks] == [Paragraph, Grid, Paragraph]


# --- places ---


def paragraph_of(read_document: Document, text: str) -> int | None:
    assert read_document.layout is not None
    (block,) = [b for b in read_document.blocks if isinstance(b, Paragraph) and text in b.text.text]
    return read_document.layout.place(block.text.span()).paragraph


def test_paragraphs_of_the_body_are_counted_with_the_empty_ones() -> None:
    table = xml.table([cell("甲") + cell("1")], 2)
    body = paragraph("") + paragraph(xml.run("一")) + table + paragraph("") + paragraph(xml.run("二\n三"))
    found = document(body)
    assert [paragraph_of(found, text) for text in "一二三"] == [2, 4, 4]
    (grid_read,) = [block for block in found.blocks if isinstance(block, Grid)]
    assert found.layout is not None
    assert found.layout.place(grid_read.rows[0][1].span).paragraph is None


def test_paragraphs_of_a_layout_table_are_counted_too() -> None:
    body = paragraph(xml.run("一")) + xml.table([xml.cell(paragraph("") + paragraph(xml.run("二")))], 1)
    found = document(body + paragraph(xml.run("三")))
    assert [paragraph_of(found, text) for text in "一二三"] == [1, 3, 4]


_TEXT = st.text("甲乙一、（）1 　\n", max_size=12)
_PARAGRAPH = st.lists(_TEXT, max_size=3).map(lambda runs: paragraph("".join(map(xml.run, runs))))
_ROW = st.lists(_TEXT.map(cell), min_size=1, max_size=4).map("".join)
_BLOCK = st.one_of(_PARAGRAPH, st.lists(_ROW, min_size=1, max_size=3).map(lambda rows: xml.table(rows, 4)))


@given(st.lists(_BLOCK, max_size=8).map("".join))
@settings(max_examples=examples(200))
def test_every_character_stands_where_it_says(body: str) -> None:
    found = document(body + paragraph(xml.run("末")))
    at = 0
    for block in found.blocks:
        assert not isinstance(block, Picture)
        chars = [block.text] if isinstance(block, Paragraph) else [c.text for row in block.rows for c in row]
        for text in chars:
            assert all(found.source[start] == char for char, start in zip(text.text, text.starts, strict=True))
            if text.text:
                assert text.starts[0] >= at
                at = text.ends[-1]


def test_a_table_of_one_cell_is_a_frame_around_what_is_in_it() -> None:
    frame = xml.table([xml.cell(xml.paragraph(xml.run("1")))], 1)
    rows = [
        xml.cell(xml.paragraph(xml.run("甲"))) + xml.cell(frame + xml.paragraph("")),
        xml.cell(xml.paragraph(xml.run("乙"))) + xml.cell(xml.paragraph("")),
    ]
    (grid,) = [block for block in document(xml.table(rows, 2)).blocks if isinstance(block, Grid)]
    assert [[cell.text.text for cell in row] for row in grid.rows] == [["甲", "1"], ["乙", ""]]
