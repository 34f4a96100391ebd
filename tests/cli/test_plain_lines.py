"""Command lines of `check` that are read without click: as click reads them, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from linter.cli import checking, plain_lines
from linter.cli.main import main
from linter.cli.options import CHECK, Option
from tests.places import EXAMPLES

REPORT = str(EXAMPLES / "2021-clean.md")
FREE = (
    "a.md",
    "reports",
    "-",
    "--",
    "",
    "A3,S",
    "check",
    "rules",
    "help",
    "é",
    "a b",
    "x=y",
    "-f",
    "--lang",
    "json",
    "auto",
)


def by_click(words: Sequence[str]) -> dict[str, Any] | None:
    """What click gives `check`, None where it does not come to it."""
    seen: list[dict[str, Any]] = []
    with mock.patch.object(checking, "check", lambda **options: seen.append(options)):
        CliRunner().invoke(main, list(words))
    return seen[0] if seen else None


def texts_of(option: Option) -> st.SearchStrategy[str]:
    """Values, right and wrong ones."""
    right: tuple[str, ...] = option.choices
    if option.between is not None:
        least, most = option.between
        right = tuple(map(str, (least - 1, least, least + 1, most, most + 1)))
    odd = (*FREE, "2_021", " 2021", "２０２１", "+2021", "02021", "JSON", "-1", "--fix", "=")
    return st.sampled_from(right) | st.sampled_from(odd) if right else st.sampled_from(odd)


@st.composite
def pieces(draw: st.DrawFn) -> list[str]:
    """An option with its value in one of the ways to write it, or another word."""
    option = draw(st.sampled_from(CHECK))
    name = draw(st.sampled_from(option.names))
    text = draw(texts_of(option))
    ways = ([name, text], [f"{name}={text}"], [f"{name}{text}"], [name], [name[:-1], text], [text])
    return draw(st.sampled_from(ways))


BEGINNINGS: tuple[list[str], ...] = (
    [],
    ["check"],
    ["check"],
    ["check"],
    [REPORT],
    ["nowhere"],
    ["rules"],
    ["--help"],
    ["-V"],
)


@given(st.sampled_from(BEGINNINGS), st.lists(pieces(), max_size=4))
def test_a_line_is_read_as_by_click_or_left_to_it(beginning: list[str], drawn: list[list[str]]) -> None:
    words = [*beginning, *(word for piece in drawn for word in piece)]
    read = plain_lines.read(words)
    assert read is None or read == by_click(words)


@given(st.data())
def test_what_is_written_plainly_is_read(data: st.DataObject) -> None:
    words: list[str] = []
    for option in data.draw(st.lists(st.sampled_from(CHECK))):
        text = next(iter(option.choices), str(option.between[1]) if option.between else "a.b")
        name = data.draw(st.sampled_from(option.names))
        joined = data.draw(st.booleans()) and name.startswith("--")
        words += [name] if option.is_flag else [f"{name}={text}"] if joined else [name, text]
    for line in (["check", *words], ["check", *words, REPORT], ["check", REPORT, *words], [REPORT, *words]):
        read = plain_lines.read(line)
        assert read is not None
        assert read == by_click(line)


@pytest.mark.parametrize(
    ("line", "is_plain"),
    [
        (["-f", "json", REPORT], True),
        (["--fix", REPORT], True),
        (["-"], True),
        (["-f", "json", "rules"], False),
        (["--fix", "check"], False),
        (["--version"], False),
        (["check", "--help"], False),
        (["check", "-fjson"], False),
        (["check", "-f=json"], False),
        (["check", "--fix=1"], False),
        (["check", "--select"], False),
        (["check", "--select", ""], False),
        (["check", "--output", "--fix"], False),
        (["check", "--selec", "A3"], False),
        (["check", "--year", "2007"], False),
        (["check", "--year", "2008"], True),
        (["check", "--year", "2100"], True),
        (["check", "--year", "2101"], False),
        (["reports"], False),
        ([], False),
    ],
)
def test_which_lines_are_plain(line: list[str], is_plain: bool) -> None:
    assert (plain_lines.read(line) is not None) is is_plain


def test_what_a_shell_asks_for_and_what_windows_leaves_to_programs_is_clicks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain_lines.read(["check", "*.md"]) is not None
    with monkeypatch.context() as patch:
        patch.setenv("_NIANBAO_COMPLETE", "bash_complete")
        assert plain_lines.read(["check", "a.md"]) is None
    with mock.patch.object(plain_lines.os, "name", "nt"):
        assert plain_lines.read(["check", "*.md"]) is None
        assert plain_lines.read(["check", "a.md"]) is not None


def test_no_choice_is_a_command_and_every_command_is_a_word_of_letters() -> None:
    assert not main.commands.keys() & {choice for option in CHECK for choice in option.choices}
    assert all(name.isalpha() for name in main.commands)


def started(*words: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "linter", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )


def test_a_plain_line_imports_neither_click_nor_what_looks_into_code(tmp_path: Path) -> None:
    for _ in range(2):  # what is compiled by the first is there for the second
        done = started("check", "-f", "concise", REPORT, folder=tmp_path)
        assert done.returncode == 0
    imported = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"linter.cli.checking" in imported
    assert not imported & {b"click", b"inspect", b"dataclasses", b"yaml", b"lark", b"json", b"datetime"}
    assert b"click" in {line.rpartition(b"|")[2].strip() for line in started("-V", folder=tmp_path).stderr.splitlines()}


@pytest.mark.parametrize(
    "line",
    [
        ("check", "none.md"),
        ("check", "none"),
        ("check", REPORT, "--config", "none\x1b::error::.yaml"),
        ("check", REPORT, "--suggest", "--lang", "en"),
        ("check", REPORT, "-o", "none/a.json"),
        ("check", REPORT, "-f", "json", "--statistics"),
    ],
)
def test_the_same_is_said_either_way(line: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert plain_lines.read(line) is not None
    root = str(Path(__file__).parents[2])
    told = []
    for begun in ("from linter.__main__ import main; main()", "from linter.cli.main import main; main()"):
        done = subprocess.run(
            [sys.executable, "-c", begun, *line],
            env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=False,
        )
        told.append((done.returncode, done.stdout, done.stderr))
    assert told[0] == told[1]
