"""Check for text that others put into a page: advertising of gambling, adult content, unlawful services, sites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from linter.checks.check import Check
from linter.checks.content.site_names import site_names
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.document import Chars, Span
from linter.model.records import NamedTuple
from linter.prose.pieces import everything, pictures
from linter.rules.kind import Aspects, Kind, Parameters, Patterns
from linter.rules.rule import Rule
from linter.text.folding import Folded, fold
from linter.text.pattern_lists import PatternSearch, SearchedText, any_of

# a number where a name belongs, at the beginning of a text or title: 58818181打不开
_NUMBER_WITH_WORDS = (
    r"((?:(?<!\d)|(?=[a-z]))[a-z]{0,6}\d{6,20}[a-z]{0,4}[一-鿿]{2})(?<![年月日号期元件条个户人次份万亿].)"
)
_LONG_NUMBER = re.compile(r"\d\d{5}[\da-z]{0,18}[一-鿿]{2}")  # each of these has it
_BEFORE_A_NAME = r"[《\"|_\n]"
_BETWEEN_FIGURES = re.compile(r"(?<=\d)\s+(?=\d)")  # in a row of a table, all of whose figures folding would make one
_MOST_NAMES = 20
_OFTEN = 3
_SENTENCE = re.compile(r"[^。!?;\n]+")
_GAP = re.compile(r"[\W_]{0,2}")  # two words with no more between them are one piece of advertising
_AROUND_WORDING = 36
_AROUND_BRAND = 16
_LONGEST_SHOWN = 40
_LONGEST_HEADING = 50
_LOWERED_AT_ONCE = 4096  # bounds the work: texts, for while they are lowered they take six times their memory
_NAMES = {"name", "site"}  # what advertising it is shows by what touches it


class _Hit(NamedTuple):
    """A stretch of folded text and the kind of advertising that it is."""

    start: int
    end: int
    kind: str


class Params(Parameters):
    """Names of `brands` and `wording` by its kind; `subjects` and `cases` excuse what stands near them, `plain` itself.

    `sites` are the words that names of such sites are made of (see `SiteNames`), `links` are what addresses hold.
    """

    brands: Patterns
    wording: Aspects
    subjects: Patterns
    cases: Patterns
    plain: Patterns
    sites: Aspects
    links: Patterns


def injected_text(context: Context, rule: Rule) -> Iterator[Finding]:
    """No advertising stands anywhere: in the text, around it, hidden, beside a picture, behind a link.

    `brands` are wrong but in news of a case against them (`cases` close by), `wording` but where the sentence speaks
    of fighting or regulating it (`subjects`); the terms in `plain` are not looked at. A name made as such sites make
    theirs is found where it is all that a line says, before the title and in place of the organ or glued to it, from
    there on wherever it stands; so is a number that stands again and again where a name belongs. Each occurrence is
    reported once.
    """
    document = context.report.document
    texts, described = list(everything(document)), list(pictures(document))
    params: Params = rule.params
    search = _Search(context, rule, texts, _searched(context, texts, [picture.text for picture in described]))
    reported: list[Span] = []
    if search.may_find:
        for chars in texts:
            folded = Folded(chars)
            for hit in search.hits(_lower(folded.text), opening=_is_opening(chars, context)):
                found = folded.slice(hit.start, hit.end)
                reported.append(found.span())
                yield _finding(found.span(), found.text, hit.kind, context)
        for picture in described:
            hits = search.hits(_lower(fold(picture.text)))
            if hits and not any(_within(span, picture.span) for span in reported):
                yield _finding(picture.span, fold(picture.text)[hits[0].start : hits[-1].end], hits[0].kind, context)
    yield from _links(context, params)


def _searched(context: Context, texts: Sequence[Chars], described: Sequence[str]) -> SearchedText:
    """All that is searched, folded and in lower case."""
    signs = context.folded.signs
    every = [*[chars.text for chars in texts], *described]
    letters = "".join(signs)
    lower = letters.lower()
    return SearchedText(_lower_lines(map(fold, every)), signs if lower == letters else signs.union(lower))


def _links(context: Context, params: Params) -> Iterator[Finding]:
    addresses = [unseen.chars for unseen in context.report.document.unseen if unseen.kind == "link"]
    pattern = any_of(params.links) if addresses else None
    for chars in addresses:
        address = _lower(chars.text)
        if pattern and "//" in address and ".gov.cn" not in address and pattern.search(address):
            yield _finding(chars.span(), chars.text, "link", context)


class _Search:
    """The patterns of a rule that can match in a text at all."""

    def __init__(self, context: Context, rule: Rule, texts: Sequence[Chars], searched: SearchedText) -> None:
        params: Params = rule.params
        search = PatternSearch(searched, rule.needed)
        found = {kind: search.those(patterns) for kind, patterns in params.wording.items()}
        self.wording = {kind: pattern for kind, pattern in found.items() if pattern}
        self.brands = search.those(params.brands)
        self.names = _names(searched.text) and _names(_with_figures_apart(texts))
        sites = site_names(params.sites, is_written=rule.is_written)
        self.site, self.own = sites.of_organ(_lower(fold(context.report.organization or "")))
        self.sites = sites if self.site or sites.may_find(searched.text) else None
        self.may_find = bool(self.wording or self.brands or self.names or self.sites)
        if self.may_find:
            self.plain = any_of(params.plain)
            self.subjects = any_of(params.subjects)
            self.cases = any_of(params.cases)
            self.titles = [fold(part.title) for part in context.form.parts]

    def hits(self, text: str, *, opening: bool = False) -> list[_Hit]:
        """What is advertising in a folded text, in order; stretches that touch are one.

        An `opening` text stands before the report's title.
        """
        text = self._masked(text)
        found = list(self._sites(text, opening))
        found += [_Hit(at, at + len(name), "name") for name in self.names for at in _places(name, text)]
        for sentence in _SENTENCE.finditer(text):
            start, end = sentence.span()
            for match in self.brands.finditer(text, start, end) if self.brands else ():
                if not _near(self.cases, text, match, (start, end), _AROUND_BRAND):
                    found.append(_Hit(*match.span(), "gambling"))
            for kind, pattern in self.wording.items():
                for match in pattern.finditer(text, start, end):
                    if not _near(self.subjects, text, match, (start, end), _AROUND_WORDING):
                        found.append(_Hit(*match.span(), kind))
        return _joined(sorted(found), text)

    def _masked(self, text: str) -> str:
        return self.plain.sub(lambda match: "\0" * len(match[0]), text)

    def _sites(self, text: str, opening: bool) -> Iterator[_Hit]:
        """Names of sites: all that a line says, glued to the organ or to a title of a part, or known from the title."""
        if self.sites is None:
            return
        for at in _places(self.site, text):
            yield _Hit(at, at + len(self.site), "site")
        if not self.sites.may_find(text):
            return
        if line := self.sites.in_line(text, self.own, opening=opening):
            yield _Hit(*line, "site")
        glued_to = (self.own, *(self.titles if len(text) <= _LONGEST_HEADING else ()))
        for name in filter(None, glued_to):
            for start, end in self.sites.before(text, name):
                yield _Hit(start, end, "site")


def _names(text: str) -> list[str]:
    """The numbers that stand like a name, the same words behind them, again and again."""
    if not _LONG_NUMBER.search(text):
        return []
    beginnings = map(re.compile(_NUMBER_WITH_WORDS).match, re.split(_BEFORE_A_NAME, text))
    names = {found[1] for found in beginnings if found}
    if not names:
        return []
    counted = Counter(re.findall(_NUMBER_WITH_WORDS, text)).most_common(_MOST_NAMES)
    return [name for name, count in counted if count >= _OFTEN and name in names]


def _with_figures_apart(texts: Sequence[Chars]) -> str:
    """The folded texts; between two numbers that white space parts stands a sign that no text has."""
    return _lower_lines(fold(_BETWEEN_FIGURES.sub("\0", chars.text)) for chars in texts)


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands in a text; nowhere when it is empty."""
    at = text.find(name) if name else -1
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _near(pattern: re.Pattern[str], text: str, match: re.Match[str], within: tuple[int, int], reach: int) -> bool:
    """Whether a pattern is found close to a match, in its sentence but not in the match itself."""
    before = pattern.search(text, max(within[0], match.start() - reach), match.start())
    return bool(before or pattern.search(text, match.end(), min(within[1], match.end() + reach)))


