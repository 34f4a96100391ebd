"""Values of a file written by a person, each with its place, and the reading of them against a closed schema.

Rule files and configurations are read through this, so that a wrong one is answered with file, line and
column, what is wrong and the nearest valid word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from linter.type_names import NoReturn

_LONGEST_SHOWN = 80


class PlacedError(Exception):
    """What is wrong with a file, in Chinese and English, and where: `line` and `column` from 1."""

    def __init__(self, file: str, line: int, column: int, message: str, english: str) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.english = english

    def __str__(self) -> str:
        return self.in_language("zh")

    def in_language(self, lang: str) -> str:
        message = self.message if lang == "zh" else self.english
        return f"{self.file}:{self.line}:{self.column}: {message}"


class RuleError(PlacedError):
    """A rule file is wrong."""


class Node:
    """A value with its place. `kind` is one of `KINDS`. Nobody changes one once it is made.

    `text` is a scalar as written, without its quotation marks; `entries` are the pairs of a mapping, `items`
    the members of a list. `inset` is how far behind `column` the text begins (1 with a quotation mark), None
    where its characters do not stand one for one in a single line.
    """

    __slots__ = ("column", "entries", "inset", "items", "kind", "line", "text")

    def __init__(
        self,
        kind: str,
        line: int,
        column: int,
        text: str = "",
        entries: tuple[tuple[Node, Node], ...] = (),
        items: tuple[Node, ...] = (),
        inset: int | None = None,
    ) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        self.text = text
        self.entries = entries
        self.items = items
        self.inset = inset

    def at(self, line: int, column: int) -> Node:
        """The same value at another place, where an alias stands for it."""
        return Node(self.kind, line, column, self.text, self.entries, self.items, self.inset)


KINDS = {
    "mapping": ("一组“键: 值”", "a mapping"),
    "list": ("列表", "a list"),
    "text": ("文字", "text"),
    "integer": ("整数", "a whole number"),
    "number": ("数字", "a number"),
    "boolean": ("true/false", "true or false"),
    "null": ("空值", "nothing"),
    "other": ("其他类型的值", "a value of another type"),
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    from difflib import get_close_matches

    known = list(known)
    lower = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(word.lower(), lower, n=1, cutoff=0.5)
    return lower[matches[0]] if matches else None


def _shown(word: str) -> str:
    """A word as a message names it: nobody meant a longer one, nor reads it."""
    return word if len(word) <= _LONGEST_SHOWN else f"{word[:_LONGEST_SHOWN]}…"


class Reading:
    """Reads the nodes of one file; the first thing that is wrong is raised as `error`.

    `is_shipped`: the file comes with the program, so what costs much to look at was looked at by the tests.
    """

    def __init__(self, file: str, error: type[PlacedError], *, is_shipped: bool = False) -> None:
        self.file = file
        self.error = error
        self.is_shipped = is_shipped

    def fail(self, node: Node, message: str, english: str, offset: int | None = None) -> NoReturn:
        """Raises the error at a node, or at an offset (characters from 0) in its text."""
        inside = 0 if node.inset is None or offset is None else node.inset + offset
        raise self.error(self.file, node.line, node.column + inside, message, english)

    def unknown(
        self, node: Node, what: tuple[str, str], word: str, known: Collection[str], offset: int | None = None
    ) -> NoReturn:
        """Fails because `word` is none of the `known`; `what` names them: ("个键", "key")."""
        shown = _shown(word)
        zh, en = f"没有“{shown}”这{what[0]}", f"unknown {what[1]} '{shown}'"
        guess = nearest(word, known) if shown == word else None
        if guess:
            zh, en = f"{zh}，是否想写“{guess}”？", f"{en}, did you mean '{guess}'?"
        elif known:
            zh, en = f"{zh}，可用的有：{'、'.join(known)}", f"{en}, expected one of: {', '.join(known)}"
        else:
            zh, en = f"{zh}，这里一个也没有", f"{en}, there are none here"
        self.fail(node, zh, en, offset)

    def of_kind(self, node: Node, *kinds: str) -> Node:
        """The node itself if it is of one of these kinds."""
        if node.kind not in kinds:
            zh = "或".join(KINDS[kind][0] for kind in kinds)
            en = " or ".join(KINDS[kind][1] for kind in kinds)
            found = KINDS[node.kind]
            self.fail(node, f"这里应为{zh}，现为{found[0]}", f"expected {en}, found {found[1]}")
        return node

    def entries(self, node: Node) -> dict[str, tuple[Node, Node]]:
        """The pairs of a mapping by key, each key once."""
        found: dict[str, tuple[Node, Node]] = {}
        for key, value in self.of_kind(node, "mapping").entries:
            if key.kind in ("mapping", "list"):
                self.fail(key, "键只能是一个词", "a key must be a single word")
            if key.text in found:
                line, shown = found[key.text][0].line, _shown(key.text)
                self.fail(
                    key,
                    f"键“{shown}”重复（第{line}行已有）",
                    f"duplicate key '{shown}' (first on line {line})",
                )
            found[key.text] = key, value
        return found

    def fields(self, node: Node, known: Collection[str], required: Sequence[str] = ()) -> dict[str, Node]:
        """The values of a mapping with a closed set of keys."""
        entries = self.entries(node)
        for word, (key, _) in entries.items():
            if word not in known:
                self.unknown(key, ("个键", "key"), word, known)
        for word in required:
            if word not in entries:
                self.fail(node, f"缺少“{word}”", f"missing key '{word}'")
        return {word: value for word, (_, value) in entries.items()}

    def items(self, node: Node) -> tuple[Node, ...]:
        return self.of_kind(node, "list").items

    def text(self, node: Node) -> str:
        """A text that says something."""
        if not self.of_kind(node, "text").text.strip():
            self.fail(node, "这里不能是空的", "this must not be empty")
        return node.text

    def texts(self, node: Node) -> list[str]:
        return [self.text(item) for item in self.items(node)]

    def integer(self, node: Node, least: int, most: int) -> int:
        text = self.of_kind(node, "integer").text
        value = int(text) if text.isdecimal() and len(text) < 10 else -1
        if not least <= value <= most:
            self.fail(node, f"这里应为{least}到{most}之间的整数", f"expected a whole number from {least} to {most}")
        return value

    def choice(self, node: Node, choices: Collection[str], what: tuple[str, str]) -> str:
        """One of these words; `what` names them. Quotes are not needed, though YAML reads off as false."""
        if node.kind in ("mapping", "list", "null"):
            self.of_kind(node, "text")
        if node.text not in choices:
            self.unknown(node, what, node.text, choices)
        return node.text
