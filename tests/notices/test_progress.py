"""Progress on a terminal's standard error: soon, often, gone at the end; nothing anywhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linter.notices import progress

ROOT = Path(__file__).parents[2]
REPORT = (ROOT / "rules" / "examples" / "2021.md").read_bytes()
BEFORE = (ROOT / "rules" / "examples" / "2021-before.md").read_bytes()
OTHERWISE = REPORT.replace(b"| 148 |", b"| 149 |")  # it does not go on where last year's report ends
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")


class Terminal:
    """What a command writes to its standard error, which is a terminal, and when."""

    def __init__(self, folder: Path, *arguments: str, interval: float = 0.02) -> None:
        import pty

        main, side = pty.openpty()
        code = f"from linter.notices import progress; progress.SECONDS_BETWEEN = {interval}\n" + (
            "from linter.__main__ import main\nmain()"
        )
        begin = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=side,
        )
        os.close(side)
        self.pieces: list[tuple[float, bytes]] = []
        while True:
            try:
                piece = os.read(main, 10_000)
            except OSError:
                break
            if not piece:
                break
            self.pieces.append((time.monotonic() - begin, piece))
        os.close(main)
        self.stdout = process.communicate()[0]
        self.status = process.returncode
        self.text = b"".join(piece for _, piece in self.pieces).decode()

    def last_line(self) -> str:
        """What is seen at the end of the last line: what was written over is gone."""
        seen: list[str] = []
        for part in self.text.rpartition("\n")[2].split("\r"):
            columns = [letter for letter in part for _ in range(1 + (letter > "\u2e7f"))]
            seen[: len(columns)] = columns
        return "".join(seen).strip()


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    folder = tmp_path / "drafts"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03}.md").write_bytes(BEFORE if number % 2 else OTHERWISE)
    return folder


@pytest.mark.whole
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_it_is_shown_and_goes(jobs: str, drafts: Path) -> None:
    seen = Terminal(drafts, "check", "--no-cache", "-f", "concise", "--jobs", jobs, ".")
    for word in ("正在检查", "正在与上年报告核对"):
        assert re.search(f"{word} \\d+/\\d+", seen.text), seen.text
    assert seen.last_line() == ""
    assert "\n" not in seen.text.strip()


@pytest.mark.whole
def test_it_speaks_the_language_of_messages(drafts: Path) -> None:
    assert "checking " in Terminal(drafts, "check", "--no-cache", "--lang", "en", ".").text


@pytest.mark.whole
def test_files_of_last_years_are_counted(drafts: Path, tmp_path: Path) -> None:
    (tmp_path / "now.md").write_bytes(REPORT)
    seen = Terminal(tmp_path, "check", "--no-cache", "--prior", "drafts", "now.md")
    assert re.search(r"正在识别上年报告 \d+/150", seen.text)
    assert seen.last_line() == ""


@pytest.mark.whole
def test_it_is_drawn_while_one_file_takes_long(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from linter.notices import progress\n"
        "progress.SECONDS_BETWEEN = 0.05\n"
        "class Terminal:\n"
        "    encoding = 'utf-8'\n"
        "    def isatty(self): return True\n"
        "    def fileno(self): return 2\n"
        "sys.stderr = Terminal()\n"
        "with progress.shown('en'):\n"
        "    for _ in progress.counted([1, 2], ('', 'checking'), 2):\n"
        "        end = time.monotonic() + 1\n"
        "        while time.monotonic() < end: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE
    )
    drawn = done.stderr.decode().split("\r")
    assert sum("checking 1/2" in line for line in drawn) > 2
    assert drawn[-1] == ""
    assert drawn[-2].strip() == ""


def test_it_is_drawn_twice_a_second() -> None:
    assert progress.SECONDS_BETWEEN <= 0.5


@pytest.mark.whole
def test_nothing_is_shown_where_there_is_no_terminal(drafts: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "linter", "check", "--no-cache", "-f", "concise", str(drafts)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert done.stderr == b""


@pytest.mark.whole
def test_a_note_stands_on_a_line_of_its_own(drafts: Path, tmp_path: Path) -> None:
    (drafts / "bad.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "now.md").write_bytes(REPORT)
    seen = Terminal(tmp_path, "check", "--no-cache", "--prior", "drafts", "now.md")
    (line,) = [line for line in seen.text.split("\n") if "bad.docx" in line]
    assert re.fullmatch(r"nianbao: .*bad\.docx.*", line.rstrip("\r").rpartition("\r")[2])
