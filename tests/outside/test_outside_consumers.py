"""What the program writes, read by programs that others wrote: they must find there what `json` tells."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from benchmarks import word
from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from tests.outside.program import run

FORMATS = ("json", "sarif", "junit", "gitlab", "csv")


class Outputs(NamedTuple):
    """A file of each format from one check, and what `json` holds."""

    folder: Path
    files: Sequence[dict[str, Any]]

    def path(self, format: str) -> Path:
        suffix = {"gitlab": ".gitlab.json", "junit": ".xml"}.get(format, f".{format}")
        return self.folder / f"out{suffix}"

    @property
    def found(self) -> list[tuple[str, dict[str, Any]]]:
        return [(file["path"], one) for file in self.files for one in file["diagnostics"]]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """Of faulty reports in folders with blanks and Chinese names, a clean one, and a picture."""
    folder = tmp_path_factory.mktemp("consumers")
    reports = folder / "reports" / "石桥区 街道办"
    reports.mkdir(parents=True)
    clean = make_report(Random(1), "2021", busy=True)
    bad = with_value(clean, "applications/granted/person", 999)
    for name, layout in (("年 报.md", "markdown"), ("b&b <2>.html", "html")):
        text = draw(bad, layout).data.decode().replace("。", "，审核审核工作(含复核)。", 1)  # a warning, a note
        (reports / name).write_text(text, "utf-8")
    (reports / "c.docx").write_bytes(word.draw(bad, "docx").data)
    (reports / "d.txt").write_bytes(draw(clean, "pipes").data)
    (reports / "e.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    told = Outputs(folder, ())
    pairs = [option for format in FORMATS for option in ("-f", format, "-o", str(told.path(format)))]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run("check", "reports", *pairs).status == 2
    told = told._replace(files=json.loads(told.path("json").read_text("utf-8"))["files"])
    assert {it["severity"] for _, it in told.found} == {"error", "warning", "info"}
    return told


def sarif_tools(command: str, outputs: Outputs, out: Path) -> str:
    """What a command of sarif-tools writes (https://github.com/microsoft/sarif-tools)."""
    pytest.importorskip("sarif")
    made = subprocess.run(
        [sys.executable, "-m", "sarif", command, str(outputs.path("sarif")), "--output", str(out)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return out.read_text("utf-8-sig")


def uri(path: str) -> str:
    return quote(path, safe="/")


@pytest.mark.whole
def test_sarif_tools_lists_every_finding(outputs: Outputs, tmp_path: Path) -> None:
    rows = list(csv.DictReader(sarif_tools("csv", outputs, tmp_path / "out.csv").splitlines()))
    levels = {"error": "error", "warning": "warning", "info": "note"}
    assert sorted((row["Location"], row["Severity"], row["Code"], int(row["Line"])) for row in rows) == sorted(
        (uri(path), levels[it["severity"]], it["code"], it["location"]["line"] or 1) for path, it in outputs.found
    )
    assert {row["Tool"] for row in rows} == {"nianbao"}
    assert {row["Description"] for row in rows} == {it["message"] for _, it in outputs.found}


@pytest.mark.whole
def test_what_sarif_tools_makes_for_gitlab_is_what_is_written_for_it(outputs: Outputs, tmp_path: Path) -> None:
    theirs = json.loads(sarif_tools("codeclimate", outputs, tmp_path / "out.json"))
    ours = json.loads(outputs.path("gitlab").read_text("utf-8"))
    unreadable = {file["error"]["code"] for file in outputs.files if file["error"]}

    def told(issue: dict[str, Any], path: str) -> tuple[str, str, str, int]:
        return path, issue["check_name"], issue["severity"], issue["location"]["lines"]["begin"]

    assert sorted(told(it, it["location"]["path"]) for it in theirs) == sorted(
        told(it, uri(it["location"]["path"])) for it in ours if it["check_name"] not in unreadable
    )


@pytest.mark.whole
def test_sarif_tools_counts_them(outputs: Outputs, tmp_path: Path) -> None:
    summary = sarif_tools("summary", outputs, tmp_path / "out.txt")
    for level, severity in (("error", "error"), ("warning", "warning"), ("note", "info")):
        count = sum(it["severity"] == severity for _, it in outputs.found)
        assert f"{level}: {count}" in summary


def test_junitparser_finds_each_file_and_what_failed_in_it(outputs: Outputs) -> None:
    junitparser = pytest.importorskip("junitparser")
    suites = junitparser.JUnitXml.fromfile(str(outputs.path("junit")))
    assert sorted(suite.name for suite in suites) == sorted(file["path"] for file in outputs.files)
    for suite in suites:
        (file,) = (file for file in outputs.files if file["path"] == suite.name)
        errors = {it["code"] for it in file["diagnostics"] if it["severity"] == "error"}
        cases = list(suite)
        failed = {
            case.name.split()[0] for case in cases if any(isinstance(it, junitparser.Failure) for it in case.result)
        }
        broken = [case.name for case in cases if any(isinstance(it, junitparser.Error) for it in case.result)]
        assert failed == errors
        assert broken == ([file["error"]["code"]] if file["error"] else [])
        assert (suite.tests, suite.failures, suite.errors) == (len(cases), len(failed), len(broken))
    before = [(suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) for suite in suites]
    for suite in suites:
        suite.update_statistics()
    assert [(it.name, it.tests, it.failures, it.errors, it.skipped) for it in suites] == before


def test_the_table_for_spreadsheets_is_a_table(outputs: Outputs) -> None:
    with outputs.path("csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) - 1 == len(outputs.found) + sum(file["error"] is not None for file in outputs.files)
