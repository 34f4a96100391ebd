"""E001–E004 are told by `rules` and `explain` like the codes of rules, but are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outside.program import run

NAMES = {"E001": "unreadable", "E002": "unsupported", "E003": "no-text", "E004": "too-large"}


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_they_are_explained(code: str, lang: str) -> None:
    done = run("explain", code.lower(), "--lang", lang)
    assert done.status == 0
    assert done.stdout.startswith(f"{code} {NAMES[code]}")
    assert len(done.stdout.splitlines()) > 8
    assert run("explain", NAMES[code], "--lang", lang).stdout == done.stdout


def test_they_are_listed_in_the_order_of_codes() -> None:
    listed = run("rules", "-f", "json").json
    codes = [entry["code"] for entry in listed]
    assert codes == sorted(codes)
    assert {entry["code"]: entry["name"] for entry in listed if entry["code"].startswith("E")} == NAMES
    assert all(code in run("rules", "-f", format).stdout for code in NAMES for format in ("console", "markdown"))


def test_they_cannot_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("check", "-f", "concise", "--ignore", "E003", str(tmp_path))
    assert done.status == 2
    assert "E003" in done.stdout


def test_the_format_of_one_that_cannot_be_read_is_that_of_its_name(tmp_path: Path) -> None:
    for name in ("a.docx", "b.pdf", "c.other"):
        (tmp_path / name).write_bytes(b"PK\3\4" if name != "b.pdf" else b"%PDF-")
    files = run("check", "-f", "json", *(str(tmp_path / name) for name in ("a.docx", "b.pdf", "c.other", "d.md")))
    assert [entry["format"] for entry in files.json["files"]] == ["docx", "pdf", None, "markdown"]
