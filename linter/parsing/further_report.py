"""A second report in the same file: those of several organs, or of several years, one behind the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.forms.form import Form
from linter.model.document import Paragraph
from linter.model.report import Title
from linter.parsing.title import read_title
from linter.reference.lexicon import Lexicon
from linter.text.folding import label_key
from linter.text.headings import Heading

_FEWEST_PARTS = 3  # under their prescribed titles, that are a report


def further_report(
    lines: Sequence[Paragraph], headings: Mapping[int, Heading], form: Form, lexicon: Lexicon
) -> tuple[int, Title] | None:
    """Which line is the title of a second report, and that title; None where there is one report only.

    It stands between the parts of the first one and the place from which parts of the same titles come again. Parts
    that come again without a title between are doubled in one report; those that tell nothing are a list of contents.
    """
    first: set[str] = set()
    again: set[str] = set()
    begin = last = restart = 0
    for at, line in enumerate(lines):
        head = headings.get(id(line))
        part = form.part_with_title(label_key(head.title)) if head is not None else None
        if part is None:
            continue
        if not again and part.key in first:
            restart = at
        elif not again:
            begin = begin if first else at
            first.add(part.key)
            last = at
        if restart:
            again.add(part.key)
    if min(len(first), len(again)) < _FEWEST_PARTS:
        return None
    if not any("。" in line.text.text and id(line) not in headings for line in lines[begin:last]):
        return None
    titles = ((at, read_title(lines[at].text, lexicon)) for at in range(last + 1, restart))
    return next(((at, title) for at, title in titles if title is not None and title.names_report), None)
