"""What fuzzing found, as small as it could be made: each failed before it was mended."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from linter.annotate import annotated
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import ReadError
from tests.fuzz import supervision
from tests.fuzz.failures import Case
from tests.fuzz.kinds import shipped_kinds

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPUS = Path(__file__).with_name("corpus")
_TEXT = ("text", "markdown", "html", "check", "fix", "reports", "command")
_KINDS = {".md": _TEXT, ".txt": _TEXT, ".html": _TEXT, ".docx": ("docx", "check", "annotate", "command")}


@pytest.mark.whole
@pytest.mark.parametrize("offset", [0x7FFFFFFF, 0xFFFFFFF0, None])
def test_a_copy_is_refused_where_a_part_is_listed_beyond_the_end_of_the_file(offset: int | None) -> None:
    """The part is none that is read, so that the file itself can be checked."""
    data = bytearray((EXAMPLES / "2021-faulty.docx").read_bytes())
    entry = data.rindex(b"PK\1\2", 0, data.rindex(b"docProps/core.xml"))
    struct.pack_into("<I", data, entry + 42, len(data) - 10 if offset is None else offset)
    result = lint_bytes("a.docx", bytes(data), shipped(), Options())
    assert result.error is None
    assert result.diagnostics

    with pytest.raises(ReadError) as refused:
        annotated(bytes(data), result.diagnostics, "zh")

    assert refused.value.code == "E001"


@pytest.mark.whole
@pytest.mark.parametrize("file", sorted(path.name for path in CORPUS.iterdir() if path.name != "README.md"))
def test_the_corpus_is_borne_as_it_is(file: str) -> None:
    path = CORPUS / file
    asked = [Case(kind, 0, file, path.read_bytes(), choice) for kind in _KINDS[path.suffix] for choice in range(3)]

    outcomes = list(supervision.run(shipped_kinds(), asked))

    assert [one.failure for one in outcomes] == [None] * len(asked)
