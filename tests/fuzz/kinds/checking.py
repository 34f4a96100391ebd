"""Whole checks with all rules, and the safe fixes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from linter import reference
from linter.checks.registry import CHECKS, shipped
from linter.config.configuration import LEVELS
from linter.engine import rule_run
from linter.engine.archive import Archive
from linter.engine.fixing import Work, fix_bytes, fix_file
from linter.engine.job import Job
from linter.engine.lint import Options, identify, lint_bytes, lint_document
from linter.forms.regimes import IDS as REGIMES
from linter.model.diagnostics import FileResult, ReadError
from linter.parsing.parser import parse_document
from linter.readers import read
from linter.rules.schema import LANGUAGES
from linter.rules.selection import RuleSet
from tests.fuzz import material
from tests.fuzz.failures import PromiseError, place_of
from tests.fuzz.kinds import Kind, snapshot
from tests.fuzz.kinds.reading import FORMATS, check_refusal, mutated_report
from tests.fuzz.mutation import as_file, mutated_text

_WEIGHTS = (4, 4, 4, 2, 1, 1)
DEFECT = re.compile("请报告|please report")  # what users are told of one
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_CONFUSED = (
    *(
        "第二十条第(一)项",
        "国办发[2019]14号",
        "国办公开办函（2021）30号",
        "云政办发【2022】15号",
        "截止2023年12月31日",
        "帐户",
        "自已",
        "公开公开",
    ),
    *(
        "《办法》》",
        "，，",
        "审核审核",
        "的的",
        "总体情況",
        "收到和處理",
        "政府信息公开申请情況",
        "五、存在的主要问题和改进情况",
        "&#65288;",
        "&lbrack;2022&rbrack;",
    ),
)


def options_of(rng: Random) -> Options:
    """What a user may impose, drawn."""
    return Options(
        regime=rng.choice((None, None, *REGIMES)),
        year=rng.choice((None, None, 2008, 2020, 2023, 2100)),
        level=rng.choice((None, None, *LEVELS[1:])),
        lang=rng.choice(LANGUAGES),
        excerpts=rng.random() < 0.5,
        proof=rng.random() < 0.3,
    )


@contextmanager
def crashes_told() -> Iterator[list[Exception]]:
    """The exceptions with which rules fail meanwhile: what is said of them to users does not tell the place."""
    told: list[Exception] = []

    def watched(check: Any) -> Any:
        def run(context: Any, rule: Any) -> Any:
            try:
                yield from check.run(context, rule)
            except Exception as error:
                told.append(error)
                raise

        return check._replace(run=run)

    with mock.patch.object(rule_run, "CHECKS", {name: watched(check) for name, check in CHECKS.items()}):
        yield told


def checked(
    name: str, data: bytes, rules: RuleSet, options: Options, format: str | None = None, archive: Archive | None = None
) -> FileResult:
    """What is found in a file.

    Raises:
        PromiseError: a rule failed.
        Exception: the check failed.
    """
    with crashes_told() as told:
        result = lint_bytes(name, data, rules, options, format=format, archive=archive)
        if result.error is not None:
            try:
                document = read(name, data, format)
            except ReadError as error:
                check_refusal(error)
                return result
            lint_document(document, rules, options, archive)
            raise PromiseError("output", "an error of a file that is read and checked", result.error.message)
    for entry in result.not_evaluated:
        if entry.crashed:
            if told:
                raise PromiseError("rule", f"{type(told[0]).__name__} at {place_of(told[0])}", entry.code) from told[0]
            raise PromiseError("rule", f"{entry.code} failed", entry.reason)
    return result


def _draw(rng: Random) -> tuple[str, bytes]:
    return mutated_report(rng, rng.choices(FORMATS, _WEIGHTS)[0])


def _run(name: str, data: bytes, rng: Random) -> None:
    options, archive = options_of(rng), None
    if rng.random() < 0.2:
        before = Path("before.md")
        before.write_bytes(mutated_report(rng, "markdown")[1])
        try:
            known = identify(str(before), before.read_bytes())
        except ReadError:
            known = None
        archive = Archive((known,), "before.md", is_file=rng.random() < 0.7) if known else None
    result = checked(name, data, shipped(), options, archive=archive)
    _check_findings(result)
    again = checked(name, data, shipped(), options, archive=archive)
    if result != again:
        raise PromiseError("output", "another result the second time")


def _check_findings(result: FileResult) -> None:
    for found in result.diagnostics:
        place = found.location
        if not (found.code and found.message and found.fingerprint):
            raise PromiseError("output", "a finding without code, message or fingerprint", repr(found))
        if place.line is not None and (place.line < 1 or (place.column or 0) < 1):
            raise PromiseError("places", "a finding in no line", repr(place))
    if any(count > 1 for count in Counter(found.fingerprint for found in result.diagnostics).values()):
        raise PromiseError(
            "output", "two findings with one fingerprint", repr([found.fingerprint for found in result.diagnostics])
        )


def _draw_fixable(rng: Random) -> tuple[str, bytes]:
    """A report with what safe fixes are for."""
    format = rng.choice(("text", "markdown", "html"))
    file = material.report(rng, format)
    words = material.words() if rng.random() < 0.3 else _CONFUSED
    text = file.text
    for _ in range(rng.choice((0, 1, 3, 10))):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(_CONFUSED) + text[at:]
    if rng.random() < 0.7:
        text = mutated_text(rng, text, words)
    return file.name, as_file(rng, text)


def _run_fix(name: str, data: bytes, rng: Random) -> None:
    work = Work(Job(shipped(), options_of(rng)._replace(excerpts=False, proof=False)))
    path = Path(f"original{Path(name).suffix}")
    path.write_bytes(data)
    before = snapshot(Path())
    told = fix_file(str(path), work)
    if snapshot(Path()) != before:
        raise PromiseError("changed", "a file by fixes that are only shown")
    try:
        fixed = fix_bytes(str(path), data, work)
    except ReadError as error:
        check_refusal(error)
        if told.is_read:
            raise PromiseError("output", "a file that is read and is not") from None
        return
    if told.problem is not None and DEFECT.search(told.problem[0]):
        raise PromiseError("output", "a fix that fails in a file only", told.problem[1])
    if not fixed.counts:
        if fixed.data != data or fixed.diff:
            raise PromiseError("changed", "a file without fixes")
        return
    old, new = read(str(path), data), read(str(path), fixed.data)
    _check_edits(old.source, new.source, fixed.diff, path.suffix)
    if _figures(old, work) != _figures(new, work):
        raise PromiseError("changed", "figures by a fix")
    again = fix_bytes(str(path), fixed.data, work)
    if again.data != fixed.data:
        raise PromiseError("changed", "a fixed file by a second fix", "".join(again.diff))
    written = fix_file(str(path), work._replace(write=True))
    if path.read_bytes() != fixed.data or written.problem is not None:
        raise PromiseError("output", "a file that is fixed otherwise than its content", repr(written.problem))
    if len(snapshot(Path())) != 1:
        raise PromiseError("leftover", "a file beside the fixed one")


def _check_edits(old: str, new: str, diff: tuple[str, ...], suffix: str) -> None:
    """Other lines than those of the diff are the same, byte for byte; no tag is lost or changed."""
    before, after = old.split("\n"), new.split("\n")
    if len(before) != len(after):
        raise PromiseError("changed", "the number of lines")
    removed = [line[1:].rstrip("\n") for line in diff[2:] if line.startswith("-")]
    if "\n" in old and [one for one, other in zip(before, after, strict=True) if one != other] != removed:
        raise PromiseError("output", "a diff of other lines than those changed", "".join(diff))
    if suffix in (".html", ".md") and _TAG.findall(old) != _TAG.findall(new):
        raise PromiseError("changed", "a tag", "".join(diff))


def _figures(document: Any, work: Work) -> dict[str, tuple[object, object]]:
    options = work.job.options
    report = parse_document(document, reference.load(), regime=options.regime, year=options.year)
    return {
        address: (figure.state, figure.value)
        for table in report.tables.values()
        for address, figure in table.figures.items()
    }


KINDS = {"check": Kind(_draw, _run), "fix": Kind(_draw_fixable, _run_fix)}
