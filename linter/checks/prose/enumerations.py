"""Check of announced numbers of points against the points that follow: 四个方面：一是…二是…三是…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.prose.passages import Passage
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.numbers import NUMBER, NUMBER_BEGINS, NUMERALS, number_value

_ANNOUNCED = re.compile(
    rf"(?=[{NUMBER_BEGINS}])(?P<number>{NUMBER})(?P<what>个?(?:大|重要|主要|重点)?(?:方面|环节|层面|维度|部分|关键|着力点|点|条|项|类|举措|措施|"
    r"任务|工作|问题|不足|短板|渠道|公开|到位|抓手|重点))(?:的?[一-鿿]{0,8})?(?=[,:。])"
)
# Whatever it is that is listed right behind the colon; with 个 it may be places that were visited: 走访四个乡镇：一是…
_LISTED = re.compile(
    r"(?P<number>[二两三四五六七八九])(?P<what>[件项大条][一-鿿]{1,8}|个[一-鿿]{1,8}(?=[\"']))[\"']?(?=:(?:一是|\(一\)|1\.|①))"
)
# the ways of numbering points in running text, each with its marks from the first on
_MARKS: tuple[tuple[str, ...], ...] = (
    tuple(f"{numeral}是" for numeral in NUMERALS),
    tuple(f"{numeral}要" for numeral in NUMERALS),
    tuple(f"({numeral})" for numeral in NUMERALS),
    tuple(f"第{numeral}," for numeral in NUMERALS),
    tuple(f"({number})" for number in range(1, 11)),
    tuple("①②③④⑤⑥⑦⑧⑨⑩"),
    tuple(f"{number}." for number in range(1, 11)),
    tuple(f"{number}、" for number in range(1, 11)),
)
_MOST_BELOW = 40  # paragraphs below an announcement among which its points are looked for
_LATEST_FIRST = 60  # characters behind an announcement that may stand before the first point
_LONGEST = 4000  # how far the points of one paragraph are looked for
# a list of parts ends with their number; it is looked for from there, for next to no text has one
_PARTS_END = re.compile(rf"(?=[{NUMBER_BEGINS}])(?P<number>{NUMBER})个?(?:部分|方面)")
_PARTS_BEGIN = re.compile("包括|由|分为|分|含|为|包含")
_LONGEST_LIST = 160  # characters of such a list


def enumeration_count(context: Context, rule: Rule) -> Iterator[Finding]:
    """An announced number of points is the number of points that follow, in the paragraph or in those below it."""
    every = context.passages
    for at, passage in enumerate(every):
        text = passage.folded.text
        places = {found.start(): found for pattern in (_LISTED, _ANNOUNCED) for found in pattern.finditer(text)}
        announced = [places[start] for start in sorted(places)]
        for found, following in pairwise([*announced, None]):
            assert found is not None
            number = number_value(found["number"])
            end = min(following.start() if following else len(text), found.end() + _LONGEST)
            count = _points(text[found.end() : end])
            if count == 0 and following is None and len(text) - found.end() <= 2:
                count = _points_below(every[at + 1 : at + 1 + _MOST_BELOW], passage)
            if count and number != count and 1 < (number or 0) <= len(NUMERALS):
                yield _finding(passage, found.start("number"), found.end("what"), number, count)
        yield from _wrong_parts(context, passage)


def _wrong_parts(context: Context, passage: Passage) -> Iterator[Finding]:
    """The numbers of parts that are not those of the parts named before them: 包括总体情况、…等六个部分."""
    text = passage.folded.text
    last = 0
    for found in _PARTS_END.finditer(text):
        number = number_value(found["number"])
        more = text.endswith("等", last, found.start())
        listed = _list_before(text, last, found.start() - more)
        if listed is None:
            continue
        last = found.end()
        count = _named_parts(context, listed)
        if count and number is not None and number != count and not (more and count < number):
            yield _finding(passage, found.start("number"), found.end(), number, count)


def _finding(passage: Passage, start: int, end: int, number: object, count: int) -> Finding:
    announced = passage.folded.slice(start, end).text
    values = {"announced": announced, "number": number, "count": count}
    return Finding(passage.folded.span(start, end), values, expected=count, actual=announced)


def _points(text: str) -> int:
    """How many points a text numbers from the first on, 0 where it does not begin with a first one."""
    first: tuple[int, tuple[str, ...]] | None = None
    for marks in _MARKS:
        place = _find(text, marks[0], 0)
        if 0 <= place <= _LATEST_FIRST and (first is None or place < first[0]) and _find(text, marks[1], place) >= 0:
            first = place, marks
    if first is None:
        return 0
    place, marks = first
    count = 0
    for mark in marks:
        place = _find(text, mark, place)
        if place < 0:
            break
        place += len(mark)
        count += 1
    return count


def _find(text: str, mark: str, start: int) -> int:
    """Where a mark stands as a mark: at the beginning, or after a stop or comma."""
    place = text.find(mark, start)
    while place > 0 and text[place - 1] not in ":,。;!?、" and not text[place - 1].isspace():
        place = text.find(mark, place + 1)
    return place


def _points_below(following: Sequence[Passage], passage: Passage) -> int:
    """The points in the paragraphs below one that ends with its announcement: each begins with the next mark."""
    texts = []
    for other in following:
        if other.section is not passage.section:
            break
        texts.append(other.folded.text)
    if not texts:
        return _children(passage)
    for marks in _MARKS:
        if texts[0].startswith(marks[0]):
            count = 0
            for text in texts:
                if count < len(marks) and text.startswith(marks[count]):
                    count += 1
            return count if count > 1 else 0
    return 0


def _children(passage: Passage) -> int:
    """The headings right below a section whose text ends with the announcement."""
    section = passage.section
    if section is None or len(section.children) < 2:
        return 0
    values = [child.value for child in section.children]
    return len(values) if values == list(range(1, len(values) + 1)) else 0


def _list_before(text: str, start: int, end: int) -> str | None:
    """The list that ends at an offset, in a sentence that begins at another or later; None where none begins there."""
    start = max(start, end - _LONGEST_LIST - 2)
    start = max(start, text.rfind("。", start, end) + 1, text.rfind(";", start, end) + 1)
    for begin in _PARTS_BEGIN.finditer(text, start, end):
        if end - begin.end() <= _LONGEST_LIST:
            return text[begin.end() : end]
    return None


def _named_parts(context: Context, listed: str) -> int:
    """How many of the prescribed parts a list names, 0 where it names anything else."""
    rest = _SEPARATORS.sub("", listed)
    count = 0
    titles = sorted((_SEPARATORS.sub("", fold(part.title)) for part in context.form.parts), key=len, reverse=True)
    for title in titles:
        wording = title if title in rest else title.removesuffix("情况")
        if wording in rest:
            rest = rest.replace(wording, "", 1)
            count += 1
    return count if count > 1 and not re.sub("情况|部分|了|以|第", "", rest) else 0


_SEPARATORS = re.compile('["《》、,和及与]')

CHECKS = (Check(Kind("enumeration-count", ("announced", "number", "count")), enumeration_count),)
