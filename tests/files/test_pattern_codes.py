"""Compiled patterns are kept between runs, are the very same as new ones, and are only ever a saving of work."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter.files import compiled, pattern_codes

ROOT = Path(__file__).parents[2]
PATTERNS: list[tuple[str | bytes, int]] = [
    (r"(?P<year>20\d{2})年(?:度)?(?P<rest>[^。]*)", 0),
    (r"[省市县区]{2,}|(?i:abc)", re.IGNORECASE),
    (r"(a)(b)?(?(2)c|d)\1", re.MULTILINE | re.DOTALL),
    (rb"<(?P<tag>[a-z]+)\b[^>]*>", re.IGNORECASE),
    ("(?x) 一 # words\n | 二", 0),
    ("", 0),
]

pytestmark = pytest.mark.skipif(sys.implementation.name != "cpython", reason="codes are those of CPython")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(tmp_path / "cache"))
    yield tmp_path / "cache"
    re.purge()


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The patterns that the library has read since."""
    library = pattern_codes._library()
    reader = getattr(library, "_parser", None) or library.sre_parse
    seen: list[object] = []
    original = reader.parse

    def parse(text: object, *rest: object) -> object:
        seen.append(text)
        return original(text, *rest)

    monkeypatch.setattr(reader, "parse", parse)
    return seen


def all_compiled() -> list[re.Pattern[str] | re.Pattern[bytes]]:
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in PATTERNS]


def test_the_second_time_no_pattern_is_read(parsed: list[object]) -> None:
    with pattern_codes.kept():
        all_compiled()
    assert len(parsed) >= len(PATTERNS)
    parsed.clear()
    with pattern_codes.kept():
        again = all_compiled()
    assert not parsed
    # two patterns are equal when their flags, their texts and their codes are
    for made, new in zip(again, all_compiled(), strict=True):
        assert made == new
        assert (made.groups, dict(made.groupindex), made.flags) == (new.groups, dict(new.groupindex), new.flags)


def test_the_library_is_as_before_afterwards() -> None:
    library = pattern_codes._library()
    before = library.compile, library._sre
    with pattern_codes.kept():
        all_compiled()
    with pytest.raises(re.error), pattern_codes.kept():
        re.compile("(")
    with pytest.raises(SystemExit), pattern_codes.kept():
        sys.exit(1)
    assert (library.compile, library._sre) == before


def test_nothing_is_kept_where_nothing_may_be(
    folder: Path, parsed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_enabled", False)
    with pattern_codes.kept():
        all_compiled()
    assert not folder.exists()
    monkeypatch.setattr(compiled, "_enabled", True)
    with pattern_codes.kept():
        all_compiled()
    parsed.clear()
    monkeypatch.setattr(compiled, "_enabled", False)
    with pattern_codes.kept():
        all_compiled()
    assert parsed


def test_codes_that_do_not_fit_are_not_used() -> None:
    with pattern_codes.kept():
        all_compiled()
    known = compiled.read("patterns", ())
    compiled.write(
        "patterns",
        (),
        {key: (flags, array("I", [99_999, 1]).tobytes(), *rest) for key, (flags, _, *rest) in known.items()},
    )
    with pattern_codes.kept():
        assert all_compiled() == all_compiled()
        assert re.fullmatch(PATTERNS[0][0], "2021年度报告")


def test_a_file_that_is_damaged_is_made_anew(folder: Path) -> None:
    with pattern_codes.kept():
        all_compiled()
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    with pattern_codes.kept():
        all_compiled()
    assert {pattern for pattern, _ in PATTERNS} <= {pattern for pattern, _ in compiled.read("patterns", ())}


def test_no_more_than_a_bounded_number_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_codes, "_MOST", 3)
    with pattern_codes.kept():
        all_compiled()
    assert len(compiled.read("patterns", ())) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied there")
def test_a_copy_of_the_process_keeps_nothing(folder: Path) -> None:
    code = (
        "import os, re\n"
        "from linter.files import pattern_codes\n"
        "with pattern_codes.kept():\n"
        "    child = os.fork()\n"
        "    if child == 0: re.compile('(?:一二)+三')\n"
        "    else: os.waitpid(child, 0)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    assert ("(?:一二)+三", 0) not in (compiled.read("patterns", ()) or {})


@pytest.mark.whole
def test_the_command_keeps_them(folder: Path) -> None:
    def run(*options: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "linter", "check", "examples/2021-clean.md", *options], check=True, cwd=ROOT
        )

    run("--no-cache")
    assert not folder.exists()
    run()
    assert len(compiled.read("patterns", ())) > 100


@pytest.mark.whole
def test_no_pattern_is_made_of_what_a_document_says() -> None:
    """What is kept holds the program's patterns alone: escaped are only signs and labels of the forms."""
    escaping = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "linter").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "escape" and getattr(node.value, "id", "") == "re"
    }
    assert escaping == {"linter/text/note_marks.py", "linter/reference/vocabulary.py"}
