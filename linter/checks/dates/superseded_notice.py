"""Check that the format notice and the regulations on which a report rests are those in force for its year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.forms import regimes
from linter.forms.form import Form
from linter.model.document import Chars
from linter.model.records import NamedTuple
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.folding import fold

_NUMBER = re.compile(r"(?P<word>[一-鿿]+)\[(?P<year>\d{4})\](?P<serial>\d+)号")
_ORDER = re.compile(r"(?P<word>[一-鿿]+)令第(?P<serial>\d+)号")
_SUBJECT = "年度报告"  # stands in the title of every such notice
_OF_YEAR = re.compile(r"(20\d{2})年度")


class Source(NamedTuple):
    """A notice or an order, `name` as it is printed, and how texts cite it: by its number, a pattern, or by a title.

    `word` stands in every citation by number; empty where there is no number.
    """

    name: str
    word: str
    number: str
    titles: tuple[str, ...] = ()

    def cited_in(self, text: str) -> re.Match[str] | None:
        """The first place in a folded text that cites it, by its number where there is one."""
        if self.word and self.word in text and (found := re.search(self.number, text)):
            return found
        if self.titles and _SUBJECT in text:
            return next((found for title in self.titles if (found := re.search(title, text))), None)
        return None


@cache
def _notice(name: str, titles: tuple[str, ...]) -> Source:
    number = _NUMBER.fullmatch(fold(name))
    if number is None:
        return Source(name, "", "", titles)
    word, year, serial = number.groups()
    return Source(name, word, rf"{word}[(\[]?{year}年?[)\]]?第?0*{serial}号", titles)


@cache
def _order(name: str) -> Source:
    number = _ORDER.fullmatch(fold(name))
    if number is None:
        return Source(name, "", "")
    word, serial = number.groups()
    return Source(name, word, rf"{word}(?:令[(\[]?第?|第){serial}号令?")


def superseded_notice(context: Context, rule: Rule) -> Iterator[Finding]:
    """What the text names as its ground is in force for the report's year.

    A paragraph that cites what is in force as well, or tells of what was, may cite anything. Revised regulations were
    known when the report on the year before them was written.
    """
    year = context.report.year
    if year is None:
        return
    forms = tuple(context.forms.values())
    right = next((form for form in reversed(forms) if form.covers(year)), context.form)
    others = [form for form in forms if form is not right]
    known = {right.regulations, *(form.regulations for form in forms if form.since == year + 1)}
    revised = {form.regulations: form for form in others if form.regulations not in known}
    kinds = (
        ("notice", _notice(right.notice, right.titles), {_notice(form.notice, form.titles): form for form in others}),
        (
            "regulations",
            _order(right.regulations),
            {_order(regulations): form for regulations, form in revised.items()},
        ),
    )
    for line in context.lines:
        yield from _old_articles(context, line, revised)
        if "号" not in line.text and _SUBJECT not in line.text:
            continue
        yield from _misquoted(context, line, right)
        for variant, in_force, sources in kinds:
            for source, form in sources.items():
                found = source.cited_in(line.text)
                if found and not in_force.cited_in(line.text) and _is_ground(context, line, found, form):
                    yield _finding(context, line.folded.slice(*found.span()), variant, in_force.name, form)


def _misquoted(context: Context, line: Line, right: Form) -> Iterator[Finding]:
    """A number in brackets behind a title is that of the document: 《…年度报告格式》（国办公开办函〔2022〕30号）."""
    for entry in context.wording.words["citation"]["numbered"]:
        name = str(entry["name"])
        may_be = _notice(name, ()), _notice(right.notice, ())
        for found in re.finditer(entry["pattern"], line.text):
            if any(one.cited_in(found["number"]) for one in may_be):
                continue
            yield _finding(context, line.folded.slice(*found.span("number")), "misquoted", name, right)


def _old_articles(context: Context, line: Line, revised: Mapping[str, Form]) -> Iterator[Finding]:
    """An article on which reports rested before the regulations were revised: 根据《…条例》第三十二条编制."""
    for entry in context.wording.words["citation"]["articles"]:
        form = revised.get(entry["regulations"])
        if form is None or entry["holds"] not in line.text:
            continue
        found = re.search(entry["pattern"], line.text)
        if found is None or any(article in line.text for article in entry["now"].split("、")):
            continue
        if _is_ground(context, line, found, form):
            yield _finding(context, line.folded.slice(*found.span("article")), "article", entry["now"], form)


def _finding(context: Context, cited: Chars, variant: str, expected: str, form: Form) -> Finding:
    values = {
        "found": cited.text,
        "expected": expected,
        "year": context.report.year,
        "years": regimes.BY_ID[form.regime].years[context.lang],
    }
    return Finding(cited.span(), values, variant, expected=expected, actual=cited.text)


def _is_ground(context: Context, line: Line, found: re.Match[str], form: Form) -> bool:
    """Whether a citation is what the report rests on, not a piece of history: 2019年度的报告曾依照…编制."""
    sentence = next((place for place in line.sentences if place[0] <= found.start() < place[1]), None)
    if sentence is None:
        return False
    start, end = sentence
    words, text = context.wording, line.text[start:end]
    before, after = line.text[start : found.start()], line.text[found.end() : end]
    if words.pattern("citation", "history").search(text):
        return False
    if any(int(year) != context.report.year and form.covers(int(year)) for year in _OF_YEAR.findall(text)):
        return False
    ground = words.pattern("citation", "ground").search(before)
    return ground is not None or words.pattern("citation", "asks").match(after) is not None


CHECKS = (
    Check(
        Kind(
            "superseded-notice",
            ("found", "expected", "year", "years"),
            ("notice", "regulations", "misquoted", "article"),
        ),
        superseded_notice,
    ),
)
