"""The labels of a table as laid out, aligned with the labels of its form.

A table of any shape is a sequence of labels in reading order, each with the figures that follow it; a form is a
sequence of labels too. Merged cells lost, one cell a line, white space for lines: the two sequences stay alike. So
binding is a sequence alignment: labels that agree are anchors, and between two anchors labels with typing
errors, labels broken in pieces and labels that cannot be recognised at all find their place.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from linter.forms.form import Label, TableForm
from linter.forms.labels_as_laid_out import LaidOutLabel
from linter.forms.ordering import longest_rising, settled
from linter.model.document import Cell, Chars, Span
from linter.model.records import NamedTuple

_ABOVE = frozenset(("heading", "corner", "column-group"))
_MOST_PIECES = 4  # of a label with mistakes
_LEAST_SIMILAR = 0.5
_LEAST_SIMILAR_PIECES = 0.8
_NEAR = 24
_LARGEST_GAP = 4000


class Match(NamedTuple):
    """A label of the form and the items that make it up; `exact` when the wording is the form's.

    `guessed` is one whose words say something else altogether: nothing but its place tells what it is.
    """

    items: tuple[LaidOutLabel, ...]
    exact: bool
    guessed: bool = False

    @property
    def values(self) -> list[Cell]:
        return [cell for item in self.items for cell in item.values]

    @property
    def label(self) -> Chars:
        if len(self.items) == 1 and self.items[0].cell is not None:
            return self.items[0].cell.text
        return Chars.join(item.cell.text for item in self.items if item.cell is not None)

    @property
    def span(self) -> Span:
        """Where the label stands; where its words are lost, its first figure."""
        label = self.label
        return label.span() if label.text else self.values[0].span

    @property
    def first(self) -> LaidOutLabel:
        return next(item for item in self.items if item.cell is not None)

    def precedes(self, other: Match) -> bool:
        """Whether it stands left of another one: on the first line on which there are pieces of both.

        Labels that wrap need have no line in common; then neither precedes the other.
        """
        for item in self.items:
            for piece in other.items:
                if item.cell is not None and piece.cell is not None and item.line == piece.line:
                    return item.place < piece.place
        return False


class Alignment(NamedTuple):
    """Which label of the form (by index) was found where; `moved` are found out of order, `spare` fit nowhere."""

    matches: dict[int, Match]
    moved: frozenset[int]
    doubled: tuple[tuple[int, LaidOutLabel], ...]
    spare: tuple[LaidOutLabel, ...]


def align(items: Sequence[LaidOutLabel], form: TableForm) -> Alignment:
    """The best alignment of what was found with what the form prescribes.

    Args:
        items: the labels of a table in reading order, each with the figures that follow it.
        form: prescribes the labels.

    Returns:
        Each label at most once and each item in at most one label, those of the form by their indexes in `form.labels`.
    """
    labels = form.labels
    labelled = any(label.kind == "row" for label in labels)
    named = [item for item in items if item.key or (labelled and item.has_figures)]
    agreeing = [form.find(item.cell.text.text, item.key) if item.cell else () for item in named]
    straight = _straight(named, agreeing, labels)
    if straight is not None:
        return Alignment(straight, frozenset(), (), ())
    partial = _Partial(named, labels, agreeing)
    # all that is written above the figures' rows and columns weighs less than one of them
    anchors = _anchors(agreeing, [1 if label.kind in _ABOVE else len(labels) for label in labels])
    for item, label in anchors:
        partial.match(label, [item], exact=True)
    for label, pieces in _joined(named, labels, partial.used, set(partial.matches)):
        partial.match(label, pieces, exact=True)
    partial.moved |= _moved_columns(partial.matches, labels)
    gaps = list(_gaps(anchors, len(named), len(labels)))
    for gap in gaps:
        for label, pieces, exact in _alike(named, labels, *partial.open(gap)):
            partial.match(label, pieces, exact=exact)
    partial.match_moved()
    for gap in gaps:
        for item, label in _by_place(named, labels, *partial.open(gap)):
            partial.match(label, [item], exact=False, guessed=True)
    return partial.alignment()


class _Partial:
    """An alignment in the making: the matches by label, the items that are taken."""

    def __init__(
        self, items: Sequence[LaidOutLabel], labels: Sequence[Label], agreeing: Sequence[Sequence[int]]
    ) -> None:
        self.items, self.labels, self.agreeing = items, labels, agreeing
        self.matches: dict[int, Match] = {}
        self.used: set[int] = set()
        self.moved: set[int] = set()

    def match(self, label: int, pieces: Sequence[int], *, exact: bool, guessed: bool = False) -> None:
        """Match a label to the items that make it up."""
        self.matches[label] = Match(tuple(self.items[index] for index in pieces), exact, guessed)
        self.used.update(pieces)

    def open(self, gap: Gap) -> tuple[list[int], list[int]]:
        """The items in a gap that are no scraps and not taken, and the labels in it that are not matched.

        A label that stands elsewhere to the letter is not looked for in a gap.
        """
        items = [index for index in gap.items if index not in self.used and not self.items[index].is_scrap]
        elsewhere = {label for index, those in enumerate(self.agreeing) if index not in self.used for label in those}
        return items, [label for label in gap.labels if label not in self.matches and label not in elsewhere]

    def match_moved(self) -> None:
        """Match the items that are left to labels that they agree with, wherever these stand."""
        for index in range(len(self.items)):
            if index in self.used:
                continue
            for label in self.agreeing[index]:
                if label not in self.matches and self.labels[label].kind not in ("heading", "corner"):
                    self.match(label, [index], exact=True)
                    self.moved.add(label)
                    break

    def alignment(self) -> Alignment:
        """What has come about, with the items left over: labels found a second time, and those that fit nowhere."""
        self._fill_cut_rows()
        left = [index for index, item in enumerate(self.items) if index not in self.used and not item.is_scrap]
        doubled = tuple((self.agreeing[index][0], self.items[index]) for index in left if self.agreeing[index])
        spare = tuple(self.items[index] for index in left if not self.agreeing[index])
        return Alignment(dict(sorted(self.matches.items())), frozenset(self.moved), doubled, spare)

    def _fill_cut_rows(self) -> None:
        """A row of which a page holds nothing but the label is the one on the next page, with its figures."""
        for index, item in enumerate(self.items):
            label = next(iter(self.agreeing[index]), None)
            if label is None or label not in self.matches or index in self.used or not item.has_figures:
                continue
            (first, *more) = self.matches[label].items
            if self.labels[label].kind == "row" and not more and not first.has_figures:
                self.used.remove(self.items.index(first))
                self.match(label, [index], exact=True)


def _straight(
    items: Sequence[LaidOutLabel], agreeing: Sequence[Sequence[int]], labels: Sequence[Label]
) -> dict[int, Match] | None:
    """The alignment of a table in which nothing is wrong; None at the first thing that is."""
    matches: dict[int, Match] = {}
    at = 0
    for item, met in zip(items, agreeing, strict=True):
        if item.is_scrap:
            continue
        label = next((label for label in met if label >= at), None)
        if label is None or any(labels[skipped].kind in ("row", "column") for skipped in range(at, label)):
            return None
        matches[label] = Match((item,), True)
        at = label + 1
    if any(label.kind in ("row", "column") for label in labels[at:]):
        return None
    return matches


def _anchors(agreeing: Sequence[Sequence[int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """The heaviest common subsequence of labels that agree, as (item, label), the earliest items of equals.

    Rows and columns, in whose order figures stand, outweigh what is written above them: in a header that wraps, a
    group's label may come before a column that it does not hold.
    """
    width = len(weights)
    # numbers as objects would take twice the room
    heaviest = [array("i", bytes(4 * (width + 1))) for _ in range(len(agreeing) + 1)]
    for i in range(len(agreeing) - 1, -1, -1):
        below, here = heaviest[i + 1], heaviest[i]
        here[:] = below
        if agreeing[i]:
            for j in agreeing[i]:
                here[j] = max(here[j], weights[j] + below[j + 1])
            for j in range(agreeing[i][-1], -1, -1):
                if here[j + 1] > here[j]:
                    here[j] = here[j + 1]
    anchors = []
    i = j = 0
    while i < len(agreeing) and j < width:
        if j in agreeing[i] and heaviest[i][j] == weights[j] + heaviest[i + 1][j + 1]:
            anchors.append((i, j))
            i, j = i + 1, j + 1
        elif heaviest[i][j] == heaviest[i][j + 1]:
            j += 1
        else:
            i += 1
    return anchors


class Gap(NamedTuple):
    """The items and the labels that stand between two anchors."""

    items: range
    labels: range


def _gaps(anchors: Sequence[tuple[int, int]], items: int, labels: int) -> Iterator[Gap]:
    """The gaps in which there are both."""
    item = label = 0
    for next_item, next_label in [*anchors, (items, labels)]:
        if next_item > item and next_label > label:
            yield Gap(range(item, next_item), range(label, next_label))
        item, label = next_item + 1, next_label + 1


def _joined(
    items: Sequence[LaidOutLabel], labels: Sequence[Label], used: set[int], known: set[int]
) -> Iterator[tuple[int, list[int]]]:
    """Labels broken in pieces: pieces near each other that make up a label to the letter, in their order.

    Pieces of other labels may stand between them, as when all labels of a header are broken over two lines.
    """
    free = [index for index in range(len(items)) if index not in used]
    for label, wanted in enumerate(labels):
        if label in known or not wanted.folded:
            continue
        for at, first in enumerate(free):
            if items[first].key != wanted.folded and items[first].key and wanted.folded.startswith(items[first].key):
                rest = wanted.folded[len(items[first].key) :]
                pieces = _completing(rest, items, free[at + 1 : at + 1 + _NEAR], wanted.kind != "row-group")
                if pieces is not None and wanted.kind == "row":
                    pieces += _figures_behind([first, *pieces], items)
                if pieces is not None and sum(items[index].has_figures for index in (first, *pieces)) <= 1:
                    yield label, [first, *pieces]
                    free = [index for index in free if index != first and index not in pieces]
                    break


def _figures_behind(pieces: Sequence[int], items: Sequence[LaidOutLabel]) -> list[int]:
    """The item of figures alone right behind a label in pieces that has no figures yet."""
    behind = pieces[-1] + 1
    has_own = any(items[index].has_figures for index in pieces)
    return [behind] if not has_own and behind < len(items) and not items[behind].key else []


def _moved_columns(matches: Mapping[int, Match], labels: Sequence[Label]) -> set[int]:
    """Column labels in pieces that stand out of the form's order.

    Labels in one piece are anchors only where they are in order. Where a form has a label several times, the pieces
    may be those of another.
    """
    texts = Counter(label.folded for label in labels)
    columns = sorted(label for label in matches if labels[label].kind == "column" and texts[labels[label].folded] == 1)
    found = [matches[label] for label in columns]
    order = settled(len(found), lambda first, second: found[first].precedes(found[second]))
    kept = {order[at] for at in longest_rising(order)}
    return {label for at, label in enumerate(columns) if at not in kept}


def _completing(rest: str, items: Sequence[LaidOutLabel], free: Sequence[int], has_figures: bool) -> list[int] | None:
    """Indexes of items, in order, whose texts together are `rest`; figures between belong to what has any."""
    if not rest:
        return []
    is_next = True  # whether there are but letters between
    tried: set[str] = set()  # what is in vain with an earlier piece is so with the same further on
    for at, index in enumerate(free):
        key = items[index].key
        if (
            key not in tried
            and rest.startswith(key)
            and (key or (has_figures and is_next and items[index].has_figures))
        ):
            tried.add(key)
            following = _completing(rest[len(key) :], items, free[at + 1 :], has_figures)
            if following is not None:
                return [index, *following]
        is_next = is_next and items[index].is_scrap
    return None


def _alike(
    items: Sequence[LaidOutLabel], labels: Sequence[Label], free: Sequence[int], wanted: Sequence[int]
) -> Iterator[tuple[int, list[int], bool]]:
    """Inside a gap: labels with typing errors, whole or in pieces, as (label, items, exact)."""
    if not free or not wanted or len(free) * len(wanted) > _LARGEST_GAP:
        return
    similarity = _similarity()
    best = [[0.0] * (len(wanted) + 1) for _ in range(len(free) + 1)]
    step: dict[tuple[int, int], tuple[int, bool]] = {}
    for i in range(len(free) - 1, -1, -1):
        for j in range(len(wanted) - 1, -1, -1):
            value = max(best[i + 1][j], best[i][j + 1])
            for length in range(1, min(_MOST_PIECES, len(free) - i) + 1):
                pieces = [items[index] for index in free[i : i + length]]
                score, exact = _score(pieces, labels[wanted[j]], similarity)
                if score and score + best[i + length][j + 1] > value:
                    value = score + best[i + length][j + 1]
                    step[i, j] = length, exact
            best[i][j] = value
    i = j = 0
    while i < len(free) and j < len(wanted):
        if best[i][j] == best[i][j + 1]:
            j += 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            length, exact = step[i, j]
            yield wanted[j], list(free[i : i + length]), exact
            i, j = i + length, j + 1


def _similarity() -> Callable[[str, str], float]:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity


def _score(pieces: Sequence[LaidOutLabel], label: Label, similarity: Callable[[str, str], float]) -> tuple[float, bool]:
    """How well pieces make up a label, 0 for not at all, and whether they do so to the letter."""
    if sum(item.has_figures for item in pieces) > 1:
        return 0, False
    key = "".join(item.key for item in pieces)
    if key == label.folded or label.accepts(key):
        return 2.0, True
    if len(key) < 2:
        return 0, False
    alike = similarity(key, label.folded)
    if len(pieces) == 1:
        if label.folded.startswith(key):
            alike = max(alike, 0.6)
        if label.kind == "row" and not pieces[0].has_figures:
            alike -= 0.1
        return (alike, False) if alike >= _LEAST_SIMILAR else (0, False)
    return (alike, False) if alike >= _LEAST_SIMILAR_PIECES else (0, False)


def _by_place(
    items: Sequence[LaidOutLabel], labels: Sequence[Label], free: Sequence[int], wanted: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Inside a gap: labels that say something else altogether, taken by their place where the numbers agree."""
    for kind, with_figures in (("row", True), ("column", False)):
        open_labels = [j for j in wanted if labels[j].kind == kind]
        open_items = [i for i in free if items[i].has_figures == with_figures]
        if len(open_labels) == len(open_items):
            yield from zip(open_items, open_labels, strict=True)
