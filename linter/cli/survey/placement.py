"""Files that lie where they do not belong: in the folder of another organ, or of another year.

A folder is what most of the files say it is. Folders of years may be those of publication, one later than the reports'.
A folder with the reports of many organs in it is nobody's, whatever it is called (that of a superior, for instance).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence

from linter.cli.survey.database import Surveyed
from linter.model.records import NamedTuple
from linter.reference.survey_words import SurveyWords
from linter.text.folding import fold
from linter.text.organs import may_be_the_same

_SHORTEST = 3  # signs of a folder's name that mean an organ
_FEWEST_IN_SHARED = 3  # organs in a folder that is nobody's


class Misplaced(NamedTuple):
    """The name of the folder that a file lies in though it is of another organ, or of another year."""

    folder_organ: str | None = None
    folder_year: int | None = None


def misplaced(
    files: Sequence[Surveyed], called: Mapping[str, str], listed: Sequence[str], words: SurveyWords
) -> Mapping[int, Misplaced]:
    """What lies in the wrong place, by the numbers of the files.

    Args:
        files: those of the survey.
        called: what each organ is called, by the name in its reports.
        listed: the names of the list.
        words: of folders.
    """
    known = [file for file in files if file.printed and file.year]
    years = _years(known, words)
    organs = _organs(known, called, listed, words)
    return {number: Misplaced(organs.get(number), years.get(number)) for number in sorted({*years, *organs})}


def _years(files: Sequence[Surveyed], words: SurveyWords) -> dict[int, int]:
    """The years of the folders that a report of another year lies in."""
    folder_years: dict[str, int | None] = {}
    apart: dict[int, tuple[int, int]] = {}
    for file in files:
        for folder in _folders(file.path):
            if folder not in folder_years:
                folder_years[folder] = words.year_of_folder(folder)
            year = folder_years[folder]
            if year is not None and file.year is not None:
                apart[file.number] = (year - file.year, year)
                break
    usual = Counter(difference for difference, _ in apart.values() if difference in (0, 1))
    if not usual:
        return {}
    difference, agreeing = min(usual.items(), key=lambda entry: (-entry[1], entry[0]))
    if agreeing * 2 <= len(apart):
        return {}
    return {number: year for number, (own, year) in apart.items() if own != difference}


def _organs(
    files: Sequence[Surveyed], called: Mapping[str, str], listed: Sequence[str], words: SurveyWords
) -> dict[int, str]:
    """The folders of other organs."""
    names = {*called.values(), *listed}
    endings = {fold(name)[start:] for name in names for start in range(len(fold(name)) - _SHORTEST + 1)}
    meant: dict[str, str] = {}
    own: dict[int, str] = {}
    foreign: dict[int, tuple[str, str]] = {}
    inside: dict[str, Counter[str]] = {}
    for file in files:
        organ = called[file.printed or ""]
        parent = os.path.dirname(file.path)
        inside.setdefault(parent, Counter())[organ] += 1
        for folder in _folders(file.path):
            if folder not in meant:
                meant[folder] = words.name_of_folder(folder)
            name = meant[folder]
            if len(name) < _SHORTEST or name not in endings:
                continue
            if fold(organ).endswith(name) or may_be_the_same(organ, name):
                own[file.number] = folder
            else:
                foreign[file.number] = (folder, parent)
            break
    if len(foreign) >= len(own):  # the folders are not those of the organs
        return {}
    return {number: folder for number, (folder, parent) in foreign.items() if len(inside[parent]) < _FEWEST_IN_SHARED}


def _folders(path: str) -> list[str]:
    """The names of the folders that a file lies in, the nearest first."""
    return [name for name in os.path.dirname(path).replace("\\", "/").split("/")[::-1] if name not in ("", ".", "..")]
