"""The section tree and the tables as they are printed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import TOP

STRANGE = "一、总体\x1b[31m情况\U0001f600\n文字\n"


@pytest.mark.whole
@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
@pytest.mark.parametrize("arguments", [["tree"], ["tree", "-f", "json"], ["extract"], ["extract", "-f", "yaml"]])
def test_a_console_that_lacks_a_sign_is_no_reason_to_fail(encoding: str, arguments: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STRANGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "linter", *arguments, str(path)],
        capture_output=True,
        env={"PYTHONIOENCODING": encoding, "PATH": ""},
        cwd=TOP,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout
    if arguments == ["tree", "-f", "json"]:
        assert json.loads(done.stdout.decode("utf-8"))[0]["title"] == "总体\x1b[31m情况\U0001f600"
