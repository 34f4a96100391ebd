"""Check for text that was lost or mangled on its way: wrong decoding, code of other programs, dates run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.document import Span
from linter.prose.pieces import Piece
from linter.rules.kind import Aspects, Kind, Parameters, Pattern
from linter.rules.rule import Rule
from linter.text.folding import Folded, fold
from linter.text.headings import heading
from linter.text.pattern_lists import PatternSearch, SearchedText, compiled

_ENDS = tuple("。!?;:…)]\"'》〉")
_PAUSE = re.compile(r"[,。;]")
_GOES_ON = re.compile(r"[一二三四五六七八九十]是|其[一二三四五]|首先|第[一二三四五]|[(\d①-⑩●◆•·]")
_ADDRESS = re.compile("地址|住址|位于|设在|地点")
_OPEN = re.compile(r"\([^()]*$|《[^《》]*$")
_CLOSED = re.compile(r"[^()]*\)|[^《》]*》")
_WHOLE_NUMBER = re.compile(r"[\d年日]+")
_DATE_LINE = re.compile(r"\(\d{6,7}\)")
_NUMERAL = re.compile(r"\([一二三四五六七八九十]{1,3}\)")
_EMPTY = "()"
_NO_NUMERAL = re.compile(r"\(\)(?=[一-鿿]{2})(?!.{0,200}\(\))")
_LONG = 30  # characters of folded text from which a paragraph is running text
_SHORT = 15  # and up to which one may be the rest of another
_LAST = 60  # characters in which it shows that a paragraph is unfinished
_MOST_UNENDED = 0.25  # the share of paragraphs without a stop at their end: where it is higher, lines are cut
_SHOWN = 12
_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"  # letters of pinyin
_FEWEST_GLOSSES = 2  # different common characters: the reading of one may be told on purpose
_SECOND_LEVEL = 0xD8  # the first byte of GB/T 2312 from which characters are rare
_GAP = 1


class Params(Parameters):
    """Patterns by what they tell is damaged: `signs` in the text as it stands, `folded` in folded text.

    `signature` is what a signature of digits alone looks like, `date_line` a date below the title.
    `unfinished` is how a long sentence ends that is cut,
    `broken_off` how any text does that is the last of its part.
    """

    signs: Aspects
    folded: Aspects
    signature: Pattern
    date_line: Pattern = "(?!)"
    unfinished: Pattern
    broken_off: Pattern = "(?!)"


def damaged_text(context: Context, rule: Rule) -> Iterator[Finding]:
    """No characters were lost or mangled, and no paragraph breaks off.

    `signs` are searched in the text as it stands, `folded` in folded text, by kinds, each of which is a variant of
    the message. `signature` is a date in one run, in the place of the signature only; `unfinished` and `broken_off` are
    how no paragraph ends. Glosses are one finding, at the first of them.
    """
    params: Params = rule.params
    pieces = context.content
    yield from _as_written(context, rule, params)
    signature, date_line = compiled(params.signature), compiled(params.date_line)
    texts = [fold(piece.chars.text) for piece in pieces]
    every = SearchedText("\n".join(texts), context.folded.signs)
    folded = PatternSearch(every, rule.needed)
    searched = [(kind, pattern) for kind, patterns in params.folded.items() if (pattern := folded.those(patterns))]
    for piece, text in zip(pieces, texts, strict=True):
        if (piece.kind == "sign" and _WHOLE_NUMBER.fullmatch(text) and signature.fullmatch(text)) or (
            piece.kind == "front" and piece.row is None and _DATE_LINE.fullmatch(text) and date_line.fullmatch(text)
        ):
            yield _finding(context, piece.chars.span(), piece.chars.text, "date")
            continue
        for kind, pattern in searched:
            for match in pattern.finditer(text):
                found = Folded(piece.chars).slice(*match.span())
                yield _finding(context, found.span(), found.text, kind)
    if _EMPTY in every.text:
        yield from _without_numeral(context, pieces, texts)
    if not context.signs.isdisjoint(_TONED):
        yield from _glosses(context, pieces, texts)
    for line, places in zip(context.lines, context.uncounted, strict=True):
        told = 0
        for start, end in sorted(places):
            if start >= told:  # else it is told already, by another pattern
                found = line.folded.slice(start, end)
                yield _finding(context, found.span(), found.text, "count")
                told = end
    yield from _cut(context, params, pieces, texts)


def _as_written(context: Context, rule: Rule, params: Params) -> Iterator[Finding]:
    """What is damaged in the text as it stands."""
    written = "\n".join([piece.chars.text for piece in context.content])
    search = PatternSearch(SearchedText(written, context.signs), rule.needed)
    for kind, patterns in params.signs.items():
        pattern = search.those(patterns)
        if pattern is None:
            continue
        for piece in context.content:
            for start, end in _joined(pattern, piece.chars.text):
                yield _finding(context, piece.chars[start:end].span(), piece.chars.text[start:end], kind)


def _without_numeral(context: Context, pieces: Sequence[Piece], texts: Sequence[str]) -> Iterator[Finding]:
    """Empty brackets where others have a numeral: ()主动公开 beside (二)依申请公开; boxes to tick stand together."""
    lines = [(piece, text) for piece, text in zip(pieces, texts, strict=True) if piece.row is None]
    if any(_NUMERAL.match(text) for _, text in lines):
        for piece, text in lines:
            if match := _NO_NUMERAL.match(text):
                found = Folded(piece.chars).slice(*match.span())
                yield _finding(context, found.span(), found.text, "numeral")


def _glosses(context: Context, pieces: Sequence[Piece], texts: Sequence[str]) -> Iterator[Finding]:
    """Pronunciations that a program put behind common characters; those of rare ones help to read a name."""
    gloss = re.compile(rf"[一-鿿]\((?=[a-zü]{{0,5}}[{_TONED}])[a-zü{_TONED}]{{1,6}}\)")
    found = [
        (piece, match)
        for piece, text in zip(pieces, texts, strict=True)
        for match in gloss.finditer(text)
        if _is_common(match[0][0])
    ]
    if len({match[0][0] for _, match in found}) >= _FEWEST_GLOSSES:
        piece, match = found[0]
        first = Folded(piece.chars).slice(*match.span())
        yield _finding(context, first.span(), first.text, "gloss")


def _is_common(sign: str) -> bool:
    """Whether a character is among the 3,755 of the first level of GB/T 2312."""
    try:
        return sign.encode("gb2312")[0] < _SECOND_LEVEL
    except UnicodeEncodeError:
        return False


def _cut(context: Context, params: Params, pieces: Sequence[Piece], texts: Sequence[str]) -> Iterator[Finding]:
    """Paragraphs that end as none ends; `texts` are they, folded."""
    unfinished, broken_off = (compiled(pattern, "(?:{})$") for pattern in (params.unfinished, params.broken_off))
    read = [index for index, piece in enumerate(pieces) if piece.row is None and piece.kind in ("", "front")]
    prose = {index for index in read if _is_prose(texts[index])}
    unended = {index for index in read if not texts[index].endswith(_ENDS)}
    has_lines = len(prose & unended) > max(1, _MOST_UNENDED * len(prose))
    for index in read:
        end, following = texts[index][-_LAST:], pieces[index + 1 : index + 2]
        if (
            (
                index in prose
                and not has_lines
                and not end.endswith("。")  # as nearly all do; the pattern took a thirteenth of what all patterns do
                and unfinished.search(end)
                and not _leads_on(end, following, texts[index + 1 : index + 2])
            )
            or (index in unended and not any(_goes_on_below(piece) for piece in following) and broken_off.search(end))
        ):
            chars = pieces[index].chars
            found = chars[max(0, len(chars) - _SHOWN) :]
            yield _finding(context, found.span(), found.text, "cut")


def _goes_on_below(following: Piece) -> bool:
    return following.kind in ("", "front")


def _is_prose(text: str) -> bool:
    return len(text) >= _LONG and _PAUSE.search(text) is not None


def _leads_on(end: str, following: Sequence[Piece], texts: Sequence[str]) -> bool:
    """Whether what follows takes up a text that ends so, so that nothing needs to be missing.

    A list, a table, a short rest of the sentence, the rest of an address or of what stands in brackets.
    """
    for piece, text in zip(following, texts, strict=True):
        head = heading(piece.chars)
        if piece.kind == "heading":
            return head is not None and head.value == 1
        if piece.row is not None or len(text) < _SHORT or _GOES_ON.match(text):
            return True
        return _ADDRESS.search(end) is not None or (_OPEN.search(end) is not None and _CLOSED.match(text) is not None)
    return False


def _joined(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a pattern is found, stretches that touch taken together."""
    joined: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        if joined and start - joined[-1][1] <= _GAP:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _finding(context: Context, span: Span, text: str, kind: str) -> Finding:
    shown = " ".join(text.split())
    if kind == "lost" and not shown.startswith("*"):
        shown = " ".join(f"U+{ord(sign):04X}" if sign != "?" else sign for sign in dict.fromkeys(shown or text))
    elif len(shown) > 2 * _SHOWN and kind != "cut":
        shown = shown[: 2 * _SHOWN] + "…"
    return Finding(span, {"found": shown}, kind, cell=context.cell_at(span), actual=shown)


CHECKS = (
    Check(
        Kind(
            "damaged-text",
            ("found",),
            ("lost", "mojibake", "markup", "date", "number", "numeral", "gloss", "count", "cut"),
            params=Params,
            when_recognised="dropped",
            searched=("signs", "folded"),
        ),
        damaged_text,
    ),
)
