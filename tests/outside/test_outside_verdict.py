"""可以发布 is said only of what was checked, on every channel."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from tests.outside.program import Run, run
from tests.places import TOP

BASES = TOP / "rules" / "examples"
REPORT = (BASES / "2021.md").read_text("utf-8")
BEFORE = (BASES / "2021-before.md").read_text("utf-8")
UNCHECKED = "未发现问题（未核对：上年结转）"


def organ(text: str) -> str:
    return text.split("\n")[0].removeprefix("# ").partition("20")[0]


YEAR = int(REPORT.partition("20")[2][:2]) + 2000


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This year's report; a folder without last year's; one with it; another organ's report."""
    monkeypatch.chdir(tmp_path)
    for path, text in {
        "now.md": REPORT,
        "without/other.md": BEFORE.replace(organ(BEFORE), "云川市某局"),
        "with/before.md": BEFORE,
        "other.md": BEFORE.replace(organ(BEFORE), "云川市某局"),
        "first.md": REPORT.replace(f"{YEAR}年", "2019年"),
    }.items():
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(text, "utf-8")
    return tmp_path


NOT_FOUND = f"在 without 中没有找到{organ(REPORT)}{YEAR - 1}年的报告，未核对上年结转"
NOT_IT = f"other.md 不是{organ(REPORT)}{YEAR - 1}年的报告，未核对上年结转"
NOT_GIVEN = "没有上年报告（可用 --prior 指明），未核对上年结转"
CASES = [(("--prior", "without"), NOT_FOUND), (("--prior", "other.md"), NOT_IT), ((), NOT_GIVEN)]


def check(format: str, *options: str) -> Run:
    done = run("check", "-f", format, "now.md", *options)
    assert done.status == 0, done
    return done


