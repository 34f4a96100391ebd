"""Changes since another year that a sentence states beside both figures: 312条，比上年的291条增加21条."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.model.records import NamedTuple
from linter.prose.compared import is_bare, is_of_last_year, moved_before, of_two_years, old_behind
from linter.prose.figure_mentions import FigureMention, FigureSentence
from linter.prose.figure_roles import delta_word, is_change
from linter.prose.figure_words import FigureWords
from linter.text.slips import slip

_SIGNS = {"growth": (1,), "decline": (-1,), "difference": (1, -1)}  # of a change, by what it is called


class StatedChange(NamedTuple):
    """The `change` to the figure `new` from the figure `old`; `signs` are those that its word may have."""

    new: FigureMention
    old: FigureMention
    change: FigureMention
    signs: tuple[int, ...]

    @property
    def leeway(self) -> float:
        """How far off the change may be: two percentages and their difference are each rounded by themselves."""
        steps = self.new.step + self.old.step + self.change.step
        return 1e-6 + (steps / 2 if self.new.is_share else 0)

    @property
    def is_exact(self) -> bool:
        return all(mention.is_exact for mention in (self.new, self.old, self.change))

    @property
    def difference(self) -> float:
        return round(self.new.value - self.old.value, 6)

    @property
    def expected(self) -> float:
        """The change as its word counts it, below 0 where things went the other way."""
        return abs(self.difference) if len(self.signs) > 1 else self.signs[0] * self.difference

    @property
    def holds(self) -> bool:
        low = self.new.range[0] - self.old.range[1] - self.leeway
        high = self.new.range[1] - self.old.range[0] + self.leeway
        least, most = self.change.range
        return any(
            low <= max(sign * least, sign * most) and min(sign * least, sign * most) <= high for sign in self.signs
        )


def wrong_changes(sentences: Sequence[FigureSentence], words: FigureWords) -> Iterator[StatedChange]:
    """The changes of a paragraph that do not follow from the two figures that they are told of."""
    for sentence in sentences:
        for index, change in enumerate(sentence.mentions):
            word = delta_word(change)
            if word is None or change.is_share:
                continue
            is_of_shares = change.unit in words.of_shares
            before = [m for m in sentence.mentions[:index] if m.is_share == is_of_shares]
            if not before or not (is_of_shares or words.are_alike(before[-1].unit, change.unit)):
                continue
            pair = moved_before(before, change) or (of_two_years(before) if is_bare(change) else None)
            if pair:
                found: StatedChange | None = StatedChange(pair.new, pair.old, change, _SIGNS[word])
            else:
                found = _since(before, change, words) or _told_behind(sentence, index, words)
            if found is not None and found.is_exact and not found.holds:
                yield found


def _told_behind(sentence: FigureSentence, index: int, words: FigureWords) -> StatedChange | None:
    """A change of the one figure before it whose old figure stands in brackets: 复议9件，比上年减少3件（上年12件）."""
    change, word = sentence.mentions[index], delta_word(sentence.mentions[index])
    alike = [m for m in sentence.mentions[:index] if m.unit and words.are_alike(m.unit, change.unit)]
    old = [m for m in old_behind(sentence, index) if m.owner == index and words.are_alike(m.unit, change.unit)]
    if word is None or len(alike) != 1 or not old or not is_bare(change) or is_change(alike[0]):
        return None
    return StatedChange(alike[0], old[0], change, _SIGNS[word])


def _since(before: Sequence[FigureMention], change: FigureMention, words: FigureWords) -> StatedChange | None:
    """A change from the old figure right before it (比上年的291条增加21条) that follows from no figure before that.

    Where several figures may be the new one, only a slip of the pen is one.
    """
    old, word = before[-1], delta_word(change)
    if word is None or not is_of_last_year(old):
        return None
    found = [
        StatedChange(new, old, change, _SIGNS[word])
        for new in before[:-1]
        if new.unit and words.are_alike(new.unit, old.unit) and not is_change(new)
    ]
    if not found or any(stated.holds for stated in found):
        return None
    if sum(stated.new.value for stated in found[1:]) == found[0].new.value:
        found = found[:1]  # the others are its parts
    nearest = found[-1]
    is_only = len({stated.new.value for stated in found}) == 1
    return nearest if is_only or slip(change.value, abs(nearest.difference)) else None
