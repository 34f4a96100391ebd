"""Names of betting, streaming and adult sites, known by how they are made and by where they stand, not by a list.

Pages of an organ that others copied or broke into call the organ by such a name, or bear one before the title. The
name changes from page to page; what it is made of does not: a word for the trade (体育, 国际, 娱乐), words for a site,
an app or the way in (官网, app, 备用网址), and in front of them a name that is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from linter.model.records import kept
from linter.text.limited_patterns import UserPattern
from linter.text.pattern_lists import compiled

_LONGEST_LINE = 80
_PLACE = 2  # characters by which the place of an organ is known
_NAME = 12  # characters of the name before the trade
_CHUNK = re.compile(r"[^-_|,/>、·]+")
_TOLD = re.compile(r"[。;:!?]")  # a line with a stop is a sentence or has a label
_IN_TITLE = re.compile(r"[-_|]")
_CHINA = "(中国)"
_OWN_END = 24  # characters of the organ behind its place

Stretch = tuple[int, int]


def site_names(words: Mapping[str, Sequence[str]], *, is_written: bool) -> SiteNames:
    """What finds names made of some words (see `SiteNames`), made once; words that a user wrote are another rule's."""
    return _made(tuple((key, tuple(patterns)) for key, patterns in words.items()), is_written)


@lru_cache(maxsize=16)
def _made(words: Sequence[tuple[str, Sequence[str]]], is_written: bool) -> SiteNames:
    return SiteNames(dict(words))


