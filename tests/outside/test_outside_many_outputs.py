"""-f and -o in pairs, formats by suffix, counts by rule, what is said of what was written, and what is left out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from linter.notices import refusal
from tests.outside.program import a_sentence, run
from tests.places import EXAMPLES, TOP

FAULTY = EXAMPLES / "2021-faulty.txt"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(FAULTY.read_bytes())


@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("结果.html", "html"),
        ("b.HTM", "html"),
        ("b.json", "json"),
        ("b.jsonl", "jsonl"),
        ("b.sarif", "sarif"),
        ("b.xml", "junit"),
        ("b.md", "markdown"),
        ("b.csv", "csv"),
        ("b.txt", "concise"),
        ("b", "concise"),
        ("b.log", "concise"),
    ],
)
def test_the_suffix_tells_the_format(name: str, format: str) -> None:
    done = run("check", "a.txt", "-o", name)
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr == ""
    assert Path(name).read_text("utf-8") == run("check", "a.txt", "-f", format).stdout


def test_a_format_that_is_named_counts_more_than_the_suffix() -> None:
    run("check", "a.txt", "-f", "json", "-o", "b.html")
    assert json.loads(Path("b.html").read_text("utf-8"))["version"] == 1


def test_formats_and_files_in_pairs() -> None:
    done = run("check", "a.txt", "-f", "sarif", "-o", "a.sarif", "-f", "junit", "-o", "x", "-f", "console", "-o", "-")
    assert done.status == 1
    assert done.stdout == run("check", "a.txt", "-f", "console").stdout
    for format, name in (("sarif", "a.sarif"), ("junit", "x")):
        assert Path(name).read_text("utf-8") == run("check", "a.txt", "-f", format).stdout


def test_several_files_by_their_suffixes() -> None:
    assert run("check", "a.txt", "-o", "b.html", "-o", "b.json").status == 1
    assert Path("b.html").read_text("utf-8") == run("check", "a.txt", "-f", "html").stdout
    assert Path("b.json").read_text("utf-8") == run("check", "a.txt", "-f", "json").stdout


@pytest.mark.parametrize(
    "options",
    [
        ("-f", "json", "-f", "sarif"),
        ("-f", "json", "-f", "sarif", "-o", "b"),
        ("-f", "json", "-o", "b", "-o", "c"),
        ("-o", "b.json", "-o", "./b.json"),
        ("-f", "json", "-o", "-", "-f", "html", "-o", "-"),
    ],
)
def test_what_does_not_go_together_is_refused_and_nothing_written(options: tuple[str, ...]) -> None:
    done = run("check", "a.txt", *options)
    assert (done.status, done.stdout) == (2, "")
    assert "-o" in a_sentence(done)
    assert os.listdir() == ["a.txt"]


def test_every_output_is_spared_what_is_checked() -> None:
    done = run("check", "a.txt", "-o", "b.json", "-o", "a.txt")
    assert done.status == 2
    assert os.listdir() == ["a.txt"]
    assert Path("a.txt").read_bytes() == FAULTY.read_bytes()


def test_one_that_cannot_be_written_is_named() -> None:
    done = run("check", "a.txt", "-o", "b.json", "-o", "nowhere/c.html")
    assert done.status == 2
    assert a_sentence(done) == f"nianbao: 无法写入 {Path('nowhere/c.html')}：没有这个文件或文件夹"
    assert os.listdir() == ["a.txt"]


@pytest.mark.whole
def test_many_files_go_into_each_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.engine.spool.MOST_HELD", 3)
    for number in range(10):
        Path(f"{number}.txt").write_bytes(FAULTY.read_bytes())
    run("check", ".", "-o", "b.json", "-o", "b.jsonl", "-o", "b.sarif")
    found = Path("b.jsonl").read_text("utf-8").splitlines()
    whole = json.loads(Path("b.json").read_text("utf-8"))
    assert whole["summary"]["files"] == 11
    assert len(found) == sum(whole["summary"][kind] for kind in ("errors", "warnings", "infos"))
    assert len(json.loads(Path("b.sarif").read_text("utf-8"))["runs"][0]["results"]) == len(found)


def test_csv() -> None:
    import csv

    Path("b.docx").write_bytes((EXAMPLES / "2021-faulty.docx").read_bytes())
    rows = list(csv.DictReader(run("check", "a.txt", "b.docx", "none.md", "-f", "csv").stdout.splitlines()))
    found = [
        entry for file in run("check", "a.txt", "b.docx", "-f", "json").json["files"] for entry in file["diagnostics"]
    ]
    assert [(row["code"], row["severity"], row["message"], row["basis"]) for row in rows[:-1]] == [
        (one["code"], one["severity"], one["message"], one["basis"] or "") for one in found
    ]
    assert [row["place"] for row in rows[2:4]] == ["第67行第1列", "第2张表 行27 列4"]
    assert (rows[0]["file"], rows[0]["line"], rows[0]["column"]) == ("a.txt", "57", "9")
    assert (rows[-1]["file"], rows[-1]["code"], rows[-1]["line"]) == ("none.md", "E001", "")


# --- what is said of what was written ---


def test_what_is_written_is_said_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "is_terminal", lambda stream: True)
    done = run("check", "a.txt", "-o", "结果.html", "-o", "b.json")
    assert done.stderr == "nianbao: 已写入 结果.html\nnianbao: 已写入 b.json\n"
    assert run("check", "a.txt", "-o", "b.json", "--lang", "en").stderr == "nianbao: written: b.json\n"
    assert run("check", "a.txt").stderr == ""
    assert "已写入" not in run("check", "a.txt", "-o", "nowhere/b.json").stderr


@pytest.mark.whole
def test_what_is_annotated_is_said_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusal, "is_terminal", lambda stream: True)
    Path("甲.docx").write_bytes((EXAMPLES / "2021-faulty.docx").read_bytes())
    assert "已写入带批注的副本 已查.docx\n" in run("check", "甲.docx", "--annotate", "已查.docx").stderr
    Path("乙.docx").write_bytes((EXAMPLES / "2021-clean.docx").read_bytes())
    assert "已把2份带批注的副本写入 批注\n" in run("check", "甲.docx", "乙.docx", "--annotate", "批注").stderr


@pytest.mark.parametrize("name", ["一份.doc", "一份.wps", "一份.pdf", "一份.txt"])
def test_a_copy_under_the_suffix_of_another_format_is_no_folder(name: str) -> None:
    Path("甲.docx").write_bytes((EXAMPLES / "2021-faulty.docx").read_bytes())
    done = run("check", "甲.docx", "--annotate", name)
    assert done.status == 2
    assert "请改为 一份.docx" in a_sentence(done)
    assert not Path(name).exists()


# --- counts by rule ---


def test_statistics_on_the_console() -> None:
    Path("b.txt").write_bytes(FAULTY.read_bytes())
    lines = run("check", "a.txt", "b.txt", "-f", "console", "--statistics").stdout.splitlines()
    assert lines[-5:-2] == [
        "统计 A300 数字填错：2处，2个文件",
        "统计 S109 没有写明收费情况：2处，2个文件",
        "统计 T205 格子没有填：2处，2个文件",
    ]


def test_statistics_in_json() -> None:
    whole = run("check", "a.txt", "-f", "json", "--statistics").json
    assert list(whole) == ["version", "tool", "files", "summary", "statistics"]
    assert whole["statistics"] == [
        {"code": "A300", "name": "wrong-figure", "count": 1, "files": 1},
        {"code": "S109", "name": "fee-statement", "count": 1, "files": 1},
        {"code": "T205", "name": "blank-cell", "count": 1, "files": 1},
    ]
    assert "statistics" not in run("check", "a.txt", "-f", "json").json


def test_statistics_beside_a_report_that_has_no_room_for_them() -> None:
    done = run("check", "a.txt", "--statistics")
    assert done.stdout == run("check", "a.txt").stdout
    assert done.stderr.splitlines()[0] == "nianbao: A300 数字填错：1处，1个文件"


# --- what the configuration excludes ---


@pytest.fixture
def excluding() -> None:
    Path(".nianbao.yaml").write_text("exclude: [archive]\n", "utf-8")
    Path("archive").mkdir()
    Path("archive/old.txt").write_bytes(FAULTY.read_bytes())


@pytest.mark.whole
@pytest.mark.usefixtures("excluding")
def test_exclude_holds_for_named_files_only_where_it_is_forced() -> None:
    assert run("check", "archive/old.txt").status == 1
    done = run("check", "--force-exclude", "archive/old.txt")
    assert (done.status, done.stdout) == (0, "")
    assert "archive/old.txt" in a_sentence(done)
    done = run("check", "--force-exclude", "-f", "json", "archive/old.txt", "a.txt")
    assert [entry["path"] for entry in done.json["files"]] == ["a.txt"]
    assert run("check", "--force-exclude", "-f", "json", "archive/old.txt").json["files"] == []


@pytest.mark.usefixtures("excluding")
def test_exclude_holds_for_the_name_of_standard_input() -> None:
    data = FAULTY.read_bytes()
    assert run("check", "-", "--stdin-filename", "archive/x.txt", data=data).status == 1
    assert run("check", "-", "--stdin-filename", "archive/x.txt", "--force-exclude", data=data).status == 0
    assert run("check", "-", "--stdin-filename", "x.txt", "--force-exclude", data=data).status == 1
    done = run("check", "-", "--fix", "--stdin-filename", "archive/x.txt", "--force-exclude", data=data)
    assert done.stdout.encode() == data  # whoever fixes through a pipe gets the text back


@pytest.mark.usefixtures("excluding")
def test_a_folder_without_reports_is_an_error_also_then() -> None:
    Path("empty").mkdir()
    assert run("check", "--force-exclude", "empty").status == 2


# --- encodings ---


@pytest.mark.whole
@pytest.mark.parametrize(
    "command",
    [
        ("check", "-f", "json"),
        ("check", "-f", "jsonl"),
        ("check", "-f", "sarif"),
        ("check", "-f", "gitlab"),
    ],
)
def test_what_programs_read_is_utf8_wherever_it_is_written(command: tuple[str, ...]) -> None:
    """As on Windows, where standard output is in the code page of the console also when it is redirected."""
    done = subprocess.run(
        [sys.executable, "-m", "linter", *command, "a.txt"],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "cp936"},
        timeout=60,
    )
    text = done.stdout.decode("utf-8")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in text)
    assert [json.loads(line) for line in text.splitlines()] if "jsonl" in command else json.loads(text)
