"""Lists of the parts of a report and how many the text says they are: 由概述、主动公开情况、…共六个部分组成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.model.records import NamedTuple
from linter.reference.wording import Wording
from linter.text.numbers import NUMBER, NUMBER_BEGINS, NUMERALS, number_value
from linter.text.points import MARKS, find

# a list of parts ends with their number; it is looked for from there, for next to no text has one
_PARTS = ("部分", "方面")
_NUMBER_OF_PARTS = re.compile(rf"(?=[{NUMBER_BEGINS}])(?P<number>{NUMBER})个?(?:大?部分|方面)")
_QUOTED = re.compile(r"《[^《》]*》|\"[^\"]*\"")
_LONGEST_LIST = 160  # characters of such a list
_FEWEST_ABOUT = 2  # titles that speak of what reports speak of


class Count(NamedTuple):
    """How many titles a list has: a word between two of them may part them, or make one of both."""

    fewest: int
    most: int


def lists(text: str, wording: Wording) -> Iterator[tuple[int, int, int, int]]:
    """Where a folded text tells a number of parts that is not that of the titles beside it.

    Yields:
        The place of the number with its word, the number, and how many titles there are.
    """
    if not any(map(text.__contains__, _PARTS)):
        return
    last = 0
    for found in _NUMBER_OF_PARTS.finditer(text):
        number = number_value(found["number"])
        if not isinstance(number, int) or not 1 < number <= len(NUMERALS):
            continue
        more = text.endswith("等", last, found.start())
        count = _before(text, last, found.start() - more, wording)
        if count is None:
            more, count = _behind(text, found.end(), wording)
        last = found.end()
        if count is None or count.fewest <= number <= count.most or (more and count.most < number):
            continue
        yield found.start("number"), found.end(), number, count.most


def _before(text: str, start: int, end: int, wording: Wording) -> Count | None:
    """How many titles the list has that ends at a place; None where there is no such list, or none that is certain."""
    start = max(start, end - _LONGEST_LIST - 2)
    start = max(start, text.rfind("。", start, end) + 1)
    for begin in wording.pattern("parts", "begins").finditer(text, start, end):
        if end - begin.end() <= _LONGEST_LIST:
            listed = wording.pattern("parts", "before_number").sub("", text[begin.end() : end])
            if (count := count_of(listed.lstrip(":"), wording)) is not None:
                return count
    return None


def _behind(text: str, start: int, wording: Wording) -> tuple[bool, Count | None]:
    """Whether the list behind a number is not complete, and how many titles it has."""
    lead = wording.pattern("parts", "behind_number").match(text, start)
    if lead is None or lead.end() == start:
        return False, None
    end = text.find("。", lead.end(), lead.end() + _LONGEST_LIST + 1)
    if end < 0:
        end = len(text)
    if end - lead.end() > _LONGEST_LIST:
        return False, None
    listed = text[lead.end() : end]
    bare = wording.pattern("parts", "behind_list").sub("", listed)
    return "等" in listed[len(bare) :], count_of(bare, wording)


def count_of(listed: str, wording: Wording) -> Count | None:
    """How many titles of parts a list names; None where that is not certain.

    Titles have 、 和 及 in them (收费及减免情况, 行政复议、行政诉讼情况): what stands on both sides must tell whether
    such a sign parts two titles. Titles in quotes part themselves, and so do numbered ones.
    """
    if quoted := _QUOTED.findall(listed):
        rest = _QUOTED.sub("", listed)
        for word in wording.words["parts"]["words"]:
            rest = rest.replace(word, "")
        if rest.strip(wording.words["parts"]["signs"]):
            return None
        return _certain([title[1:-1] for title in quoted], wording)
    for marks in MARKS:
        if listed.startswith(marks[0]) and find(listed, marks[1], 0) > 0:
            return _numbered(listed, marks, wording)
    titles = _titles(listed, wording)
    if titles is None or _certain([title for title, _ in titles], wording) is None:
        return None
    return Count(sum(by_sign for _, by_sign in titles), len(titles))


def _numbered(listed: str, marks: Sequence[str], wording: Wording) -> Count | None:
    titles, place = [], 0
    for mark, following in zip(marks, (*marks[1:], ""), strict=True):
        begin = place + len(mark)
        place = find(listed, following, begin) if following else -1
        titles.append(listed[begin : place if place >= 0 else len(listed)])
        if place < 0:
            break
    return _certain([title.strip(wording.words["parts"]["signs"]) for title in titles], wording)


def _titles(listed: str, wording: Wording) -> list[tuple[str, bool]] | None:
    """The titles of a list, each with whether a sign parts it from the one before it, and no mere word.

    None where a sign may part two of them or stand within one.
    """
    signs = wording.words["parts"]["signs"]
    pieces = re.split(rf"({'|'.join(wording.words['parts']['words'])}|[{signs}]+)", listed)
    titles = [(pieces[0], True)]
    for between, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        title, is_certain = titles[-1]
        if not title or not piece:
            titles[-1] = title + piece, is_certain or between[0] in signs
            continue
        parted = _are_two(title, piece, between[0] in signs, wording)
        if parted is None:
            return None
        if parted:
            titles.append((piece, between[0] in signs))
        else:
            titles[-1] = title + between + piece, is_certain
    return titles


def _are_two(title: str, piece: str, by_sign: bool, wording: Wording) -> bool | None:
    """Whether two titles end and begin where a sign or a word stands between them; None where that is not certain."""
    are_halves = wording.pattern("parts", "halves").search(f"{title}|{piece}") is not None
    if not _is_title(title, wording):
        return False if are_halves or not by_sign else None
    if are_halves:
        return None if by_sign else False
    return True if by_sign or wording.pattern("parts", "opens").match(piece) else None


def _is_title(text: str, wording: Wording) -> bool:
    whole = wording.pattern("parts", "ends").search(text) or wording.pattern("parts", "short").match(text)
    return whole is not None


def _certain(titles: Sequence[str], wording: Wording) -> Count | None:
    """How many they are, if all are titles and some speak of what reports speak of."""
    about = sum(wording.pattern("parts", "subject").search(title) is not None for title in titles)
    if about < _FEWEST_ABOUT or not all(_is_title(title, wording) for title in titles):
        return None
    return Count(len(titles), len(titles))
