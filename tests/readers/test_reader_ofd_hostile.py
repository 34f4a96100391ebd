"""Damaged and hostile OFD files: each gets one sentence, within bounded time and memory, and nothing is followed."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.ofd_pages import archive, page_part
from benchmarks.printed import print_report
from benchmarks.reports import make_report
from linter.model.diagnostics import ReadError
from linter.readers import read, xml_archive
from linter.readers.fixed_layout import page_limits
from linter.readers.ofd import ofd_package
from tests.readers.ofd_samples import A4, entry, ofd, parts, path, resources, root, text
from tests.readers.reader_samples import paragraphs
from tests.readers.reader_samples import refused as refused_as
from tests.tiers import examples


def refused(data: bytes) -> ReadError:
    return refused_as("a.ofd", data)


@cache
def good() -> bytes:
    return print_report(make_report(Random(1), "2021"), "ofd-strokes").data


def changed(name: str, content: str | bytes, *pages: list[str]) -> bytes:
    return archive({**parts(*(pages or ([text("正文")],))), name: content})


# --- files that are none, or broken ---


def test_no_ofd_is_unreadable() -> None:
    for data in (b"PK\x03\x04", b"PK\x03\x04" + bytes(1000), b"PK\x03\x04" + Random(1).randbytes(50_000)):
        assert refused(data).code == "E001"
    assert refused(archive({"a.txt": "x"})).code == "E001"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("OFD.xml", ""),
        ("OFD.xml", "正文"),
        ("OFD.xml", "<ofd/>"),
        ("OFD.xml", entry()),
        ("OFD.xml", entry("")),
        ("OFD.xml", entry("../../etc/passwd")),
        ("OFD.xml", entry("Doc_9/Document.xml")),
        ("Doc_0/Document.xml", "<a/>"),
        ("Doc_0/Document.xml", root([])),
        ("Doc_0/Document.xml", root(["Pages/Page_9/Content.xml"])),
        ("Doc_0/Document.xml", root([""])),
        ("Doc_0/Document.xml", root(["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"])),
        ("Doc_0/Pages/Page_0/Content.xml", "<ofd:Page"),
        ("Doc_0/Pages/Page_0/Content.xml", b"\xff\xfe\x00"),
    ],
)
def test_parts_that_are_broken_or_missing(name: str, content: str | bytes) -> None:
    assert refused(changed(name, content)).code == "E001"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short(share: float) -> None:
    data = good()
    assert refused(data[: int(share * len(data))]).code == "E001"


@given(seed=st.integers(0, 2**32), changes=st.integers(1, 300))
@settings(max_examples=examples(60))
def test_bytes_changed_at_random_never_end_in_a_traceback(seed: int, changes: int) -> None:
    rng = Random(seed)
    data = bytearray(good())
    for _ in range(changes):
        data[rng.randrange(8, len(data))] = rng.randrange(256)
    with suppress(ReadError):
        assert read("a.ofd", bytes(data)).blocks


def test_an_encrypted_file_is_told() -> None:
    error = refused(changed("Encryptions.xml", "<ofd:Encryptions/>"))
    assert error.code == "E001"
    assert "密码" in error.message


def test_a_part_under_a_password_is_told() -> None:
    data = bytearray(ofd([text("正文")]))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert "密码" in refused(bytes(data)).message


@pytest.mark.parametrize("objects", [[], [path("M 0 0 L 9 9")], ["<ofd:TextObject/>"], [text("")], [text(" ")]])
def test_pages_without_text(objects: list[str]) -> None:
    error = refused(ofd(objects))
    assert error.code == "E003"
    assert "OFD" in error.message


def test_scanned_pages_are_named() -> None:
    scan = '<ofd:ImageObject ID="1" ResourceID="2" Boundary="0 0 210 297"/>'
    error = refused(ofd([scan], [scan]))
    assert error.code == "E003"
    assert "第1页、第2页" in error.message


def test_letters_without_a_code_are_told() -> None:
    error = refused(ofd([text("¤¤¤政")]))
    assert error.code == "E003"
    assert "3" in error.message


# --- what does harm ---


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    page = page_part(A4, [text("正文").replace("正文", "&b;")])
    assert refused(changed("Doc_0/Pages/Page_0/Content.xml", bomb + page)).code == "E001"
    file = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert refused(changed("OFD.xml", file + entry("Doc_0/Document.xml"))).code == "E001"


def test_nothing_is_written_and_no_connection_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.chdir(tmp_path)
    made = {**parts([text("正文")]), "../outside.xml": "<a/>", "/etc/outside": "x", "C:\\outside": "x"}
    assert [line.strip() for line in paragraphs(read("a.ofd", archive(made)))] == ["正文"]
    assert list(tmp_path.parent.glob("outside*")) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.whole
@pytest.mark.parametrize("size", [40_000_000, 6_000_000])
def test_a_part_that_expands_beyond_measure(size: int) -> None:
    assert refused(changed("Doc_0/Pages/Page_0/Content.xml", b" " * size)).code == "E004"


def test_parts_that_expand_beyond_measure_together(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [[text("正" * 100)]] * 10
    size = len(page_part(A4, many[0]).encode())
    assert read("a.ofd", ofd(*many)).blocks
    monkeypatch.setattr(ofd_package, "MAX_EXPANDED", 9 * size)
    assert refused(ofd(*many)).code == "E004"


def test_a_method_of_packing_that_breaks() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for name, content in parts([text("正文")]).items():
            out.writestr(name, content, ZIP_LZMA)
    data = bytearray(packed.getvalue())
    at = data.index(b"OFD.xml") + 7
    data[at : at + 9] = b"\xff" * 9
    assert refused(bytes(data)).code == "E001"


def test_more_pages_than_are_read() -> None:
    names = ["Pages/Page_0/Content.xml"] * (page_limits.MAX_PAGES + 1)
    error = refused(changed("Doc_0/Document.xml", root(names)))
    assert error.code == "E004"
    assert f"{page_limits.MAX_PAGES:,}" in error.message
    assert len(read("a.ofd", changed("Doc_0/Document.xml", root(names[1:]))).blocks) == page_limits.MAX_PAGES


def test_more_letters_on_a_page_than_are_read() -> None:
    error = refused(ofd([text(" " * 60_000), text(" " * 40_001)]))
    assert error.code == "E004"
    assert f"{page_limits.MAX_LETTERS_OF_A_PAGE:,}" in error.message


@pytest.mark.whole
def test_more_letters_than_are_read() -> None:
    page = "Pages/Page_0/Content.xml"
    data = changed("Doc_0/Document.xml", root([page] * 11), [text(" " * 99_999)])
    assert f"{page_limits.MAX_LETTERS:,}" in refused(data).message


def test_more_objects_than_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_limits, "MAX_OBJECTS", 1_000)
    assert refused(ofd([path("M 0 0 L 9 9")] * 1_001)).code == "E004"
    assert refused(ofd([path("M 0 0 " + "L 9 9 " * 1_000)])).code == "E004"
    assert refused(ofd([text("正"), path("M 0 0 L 0 9 " * 501)])).code == "E004"


def test_composite_objects_in_each_other_and_in_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(of: int, times: int) -> str:
        return f'<ofd:CompositeObject ID="1" ResourceID="{of}" Boundary="0 0 210 297"/>' * times

    def made(units: dict[str, str]) -> bytes:
        names = parts([text("正文"), drawn(0, 1)], more="<ofd:PublicRes>Res.xml</ofd:PublicRes>")
        return archive({**names, "Doc_0/Res.xml": resources(units)})

    assert read("a.ofd", made({"0": drawn(0, 1)})).blocks
    monkeypatch.setattr(page_limits, "MAX_OBJECTS", 50_000)
    assert refused(made({str(at): drawn(at + 1, 20) for at in range(9)})).code == "E004"
    assert refused(made({"0": drawn(0, 20)})).code == "E004"


def test_blocks_in_each_other() -> None:
    for depth in (5, 50, 5_000):
        begin, end = "<ofd:PageBlock>" * depth, "</ofd:PageBlock>" * depth
        assert read("a.ofd", ofd([text("正文"), f"{begin}{text('内')}{end}"])).blocks


@pytest.mark.parametrize(
    "attributes",
    [
        'CTM="1e308 1e308 1e308 1e308 1e308 1e308"',
        'CTM="0 0 0 0 0 0"',
        'CTM="1 0 0 1"',
        'CTM="nan inf -inf 1 0 0"',
        'HScale="1e308"',
        'HScale="0"',
        'CharDirection="1e308"',
        'CharDirection="-45"',
    ],
)
def test_numbers_without_measure(attributes: str) -> None:
    many = "9" * 400
    odd = [
        text("数", size=1e300, attributes=attributes),
        text("数字", code=f'DeltaX="g {many} {many}"', attributes=attributes),
        text("数字", code='DeltaX="g -5 1 g 1e308 1e308" DeltaY="1e308"', attributes=attributes),
        text("数字", inner=f'<ofd:CGTransform CodePosition="0" CodeCount="{many}" GlyphCount="{many}"/>'),
        text("数字", inner='<ofd:CGTransform CodePosition="-1" CodeCount="1" GlyphCount="1000000000"/>'),
        text("数字", inner='<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1000000000"/>'),
        path(f"M {many} 1e308 L -1e308 {many} L 0 0 C L x y B 1 2", attributes=attributes),
        path("M 0 0 L 1e308 0", "1e308 1e308 1e308 1e308"),
    ]
    document = read("a.ofd", ofd([*odd, text("正文", 30, 200)]))
    assert "正文" in "".join(paragraphs(document))


def test_tags_beyond_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_archive, "MAX_TAGS", 100)
    assert refused(ofd([text("正")] * 50)).code == "E004"
