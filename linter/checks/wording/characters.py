"""Checks of punctuation and script over the whole text: one finding a document, with the count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.model.diagnostics import Edit
from linter.model.document import Chars, Span
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.folding import fold
from linter.text.traditional import TRADITIONAL

_FULL_WIDTH = dict(zip(",;:?!.()", "，；：？！。（）", strict=True))
_QUOTES = {'"': "“”", "'": "‘’"}
_MARK = re.compile(f"[{''.join((*_FULL_WIDTH, *_QUOTES))}]")
# Behind a Chinese character, a closing mark or a per cent sign. One behind a digit is a number's, a time's or a list's;
# one behind the numeral of a heading wants another mark than a full-width comma. The sign itself stands first in the
# pattern, and what is behind, so that the library looks for signs alone.
_BEFORE = "一-鿿》”’）】〕％%"
# No stops are signs that were lost, and those of a Word field in error.
_STOP = (
    rf"[,;:?!](?<!错误!)(?<!\?\?)(?!(?<=\?)\?)(?:(?<=[{_BEFORE}].)|(?<=[{_BEFORE}]\s.)|(?<=[)\"].)(?=[一-鿿《“]))"
    rf"|\.(?<=[{_BEFORE})\"].)(?=\s|\Z|[一-鿿《“（”’）)\"])"
)
_NUMERAL = r"\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})\s?"
_ENDS_NUMBER = frozenset("一二三四五六七八九十)）")
_NUMBERED = rf"(?:(?<![一-鿿])[第其]?[一二三四五六七八九十]{{1,3}}|[(（]{_NUMERAL}[)）])\s?[,.]"
# Between the parts of a name from another language a full stop stands for the sign ·: how such parts end and begin.
_NAME_ENDS = frozenset(
    "不丽买什仁伊依克兰别力古吾吉夏多娜孜守尔尼巴布帕德扎拉拜提措斯旦明普曼木来次江汗沙洪泽热班玛玉白甫石里都马西杰增曲"
)
_NAME_BEGINS = frozenset(
    "万丹乌买亚什仁伊努卓卡古吐吾哈嘎图塔塞娜孜尼布帕库扎托拉措斯旦普曼木札次沙洛热牙玉玛罗肉艾苏莎萨谢赛达迪那阿马麦合拜"
)
_LONGEST_LOOK = 200  # characters behind a bracket among which a Chinese one is looked for

# characters that simplified texts use too, in names and a few words
_IN_BOTH = frozenset("乾於徵昇瞭甦祕傢倖佔裏著")
_TRADITIONAL = frozenset(TRADITIONAL) - _IN_BOTH
_FEWEST = 5  # of different ones: fewer may be names


def halfwidth_punctuation(context: Context, rule: Rule) -> Iterator[Finding]:
    """Chinese prose has full-width punctuation. What stands in an address or a file name is no punctuation."""
    texts = (line.folded.chars for line in context.lines)
    widened = [edits for chars in texts if _MARK.search(chars.text) for edits in _halfwidth(chars)]
    if not widened:
        return
    editable = context.editable
    marks = sorted(edit for edits in widened if not any(map(editable.is_name, edits)) for edit in edits)
    if marks:
        edits = sorted(edit for edits in widened if all(map(editable.allows, edits)) for edit in edits)
        title = f"把{len(edits)}处半角标点改为全角" if context.lang == "zh" else f"make {len(edits)} marks full-width"
        values = {"count": len(marks)}
        fix = fix_of(context, title, edits, "safe")
        yield Finding(Span(marks[0].start, marks[0].end), values, actual=len(marks), fix=fix)


def _halfwidth(chars: Chars) -> Iterator[Sequence[Edit]]:
    """The half-width marks in one line, as the edits that make them full-width: two that are a pair together."""
    text = chars.text
    of_numbers: set[int] | None = None
    for match in re.finditer(_STOP, text):
        at = match.start()
        sign = text[at]
        if sign in ",." and text[max(at - 2, 0) : at].rstrip()[-1:] in _ENDS_NUMBER:
            if of_numbers is None:
                of_numbers = {number.end() - 1 for number in re.finditer(_NUMBERED, text)}
            if at in of_numbers:
                continue
        if sign == "." and _is_in_a_name(text, at):
            continue
        yield (_widened(chars, at, _FULL_WIDTH[sign]),)
    for begin, end, pair in (*_brackets(text), *_quotes(text)):
        places = zip((begin, end), pair, strict=True)
        yield [_widened(chars, at, sign) for at, sign in places if text[at] != sign]


def _is_in_a_name(text: str, at: int) -> bool:
    """Whether a full stop stands between the parts of a name from another language."""
    return text[at - 1] in _NAME_ENDS and text[at + 1 : at + 2] in _NAME_BEGINS


def _brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Pairs of brackets around Chinese text, one of them half-width, numerals alone left out."""
    if "(" not in text and ")" not in text:
        return
    open_at: list[int] = []
    chinese, numeral = re.compile("[一-鿿]"), re.compile(_NUMERAL)
    for match in re.finditer("[()（）]", text):
        at = match.start()
        if match[0] in "(（":
            open_at.append(at)
        elif open_at:
            begin = open_at.pop()
            inside = chinese.search(text, begin + 1, min(at, begin + 1 + _LONGEST_LOOK))
            if inside and not numeral.fullmatch(text, begin + 1, at):
                yield begin, at, "（）"


