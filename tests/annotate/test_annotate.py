"""Comments in a copy: on the very text of the finding, nothing else changed, and the same findings in the copy."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import faults, word
from benchmarks import word_xml as xml
from benchmarks.reports import SyntheticReport, make_report
from linter.annotate import annotated
from linter.annotate.word_markup import AUTHOR
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import Diagnostic, Edit, Fix, ReadError
from linter.model.document import Span
from linter.readers import read
from tests.annotate.annotate_samples import W, comments, finding, look, packed, part, ranges
from tests.tiers import examples

_CHANGED = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}


def found_in(data: bytes) -> tuple[Diagnostic, ...]:
    return lint_bytes("report.docx", data, shipped(), Options()).diagnostics


def faulty(seed: int, regime: str = "2021") -> SyntheticReport:
    """A report with faults of many kinds: figures, words, blanks, labels, headings, sentences, the title."""
    report = make_report(Random(seed), regime, busy=True)
    report = faults.with_value(report, "applications/received/person", 997)
    report = faults.with_value(report, "disputes/cases/review.total", 931)
    report = faults.with_value(report, "applications/partial/charity", None)
    report = faults.with_value(report, "disclosure/penalties/decisions", "若干")
    key = "denied.process_info"
    report = faults.with_rows(report, "applications", key, faults.renamed(key, "6.属于四类过程性性信息"))
    report = faults.with_rows(report, "applications", "granted", faults.doubled("granted"))
    report = faults.part_titled(report, "disputes", "政府信息公开行政复议、行政诉颂情况")
    report = faults.part_saying(
        report, "problems", "存在三个方面的问题：一是人员少；二是培训少。共收到3件，其中网上1件、信函1件。"
    )
    return faults.part_dropped(report, "other") if seed % 2 else report


@pytest.mark.whole
@pytest.mark.parametrize("layout", word.LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_copy_has_the_same_findings(layout: str, seed: int) -> None:
    data = word.draw(faulty(seed), layout).data
    told = found_in(data)
    assert len(told) >= 6
    copy = annotated(data, told, "zh")
    assert [d._replace(span=None) for d in found_in(copy)] == [d._replace(span=None) for d in told]


@pytest.mark.whole
@pytest.mark.parametrize("layout", sorted(set(word.LAYOUTS) - {"docx-strict"}))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_each_range_holds_the_very_text(layout: str, seed: int) -> None:
    data = word.draw(faulty(seed), layout).data
    told = found_in(data)
    source = read("a.docx", data).source
    copy = annotated(data, told, "zh")
    held = list(ranges(copy).values())
    assert len(held) == len(told)
    for diagnostic, text in zip(told, held, strict=True):
        if diagnostic.span is not None:
            wanted = source[slice(*diagnostic.span)].replace("\n", "")
            # a number that Word counts itself is in no run
            assert (
                text == wanted
                or not (text + wanted).strip()
                or (layout == "docx-numbered" and wanted.endswith(text) and text)
            ), diagnostic


@pytest.mark.whole
def test_what_a_comment_says() -> None:
    data = word.draw(faulty(2), "docx").data
    told = found_in(data)
    said = list(comments(annotated(data, told, "zh")).values())
    for diagnostic, lines in zip(told, said, strict=True):
        assert diagnostic.message in lines[0]
        assert lines[0].startswith(diagnostic.code)
        assert (lines[-1] == f"依据：{diagnostic.basis}") == (diagnostic.basis is not None)
        assert set(lines) >= {related.message for related in diagnostic.related}
    opened = docx.Document(BytesIO(annotated(data, told, "en")))
    assert {(comment.author, comment.initials) for comment in opened.comments} == {(AUTHOR, "年报")}
    assert "Basis: " in next(iter(opened.comments)).text


@pytest.mark.whole
@pytest.mark.parametrize("layout", sorted(set(word.LAYOUTS) - {"docx-strict"}))
def test_nothing_else_is_changed(layout: str) -> None:
    data = word.draw(faulty(1), layout).data
    copy = annotated(data, found_in(data), "zh")
    before, after = packed(data), packed(copy)
    assert list(after)[: len(before)] == list(before)
    assert set(after) - set(before) == {"word/comments.xml"}
    assert {name for name in before if before[name] != after[name]} == _CHANGED - {"word/comments.xml"}
    assert look(copy) == look(data)
    removed = ("commentRangeStart", "commentRangeEnd")
    kept = [
        e.tag for e in part(copy).iter() if e.tag.removeprefix(W) not in (*removed, "commentReference", "r", "rPr", "t")
    ]
    assert [tag for tag in kept if "rFonts" not in tag and "sz" not in tag and not tag.endswith("}b")] == [
        e.tag for e in part(data).iter() if e.tag.removeprefix(W) not in ("r", "rPr", "t", "rFonts", "sz", "szCs", "b")
    ]


def test_without_findings_the_copy_is_the_file() -> None:
    data = word.draw(make_report(Random(1), "2021"), "docx").data
    assert annotated(data, (), "zh") == data


@pytest.mark.whole
def test_the_same_file_gives_the_same_copy() -> None:
    data = word.draw(faulty(1), "docx").data
    assert annotated(data, found_in(data), "zh") == annotated(data, found_in(data), "zh")


def test_findings_about_the_whole_document_stand_at_its_first_line() -> None:
    data = xml.package(xml.paragraph("") + xml.paragraph(xml.run("标题")) + xml.paragraph(xml.run("正文")))
    assert list(ranges(annotated(data, [finding(None)], "zh")).values()) == ["标题"]


# --- comments that are there ---


def with_comment() -> bytes:
    made = docx.Document()
    paragraph = made.add_paragraph()
    first, second = paragraph.add_run("一、总体"), paragraph.add_run("情况")
    made.add_comment(runs=[first, second], text="原有批注", author="甲", initials="J")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_comments_that_are_there_stay() -> None:
    data = with_comment()
    (before,) = comments(data).values()
    copy = annotated(data, [finding(Span(2, 6), "甲<乙>&丙")], "zh")
    said = comments(copy)
    assert len(said) == 2
    assert before in said.values()
    assert sorted(ranges(copy).values()) == ["一、总体情况", "总体情况"]
    again = annotated(copy, [finding(Span(0, 1)), finding(Span(3, 5))], "zh")
    assert sorted(ranges(again).values()) == ["一", "一、总体情况", "体情"]
    assert before in comments(again).values()
    assert len({comment.comment_id for comment in docx.Document(BytesIO(again)).comments}) == 3


def test_a_part_of_comments_that_nothing_names_is_named() -> None:
    document = f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>{xml.paragraph(xml.run("甲"))}</w:body></w:document>'
    copy = annotated(xml.archive({"word/document.xml": document}), [finding(Span(0, 1))], "zh")
    assert list(ranges(copy).values()) == ["甲"]
    with ZipFile(BytesIO(copy)) as archive:
        assert b"comments.xml" in archive.read("[Content_Types].xml")
        assert b"comments.xml" in archive.read("word/_rels/document.xml.rels")


@pytest.mark.parametrize("root", ['<w:comments xmlns:w="{}"/>', '<x:comments xmlns:x="{}"></x:comments>\n'])
def test_an_empty_part_of_comments_is_filled(root: str) -> None:
    document = f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>{xml.paragraph(xml.run("甲"))}</w:body></w:document>'
    parts = {"word/document.xml": document, "word/comments.xml": root.format(xml.TRANSITIONAL)}
    assert list(comments(annotated(xml.archive(parts), [finding(Span(0, 1))], "zh")).values()) == [
        ["X999 警告 说明", "依据：依据"]
    ]


# --- documents that are written otherwise ---


@pytest.mark.parametrize(
    "document",
    [
        '<a:document xmlns:a="{w}"><a:body><a:p><a:r><a:t>甲&amp;乙丙</a:t></a:r></a:p></a:body></a:document>',
        '<document xmlns="{w}"><body><p><r><t>甲&#38;乙丙</t></r></p></body></document>',
        '<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t><![CDATA[甲&乙丙]]></w:t></w:r></w:p></w:body></w:document>',
        "<w:document xmlns:w='{w}' ><w:body\n><w:p w:x='>'><w:r ><w:t >甲&amp;乙丙</w:t ></w:r\n></w:p></w:body>"
        "</w:document>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_prefixes_and_encodings(document: str, encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + document.format(w=xml.TRANSITIONAL)
    data = xml.archive({"word/document.xml": text.encode(encoding)})
    copy = annotated(data, [finding(Span(1, 3)), finding(Span(2, 4))], "zh")
    assert list(ranges(copy).values()) == ["&乙", "乙丙"]
    assert read("a.docx", copy).source == read("a.docx", data).source


def test_a_byte_order_mark_shifts_nothing() -> None:
    text = f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>{xml.paragraph(xml.run("甲乙丙"))}</w:body></w:document>'
    copy = annotated(xml.archive({"word/document.xml": text.encode("utf-8-sig")}), [finding(Span(1, 2))], "zh")
    assert list(ranges(copy).values()) == ["乙"]


@pytest.mark.parametrize("name", ["word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_a_part_that_is_damaged_is_not_added_to(name: str) -> None:
    text = f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>{xml.paragraph(xml.run("甲"))}</w:body></w:document>'
    with pytest.raises(ReadError) as caught:
        annotated(xml.archive({"word/document.xml": text, name: "<a><b>"}), [finding(Span(0, 1))], "zh")
    assert caught.value.code == "E001"


def test_lists_of_parts_in_other_spellings() -> None:
    """A part that is listed twice makes a word processor call the file damaged."""
    types = "<t:Types xmlns:t='http://schemas.openxmlformats.org/package/2006/content-types'>{}</t:Types>"
    parts: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document xmlns:w="{xml.TRANSITIONAL}"><w:body>{xml.paragraph(xml.run("甲"))}</w:body>'
        "</w:document>",
        "word/comments.xml": f'<w:comments xmlns:w="{xml.TRANSITIONAL}"/>',
        "[Content_Types].xml": types.format("<t:Override PartName = '/word/comments.xml' ContentType='x'/>"),
    }
    assert (
        ZipFile(BytesIO(annotated(xml.archive(parts), [finding(None)], "zh")))
        .read("[Content_Types].xml")
        .count(b"PartName")
        == 1
    )
    parts["[Content_Types].xml"] = types.format("")
    entries = part(annotated(xml.archive(parts), [finding(None)], "zh"), "[Content_Types].xml")
    assert [entry.get("PartName") for entry in entries] == ["/word/comments.xml"]
    assert {entry.tag.partition("}")[0] for entry in entries} == {entries.tag.partition("}")[0]}


def test_a_strict_document_gets_strict_comments() -> None:
    data = xml.package(xml.paragraph(xml.run("甲乙")), namespace=xml.STRICT)
    copy = annotated(data, [finding(Span(0, 1))], "zh")
    assert list(ranges(copy, f"{{{xml.STRICT}}}").values()) == ["甲"]
    with ZipFile(BytesIO(copy)) as archive:
        assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in archive.read(
            "word/_rels/document.xml.rels"
        )


@pytest.mark.parametrize(
    ("inner", "span", "held"),
    [
        (f'<w:hyperlink w:anchor="x">{xml.run("甲乙丙")}</w:hyperlink>', (1, 2), "乙"),
        (f'<w:ins w:id="7" w:author="甲">{xml.run("甲乙丙")}</w:ins>', (0, 2), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", (0, 2), "甲\t"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", (2, 3), "乙"),
        ("<w:r><w:t>甲 </w:t></w:r><w:r><w:t xml:space='preserve'> 乙</w:t></w:r>", (1, 3), "  "),
        (
            "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            (1, 2),
            "框",
        ),
        ("<w:r><w:ruby><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby></w:r>", (0, 1), "甲"),
    ],
)
def test_ranges_in_what_a_paragraph_may_hold(inner: str, span: tuple[int, int], held: str) -> None:
    data = xml.package(xml.paragraph(inner))
    copy = annotated(data, [finding(Span(*span))], "zh")
    assert list(ranges(copy).values()) == [held]
    assert read("a.docx", copy).source == read("a.docx", data).source


@pytest.mark.parametrize("empty", ["<w:p/>", "<w:p></w:p>", "<w:p><w:pPr><w:jc w:val='center'/></w:pPr></w:p>"])
def test_a_blank_cell_has_an_empty_range(empty: str) -> None:
    data = xml.package(xml.table([xml.cell(xml.paragraph(xml.run("甲"))) + f"<w:tc>{empty}</w:tc>"], 2))
    document = read("a.docx", data)
    (grid,) = document.blocks
    span = grid.rows[0][1].span  # type: ignore[union-attr]
    copy = annotated(data, [finding(span)], "zh")
    (start,) = part(copy).iter(W + "commentRangeStart")
    assert start.getparent().tag == W + "p"
    assert start.getparent().getparent().getprevious() is not None
    assert list(ranges(copy).values()) == [""]


_TEXT = st.text("甲乙<&> 1一、", max_size=6)
_INNER = st.lists(_TEXT.map(xml.run), max_size=4).map("".join)
_PARAGRAPHS = st.lists(_INNER.map(xml.paragraph), min_size=1, max_size=4).map("".join)


@pytest.mark.whole
@given(body=_PARAGRAPHS, cuts=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), min_size=1, max_size=5))
@settings(max_examples=examples(300))
def test_any_stretch_of_any_text(body: str, cuts: list[tuple[int, int]]) -> None:
    data = xml.package(xml.paragraph(xml.run("首")) + body + xml.paragraph(xml.run("末")))
    source = read("a.docx", data).source
    spans = [Span(min(start, len(source) - 1), min(start + length, len(source))) for start, length in cuts]
    copy = annotated(data, [finding(span) for span in spans], "zh")
    held = list(ranges(copy).values())
    for span, text in zip(spans, sorted_by_number(copy, held), strict=True):
        assert text == source[slice(*span)].replace("\n", "") or not source[slice(*span)].strip("\n")
    assert read("a.docx", copy).source == source
    assert look(copy) == look(data)


def sorted_by_number(copy: bytes, held: list[str]) -> list[str]:
    numbers = list(ranges(copy))
    return [text for _, text in sorted(zip(numbers, held, strict=True))]


# --- tracked changes ---


def rejected(copy: bytes) -> str:
    """The text with the tracked changes refused."""
    root = part(copy)
    for inserted in list(root.iter(W + "ins")):
        inserted.getparent().remove(inserted)
    return "".join(e.text or "" for e in root.iter(W + "t", W + "delText"))


def shown(data: bytes) -> str:
    return "".join(e.text or "" for e in part(data).iter(W + "t"))


@pytest.mark.whole
@pytest.mark.parametrize("layout", ["docx", "docx-unmerged", "docx-breaks", "docx-nested"])
@pytest.mark.parametrize("value", [997, None])
def test_a_certain_figure_is_suggested_and_accepting_it_heals_the_report(layout: str, value: int | None) -> None:
    report = make_report(Random(3), "2021", busy=True)
    right = report.tables["applications/granted/person"]
    data = word.draw(faults.with_value(report, "applications/granted/person", value), layout).data
    told = found_in(data)
    assert any(d.is_certain and d.expected == right for d in told)
    copy = annotated(data, told, "zh", suggest=True)
    assert [d.code for d in found_in(copy)] == []  # what is read has the changes accepted
    assert rejected(copy) == shown(data)
    assert rejected(annotated(data, told, "zh")) == shown(data)


def test_a_likely_figure_is_not_suggested() -> None:
    data = word.draw(faults.with_value(make_report(Random(3), "2021"), "disputes/cases/review.total", 931), "docx").data
    told = found_in(data)
    assert told
    assert not any(d.is_certain for d in told)
    assert annotated(data, told, "zh", suggest=True) == annotated(data, told, "zh")


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        ([Edit(1, 2, "丑")], "甲丑丙丁戊"),
        ([Edit(0, 5, "子")], "子"),
        ([Edit(2, 4, "")], "甲乙戊"),
        ([Edit(0, 0, "子")], "子甲乙丙丁戊"),
        ([Edit(3, 3, "子")], "甲乙丙子丁戊"),
        ([Edit(5, 5, "子")], "甲乙丙丁戊子"),
        ([Edit(0, 1, "子"), Edit(4, 5, "辰")], "子乙丙丁辰"),
        ([Edit(0, 2, "子"), Edit(1, 3, "丑")], "子丙丁戊"),  # the second would change what the first changed
    ],
)
def test_safe_fixes_are_suggested(edits: list[Edit], text: str) -> None:
    data = xml.package(xml.paragraph(xml.run("甲乙丙", xml.font("黑体", 32)) + xml.run("丁戊")))
    fix = Fix("safe", "改", tuple(edits))
    copy = annotated(data, [finding(Span(0, 5), fix=fix)], "zh", suggest=True)
    assert read("a.docx", copy).source == text + "\n"
    assert rejected(copy) == "甲乙丙丁戊"
    assert len(
        set(re.findall(r'w:(?:ins|del) w:id="(\d+)"', ZipFile(BytesIO(copy)).read("word/document.xml").decode()))
    )
    unsafe = finding(Span(0, 5), fix=fix._replace(safety="suggestion"))
    assert annotated(data, [unsafe], "zh", suggest=True) == annotated(data, [unsafe], "zh")


def test_what_another_has_inserted_is_not_changed() -> None:
    data = xml.package(xml.paragraph(f'<w:ins w:id="7" w:author="甲">{xml.run("甲乙丙")}</w:ins>'))
    one = finding(Span(0, 3), fix=Fix("safe", "改", (Edit(0, 1, "子"),)))
    assert annotated(data, [one], "zh", suggest=True) == annotated(data, [one], "zh")


LINK = '<w:hyperlink r:id="rId9" xmlns:r="http://x">{}</w:hyperlink>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 甲</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SIMPLE = '<w:fldSimple w:instr="REF 甲">{}</w:fldSimple>'
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{{}}</w:sdtContent></w:sdt>"
BOUND, CHOSEN = (CONTROL.format(entry) for entry in ('<w:dataBinding w:xpath="/a"/>', "<w:dropDownList/>"))
FREE = CONTROL.format("<w:text/>")


def suggested(body: str, *edits: Edit) -> tuple[bytes, bytes]:
    """A file with this paragraph, and its copy with the edits as tracked changes."""
    data = xml.package(xml.paragraph(body))
    return data, annotated(data, [finding(None, fix=Fix("safe", "改", edits))], "zh", suggest=True)


def stays(copy: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements that no change may touch, in order, and where they are: in no tracked change."""
    found = []
    for element in part(copy).iter(W + "hyperlink", W + "fldChar", W + "instrText", W + "fldSimple", W + "sdt"):
        assert not any(above.tag in (W + "ins", W + "del") for above in element.iterancestors())
        found.append((element.tag, dict(element.attrib)))
    return found


