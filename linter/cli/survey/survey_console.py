"""`console`: what needs someone first, in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from linter import __version__
from linter.cli.survey.needs import needs
from linter.cli.survey.view import SurveyView
from linter.reporters.printable import Printable
from linter.type_names import TextIO

_MOST_LISTED = 10  # bounds the work: of each kind
_MOST_RULES = 12  # bounds the work: rules that are shown


def write(view: SurveyView, out: TextIO) -> None:
    """Write the summary and what follows from it."""
    printable = Printable(out)
    for line in _lines(view):
        out.write(printable.line(printable.clean(line)))


def _lines(view: SurveyView) -> Iterator[str]:
    yield f"nianbao survey {__version__}  {view.say('heading')}"
    yield from view.summary()
    for need in needs(view):
        yield ""
        yield f"{view.say(need.kind)} {need.total}"
        yield from _some((f"  {line}" for line in need.lines), need.total, view)
    rules = view.by_code()
    if rules:
        yield ""
        yield view.say("by_code")
        told = (f"  {one.code} {one.name}  {one.findings} / {one.reports}" for one in rules)
        yield from islice(told, _MOST_RULES)


def _some(lines: Iterable[str], count: int, view: SurveyView) -> Iterator[str]:
    yield from islice(lines, _MOST_LISTED)
    if count > _MOST_LISTED:
        yield f"  {view.say('more', count=count - _MOST_LISTED)}"
