"""A file that was annotated before: the program's own comments are replaced or go, those of others stay."""

from __future__ import annotations

from datetime import date, datetime, timezone
from io import BytesIO
from random import Random
from zipfile import ZipFile

import docx
import pytest

from benchmarks import faults, word
from benchmarks import word_xml as xml
from benchmarks.reports import make_report
from linter.annotate import annotated
from linter.annotate.word_markup import AUTHOR
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.files import own_output as own
from linter.model.diagnostics import Diagnostic
from linter.model.document import Span
from tests.annotate.annotate_samples import W, comments, finding, look, part, ranges

REPORT = make_report(Random(4), "2021", busy=True)
FAULTY = faults.part_titled(
    faults.with_value(
        faults.with_value(REPORT, "applications/received/person", 997), "disputes/cases/review.total", 931
    ),
    "disputes",
    "政府信息公开行政复议、行政诉颂情况",
)
DAY = date(2025, 1, 15)


def found_in(data: bytes) -> tuple[Diagnostic, ...]:
    return lint_bytes("report.docx", data, shipped(), Options()).diagnostics


def parts_of(data: bytes) -> dict[str, str | bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    """A file as if somebody had saved it with a change in a part."""
    parts = parts_of(data)
    before = parts[name]
    assert isinstance(before, bytes)
    assert old.encode() in before
    parts[name] = before.replace(old.encode(), new.encode())
    return xml.archive(parts)


@pytest.mark.whole
@pytest.mark.parametrize("layout", word.LAYOUTS)
def test_annotating_a_copy_gives_the_same_comments_once(layout: str) -> None:
    data = word.draw(FAULTY, layout).data
    copy = annotated(data, found_in(data), "zh")
    w = f"{{{xml.STRICT}}}" if layout == "docx-strict" else W
    again = annotated(copy, found_in(copy), "zh")
    assert len(found_in(data)) >= 3
    assert sorted(comments(again, w).values()) == sorted(comments(copy, w).values())
    assert sorted(ranges(again, w).values()) == sorted(ranges(copy, w).values())
    assert annotated(again, found_in(again), "zh") == again
    assert own.is_copy(again)


@pytest.mark.whole
def test_what_was_put_right_is_no_longer_said() -> None:
    data = word.draw(FAULTY, "docx").data
    told = found_in(data)
    copy = annotated(data, told, "zh")
    mended = changed(copy, "word/document.xml", "诉颂", "诉讼")
    left = annotated(mended, found_in(mended), "zh")
    assert len(comments(left)) == len(told) - 1
    assert "诉颂" not in str(comments(left))
    none = annotated(mended, (), "zh")
    assert comments(none) == ranges(none) == {}
    assert own.is_copy(none)
    assert annotated(none, (), "zh") == none
    assert look(none) == look(mended)


def with_answers(data: bytes) -> bytes:
    """A copy as Word saves it: with somebody's comment, an answer to one of ours, and lists of all."""
    made = docx.Document(BytesIO(data))
    runs = made.paragraphs[0].runs
    made.add_comment(runs=runs[:1], text="请核对", author="甲", initials="J")
    out = BytesIO()
    made.save(out)
    data = out.getvalue()
    look_of_sign = '<w:rPr><w:rStyle w:val="a9"/></w:rPr><w:commentReference '
    data = changed(data, "word/document.xml", "<w:commentReference ", look_of_sign)
    ids = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="{}"'
    for comment in part(data, "word/comments.xml"):
        number = comment.get(W + "id")
        head = f'w:id="{number}"'
        text = parts_of(data)["word/comments.xml"]
        assert isinstance(text, bytes)
        at = text.index(b"<w:p", text.index(head.encode()))
        parts = parts_of(data)
        parts["word/comments.xml"] = text[:at] + f"<w:p {ids.format(f'0000000{number}')}".encode() + text[at + 4 :]
        data = xml.archive(parts)
    numbers = [comment.get(W + "id") for comment in part(data, "word/comments.xml")]
    others = [c.get(W + "id") for c in part(data, "word/comments.xml") if c.get(W + "author") != AUTHOR]
    w15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    w16 = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
    parts = parts_of(data)
    ours = next(number for number in numbers if number not in others)
    parts["word/commentsExtended.xml"] = f'<w15:commentsEx xmlns:w15="{w15}">' + "".join(
        f'<w15:commentEx w15:paraId="0000000{n}"'
        + (f' w15:paraIdParent="0000000{ours}"' if n in others else "")
        + ' w15:done="0"/>'
        for n in numbers
    ) + "</w15:commentsEx>"  # fmt: skip
    parts["word/commentsIds.xml"] = f'<w16:commentsIds xmlns:w16="{w16}">' + "".join(
        f'<w16:commentId w16:paraId="0000000{n}" w16:durableId="A000000{n}"/>' for n in numbers
    ) + "</w16:commentsIds>"  # fmt: skip
    parts["word/commentsExtensible.xml"] = f'<x:commentsExtensible xmlns:x="{w16}ex">' + "".join(
        f'<x:commentExtensible x:durableId="A000000{n}"/>' for n in numbers
    ) + "</x:commentsExtensible>"  # fmt: skip
    return xml.archive(parts)


def empty_runs(data: bytes) -> int:
    return sum([child.tag for child in run] == [W + "rPr"] for run in part(data).iter(W + "r"))


@pytest.mark.whole
def test_comments_of_others_stay_whatever_they_answer() -> None:
    data = word.draw(FAULTY, "docx").data
    told = found_in(data)
    saved = with_answers(annotated(data, told, "zh"))
    assert len(comments(saved)) == len(told) + 1
    again = annotated(saved, found_in(saved), "zh")
    assert len(comments(again)) == len(told) + 1
    assert ["请核对"] in comments(again).values()
    assert sorted(ranges(again).values()) == sorted(ranges(saved).values())
    (extended,) = part(again, "word/commentsExtended.xml")
    assert [name.rpartition("}")[2] for name in extended.keys()] == ["paraId", "done"]  # noqa: SIM118
    for name in ("word/commentsIds.xml", "word/commentsExtensible.xml"):
        assert len(part(again, name)) == 1
    assert len(list(docx.Document(BytesIO(again)).comments)) == len(told) + 1
    left = annotated(saved, (), "zh")
    assert list(comments(left).values()) == [["请核对"]]
    runs = [run for run in part(left).iter(W + "r") if run.find(W + "commentReference") is not None]
    assert len(runs) == 1
    assert empty_runs(left) == empty_runs(data)


def test_another_author_with_our_letters_is_another() -> None:
    data = xml.package(xml.paragraph(xml.run("一、总体情况")))
    copy = annotated(data, [finding(Span(0, 1))], "zh")
    theirs = changed(copy, "word/comments.xml", f'w:author="{AUTHOR}"', 'w:author="甲"')
    assert len(comments(annotated(theirs, [finding(Span(2, 3))], "zh"))) == 2
    assert annotated(theirs, (), "zh") == theirs


def test_a_comment_has_a_date_where_one_is_given() -> None:
    data = xml.package(xml.paragraph(xml.run("一、总体情况")))
    dated = annotated(data, [finding(Span(0, 1))], "zh", written=DAY)
    (comment,) = docx.Document(BytesIO(dated)).comments
    assert comment.timestamp == datetime(2025, 1, 15, tzinfo=timezone.utc)
    (comment,) = docx.Document(BytesIO(annotated(data, [finding(Span(0, 1))], "zh"))).comments
    assert comment.timestamp is None
