"""The configuration file: where it is found, what it may say, and what a wrong one is answered with."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import linter
from linter.accept.accepted import Acceptance
from linter.config.configuration import Config, ConfigError, load
from linter.config.overrides import Override
from linter.model.diagnostics import Severity

YAML = """\
select: [A, T2]
ignore: S104, S106
fail_on: warning
lang: en
regime: 2021
year: 2023
level: county
rules: [local/rules.yaml, /etc/nianbao.yaml]
severity: {A301: warning, T205: off}
exclude: drafts/**
jobs: 2
overrides:
  - paths: towns
    level: township
    ignore: S104, T210
  - paths: [2023/**, "*.old.md"]
    year: 2023
    severity: {T205: off, A301: info}
accept:
  - path: old/*.md
    code: A303, T2
    reason: known
    until: 2026-12-31
  - path: [a.md, b.md]
    cell: applications/total/*
    fingerprint: A300-0badf00d
    reason: known too
baseline: known/baseline.json
"""
TOML = """\
[project]
name = "reports"

[tool.nianbao]
select = ["A", "T2"]
ignore = "S104, S106"
fail_on = "warning"
lang = "en"
regime = "2021"
year = 2023
level = "county"
rules = ["local/rules.yaml", "/etc/nianbao.yaml"]
exclude = ["drafts/**"]
jobs = 2

accept = [
    { path = "old/*.md", code = "A303, T2", reason = "known", until = 2026-12-31 },
    { path = ["a.md", "b.md"], cell = "applications/total/*", fingerprint = "A300-0badf00d", reason = "known too" },
]
baseline = "known/baseline.json"
overrides = [
    { paths = "towns", level = "township", ignore = "S104, T210" },
    { paths = ["2023/**", "*.old.md"], year = 2023, severity = { T205 = "off", A301 = "info" } },
]

[tool.nianbao.severity]
A301 = "warning"
T205 = "off"
"""


ACCEPTED = (
    Acceptance(("old/*.md",), ("A303", "T2"), "known", until=date(2026, 12, 31)),
    Acceptance(("a.md", "b.md"), (), "known too", ("applications/total/*",), "A300-0badf00d"),
)


OVERRIDES = (
    Override(("towns",), level="township", ignore=("S104", "T210")),
    Override(("2023/**", "*.old.md"), year=2023, severity={"T205": "off", "A301": Severity.INFO}),
)


def expected(path: Path) -> Config:
    places = [(20, 5), (24, 5)] if path.name.endswith(".yaml") else [(16, 1), (16, 1)]
    return Config(
        path=str(path),
        select=("A", "T2"),
        ignore=("S104", "S106"),
        fail_on="warning",
        lang="en",
        regime="2021",
        year=2023,
        level="county",
        rules=(str(path.parent / "local" / "rules.yaml"), "/etc/nianbao.yaml"),
        severity={"A301": Severity.WARNING, "T205": "off"},
        exclude=("drafts/**",),
        jobs=2,
        overrides=OVERRIDES,
        accept=tuple(
            entry._replace(line=line, column=column) for entry, (line, column) in zip(ACCEPTED, places, strict=True)
        ),
        baseline=str(path.parent / "known" / "baseline.json"),
    )


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.skipif(os.name != "posix", reason="an absolute path of POSIX in the file")
@pytest.mark.parametrize(("name", "text"), [(".nianbao.yaml", YAML), ("pyproject.toml", TOML)])
def test_everything_it_may_say(name: str, text: str, tmp_path: Path) -> None:
    path = write(tmp_path / name, text)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert load(None, str(below))._replace(places={}) == expected(path)
    assert load(str(path), "/")._replace(places={}) == expected(path)


def test_codes_and_paths_keep_their_places(tmp_path: Path) -> None:
    text = "select: [A, 's1, T2']\nrules: a.yaml\nprior: last\nseverity:\n  A301: info\n"
    text += "overrides:\n  - {paths: a, severity: {T205: info}, ignore: [S1]}\n"
    write(tmp_path / ".nianbao.yaml", text)
    assert load(None, str(tmp_path)).places == {
        ("select", "A"): (1, 10),
        ("select", "S1"): (1, 13),
        ("select", "T2"): (1, 13),
        ("rules", str(tmp_path / "a.yaml")): (2, 8),
        ("prior", str(tmp_path / "last")): (3, 8),
        ("severity", "A301"): (5, 3),
        ("overrides", "T205"): (7, 27),
        ("overrides", "S1"): (7, 49),
    }


def test_an_array_of_tables_has_a_place_for_each(tmp_path: Path) -> None:
    table = '[[tool.nianbao.accept]]\npath = "a.md"\ncode = "A303"\nreason = "x"\n'
    path = write(tmp_path / "pyproject.toml", f"{table}\n{table}")
    assert [entry.line for entry in load(str(path), "/").accept] == [1, 6]
    write(path, f"{table}\n{table.replace('reason', 'raeson')}")
    with pytest.raises(ConfigError, match=r":9:1: .*“reason”"):
        load(str(path), "/")


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config = load(None, str(tmp_path))
    assert config == Config()
    assert (config.fail_on, config.lang, config.regime, config.level) == ("error", "zh", "auto", "auto")


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    write(tmp_path / ".nianbao.yaml", "lang: en\n")
    write(tmp_path / "a" / ".nianbao.yaml", "fail_on: never\n")
    config = load(None, str(tmp_path / "a"))
    assert (config.lang, config.fail_on) == ("zh", "never")
    assert load(None, str(tmp_path)).lang == "en"


def test_the_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path / ".nianbao.yaml", "lang: en\n")
    write(tmp_path / "a" / "pyproject.toml", "[tool.nianbao]\nlang = 'zh'\nfail_on = 'never'\n")
    assert load(None, str(tmp_path / "a")).lang == "en"


@pytest.mark.parametrize("text", ["[project]\nname = 'x'\n", "[tool.other]\nx = 'nianbao'\n", "", "not toml at all ["])
def test_a_pyproject_without_our_table_is_passed_by(text: str, tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", text)
    assert load(None, str(tmp_path)) == Config()


def test_an_empty_file_is_a_configuration(tmp_path: Path) -> None:
    path = write(tmp_path / ".nianbao.yaml", "# nothing\n")
    assert load(None, str(tmp_path)) == Config(path=str(path))


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("selct: [A]\n", 1, 1, "“select”"),
        ("lang: zh\nfail-on: error\n", 2, 1, "“fail_on”"),
        ("fail_on: warn\n", 1, 10, "“warning”"),
        ("regime: 2020\n", 1, 9, "“2021”"),
        ("level: prefecture\n", 1, 8, "province"),
        ("select: [A301, a3x]\n", 1, 16, "“A3X”"),
        ("select: A301, 301\n", 1, 9, "“301”"),
        ("select: [[A]]\n", 1, 10, "文字"),
        ("severity: {A301: eror}\n", 1, 18, "“error”"),
        ("severity: {A3: error}\n", 1, 12, "A301"),
        ("jobs: 0\n", 1, 7, "1到256"),
        ("jobs: two\n", 1, 7, "整数"),
        ("year: 24\n", 1, 7, "2008"),
        ("rules: {a: b}\n", 1, 8, "文字"),
        ("lang: zh\nlang: en\n", 2, 1, "第1行"),
        ("- lang\n", 1, 1, "键"),
        ("lang: [\n", 2, 1, "YAML"),
        ("ignore:\n  - path: old/*\n    code: A301\n    reason: known\n", 2, 5, "accept"),
        ("accept: {path: a}\n", 1, 9, "列表"),
        ("accept:\n  - {code: A303, reason: x}\n", 2, 5, "“path”"),
        ("accept:\n  - {path: a, code: A303}\n", 2, 5, "“reason”"),
        ("accept:\n  - {path: a, reason: x}\n", 2, 5, "“code”"),
        ("accept:\n  - {path: a, codes: A303, reason: x}\n", 2, 15, "“code”"),
        ("accept:\n  - {path: a, code: 303, reason: x}\n", 2, 21, "文字"),
        ("accept:\n  - {path: a, code: A303x, reason: x}\n", 2, 21, "“A303X”"),
        ("accept:\n  - {path: a, code: A303, reason: ' '}\n", 2, 35, "空"),
        ("accept:\n  - {path: a, code: A303, reason: x, cell: total}\n", 2, 44, "表/行/列"),
        ("accept:\n  - {path: a, fingerprint: '303', reason: x}\n", 2, 28, "指纹"),
        ("accept:\n  - {path: a, code: A303, reason: x, until: soon}\n", 2, 45, "2026-12-31"),
        ("accept:\n  - {path: a, code: A303, reason: x, until: 2026-02-30}\n", 2, 45, "2026-12-31"),
        ("baseline: []\n", 1, 11, "文字"),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, line: int, column: int, words: str, tmp_path: Path) -> None:
    path = write(tmp_path / ".nianbao.yaml", text)
    with pytest.raises(ConfigError) as caught:
        load(None, str(tmp_path))
    error = caught.value
    assert (error.file, error.line, error.column) == (str(path), line, column), error
    assert words in error.message
    assert error.english


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[tool.nianbao]\nlang = 'zh'\n\nselct = ['A']\n", 4, "“select”"),
        ("[tool.nianbao]\nselect = [\n  'A',\n  '7',\n]\n", 2, "“7”"),
        ("[tool.nianbao.severity]\nA301 = 'info'\nT205 = 'eror'\n", 3, "“error”"),
        ("[tool.nianbao]\nlang =\n", 2, "TOML"),
        ("[tool]\nnianbao = 3\n", 1, "键"),
    ],
)
def test_a_mistake_in_pyproject_is_answered_with_its_line(text: str, line: int, words: str, tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", text)
    with pytest.raises(ConfigError) as caught:
        load(None, str(tmp_path))
    assert caught.value.line == line
    assert words in caught.value.message


@pytest.mark.parametrize("name", ["none.yaml", "none.toml"])
def test_an_explicit_file_must_be_there(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="没有这个文件"):
        load(str(tmp_path / name), str(tmp_path))


def test_an_explicit_toml_file_must_have_the_table(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", "[project]\nname = 'x'\n")
    with pytest.raises(ConfigError, match=r"tool\.nianbao"):
        load(str(path), str(tmp_path))


def test_without_a_configuration_no_parser_is_imported(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[project]\nname = 'x'\n")
    root = str(Path(linter.__file__).parents[1])
    code = (
        f"import sys; sys.path.insert(0, {root!r}); from linter.config.configuration import load\n"
        f"load(None, {str(tmp_path)!r}); print(*{{'yaml', 'tomllib', 'tomli', 'pathlib'}} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
