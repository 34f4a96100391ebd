"""Equations as rule files write them: `received + carried_over = total + carried_forward`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from linter.model.records import NamedTuple
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Lark, Tree
    from lark.exceptions import UnexpectedInput

LONGEST = 2_000
"""Characters of one equation."""

_WILDCARD = ".*"
_CONSTANT = ""


class Term(NamedTuple):
    """`factor` times the cell called `name`; the constant of a side has no name."""

    factor: int
    name: str


class Equation(NamedTuple):
    """Two sums that are to be equal: `left` and `right` are their terms as they were written, in order."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]

    def expand(self, keys: Sequence[str]) -> Equation:
        """The same for a table with these rows or columns: the keys in place of each `denied.*`."""
        return Equation(_expand(self.left, keys), _expand(self.right, keys))

    def __str__(self) -> str:
        return f"{_side(self.left)} = {_side(self.right)}"


class ExpressionError(Exception):
    """A text that is no equation: `column` (from 1) in it, what is wrong and what was expected there."""

    def __init__(self, column: int, message: str, english: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message
        self.english = english


def stands_for(name: str, key: str) -> bool:
    """Whether a name of an equation means this row or column."""
    if not name.endswith(_WILDCARD):
        return name == key
    group = name.removesuffix(_WILDCARD)
    return key == group or key.startswith(group + ".")


def parse(text: str) -> Equation:
    """Reads an equation.

    Raises:
        ExpressionError: the text is none.
    """
    if len(text) > LONGEST:
        raise ExpressionError(1, f"超过 {LONGEST:,} 个字", f"longer than {LONGEST:,} characters")
    from lark.exceptions import UnexpectedInput

    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    left, right = tree.children
    return Equation(_terms(left), _terms(right))


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark

    return Lark.open("expression.lark", rel_to=__file__, parser="lalr", start="equation")


def _terms(side: object) -> tuple[Term, ...]:
    return tuple(_term(node, 1) for node in side.children)  # type: ignore[attr-defined]


def _term(node: Tree[object], sign: int) -> Term:
    children = [str(child) for child in node.children]
    match node.data:
        case "minus":
            return _term(node.children[0], -sign)  # type: ignore[arg-type]
        case "multiple":
            return Term(sign * int(children[0]), children[1])
        case "constant":
            return Term(sign * int(children[0]), _CONSTANT)
        case _:
            return Term(sign, children[0])


def _expand(side: tuple[Term, ...], keys: Sequence[str]) -> tuple[Term, ...]:
    return tuple(
        Term(factor, key)
        for factor, name in side
        for key in ([name] if not name.endswith(_WILDCARD) else [k for k in keys if stands_for(name, k)])
    )


def _side(side: tuple[Term, ...]) -> str:
    pieces: list[str] = []
    for factor, name in side:
        size = abs(factor)
        piece = str(size) if name == _CONSTANT else name if size == 1 else f"{size} * {name}"
        sign = "-" if factor < 0 else "+"
        pieces.append(f"{sign} {piece}" if pieces else f"-{piece}" if factor < 0 else piece)
    return " ".join(pieces) or "0"


_WORDS = {
    "NAME": ("名称", "a name"),
    "FACTOR": ("整数", "a whole number"),
    "EQUAL": ("“=”", "'='"),
    "PLUS": ("“+”", "'+'"),
    "MINUS": ("“-”", "'-'"),
    "STAR": ("“*”", "'*'"),
    "$END": ("算式结束", "the end"),
}


def _explained(error: UnexpectedInput, text: str) -> ExpressionError:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    expected: Iterable[str] = ()
    position = error.pos_in_stream or 0
    if isinstance(error, UnexpectedCharacters):
        expected = error.allowed or ()
    elif isinstance(error, UnexpectedToken):
        expected = error.accepts or error.expected
        if error.token.type == "$END":
            position = len(text)
    words = [_WORDS[name] for name in _WORDS if name in expected]
    found = text[position : position + 1]
    zh = "这里应为" + ("或".join(word for word, _ in words) or "算式")
    en = "expected " + (" or ".join(word for _, word in words) or "an equation")
    if found:
        return ExpressionError(position + 1, f"不能写“{found}”，{zh}", f"unexpected '{found}', {en}")
    return ExpressionError(position + 1, f"算式没有写完，{zh}", f"the equation ends early, {en}")
