"""Damaged and hostile PDF files: each gets one sentence, within bounded time and memory, and runs nothing."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.printed import print_report
from benchmarks.reports import make_report
from linter.model.document import Document, Paragraph
from linter.readers import ReadError, read
from linter.readers.fixed_layout import page_limits as limits
from linter.readers.pdf import pdfium
from linter.readers.pdf import pdfium_process as apart
from tests.readers.pdf_samples import FONT, many_pages, nested_forms, one_page, pdf, stream, text
from tests.tiers import examples


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A reading process that knows the limits of this test, in place of the one that runs."""
    apart._end()
    yield monkeypatch
    apart._end()


@pytest.fixture(scope="module")
def good() -> bytes:
    return print_report(make_report(Random(1), "2021"), "ruled").data


def words_of(document: Document) -> str:
    return "".join(block.text.text for block in document.blocks if isinstance(block, Paragraph))


def refused(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read("report.pdf", data)
    assert caught.value.message.strip()
    assert caught.value.english.isascii()
    return caught.value


# --- files that are none, or broken ---


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(1000),
        b"%PDF-1.7\n" + Random(1).randbytes(50_000),
        "这不是 PDF".encode(),
        pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
        pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Page>>"]),
    ],
    ids=["head", "zeros", "noise", "text", "pages in a circle", "pages that are missing"],
)
def test_no_pdf_is_unreadable(data: bytes) -> None:
    assert refused(data).code == "E001"


def test_a_password_is_told(good: bytes) -> None:
    pypdf = pytest.importorskip("pypdf")
    import io

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    error = refused(buffer.getvalue())
    assert error.code == "E001"
    assert "密码" in error.message
    assert "password" in error.english


def test_a_file_that_may_be_opened_but_not_changed_is_read(good: bytes) -> None:
    pypdf = pytest.importorskip("pypdf")
    import io

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(good))
    writer.encrypt("", "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    assert words_of(read("report.pdf", buffer.getvalue())) == words_of(read("report.pdf", good))


def test_a_table_of_objects_that_is_wrong_is_rebuilt(good: bytes) -> None:
    broken = good.replace(b"startxref", b"startxxxx")
    assert words_of(read("report.pdf", broken)) == words_of(read("report.pdf", good))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_cut_short_is_read_or_refused(share: float, good: bytes) -> None:
    assert refused(good[: int(share * len(good))]).code in ("E001", "E003")


@given(seed=st.integers(0, 2**32), changes=st.integers(1, 300))
@settings(max_examples=examples(60))
def test_bytes_changed_at_random_never_end_in_a_traceback(seed: int, changes: int) -> None:
    rng = Random(seed)
    data = bytearray(_report())
    for _ in range(changes):
        data[rng.randrange(8, len(data))] = rng.randrange(256)
    with suppress(ReadError):
        assert read("report.pdf", bytes(data)).blocks


_reports: list[bytes] = []


def _report() -> bytes:
    if not _reports:
        _reports.append(print_report(make_report(Random(1), "2021"), "ruled").data)
    return _reports[0]


# --- no text ---


def scan(pages: int) -> bytes:
    image = stream(bytes(64), b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8")
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</XObject<</I 4 0 R>>>>>>"
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
            stream(b"q 500 0 0 700 40 60 cm /I Do Q"),
            image,
            *[page] * pages,
        ]
    )


@pytest.mark.whole
def test_scanned_pages_are_no_text_and_told_by_number() -> None:
    error = refused(scan(2))
    assert error.code == "E003"
    assert "第1页、第2页" in error.message
    assert "page 1, page 2" in error.english
    assert "第5页 等" in refused(scan(9)).message


def test_blank_pages_are_no_text() -> None:
    assert refused(many_pages(3)).code == "E003"


def test_letters_without_a_meaning_are_no_text() -> None:
    """A font of two-byte codes that does not say which characters they are."""
    font = (
        b"/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 880/Descent -120>>>>]>>>>"
    )
    error = refused(one_page(b"BT /F1 12 Tf 100 700 Td <000100020003000400050006> Tj ET", font))
    assert error.code == "E003"
    assert "6" in error.message


# --- too much ---


def test_too_many_pages_are_refused_by_their_number() -> None:
    error = refused(many_pages(5000))
    assert error.code == "E004"
    assert "5,000" in error.message
    assert f"{limits.MAX_PAGES:,}" in error.message
    assert refused(many_pages(limits.MAX_PAGES)).code == "E003"


def test_too_many_letters_are_refused(monkeypatch: pytest.MonkeyPatch, good: bytes) -> None:
    monkeypatch.setattr(limits, "MAX_LETTERS", 1000)
    with pytest.raises(ReadError) as caught:
        pdfium.contents(good)
    assert caught.value.code == "E004"
    assert "1,000" in caught.value.message