class SiteNames:
    """Finds such names.

    `words` are lists of patterns: `betting` names trades that no organ has, `broad` those that an organ may have,
    `site` words for a site or the way in, `company` how companies end, `beside` what stands beside a name in
    a line, `ours` what no such name holds, `common` how no place begins.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {key: f"(?:{'|'.join(patterns)})" for key, patterns in words.items()}
        self._of_user = any(isinstance(pattern, UserPattern) for patterns in words.values() for pattern in patterns)
        self._trades = (*words["betting"], *words["broad"])
        self._trade = f"(?:{self._words['betting']}|{self._words['broad']})"
        self._name = rf"(?!(?:19|20)\d\d(?!\d))(?:(?!{self._words['ours']})[a-z\d一-鿿]){{1,{_NAME}}}?"
        self._in_china = rf"(?:{self._trade}{{0,2}}\(中国\)|{self._trade}{{1,2}}中国)"
        self._latin = r"[一-鿿]{0,4}(?!(?:19|20)\d\d(?!\d))[a-z\d]{2,12}"

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        return compiled(UserPattern(pattern) if self._of_user else pattern)

    def may_find(self, text: str) -> bool:
        """Whether a text holds any word for a trade, or (中国), at all."""
        return self._any.search(text) is not None

    def in_line(self, text: str, own: str, *, opening: bool) -> Stretch | None:
        """What of a line that is no sentence are names of sites; the line is folded and in lower case.

        `own` is the organ's name, whose place is in no such name; an `opening` line stands before the title.
        """
        if len(text) > _LONGEST_LINE or _TOLD.search(text) or not self.may_find(text):
            return None
        chunks = [chunk for chunk in _CHUNK.finditer(text) if not own or own[:_PLACE] not in chunk[0]]
        names: Sequence[re.Match[str]] = [chunk for chunk in chunks if self._whole.fullmatch(chunk[0])]
        if not names and len(chunks) > 1:
            names = self._beside_each_other(chunks)
        if not names and (opening or (_IN_TITLE.search(text) and "信息公开" in text)):
            names = [chunk for chunk in chunks if self._bare.fullmatch(chunk[0])]
        return (names[0].start(), names[-1].end()) if names else None

    def _beside_each_other(self, chunks: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
        """Pieces of a line that are names together: two of them, or one and words for a site."""
        parts = [chunk for chunk in chunks if self._part.fullmatch(chunk[0])]
        beside = [chunk for chunk in chunks if self._site.fullmatch(chunk[0])]
        told = [chunk for chunk in parts if self._with_site.fullmatch(chunk[0])]
        if not parts or not (told or beside) or len(parts) + len(beside) == 1:
            return ()
        return sorted((*parts, *beside), key=lambda chunk: chunk.start())

    def of_organ(self, organ: str) -> tuple[str, str]:
        """The name of a site that stands for an organ or before it, "" where none does, and the organ without it."""
        if not self.may_find(organ) and self._compiled(self._words["company"]).search(organ) is None:
            return "", organ
        found = self._organ.fullmatch(organ)
        if found:
            return found["site"], found["own"]
        return (organ, "") if self._whole.fullmatch(organ) or self._bare_organ.fullmatch(organ) else ("", organ)

    def before(self, text: str, own: str) -> Iterator[Stretch]:
        """Names glued to the `own` name of the organ or of a part, where a sentence, heading or quotation begins."""
        at = text.find(own)
        while at >= 0:
            start = at
            while at - start <= 2 * _NAME and (step := _step_back(text, start)):
                start -= step
            if start < at and self._glued.fullmatch(text, start, at):
                yield start, at
            at = text.find(own, at + len(own))

    @kept
    def _any(self) -> re.Pattern[str]:
        # each way begins with a sign, so that the library looks for those alone
        return self._compiled("|".join((*self._trades, r"\(中国\)")))

    @kept
    def _whole(self) -> re.Pattern[str]:
        """A name that is one wherever it is all that a line or a piece of it says."""
        words = self._words
        return self._compiled(
            rf"{self._name}{words['betting']}{{1,3}}(?:\(中国\))?{words['site']}{{1,8}}"
            rf"|{self._name}{self._trade}{{1,3}}(?:\(中国\))?{words['site']}{{2,8}}"
            rf"|{self._name}{self._in_china}{words['company']}?{words['site']}{{1,8}}"
            rf"|{self._latin}{self._trade}{{1,3}}(?:{words['site']}|{words['company']}|{words['beside']}){{1,8}}"
        )

    @kept
    def _part(self) -> re.Pattern[str]:
        """A name that may be one: another or words for a site have to stand beside it."""
        return self._compiled(rf"{self._name}{self._trade}{{1,3}}{self._words['site']}?")

    @kept
    def _with_site(self) -> re.Pattern[str]:
        return self._compiled(rf"{self._name}{self._trade}{{1,3}}{self._words['site']}")

    @kept
    def _site(self) -> re.Pattern[str]:
        return self._compiled(rf"{self._words['site']}(?:{self._words['site']}|{self._words['beside']}){{0,8}}")

    @kept
    def _bare(self) -> re.Pattern[str]:
        """A name without words for a site: in a title of a page behind that of a report, above a title."""
        words = self._words
        return self._compiled(
            rf"{self._name}(?:{words['betting']}{{1,3}}|{self._trade}{{0,2}}{words['site']}{{0,4}}{self._in_china}{words['company']})"
        )

    @kept
    def _bare_organ(self) -> re.Pattern[str]:
        """The same in place of an organ."""
        words = self._words
        return self._compiled(
            rf"{self._name}{self._trade}{{1,3}}(?:{words['site']}|{words['company']}){{0,8}}|{self._bare.pattern}"
        )

    @kept
    def _glued(self) -> re.Pattern[str]:
        words = self._words
        return self._compiled(
            rf"(?:{self._name}|{self._latin}){self._trade}{{1,3}}(?:\(中国\))?(?:{words['site']}|{words['company']}){{0,8}}"
            rf"|{self._name}{self._in_china}{words['company']}"
        )

    @kept
    def _organ(self) -> re.Pattern[str]:
        place = rf"(?!{self._words['common']})[一-鿿]{{2,4}}?(?:[市县州盟旗镇乡]|(?<![园假务流作景社验范发新税岸])区)"
        organ = rf"[一-鿿]{{0,{_OWN_END}}}(?:局|委员会|人民政府|政府|办公室|办事处|厅|委)"
        return self._compiled(
            rf"(?P<site>{self._glued.pattern}|{self._name}{self._words['company']})(?P<own>{place}{organ})"
        )


def _step_back(text: str, at: int) -> int:
    """How many characters before a place are of the same name: one that is no sign, or (中国); 0 where it begins."""
    if text.endswith(_CHINA, 0, at):
        return len(_CHINA)
    return int(at > 0 and text[at - 1].isalnum())
