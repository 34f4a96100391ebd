"""The title of a report: whether it is one, and the organ and year that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from linter.model.document import Block, Chars, Grid, Paragraph
from linter.model.report import Title
from linter.reference.lexicon import Lexicon
from linter.text.folding import Folded, fold
from linter.text.numbers import chinese_year

_LONGEST = 70
_LONGEST_LABEL = 8  # bounds the work: no label of a title has more characters, blanks among them
_ORGAN = re.compile("[一-鿿]{4,30}")  # of a name that stands alone
_ABOUT = "关于"  # stands before or behind the organ
_SENT = re.compile("报送|呈报|上报|公布|发布")  # stands before the organ in a letter's title
_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?!\d)年?度?(?:[-~至到](?:19|20)\d{2}学?年度?)?|([一二三四五六七八九0○零O]{4})年度?"
)
# one that was not filled in, or that is no year
_NO_YEAR = re.compile(
    r"(?:20[\dxX×*_]{2}|[xX×*_]{2,4}|(?<!_)_+|[(\[][)\]]|\d{5,6}|(?<!\d)\d{1,3})年度?|^年度?|年度?(?=(?:政府|政务)?$)"
)
_NO_NAME = re.compile(r"[本我](?:机关|单位|部门|街道|[局委办厅市县区镇乡])$|.*?[×xX*_]{2}")
_CUT_SUBJECT = re.compile("(?:政府|政务)(?:信息?公?)?$")  # a line that ends within 政府信息公开
_NO_TITLE = re.compile(r"[。,:;]|\d月|\d-\d|\d号$")
_LABEL = re.compile(r"\s*(?:名\s?称|标\s?题|题\s?名)\s+")  # of the page's table, a cell before the title
_SITE_NAME = re.compile(r"[_|]|--+|-(?=[^-]*$)")


def find_title(front: Sequence[Paragraph], head: Chars | None, lexicon: Lexicon) -> Title | None:
    """The best title among the lines before the first heading, else the one in the page's head.

    A title may run over two or three lines. One that names organ and year beats one that does not; a title of
    another kind of document (a work summary) is taken only where there is no report's title.
    """
    found = list(_candidates(front, lexicon))
    if head is not None and not any(title.names_report for title in found):
        found += [
            Title(title.text, title.organization, title.year, None, title.names_report)
            for piece in _SITE_NAME.split(head.text)
            if (title := read_title(Chars.at(piece.strip(), 0), lexicon)) is not None
        ]
    return max(found, key=_rank, default=None)


def labelled_title(blocks: Sequence[Block], lexicon: Lexicon) -> Title | None:
    """The title that a line of the page's own or a row of its table names (标题：…), for a text that has none."""
    for block in blocks:
        for chars in _labelled(block, lexicon):
            title = read_title(chars, lexicon)
            if title is not None and title.names_report:
                return title
    return None


def _labelled(block: Block, lexicon: Lexicon) -> Iterator[Chars]:
    """What a line says behind such a label, and the cells of a table behind one that holds it."""
    if isinstance(block, Paragraph):
        if len(block.text) <= 2 * _LONGEST and (label := lexicon.title_label.match(block.text.text)):
            yield block.text[label.end() :].strip()
    elif isinstance(block, Grid):
        for named, cell in (pair for row in block.rows for pair in pairwise(row)):
            if len(named.text) <= _LONGEST_LABEL and lexicon.title_label.fullmatch(
                f"{fold(named.text.text).rstrip(':')}:"
            ):
                yield cell.text


def _rank(title: Title) -> tuple[bool, int]:
    return title.names_report, (title.organization is not None) + (title.year is not None)


def _candidates(front: Sequence[Paragraph], lexicon: Lexicon) -> Sequence[Title]:
    """Titles in one line, then those over two or three: what stands above a whole title is no part of it."""
    lines = [_without_label(paragraph.text) for paragraph in front if len(paragraph.text) <= _LONGEST]
    whole: list[Title] = []
    joined: list[Title] = []
    for index, line in enumerate(lines):
        title = read_title(line, lexicon)
        following = list(takewhile(_may_go_on, lines[index + 1 : index + 3]))
        if title is None and _may_begin_title(fold(line.text), lexicon) and not _begins_again(line, following):
            longer = [read_title(Chars.join([line, *following[:more]]), lexicon) for more in (1, 2)[: len(following)]]
            joined += sorted((title for title in longer if title and title.names_report), key=_rank, reverse=True)[:1]
        elif title and title.names_report and following:
            title = _completed(title, line, following[0], lexicon)
        if title is not None:
            whole.append(title)
    return [*whole, *joined]


