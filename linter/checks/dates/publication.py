"""Checks of when the report was published: not before the year has ended, and in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.forms import regimes
from linter.model.document import Cell, Chars, Grid, Paragraph, Span
from linter.model.records import NamedTuple
from linter.prose.running_text import Line
from linter.rules.kind import Kind, Parameters, Written
from linter.rules.rule import Rule
from linter.text.dates import DateMention, Day, mentions
from linter.text.folding import Folded, fold
from linter.text.pattern_lists import any_of
from linter.type_names import Annotated

_LONGEST_LABELLED = 160  # characters of a line that holds nothing but when, where from and by whom
_LONGEST_SIGNED = 40
_KINDS = {
    "until_2018": {"zh": "行政机关", "en": "annual reports"},
    "department": {"zh": "县级以上政府部门", "en": "reports of departments at or above county level"},
    "township": {"zh": "乡镇、街道", "en": "reports of townships and streets"},
    "government": {"zh": "各级人民政府", "en": "reports of governments"},
    "other": {"zh": "行政机关", "en": "annual reports"},
}

ORGANS = ("township", "government", "department")


class Params(Parameters):
    """The last days by kind of organ, and by which patterns of their folded names these are known."""

    deadlines: Annotated[Mapping[str, tuple[int, int]], Written("days", ("until_2018", *ORGANS, "other"))]
    organs: Annotated[Mapping[str, Sequence[str]], Written("aspects", ORGANS)]


class Published(NamedTuple):
    """When a report was published and where that is said; `signed` when it is the date under the text."""

    date: Day
    span: Span
    signed: bool = False


def published_early(context: Context, rule: Rule) -> Iterator[Finding]:
    """The year that is reported on had ended when the report was published."""
    year, published = context.report.year, publication(context)
    if year is not None and published is not None and published.date.year <= year:
        values = {"found": published.date.printed(context.lang), "year": year}
        variant = "signed" if published.signed else None
        yield Finding(published.span, values, variant, actual=published.date.iso)


def published_late(context: Context, rule: Rule) -> Iterator[Finding]:
    """The report was published within the time limit for its year and kind of organ.

    A date of the page alone, more than a year after the limit, tells when the page was moved to another site. Schools
    report on their own year, which ends in summer.
    """
    year, published = context.report.year, publication(context)
    title = context.report.title
    if (
        year is None
        or published is None
        or (title is not None and context.lexicon.school_year.search(fold(title.text)))
    ):
        return
    params: Params = rule.params
    kind = "until_2018" if context.forms[regimes.EARLIEST].covers(year) else _kind(context, params.organs)
    month, day = params.deadlines[kind]
    deadline = Day(year + 1, month, day)
    if published.date <= deadline or (published.date.year > year + 1 and not published.signed):
        return
    values = {
        "found": published.date.printed(context.lang),
        "deadline": deadline.printed(context.lang),
        "kind": _KINDS[kind][context.lang],
        "year": year,
    }
    yield Finding(
        published.span,
        values,
        "signed" if published.signed else None,
        expected=deadline.iso,
        actual=published.date.iso,
    )


def _kind(context: Context, organs: Mapping[str, Sequence[str]]) -> str:
    """What kind of organ publishes, by the level imposed and by the patterns of names; the first that fits decides."""
    if context.imposed_level == "township":
        return "township"
    name = fold(context.report.organization or "")
    return next((kind for kind, patterns in organs.items() if any_of(patterns).search(name)), "other")


_BEFORE_DATE = "([•·●◆■▪|>*-"  # brackets, and the bullets of a list


def publication(context: Context) -> Published | None:
    """When the report was published: the date signed under it, else the surest of the dates that the page tells."""
    if signed := _signed(context):
        return signed
    return min(_told_by_page(context), key=lambda told: told[0], default=(0, None))[1]


def _signed(context: Context) -> Published | None:
    """The first date below the text, unless it is that of another document to which the page links."""
    lines, lexicon = context.lines, context.lexicon
    start = len(lines)
    while start and lines[start - 1].kind == "sign":
        start -= 1
    for index in range(max(0, start - 1), len(lines)):
        line = lines[index]
        if len(line.text) > _LONGEST_SIGNED or not (dates := line.dates) or not (day := dates[-1].date):
            continue
        name = line.text[: dates[-1].start].strip("([")
        if index > start and not name:
            name = lines[index - 1].text
            if index > start + 1 and not (lexicon.signature.search(name) or lexicon.sign_off.search(name)):
                continue
        if (line.kind == "sign" or _is_signature(context, line, dates[-1])) and not lexicon.link.search(name):
            return Published(day, line.folded.span(dates[-1].start, dates[-1].end), signed=True)
    return None


def _is_signature(context: Context, line: Line, last: DateMention) -> bool:
    """Whether a line is the name of an organ and a date behind it."""
    name = line.text[: last.start]
    return (
        line.text[last.end :] in ("", "印发") and name.isalpha() and context.lexicon.signature.search(name) is not None
    )


def _told_by_page(context: Context) -> Iterator[tuple[int, Published]]:
    """The dates that the page tells of itself, with how far each is to be trusted (the lowest first)."""
    document = context.report.document
    of_report = {id(grid) for table in context.report.tables.values() for grid in table.grids}
    if document.published is not None and (told := _first(document.published)):
        yield 1, told
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if len(block.text) <= _LONGEST_LABELLED:
                yield from _labelled(context, block.text)
        elif isinstance(block, Grid) and id(block) not in of_report:
            for row in block.rows:
                yield from _in_cells(context, row)
    for block in context.report.front:
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_LABELLED:
            folded = Folded(block.text)
            dates = mentions(folded)
            if len(dates) != 1 or not (day := dates[0].date) or folded.text[: dates[0].start].strip(_BEFORE_DATE):
                continue
            rest = folded.text[dates[0].end :]
            if len(block.text) <= _LONGEST_SIGNED or context.wording.pattern("page_line").search(rest):
                yield 9, Published(day, folded.span(dates[0].start, dates[0].end))


def _in_cells(context: Context, row: Sequence[Cell]) -> Iterator[tuple[int, Published]]:
    """A label and its date in one cell, or in a cell and the next."""
    for index, cell in enumerate(row):
        text = cell.text.text
        if len(text) > _LONGEST_LABELLED or not ("时间" in text or "日期" in text or "時間" in text):
            continue
        yield from _labelled(context, cell.text)
        label = fold(text).rstrip(":") + ":"
        for rank, pattern in enumerate(context.wording.published):
            if pattern.fullmatch(label) and (
                told := next((t for c in row[index + 1 :] if (t := _first(c.text))), None)
            ):
                yield 2 * rank, told
                break


def _labelled(context: Context, chars: Chars) -> Iterator[tuple[int, Published]]:
    if not any(word in chars.text for word in ("时间", "日期", "時間")):
        return
    folded = Folded(chars)
    dates = {mention.start: mention for mention in mentions(folded)}
    for rank, pattern in enumerate(context.wording.published):
        label = next((found for found in pattern.finditer(folded.text) if _begins(folded, found.start())), None)
        mention = dates.get(label.end()) if label else None
        if mention is not None and mention.date:
            yield 2 * rank, Published(mention.date, folded.span(mention.start, mention.end))


def _begins(folded: Folded, at: int) -> bool:
    """Whether a label begins there: behind a sign or white space (来源：办公室　发布时间), not within a word."""
    return at == 0 or not "一" <= folded.text[at - 1] <= "鿿" or folded.index[at] - folded.index[at - 1] > 1


def _first(chars: Chars) -> Published | None:
    """The date that a short text begins with."""
    if not chars.text or len(chars.text) > _LONGEST_SIGNED:
        return None
    folded = Folded(chars)
    dates = mentions(folded)
    if not dates or dates[0].start or dates[0].date is None:
        return None
    return Published(dates[0].date, folded.span(0, dates[0].end))


CHECKS = (
    Check(Kind("published-late", ("found", "deadline", "kind", "year"), ("signed",), params=Params), published_late),
    Check(Kind("published-early", ("found", "year"), ("signed",)), published_early),
)
