"""The figures of a sentence with what is said of them: the trees of `figures.lark` as mentions in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile

from linter.grammar.lalr import Node
from linter.model.records import NamedTuple
from linter.prose.figure_tokens import UNKNOWN, FigureToken, tokens
from linter.prose.figure_words import FigureWords

_LONGEST = 1200  # characters; people write no longer sentences, and each figure is read with all of its sentence
MOST_FIGURES = 80  # in a sentence, for the same reason
_ABOUT = 0.2  # how far off a figure may be that only says about how many
_AND_MORE = 0.1  # and one that says a few more than
_COUNTED = 3  # digits of a number that was counted, if no nought ends it, whatever is said behind it: 1339余
_SENTENCE = re.compile(r"[^。!?]+")
_OPENING = ("(", "[")  # as a word: a bracket that nothing closes
_WORDS = ("WORD", "YEAR")
_NOT_EXACT = ("ABOUT", "MORE", "ABOUT_SO")
_SEPARATORS = frozenset(("ENUM", "COMMA", "COLON", "SEMICOLON"))
_STRENGTH = {"ENUM": 1, "COMMA": 2, "COLON": 2, "SEMICOLON": 3}


class FigureMention(NamedTuple):
    """A figure as a sentence states it.

    `unit` is what it counts ("%" for a share, "" where none is written), `step` what one unit of its last printed place
    is worth, `is_exact` whether it claims to be, `is_and_more` whether it is said to be a little above (200余). `gap`
    is everything since the figure before it or the beginning of the sentence, `before` and `after` are the words of its
    item on both sides. `bracket` numbers the brackets that it stands in (0: in none), `owner` the figure before them.
    """

    value: int | float
    step: float
    is_exact: bool
    is_and_more: bool
    unit: str
    text: str
    start: int
    end: int
    depth: int
    bracket: int
    owner: int | None
    clause: int
    item: int
    gap: tuple[FigureToken, ...]
    before: tuple[FigureToken, ...] = ()
    after: tuple[FigureToken, ...] = ()

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    @property
    def is_counted(self) -> bool:
        """Whether it is exact, be it that 余 behind it says otherwise: 1339余条."""
        return self.is_exact or (self.is_and_more and self.value >= 10 ** (_COUNTED - 1) and self.value % 10 != 0)

    @property
    def range(self) -> tuple[float, float]:
        """Between which values it lies: 200余 up to 300, 2.85万 within half a unit of its last place."""
        value = float(self.value)
        if self.is_and_more:
            unit = max(self.step, 1.0)
            while value and value % (unit * 10) == 0:
                unit *= 10
            return value, value + (unit if self.is_counted else max(unit, _AND_MORE * value))
        if not self.is_exact:
            return (1 - _ABOUT) * value, (1 + _ABOUT) * value
        return (value - self.step / 2, value + self.step) if self.step > 1 else (value, value)

    @property
    def separator(self) -> int:
        """How strongly it is parted from the figure before: 0 not at all, 1 by 、, 2 by a comma or colon, 3 by ;."""
        strongest = 0
        for token in self.gap:
            if token.kind in _SEPARATORS:
                strongest = max(strongest, _STRENGTH[token.kind])
        return strongest

    def speaks_of(self, *meanings: str) -> bool:
        """Whether a word between the figure before and this one has one of the meanings."""
        return not {token.meaning for token in self.gap}.isdisjoint(meanings)

    @property
    def tells_answers(self) -> bool:
        """Whether its words say that something was answered or settled."""
        return any(token.meaning in ("answer", "settle") for token in (*self.before, *self.after))

    def fits(self, value: float) -> bool:
        """Whether the figure as printed is right for a value: exact, rounded or cut off at its last place."""
        if self.step <= 1 or self.value == value:
            return abs(self.value - value) < 1e-6
        return abs(self.value - value) <= self.step / 2 or 0 <= value - self.value < self.step


class Item(NamedTuple):
    """What stands between two separators: `pieces` are its words, years and the numbers of its mentions.

    `clause` is the number of its clause, `number` its own among the items of that, `depth` that of its brackets.
    """

    clause: int
    number: int
    depth: int
    pieces: tuple[FigureToken | int, ...]

    def words(self) -> Iterator[FigureToken]:
        return (piece for piece in self.pieces if isinstance(piece, FigureToken))

    def mentions(self) -> Iterator[int]:
        return (piece for piece in self.pieces if isinstance(piece, int))


_UNREAD = Item(0, 0, 0, ())  # holds the place of one while what stands within it is read


class FigureSentence(NamedTuple):
    """A sentence between two offsets of its folded paragraph. `meanings` are all that its words have."""

    start: int
    end: int
    tokens: tuple[FigureToken, ...]
    items: tuple[Item, ...]
    mentions: tuple[FigureMention, ...]
    meanings: frozenset[str]


def sentence_spans(folded: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a folded text begin and end, without those that nobody would write."""
    spans = (piece.span() for piece in _SENTENCE.finditer(folded))
    return ((start, end) for start, end in spans if end - start <= _LONGEST)


def read_sentence(
    text: str, start: int, end: int, words: FigureWords, tree: Callable[[tuple[str, ...]], Node]
) -> FigureSentence:
    """What a sentence states, which stands between two offsets of a folded text.

    `tree` gives that of figures.lark over the kinds of its tokens.
    """
    read = tokens(text, start, end, words)
    terminals, ends = _terminals(read)
    _, children = tree(tuple(terminals))
    walk = _Walk(read, ends)
    for child in children:
        walk.stretches(child[1], 0, 0, None)
    meanings = frozenset([token.meaning for token in read])
    return FigureSentence(start, end, tuple(read), tuple(walk.items), tuple(walk.mentions), meanings)


