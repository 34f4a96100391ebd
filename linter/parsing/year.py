"""The year that a report is about, and the regime of one that does not tell its year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from linter.forms import regimes
from linter.forms.form import Form
from linter.model.document import Document, Paragraph
from linter.model.report import Section, Title
from linter.parsing.title import find_title
from linter.reference.lexicon import Lexicon
from linter.text.folding import fold, label_key

_FEWEST_PARTS = 3  # that tell a regime
_YEARS = re.compile(r"(?<![\d〔\[【(（])((?:19|20)\d{2})\s*年(?!\s*\d{1,2}\s*月)")
_YEARS_OF_DATES = re.compile(r"(?<![\d〔\[【(（])((?:19|20)\d{2})\s*年")


def year_of(
    title: Title | None,
    document: Document,
    lines: Sequence[Paragraph],
    opening: Sequence[Paragraph],
    lexicon: Lexicon,
) -> int | None:
    """The year of a report: its title's, else that of the page's head, else that of the text; None where none says it.

    Args:
        title: the report's, where it has one.
        document: for the title in the page's head.
        lines: those of the report, in document order.
        opening: those of them that introduce it; last year's report, published in the year, is told of behind them.
        lexicon: the words that titles and periods have.
    """
    of_title = title.year if title else None
    return of_title or _year_of_head(document, lexicon) or _year_of_text(lines, opening, lexicon)


def _year_of_head(document: Document, lexicon: Lexicon) -> int | None:
    """The year of the title in the page's head, where that is a report's."""
    title = find_title((), document.title, lexicon)
    return title.year if title and title.names_report else None


def _year_of_text(lines: Sequence[Paragraph], opening: Sequence[Paragraph], lexicon: Lexicon) -> int | None:
    """The year of the period reported on, else the year that the text names most (the first of equals).

    The period may be the mistake: a year named more often goes before it where the text calls itself the report on
    that. Years of dates count only where no other is named: a page tells today's, and when it was put up.
    """
    of_period, named = _year_of_period(lines, lexicon), _named(lines, _YEARS)
    named_most = _first_of(named)
    if of_period and named_most and named[named_most] > named[of_period]:
        folded = (fold(line.text.text) for line in opening)
        if any(int(told[1]) == named_most for line in folded for told in lexicon.report_on.finditer(line)):
            return named_most
    return of_period or named_most or _first_of(_named(lines, _YEARS_OF_DATES))


def _year_of_period(lines: Sequence[Paragraph], lexicon: Lexicon) -> int | None:
    for line in lines:
        if "31" in line.text.text or "３１" in line.text.text:
            period = lexicon.period.search(fold(line.text.text))
            if period:
                return int(period[1])
    return None


def _named(lines: Sequence[Paragraph], pattern: re.Pattern[str]) -> Counter[int]:
    return Counter(int(year) for line in lines for year in pattern.findall(line.text.text))


def _first_of(years: Counter[int]) -> int | None:
    return years.most_common(1)[0][0] if years else None


def regime_of_parts(sections: Sequence[Section], forms: Mapping[str, Form]) -> str | None:
    """The regime of a report without year and tables: the newest whose parts it has; None where it has too few."""
    titles = [label_key(section.title) for section in sections if section.level == 1]
    for regime in reversed(regimes.IDS):
        form = forms[regime]
        known = form.part_with_title if form.ordered else form.part_about
        if sum(known(title) is not None for title in titles) >= _FEWEST_PARTS:
            return regime
    return None