def _joined(hits: Sequence[_Hit], text: str) -> list[_Hit]:
    joined: list[_Hit] = []
    for hit in hits:
        last = joined[-1] if joined else None
        if last and (hit.start <= last.end or _GAP.fullmatch(text, last.end, hit.start)):
            kind = hit.kind if last.kind in _NAMES else last.kind
            joined[-1] = _Hit(last.start, max(last.end, hit.end), kind)
        else:
            joined.append(hit)
    return joined


def _finding(span: Span, text: str, kind: str, context: Context) -> Finding:
    shown = " ".join(text.split())
    if len(shown) > _LONGEST_SHOWN:
        shown = shown[:_LONGEST_SHOWN] + "…"
    return Finding(span, {"found": shown}, kind, cell=context.cell_at(span), actual=shown)


def _is_opening(chars: Chars, context: Context) -> bool:
    """Whether a text stands above the report's title."""
    title = context.report.title
    return title is not None and title.span is not None and chars.span().end <= title.span.start


def _within(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def _lower(text: str) -> str:
    """Lower case, unless that would move characters."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _lower_lines(every: Iterable[str]) -> str:
    """Texts below each other, each in lower case."""
    rest = iter(every)
    lines: list[str] = []
    while texts := list(islice(rest, _LOWERED_AT_ONCE)):
        text = "\n".join(texts)
        lower = text.lower()
        lines.append(lower if len(lower) == len(text) else "\n".join(map(_lower, texts)))
    return "\n".join(lines)


CHECKS = (
    Check(
        Kind(
            "injected-text",
            ("found",),
            ("gambling", "adult", "trade", "games", "promotion", "site", "link"),
            params=Params,
            of_any_document=True,
            searched=("brands", "wording"),
        ),
        injected_text,
    ),
)
