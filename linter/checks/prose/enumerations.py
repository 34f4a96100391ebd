"""Check of announced numbers of points against the points that follow: 四个方面：一是…二是…三是…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.prose.listed_parts import lists
from linter.model.records import NamedTuple
from linter.prose.passages import Passage
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.numbers import NUMBER, NUMBER_BEGINS, NUMERALS, number_value
from linter.text.points import MARKS, SPOKEN, Point, breaks, find, points

_ANNOUNCED = re.compile(
    rf"(?=[{NUMBER_BEGINS}])(?P<number>{NUMBER})(?P<what>个?(?:大|重要|主要|重点)?(?:方面|环节|层面|维度|部分|关键|着力点|点|条|项|类|举措|措施|"
    r"任务|工作(?!日)|问题|不足|短板|渠道|公开|到位|抓手|重点))(?P<of>的?[一-鿿]{0,8})?(?=[,:。])"
)
# Whatever it is that is listed right behind the colon; with 个 it may be places that were visited: 走访四个乡镇：一是…
_LISTED = re.compile(
    r"(?P<number>[二两三四五六七八九])(?P<what>[件项大条][一-鿿]{1,8}|个[一-鿿]{1,8}(?=[\"']))[\"']?(?=:(?:一是|\(一\)|1\.|①))"
)
# A number behind what it counts (公布指南8条, 公开5个大类) is a figure, unless points to be told are counted.
_COUNTERS = ("点", "条", "项", "类")
_TELLS = re.compile(
    r"(?:以下|下列|如下|主要|存在|[有了出为的好在从于取住这]|突出|重点|概括|归纳|坚持|落实|注重|提出"
    r"|问题|不足|措施|举措|做法|经验|建议|特点|体会|困难|工作|[,:。;])$"
)
_POINTS_TO = re.compile(r"以下|下列|如下|主要|存在|突出")
_LEAD = 12  # characters before a number in which it shows that it announces what stands below
_MOST_BELOW = 40  # paragraphs below an announcement among which its points are looked for
_LATEST_FIRST = 60  # characters behind an announcement that may stand before the first point
_LONGEST = 4000  # how far the points of one paragraph are looked for


class Following(NamedTuple):
    """The points that follow an announcement: how many there are, and their marks where these do not run on."""

    number: int
    numbering: str = ""


_NOTHING = Following(0)


def enumeration_count(context: Context, rule: Rule) -> Iterator[Finding]:
    """An announced number of points is the number of points that follow, in the paragraph or in those below it."""
    every = context.passages
    for at, passage in enumerate(every):
        text = passage.folded.text
        places = {found.start(): found for pattern in (_LISTED, _ANNOUNCED) for found in pattern.finditer(text)}
        announced = [places[start] for start in sorted(places)]
        told = set()
        for found, following in pairwise([*announced, None]):
            assert found is not None
            number = number_value(found["number"])
            if not 1 < (number or 0) <= len(NUMERALS) or not _announces(text, found):
                continue
            end = min(following.start() if following else len(text), found.end() + _LONGEST)
            listed = _points(text[found.end() : end])
            if not listed.number and following is None and len(text) - found.end() <= 2:
                listed = _points_below(every[at + 1 : at + 1 + _MOST_BELOW], passage)
            if listed.number and number != listed.number:
                told.add(found.start("number"))
                yield _finding(passage, found.start("number"), found.end("what"), number, listed)
        for start, end, number, count in lists(text, context.wording):
            if start not in told:
                yield _finding(passage, start, end, number, Following(count))


def _announces(text: str, found: re.Match[str]) -> bool:
    """Whether a number is that of points to be told, and not of things: 公布办事指南8条."""
    if found.re is _LISTED or found["of"] or found["what"].removeprefix("个").removeprefix("大") not in _COUNTERS:
        return True
    lead = text[max(0, found.start() - _LEAD) : found.start()]
    if text[found.end()] == "。":
        return _POINTS_TO.search(lead) is not None
    return not lead or _TELLS.search(lead) is not None


def _finding(passage: Passage, start: int, end: int, number: object, following: Following) -> Finding:
    announced = passage.folded.slice(start, end).text
    values = {"announced": announced, "number": number, "count": following.number, "numbering": following.numbering}
    span = passage.folded.span(start, end)
    if following.numbering:
        return Finding(span, values, "misnumbered", actual=announced)
    return Finding(span, values, expected=following.number, actual=announced)


def _points(text: str) -> Following:
    """The points that a text numbers from the first on; nothing where it does not begin with a first one."""
    first: tuple[int, tuple[str, ...]] | None = None
    for marks in MARKS:
        place = find(text, marks[0], 0)
        is_nearest = 0 <= place <= _LATEST_FIRST and (first is None or place < first[0])
        if is_nearest and (find(text, marks[1], place) >= 0 or _goes_on(text, marks)):
            first = place, marks
    if first is None:
        return _NOTHING
    place, marks = first
    count = 0
    for mark in marks:
        place = find(text, mark, place)
        if place < 0:
            break
        place += len(mark)
        count += 1
    return _listed(text, points(text, marks) if marks in SPOKEN else (), count)


def _goes_on(text: str, marks: Sequence[str]) -> bool:
    """Whether another point follows the first, though not the second."""
    return marks in SPOKEN and any(point.value > 1 for point in points(text, marks))


def _listed(text: str, found: Sequence[Point], count: int) -> Following:
    is_broken = any(True for _ in breaks(text, found))
    return Following(count, "、".join(point.mark for point in found) if is_broken else "")


def _points_below(following: Sequence[Passage], passage: Passage) -> Following:
    """The points in the paragraphs below one that ends with its announcement: each begins with the next mark."""
    texts = []
    for other in following:
        if other.section is not passage.section:
            break
        texts.append(other.folded.text)
    if not texts:
        return Following(_children(passage))
    for marks in MARKS:
        if texts[0].startswith(marks[0]):
            count = 0
            for text in texts:
                if count < len(marks) and text.startswith(marks[count]):
                    count += 1
            whole = "\n".join(texts)
            listed = _listed(whole, points(whole, marks) if marks in SPOKEN else (), count)
            return listed if count > 1 or listed.numbering else _NOTHING
    return _NOTHING


def _children(passage: Passage) -> int:
    """The headings right below a section whose text ends with the announcement."""
    section = passage.section
    if section is None or len(section.children) < 2:
        return 0
    values = [child.value for child in section.children]
    return len(values) if values == list(range(1, len(values) + 1)) else 0


CHECKS = (
    Check(
        Kind("enumeration-count", ("announced", "number", "count", "numbering"), ("misnumbered",)), enumeration_count
    ),
)
