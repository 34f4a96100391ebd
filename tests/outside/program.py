"""Running the program as its users do, and reading what it says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
from click.testing import CliRunner

from benchmarks.marks import Drawing

SERIOUS = ("error", "warning")


@dataclass(frozen=True)
class Run:
    """One finished command."""

    status: int
    stdout: str
    stderr: str

    @cached_property
    def json(self) -> Any:
        return json.loads(self.stdout)


def run(*arguments: str, data: bytes | None = None) -> Run:
    """The command in this process; `data` is its standard input."""
    from linter.cli.main import main

    result = CliRunner().invoke(main, list(arguments), input=data, prog_name="nianbao")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Run(result.exit_code, result.stdout, result.stderr)


def a_sentence(done: Run) -> str:
    """Standard error holds one short, clear message and no traceback."""
    text = done.stderr.strip()
    assert text
    assert "Traceback" not in text
    assert len(text.splitlines()) <= 6  # click adds usage and a hint
    return text


def messages(path: Path) -> list[str]:
    """What the comments of a copy say of single places: the first one sums up."""
    first, *others = [comment.text for comment in docx.Document(str(path)).comments]
    assert first.startswith(("年报检查结果：", "Report check: "))
    return others


@dataclass(frozen=True)
class Finding:
    """One diagnostic of the JSON report."""

    raw: dict[str, Any]

    @property
    def code(self) -> str:
        return str(self.raw["code"])

    @property
    def severity(self) -> str:
        return str(self.raw["severity"])

    @property
    def message(self) -> str:
        return str(self.raw["message"])

    @property
    def cells(self) -> frozenset[str]:
        return frozenset(self.raw["cells"])

    @property
    def line(self) -> int | None:
        line: int | None = self.raw["location"]["line"]
        return line

    def text_in(self, drawing: Drawing) -> str:
        """What stands at the place that the finding names."""
        where = self.raw["location"]
        return drawing.slice(where["line"], where["column"], where["end_line"], where["end_column"])

    def __repr__(self) -> str:
        where = self.raw["location"]
        return f"<{self.code} {where['line']}:{where['column']} {self.message}>"


def file_entry(drawing: Drawing, *options: str) -> dict[str, Any]:
    """The one entry under `files` when the drawing comes in on standard input."""
    done = run("check", "-f", "json", "--stdin-filename", drawing.name, *options, "-", data=drawing.data)
    (entry,) = done.json["files"]
    assert entry["error"] is None, entry["error"]
    return dict(entry)


def findings(drawing: Drawing, *options: str) -> list[Finding]:
    """Everything that `check` reports at error or warning level."""
    return [found for found in all_findings(drawing, *options) if found.severity in SERIOUS]


def all_findings(drawing: Drawing, *options: str) -> list[Finding]:
    return [Finding(raw) for raw in file_entry(drawing, *options)["diagnostics"]]


def extracted(drawing: Drawing, folder: Any) -> dict[str, Any]:
    """What `extract` reads from the drawing, put into a file of `folder`."""
    path = folder / drawing.name
    path.write_bytes(drawing.data)
    done = run("extract", "-f", "json", str(path))
    assert done.status == 0, (done.stdout, done.stderr)
    return dict(done.json)
