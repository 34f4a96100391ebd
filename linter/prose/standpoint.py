"""What words mean from where a report stands: whether they are of its year and its organ, or of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linter.model.records import Frozen, kept
from linter.prose.figure_tokens import UNKNOWN, FigureToken
from linter.prose.figure_words import TOPICS, FigureWords

_CHINESE = ("一", "鿿")  # the first and the last Chinese character
_SHORTEST_NAME = 3
_GOVERNMENT = ("人民政府", "政府")  # written out and as it calls itself
# meanings that say of a figure more than that it is the organ's of the year: it may be of fewer, or of something else
_NARROWING = frozenset(
    (
        *(
            UNKNOWN,
            "others",
            "capacity",
            "elsewhere",
            "other_year",
            "average",
            "planned",
            "date",
            "duration",
            "open",
            "overlap",
            "compound",
        ),
        *("document", "publish", "proactive", "revise", "cumulative", "rate", "share", "share_of", "difference"),
        *("and_others", "none", "due", "overdue", "examine", "pass_on", "sum_of_some"),
    )
)
_PUBLISHING = frozenset(("publish", "proactive"))
_CUMULATIVE = frozenset(("cumulative",))
_TIMES = ("date", "duration", "other_year", "this_year", "last_year", "next_year", "cumulative")
_BESIDE_TIMES = (*_TIMES, "filler", "with")
_LESS_THAN_A_YEAR = frozenset(("date", "duration", "other_year", "next_year"))
_WHOLE_YEAR = re.compile(
    r"(?:12|十二)月(?:31日|三十一日|底|末)|(?:(?<!\d)1|(?<![十一二])一)(?:月(?:1日|一日)?)?[-~至到](?:12|十二)月"
)
_ONE_YEAR = "一年"  # as a length of time: 一年来 is the year
_YEARS = {0: "this_year", -1: "last_year", 1: "next_year"}


class Standpoint(Frozen):
    """A report's year, and its organ by its folded name, for words with their meanings."""

    words: FigureWords
    year: int | None
    organization: str

    def meaning(self, token: FigureToken) -> str:
        """What a word means in this report: its years are this, last, next or another one."""
        if token.kind != "YEAR":
            return token.meaning
        return "other_year" if self.year is None else _YEARS.get(int(token.value) - self.year, "other_year")

    def narrows(self, words: Sequence[FigureToken], is_of_a_topic: bool = True) -> bool:
        """Whether words beside a figure say more than that it is the organ's figure of the year.

        What is published narrows applications (公开信息), not rules (公开现行有效的规章): `is_of_a_topic`.
        """
        meanings = {token.meaning for token in words}
        if any(token.text in self._areas and token.text[1:] != self._area for token in words) and self._area:
            return True
        if "departments" in meanings and "own" not in meanings:
            return True
        if "office" in meanings and any(area[1:] == self._area for area in self._areas):
            return True
        narrowing = _NARROWING if is_of_a_topic else _NARROWING - _PUBLISHING
        if any(self.meaning(token) == "this_year" for token in words):
            narrowing -= _CUMULATIVE  # 2022年累计受理
        rest = [token for token in words if token.meaning in narrowing and not _is_sign(token)]
        if not rest:
            return False
        if any(token.meaning not in (UNKNOWN, "others") for token in rest):
            return True
        said = "".join(token.text for token in words)
        own = next((name for name in self._own_names if name in said), None)
        if own is None:
            return True
        said = said.replace(own, "|", 1)
        return any(token.text in said for token in rest)

    def period(self, words: Sequence[FigureToken]) -> tuple[int | float | None, bool] | None:
        """The time that words name, if nothing else: its year (None: the report's) and whether it is less than that.

        2021年; 2022年1至6月; 前三季度; 自条例修订以来. Up to the end of the year is all of it (截至12月31日).
        """
        if not words or (words[-1].meaning not in _CUMULATIVE and not all(map(_may_tell_time, words))):
            return None
        meanings = {token.meaning for token in words if token.text != _ONE_YEAR}
        years = [token.value for token in words if token.kind == "YEAR"]
        if not years and meanings.isdisjoint(_TIMES):
            return None
        if words[-1].meaning in _CUMULATIVE and "this_year" not in meanings and years != [self.year]:
            return None, True
        said = "".join(token.text for token in words)
        is_less = not meanings.isdisjoint(_LESS_THAN_A_YEAR) and not _WHOLE_YEAR.search(said)
        if "last_year" in meanings and self.year is not None:
            return self.year - 1, is_less
        return (years[-1] if years else None), is_less or len(set(years)) > 1

    def is_narrower(self, words: Sequence[FigureToken], than: Sequence[FigureToken]) -> bool:
        """Whether words name the organ itself where those before name a larger area: 全县293件, 其中我局34件."""
        areas = [token.text for token in than if token.text in self._areas]
        own = [token.text for token in words if token.meaning == "own" and token.text not in self._areas]
        return bool(areas and own) and areas[-1][1:] != own[0][1:]

    def names_another_area(self, text: str) -> bool:
        """Whether a text names an area that is not the organ's: 全区申请总量, told by an office of it."""
        return bool(self._area) and any(area in text and area[1:] != self._area for area in self._areas)

    def is_of_another_year(self, words: Sequence[FigureToken]) -> bool:
        """Whether words name a year that is not the report's."""
        return any(token.kind == "YEAR" and self.meaning(token) != "this_year" for token in words)

    def is_of_one_organ(self, words: Sequence[FigureToken]) -> bool:
        """Whether words name an office alone where the report is a government's: 本机关未制定规章."""
        is_government = self.organization.endswith(_GOVERNMENT)
        return is_government and any(token.text in self.words.data["one_organ"] for token in words)

    def is_about_disclosure(self, text: str) -> bool:
        """Whether a text says that what it counts is about disclosure."""
        return any(word in text for word in self.words.data["about_disclosure"])

    @kept
    def _areas(self) -> frozenset[str]:
        return frozenset(self.words.data["areas"])

    @kept
    def _area(self) -> str:
        """What the area of the organ is called (市 of 江州市人民政府), another word where it is no government."""
        return self.organization.partition(_GOVERNMENT[0])[0][-1:]

    @kept
    def _own_names(self) -> tuple[str, ...]:
        """The organ's name and what is left of it without its region, as it calls itself in its report.

        Each report has others: a pattern of them would be compiled for each, which costs more than all else.
        """
        name = self.organization
        place, is_government, _ = name.partition(_GOVERNMENT[0])
        names = [*dict.fromkeys((name, name.replace(*_GOVERNMENT))), *([place] if is_government else [])]
        return tuple(name[start:] for name in names for start in range(len(name) - _SHORTEST_NAME + 1))


def _may_tell_time(token: FigureToken) -> bool:
    is_short = token.meaning == UNKNOWN and len(token.text) == 1  # 前11个月, 12月底
    return is_short or token.kind == "YEAR" or token.meaning in _BESIDE_TIMES


def _is_sign(token: FigureToken) -> bool:
    """Whether what is no known word holds no Chinese character either."""
    return token.meaning == UNKNOWN and not any(_CHINESE[0] <= sign <= _CHINESE[1] for sign in token.text)


def topic_of(tokens: Sequence[FigureToken], before: str | None) -> str | None:
    """What the words of a sentence speak of last, `before` where they name nothing; a channel (网站申请) is none."""
    behind = ""
    for token in reversed(tokens):
        of = TOPICS.get(token.meaning)
        if of and not (of == "other" and behind in ("request", "application")):
            return of
        behind = token.meaning
    return before
