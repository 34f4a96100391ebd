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
    heads = [(at, headings[id(line)]) for at, line in enumerate(lines) if id(line) in headings]
    parts = [(at, part.key) for at, head in heads if (part := form.part_with_title(label_key(head.title)))]
    keys = [key for _, key in parts]
    count = next((number for number, key in enumerate(keys) if key in keys[:number]), len(keys))  # of the first report
    if min(count, len(set(keys[count:]))) < _FEWEST_PARTS:
        return None
    (begin, _), (last, _), (restart, _) = parts[0], parts[count - 1], parts[count]
    if not any("。" in line.text.text and id(line) not in headings for line in lines[begin:last]):
        return None
    titles = ((at, read_title(lines[at].text, lexicon)) for at in range(last + 1, restart))
    return next(((at, title) for at, title in titles if title is not None and title.names_report), None)