def _terminals(read: Sequence[FigureToken]) -> tuple[list[str], list[int]]:
    """What the grammar sees, words and years that follow each other as one, and the number of tokens up to each."""
    kinds: list[str] = []
    ends: list[int] = []
    last = ""
    for end, token in enumerate(read, 1):
        kind = "WORDS" if token.kind in _WORDS else token.kind
        if kind == last == "WORDS":
            ends[-1] = end
        else:
            kinds.append(kind)
            ends.append(end)
        last = kind
    return kinds, ends


class _Walk:
    """One pass over the tree of a sentence, in reading order.

    A leaf stands for the tokens from the end of the leaf before it to its own; `ends` holds these.
    """

    def __init__(self, read: Sequence[FigureToken], ends: Sequence[int]) -> None:
        self.read = read
        self.ends = ends
        self.items: list[Item] = []
        self.mentions: list[FigureMention] = []
        self._until = 0  # the token behind the last mention
        self._clauses = 0
        self._brackets = 0

    def stretches(self, nodes: Sequence[Node | int], depth: int, bracket: int, owner: int | None) -> None:
        for stretch in nodes:
            if isinstance(stretch, int):
                continue
            for clause in stretch[1]:
                if isinstance(clause, int):
                    continue
                self._clauses += 1
                number = self._clauses
                at = 0
                for item in clause[1]:
                    if not isinstance(item, int):
                        self._item(item, number, at, depth, bracket, owner)
                        at += 1

    def _item(self, node: Node, clause: int, number: int, depth: int, bracket: int, owner: int | None) -> None:
        at = len(self.items)
        self.items.append(_UNREAD)
        pieces: list[FigureToken | int] = []
        for child in node[1]:
            if isinstance(child, int):
                pieces += self._tokens(child)
            elif child[0] == "bracket":
                figures = [piece for piece in pieces if isinstance(piece, int) and not self.mentions[piece].is_share]
                self._bracket(child, depth, figures[-1] if figures else None)  # 47家单位(市级12家、县级35家)
            elif child[0] == "share":
                pieces.append(self._mention(child[1], clause, at, depth, bracket, owner))
            else:
                figure, *own = child[1]
                index = self._mention(figure[1], clause, at, depth, bracket, owner)
                pieces.append(index)
                for behind in own:
                    self._bracket(behind, depth, index)
        self.items[at] = Item(clause, number, depth, tuple(pieces))
        self._add_words(pieces)

    def _bracket(self, node: Node, depth: int, owner: int | None) -> None:
        self._brackets += 1
        self.stretches(node[1], depth + 1, self._brackets, owner)

    def _mention(
        self, leaves: Sequence[int], clause: int, item: int, depth: int, bracket: int, owner: int | None
    ) -> int:
        first = self.ends[leaves[0]] - 1
        gap = tuple(self.read[self._until : first])
        self._until = self.ends[leaves[-1]]
        parts = {token.kind: token for token in self.read[first : self._until]}
        number = parts.get("NUMBER") or parts["PERCENT"]
        text, end, unit = number.text, number.end, "%" if "PERCENT" in parts else ""
        if "UNIT" in parts:
            unit, end = parts["UNIT"].text, parts["UNIT"].end
            text += unit
        exact = parts.keys().isdisjoint(_NOT_EXACT)
        is_and_more = not exact and "MORE" in parts and "ABOUT" not in parts and "ABOUT_SO" not in parts
        self.mentions.append(
            FigureMention(
                number.value,
                number.step,
                exact,
                is_and_more,
                unit,
                text,
                number.start,
                end,
                depth,
                bracket,
                owner,
                clause,
                item,
                gap,
            )
        )
        return len(self.mentions) - 1

    def _tokens(self, leaf: int) -> Sequence[FigureToken]:
        return self.read[self.ends[leaf - 1] if leaf else 0 : self.ends[leaf]]

    def _add_words(self, pieces: Sequence[FigureToken | int]) -> None:
        """Gives each mention of an item the words beside it."""
        before: list[FigureToken] = []
        after: list[FigureToken] = []
        mention = -1
        for piece in pieces:
            if isinstance(piece, int):
                if mention >= 0:  # 387件及上年结转的10件
                    self._set_words(mention, before, takewhile(lambda word: word.meaning != "with", after))
                is_behind_label = len(after) > 1 and after[-1].meaning == "with"  # 4件结转申请和80件新申请
                mention, before, after = piece, [] if is_behind_label else after, []
            else:
                after.append(piece)
        if mention >= 0:
            self._set_words(mention, before, after)

    def _set_words(self, index: int, before: Iterable[FigureToken], after: Iterable[FigureToken]) -> None:
        behind = takewhile(lambda word: word.text not in _OPENING, after)
        self.mentions[index] = FigureMention._make((*self.mentions[index][:-2], tuple(before), tuple(behind)))


def is_separator(token: FigureToken) -> bool:
    """Whether a token parts items."""
    return token.kind in _SEPARATORS


def segments_of(gap: Sequence[FigureToken]) -> list[list[FigureToken]]:
    """The words of a gap between its separators."""
    found: list[list[FigureToken]] = [[]]
    for token in gap:
        if is_separator(token):
            found.append([])
        else:
            found[-1].append(token)
    return found


def last_segment(gap: Sequence[FigureToken]) -> Sequence[FigureToken]:
    """The words of a gap behind its last separator."""
    for at in range(len(gap) - 1, -1, -1):
        if gap[at].kind in _SEPARATORS:
            return gap[at + 1 :]
    return gap


def is_known(token: FigureToken) -> bool:
    """Whether a word means anything to the program."""
    return token.meaning != UNKNOWN
