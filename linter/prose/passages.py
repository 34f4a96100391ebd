"""The prose of a report: its paragraphs, with the sentences that tell figures as mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial

from linter.grammar.lalr import Node, Tables, parse
from linter.model.document import Chars, Paragraph
from linter.model.records import Frozen, NamedTuple, kept
from linter.model.report import Report, Section
from linter.prose.figure_mentions import MOST_FIGURES, FigureSentence, read_sentence, sentence_spans
from linter.prose.figure_words import FigureWords
from linter.text.folding import Folded, fold

_COLON = ":"
_SEMICOLON = ";"
_STYLES_OF_LINES = ("item", "subitem")  # numbered so, a line is often no title but a sentence
_MOST_SHAPES = 1024  # bounds the work: trees that are kept


class Passage(NamedTuple):
    """A paragraph of prose, the heading that it stands under, and the sentences with figures in it.

    `above` is the heading of which that one is a numbered point: what it does not name is said there.
    """

    folded: Folded
    heading: str
    section: Section | None
    sentences: tuple[FigureSentence, ...]
    above: str = ""


class Language(Frozen):
    """The words of sentences with figures, and the tables of their grammar."""

    words: FigureWords
    grammar: Tables

    def sentences(self, folded: str) -> Iterator[FigureSentence]:
        """The sentences of a folded text that tell figures, that there was none, or that all were done."""
        for start, end in sentence_spans(folded):
            if self._figure.search(folded, start, end):
                if end - start <= MOST_FIGURES or self._figures(folded, start, end) <= MOST_FIGURES:
                    yield read_sentence(folded, start, end, self.words, self._tree)
                continue
            holds = folded[start:end].__contains__
            if any(map(holds, self.words.data["none_or_all"])) and any(map(holds, self.words.data["counted"])):
                yield read_sentence(folded, start, end, self.words, self._tree)

    def _figures(self, folded: str, start: int, end: int) -> int:
        return sum(1 for _ in self._figure.finditer(folded, start, end))

    @kept
    def _tree(self) -> Callable[[tuple[str, ...]], Node]:
        """The tree over kinds of tokens. It holds nothing of the text, so that sentences of one shape share it."""
        return lru_cache(_MOST_SHAPES)(partial(parse, self.grammar))

    @kept
    def _figure(self) -> re.Pattern[str]:
        units = "|".join(sorted(self.words.units, key=len, reverse=True))
        # it begins with a sign, so that the library looks for those alone
        return re.compile(
            rf"[\d零一二两三四五六七八九十百千万亿%](?:(?<!%)[余多来几万]?(?:{units})|(?<=%)|(?<=百)分之)"
        )


def passages(report: Report, language: Language) -> tuple[Passage, ...]:
    """The prose of a report, in its order."""
    found = []
    for above, section, paragraph in _paragraphs(report):
        folded = Folded(paragraph.text)
        heading = "" if section is None else fold(section.heading.text)
        found.append(Passage(folded, heading, section, tuple(language.sentences(folded.text)), above))
    return tuple(found)


def with_headings(report: Report, prose: Sequence[Passage], language: Language) -> tuple[Passage, ...]:
    """The prose with the headings among it that tell something: 1.收到申请41件; `prose` are the report's passages."""
    rest = iter(prose)
    found = [next(rest) for block in report.front if isinstance(block, Paragraph)]
    for part in report.sections:
        _add_section(part, "", rest, language, found)
    return tuple(_with_lists_joined(found, language))


def _with_lists_joined(told: Sequence[Passage], language: Language) -> Iterator[Passage]:
    """Passages, each that ends with a colon behind a figure together with the lines that it lists: …860条，其中：."""
    pieces: list[Passage] = []
    for passage in told:
        if pieces and not (_goes_on(pieces[-1]) and _is_line(passage)):
            yield _joined(pieces, language)
            pieces = []
        if pieces or (passage.sentences and passage.folded.text.endswith(_COLON)):
            pieces.append(passage)
        else:
            yield passage
    if pieces:
        yield _joined(pieces, language)


def _goes_on(passage: Passage) -> bool:
    return passage.folded.text.endswith((_COLON, _SEMICOLON))


def _is_line(passage: Passage) -> bool:
    """Whether a passage is one sentence that tells a figure."""
    sentences = passage.sentences
    return len(sentences) == 1 and len(sentences[0].mentions) > 0 and sentences[0].start == 0


def _joined(pieces: Sequence[Passage], language: Language) -> Passage:
    first = pieces[0]
    if len(pieces) == 1:
        return first
    folded = Folded(Chars.join(piece.folded.chars for piece in pieces))
    return first._replace(folded=folded, sentences=tuple(language.sentences(folded.text)))


def _add_section(
    section: Section, above: str, rest: Iterator[Passage], language: Language, found: list[Passage]
) -> None:
    if section.style in _STYLES_OF_LINES or any(map(str.isnumeric, section.title)):
        folded = Folded(section.heading[max(0, section.heading.text.find(section.title)) :])
        if sentences := tuple(language.sentences(folded.text)):
            found.append(Passage(folded, fold(above), section, sentences))
    found += [next(rest) for block in section.blocks if isinstance(block, Paragraph)]
    for child in section.children:
        _add_section(child, section.title, rest, language, found)


def _paragraphs(report: Report) -> Iterator[tuple[str, Section | None, Paragraph]]:
    for block in report.front:
        if isinstance(block, Paragraph):
            yield "", None, block
    for part in report.sections:
        yield from _paragraphs_of(part, "")


def _paragraphs_of(section: Section, above: str) -> Iterator[tuple[str, Section | None, Paragraph]]:
    above = above if section.style in _STYLES_OF_LINES else ""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            yield above, section, block
    for child in section.children:
        yield from _paragraphs_of(child, fold(section.heading.text))
