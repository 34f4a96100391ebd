"""Lists of organs as offices keep them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from linter.cli.survey.organ_list import ListedOrgan, read
from linter.model.diagnostics import ReadError
from linter.reference import survey_words

WORDS = survey_words.load()
ORGANS = (ListedOrgan("云岫县教育局", "县级", "云岫县人民政府"), ListedOrgan("云岫县水利局", "", ""))
LINES = "名称,级别,上级\n云岫县教育局,县级,云岫县人民政府\n云岫县水利局,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize(
    "heads", ["机关,级别,上级", "单位名称,层级,主管部门", "Name,Level,Superior", "organ,level,parent"]
)
def test_columns_under_the_usual_headings(heads: str, separator: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "organs.csv"
    path.write_bytes(LINES.replace("名称,级别,上级", heads).replace(",", separator).encode(encoding))
    assert read(str(path), WORDS) == ORGANS


def test_further_columns_a_title_blanks_and_repeated_names(tmp_path: Path) -> None:
    path = tmp_path / "organs.csv"
    path.write_text("机关名单,,\n序号,单位,上级\n1,云岫县 教育局,\n2,云岫县教育局,\n3,,\n4,云岫县水利局\n", "utf-8")
    assert [organ.name for organ in read(str(path), WORDS)] == ["云岫县教育局", "云岫县水利局"]


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["机关名单"])
    sheet.append(["序号", "名称", "级别", "上级"])
    sheet.append([1, "云岫县教育局", "县级", "云岫县人民政府"])
    sheet.append([2, "云岫县水利局"])
    book.create_sheet("另一张").append(["名称"])
    book.save(tmp_path / "organs.xlsx")
    assert read(str(tmp_path / "organs.xlsx"), WORDS) == ORGANS


@pytest.mark.parametrize(
    "data", [b"", "甲,乙\n1,2\n".encode(), b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\0\0", b'"' + b"x" * 200_000]
)
def test_what_is_no_list_is_a_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "organs.csv"
    path.write_bytes(data)
    with pytest.raises(ReadError):
        read(str(path), WORDS)
