"""The labels of all forms, by which lines without rules are known as parts of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from linter.forms.form import NOTE_ENDS, Block, Form, without_note
from linter.model.document import Chars, Grid
from linter.model.records import NamedTuple
from linter.text.folding import fold, label_key
from linter.text.headings import PART_BEGINNINGS, heading
from linter.text.numbers import NUMERALS

_DEEPEST_HEAD = 4  # rows
_LONGEST_INDICATOR = 40  # characters of a cell that tells what its table is
_LEAST_LIKE_TITLE = 0.5


class Vocabulary(NamedTuple):
    """The labels of all forms, folded: `labels`, and `text` for finding pieces of them.

    `indicator` is how the head of a table of statistics is known, `part_titles` are the prescribed titles,
    `part_heading` is a pattern of the numbered headings of parts in folded text. `last_columns` are labels of which any
    table has one, `any_label` is a pattern of all in text of letters alone, `widths` tells how many figures stand
    behind a row's label, or behind the last column's where rows have none.
    """

    labels: frozenset[str]
    text: str
    forms: tuple[Form, ...]
    indicator: str
    part_titles: tuple[str, ...]
    part_heading: str
    last_columns: tuple[str, ...]
    any_label: str
    widths: Mapping[str, int]

    @classmethod
    def of(cls, forms: Iterable[Form], indicator: str) -> Vocabulary:
        forms = tuple(form for form in forms if form.tables)
        keys = {label.folded for form in forms for table in form.tables.values() for label in table.labels}
        titles = sorted({part.title for form in forms for part in form.parts}, key=len, reverse=True)
        heading = rf"(?P<number>[{NUMERALS}]{{1,2}})[、.,:]?(?:{'|'.join(map(_in_folded_text, titles))})"
        blocks = [block for form in forms for table in form.tables.values() for block in table.blocks]
        return cls(
            frozenset(keys),
            "\n".join(sorted(keys)),
            forms,
            indicator,
            tuple(titles),
            heading,
            tuple({block.columns[-1].text for block in blocks}),
            "|".join(sorted(filter(None, keys), key=len, reverse=True)),
            {(row.folded or block.columns[-1].folded): len(block.columns) for block in blocks for row in block.rows},
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of every table of every form."""
        return tuple(block for form in self.forms for table in form.tables.values() for block in table.blocks)

    def knows(self, text: str) -> bool:
        """Whether a text is a label of a form, were it with a note in brackets behind it, or a piece of one."""
        key = label_key(text)
        return key in self.labels or key in self.text or self._is_label_with_note(text)

    def is_label(self, text: str) -> bool:
        """Whether a text is a whole label of a form, were it with a note in brackets behind it."""
        return label_key(text) in self.labels or self._is_label_with_note(text)

    def _is_label_with_note(self, text: str) -> bool:
        return text[-1:] in NOTE_ENDS and label_key(without_note(text)) in self.labels

    def is_statistics(self, grid: Grid) -> bool:
        """Whether a grid is a table of statistics: its rows are numbered and called like parts."""
        texts = [cell.text.text for row in grid.rows[:_DEEPEST_HEAD] for cell in row]
        tells = re.compile(self.indicator).search
        return any(map(tells, [fold(text) for text in texts if len(text) <= _LONGEST_INDICATOR]))

    def is_part_title(self, chars: Chars) -> bool:
        """Whether a line is the heading of a prescribed part, which no table swallows."""
        found = heading(chars)
        if found is None or found.style not in ("part", "chapter"):
            return False
        return any(form.part_about(fold(found.title)) for form in self.forms)

    def is_part_title_not_label(self, chars: Chars) -> bool:
        """The same for a line that a reader took for a cell: it must be more like a part's title than like a label."""
        if chars.text[0] not in PART_BEGINNINGS or self.knows(chars.text) or not self.is_part_title(chars):
            return False
        title = label_key(heading(chars).title)  # type: ignore[union-attr]
        titles = {label_key(part.title) for form in self.forms for part in form.parts}
        if title in titles:
            return True
        from rapidfuzz.distance import Levenshtein

        key = label_key(chars.text)
        as_title = max(Levenshtein.normalized_similarity(title, known) for known in titles)
        as_label = max(Levenshtein.normalized_similarity(key, known) for known in self.labels)
        return as_title > max(as_label, _LEAST_LIKE_TITLE)


def _in_folded_text(title: str) -> str:
    """A pattern of a title, whatever stands between its words."""
    return "[、,]?".join(re.escape(fold(word)) for word in re.split("[、，]", title))
