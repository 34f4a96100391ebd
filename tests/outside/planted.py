"""Faults planted into reports: those that do not touch each other into one report, whose findings are those of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from benchmarks import drawing
from benchmarks.faults import (
    doubled,
    dropped,
    in_form_of,
    moved,
    part_doubled,
    part_dropped,
    part_moved,
    part_numbered,
    part_saying,
    part_titled,
    renamed,
    with_columns,
    with_rows,
    with_value,
    without_table,
)
from benchmarks.reports import SyntheticReport, make_report
from linter.text.folding import fold
from tests.outside.program import all_findings

Change = Callable[[SyntheticReport], SyntheticReport]
Told = Counter[tuple[Any, ...]]
Draw = Callable[[SyntheticReport, str], Any]
REFERENCE = "markdown"  # the layout that says what each fault alone is


def _value(address: str, value: int | float | str | None) -> Change:
    return lambda report: with_value(report, address, value)


def _raised(*addresses: str) -> Change:
    """Some figures one higher than they are."""

    def change(report: SyntheticReport) -> SyntheticReport:
        for address in addresses:
            report = with_value(report, address, int(str(report.tables[address])) + 1)
        return report

    return change


def _saying(part: str, *texts: str) -> Change:
    return lambda report: part_saying(report, part, *texts)


def _with_sentence(text: str) -> Change:
    """The overview with one more sentence at the end of its first paragraph."""

    def change(report: SyntheticReport) -> SyntheticReport:
        first, *rest = report.part("overview").passages
        passages = (replace(first, text=first.text + text), *rest)
        parts = tuple(replace(part, passages=passages) if part.key == "overview" else part for part in report.parts)
        return replace(report, parts=parts)

    return change


FAULTS: dict[str, Change] = {
    "clean": lambda report: report,
    "a detail one too high": _raised("applications/granted/person"),
    "a total one too high": _raised("applications/total/business"),
    "a grand total one too high": _raised("applications/received/total"),
    "two figures one too high": _raised("applications/partial/research", "applications/denied.state_secret/charity"),
    "a carry-over one too high": _raised("applications/carried_over/person", "applications/carried_over/total"),
    "cases one too high": _raised("disputes/cases/review.total"),
    "two blocks of cases one too high": _raised("disputes/cases/direct.upheld", "disputes/cases/after_review.total"),
    "a blank figure": _value("applications/other.other/other_org", None),
    "a word for a figure": _value("applications/granted/charity", "若干"),
    "a dash for a figure": _value("applications/denied.third_party/person", "—"),
    "a negative figure": _value("applications/partial/person", -3),
    "a count with a decimal": _value("disputes/cases/direct.other", 2.5),
    "regulations of a bureau": _value("disclosure/regulations/in_force", 2),
    "a row dropped": lambda report: with_rows(
        report, "applications", "denied.third_party", dropped("denied.third_party")
    ),
    "a row of table two dropped": lambda report: with_rows(report, "disclosure", "normative", dropped("normative")),
    "a row renamed": lambda report: with_rows(
        report, "applications", "denied.internal_affairs", renamed("denied.internal_affairs", "5.属于三类内容事务信息")
    ),
    "a row doubled": lambda report: with_rows(report, "applications", "granted", doubled("granted")),
    "a row moved": lambda report: with_rows(
        report, "applications", "denied.state_secret", moved("denied.state_secret", "denied.third_party")
    ),
    "a column dropped": lambda report: with_columns(report, "applications", "charity", dropped("charity")),
    "a column renamed": lambda report: with_columns(
        report, "applications", "charity", renamed("charity", "社会公益机构")
    ),
    "a column moved": lambda report: with_columns(
        report, "applications", "business", moved("business", "legal_service")
    ),
    "table two lost": lambda report: without_table(report, "disclosure"),
    "table three lost": lambda report: without_table(report, "applications"),
    "table four lost": lambda report: without_table(report, "disputes"),
    "the form of earlier years": lambda report: in_form_of(report, "2019", make_report(Random(2), "2019", busy=True)),
    "a part dropped": lambda report: part_dropped(report, "problems"),
    "a part with a table dropped": lambda report: part_dropped(report, "disputes"),
    "a part doubled": lambda report: part_doubled(report, "other"),
    "a part moved": lambda report: part_moved(report, "other", "overview"),
    "a part moved with its number": lambda report: part_moved(report, "problems", "proactive", renumber=False),
    "a part misnumbered": lambda report: part_numbered(report, "problems", "七"),
    "a part misnamed": lambda report: part_titled(report, "problems", "存在的主要问题及改进情兄"),
    "an empty part": lambda report: part_saying(report, "other"),
    "no word on the fee": _saying("other", "没有其他需要报告的事项。"),
    "problems without improvement": _saying("problems", "存在的问题：公开的内容还不够丰富，更新还不够及时。"),
    "no title": lambda report: replace(report, title=None),
    "a title without a year": lambda report: replace(report, title=f"{report.organ}政府信息公开工作年度报告"),
    "a sum in a sentence": _with_sentence("全年公开文件51件，其中许可类44件、处罚类4件、其他类2件。"),
    "a percentage in a sentence": _with_sentence("全年办理建议200件，其中按时答复150件，按时答复率为70%。"),
    "an announced number": _with_sentence("主要做了四个方面的工作：一是制度上墙；二是专人负责；三是按月通报。"),
    "a figure unlike the table's": _with_sentence("全年新收政府信息公开申请98765件。"),
    "two figures that differ": _with_sentence(
        "全年召开新闻发布会3次，未收到行政复议案件。全年收到行政复议案件98765件。"
    ),
}


# What interacts is apart: two changes of the shape of a table that could hide each other, a figure and the equation or
# the sentence that another fault is about, two faults of one sentence, title or part.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("clean",),
    (
        "a detail one too high",
        "a total one too high",
        "cases one too high",
        "regulations of a bureau",
        "a part dropped",
        "a title without a year",
        "a sum in a sentence",
    ),
    (
        "a grand total one too high",
        "a word for a figure",
        "a dash for a figure",
        "a count with a decimal",
        "a row of table two dropped",
        "a part doubled",
        "no title",
        "a percentage in a sentence",
    ),
    (
        "two figures one too high",
        "two blocks of cases one too high",
        "a part moved",
        "problems without improvement",
    ),
    ("a carry-over one too high", "a row moved", "a part with a table dropped", "an empty part"),
    (
        "a blank figure",
        "a negative figure",
        "table two lost",
        "a part misnamed",
        "no word on the fee",
        "an announced number",
    ),
    ("a row dropped", "a column renamed", "table four lost", "a part moved with its number"),
    ("a row renamed", "a column moved", "a part misnumbered", "a figure unlike the table's"),
    ("a row doubled", "a column dropped", "two figures that differ"),
    ("table three lost",),
    ("the form of earlier years",),
)


@cache
def reports() -> dict[str, SyntheticReport]:
    return {
        "2021": make_report(Random(7), "2021", busy=True),
        "2021 quiet": make_report(Random(8), "2021", busy=False),
        "2019": make_report(Random(9), "2019", busy=True),
    }


def folded(value: Any) -> Any:
    """A text without the spaces, breaks and widths in which layouts draw it; a figure as it is."""
    return fold(value) if isinstance(value, str) else value


def told(drawn: Any) -> Told:
    """What is found, without the places and without the words, which name them."""
    found = (entry.raw for entry in all_findings(drawn))
    return Counter((d["code"], frozenset(d["cells"]), folded(d["expected"]), folded(d["actual"])) for d in found)


def planted(name: str, faults: Collection[str]) -> SyntheticReport:
    """The report with all of the faults."""
    report = reports()[name]
    for fault in faults:
        report = FAULTS[fault](report)
    return report


@cache
def expected(name: str, fault: str) -> Told:
    """What the fault alone is told as."""
    return told(drawing.draw(planted(name, [fault]), REFERENCE))


def applicable(name: str, fault: str) -> bool:
    """Whether the report has what the fault is planted into."""
    try:
        planted(name, [fault])
    except KeyError:
        return False
    return True


CASES = [(name, fault) for name in reports() for fault in FAULTS if applicable(name, fault)]
PLANTED = [
    (name, faults)
    for name in reports()
    for group in GROUPS
    if (faults := tuple(f for f in group if (name, f) in CASES))
]
NO_FAULT = {*((name, "clean") for name in reports()), ("2019", "no word on the fee")}


def ids(value: str | tuple[str, ...]) -> str:
    """What a report or its faults are called in the name of a test."""
    return (value if isinstance(value, str) else ", ".join(value)).replace(" ", "-")


def check(name: str, faults: Collection[str], layout: str, draw: Draw) -> None:
    """The report with all of the faults, drawn in this layout, has the findings that each of them alone has.

    Where it has not, the faults are named that alone are told otherwise too, or all of them if none is.
    """

    def differences(some: Collection[str]) -> tuple[Told, Told]:
        found = told(draw(planted(name, some), layout))
        wanted = sum((expected(name, fault) for fault in some), Counter())
        return found - wanted, wanted - found

    too_many, missing = differences(faults)
    if too_many or missing:
        guilty = [fault for fault in faults if any(differences([fault]))] or list(faults)
        pytest.fail(f"{layout}, {name}, {guilty}: too many {too_many}, missing {missing}")
