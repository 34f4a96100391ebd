"""Figures told in the order of things or years before them: 复议、诉讼分别为4件、3件; 2022年、2023年分别为9、8件."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from linter.model.records import NamedTuple
from linter.prose.figure_mentions import FigureMention, FigureSentence
from linter.prose.figure_tokens import UNKNOWN, FigureToken

_EACH = ("each", "respectively")
_CLAUSE_ENDS = ("COMMA", "COLON", "SEMICOLON")
_BETWEEN_YEARS = (UNKNOWN, "filler")
_DEEDS = ("receive", "handle", "answer", "settle", "issue", "repeal", "in_force", "decide")
_CASES = ("review", "suit")
_OF = "的"
Words = tuple[FigureToken, ...]


class InOrder(NamedTuple):
    """What a figure is told with: `own` are its own words and those said of all of them, `beside` may narrow it.

    `year` is the year that it is told of, None where the words name none.
    """

    own: Words
    beside: Words
    year: int | float | None

    def with_words(self, words: Sequence[FigureToken]) -> InOrder:
        """The same, of which more is said."""
        return self._replace(own=(*self.own, *words), beside=(*self.beside, *words))


def told_in_order(sentence: FigureSentence) -> Mapping[int, InOrder | None]:
    """The figures told in order, by their places; None where there are not as many things or years (近三年分别为…).

    So are as many more behind them: 规章、规范性文件分别制定2件、12件，废止1件、5件.
    """
    found: dict[int, InOrder | None] = {}
    if sentence.meanings.isdisjoint(_EACH):
        return found
    mentions = sentence.mentions
    last: list[InOrder] = []  # what the figures before are told of
    for index, mention in enumerate(mentions):
        if index in found or mention.is_share or _follows(mention):
            continue
        at = next((at for at, token in enumerate(mention.gap) if token.meaning in _EACH), None)
        named = _clause(mention.gap if at is None else mention.gap[:at])
        deed = _deed(named)
        told = [] if at is None else _told(named[len(deed) :])
        if len(told) < 2:
            deed, told = named, last
        verb = [] if at is None else mention.gap[at + 1 :]
        count = 1 + sum(1 for _ in takewhile(_follows, mentions[index + 1 :]))
        if len(told) == count > 1:
            last = told
            found.update(enumerate((one.with_words((*deed, *verb)) for one in told), index))
        elif at is not None and count > 1:
            found.update(dict.fromkeys(range(index, index + count)))
    return found


def _follows(mention: FigureMention) -> bool:
    """Whether nothing but 、 or 和 stands between a figure and the one before it."""
    return not mention.is_share and bool(mention.gap) and all(_joins(token) for token in mention.gap)


def _joins(token: FigureToken) -> bool:
    return token.kind == "ENUM" or token.meaning == "with"


def _clause(words: Sequence[FigureToken]) -> list[FigureToken]:
    """The words of the last clause."""
    return list(takewhile(lambda token: token.kind not in _CLAUSE_ENDS, reversed(words)))[::-1]


def _deed(named: Sequence[FigureToken]) -> Sequence[FigureToken]:
    """What is done with all the things, before the first: (制定)规章、规范性文件, but nothing of 收到、办结申请."""
    deed = list(takewhile(lambda token: token.meaning in _DEEDS, named))
    return [] if len(deed) == len(named) or _joins(named[len(deed)]) else deed


def _told(named: Sequence[FigureToken]) -> list[InOrder]:
    """The words before 分别 cut into the things or years that they name.

    What the first thing is said to be of is said of all (因信息公开引起的复议、诉讼), and so is what became of the last
    of several cases (复议、诉讼维持).
    """
    years = [at for at, token in enumerate(named) if token.kind == "YEAR"]
    if len(years) > 1:
        said = (*named[: years[0]], *named[years[-1] + 1 :])
        each = (token._replace(value=year) for token, year in _years(named[years[0] : years[-1] + 1]))
        return [InOrder((token, *said), said, token.value) for token in each]
    things: list[list[FigureToken]] = [[]]
    for token in named:
        if _joins(token):
            things.append([])
        else:
            things[-1].append(token)
    if not all(things):
        return []
    year = named[years[0]].value if years else None
    first, *others = things
    of = first[: 1 + max((at for at, token in enumerate(first) if token.text == _OF), default=-1)]
    became = things[-1][1 + next((at for at, token in enumerate(things[-1]) if token.meaning in _CASES), len(named)) :]
    return [InOrder((*thing, *became), tuple(named), year) for thing in (first, *([*of, *other] for other in others))]


def _years(named: Sequence[FigureToken]) -> Iterator[tuple[FigureToken, int]]:
    """The years that some words name, each with its token; those between two as well where these are an interval.

    2021年、2022年; 2021-2023年, with nothing but a sign or 至 between them.
    """
    last = 0
    for at, token in enumerate(named):
        if token.kind != "YEAR":
            continue
        year = int(token.value)
        if at > 1 and named[at - 1].meaning in _BETWEEN_YEARS and named[at - 2].kind == "YEAR":
            yield from ((token, between) for between in range(last + 1, year))
        yield token, year
        last = year
