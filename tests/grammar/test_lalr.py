"""The driver of the LALR tables gives the tree that lark itself gives, and every sequence of tokens has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.lexer import Lexer

from linter.grammar import lalr

GRAMMAR = (Path(lalr.__file__).parents[1] / "parsing" / "report.lark").read_text("utf-8")
KINDS = ("PART", "CLAUSE", "ITEM", "SUBITEM", "PROSE", "TABLE", "PICTURE")


class KindsLexer(Lexer):
    """Tokens given as a list of (kind, index)."""

    def __init__(self, lexer_conf: Any) -> None: ...

    def lex(self, data: Any) -> Iterator[Token]:
        for index, kind in enumerate(data):
            yield Token(kind, str(index))


LARK = Lark(GRAMMAR, parser="lalr", lexer=KindsLexer)
TABLES = lalr.tables(GRAMMAR)


def plain(node: Any) -> Any:
    if isinstance(node, Tree):
        return str(node.data), [plain(child) for child in node.children]
    return int(node)


@given(st.lists(st.sampled_from(KINDS), max_size=40), st.integers(0, 3))
def test_the_tree_is_the_one_that_lark_gives(kinds: list[str], signs: int) -> None:
    kinds = [*kinds, *["SIGN"] * signs]
    assert lalr.parse(TABLES, kinds) == plain(LARK.parse(kinds))


def test_what_no_rule_allows_is_refused() -> None:
    with pytest.raises(ValueError, match="token 1"):
        lalr.parse(TABLES, ["SIGN", "PART"])


@pytest.mark.whole
def test_a_long_report_has_a_tree() -> None:
    _, children = lalr.parse(TABLES, ["PART", *["PROSE"] * 100_000])
    assert len(children[1][1]) == 100_001
