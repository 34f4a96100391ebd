"""Check that no other year stands where the report's year belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.numbers import chinese_year
from linter.text.organs import may_be_the_same

# It begins with a sign, so that the library looks for that alone.
_YEAR = re.compile(r"(2(?<![\d\[(A-Za-z/-]2)(?:0\d{2}(?=年|[我本])|[1-9]\d{2}(?=年)))")
_IN_NUMERALS = re.compile("二[0零○oO][0零○oO一二三四五六七八九]{2}(?=年)")
_FIGURE = r"\d+(?![\d年])"
_NUMBERING = r"(?:[(\[]?[一二三四五六七八九十\d]{1,3}[)\]]?[、.,]?)?(?:截[至止]到?)?"
_NAMES = re.compile(r"《[^《》]*》|\[\d{4}\]")  # of documents, and their numbers
_OLDEST = 3  # years: a report is made from one of the last few; a year longer ago is a slip of one digit
_LONGEST_HEADING = 40
_NEXT_YEAR = -1  # behind the report's: years further ahead name a plan's aim, unless disclosure itself is spoken of


def stale_year(context: Context, rule: Rule) -> Iterator[Finding]:
    """A heading, or a sentence about the organ's own work of the year, names the report's year; plans name the next."""
    expected, title = context.report.year, context.report.title
    if title is not None and title.span is not None and title.year not in (None, expected):  # one was imposed
        yield Finding(title.span, {"found": title.year, "expected": expected}, expected=expected, actual=title.year)
    for line in context.lines:
        for start, end, year in stale_years(context, line):
            is_plan = year == expected
            right = year + 1 if is_plan else expected
            values = {"found": line.text[start:end], "expected": right}
            variant = "plan" if is_plan else None
            yield Finding(line.folded.span(start, end), values, variant, expected=right, actual=year)


def stale_years(context: Context, line: Line) -> Iterator[tuple[int, int, int]]:
    """Where in a line another year stands in place of the report's, and which; one a sentence.

    Only where a sentence begins with a year, or goes on behind it with the organ itself; one that compares, plans or
    tells a piece of history is left alone, and so is what stands in a title or in quotes. The report's own year is
    another where a plan begins with it: that is last year's.
    """
    year = context.report.year
    if year is None or line.kind == "sign":
        return
    text = _IN_NUMERALS.sub(lambda match: str(chinese_year(match[0])), line.text)  # sign for sign
    if _YEAR.search(text) is None:
        return
    own = str(year)
    sentences = [(start, text[start:end]) for start, end in line.sentences]
    for number, (start, sentence) in enumerate(sentences):
        around = sentences[max(0, number - 1) : number + 2]
        is_compared = own in _NAMES.sub("", sentence) or _is_set_beside(sentence, around, own)
        for match in _YEAR.finditer(sentence):
            behind = year - int(match[1])
            if behind == 0 and line.kind != "front" and _is_planned(context, line, sentence, match):
                yield start + match.start(1), start + match.end(1), year
                break
            if (
                behind == 0
                or (behind > _OLDEST and not _is_slip(match[1], own))
                or _goes_on(context, sentences[:number], match[1])
            ):
                continue
            if _is_announced(context, line, start, sentence, match) or (
                not is_compared and _is_stale(context, line, sentence, match, behind)
            ):
                yield start + match.start(1), start + match.end(1), int(match[1])
                break


def _is_slip(year: str, own: str) -> bool:
    """Whether a year long ago is the report's with one digit wrong: 2013 in a report on 2023."""
    return sum(one != other for one, other in zip(year, own, strict=True)) == 1


def _is_set_beside(sentence: str, around: Sequence[tuple[int, str]], own: str) -> bool:
    """Whether a sentence with a figure stands beside one that begins with the report's own year: two years compared."""
    return re.search(_FIGURE, sentence) is not None and any(other.startswith(own) for _, other in around)


def _goes_on(context: Context, before: Sequence[tuple[int, str]], year: str) -> bool:
    """Whether the sentence before tells what began in a year, so that this one goes on with it."""
    began = context.wording.pattern("other_year", "began")
    return bool(before) and any(match["year"] == year for match in began.finditer(before[-1][1]))


