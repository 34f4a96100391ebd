"""Pages as pictures with a box around each finding's place."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from benchmarks.example_pdfs import printed
from benchmarks.ofd_pages import Hand
from benchmarks.printed import Print
from linter import reference
from linter.cli.desk import desk_work
from linter.engine import awaited
from linter.model.diagnostics import ReadError
from linter.parsing.parser import parse_document
from linter.readers import read
from linter.readers.fixed_layout.leaves import Leaf
from tests.cli.desk.test_desk_pages import Tags
from tests.cli.desk.visitors import TOKEN, Visitor, visiting
from tests.places import EXAMPLES
from tests.readers.test_page_pictures import GREY, decoded

pytestmark = pytest.mark.whole

MOBILE = "13912345678"
STYLES = {"pdf": Print(), "ofd": Print(ofd=Hand())}


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    with visiting() as visitor:
        yield visitor


def report(format: str, source: str = "2021-faulty.html", old: str = "", new: str = "") -> bytes:
    """An example as PDF or OFD, a word of it replaced."""
    return printed_report(STYLES[format], source, old, new)


def printed_report(style: Print, source: str = "2021-faulty.html", old: str = "", new: str = "") -> bytes:
    """An example printed."""
    data = (EXAMPLES / source).read_text("utf-8").replace(old, new, 1).encode()
    return printed(parse_document(read(source, data), reference.load()), style)


@pytest.mark.parametrize(("format", "kind"), [("pdf", "image/png"), ("ofd", "image/svg+xml")])
def test_each_page_has_its_picture(visitor: Visitor, format: str, kind: str) -> None:
    place = visitor.drop(f"年报.{format}", report(format))
    page = visitor.get(place).text
    tags = Tags(page).found
    pictures = [attributes for tag, attributes in tags if tag == "img"]
    assert len(pictures) == len(re.findall("<figcaption>", page)) >= 2
    for number, attributes in enumerate(pictures, start=1):
        assert attributes["src"] == f"/{TOKEN}{place}/pages/{number}?lang=zh"
        assert attributes["alt"].startswith(f"第{number}页的图像")
        answer = visitor.client.get(attributes["src"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_finding_has_its_box_and_the_box_its_words(visitor: Visitor, lang: str) -> None:
    page = visitor.get(visitor.drop("2021-faulty.pdf"), lang).text
    tags = Tags(page).found
    boxes = {attributes["id"]: attributes for tag, attributes in tags if "box" in attributes.get("class", "").split()}
    notes = [attributes["id"] for tag, attributes in tags if tag == "aside"]
    assert [f"#{note}" for note in notes] == [box["href"] for box in boxes.values()]
    assert list(boxes) == [note.replace("n", "b") for note in notes]
    assert re.match({"zh": "2 错误 A304 第四", "en": "2 error A304 "}[lang], boxes["f1b2"]["aria-label"])
    alts = [attributes["alt"] for tag, attributes in tags if tag == "img"]
    assert [number for number, alt in enumerate(alts, start=1) if "2 A304" in alt] == [5]
    assert {"zh": "第5页", "en": "page 5"}[lang] in alts[4]


def test_the_box_is_that_of_the_location(visitor: Visitor) -> None:
    from linter.checks.registry import shipped
    from linter.engine.lint import Options, lint_bytes

    data = (EXAMPLES / "2021-faulty.pdf").read_bytes()
    found = lint_bytes("a.pdf", data, shipped(), Options()).diagnostics[1].location
    page = visitor.get(visitor.drop("2021-faulty.pdf")).text
    before, _, after = page.partition('id="f1b2"')
    assert re.findall(r'id="leaf(\d+)"', before)[-1] == str(found.page)
    x, y, width, height = map(
        float, re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', after)[0]
    )
    assert found.bbox is not None
    assert (x + 2, y + 2, x + width - 2, y + height - 2) == pytest.approx(found.bbox, abs=0.02)


def test_a_number_of_a_person_is_covered(visitor: Visitor) -> None:
    old, new = "<div><center><table>", f"<p>申请人手机号码{MOBILE}。</p>\n<div><center><table>"
    place = visitor.drop("年报.ofd", report("ofd", old=old, new=new))
    assert "X803" in visitor.get(place).text
    drawn = "".join(visitor.get(f"{place}/pages/{number}").text for number in range(1, 4))
    digits = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))
    assert MOBILE not in digits
    assert "1395678" in digits
    place = visitor.drop("年报.pdf", report("pdf", old=old, new=new))
    covered = [decoded(visitor.get(f"{place}/pages/{number}").content) for number in (1, 2)]
    assert any(GREY * 20 in row for pixels in covered for row in pixels.rows)


def test_there_are_no_other_pages(visitor: Visitor) -> None:
    place = visitor.drop("2021-faulty.pdf")
    for number in ("0", "6", "x", "-1"):
        assert visitor.get(f"{place}/pages/{number}").status_code == 404
    assert visitor.get(f"{visitor.drop('2021-faulty.docx')}/pages/1").status_code == 404
    assert "<img" not in visitor.get(visitor.drop("2021-faulty.docx")).text


def test_an_unreadable_pdf_has_none(visitor: Visitor) -> None:
    place = visitor.drop("坏.pdf", b"%PDF-1.7\n")
    assert "<img" not in visitor.get(place).text
    assert visitor.get(f"{place}/pages/1").status_code == 404


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b""])
def test_what_cannot_be_drawn_is_told(data: bytes) -> None:
    work = desk_work.Drawing(data, "pdf", 1, Leaf(595.0, 842.0))
    made = asyncio.run(awaited.apart(desk_work.draw, desk_work.not_drawn, "a.pdf", work))
    assert isinstance(made, ReadError)


def test_nothing_is_written(visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    place = visitor.drop("2021-faulty.pdf")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert visitor.get(f"{place}/pages/1").status_code == 200
    assert list(tmp_path.iterdir()) == []
