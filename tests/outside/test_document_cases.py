"""Whole files that were found in use: each must be read for what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.outside.program import run
from tests.places import SHARED

CASES = SHARED / "cases" / "files"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the files are not here")


def diagnostics(path: Path | str, *options: str) -> list[dict[str, Any]]:
    done = run("check", "-f", "json", "--no-cache", *options, str(CASES / path))
    (entry,) = done.json["files"]
    assert entry["error"] is None, entry["error"]
    found: list[dict[str, Any]] = entry["diagnostics"]
    return found


def codes(path: Path | str, *options: str) -> list[str]:
    return [found["code"] for found in diagnostics(path, *options)]


@pytest.mark.parametrize("name", ["fail-10.html", "fail-10b.html"])
def test_a_byte_that_cannot_be_decoded_refuses_no_page(name: str, tmp_path: Path) -> None:
    assert codes(name) == []
    data = (CASES / name).read_bytes()
    title = "总体情况".encode("gb18030" if name == "fail-10.html" else "utf-8")
    inside = tmp_path / name
    inside.write_bytes(data.replace(b"2024", b"2024\xff", 3).replace(title, title + b"\xff\n", 1))
    assert "X802" in codes(inside)


def test_a_blank_of_a_template_is_no_wrong_decoding() -> None:
    assert codes("fail-19.md") == ["W706"]
