"""Hostile reports, names and arguments as a user or a CI server meets them: nothing commands, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import category
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.drawing import draw
from benchmarks.reports import make_report
from linter.files.output_formats import FORMATS
from tests.outside.program import run

on_posix = pytest.mark.skipif(os.name != "posix", reason="such names are POSIX's")
ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "linter"]
ADDED = {
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
    "GITHUB_ACTIONS": "true",
    "CI": "true",
}
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ESCAPE = "\x1b]0;owned\x07\x1b[2J\u202e\u200b"
NAMES = [
    b"::stop-commands::x.md",
    b" ::error::x.md",
    b"a\n::error::b.md",
    b"a\r\n##vso[task.complete]b.md",
    b"##teamcity[x].md",
    b"section_start:1:x\r\x1b[0K.md",
    b"\x1b[31mred\x07.md",
    "rlo\u202egpj.md".encode(),
    "zero\u200bwidth\u2028\x85.md".encode(),
    b"bad\xff\xfe.md",
    b"back\\x1b\\slash.md",
]


def environment() -> dict[str, str]:
    """That of a CI server, with what is compiled in the cache of these tests."""
    return os.environ | ADDED


def process(*command: str | bytes, folder: Path) -> tuple[int, str, str]:
    done = subprocess.run([*PROGRAM, *command], capture_output=True, env=environment(), cwd=folder, timeout=120)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def is_harmless(text: str, but: str = "\n") -> bool:
    return not any(category(sign) in UNSEEN and sign not in but for sign in text)


def commands(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip().startswith("::") or re.search(r"##[a-z]*\[", line)]


def with_escapes(report: Path) -> bytes:
    """The report with odd signs in a cell's row, in a line of text and in a heading, and something to fix."""
    text = report.read_text(encoding="utf-8").replace("## 一、总体情况", f"## 一、总体情况{ESCAPE}", 1)
    assert ESCAPE in text
    return f"{text}\n::error::审核审核{ESCAPE}，国发[2021]30号，##vso[task.complete]，电话13812342345。\n".encode()


