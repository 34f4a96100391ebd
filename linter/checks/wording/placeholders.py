"""Check that nothing of a template is left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.model.document import Chars
from linter.prose.running_text import Line
from linter.rules.kind import Aspects, Kind, Parameters, Patterns
from linter.rules.rule import Rule
from linter.text.pattern_lists import compiled

# a number that was to be filled in: white space between what is counted and its unit
_BLANK = (
    r"[一-鿿][ \t\u00a0\u2002\u2003\u3000]+"
    r"(?P<unit>条|件|次|篇|人次|万?元|项|个|期|起|例|场|份|处|家)(?=[，,。；;、（(其]|\s*$)"
)
_COUNTED = (
    *("信息", "公开", "申请", "文件", "共", "计", "受理", "收到", "答复", "办结", "发布", "接待"),
    *("回应", "解读", "收费", "金额", "费用", "处理费", "诉讼", "复议", "为"),
    *("培训", "会议", "专栏", "专区", "公开栏", "查阅点", "检查", "活动", "留言", "建议", "提案", "案件", "资料"),
)


class Params(Parameters):
    """`patterns` by the words near which they are looked for; `masked` are signs that stand for a name on purpose."""

    patterns: Aspects
    masked: Patterns


def placeholder(context: Context, rule: Rule) -> Iterator[Finding]:
    """No text of a template is left. One finding a line, at the first place.

    A person's or a place's name that was masked on purpose (张××, 某村) is none: the signs count only before a word
    that a report fills in itself (organ, year, number), and not in the title of a case.
    """
    params: Params = rule.params
    by_words = [
        (words, patterns) for given, patterns in params.patterns.items() if (words := context.present(given.split()))
    ]
    for line, uncounted in zip(context.lines, context.uncounted, strict=True):
        holds = line.text.__contains__
        near = [pattern for words, some in by_words if any(map(holds, words)) for pattern in some]
        places = [place for place in (_left_over(line, near, params.masked), _first(line, uncounted)) if place]
        place = min(places, key=lambda place: place.starts[0]) if places else _blank(line)
        if place:
            found = place.text.strip()
            yield Finding(place.span(), {"found": found}, actual=found)


def _left_over(line: Line, patterns: Sequence[str], masked: Sequence[str]) -> Chars | None:
    if not any(compiled(pattern).search(line.text) for pattern in patterns):
        return None
    unmasked = line.text
    for mask in masked:
        unmasked = compiled(mask).sub(lambda match: " " * len(match[0]), unmasked)
    left = [match.span() for pattern in patterns if (match := compiled(pattern).search(unmasked))]
    return line.folded.slice(*min(left)) if left else None


def _first(line: Line, places: Sequence[tuple[int, int]]) -> Chars | None:
    return line.folded.slice(*min(places)) if places else None


def _blank(line: Line) -> Chars | None:
    """A blank where a number belongs. Folding takes white space away, so the text is read as it is in the source."""
    chars = line.folded.chars
    text = chars.text
    if len(text) == len(line.text):
        return None
    for match in re.finditer(_BLANK, text):
        if text.endswith(_COUNTED, 0, match.start() + 1):
            return chars[match.start() : match.end("unit")]
    return None


CHECKS = (Check(Kind("placeholder", ("found",), params=Params), placeholder),)
