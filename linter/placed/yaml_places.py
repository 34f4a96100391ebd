"""YAML text as nodes that know their place."""

from __future__ import annotations

import re

from linter.files import small_files
from linter.model.records import NamedTuple
from linter.placed.nodes import Node, PlacedError
from linter.type_names import Any, NoReturn

MOST_NODES = 200_000
"""Values and keys of one file, an alias counted with all that it stands for."""

DEEPEST = 40
"""Levels of lists and mappings in each other, an alias counted with those below it."""

_BETWEEN_CHINESE = re.compile("(?<=[\u2e80-\u9fff\uff00-\uffef“”]) (?=[\u2e80-\u9fff\uff00-\uffef“”])")
# What the library says of syntax, by a part of it; the first one counts.
_PROBLEMS = {
    "could not find expected ':'": "这里少了冒号，或者上一行的缩进不对",
    "mapping values are not allowed": "这里不能有冒号；文字里有冒号的，请加引号",
    "did not find expected key": "缩进与上面的不一致，或者引号、括号没有成对",
    "did not find expected '-' indicator": "缩进与上面的“-”不一致",
    "did not find expected ',' or ']'": "方括号没有成对，或者少了逗号",
    "did not find expected ',' or '}'": "花括号没有成对，或者少了逗号",
    "expected ',' or ']'": "方括号没有成对，或者少了逗号",
    "expected ',' or '}'": "花括号没有成对，或者少了逗号",
    "unexpected end of stream": "引号没有成对",
    "found unexpected document indicator": "引号没有成对",
    "unknown escape character": "双引号里的反斜杠后面不能是这个字；正则表达式请用单引号",
    "found character that cannot start any token": "文字不能以这个字开头，请加引号",
    "block sequence entries are not allowed": "这里不能有“-”",
    "block collections are not allowed": "这里不能另起一层",
    "did not find expected alphabetic or numeric character": "“*”“&”开头的文字请加引号",
    "expected alphabetic or numeric character": "“*”“&”开头的文字请加引号",
    "found unknown escape character": "双引号里的反斜杠后面不能是这个字；正则表达式请用单引号",
    "found undefined tag handle": "“!”开头的文字请加引号",
    "expected <block end>": "缩进与上面的不一致",
    "did not find expected node content": "逗号或括号之间少了内容",
    "did not find expected <document start>": "上面的内容已经结束，这里多出了内容",
    "expected the node content": "逗号或括号之间少了内容",
    "found a tab character": "这里用了制表符，请改用空格",
    "found unexpected ':'": "这里不能有冒号；文字里有冒号的，请加引号",
}
_KINDS = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "integer",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:bool": "boolean",
    "tag:yaml.org,2002:null": "null",
}


def read(file: str, error: type[PlacedError]) -> Node | None:
    """The document in a YAML file, None when it holds none.

    Raises:
        PlacedError: (of the type `error`) the file cannot be read or is not YAML.
    """
    return compose(read_text(file, error), file, error)


def read_text(file: str, error: type[PlacedError]) -> str:
    """What stands in a UTF-8 file of moderate size."""
    try:
        data = small_files.content(file)
    except small_files.UnfitError as problem:
        raise error(file, 1, 1, problem.message, problem.english) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        byte = problem.start - data.rfind(b"\n", 0, problem.start)
        message = f"不是 UTF-8 编码（本行第{byte}个字节）"
        raise error(file, line, 1, message, f"not UTF-8 (byte {byte} of this line)") from None


