"""Bad input and bad options: the right code and exit status, a clear sentence, other files still checked."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from benchmarks.drawing import draw
from benchmarks.reports import make_report
from tests.outside.program import Run, a_sentence, run


def the_error(done: Run) -> str:
    (entry,) = done.json["files"]
    assert done.status == 2
    assert done.json["summary"]["unreadable"] == 1
    assert entry["diagnostics"] == []
    assert entry["error"]["message"].strip()
    return str(entry["error"]["code"])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "E003"),
        ("blank.txt", "　\n \n\t\n".encode(), "E003"),
        ("empty.html", b"<html><head><title> </title></head><body></body></html>", "E003"),
        ("binary.txt", bytes(range(256)) * 40, "E002"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "E002"),
        ("draft.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "E002"),
        ("draft.xlsx", b"PK\x03\x04" + bytes(600), "E002"),
        ("damaged.txt", "总体情况，".encode() * 50 + b"\xff\xfe\xfd" + "主动公开".encode() * 50, "E001"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert the_error(run("check", "-f", "json", str(path))) == code


def test_the_concise_line_of_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    done = run("check", "-f", "concise", str(path))
    assert done.status == 2
    assert done.stdout.startswith(f"{path}:1:1: E003 error ")


def test_a_page_without_a_report(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><ul><li><a href='/'>首页</a></li></ul><p>欢迎访问。</p></body></html>", "utf-8")
    done = run("check", "-f", "json", str(path))
    assert done.status == 1
    assert [found["code"] for found in done.json["files"][0]["diagnostics"]][:1] == ["S107"]


def test_a_missing_path(good: Path) -> None:
    done = run("check", str(good.with_name("nowhere.txt")))
    assert done.status == 2
    assert "nowhere.txt" in done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by root")
def test_no_permission(good: Path) -> None:
    good.chmod(0)
    assert the_error(run("check", "-f", "json", str(good))) == "E001"


def test_good_files_are_reported_beside_bad_ones(tmp_path: Path, good: Path, faulty: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("check", "-f", "json", str(tmp_path))
    assert done.status == 2
    told = {Path(entry["path"]).name: entry for entry in done.json["files"]}
    assert set(told) == {"good.md", "faulty.txt", "empty.txt"}
    assert told["empty.txt"]["error"]["code"] == "E003"
    assert told["good.md"]["error"] is None
    assert "A300" in {found["code"] for found in told["faulty.txt"]["diagnostics"]}
    assert done.json["summary"]["files"] == 3
    assert done.json["summary"]["unreadable"] == 1


@pytest.mark.whole
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_order_of_files_does_not_depend_on_jobs(jobs: str, tmp_path: Path) -> None:
    names = [f"{at:02}.txt" for at in range(12)]
    for at, name in enumerate(names):
        (tmp_path / name).write_bytes(draw(make_report(Random(at), "2021", scale=1 + at % 3), "pipes").data)
    done = run("check", "-f", "json", "--jobs", jobs, str(tmp_path))
    assert [Path(entry["path"]).name for entry in done.json["files"]] == names
    assert done.status == 0


# --- options ---


@pytest.mark.parametrize(
    "options",
    [
        ("--regime", "1999"),
        ("--year", "soon"),
        ("--level", "village"),
        ("-f", "papyrus"),
        ("--fail-on", "sometimes"),
        ("--lang", "la"),
        ("--jobs", "many"),
        ("--rules", "nowhere.yaml"),
        ("--config", "nowhere.yaml"),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_a_bad_option(options: tuple[str, ...], good: Path) -> None:
    done = run("check", *options, str(good))
    assert done.status == 2
    assert done.stdout == ""
    a_sentence(done)


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_code_that_does_not_exist_is_told(option: str, good: Path) -> None:
    assert "Q999" in a_sentence(run("check", option, "Q999", str(good)))


@pytest.mark.parametrize(
    "options",
    [
        ("--prior", "last-year.txt"),
    ],
    ids=" ".join,
)
def test_an_option_of_a_later_version(options: tuple[str, ...], good: Path) -> None:
    before = good.read_bytes()
    done = run("check", *options, str(good))
    assert done.status == 2
    assert done.stdout == ""
    sentence = a_sentence(done)
    assert options[-1] in sentence or options[0] in sentence
    assert good.read_bytes() == before


@pytest.mark.parametrize("command", [("translate",)], ids=" ".join)
def test_a_command_of_a_later_version(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.status == 2
    assert done.stdout == ""
    assert command[0] in a_sentence(done)


@pytest.mark.whole
def test_no_cache_works(good: Path) -> None:
    assert run("check", "--no-cache", str(good)).status == 0


def test_output_into_a_file(tmp_path: Path, faulty: Path) -> None:
    target = tmp_path / "report.json"
    done = run("check", "-f", "json", "-o", str(target), str(faulty))
    assert (done.status, done.stdout) == (1, "")
    assert '"A303"' in target.read_text(encoding="utf-8")


def test_output_into_a_folder_that_does_not_exist(tmp_path: Path, good: Path) -> None:
    done = run("check", "-o", str(tmp_path / "nowhere" / "report.txt"), str(good))
    assert done.status == 2
    assert "nowhere" in a_sentence(done)


@pytest.mark.whole
@pytest.mark.parametrize(
    "text", ["rules:\n  - code: [", "rulez: []\n", "rules:\n  - code: Z901\n    chek: mentions\n", "\x00"]
)
def test_a_wrong_rule_file(text: str, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "own-rules.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("check", "--rules", str(path), str(good))
    assert done.status == 2
    assert "own-rules.yaml" in a_sentence(done)


@pytest.mark.whole
def test_a_wrong_rule_file_names_line_and_nearest_word(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "own-rules.yaml"
    path.write_text("rules:\n  - code: Z901\n    chek: mentions\n", encoding="utf-8")
    sentence = a_sentence(run("check", "--rules", str(path), str(good)))
    assert "own-rules.yaml:3:" in sentence
    assert "check" in sentence
