"""The formats for other programs and for people without a terminal, as the command writes them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.files.output_formats import FORMATS
from tests.outside.program import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two faulty reports and a clean one, in three formats, and a picture that calls itself a report."""
    report = make_report(Random(1), "2021", busy=True)
    bad = with_value(report, "applications/granted/person", 999)
    for name, source, layout in (("a.md", bad, "markdown"), ("b.html", bad, "html"), ("c.txt", report, "pipes")):
        (tmp_path / name).write_bytes(draw(source, layout).data)
    (tmp_path / "d.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return tmp_path


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_and_always_the_same(format: str, lang: str, folder: Path) -> None:
    options = ("check", "-f", format, "--lang", lang, str(folder))
    first = run(*options, "--jobs", "1")
    assert first.status == 2  # the picture cannot be read
    assert first.stdout
    assert run(*options, "--jobs", "2").stdout == first.stdout
    target = folder / "out" / "report"
    target.parent.mkdir()
    assert run(*options, "--jobs", "1", "-o", str(target)).stdout == ""
    assert target.read_text(encoding="utf-8") == first.stdout
    assert [path.name for path in target.parent.iterdir()] == ["report"]


def test_gitlab(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    issues = run("check", "-f", "gitlab", "--select", "A").json
    assert [(issue["check_name"], issue["location"]["path"], issue["severity"]) for issue in issues] == [
        ("A300", "a.md", "major"),
        ("A300", "b.html", "major"),
        ("E002", "d.txt", "critical"),
    ]
    assert len({issue["fingerprint"] for issue in issues}) == 3
    (found,) = run("check", "-f", "json", "--select", "A", "a.md").json["files"][0]["diagnostics"]
    assert issues[0]["location"]["lines"]["begin"] == found["location"]["line"]


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 1), ("never", 0)])
def test_junit(fail_on: str, failures: int, folder: Path) -> None:
    path = str(folder / "a.md")
    root = ElementTree.fromstring(run("check", "-f", "junit", "--fail-on", fail_on, path).stdout)
    (suite,) = root
    cases = {case.get("name"): case for case in suite}
    assert suite.get("failures") == str(failures)
    assert (cases["A300 wrong-figure"].find("failure") is not None) == bool(failures)
    assert len(cases["S101 missing-section"]) == 0
    assert int(suite.get("tests", 0)) == len(cases) > 20


def test_rules_that_were_not_run_are_no_tests(folder: Path) -> None:
    root = ElementTree.fromstring(run("check", "-f", "junit", "--select", "T20", str(folder / "c.txt")).stdout)
    assert {str(case.get("name"))[:3] for case in root[0]} == {"T20"}


def test_markdown(folder: Path) -> None:
    text = run("check", "-f", "markdown", str(folder)).stdout
    assert text.startswith("## 年报检查结果：需要修改\n\n| 文件 |")
    assert "| **错误** | A300 | 第" in text
    assert "E002" in text
    assert "没有发现问题：" in text


class _Marked(HTMLParser):
    """The cells of a page that are marked as wrong."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.marked: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self._inside = "m-error" in (dict(attrs).get("class") or "")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.marked.append(data)
            self._inside = False


def test_html(folder: Path) -> None:
    text = run("check", "-f", "html", str(folder)).stdout
    assert _Marked(text).marked == ["999", "999"]
    assert text.count("<script>") == 1
    assert " src=" not in text
    assert not re.search(r"https?:", text)


def test_html_of_a_hostile_report(tmp_path: Path) -> None:
    path = tmp_path / "<b>'\"&.txt"
    path.write_text(
        "<script>alert(1)</script>2023年政府信息公开工作年度报告\n一、<img src=x onerror=alert(2)>\n", encoding="utf-8"
    )
    text = run("check", "-f", "html", str(path)).stdout
    assert text.count("<script>") == 1
    assert "<img" not in text
    assert "<b>'" not in text


def test_sarif_tells_what_was_not_decided(tmp_path: Path) -> None:
    report = with_value(make_report(Random(1), "2021", busy=True), "applications/granted/person", "若干")
    path = tmp_path / "a.txt"
    path.write_bytes(draw(report, "pipes").data)
    entry = run("check", "-f", "json", str(path)).json["files"][0]
    assert entry["not_evaluated"]
    (invocation,) = json.loads(run("check", "-f", "sarif", str(path)).stdout)["runs"][0]["invocations"]
    told = [note["associatedRule"]["id"] for note in invocation["toolExecutionNotifications"]]
    assert told == [one["code"] for one in entry["not_evaluated"]]
    assert invocation["executionSuccessful"] is True
