"""Headers of tables in white space whose labels wrap: the pieces below each other become one label again.

Where pieces touch or slip into each other's lines, so that none is told from its neighbour, but all of them together
have the very signs of the form's labels, the header is the form's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations

from linter.forms.form import Block, Label
from linter.model.document import Chars
from linter.parsing.spacing import PlacedCell
from linter.text.folding import label_key

_FEWEST_COLUMNS = 3
_MOST_WORDS = 80
_LEAST_KNOWN = 0.7  # of the labels put together, that are the form's
_MEASURES = ((0, 1), (2, 3))  # where a word begins and ends, in columns of a terminal and in characters

_MOST_ABOVE = 6  # bounds the work: labels above those of columns, of which any may be there

_SIGN_OF_NO_LABEL = "\n"

Line = list[PlacedCell]


def unwrapped(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines of a table, the labels of its columns put together and on one line above the figures.

    Args:
        lines: the table's words with their places.
        blocks: those of the form that the table has; only headers of several columns can be told by their places.
    """
    wide = [block for block in blocks if len(block.columns) >= _FEWEST_COLUMNS]
    found: list[Line] = []
    header: list[Line] = []
    for line in lines:
        if not any(word.is_figure for word in line):
            header.append(line)
            continue
        found += [*_unwrapped(header, wide), line] if len(header) > 1 else [*header, line]
        header = []
    return found + header


