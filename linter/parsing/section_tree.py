"""The tree of a report's sections, by its grammar."""

from __future__ import annotations

from collections.abc import Sequence

from linter.grammar.lalr import Node, Tables, parse
from linter.model.document import Block
from linter.model.records import NamedTuple
from linter.model.report import Section
from linter.parsing.line_tokens import Token

_LEVELS = {"part": 1, "clause": 2, "item": 3, "subitem": 4}


class Tree(NamedTuple):
    """What stands before the first section, the sections of the first level, and what signs the report."""

    front: tuple[Block, ...]
    sections: tuple[Section, ...]
    sign_off: tuple[Block, ...]


def section_tree(tokens: Sequence[Token], grammar: Tables) -> Tree:
    """The tokens of a whole report as a tree; `grammar` are the tables of report.lark."""
    _, children = parse(grammar, [token.kind for token in tokens])
    front: list[Block] = []
    sections: list[Section] = []
    sign_off: list[Block] = []
    for child in children:
        if isinstance(child, int):
            sign_off.append(tokens[child].block)
        elif child[0] == "front":
            for entry in child[1]:
                if isinstance(entry, int):
                    front.append(tokens[entry].block)
                else:
                    sections.append(_section(entry, tokens))
        else:
            sections.append(_section(child, tokens))
    return Tree(tuple(front), tuple(sections), tuple(sign_off))


def _section(node: Node, tokens: Sequence[Token]) -> Section:
    name, (first, *rest) = node
    head = tokens[first].heading
    assert head is not None
    return Section(
        level=_LEVELS[name],
        style=head.style,
        number=head.number or None,
        value=head.value,
        title=head.title,
        heading=head.chars,
        blocks=tuple(tokens[entry].block for entry in rest if isinstance(entry, int)),
        children=tuple(_section(entry, tokens) for entry in rest if not isinstance(entry, int)),
    )