@pytest.fixture
def hostile(good: Path) -> Path:
    good.write_bytes(with_escapes(good))
    return good


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile report under each name; no test changes anything in the folder."""
    report = tmp_path_factory.mktemp("hostile") / "good.md"
    report.write_bytes(draw(make_report(Random(1), "2021"), "markdown").data)
    report.write_bytes(with_escapes(report))
    folder = tmp_path_factory.mktemp("names")
    for name in NAMES:
        shutil.copy(report, os.path.join(os.fsencode(folder), name))
    return folder


@pytest.fixture(scope="module")
def found(names: Path) -> Any:
    """What is found under all of the names, as JSON."""
    return json.loads(process("check", "-f", "json", ".", folder=names)[1])


@pytest.mark.whole
@on_posix
@pytest.mark.parametrize("format", FORMATS)
def test_odd_names_and_texts_in_every_format(format: str, names: Path, found: Any) -> None:
    status, out, err = process("check", "-f", format, ".", folder=names)
    assert (status, err) == (1, "")
    assert is_harmless(out, "\n" if format != "html" else "\n\u200b")
    if format != "github":
        assert not commands(out)
    paths = {os.fsdecode(name) for name in NAMES}
    assert {file["path"] for file in found["files"]} == paths
    count = sum(len(file["diagnostics"]) for file in found["files"])
    if format in ("concise", "jsonl", "github"):
        assert len(out.splitlines()) == count
    if format == "gitlab":
        assert len(json.loads(out)) == count
    if format == "sarif":
        listed = {
            unquote_to_bytes(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
            for one in json.loads(out)["runs"][0]["results"]
        }
        assert listed == set(NAMES)
    if format == "junit":
        assert len(ElementTree.fromstring(out.encode())) == len(NAMES)
    if format == "concise":
        begins = {line.partition(".md:")[0] for line in out.splitlines()}
        assert "./::stop-commands::x" in begins
        assert "bad\\xff\\xfe" in begins
        assert "a\\x0a::error::b" in begins


@pytest.mark.whole
@on_posix
@pytest.mark.parametrize("format", FORMATS)
def test_odd_names_in_every_file_that_is_written(format: str, names: Path, tmp_path: Path) -> None:
    target = tmp_path / "report"
    status, out, err = process("check", "-f", format, ".", "-o", str(target), folder=names)
    assert (status, out, err) == (1, "", "")
    assert is_harmless(target.read_text(encoding="utf-8"), "\n" if format != "html" else "\n\u200b")


@pytest.mark.whole
@on_posix
def test_a_name_that_is_no_text_goes_through_everything(good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name, word, old = b"bad\xff\x1b.md", b"w\xfe.docx", b"old\xfd.md"
    text = good.read_text(encoding="utf-8")
    (tmp_path / "fixable").write_text(f"{text}\n国发[2021]30号\n", encoding="utf-8")
    shutil.copy(tmp_path / "fixable", os.path.join(os.fsencode(folder), name))
    shutil.copy(good, os.path.join(os.fsencode(folder), old))
    shutil.copy(ROOT / "examples" / "2021-faulty.docx", os.path.join(os.fsencode(folder), word))
    plain = ["-f", "concise"]

    status, _, err = process("baseline", ".", "-o", "b.json", folder=folder)
    assert status == 0
    assert "Traceback" not in err
    status, out, _ = process("check", ".", "--baseline", "b.json", *plain, folder=folder)
    assert (status, out) == (0, "")

    status, out, err = process("check", ".", "--annotate", "copies", *plain, folder=folder)
    assert status == 1
    assert is_harmless(err)
    assert os.listdir(os.path.join(os.fsencode(folder), b"copies")) == [word]
    shutil.rmtree(folder / "copies")

    status, out, err = process("check", name, "--prior", old, *plain, folder=folder)
    assert status in (0, 1)
    assert is_harmless(out + err)
    status, out, err = process("check", name, "--prior", b"none\xff\x1b", *plain, folder=folder)
    assert (status, out) == (2, "")
    assert "none\\xff\\x1b" in err

    status, out, err = process("check", name, "--diff", "-o", "p", folder=folder)
    assert (status, out) == (1, "")
    patch = (folder / "p").read_text(encoding="utf-8")
    assert patch.splitlines()[:2] == ['--- "bad\\377\\033.md"', '+++ "bad\\377\\033.md"']
    if shutil.which("patch"):
        copy = tmp_path / "patched"
        shutil.copytree(folder, copy)
        subprocess.run(["patch", "-s", "-p0", "-i", "p"], cwd=copy, check=True, timeout=60)
        assert process("check", name, "--diff", folder=copy)[:2] == (0, "")

    status, out, err = process("check", name, "--fix", *plain, folder=folder)
    assert "bad\\xff\\x1b.md：修改了1处" in err
    assert is_harmless(err)
    for command in ("tree", "extract"):
        status, out, err = process(command, name, folder=folder)
        assert (status, err) == (0, "")
        status, out, err = process(command, b"none\xff\x1b\n::error::x.md", folder=folder)
        assert (status, out) == (2, "")
        assert err.count("\n") == 1
        assert is_harmless(err)


@pytest.mark.whole
def test_a_diff_is_exact_in_a_file_and_shown_with_escapes(hostile: Path, tmp_path: Path) -> None:
    patch = tmp_path / "p"
    process("check", hostile.name, "--diff", "-o", str(patch), folder=tmp_path)
    exact = patch.read_bytes()
    assert b"+::error::" in exact
    assert ESCAPE.encode() in exact
    with (tmp_path / "redirected").open("wb") as file:
        subprocess.run(
            [*PROGRAM, "check", hostile.name, "--diff"],
            stdout=file,
            stderr=subprocess.DEVNULL,
            env=environment(),
            cwd=tmp_path,
            timeout=60,
        )
    assert (tmp_path / "redirected").read_bytes() == exact
    status, out, _ = process("check", hostile.name, "--diff", folder=tmp_path)
    assert status == 1
    assert is_harmless(out, "\n\u200b")
    assert not commands(out)
    assert "138****2345" in out
    assert "13812342345" not in out


@pytest.mark.whole
@on_posix
@pytest.mark.parametrize("options", [[], ["--diff"], ["-f", "markdown"], ["-f", "json"], ["-f", "html"]])
def test_on_a_terminal(hostile: Path, tmp_path: Path, options: list[str]) -> None:
    """As a person sees it: colours of ours, nothing of the report's."""
    import pty

    odd = tmp_path / "\x1b[2J\u202e.md"
    shutil.copy(hostile, odd)
    master, slave = pty.openpty()
    command = [*PROGRAM, "check", odd.name, *options]
    child = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment() | {"TERM": "xterm"}, cwd=tmp_path
    )
    os.close(slave)
    seen = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    assert child.wait(60) in (0, 1)
    text = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode("utf-8"))
    assert "\\x1b" in text or options == ["-f", "json"]
    assert is_harmless(text, "\r\n" if options not in (["--diff"], ["-f", "html"]) else "\r\n\u200b")
    assert "13812342345" not in text