def _unwrapped(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    """The lines above figures with the best header that any of the blocks makes of them."""
    if sum(map(len, lines)) > _MOST_WORDS:
        return list(lines)
    best: tuple[float, list[Line]] = 0.0, list(lines)
    keys = [_SIGN_OF_NO_LABEL + key for line in lines for word in line if (key := _key([word]))]
    # left out is what stands above or beside the labels of columns: a caption, a group, the corner, a row
    for block in blocks:
        leaves = [column.folded for column in block.columns]
        within = _SIGN_OF_NO_LABEL.join(["", *leaves])
        if sum([key in within for key in keys]) <= _LEAST_KNOWN * len(leaves):
            continue  # too few words begin a label
        beside = _SIGN_OF_NO_LABEL.join(label.folded for label in block.labels if label.kind != "column")
        pieces = [
            [word for word in line if (key := label_key(word.cell.text.text)) in within or key not in beside]
            for line in lines
            if not _has_no_place(line, leaves)
        ]
        for measure in _MEASURES:
            groups = [label.folded for label in block.labels if label.kind == "column-group"]
            stacks = _mended([_below_groups(stack, leaves, groups) for stack in _stacks(pieces, measure)], leaves)
            known = sum(_labels_won(stack, leaves) for stack in stacks)
            share = known / max(len(stacks), len(leaves))
            if share > max(best[0], _LEAST_KNOWN) and any(len(stack) > 1 for stack in stacks):
                best = share, _laid_out(lines, _in_order(stacks, leaves))
    return best[1] if best[0] == 1 else _of_the_forms_signs(lines, blocks) or best[1]


def _of_the_forms_signs(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line] | None:
    """The lines with the labels of a block, in its order, where these are what their signs make up; None of any other.

    Labels that can be read along the lines are in their order already. The last lines may be the first row's. Pieces
    on one line that are of one label each tell an order of theirs.
    """
    keys = [[key for word in line if (key := _key([word]))] for line in lines]
    along = "".join(chain.from_iterable(keys))
    signs = Counter(along)
    for block in blocks:
        leaves = [column.folded for column in block.columns]
        if not Counter("".join(leaves)) <= signs:
            continue
        told = [[those[0] for key in line if len(those := _having(leaves, key)) == 1] for line in keys]
        if all(along.count(leaf) >= leaves.count(leaf) for leaf in leaves) or any(map(_falls, told)):
            continue
        end = len(lines)
        while end > 1 and "".join(map(_key, lines[end - 1 :])) in block.rows[0].folded:
            end -= 1
        found = _made_up(lines[:end], block)
        if found:
            return [*found, *lines[end:]]
    return None


def _having(leaves: Sequence[str], key: str) -> list[int]:
    return [at for at, leaf in enumerate(leaves) if key in leaf]


def _falls(order: list[int]) -> bool:
    return order != sorted(order)


def _made_up(lines: Sequence[Line], block: Block) -> list[Line]:
    """The labels above a block's columns and those of its columns, of the signs that stand in lines; none if others."""
    signs = sorted(chain.from_iterable(map(_signs, lines)), key=lambda one: one[1].places[0])
    rest = Counter([sign for sign, _ in signs])
    rest.subtract(chain.from_iterable(column.folded for column in block.columns))
    if min(rest.values()) < 0:
        return []
    above = [label for label in block.labels if label.kind in ("heading", "corner", "column-group")][:_MOST_ABOVE]
    for size in range(len(above), -1, -1):
        for labels in combinations(above, size):
            if +rest == Counter(chain.from_iterable(label.folded for label in labels)):
                columns = [_taken(label, signs, lines[-1][0].cell.row) for label in block.columns]
                over = [_taken(label, signs, lines[0][0].cell.row) for label in labels]
                return [over, columns] if over else [columns]
    return []


def _signs(line: Line) -> Iterator[tuple[str, PlacedCell]]:
    """The signs of the words of a line, folded, each as a cell of its own."""
    for word in line:
        for at in range(len(word.cell.text)):
            text = word.cell.text[at : at + 1]
            if key := label_key(text.text):
                yield key, word._replace(cell=word.cell._replace(text=text, place=None))


def _taken(label: Label, signs: list[tuple[str, PlacedCell]], row: int) -> PlacedCell:
    """The label of these signs, which are then taken: the leftmost of each."""
    pieces: Line = []
    for sign in label.folded:
        at = next(at for at, (own, _) in enumerate(signs) if own == sign)
        pieces.append(signs.pop(at)[1])
    return _joined(pieces, row)


def _has_no_place(line: Line, leaves: Iterable[str]) -> bool:
    """Whether a line is a whole label at the edge, which may stand anywhere: on pages such a line has no indent."""
    return len(line) == 1 and line[0].places[0] == 0 and _key(line) in leaves


def _stacks(lines: Sequence[Line], measure: tuple[int, int]) -> list[Line]:
    """Words that stand below each other, from left to right; none where two would be on one line."""
    left, right = measure
    words = [(word.places[left], at, word) for at, line in enumerate(lines) for word in line]
    words.sort(key=lambda word: word[:2])  # two of one line may stand alike where the page's source breaks it
    stacks: list[list[tuple[int, PlacedCell]]] = []
    end = 0
    for start, at, word in words:
        if stacks and start < end:
            stacks[-1].append((at, word))
        else:
            stacks.append([(at, word)])
        end = max(end, word.places[right])
    if any(len({at for at, _ in stack}) < len(stack) for stack in stacks):
        return []
    return [[word for _, word in sorted(stack, key=lambda piece: piece[0])] for stack in stacks]


def _below_groups(stack: Line, leaves: Sequence[str], groups: Sequence[str]) -> Line:
    """A stack without the piece of a group's label that stands above that of a column."""
    for at in range(1, len(stack)):
        is_of_group = any(_key(stack[:at]) in group for group in groups)
        if is_of_group and _key(stack[at:]) in leaves and _key(stack) not in leaves:
            return stack[at:]
    return stack


def _mended(stacks: Sequence[Line], leaves: Sequence[str]) -> list[Line]:
    """The stacks with two beside each other as one where only together they are a label."""
    mended: list[Line] = []
    for stack in stacks:
        whole = sorted([*mended[-1], *stack], key=lambda word: word.cell.row) if mended else []
        if whole and _key(whole) in leaves and not {_key(mended[-1]), _key(stack)} & set(leaves):
            mended[-1] = whole
        else:
            mended.append(stack)
    return mended


def _in_order(stacks: Sequence[Line], leaves: Sequence[str]) -> Sequence[Line]:
    """The stacks in the form's order, unless two with words on one line tell another: lines slip."""
    keys = [_key(stack) for stack in stacks]
    if len(set(leaves)) < len(leaves) or sorted(keys) != sorted(leaves):
        return stacks
    placed = [(leaves.index(key), {word.cell.row for word in stack}) for key, stack in zip(keys, stacks, strict=True)]
    if any(at > other and rows & others for (at, rows), (other, others) in combinations(placed, 2)):
        return stacks
    return sorted(stacks, key=lambda stack: leaves.index(_key(stack)))


def _labels_won(stack: Line, leaves: Sequence[str]) -> int:
    """One for words that are a label together; less than none for labels that would be lost in something else."""
    return 1 if _key(stack) in leaves else -sum(_key([word]) in leaves for word in stack)


def _key(stack: Line) -> str:
    return "".join([label_key(word.cell.text.text) for word in stack])


def _laid_out(lines: Sequence[Line], stacks: Sequence[Line]) -> list[Line]:
    """The lines without the words of the labels, and these on a line of their own below."""
    taken = {id(word) for stack in stacks for word in stack}
    last = max(at for at, line in enumerate(lines) if any(id(word) in taken for word in line))
    rest = [[word for word in line if id(word) not in taken] for line in lines]
    row = lines[last][0].cell.row
    header = [_joined(stack, row) for stack in stacks]
    return [line for line in (*rest[: last + 1], header, *rest[last + 1 :]) if line]


def _joined(stack: Line, row: int) -> PlacedCell:
    first = stack[0].cell
    text = Chars.join(word.cell.text for word in stack)
    return stack[0]._replace(cell=first._replace(text=text, place=first.span, row=row))
