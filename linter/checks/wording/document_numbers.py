"""Check of how document numbers are written: 云政发〔2021〕30号 (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.offered_fix import fix_of
from linter.model.diagnostics import Edit, Fix
from linter.prose.running_text import Line
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.edits import rewritten

# Brackets of every kind are folded to () and []; what stands in the source is looked at afterwards.
_NUMBER = (
    r"(?<=[一-鿿])(?P<open>[\[(])(?P<year>(?:19|20)?\d{2})(?P<nian>年?)(?P<close>[\])])"
    r"(?P<nth>第?)(?P<zeroes>0*)(?P<serial>[1-9]\d{0,4})号(?![楼院门线地])"
)
_RUN_TOGETHER = r"(?:19|20)\d{3,5}号"
# Both brackets were lost: 云政办202130号. Licences and cases have such numbers too, with other words in front.
_WITHOUT_BRACKETS = (
    r"(?:(?<=[函规政])|(?<=发)(?<![颁核补换签]发)|(?<=字)(?<![证许权准]字)|(?<=办)(?<![网代督经承转交]办))"
    r"(?P<year>(?:19|20)\d{2})(?P<serial>[1-9]\d{0,2})号(?![楼院门线地])"
)
_REASONS = {
    "brackets": {"zh": "年份用六角括号〔〕", "en": "the year stands in 〔〕"},
    "year": {"zh": "年份写全四位，不加“年”", "en": "the year has four digits and nothing else"},
    "nth": {"zh": "序号前不加“第”", "en": "no 第 before the number"},
    "zeroes": {"zh": "序号不编虚位（1不编为01）", "en": "no leading zero"},
}


def document_number(context: Context, rule: Rule) -> Iterator[Finding]:
    """A document number has its year in 〔〕 and in full, no 第 and no leading zero.

    Court cases, whose year stands in round brackets before the court's sign, are none.
    """
    for line in context.lines:
        if "号" not in line.text:
            continue
        if not {"(", "["}.isdisjoint(line.text):
            for match in re.finditer(_NUMBER, line.text):
                if (finding := _finding(context, line, match)) is not None:
                    yield finding
        if re.search(_RUN_TOGETHER, line.text):
            for match in re.finditer(_WITHOUT_BRACKETS, line.text):
                yield _without_brackets(context, line, match)


def _finding(context: Context, line: Line, match: re.Match[str]) -> Finding | None:
    opening, closing = (line.folded.slice(*match.span(name)) for name in ("open", "close"))
    edits = [
        Edit(*bracket.span(), right) for bracket, right in ((opening, "〔"), (closing, "〕")) if bracket.text != right
    ]
    faults = {
        "brackets": bool(edits),
        "year": len(match["year"]) != 4 or bool(match["nian"]),
        "nth": bool(match["nth"]),
        "zeroes": bool(match["zeroes"]),
    }
    if not any(faults.values()) or context.editable.is_name(line.folded.span(*match.span())):
        return None
    found = line.folded.slice(*match.span()).text
    year = match["year"] if len(match["year"]) == 4 else "20" + match["year"]
    expected = f"〔{year}〕{match['serial']}号"
    title = _title(context, expected)
    fix: Fix | None = None
    if edits and not match["nian"]:
        fix = fix_of(context, title if sum(faults.values()) == 1 else f"{title}（括号）", edits, "safe")
    elif not edits:
        fix = fix_of(context, title, rewritten(line.folded.slice(*match.span()), expected), "suggestion")
    reasons = [_REASONS[name][context.lang] for name, fault in faults.items() if fault]
    values = {"found": found, "expected": expected, "reason": ("；" if context.lang == "zh" else "; ").join(reasons)}
    return Finding(line.folded.span(*match.span()), values, expected=expected, actual=found, fix=fix)


def _without_brackets(context: Context, line: Line, match: re.Match[str]) -> Finding:
    """What the year and the number of a document are, where they have run together."""
    number = line.folded.slice(*match.span())
    expected = f"〔{match['year']}〕{match['serial']}号"
    values = {"found": number.text, "expected": expected, "reason": _REASONS["brackets"][context.lang]}
    fix = fix_of(context, _title(context, expected), rewritten(number, expected), "suggestion")
    return Finding(number.span(), values, expected=expected, actual=number.text, fix=fix)


def _title(context: Context, expected: str) -> str:
    return f"改为“{expected}”" if context.lang == "zh" else f"write {expected}"


CHECKS = (Check(Kind("document-number", ("found", "expected", "reason"), when_recognised="dropped"), document_number),)
