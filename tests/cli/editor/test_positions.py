"""Places in a text in the units of the protocol, held against counting them one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="pygls is not installed")

from lsprotocol.types import Position, PositionEncodingKind

from linter.cli.editor.positions import Positions
from linter.cli.editor.protocol_objects import difference

TEXTS = st.text(st.sampled_from("甲a😀𠮷\n\r\x0b\u2028\x85é"))
CODECS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


@given(TEXTS, st.integers(0, 50), st.sampled_from(sorted(PositionEncodingKind)))
def test_positions(text: str, offset: int, encoding: PositionEncodingKind) -> None:
    offset = min(offset, len(text))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # nothing is between them
    codec, size = CODECS[encoding]
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    wanted = Position(len(lines) - 1, len(lines[-1].encode(codec)) // size)
    positions = Positions(text, encoding)
    assert positions.position(offset) == wanted
    line, column = len(lines), len(lines[-1]) + 1
    assert positions.offset(line, column) == offset


@given(TEXTS, TEXTS)
def test_a_difference_makes_one_text_of_the_other(before: str, after: str) -> None:
    edit = difference(before, after)
    assert before[: edit.start] + edit.text + before[edit.end :] == after
    if before == after:
        assert edit.text == ""
        assert edit.start == edit.end
