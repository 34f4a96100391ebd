"""The list of organs whose reports are expected: a CSV file or a workbook, under the usual headings."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from linter.files.search import content
from linter.model.diagnostics import ReadError
from linter.model.records import NamedTuple
from linter.reference.survey_words import SurveyWords
from linter.text.folding import fold

_ZIP = b"PK\x03\x04"
_MOST_ROWS = 100_000  # bounds the work: of a list
_HEAD_WITHIN = 10  # bounds the work: rows; a title may stand above the headings
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class ListedOrgan(NamedTuple):
    """An organ as the list has it; `level` and `superior` are "" where it does not tell."""

    name: str
    level: str = ""
    superior: str = ""


def read(path: str, words: SurveyWords) -> tuple[ListedOrgan, ...]:
    """The organs of a list, each once, in its order.

    Args:
        path: a CSV file (in UTF-8 or GB 18030) or an .xlsx workbook, of which the first sheet is read.
        words: what its columns may be called.

    Raises:
        ReadError: it cannot be read, is too long, or has no column of names.
    """
    data = content(path)
    rows = [[cell.strip() for cell in row] for row in (_workbook(data) if data.startswith(_ZIP) else _csv(data))]
    for number, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = _columns(row, words)
        if "name" in columns:
            return tuple(_organs(rows[number + 1 :], columns))
    raise ReadError(
        "E001",
        f"机关名单 {path} 里没有“{words.columns['name'][0]}”一列",
        f"the list of organs {path} has no column “{words.columns['name'][-4]}”",
    )


def _columns(row: Sequence[str], words: SurveyWords) -> dict[str, int]:
    """Which column is which, by the headings in a row."""
    folded = [fold(cell).lower() for cell in row]
    found: dict[str, int] = {}
    for key, headings in words.columns.items():
        numbers = [number for number, text in enumerate(folded) if text in {fold(it).lower() for it in headings}]
        if numbers:
            found[key] = numbers[0]
    return found


def _organs(rows: Iterable[Sequence[str]], columns: dict[str, int]) -> Iterator[ListedOrgan]:
    seen: set[str] = set()
    for row in rows:
        cells = {key: row[number] if number < len(row) else "" for key, number in columns.items()}
        name = re.sub(r"\s+", "", cells["name"])
        if name and fold(name) not in seen:
            seen.add(fold(name))
            superior = re.sub(r"\s+", "", cells.get("superior", ""))
            yield ListedOrgan(name, cells.get("level", ""), superior)


def _csv(data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    if "\0" in text:
        raise _unreadable()
    try:
        head = text[:4096].partition("\n")[0]
        separator = max(",;\t", key=head.count)
        for number, row in enumerate(csv.reader(text.splitlines(), delimiter=separator)):
            if number >= _MOST_ROWS:
                raise ReadError(
                    "E004", f"机关名单超过 {_MOST_ROWS:,} 行", f"the list of organs has more than {_MOST_ROWS:,} rows"
                )
            yield row
    except csv.Error:
        raise _unreadable() from None


def _workbook(data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet, as ISO/IEC 29500-1 has them (18.3)."""
    from linter.readers.xml_archive import XmlArchive

    archive = XmlArchive(data, "xlsx")
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.members:
        shared = [
            "".join(part.text or "" for part in entry.iter(f"{_MAIN}t"))
            for entry in archive.tree("xl/sharedStrings.xml").findall(f"{_MAIN}si")
        ]
    sheets = sorted(
        (name for name in archive.members if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: (len(name), name),
    )
    if not sheets:
        raise _unreadable()
    for row in archive.tree(sheets[0]).iter(f"{_MAIN}row"):
        cells: list[str] = []
        for cell in row.findall(f"{_MAIN}c"):
            at = _column_number(cell.get("r", "")) or len(cells)
            if at >= 1000:
                continue
            cells += [""] * (at + 1 - len(cells))
            value = cell.findtext(f"{_MAIN}v") or ""
            if cell.get("t") == "s":
                value = shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
            elif cell.get("t") == "inlineStr":
                value = "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
            cells[at] = value
        yield cells


def _column_number(address: str) -> int | None:
    """The number of a column from 0, of an address such as B12."""
    letters = re.match("[A-Z]{1,3}", address)
    if letters is None:
        return None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _unreadable() -> ReadError:
    return ReadError(
        "E001", "机关名单不是 csv 文件或 .xlsx 工作簿", "the list of organs is no CSV file and no .xlsx workbook"
    )
