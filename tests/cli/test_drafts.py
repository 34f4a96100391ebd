"""A draft is a report with nothing wrong but what is left to fill; filled in, nothing is wrong with it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm, Pt
from pypdf import PdfReader

from benchmarks.figures import APPLICANTS, Value, tables_of
from benchmarks.sheets import TABLES, boxes, sheet
from linter import reference
from linter.cli.drafts import draft_wording, drafted, written
from linter.cli.drafts.contents import DraftLine, DraftTable
from linter.forms import regimes
from linter.model.last_year import Prior
from tests.outside.program import run

FORM = reference.load().forms[regimes.LATEST]
ORGANS = (None, "宁淮市石桥区水利局", "江沅市云岫县人民政府", "临澜市清砚县柳溪镇人民政府")
SUFFIXES = (".docx", ".html")
PROMPTS = {"（机关全称）": 1, "此处填写": 11}
# What a clerk may write, a text for each prompt that is no note on a table.
OWN = (
    "围绕农村饮水和防汛两件事，把办理条件、咨询电话和工程进度放在门户网站，重要文件配上图解。",
    "每一件申请都登记编号，答复前由法规股审核，拿不准的先与申请人沟通。",
    "文件起草时就写明是否公开，失效文件在网页上标注，发布前检查个人隐私。",
    "网站专栏按事项重排，增加检索框，新媒体账号由专人值守。",
    "把公开工作列入年度考核，请社会监督员评议，举办了业务培训，没有需要追究责任的情形。",
    "存在的主要问题：文件解读的形式偏少，村级公示栏更新不均衡。",
    "改进情况：重要文件发布时配上图表，公示栏由专人按月巡查。",
    "本年度没有收取信息处理费，没有其他需要报告的事项。",
)


def a_draft(suffix: str, organ: str | None = ORGANS[1], prior: Prior | None = None) -> bytes:
    return written(drafted(FORM, draft_wording.load(), organ, 2024, prior), f"草稿{suffix}")


def a_prior(values: Mapping[str, Value], organ: str = "宁淮市石桥区水利局") -> Prior:
    return Prior("last.docx", organ, 2023, regimes.LATEST, values, {})  # type: ignore[arg-type]


def found(path: Path, *options: str) -> list[dict[str, Any]]:
    done = run("check", "-f", "json", str(path), *options)
    (entry,) = done.json["files"]
    assert entry["error"] is None
    return list(entry["diagnostics"])


def two_years(seed: int) -> tuple[dict[str, Value], dict[str, Value]]:
    """The figures of last year and of this year, which go on from them."""
    rng = Random(seed)
    sheets = {name: sheet(regimes.LATEST, name) for name in TABLES}
    last, this = (tables_of(rng, sheets, busy=True) for _ in range(2))
    for column in (*APPLICANTS, "total"):
        own = {row: f"applications/{row}/{column}" for row in ("received", "carried_over", "granted", "total")}
        over = last[f"applications/carried_forward/{column}"]
        change = int(str(over)) - int(str(this[own["carried_over"]]))
        this[own["carried_over"]] = over
        for row in ("granted", "total"):  # what came over was granted too
            this[own[row]] = int(str(this[own[row]])) + change + 400 * (6 if column == "total" else 1)
        this[own["received"]] = int(str(this[own["received"]])) + 400 * (6 if column == "total" else 1)
    row = "disclosure/normative/"
    last[row + "in_force"] = 500
    this[row + "in_force"] = 500 + int(str(this[row + "issued"])) - int(str(this[row + "repealed"]))
    return last, this


def fill_word(data: bytes, values: Mapping[str, Value], own: Sequence[str] = OWN) -> bytes:
    """The draft with its cells filled, its prompts replaced and the notes on tables taken out."""
    document = docx.Document(BytesIO(data))
    texts = iter(own)
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("【此处填写"):
            if "下表" in paragraph.text:
                paragraph._element.getparent().remove(paragraph._element)
            else:
                paragraph.runs[0].text = next(texts)
    assert next(texts, None) is None
    for table, name in zip(document.tables, TABLES, strict=True):
        cells = [row.cells for row in table.rows]  # `table.cell` makes all of them anew each time
        for box in boxes(sheet(regimes.LATEST, name), {}):
            if box.kind == "figure":
                cells[box.row][box.column].paragraphs[0].text = str(values[str(box.mark)])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def fill_page(data: bytes, values: Mapping[str, Value]) -> bytes:
    texts, figures = iter(OWN), iter(address for form in FORM.tables.values() for address in form.addresses)

    def text(match: re.Match[str]) -> str:
        return "" if "下表" in match[0] else f"<p>{next(texts)}</p>\n"

    def row(match: re.Match[str]) -> str:
        return re.sub(r"(<td[^>]*>)(\d*)</td>", lambda cell: f"{cell[1]}{values[next(figures)]}</td>", match[0])

    page = re.sub(r"<p>【此处填写.*?</p>\n", text, data.decode())
    page = re.sub(r"<tr>(?:(?!</tr>).)*<td[^>]*>\d*</td>.*?</tr>", row, page)
    assert next(texts, None) is next(figures, None) is None
    return page.encode()


FILL = {".docx": fill_word, ".html": fill_page}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("organ", ORGANS)
def test_only_what_is_left_to_fill_is_found(tmp_path: Path, suffix: str, organ: str | None) -> None:
    path = tmp_path / f"草稿{suffix}"
    path.write_bytes(a_draft(suffix, organ))
    diagnostics = found(path)
    blank = [cell for finding in diagnostics if finding["code"] == "T205" for cell in finding["cells"]]
    assert Counter(blank) == Counter(address for form in FORM.tables.values() for address in form.addresses)
    left = Counter(finding["actual"] for finding in diagnostics if finding["code"] == "W706")
    assert left == Counter({text: count for text, count in PROMPTS.items() if organ is None or text == "此处填写"})
    assert {finding["code"] for finding in diagnostics} == {"T205", "W706"}


@pytest.mark.whole
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seed", range(6))
def test_a_draft_beside_last_years_report_lacks_only_what_that_does_not_tell(
    tmp_path: Path, suffix: str, seed: int
) -> None:
    last, _ = two_years(seed)
    path = tmp_path / f"草稿{suffix}"
    path.write_bytes(a_draft(suffix, prior=a_prior(last)))
    prior = _last_report(tmp_path, last)
    diagnostics = found(path, "--prior", str(prior))
    assert {finding["code"] for finding in diagnostics} == {"T205", "W706"}
    blank = {cell for finding in diagnostics if finding["code"] == "T205" for cell in finding["cells"]}
    filled = {address for form in FORM.tables.values() for address in form.addresses} - blank
    assert filled == {f"applications/carried_over/{column}" for column in (*APPLICANTS, "total")}
    assert not [note for finding in diagnostics for note in finding["related"]]
    told = path.read_text("utf-8") if suffix == ".html" else ""
    assert "行政规范性文件500件" in told or suffix == ".docx"


@pytest.mark.whole
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("seed", range(6))
def test_filled_in_nothing_is_wrong_with_it(tmp_path: Path, suffix: str, seed: int) -> None:
    last, this = two_years(seed)
    path = tmp_path / f"年报{suffix}"
    path.write_bytes(FILL[suffix](a_draft(suffix, prior=a_prior(last)), this))
    assert found(path, "--prior", str(_last_report(tmp_path, last))) == []


def _last_report(folder: Path, values: Mapping[str, Value]) -> Path:
    """Last year's report: the draft of it, filled in."""
    path = folder / "last.docx"
    draft = drafted(FORM, draft_wording.load(), ORGANS[1], 2023, None)
    path.write_bytes(fill_word(written(draft, path.name), values, ["各项工作按计划完成。"] * len(OWN)))
    return path


