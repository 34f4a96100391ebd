"""Advertising, damage and personal data: what must be found in a text, and what looks like it and is in order."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from linter.engine.lint import lint_source
from linter.model.diagnostics import Diagnostic
from tests.places import RULE_EXAMPLES

HERE = Path(__file__).parent
TEXTS: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / "texts.yaml").read_text("utf-8"))
BASE = (RULE_EXAMPLES / "2008.md").read_text("utf-8")
PLACE = "由办公室负责日常事务，各科室确定一名信息员"
MARKED = re.compile("【(.+?)】")


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(code, text, id=f"{code}-{kind}-{index}")
        for code, kinds in TEXTS.items()
        for index, text in enumerate(kinds.get(kind, ()), start=1)
    ]


@cache
def found(code: str, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The report with a paragraph put in as plain text, and what a rule says of it."""
    source = BASE.replace("# ", "").replace("#", "").replace(PLACE, f"{PLACE}。\n\n{text}\n\n全年没有变动")
    result = lint_source(source, path="a.txt", format="text", select=[code])
    return source, tuple(result.diagnostics)


def text_at(source: str, diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    assert place.line
    assert place.column
    assert place.end_column
    assert place.line == place.end_line
    return source.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


@pytest.mark.parametrize(("code", "text"), [*cases("injected"), *cases("damaged"), *cases("personal")])
def test_it_is_found_at_its_place(code: str, text: str) -> None:
    source, diagnostics = found(code, MARKED.sub(r"\1", text))
    places = [text_at(source, diagnostic) for diagnostic in diagnostics]
    marked = MARKED.findall(text)
    assert len(places) >= len(marked)
    for expected in marked:
        bare = expected.removeprefix("+86 ")
        assert any(bare in place or (code == "X801" and place in expected) for place in places), places


@pytest.mark.parametrize(("code", "text"), cases("ordinary"))
def test_nothing_is_said_of_what_is_in_order(code: str, text: str) -> None:
    _, diagnostics = found(code, text)
    assert [(d.message, d.actual) for d in diagnostics] == []


@pytest.mark.parametrize(("code", "text"), cases("personal"))
def test_no_message_repeats_a_number(code: str, text: str) -> None:
    _, diagnostics = found(code, MARKED.sub(r"\1", text))
    for diagnostic in diagnostics:
        said = f"{diagnostic.message} {diagnostic.actual} {diagnostic.expected}"
        assert not re.search(r"\d{8}", said)
        assert "***" in said
