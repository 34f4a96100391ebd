"""Whether a word processor has a file open."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.files.office_locks import lock_of


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("a.docx", "~$a.docx"),
        ("年报六个字.docx", "~$年报六个字.docx"),
        ("abcdef.docx", "~$abcdef.docx"),
        ("abcdefg.docx", "~$bcdefg.docx"),
        ("abcdefgh.docx", "~$cdefgh.docx"),
        ("abcdefghi.docx", "~$cdefghi.docx"),
        ("a.docx", ".~lock.a.docx#"),
    ],
)
def test_the_files_that_word_and_libreoffice_put_beside_it(name: str, lock: str, tmp_path: Path) -> None:
    (tmp_path / lock).write_bytes(b"owner")
    assert lock_of(str(tmp_path / name)) is None  # what is not there is not open
    (tmp_path / name).write_bytes(b"text")
    assert lock_of(str(tmp_path / name)) == str(tmp_path / lock)
    (tmp_path / lock).unlink()
    assert lock_of(str(tmp_path / name)) is None


def test_a_lock_of_two_files_tells_nothing(tmp_path: Path) -> None:
    for name in ("aacdefgh.docx", "bbcdefgh.docx", "~$cdefgh.docx"):
        (tmp_path / name).write_bytes(b"")
    assert lock_of(str(tmp_path / "aacdefgh.docx")) is None
    (tmp_path / "bbcdefgh.docx").unlink()
    assert lock_of(str(tmp_path / "aacdefgh.docx")) is not None