@pytest.mark.parametrize("value", [-1, 2.5])
def test_what_cannot_be_a_number_of_applications_is_not_carried_over(value: float) -> None:
    values: dict[str, Value] = {
        "applications/carried_forward/person": value,
        "applications/carried_forward/total": 0,
        "disclosure/normative/in_force": value,
    }
    draft = drafted(FORM, draft_wording.load(), None, 2024, a_prior(values))
    assert {address for block in _sheets(draft.blocks) for address in block.figures} == {
        "applications/carried_over/total"
    }
    assert not any("现行有效件数是" in block.text for block in draft.blocks if isinstance(block, DraftLine))


def test_the_report_of_another_form_gives_what_this_one_asks() -> None:
    prior = Prior("last.docx", None, 2020, "2019", {"applications/carried_forward/total": 7}, {})
    draft = drafted(FORM, draft_wording.load(), None, 2021, prior)
    assert draft.figures == 1


def _sheets(blocks: tuple[DraftLine | DraftTable, ...]) -> Iterator[DraftTable]:
    return (block for block in blocks if isinstance(block, DraftTable))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_draft_gives_the_same_bytes(suffix: str) -> None:
    assert a_draft(suffix) == a_draft(suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_name_of_an_organ_is_text_whatever_it_holds(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"草稿{suffix}"
    path.write_bytes(a_draft(suffix, '<b>&"甲\x01局'))
    done = run("tree", str(path))
    assert '<b>&"甲' in done.stdout
    assert "局2024年" in done.stdout


def test_the_page_and_the_letters_are_those_of_official_documents() -> None:
    """GB/T 9704-2012: A4, a text of 156 by 225 mm, 37 mm from the top and 28 mm from the left; 仿宋 of 三号."""
    document = docx.Document(BytesIO(a_draft(".docx")))
    section = document.sections[0]

    def near(length: Any, millimetres: float) -> bool:
        return abs(length - Mm(millimetres)) < Mm(0.05)

    assert near(section.page_width, 210)
    assert near(section.page_height, 297)
    assert near(section.top_margin, 37)
    assert near(section.left_margin, 28)
    assert near(section.page_width - section.left_margin - section.right_margin, 156)
    assert near(section.page_height - section.top_margin - section.bottom_margin, 225)
    faces = {"Normal": "仿宋_GB2312", "Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312"}
    for name, face in faces.items():
        style = document.styles[name]
        assert style.font.size == Pt(22 if name == "Title" else 16)
        assert style.element.rPr.rFonts.get(f"{{{style.element.nsmap['w']}}}eastAsia") == face
    text = document.styles["Normal"].paragraph_format
    assert (text.line_spacing, text.first_line_indent) == (Pt(28), Pt(32))


def test_word_finds_the_parts_in_the_outline() -> None:
    document = docx.Document(BytesIO(a_draft(".docx")))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[0] == "一、总体情况"
    assert len(headings) == len(FORM.parts)


def test_every_part_of_the_file_is_named_and_there() -> None:
    with ZipFile(BytesIO(a_draft(".docx"))) as archive:
        assert archive.testzip() is None
        types = archive.read("[Content_Types].xml").decode()
        named = re.findall(r'PartName="/([^"]+)"', types)
        assert set(named) | {"[Content_Types].xml"} == {
            name for name in archive.namelist() if not name.endswith(".rels")
        }


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(a_draft(".docx"))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "draft.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    reader = PdfReader(tmp_path / "draft.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert 3 <= len(reader.pages) <= 6
    assert all(part.title in re.sub(r"\s", "", text) for part in FORM.parts)
    assert "—1—" in re.sub(r"\s", "", text)