@pytest.mark.parametrize("around", [LINK, FREE])
@pytest.mark.parametrize(
    ("start", "end", "new"), [(1, 3, "丑寅"), (0, 5, "子丑寅卯辰"), (2, 4, "寅卯"), (1, 4, "丑丙卯")]
)
def test_a_change_over_the_edge_of_a_link_is_made_on_both_sides(around: str, start: int, end: int, new: str) -> None:
    body = xml.run("甲乙", xml.font("黑体", 32)) + around.format(xml.run("丙", xml.font("楷体", 28))) + xml.run("丁戊")
    data, copy = suggested(body, Edit(start, end, new))
    wanted = "甲乙丙丁戊"[:start] + new + "甲乙丙丁戊"[end:]
    assert read("a.docx", copy).source == wanted + "\n"
    assert rejected(copy) == "甲乙丙丁戊"
    assert stays(copy) == stays(data)
    within = next(part(copy).iter(W + "hyperlink", W + "sdt"))
    inside = "".join(text.text for text in within.iter(W + "t"))
    assert inside == wanted[2]
    old = dict(look(data))
    for letter, before in zip(wanted, "甲乙丙丁戊", strict=True):
        assert dict(look(copy))[letter] == old[before]


@pytest.mark.parametrize("around", [LINK, FREE])
@pytest.mark.parametrize(("start", "end", "new"), [(1, 3, "子"), (0, 5, ""), (2, 4, "寅卯辰")])
def test_a_change_that_cannot_be_spread_over_a_link_is_not_made(around: str, start: int, end: int, new: str) -> None:
    data, copy = suggested(xml.run("甲乙") + around.format(xml.run("丙")) + xml.run("丁戊"), Edit(start, end, new))
    assert shown(copy) == shown(data)
    assert not list(part(copy).iter(W + "ins", W + "del"))