@pytest.mark.whole
@on_posix
@pytest.mark.parametrize(
    "command",
    [
        ["check", "--\x1b[2J\n::error::x"],
        ["check", "-f", "\x1b[2J\n::error::x", "a.md"],
        ["check", "--year", "\x1b\u202e\n::error::x", "a.md"],
        ["\x1b[2J\n::error::x"],
        ["explain", "\x1b[2J\n::error::x"],
        ["tree", "a", "\x1b[2J\n::error::x"],
        ["check", "--config", "\x1b[2J\n::error::x##vso[a]", "a.md"],
        ["check", "--rules", "\x1b[2J\n::error::x", "a.md"],
        ["check", "--baseline", "\x1b[2J\n::error::x", "good.md"],
        ["check", "--select", "\x1b[2J\n::error::x", "a.md"],
        ["check", "--prior", "\x1b[2J\n::error::x", "a.md"],
        ["check", "-o", "no/\x1b[2J\n::error::x", "good.md"],
        ["check", "\x1b[2J\n::error::x.md"],
    ],
)
def test_arguments_are_quoted_without_harm(command: list[str], good: Path) -> None:
    status, out, err = process(*command, folder=good.parent)
    assert status == 2
    assert is_harmless(out + err)
    assert not commands(out + err)
    assert "Traceback" not in err


RULE = """
rules:
  - code: X950
    name: odd
    severity: warning
    check: forbidden-words
    basis: "依据\\e[2J\\u202e|<b>"
    with: {words: {总体情况: 甲}}
    message: {zh: "甲\\e[2J::error::\\u202e##vso[x]", en: "b\\e[2J"}
"""


@pytest.mark.whole
def test_words_of_a_configuration_and_rules_do_no_harm(good: Path) -> None:
    (good.parent / "rules.yaml").write_text(RULE, encoding="utf-8")
    commands_with_rules = (
        ["check", "good.md", "-f", "concise"],
        ["check", "good.md", "-f", "console"],
        ["rules"],
        ["rules", "-f", "markdown"],
        ["rules", "-f", "json"],
        ["explain", "X950"],
    )
    for command in commands_with_rules:
        _, out, err = process(*command, "--rules", "rules.yaml", folder=good.parent)
        assert is_harmless(out + err)
        assert not commands(out + err)
        assert re.search(r"(x|u00)1b\[2J", out.replace("\\", "")), command
    (good.parent / ".nianbao.yaml").write_text('select: ["\\e[2J\\n::error::x"]\n', encoding="utf-8")
    status, out, err = process("check", "good.md", folder=good.parent)
    assert (status, out) == (2, "")
    assert "\\x1b[2J" in err
    assert is_harmless(err)
    assert err.count("\n") == 1


