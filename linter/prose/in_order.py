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


class InOrder(NamedTuple):
    """What a figure is told with: `own` are its own words and those said of all of them, `beside` may narrow it.

    `year` is the year that it is told of, None where the words name none.
    """

    own: tuple[FigureToken, ...]
    beside: tuple[FigureToken, ...]
    year: int | float | None


def told_in_order(sentence: FigureSentence) -> Mapping[int, InOrder]:
    """The figures told in order, by their places; only where there are as many things or years as figures."""
    found: dict[int, InOrder] = {}
    if sentence.meanings.isdisjoint(_EACH):
        return found
    mentions = sentence.mentions
    for index, mention in enumerate(mentions):
        at = next((at for at, token in enumerate(mention.gap) if token.meaning in _EACH), None)
        if at is not None and not mention.is_share:
            count = 1 + sum(1 for _ in takewhile(_follows, mentions[index + 1 :]))
            named = takewhile(lambda token: token.kind not in _CLAUSE_ENDS, reversed(mention.gap[:at]))
            told = _told(list(named)[::-1], mention.gap[at + 1 :])
            if len(told) == count > 1:
                found.update(enumerate(told, index))
    return found


def _follows(mention: FigureMention) -> bool:
    """Whether nothing but 、 or 和 stands between a figure and the one before it."""
    return not mention.is_share and all(_joins(token) for token in mention.gap)


def _joins(token: FigureToken) -> bool:
    return token.kind == "ENUM" or token.meaning == "with"


def _told(named: Sequence[FigureToken], verb: Sequence[FigureToken]) -> list[InOrder]:
    """The words before 分别 cut into the things or years that they name."""
    years = [at for at, token in enumerate(named) if token.kind == "YEAR"]
    if len(years) > 1:
        said = (*named[: years[0]], *named[years[-1] + 1 :], *verb)
        each = (token._replace(value=year) for token, year in _years(named[years[0] : years[-1] + 1]))
        return [InOrder((token, *said), said, token.value) for token in each]
    things: list[list[FigureToken]] = [[]]
    for token in named:
        if _joins(token):
            things.append([])
        else:
            things[-1].append(token)
    year = named[years[0]].value if years else None
    return [InOrder((*thing, *verb), (*named, *verb), year) for thing in things] if all(things) else []


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