def _without_label(line: Chars) -> Chars:
    label = _LABEL.match(line.text)
    return line[label.end() :] if label else line


def _begins_again(line: Chars, following: Sequence[Chars]) -> bool:
    """Whether the line below begins with all of a line, so that the title begins there: the organ above its report."""
    return bool(following) and fold(following[0].text).startswith(fold(line.text))


def _completed(title: Title, line: Chars, below: Chars, lexicon: Lexicon) -> Title:
    """A title with the year or the organ that the line below it tells."""
    if title.year is None:
        longer = read_title(Chars.join([line, below]), lexicon)
        if longer and longer.year:
            return longer
    if title.organization is None:
        organ = fold(below.text).removeprefix("(").removesuffix(")")
        if _ORGAN.fullmatch(organ) and lexicon.organ_end.search(organ) and not lexicon.title_subject.search(organ):
            return title._replace(organization=organ)
    return title


def _may_go_on(line: Chars) -> bool:
    """Whether a title may go on in a line: not in a sentence, in what is labelled, in a date."""
    return _NO_TITLE.search(fold(line.text)) is None


def _may_begin_title(folded: str, lexicon: Lexicon) -> bool:
    """The organ alone, or a title cut before it says what it is; no line with a date, no document number."""
    begins = lexicon.organ_end.search(folded) or _YEAR.search(folded) or lexicon.title_subject.search(folded)
    return bool(begins or _CUT_SUBJECT.search(folded)) and not _NO_TITLE.search(folded)


def read_title(chars: Chars, lexicon: Lexicon) -> Title | None:
    """A line read as a title: None when it is none."""
    folded = Folded(chars)
    text = folded.text
    if len(text) > _LONGEST or "。" in text:
        return None
    if text.startswith("《") and text.endswith("》"):
        return read_title(folded.slice(1, len(text) - 1), lexicon)
    subject = lexicon.title_subject.search(text)
    if subject is None:
        return None
    rest = text[subject.end() :]
    rest_year = _YEAR.search(rest)
    rest = _YEAR.sub("", rest, count=1)
    names_report = lexicon.title_report.match(rest) is not None
    if not names_report and not lexicon.title_other.search(rest):
        return None
    year = _YEAR.search(text, 0, subject.start())
    between = year or _NO_YEAR.search(text, 0, subject.start())
    left, right = (
        (0, between.start()) if between else (0, subject.start()),
        (between.end(), subject.start()) if between else None,
    )
    organ = _organ(text, *left, before_subject=between is None) or (right and _organ(text, *right, before_subject=True))
    organization = re.sub(r"\s+", "", folded.slice(*organ).text) if organ else None
    return Title(
        re.sub(r"\s+", " ", chars.text.strip()),
        organization,
        _year(year or rest_year),
        chars.span(),
        names_report,
    )


def _organ(text: str, start: int, end: int, *, before_subject: bool) -> tuple[int, int] | None:
    """The bounds of an organ's name in the title's text, without 关于 before and 政府 (信息公开) behind it."""
    if text.startswith(_ABOUT, start, end):
        start += len(_ABOUT)
    if sent := _SENT.match(text, start, end):
        start = sent.end()
    if text.endswith(_ABOUT, start, end):
        end -= len(_ABOUT)
    stripped = end
    if before_subject and re.search("(政府|政务)$", text[start:end]):
        stripped = end - 2
        if text[start:stripped].endswith("人民"):
            stripped = end
    return (start, stripped) if stripped - start >= 2 and not _NO_NAME.match(text, start, stripped) else None


def _year(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    if match[1]:
        return int(match[1])
    year = chinese_year(match[2]) or 0
    return year if 1900 <= year < 2100 else None