@pytest.mark.parametrize("around", [FIELD, SIMPLE, BOUND, CHOSEN])
@pytest.mark.parametrize(("start", "end", "new"), [(1, 3, "丑寅"), (2, 3, "子"), (2, 3, ""), (1, 4, "子")])
def test_what_word_writes_anew_is_not_changed(around: str, start: int, end: int, new: str) -> None:
    data, copy = suggested(xml.run("甲乙") + around.format(xml.run("丙")) + xml.run("丁戊"), Edit(start, end, new))
    assert shown(copy) == shown(data)
    assert stays(copy) == stays(data)
    assert not list(part(copy).iter(W + "ins", W + "del"))


@pytest.mark.parametrize("around", [FIELD, SIMPLE, BOUND, CHOSEN])
@pytest.mark.parametrize(
    ("edit", "text"),
    [(Edit(1, 2, "丑"), "甲丑丙丁戊"), (Edit(2, 2, "子"), "甲乙子丙丁戊"), (Edit(3, 3, "子"), "甲乙丙子丁戊")],
)
def test_what_stands_beside_a_field_is_changed(around: str, edit: Edit, text: str) -> None:
    data, copy = suggested(xml.run("甲乙") + around.format(xml.run("丙")) + xml.run("丁戊"), edit)
    assert read("a.docx", copy).source == text + "\n"
    assert rejected(copy) == shown(data)
    assert stays(copy) == stays(data)
    for element in part(copy).iter(W + "fldSimple", W + "sdt"):
        assert "".join(text.text for text in element.iter(W + "t")) == "丙"


def test_a_fix_of_which_a_part_cannot_be_made_is_not_made() -> None:
    data, copy = suggested(xml.run("甲乙") + SIMPLE.format(xml.run("丙")), Edit(0, 1, "子"), Edit(2, 3, "寅"))
    assert shown(copy) == shown(data)


def test_a_letter_with_its_reading_above_is_not_changed() -> None:
    ruby = f"<w:r><w:ruby><w:rubyBase>{xml.run('乙')}</w:rubyBase></w:ruby></w:r>"
    data, copy = suggested(xml.run("甲") + ruby + xml.run("丙"), Edit(1, 2, "丑"))
    assert shown(copy) == shown(data)
    assert not list(part(copy).iter(W + "ins", W + "del"))
