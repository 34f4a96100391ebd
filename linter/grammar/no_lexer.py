"""A lexer of lark's for grammars whose tokens come from outside: lark only computes the tables."""

from __future__ import annotations

from lark.lexer import Lexer

from linter.type_names import Any


class NoLexer(Lexer):
    """Reads nothing."""

    def __init__(self, lexer_conf: Any) -> None: ...

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        raise NotImplementedError
