"""Radicals and compatibility forms in the place of characters: read as what is meant, told once, mended by the fix."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.engine.fixing import Work, fix_bytes
from linter.engine.job import Job
from linter.engine.lint import Options, lint_source, parse_source
from linter.text.variant_signs import standard_sign

VARIANTS: dict[str, list[str]] = {}
for _code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
    if standard_sign(chr(_code)) != chr(_code):
        VARIANTS.setdefault(standard_sign(chr(_code)), []).append(chr(_code))
WORK = Work(Job(shipped(), Options()))


def disguised(source: str, random: Random, share: float) -> str:
    """A text with some characters written as signs that look the same."""
    return "".join(random.choice(VARIANTS[c]) if c in VARIANTS and random.random() < share else c for c in source)


@pytest.mark.whole
@pytest.mark.parametrize("share", [0.1, 1.0])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("layout", "format"), [("markdown", "markdown"), ("html", "html"), ("pipes", "text")])
def test_a_report_written_with_them_is_read_told_once_and_mended(
    layout: str, format: str, seed: int, share: float
) -> None:
    source = draw(make_report(Random(seed), "2021", busy=True), layout).text
    random = Random(seed)
    written = disguised(source, random, share)
    found = lint_source(written, path=f"a.{format}", format=format).diagnostics
    assert [one.code for one in found] == ["W702"]
    assert str(found[0].actual) in found[0].message
    assert found[0].fix is not None
    tables = [parse_source(text, f"a.{format}", format).tables for text in (source, written)]
    assert {name: table.values for name, table in tables[0].items()} == {n: t.values for n, t in tables[1].items()}
    suffix = {"markdown": "md", "html": "html", "text": "txt"}[format]
    mended = fix_bytes(f"a.{suffix}", written.encode(), WORK).data.decode()
    head = "</title>" if format == "html" else ""  # what is no text of the page stays
    assert mended.partition(head)[2] == source.partition(head)[2] if head else mended == source


def test_what_is_a_character_of_its_own_is_none() -> None:
    source = draw(make_report(Random(1), "2021"), "markdown").text.replace("认真", "由张\ufa0e、李⺀认真", 1)
    assert lint_source(source, path="a.md", format="markdown").diagnostics == ()


def test_a_reference_is_named_by_its_sign() -> None:
    source = draw(make_report(Random(1), "2021"), "html").text.replace("行政", "&#12175;政", 1)
    (found,) = lint_source(source, path="a.html", format="html").diagnostics
    assert (found.code, found.actual, found.expected) == ("W702", "⾏", "行")
