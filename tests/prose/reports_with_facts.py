"""Clean reports that say a sentence, with tables that hold given facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.places import RULE_EXAMPLES

_COLUMNS = ("person", "business", "research", "charity", "legal_service", "other_org")
_ROWS = (
    *("received", "carried_over", "granted", "partial"),
    *(f"denied.{key}" for key in ("state_secret", "law_forbidden", "safety_stability", "third_party")),
    *(f"denied.{key}" for key in ("internal_affairs", "process_info", "enforcement_file", "admin_query")),
    *(f"unavailable.{key}" for key in ("not_held", "needs_creation", "still_unclear")),
    *(f"not_processed.{key}" for key in ("petition", "repeated", "publication", "excessive", "reconfirm")),
    *("other.not_corrected", "other.not_paid", "other.other", "total", "carried_forward"),
)
_BALANCE = ("received", "carried_over", "total", "carried_forward")
_SHORT = {"denied": "denied.process_info", "other": "other.other", "organisations": ""}
_DISCLOSURE = {
    "normative_issued": ("行政规范性文件", 0),
    "normative_in_force": ("行政规范性文件", 2),
    "permits": ("行政许可", 0),
    "penalties": ("行政处罚", 0),
}
_CASES = tuple(
    f"{block}_{end}" for block in ("review", "direct", "after") for end in ("upheld", "corrected", "other", "pending")
)
_OLD = re.compile(r"全年收到政府信息公开申请9件.*?。\n")
_NEW = re.compile(r"全年新收政府信息公开申请400件.*?后答复。")
_NEW_RULES = re.compile(r"全年制发规章2件.*?上网。")


def report_with(text: str, facts: Mapping[str, int] | None = None, year: int = 2024) -> str:
    """A report of a year in Markdown that says `text` of its applications; its tables hold `facts`, their own if None.

    `facts` are totals of table three by row (`petition` for `not_processed.petition`), `person`, `organisations`, or
    figures of the other tables; what they do not say is filled in so that every equation holds.
    """
    if year < 2019:
        base = (RULE_EXAMPLES / "2008.md").read_text("utf-8").replace("2016", str(year))
        base = base.replace("本年度没有发生因政府信息公开引起的行政复议案件和行政诉讼案件。", "未作另外统计。")
        return _OLD.sub(f"{text}\n".replace("\n", "\n\n").rstrip() + "\n", base)
    base = (RULE_EXAMPLES / "2021.md").read_text("utf-8").replace("2022", str(year)).replace("2021年结转", "上年结转")
    base = _NEW_RULES.sub("", base)
    base = _NEW.sub(text.replace("\n", "\n\n"), base)
    return base if facts is None else _with_tables(base, facts)


def _with_tables(base: str, facts: Mapping[str, int]) -> str:
    for key, (label, at) in _DISCLOSURE.items():
        if key in facts:
            line = next(line for line in base.splitlines() if line.startswith(f"| {label} |"))
            cells = line.split("|")
            cells[2 + at] = f" {facts[key]} "
            base = base.replace(line, "|".join(cells))
    cases = [facts.get(key, 0) for key in _CASES]
    blocks = [cases[start : start + 4] for start in (0, 4, 8)]
    values = [str(value) for block in blocks for value in (*block, sum(block))]
    base = re.sub(r"(?m)^\| 9 \| 2 \|.*$", f"| {' | '.join(values)} |", base)
    if not any(key in (*_BALANCE, "granted") for key in facts):
        return base
    rows = iter(_applications(facts).values())
    lines = base.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("| 一、本年新收"))
    for at in range(first, first + len(_ROWS)):
        labels = lines[at].split("|")[1:4]
        lines[at] = "|".join(("", *labels, *(f" {value} " for value in next(rows)), ""))
    return "\n".join(lines) + "\n"


def _applications(facts: Mapping[str, int]) -> dict[str, list[int]]:
    """The rows of table three with their seven columns."""
    by_end = {row.split(".")[-1]: row for row in _ROWS}
    totals = dict.fromkeys(_ROWS, 0)
    for key, value in facts.items():
        row = _SHORT.get(key, by_end.get(key, ""))
        if row:
            totals[row] = value
    outcomes = [row for row in _ROWS if row not in _BALANCE]
    listed = sum(totals[row] for row in outcomes)
    if "total" not in facts:
        totals["total"] = listed or totals["received"] + totals["carried_over"] - totals["carried_forward"]
    spare = "granted" if "granted" not in facts else "other.other"
    totals[spare] += totals["total"] - listed
    if "received" not in facts:
        totals["received"] = totals["total"] + totals["carried_forward"] - totals["carried_over"]
    assert totals["received"] + totals["carried_over"] == totals["total"] + totals["carried_forward"], facts
    by_organisations = _shared(totals, facts.get("organisations", 0))
    table = {}
    for row, total in totals.items():
        business = by_organisations[row]
        table[row] = [total - business, business, 0, 0, 0, 0, total]
    return table


def _shared(totals: Mapping[str, int], organisations: int) -> dict[str, int]:
    """How many of each row are a firm's, so that its column is balanced too."""
    shares = dict.fromkeys(totals, 0)
    rest = organisations
    shares["received"] = organisations
    for row in totals:
        if row not in _BALANCE:
            shares[row] = min(rest, totals[row])
            rest -= shares[row]
    shares["total"] = organisations - rest
    shares["carried_forward"] = rest
    return shares