FORMULAS = {
    "=cmd'/C calc'!A1": "'=cmd'/C calc'!A1",
    "＝1+1": "'＝1+1",
    "@SUM(1)": "'@SUM(1)",
    "+1+2": "'+1+2",
    "-1+2": "'-1+2",
    "\x1b[2J乙": "\\x1b[2J乙",
    "yes": "yes",
    "1e3": "1e3",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_tables_in_csv_hold_no_formula(formula: str, good: Path) -> None:
    lines = good.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "本年新收" in line)
    cells = lines[at].split("|")
    cells[-5] = f" {formula} "
    lines[at] = "|".join(cells)
    good.write_text("\n".join(lines), encoding="utf-8")
    whole = json.loads(run("extract", "-f", "json", str(good)).stdout)
    assert whole["applications"]["received"]["charity"] == formula
    done = run("extract", "-f", "csv", str(good))
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert [row[3] for row in rows if row[1:3] == ["received", "charity"]] == [FORMULAS[formula]]
    assert done.stdout.count("\n") == len(rows)
    assert is_harmless(done.stdout)
    assert yaml.safe_load(run("extract", "-f", "yaml", str(good)).stdout) == whole
    assert is_harmless(run("extract", str(good)).stdout)


def test_a_negative_figure_stays_a_figure() -> None:
    example = ROOT / "examples" / "2019-clean.md"
    text = example.read_text(encoding="utf-8")
    done = run("extract", "-f", "csv", "--stdin-filename", "a.md", "-", data=text.encode())
    assert "'" not in done.stdout


VALUES = (
    st.none()
    | st.integers(-99, 99)
    | st.floats(-9, 9).map(lambda value: round(value, 2))
    | st.text(
        st.sampled_from("ye s1e3=-a:#'\"\\\n\r\t\0\x1b\x85\u2028\u202e\ud800\udcff\ufeff一😀[{&*!|>%@`~,?0x.:"),
        max_size=12,
    )
    | st.sampled_from(
        ["yes", "no", "1e3", "=", "- a", "null", "~", "0x1F", "12:30", "1_000", ".inf", "::error::x" * 20]
    )
)


@given(st.dictionaries(st.sampled_from(["person", "total"]), VALUES))
@settings(deadline=None)
def test_yaml_comes_back(values: dict[str, object]) -> None:
    from linter.cli.views import _write_yaml

    out = io.StringIO()
    _write_yaml({"applications": {"received": values}}, out)
    assert yaml.safe_load(out.getvalue()) == {"applications": {"received": values}}
    assert is_harmless(out.getvalue())
    assert not commands(out.getvalue())


@pytest.mark.whole
def test_a_comment_in_a_word_file_is_legal_xml(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULE.replace("\\u202e", "\\u202e\\uFFFE"), encoding="utf-8")
    copy = tmp_path / "copy.docx"
    example = ROOT / "examples" / "2021-faulty.docx"
    shutil.copy(example, tmp_path / "a.docx")
    status, _, err = process("check", "a.docx", "--rules", "rules.yaml", "--annotate", str(copy), folder=tmp_path)
    assert status == 1, err
    with ZipFile(copy) as package:
        comments = ElementTree.fromstring(package.read("word/comments.xml"))
    told = "".join(comments.itertext())
    assert "甲\\x1b[2J::error::\\u202e\\ufffe" in told
    assert is_harmless(told)


def test_the_section_tree_is_one_line_a_heading(hostile: Path) -> None:
    done = run("tree", str(hostile))
    assert is_harmless(done.stdout)
    assert "\\x1b]0;owned\\x07" in done.stdout
    assert len(done.stdout.splitlines()) == done.stdout.count("\n")
