"""What fuzzing found, as small as it could be made: each failed before it was mended."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from linter.annotate import annotated
from linter.diagnostics import ReadError
from linter.lint import Options, lint_bytes, shipped

EXAMPLES = Path(__file__).parents[2] / "examples"


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
