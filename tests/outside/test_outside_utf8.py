"""What programs read is in UTF-8, whatever the machine's own encoding is: on Windows a redirected text is in GBK."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import TOP

pytestmark = pytest.mark.whole

MACHINES = {
    "GBK": {"PYTHONIOENCODING": "cp936", "PYTHONUTF8": "0"},
    "ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
}
CHINESE = "属于三类内容事务信息"
FORMATS = ("json", "jsonl", "sarif", "gitlab", "github", "junit", "csv", "markdown", "html")
COMMANDS = {
    **{name: ("check", "a.md", "-f", name, "--select", "T204") for name in FORMATS},
    "diff": ("check", "a.md", "--diff", "--select", "T204"),
    "tree": ("tree", "a.md", "-f", "json"),
    "figures": ("tree", "a.md", "--figures", "-f", "json"),
    "extract": ("extract", "a.md", "-f", "json"),
    "extract-many": ("extract", "a.md", "b.md", "-f", "csv"),
    "rules": ("rules", "-f", "json", "--lang", "zh"),
    "rules-markdown": ("rules", "-f", "markdown", "--lang", "zh"),
    "schema": ("schema", "config"),
    "survey": ("survey", "a.md", "b.md", "-f", "json", "--lang", "zh"),
    "survey-csv": ("survey", "a.md", "b.md", "-f", "csv", "--lang", "zh"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes((TOP / "examples" / "2021-faulty.md").read_bytes())
    return tmp_path


def output(machine: str, *arguments: str) -> bytes:
    """What the command writes into a pipe on a machine of that encoding."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = (sys.executable, "-m", "linter", *arguments)
    done = subprocess.run(
        command, env={**environment, "PYTHONPATH": str(TOP), **MACHINES[machine]}, capture_output=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("machine", MACHINES)
def test_it_is_the_same_bytes_everywhere(machine: str, name: str, here: Path) -> None:
    data = output(machine, *COMMANDS[name])
    text = data.decode("utf-8-sig")
    assert any("一" <= sign <= "鿿" for sign in text) or name == "extract"
    assert "\\u" not in text or name in ("html", "schema")
    if name in FORMATS:
        assert CHINESE in text


def test_json_is_read_back(here: Path) -> None:
    told = json.loads(output("GBK", *COMMANDS["json"]))
    assert CHINESE in told["files"][0]["diagnostics"][0]["message"]


@pytest.mark.parametrize("machine", MACHINES)
def test_a_redirected_diff_is_a_patch(machine: str, here: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(TOP), **MACHINES[machine]}
    with open("fix.patch", "wb") as file:
        command = (sys.executable, "-m", "linter", *COMMANDS["diff"])
        assert subprocess.run(command, env=environment, stdout=file, check=False).returncode == 1
    lines = Path("fix.patch").read_text("utf-8").splitlines()
    assert [line[1:] for line in lines if line.startswith("-") and CHINESE in line] != []
    assert [line[1:] for line in lines if line.startswith(" ")] != []
    source = Path("a.md").read_text("utf-8").splitlines()
    assert all(line[1:] in source for line in lines if line[:1] in (" ", "-") and not line.startswith("---"))


@pytest.mark.parametrize("format", ["concise", "console"])
def test_what_people_read_is_in_the_encoding_of_their_machine(format: str, here: Path) -> None:
    data = output("GBK", "check", "a.md", "-f", format, "--lang", "zh")
    assert CHINESE in data.decode("gbk")