def test_too_many_letters_on_one_page_are_refused() -> None:
    words = b"BT /F1 1 Tf " + b"1 0 Td (some words) Tj " * 12_000 + b"ET"
    error = refused(one_page(words))
    assert error.code == "E004"
    assert f"{limits.MAX_LETTERS_OF_A_PAGE:,}" in error.message


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 0.5 Tf 100 400 Td " + b"0 -0.3 Td (a) Tj 3 0 Td (b) Tj 3 0 Td (c) Tj -6 0 Td " * 12_000 + b"ET",
        b"".join(
            b"%d %d 20 30 re %d %d 20 30 re S " % (x, y, x + 20, y)
            for x in range(0, 600, 60)
            for y in range(0, 800, 80)
        )
        + b"BT /F1 1 Tf 50 400 Td "
        + b"1 0 Td (a) Tj " * 30_000
        + b"ET",
    ],
    ids=["lines upon each other", "frames without number"],
)
def test_what_is_much_but_allowed_is_read_in_time(content: bytes) -> None:
    data = one_page(content)
    read("report.pdf", one_page(text(b"some words")))
    start = process_time()
    read("report.pdf", data)
    assert process_time() - start < 20


@pytest.mark.parametrize("content", [b"0 0 m 100 0 l S " * 500, b"0 0 m " + b"100 0 l 0 100 l " * 500 + b"S"])
def test_too_many_drawn_objects_are_refused(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_OBJECTS", 300)
    with pytest.raises(ReadError) as caught:
        pdfium.contents(one_page(content))
    assert caught.value.code == "E004"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no limit on memory here")
@pytest.mark.parametrize(
    "data",
    [nested_forms(12, 10), one_page(b"0 0 m 100 0 l S " * 8_000_000)],
    ids=["forms within forms", "one page of a hundred megabytes"],
)
def test_what_fills_the_memory_costs_this_file_only(data: bytes, good: bytes) -> None:
    error = refused(data)
    assert error.code == "E004"
    assert read("report.pdf", good).blocks  # the next file finds a new process


@pytest.mark.whole
def test_what_takes_too_long_costs_this_file_only(fresh: pytest.MonkeyPatch, good: bytes) -> None:
    assert read("report.pdf", one_page(text(b"quick"))).blocks  # the process is there
    fresh.setattr(apart, "MAX_SECONDS", 0.3)
    error = refused(nested_forms(7, 10))
    assert error.code == "E004"
    assert "秒" in error.message
    fresh.undo()
    assert read("report.pdf", good).blocks


@pytest.mark.whole
def test_a_process_that_is_gone_is_replaced(good: bytes) -> None:
    read("report.pdf", good)
    assert apart._running is not None
    apart._running[1].kill()
    apart._running[1].wait()
    assert read("report.pdf", good).blocks


# --- oddities that are read ---


def test_forms_deep_in_each_other_are_read() -> None:
    data = nested_forms(6, 1, text(b"innermost"))
    assert words_of(read("report.pdf", data)) == "innermost"


def test_a_form_that_draws_itself_is_read_once() -> None:
    form = stream(
        b"/F Do " + text(b"once"),
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<%s%s>>" % (FONT, b"/XObject<</F 5 0 R>>"),
    )
    data = one_page(b"/F Do ", b"/XObject<</F 5 0 R>>", [form])
    assert "once" in words_of(read("report.pdf", data))


def test_scripts_actions_and_attachments_are_left_alone(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    catalog = (
        b"/OpenAction<</S/Launch/F(%s)>>/AA<</WC<</S/JavaScript/JS(app.launchURL('file://%s'))>>>>"
        b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert(1))>>]>>"
        b"/EmbeddedFiles<</Names[(x.txt)<</Type/Filespec/F(x.txt)/EF<</F 5 0 R>>>>]>>>>"
    ) % (os.fsencode(mark), os.fsencode(mark))
    attached = stream(text(b"attached"), b"/Type/EmbeddedFile")
    document = read("report.pdf", one_page(text(b"shown"), more=[attached], catalog=catalog))
    assert words_of(document) == "shown"
    assert not mark.exists()


@pytest.mark.parametrize("box", [b"[0 0 1e9 1e9]", b"[0 0 0 0]", b"[595 842 0 0]", b"[-100 -100 495 742]", b"[a b]"])
def test_a_page_of_any_size_is_read(box: bytes) -> None:
    data = one_page(text(b"some words")).replace(b"[0 0 595 842]", box + b" " * (13 - len(box)))
    document = read("report.pdf", data)
    assert words_of(document) == "some words"
    assert document.layout is not None
    assert document.layout.place(document.blocks[0].text.span()).page == 1  # type: ignore[union-attr]


def test_bytes_before_the_head_are_survived(good: bytes) -> None:
    assert words_of(read("report.pdf", b"\x00\r\n" + good)) == words_of(read("report.pdf", good))


@pytest.mark.slow
def test_files_without_number_leave_no_memory_behind(good: bytes) -> None:
    """The memory of the reading process after 40 files and after 200."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("no way to ask for the memory of a process here")

    def used() -> int:
        assert apart._running is not None
        lines = Path(f"/proc/{apart._running[1].pid}/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])

    for _ in range(40):
        read("report.pdf", good)
    before = used()
    for _ in range(160):
        read("report.pdf", good)
    gc.collect()
    assert used() - before < 2_000  # kilobytes