@pytest.mark.parametrize(("options", "reason"), CASES)
def test_console(options: tuple[str, ...], reason: str, drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    lines = check("console", *options).stdout.splitlines()
    assert lines[-2:] == [f"注意 {reason}", f"{UNCHECKED}：1 个文件，0 个错误，0 个警告，0 个提示"]
    assert "未能判断" not in "".join(lines)  # once, not for each rule that wants it


@pytest.mark.parametrize(("options", "reason"), CASES)
def test_json(options: tuple[str, ...], reason: str, drafts: Path) -> None:
    (entry,) = check("json", *options).json["files"]
    assert entry["verdict"] == "pass"
    assert entry["not_compared"] == [{"what": "prior", "reason": reason}]


def test_rules_are_undecided_only_where_there_is_something_that_should_do(drafts: Path) -> None:
    (entry,) = check("json", "--prior", "without").json["files"]
    assert entry["not_evaluated"] == []
    (entry,) = check("json", "--prior", "other.md").json["files"]
    assert [one["code"] for one in entry["not_evaluated"]] == ["Y501", "Y502", "Y503"]


@pytest.mark.parametrize(("options", "reason"), CASES)
def test_html(options: tuple[str, ...], reason: str, drafts: Path) -> None:
    page = unescape(check("html", *options).stdout)
    assert f"<strong>{UNCHECKED}</strong>" in page
    assert reason in page
    assert "可以发布" not in page


@pytest.mark.parametrize(("options", "reason"), CASES)
def test_markdown(options: tuple[str, ...], reason: str, drafts: Path) -> None:
    text = check("markdown", *options).stdout
    assert text.startswith(f"## 年报检查结果：{UNCHECKED}\n")
    assert f"- 注意：{reason}\n" in text


@pytest.mark.parametrize("format", ["concise", "jsonl", "sarif", "github", "gitlab", "junit"])
@pytest.mark.parametrize(("options", "reason"), CASES)
def test_formats_without_a_verdict_leave_it_to_standard_error(
    format: str, options: tuple[str, ...], reason: str, drafts: Path
) -> None:
    """Where last year's report was asked for: who runs a hook on one file knows that nothing else is there."""
    assert check(format, *options).stderr == (f"nianbao: {reason}\n" if options else "")


def test_what_was_compared_is_fit_to_publish(drafts: Path) -> None:
    for arguments in (("now.md", "--prior", "with"), ("now.md", "--prior", "with/before.md")):
        done = run("check", "-f", "console", *arguments)
        assert done.stdout.splitlines()[-1].startswith("可以发布：1 个文件"), done
        assert run("check", *arguments).stderr == ""


def test_files_that_are_checked_together_are_told_apart(drafts: Path) -> None:
    done = run("check", "-f", "json", "now.md", "with/before.md", "--select", "Y")
    assert {entry["path"]: bool(entry["not_compared"]) for entry in done.json["files"]} == {
        "now.md": False,
        "with/before.md": True,
    }


@pytest.mark.whole
def test_kept_results_tell_the_same(drafts: Path) -> None:
    for number in range(30):
        Path(f"{number}.md").write_text(REPORT.replace(organ(REPORT), f"云川市第{number}局"), "utf-8")
    first, second = (run("check", "-f", "json", ".").stdout for _ in range(2))
    assert first == second
    told = {entry["path"]: entry["not_compared"] for entry in json.loads(first)["files"]}
    assert told["now.md"] == []
    assert told["3.md"] == [{"what": "prior", "reason": NOT_GIVEN}]


@pytest.mark.parametrize("name", ["2008.md", "2019.md"])
def test_where_nothing_could_be_carried_over_nothing_is_missed(name: str, drafts: Path) -> None:
    text = (BASES / name).read_text("utf-8")
    year = int(text.partition("20")[2][:2]) + 2000
    Path("early.md").write_text(text.replace(f"{year}年", "2019年") if name == "2019.md" else text, "utf-8")
    (entry,) = run("check", "-f", "json", "early.md").json["files"]
    assert entry["not_compared"] == []


def test_rules_that_are_not_selected_miss_nothing(drafts: Path) -> None:
    done = run("check", "-f", "console", "now.md", "--select", "A")
    assert done.stdout.splitlines()[-1].startswith("所选规则没有发现问题：1 个文件")
    done = run("check", "-f", "console", "now.md", "--select", "Y501")
    assert done.stdout.splitlines()[-1].startswith("所选规则没有发现问题（未核对：上年结转）：1 个文件")


def test_what_could_not_be_decided_stands_beside_the_verdict(drafts: Path) -> None:
    row = next(line for line in REPORT.split("\n") if "（二）部分公开" in line)
    Path("now.md").write_text(REPORT.replace(row + "\n", ""), "utf-8")
    done = run("check", "-f", "console", "now.md", "--select", "A302")
    assert "未能判断 A302" in done.stdout
    assert "（未核对：A302）" in done.stdout.splitlines()[-1]


def test_needs_changes_counts_the_files_that_do(drafts: Path) -> None:
    Path("bad.md").write_text(REPORT.replace("## 六、", "## 七、"), "utf-8")
    Path("worse.md").write_text(REPORT.replace("## 一、总体情况", ""), "utf-8")
    last = run("check", "-f", "console", "now.md", "bad.md", "worse.md", "missing.md").stdout.splitlines()[-1]
    verdicts = [entry["verdict"] for entry in run("check", "-f", "json", "now.md", "bad.md", "worse.md").json["files"]]
    assert verdicts == ["pass", "review", "revise"]
    assert last.startswith("需要修改：2 个文件（共 4 个），")


def test_several_organs_that_may_be_meant_are_said(drafts: Path) -> None:
    Path("now.md").write_text(REPORT.replace(organ(REPORT), "东山省云川市林业局"), "utf-8")
    for name in ("云川市林业局", "山省云川市林业局"):
        Path(f"with/{name}.md").write_text(BEFORE.replace(organ(BEFORE), name), "utf-8")
    (entry,) = run("check", "-f", "json", "now.md", "--prior", "with").json["files"]
    (missed,) = entry["not_compared"]
    assert missed["reason"] == (
        f"{YEAR - 1}年的报告中有几个机关都可能是东山省云川市林业局：云川市林业局、山省云川市林业局，未核对上年结转"
    )


def test_in_english(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    lines = check("console", "--prior", "without", "--lang", "en").stdout.splitlines()
    assert lines[-2].startswith("note: no report for ")
    assert lines[-2].endswith(" in without; what was carried over is not compared")
    assert lines[-1].startswith("Nothing found (not compared: what was carried over from last year): 1 file, ")
