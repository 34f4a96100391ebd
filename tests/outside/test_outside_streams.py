"""Where the report goes and files come from: full disks, closed streams, devices, pipes, links, odd folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.outside.program import run
from tests.places import TOP

on_posix = pytest.mark.skipif(os.name != "posix", reason="devices and pipes of POSIX")
PROGRAM = [sys.executable, "-m", "linter"]


def a_process(command: list[str], redirection: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a shell, which can close and redirect its streams."""
    line = f'exec "$@" {redirection}'
    environment = os.environ | {"PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        ["sh", "-c", line, "sh", *PROGRAM, *command],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.whole
@on_posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize(
    "command", [["check", "FAULTY"], ["check", "-f", "json", "FAULTY"], ["rules"], ["--help"], ["schema", "rules"]]
)
def test_a_full_disk_is_one_sentence_and_status_2(command: list[str], faulty: Path) -> None:
    done = a_process([str(faulty) if word == "FAULTY" else word for word in command], "> /dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("nianbao: ")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert "请报告此问题" not in done.stderr  # it is no defect of the program


@pytest.mark.whole
@on_posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("command", ["check", "extract", "survey"])
@pytest.mark.parametrize("format", ["csv", "html", "json", "xlsx", "sqlite"])
def test_a_full_disk_is_named_with_the_file(command: str, format: str, faulty: Path) -> None:
    if format in {"check": ("xlsx", "sqlite"), "extract": ("html", "json", "sqlite")}.get(command, ()):
        pytest.skip("no format of this command")
    done = a_process([command, str(faulty), "-f", format, "-o", "/dev/full"])
    assert (done.returncode, done.stderr) == (2, "nianbao: 无法写入 /dev/full：磁盘空间不足\n")


@pytest.mark.whole
@on_posix
@pytest.mark.parametrize("command", [["check", "-f", "json"], ["survey", "-f", "csv"]])
def test_a_file_with_a_name_that_may_not_grow_is_named(command: list[str], faulty: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = [*command, "--no-cache", "-o", str(out), str(faulty)]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *PROGRAM, *words],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(TOP)},
        timeout=60,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"nianbao: 无法写入 {out}：")
    assert list(tmp_path.iterdir()) == [faulty]


@pytest.mark.whole
@on_posix
@pytest.mark.parametrize("command", [["check", "FAULTY"], ["rules", "-f", "json"]])
def test_a_file_that_may_not_grow_is_one_sentence_and_status_2(
    command: list[str], faulty: Path, tmp_path: Path
) -> None:
    """What is written last is buffered, so that writing fails only at the end."""
    words = [str(faulty) if word == "FAULTY" else word for word in command]
    environment = os.environ | {"PYTHONPATH": str(TOP)}
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$@" > "$0"', str(tmp_path / "out"), *PROGRAM, *words, "--no-cache"],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("nianbao: ")


@on_posix
@pytest.mark.parametrize("command", [["check", "FAULTY"], ["rules"]])
def test_a_closed_standard_output_is_one_sentence_and_status_2(command: list[str], faulty: Path) -> None:
    done = a_process([str(faulty) if word == "FAULTY" else word for word in command], ">&-")
    assert done.returncode == 2
    assert "标准输出已关闭" in done.stderr


@pytest.mark.whole
@on_posix
def test_a_closed_standard_input_is_an_unreadable_file() -> None:
    done = a_process(["check", "-"], "<&-")
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout == "-:1:1: E001 error 标准输入已关闭\n"


@on_posix
def test_output_into_a_pipe_writes_into_it(faulty: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        done = run("check", "-f", "concise", "-o", str(pipe), str(faulty))
        told, _ = reader.communicate(timeout=60)
    assert done.status == 1
    assert b"A300" in told
    assert pipe.is_fifo()


@on_posix
def test_output_into_a_link_keeps_the_link_and_the_permissions(faulty: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    link.symlink_to(target)
    assert run("check", "-f", "concise", "-o", str(link), str(faulty)).status == 1
    target.chmod(0o640)
    assert run("check", "-f", "concise", "-o", str(link), str(faulty)).status == 1
    assert link.is_symlink()
    assert "A300" in target.read_text(encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["faulty.txt", "link.txt", "target.txt"]


def test_output_into_a_folder_is_refused(faulty: Path, tmp_path: Path) -> None:
    done = run("check", "-o", str(tmp_path), str(faulty))
    assert done.status == 2
    assert done.stderr.startswith("nianbao: ")


@pytest.mark.parametrize("command", ["check", "baseline"])
def test_a_report_is_not_written_over(command: str, faulty: Path) -> None:
    before = faulty.read_bytes()
    done = run(command, str(faulty), "-o", str(faulty.parent / "." / faulty.name))
    assert done.status == 2
    assert faulty.name in done.stderr
    assert faulty.read_bytes() == before


def test_names_as_long_as_may_be(faulty: Path, tmp_path: Path) -> None:
    draft = tmp_path / ("长" * 83 + ".txt")
    draft.write_text(faulty.read_text(encoding="utf-8").replace("〔", "["), encoding="utf-8")
    report = tmp_path / ("报" * 83 + ".txt")
    done = run("check", "--fix", "-f", "concise", "-o", str(report), str(draft))
    assert "无法写入" not in done.stderr
    assert (done.status, report.exists()) == (1, True)


@pytest.mark.whole
@on_posix
def test_a_pipe_in_a_folder_is_passed_by(good: Path) -> None:
    os.mkfifo(good.with_name("pipe.txt"))
    assert a_process(["check", str(good.parent)]).returncode == 0


@on_posix
def test_links_in_circles_end(good: Path) -> None:
    good.with_name("circle").symlink_to(good.parent)
    done = run("check", "-f", "json", str(good.parent))
    assert (done.status, done.json["summary"]["files"]) == (0, 1)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by root")
def test_a_folder_that_may_not_be_searched_is_reported(good: Path) -> None:
    closed = good.with_name("closed")
    closed.mkdir()
    closed.chmod(0)
    done = run("check", "-f", "json", str(good.parent))
    closed.chmod(0o700)
    assert done.status == 2
    assert [entry["error"] and entry["error"]["code"] for entry in done.json["files"]] == [None, "E001"]


def test_a_file_that_was_not_read_has_all_keys(tmp_path: Path) -> None:
    (entry,) = run("check", "-f", "json", str(tmp_path / "nowhere.txt")).json["files"]
    assert entry["repairs"] == {"status": "unresolved", "confidence": None, "candidates": []}
    assert entry["diagnostics"] == entry["not_evaluated"] == []


def test_an_interruption_while_the_program_begins_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from linter import __main__
    from linter.cli import main as cli

    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "nianbao: 已中断 (interrupted)\n")