def compose(text: str, file: str, error: type[PlacedError]) -> Node | None:
    """The document in a YAML text; `file` is its name in errors.

    Raises:
        PlacedError: (of the type `error`) it is not YAML.
    """
    import yaml

    try:
        return _Composition(text, file, error).document()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = " ".join(part for part in (problem.context, problem.problem) if part)
        chinese = next((told for said, told in _PROBLEMS.items() if said in reason), None)
        if "cannot start any token" in reason and mark and text[mark.index : mark.index + 1] == "\t":
            raise error(file, line, column, "这里用了制表符，请改用空格", "a tab, where spaces are needed") from None
        if "nesting depth" in reason:  # newer versions of the library have a limit of their own
            raise error(file, line, column, "嵌套太深", "nested too deeply") from None
        zh = f"YAML 语法错误：{chinese}" if chinese else "YAML 语法错误，请检查这里和上一行的缩进、冒号和引号"
        raise error(file, line, column, zh, f"YAML syntax error: {reason}") from None
    except yaml.reader.ReaderError as problem:
        before = text[: problem.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise error(file, line, column, "有不允许的控制字符", "a control character is not allowed here") from None


class _Anchored(NamedTuple):
    """A node with how many it consists of, and how many levels lie below it."""

    node: Node
    size: int
    height: int


class _Composition:
    """Builds nodes from YAML's events: its own composer overflows the stack on deeply nested input."""

    def __init__(self, text: str, file: str, error: type[PlacedError]) -> None:
        import yaml

        self.yaml = yaml
        self.loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.file = file
        self.error = error
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0

    def document(self) -> Node | None:
        events, next_event = self.yaml.events, self.loader.get_event
        next_event()  # the stream begins
        if isinstance(next_event(), events.StreamEndEvent):
            return None
        root, _ = self.part(next_event(), 0)
        next_event()  # the document ends
        further = next_event()
        if not isinstance(further, events.StreamEndEvent):
            self.fail(further, "一个文件只能有一份 YAML 文档", "a file must hold one YAML document")
        return root

    def part(self, event: Any, depth: int) -> tuple[Node, int]:
        """The value that begins with an event, and how many levels lie below it."""
        events, next_event = self.yaml.events, self.loader.get_event
        if depth > DEEPEST:
            self.fail(event, "嵌套太深", "nested too deeply")
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, events.AliasEvent):
            if event.anchor not in self.anchors:
                self.fail(event, f"没有锚点“{event.anchor}”", f"unknown anchor '{event.anchor}'")
            meant = self.anchors[event.anchor]
            if depth + meant.height > DEEPEST:
                self.fail(event, "嵌套太深", "nested too deeply")
            self.count(event, meant.size)
            return meant.node.at(line, column), meant.height
        before, height = self.nodes, 0
        self.count(event, 1)
        members: list[Node] = []
        if isinstance(event, events.ScalarEvent):
            tag = event.tag or self.loader.resolve(self.yaml.ScalarNode, event.value, event.implicit)
            node = Node(_KINDS.get(tag, "other"), line, column, text=_text(event), inset=_inset(event))
        else:
            while not isinstance(member := next_event(), events.CollectionEndEvent):
                part, below = self.part(member, depth + 1)
                members.append(part)
                height = max(height, below + 1)
            if isinstance(event, events.MappingStartEvent):
                pairs = zip(members[::2], members[1::2], strict=True)
                node = Node("mapping", line, column, entries=tuple(pairs))
            else:
                node = Node("list", line, column, items=tuple(members))
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(node, self.nodes - before, height)
        return node, height

    def count(self, event: Any, nodes: int) -> None:
        """Count some more, so that a few lines of aliases of aliases do not become millions of values."""
        self.nodes += nodes
        if self.nodes > MOST_NODES:
            limit = f"{MOST_NODES:,}"
            self.fail(
                event,
                f"内容太多：展开别名后超过 {limit} 项",
                f"too much: more than {limit} values, those that aliases stand for included",
            )

    def fail(self, event: Any, message: str, english: str) -> NoReturn:
        mark = event.start_mark
        raise self.error(self.file, mark.line + 1, mark.column + 1, message, english)


def _text(scalar: Any) -> str:
    """The text of a scalar. A line end that YAML folds to a space is nothing between Chinese characters."""
    text: str = scalar.value
    is_folded = scalar.start_mark.line != scalar.end_mark.line and scalar.style != "|"
    return _BETWEEN_CHINESE.sub("", text) if is_folded else text


def _inset(scalar: Any) -> int | None:
    inset = 1 if scalar.style in ("'", '"') else 0
    width = scalar.end_mark.column - scalar.start_mark.column
    in_one_line = scalar.start_mark.line == scalar.end_mark.line and width == len(scalar.value) + 2 * inset
    return inset if in_one_line else None
