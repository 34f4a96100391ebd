"""The OFD reader on files made by hand: where letters stand, what is a line, templates, what is not shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.ofd_pages import archive, page_part
from linter.model.document import Block, Document, Grid, Paragraph, Picture, Span
from linter.readers import format_of, read
from linter.readers.ofd.drawn_page import POINTS
from tests.places import SAMPLES
from tests.readers.ofd_samples import A4, entry, ofd, parts, path, resources, root, rules, text

XS, YS = (30.0, 70.0, 100.0), (40.0, 50.0, 60.0)
CELLS = [text("规章", 32, 47), text("1", 72, 47), text("文件", 32, 57), text("2", 72, 57)]
ROWS = [["规章", "1"], ["文件", "2"]]


def lines(document: Document) -> list[str]:
    return ["".join(block.text.text.split()) for block in document.blocks if isinstance(block, Paragraph)]


def spaced(document: Document) -> list[str]:
    return [block.text.text.strip() for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Grid)
    ]


def said(*objects: str) -> list[str]:
    return lines(read("a.ofd", ofd(objects)))


def last_letter(drawn: str) -> float:
    """Where the last letter of a text begins, in millimetres."""
    document = read("a.ofd", ofd([drawn]))
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert document.layout is not None
    place = document.layout.place(Span(block.text.starts[-1], block.text.ends[-1]))
    assert place.bbox is not None
    return place.bbox[0] / POINTS


def page_of(document: Document, block: Block) -> int | None:
    assert document.layout is not None
    return document.layout.place(block.text.span() if isinstance(block, Paragraph) else block.span).page


# --- letters ---


def test_text_and_its_place() -> None:
    document = read("a.ofd", ofd([text("总体情况", code='DeltaX="g 3 4"')]))
    assert (document.format, lines(document)) == ("ofd", ["总体情况"])
    assert document.layout is not None
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    place = document.layout.place(block.text.span())
    assert place.page == 1
    above = 50 - 0.88 * 4
    assert place.bbox == pytest.approx([side * POINTS for side in (30, above, 46, above + 4)], abs=0.01)


@pytest.mark.parametrize("delta", ["4 4 4 4 6", "g 4 4 6", "g 2 4 4 g 1 4 6", "G 4 4 g 9 6", "4 g 0 9 g 3 4 6 -40 8"])
def test_steps_in_short_and_long_form(delta: str) -> None:
    assert last_letter(text("政务公开情况", code=f'DeltaX="{delta}"')) == pytest.approx(30 + 4 * 4 + 6, abs=0.01)


@pytest.mark.parametrize(
    ("code", "x"),
    [
        ("", 30 + 4 * 2 + 2 * 4),
        ('DeltaX=""', 30 + 4 * 2 + 2 * 4),
        ('DeltaX="3"', 30 + 3 + 3 * 2 + 2 * 4),
        ('DeltaX="g 1"', 30 + 4 * 2 + 2 * 4),
        ('DeltaX="四 4"', 30 + 4 * 2 + 2 * 4),
        ('DeltaX="3 nan 9"', 30 + 3 + 3 * 2 + 2 * 4),
    ],
)
def test_letters_without_steps_follow_each_other(code: str, x: float) -> None:
    assert last_letter(text("2024年政务", code=code)) == pytest.approx(x, abs=0.01)


def test_lines_within_one_text() -> None:
    words = "第一行字第二行字"
    code = 'DeltaX="g 3 4 -12 g 3 4" DeltaY="g 3 0 6 g 3 0"'
    assert said(text(words, code=code)) == ["第一行字", "第二行字"]


def test_a_second_code_goes_on_where_nothing_else_is_said() -> None:
    more = '<ofd:TextCode X="12" DeltaX="4">公开</ofd:TextCode></ofd:TextObject>'
    assert said(text("政务信", code='DeltaX="4 4"').replace("</ofd:TextObject>", more)) == ["政务信公开"]


def test_line_breaks_of_the_file_are_no_letters_and_blanks_are() -> None:
    code = 'DeltaX="4 2 4"'
    for begin, end in (("", ""), ("\n", "\n"), ("\n\t", "\n\t"), ("\r\n      ", "\n    ")):
        assert said(text(f"{begin}甲 乙丙{end}", code=code), text("丁", 44, 50)) == ["甲乙丙丁"]
    assert last_letter(text("\n   甲 乙丙\n  ", code=code)) == pytest.approx(40, abs=0.01)
    assert last_letter(text(" 甲乙", code='DeltaX="4 4"')) == pytest.approx(38, abs=0.01)
    assert spaced(read("a.ofd", ofd([text("a b", code='DeltaX="2 2"')]))) == ["a b"]


def test_letters_downwards_are_one_cell() -> None:
    label = text("信息公开", 38, 44, code='DeltaY="g 3 4"')
    data = ofd([*rules(XS, (40, 60)), label, text("7", 72, 50)])
    assert tables(read("a.ofd", data)) == [[["信息公开", "7"]]]


def test_a_ligature_is_as_wide_as_its_letters() -> None:
    """Two letters with one glyph: the steps are those of glyphs."""
    inner = (
        '<ofd:CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><ofd:Glyphs>9</ofd:Glyphs></ofd:CGTransform>'
    )
    words = text("afix", code='DeltaX="2 2 2"', inner=inner)
    assert spaced(read("a.ofd", ofd([words, text("甲", 38, 50)]))) == ["afix甲"]


def test_a_letter_of_two_glyphs_takes_two_steps() -> None:
    inner = '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="2"/>'
    words = text("甲乙", code='DeltaX="2 2"', inner=inner)
    assert spaced(read("a.ofd", ofd([words, text("丙", 38, 50)]))) == ["甲乙丙"]


def test_glyphs_one_for_each_letter_change_nothing() -> None:
    inner = '<ofd:CGTransform CodePosition="0" CodeCount="3" GlyphCount="3"/>'
    assert said(text("政务公", code='DeltaX="4 4"', inner=inner)) == ["政务公"]


def test_small_letters_beside_large_ones_keep_each_digit() -> None:
    digits = text("1100", 60, 48.8, size=2, code='DeltaX="g 3 1"')
    assert said(text("标题", 30, 51, size=8, code='DeltaX="8"'), digits) == ["标题1100"]


def test_a_letter_drawn_twice_is_bold() -> None:
    assert said(text("加粗", code='DeltaX="4"'), text("加粗", 30.3, 50, code='DeltaX="4"')) == ["加粗"]


@pytest.mark.parametrize("size", ["2", "4", "20"])
def test_letters_across_the_page_are_a_watermark(size: str) -> None:
    askew = text("样稿", 60, 52, size=float(size), attributes='CTM="0.7071 -0.7071 0.7071 0.7071 0 0"')
    assert said(text("政务公开", code='DeltaX="g 3 4"'), askew) == ["政务公开"]


def test_letters_stretched_and_leaning_are_letters() -> None:
    leaning = text("政务", attributes='CTM="1 0 -0.3 1 0 0" HScale="0.5"', code='DeltaX="2"')
    assert said(leaning, text("公开", 34, 50, code='DeltaX="4"')) == ["政务公开"]


@pytest.mark.parametrize("direction", [0, 90, 180, 270])
def test_a_page_whose_letters_lie_is_turned(direction: int) -> None:
    """By the direction of letters, or by the matrix of each object."""
    steps = {0: 'DeltaX="g 3 4"', 90: 'DeltaY="g 3 4"', 180: 'DeltaX="g 3 -4"', 270: 'DeltaY="g 3 -4"'}[direction]
    by_direction = text("总体情况", 100, 100, code=steps, attributes=f'CharDirection="{direction}"')
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 0 0", 180: "-1 0 0 -1 0 0", 270: "0 -1 1 0 0 0"}[direction]
    by_matrix = text("总体情况", 100, 100, code='DeltaX="g 3 4"', attributes=f'CTM="{matrix}"')
    for drawn in (by_direction, by_matrix):
        document = read("a.ofd", ofd([drawn]))
        assert lines(document) == ["总体情况"]
        assert document.layout is not None
        x0, top, x1, bottom = document.layout.place(document.blocks[0].text.span()).bbox  # type: ignore[union-attr, misc]
        long, short = 16 * POINTS, 4 * POINTS
        wanted = (long, short) if direction % 180 == 0 else (short, long)
        assert (x1 - x0, bottom - top) == pytest.approx(wanted, abs=0.02)


def test_a_code_that_stands_for_no_letter() -> None:
    assert said(text("政务公开¤", code='DeltaX="g 4 4"')) == ["政务公开\ufffd"]


# --- what is not shown ---


@pytest.mark.parametrize("attributes", ['Visible="false"', 'Alpha="0"', 'Fill="false"'])
def test_what_nobody_sees_is_not_read(attributes: str) -> None:
    assert said(text("看得见"), text("看不见", 30, 70, attributes=attributes)) == ["看得见"]


def test_a_colour_that_is_clear() -> None:
    clear = text("看不见", 30, 70, inner='<ofd:FillColor Value="0 0 0" Alpha="0"/>')
    faint = text("看得见", 30, 90, inner='<ofd:FillColor Value="0 0 0" Alpha="1"/>')
    assert said(text("政务"), clear, faint) == ["政务", "看得见"]


def test_the_text_of_a_scan_is_read() -> None:
    scan = '<ofd:ImageObject ID="3" ResourceID="4" Boundary="0 0 210 297"/>'
    assert said(scan, text("识别出的字", attributes='Alpha="0"')) == ["识别出的字"]


def test_hidden_blocks_and_what_lies_beyond_the_paper() -> None:
    hidden = f'<ofd:PageBlock Visible="false">{text("看不见", 30, 70)}</ofd:PageBlock>'
    block = f"<ofd:PageBlock><ofd:PageBlock>{text('看得见', 30, 90)}</ofd:PageBlock></ofd:PageBlock>"
    assert said(hidden, block, text("纸外", 250, 50), text("纸外", 30, 400), text("纸外", -90, 50)) == ["看得见"]


def test_annotations_and_seals_are_not_read() -> None:
    made = parts([text("正文")])
    made["Doc_0/Annots/Page_0/Annotation.xml"] = text("批注")
    made["Doc_0/Signs/Signatures.xml"] = text("签章")
    made["Doc_0/Attachs/a.xml"] = text("附件")
    assert lines(read("a.ofd", archive(made))) == ["正文"]


# --- lines ---


LINES = {
    "strokes": rules(XS, YS),
    "boxes": [
        path(f"M {x0} {y0} L {x1} {y0} L {x1} {y1} L {x0} {y1} C")
        for x0, x1 in ((30, 70), (70, 100))
        for y0, y1 in ((40, 50), (50, 60))
    ],
    "thin boundaries": [
        *(path("S 0 0 L 70 0 C", f"30 {y} 70 0.35", 'Fill="true"') for y in YS),
        *(path("M0.1 0L0.1 20", f"{x - 0.1} 40 0.2 20") for x in XS),
    ],
    "filled bars": [
        *(path("M 0 0 L 70 0 L 70 0.3 L 0 0.3 C", f"30 {y} 70 0.3", 'Stroke="false" Fill="true"') for y in YS),
        *(path("M 0 0 L 0.3 0 L 0.3 20 L 0 20 C", f"{x} 40 0.3 20", 'Stroke="false" Fill="true"') for x in XS),
    ],
    "one path": [path(" ".join([*(f"M {x} 40 L {x} 60" for x in XS), *(f"M 30 {y} L 100 {y}" for y in YS)]))],
    "matrices": [
        *(path("M 0 0 L 1 0", f"30 {y} 70 0.4", 'CTM="70 0 0 1 0 0.2"') for y in YS),
        *(path("M 0 0 L 1 0", f"{x} 40 0.4 20", 'CTM="0 20 -1 0 0.2 0"') for x in XS),
    ],
    "pictures": [
        *(f'<ofd:ImageObject ID="1" ResourceID="2" Boundary="30 {y} 70 0.3"/>' for y in YS),
        *(f'<ofd:ImageObject ID="1" ResourceID="2" Boundary="{x} 40 0.3 20"/>' for x in XS),
    ],
}


@pytest.mark.parametrize("drawn", LINES.values(), ids=LINES)
def test_ruling_lines_of_any_kind_make_cells(drawn: list[str]) -> None:
    assert tables(read("a.ofd", ofd([*drawn, *CELLS]))) == [ROWS]


def test_filled_cells_on_a_ground_make_a_table() -> None:
    ys = range(40, 81, 10)
    areas = [
        path(f"M 0.3 0.3 L {w - 0.3} 0.3 L {w - 0.3} 9.7 L 0.3 9.7 C", f"{x} {y} {w} 10", 'Stroke="false" Fill="true"')
        for y in list(ys)[:-1]
        for x, w in ((30, 40), (70, 30))
    ]
    words = [text(letter, 32, y + 7) for y, letter in zip(ys, "甲乙丙丁", strict=False)]
    figures = [text("5", 72, y + 7) for y in list(ys)[:-1]]
    assert tables(read("a.ofd", ofd([*areas, *words, *figures]))) == [[[letter, "5"] for letter in "甲乙丙丁"]]


@pytest.mark.parametrize("attributes", ['Visible="false"', 'Alpha="0"', 'Stroke="false"'])
def test_lines_that_nobody_sees_make_no_table(attributes: str) -> None:
    hidden = [line.replace("<ofd:PathObject", f"<ofd:PathObject {attributes}") for line in rules(XS, YS)]
    assert tables(read("a.ofd", ofd([*hidden, *CELLS]))) == []


def test_a_line_ends_at_the_boundary_of_its_object() -> None:
    """As a program cuts a table at the foot of a page: what lies beyond is not drawn."""
    cut = [path(f"M {x - 30} 0 L {x - 30} 60", "30 40 70 20") for x in XS]
    below = text("表外", 32, 80)
    document = read("a.ofd", ofd([*rules(XS, YS), *cut, *CELLS, below]))
    assert tables(document) == [ROWS]
    assert lines(document) == ["表外"]


def test_a_curve_is_no_line() -> None:
    seal = path("M 40 20 B 40 31 31 40 20 40 B 9 40 0 31 0 20 A 20 20 0 0 1 20 0 Q 40 0 40 20 C", "120 40 40 40")
    assert tables(read("a.ofd", ofd([seal, *rules(XS, YS), *CELLS]))) == [ROWS]


def test_a_picture_is_told() -> None:
    picture = '<ofd:ImageObject ID="3" ResourceID="4" Boundary="20 100 60 60"/>'
    tiny = '<ofd:ImageObject ID="3" ResourceID="4" Boundary="20 200 6 6"/>'
    document = read("a.ofd", ofd([text("正文"), picture, tiny]))
    assert sum(isinstance(block, Picture) for block in document.blocks) == 1


# --- templates, composite objects, areas, documents ---


def test_templates_lie_behind_pages() -> None:
    more = (
        '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:TemplatePage ID="6" BaseLoc="Tpls/None.xml"/>'
    )
    before = '<ofd:Template TemplateID="5" ZOrder="Foreground"/><ofd:Template TemplateID="99"/>'
    made = parts(CELLS, CELLS, more=more, before=before)
    made["Doc_0/Tpls/Tpl_0/Content.xml"] = page_part(A4, [*rules(XS, YS), text("每页一行", 30, 90)])
    document = read("a.ofd", archive(made))
    assert tables(document) == [ROWS, ROWS]
    assert lines(document) == ["每页一行"] * 2


def test_composite_objects_are_drawn_where_they_are_put() -> None:
    unit = "".join([*rules((0, 40, 70), (0, 10, 20)), text("规章", 2, 7), text("文件", 2, 17)])
    inner = '<ofd:CompositeObject ID="1" ResourceID="5" Boundary="10 10 90 40"/>'
    drawn = '<ofd:CompositeObject ID="1" ResourceID="6" Boundary="20 30 190 200"/>'
    made = parts([drawn, *(CELLS[at] for at in (1, 3))], more="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    made["Doc_0/Res.xml"] = resources({"5": unit, "6": inner})
    assert tables(read("a.ofd", archive(made))) == [ROWS]


def test_a_composite_object_without_a_resource_draws_nothing() -> None:
    assert said(text("正文"), '<ofd:CompositeObject ID="1" ResourceID="77" Boundary="0 0 9 9"/>') == ["正文"]


def test_the_paper_of_a_page_comes_before_that_of_the_document() -> None:
    wide = page_part((297.0, 210.0), [text("横页", 250, 100)])
    without = wide.replace(
        "<ofd:Area><ofd:PhysicalBox>0.0000 0.0000 297.0000 210.0000</ofd:PhysicalBox></ofd:Area>", ""
    )
    assert without != wide
    made = parts([])
    assert lines(read("a.ofd", archive({**made, "Doc_0/Pages/Page_0/Content.xml": wide}))) == ["横页"]
    document = root(["Pages/Page_0/Content.xml"], "<ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox>")
    by_document = {**made, "Doc_0/Document.xml": document, "Doc_0/Pages/Page_0/Content.xml": without}
    assert lines(read("a.ofd", archive(by_document))) == ["横页"]


def test_places_are_counted_from_the_corner_of_the_paper() -> None:
    page = page_part(A4, [text("角", 40, 60)]).replace("<ofd:PhysicalBox>0.0000 0.0000", "<ofd:PhysicalBox>10 20")
    document = read("a.ofd", archive({**parts([]), "Doc_0/Pages/Page_0/Content.xml": page}))
    assert document.layout is not None
    place = document.layout.place(document.blocks[0].text.span())  # type: ignore[union-attr]
    assert place.bbox is not None
    assert place.bbox[:2] == pytest.approx((30 * POINTS, (40 - 0.88 * 4) * POINTS), abs=0.01)


@pytest.mark.parametrize("box", ["", "0 0 0 0", "0 0 -1 5", "0 0 1e300 1", "0 0 nan 297", "A4"])
def test_paper_that_cannot_be_is_of_the_usual_size(box: str) -> None:
    made = parts([text("正文", 180, 280)])
    made["Doc_0/Document.xml"] = root(["Pages/Page_0/Content.xml"], f"<ofd:PhysicalBox>{box}</ofd:PhysicalBox>")
    made["Doc_0/Pages/Page_0/Content.xml"] = page_part(A4, [text("正文", 180, 280)]).replace("Area>", "Other>")
    assert lines(read("a.ofd", archive(made))) == ["正文"]


def test_documents_of_one_file_follow_each_other() -> None:
    first, second = parts([text("第一份")]), parts([text("第二份")])
    made = {
        **first,
        **{name.replace("Doc_0/", "Doc_1/"): content for name, content in second.items()},
        "OFD.xml": entry("Doc_0/Document.xml", "/Doc_1/Document.xml", info="<ofd:Title>年度报告</ofd:Title>"),
    }
    document = read("a.ofd", archive(made))
    assert lines(document) == ["第一份", "第二份"]
    assert document.title is not None
    assert document.title.text == "年度报告"
    assert [page_of(document, block) for block in document.blocks] == [1, 2]


@pytest.mark.parametrize(
    "location",
    [
        "/Doc_0/Pages/Page_0/Content.xml",
        "./Pages/Page_0/Content.xml",
        "Pages\\Page_0\\Content.xml",
        "pages/Page_0/content.XML",
        "Pages/../Pages/Page_0/Content.xml",
    ],
)
def test_locations_as_they_are_written(location: str) -> None:
    made = parts([text("正文")])
    made["Doc_0/Document.xml"] = root([location])
    assert lines(read("a.ofd", archive(made))) == ["正文"]


@pytest.mark.parametrize("space", ["http://www.ofdspec.org", "http://www.ofdspec.org/2016", "urn:x"])
def test_namespaces_of_drafts_and_none(space: str) -> None:
    made = {
        name: str(part).replace("http://www.ofdspec.org/2016", space) for name, part in parts([text("正文")]).items()
    }
    assert lines(read("a.ofd", archive(made))) == ["正文"]
    bare = {name: part.replace("ofd:", "").replace("xmlns:ofd", "xmlns") for name, part in made.items()}
    assert lines(read("a.ofd", archive(bare))) == ["正文"]


# --- which files are OFD ---


def test_the_content_tells_it_and_not_the_name() -> None:
    data = ofd([text("正文")])
    for name in ("a.ofd", "a.pdf", "a.docx", "a.zip", "-", "a"):
        assert format_of(name, data) == "ofd"


def test_a_file_in_another_is_not_the_file() -> None:
    word = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
    stored = archive(word)
    assert format_of("a.ofd", archive({"OFD.xml": "<a/>", "Doc_0/Attachs/a.docx": stored})) == "ofd"
    assert format_of("a.docx", archive({**word, "word/embeddings/a.ofd": ofd([])})) == "docx"
    assert format_of("a.ofd", archive(word)) == "docx"


# --- samples that are no part of the repository ---


@pytest.mark.whole
@pytest.mark.skipif(not (SAMPLES / "ofd").is_dir(), reason="the samples are not here")
@pytest.mark.parametrize(
    ("name", "pages", "words"),
    [
        ("helloworld", 1, ["你好呀，OFDReader&Writer！"]),
        ("n", 2, ["〔2011〕76号", "1978年2月出生，籍贯江西新建，2001年9月参加工作", "2011年3月10日印发"]),
        ("z", 4, ["Heaffixedhisfinesign.", "变换之后的文本：（将fi两个字符使用一个字型索引）", "ฤำ", "போ"]),
        ("999", 5, ["发票代码：050001700111", "号码：12235358", "校验码：16630282980991510014"]),
    ],
)
def test_files_of_several_programs(name: str, pages: int, words: list[str]) -> None:
    document = read(f"{name}.ofd", Path(SAMPLES / "ofd" / f"{name}.ofd").read_bytes())
    told = "\n".join(lines(document))
    for word in words:
        assert word in told
    assert {page_of(document, block) for block in document.blocks} == set(range(1, pages + 1))


@pytest.mark.whole
@pytest.mark.skipif(not (SAMPLES / "ofd").is_dir(), reason="the samples are not here")
def test_a_table_of_filled_bars_in_a_sample() -> None:
    found = tables(read("z.ofd", Path(SAMPLES / "ofd" / "z.ofd").read_bytes()))
    assert found[0][0] == ["名称", "类型", "说明", "可选/必选"]
    assert [row[0] for row in found[0]][1:] == ["CodePosition", "CodeCount", "GlyphCount", "Glyphs"]