def _quotes(text: str) -> Iterator[tuple[int, int, str]]:
    """Pairs of straight quotes around Chinese text; none in a line where it is not sure which two are a pair."""
    for quote, pair in _QUOTES.items():
        pairs = _paired(text, quote, pair) if quote in text else []
        yield from ((begin, end, pair) for begin, end in pairs if re.search("[一-鿿]", text[begin:end]))


def _paired(text: str, quote: str, pair: str) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    begin: int | None = None
    depth = 0  # of quotes that are not straight
    for match in re.finditer(f"[{quote}{pair}]", text):
        at = match.start()
        if match[0] != quote:
            depth += 1 if match[0] == pair[0] else -1
        elif depth or (begin is None and re.match(r"[=\w]\Z", text[at - 1 : at], re.ASCII)):
            return []  # half of a pair whose other half is not straight; an attribute, an apostrophe, inches
        elif begin is None:
            begin = at
        else:
            pairs.append((begin, at))
            begin = None
    return pairs if begin is None else []


def _widened(chars: Chars, at: int, sign: str) -> Edit:
    return Edit(*chars.span(at, at + 1), sign)


def traditional_script(context: Context, rule: Rule) -> Iterator[Finding]:
    """The text is in simplified characters. A few others may be names, but in a word that it writes otherwise too."""
    if context.signs.isdisjoint(_TRADITIONAL):
        return
    texts = [line.folded.chars for line in context.lines]
    every = "\n".join(chars.text for chars in texts)
    different = _TRADITIONAL.intersection(every)
    found = [(chars, at) for chars in texts for at, sign in enumerate(chars.text) if sign in different]
    if len(different) < _FEWEST:
        words = {every[at : at + 2] for at in range(len(every))}
        found = [(chars, at) for chars, at in found if _is_also_simplified(chars.text, at, words)]
    if found:
        chars, at = found[0]
        yield Finding(chars.span(at, at + 1), {"count": len(found), "first": chars.text[at]}, actual=len(found))


def _is_also_simplified(text: str, at: int, words: Set[str]) -> bool:
    """Whether a character and a neighbour stand in simplified ones among all words of two characters."""
    own = (fold(text[max(at - 1, 0) : at + 1]), fold(text[at : at + 2]))
    return any(word in words for word in own if len(word) > 1 and min(word) >= "一")


CHECKS = (
    Check(Kind("halfwidth-punctuation", ("count",), when_recognised="dropped"), halfwidth_punctuation),
    Check(Kind("traditional-script", ("count", "first"), when_recognised="dropped"), traditional_script),
)
