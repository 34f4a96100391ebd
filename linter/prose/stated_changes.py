"""Changes since another year that a sentence states beside both figures: 312条，比上年的291条增加21条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from linter.model.records import NamedTuple
from linter.prose.breakdowns import delta_word, is_change
from linter.prose.figure_mentions import FigureMention, FigureSentence
from linter.prose.figure_words import FigureWords
from linter.prose.shares import is_of_last_year
from linter.text.slips import slip

_SIGNS = {"growth": (1,), "decline": (-1,), "difference": (1, -1)}  # of a change, by what it is called


class StatedChange(NamedTuple):
    """The `change` to the figure `new` from the figure `old`; `signs` are those that its word may have."""

    new: FigureMention
    old: FigureMention
    change: FigureMention
    signs: tuple[int, ...]

    @property
    def difference(self) -> float:
        return round(self.new.value - self.old.value, 6)

    @property
    def expected(self) -> float:
        """The change as its word counts it, below 0 where things went the other way."""
        return abs(self.difference) if len(self.signs) > 1 else self.signs[0] * self.difference

    @property
    def holds(self) -> bool:
        low = self.new.range[0] - self.old.range[1] - 1e-6
        high = self.new.range[1] - self.old.range[0] + 1e-6
        least, most = self.change.range
        return any(
            low <= max(sign * least, sign * most) and min(sign * least, sign * most) <= high for sign in self.signs
        )


def wrong_changes(sentences: Sequence[FigureSentence], words: FigureWords) -> Iterator[StatedChange]:
    """The changes of a paragraph that follow from no figure before them and the old one right before.

    Where several figures may be the new one, only a slip of the pen is one.
    """
    for sentence in sentences:
        mentions = [mention for mention in sentence.mentions if not mention.is_share]
        for index, (old, change) in enumerate(pairwise(mentions)):
            word = delta_word(change)
            if word is None or not is_of_last_year(old) or not words.are_alike(old.unit, change.unit):
                continue
            found = [
                StatedChange(new, old, change, _SIGNS[word])
                for new in mentions[:index]
                if new.unit and words.are_alike(new.unit, old.unit) and not is_change(new)
            ]
            if not found or any(stated.holds for stated in found):
                continue
            if sum(stated.new.value for stated in found[1:]) == found[0].new.value:
                found = found[:1]  # the others are its parts
            nearest = found[-1]
            exact = all(mention.is_exact for mention in (nearest.new, old, change))
            is_only = len({stated.new.value for stated in found}) == 1
            if exact and (is_only or slip(change.value, abs(nearest.difference))):
                yield nearest