def _is_announced(context: Context, line: Line, start: int, sentence: str, match: re.Match[str]) -> bool:
    """Whether it is the year of which the introduction says that this is the report; `start` is that of the sentence.

    Behind the headings a report that was published in the year may be told of; only 特 or 现 says that it is this one.
    """
    before, rest = sentence[: match.start()], sentence[match.end() :].removeprefix("年")
    words = context.wording
    if words.pattern("other_year", "announced").match(rest) is None:
        return False
    if _is_quoted(before):
        if words.pattern("other_year", "hereby_titled").search(before):
            return True
        is_made = line.kind == "front" and words.pattern("other_year", "made").search(before) is not None
        behind = line.text[start + match.end() :]
        return is_made and words.pattern("other_year", "this_one").match(behind) is not None
    return words.pattern("other_year", "announces" if line.kind == "front" else "hereby").search(before) is not None


def _is_quoted(before: str) -> bool:
    """Whether what follows stands in a title or in quotes."""
    return before.count("《") > before.count("》") or before.count('"') % 2 == 1


def _is_stale(context: Context, line: Line, sentence: str, match: re.Match[str], behind: int) -> bool:
    """Whether the year, `behind` the report's by so many, stands where the report's belongs."""
    words = context.wording
    before, after = sentence[: match.start()], sentence[match.end() :]
    if _is_quoted(before) or words.pattern("other_year", "comparison").search(before):
        return False
    if words.pattern("other_year", "elsewhere").search(sentence) or words.pattern("period", "states").search(sentence):
        return False
    if words.pattern("other_year", "until").search(before):
        is_told = behind == 1 or (behind < 0 and not words.pattern("other_year", "aim").search(sentence))
        return is_told and words.pattern("other_year", "end_of_year").match(after) is not None
    rest = after.removeprefix("年").removeprefix("度")
    if months := words.pattern("other_year", "months").match(rest):
        rest = rest[months.end() :]
    elif words.pattern("other_year", "something_else").match(rest):
        return False
    is_in_time = _is_in_time(context, sentence, behind)
    if is_in_time and words.pattern("other_year", "self").match(rest):
        return not re.search("[自从于在与同至到和以及]$", before)
    begins = re.fullmatch(_NUMBERING, before) is not None
    clause = before[before.rfind(",") + 1 :]
    is_own = re.fullmatch(f"{_NUMBERING}(?:{words.words['other_year']['self']})", clause) is not None
    if line.kind == "heading" and len(sentence) <= _LONGEST_HEADING and "," not in sentence:
        other = words.pattern("other_year", "looks_back" if behind > 0 else "plan").search(sentence)
        is_ours = behind >= _NEXT_YEAR or words.pattern("other_year", "ours").search(rest) is not None
        return begins and line.level > 0 and is_ours and not other
    if not is_in_time:
        return False
    if (begins or is_own) and words.pattern("other_year", "own").match(rest):
        return True
    if not begins and (not before.endswith(",") or words.pattern("other_year", "comparison").search(sentence)):
        return False
    return _is_of_organ(context, rest)


def _is_in_time(context: Context, sentence: str, behind: int) -> bool:
    """Whether a sentence may tell what was done in the report's year: neither history nor something to be done."""
    words = context.wording
    if behind > 1:
        is_told = behind <= _OLDEST or words.pattern("other_year", "told").search(sentence) is not None
        return is_told and not words.pattern("other_year", "history").search(sentence)
    if words.pattern("other_year", "began").search(sentence):
        return False
    if behind < 0:
        is_plan = words.pattern("other_year", "plan").search(sentence)
        return not is_plan and words.pattern("other_year", "told").search(sentence) is not None
    return True


def _is_planned(context: Context, line: Line, sentence: str, match: re.Match[str]) -> bool:
    """Whether a sentence or a heading that begins with the report's year tells what is still to be done."""
    words = context.wording
    if words.pattern("other_year", "plan_begins").fullmatch(sentence, 0, match.start()) is None:
        return False
    rest = sentence[match.end() :].removeprefix("年").removeprefix("度")
    if line.kind == "heading" and words.pattern("other_year", "plan_heading").fullmatch(rest):
        return True
    return words.pattern("other_year", "planned").match(rest) is not None


def _is_of_organ(context: Context, rest: str) -> bool:
    """Whether what follows the year is the organ's, by its scope (全区) or by its name."""
    organ = context.report.organization or ""
    words = context.wording
    if scope := words.pattern("other_year", "scope").match(rest):
        return scope[1] in organ
    named = words.pattern("other_year", "named").match(rest)
    return named is not None and organ != "" and may_be_the_same(named["name"], organ)


CHECKS = (Check(Kind("stale-year", ("found", "expected"), ("plan",)), stale_year),)
