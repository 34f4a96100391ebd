"""Office formats of before and beside Word's .docx: looked for in folders, told apart, refused with what to install."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.outside.program import run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere LibreOffice is found without the path")

RTF = b"{\\rtf1\\ansi report}"


@pytest.fixture(autouse=True)
def _no_libre_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))


@pytest.mark.parametrize(("lang", "word"), [("zh", "装有 LibreOffice"), ("en", "needs LibreOffice")])
def test_a_file_that_needs_libre_office_hides_no_finding_in_others(
    lang: str, word: str, tmp_path: Path, faulty: Path
) -> None:
    (tmp_path / "draft.rtf").write_bytes(RTF)
    done = run("check", "--lang", lang, str(tmp_path))
    lines = done.stdout.splitlines()
    assert done.status == 2
    assert lines[0].startswith(f"{tmp_path / 'draft.rtf'}:1:1: E002 error ")
    assert word in lines[0]
    assert any(line.startswith(f"{faulty}:") for line in lines[1:])


@pytest.mark.parametrize("suffix", [".doc", ".dot", ".wps", ".rtf", ".odt"])
def test_documents_are_looked_for_in_folders(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"report{suffix.upper()}"
    path.write_bytes(RTF)
    assert [entry["path"] for entry in run("check", "-f", "json", str(tmp_path)).json["files"]] == [str(path)]


@pytest.mark.parametrize("suffix", [".xls", ".xlsx", ".et", ".ods"])
def test_spreadsheets_are_read_when_they_are_named(suffix: str, tmp_path: Path, good: Path) -> None:
    path = tmp_path / f"ledger{suffix}"
    path.write_bytes(RTF)
    assert [entry["path"] for entry in run("check", "-f", "json", str(tmp_path)).json["files"]] == [str(good)]
    (entry,) = run("check", "-f", "json", str(path)).json["files"]
    assert entry["error"]["code"] == "E002"
