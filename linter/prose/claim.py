"""A figure of the tables as a sentence states it."""

from __future__ import annotations

from linter.model.document import Span
from linter.model.records import NamedTuple


class Claim(NamedTuple):
    """A figure that a sentence states.

    `key` is what it is the figure of, `sums` the sums of cells that it may be, as addresses (the likeliest first).
    `stated_as` is how: as a figure, as `none` (there was none) or as `all` (all were done, so none is left), `text` the
    words or the figure with its unit, `wording` the verb of a figure that several verbs may state. `of_any_kind`: the
    cases need not be about disclosure, so that the tables do not tell how many there were. `step` is what one unit of
    the last printed place is worth; claims of one paragraph share their `passage`.
    """

    key: str
    value: int | float
    exact: bool
    sums: tuple[tuple[str, ...], ...]
    stated_as: str
    text: str
    span: Span
    wording: str = ""
    of_any_kind: bool = False
    step: float = 1
    passage: int = 0

    def fits(self, value: float) -> bool:
        """Whether the figure as printed is right for a value: exact, rounded or cut off at its last place."""
        if self.value == value:
            return True
        return self.step > 1 and (abs(self.value - value) <= self.step / 2 or 0 <= value - self.value < self.step)
