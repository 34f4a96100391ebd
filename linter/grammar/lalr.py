"""LALR parsing over ready-made tokens: lark computes the tables, this module drives them.

Importing lark and loading a grammar costs more than checking a whole report. The tables are plain data, so they
are computed once, kept in the compile cache, and driven by the textbook loop below (Aho, Sethi and Ullman, 4.7).
"""

from __future__ import annotations

from collections.abc import Sequence

from linter.type_names import Any

# A tree node: the rule's name and its children, which are nodes or indexes of tokens.
Node = tuple[str, list[Any]]
# states: state -> symbol -> target state (shift, goto) or -1 - rule (reduce); rules: (origin, length, is spliced)
Tables = dict[str, Any]


def tables(grammar: str) -> Tables:
    """The LALR(1) tables of a lark grammar whose terminals are all declared, as plain data.

    Raises:
        lark.exceptions.GrammarError: the grammar is wrong or ambiguous.
    """
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    from linter.grammar.no_lexer import NoLexer

    parser = Lark(grammar, parser="lalr", lexer=NoLexer).parser.parser
    table = parser._parse_table
    rules: list[tuple[str, int, bool]] = []
    numbers: dict[Any, int] = {}
    states: dict[int, dict[str, int]] = {}
    for state, actions in table.states.items():
        row = states[state] = {}
        for symbol, (action, argument) in actions.items():
            if action is Shift:
                row[symbol] = argument
                continue
            if argument not in numbers:
                name = str(argument.origin.name)
                numbers[argument] = len(rules)
                rules.append((name, len(argument.expansion), name.startswith("_")))
            row[symbol] = -1 - numbers[argument]
    return {
        "states": states,
        "rules": rules,
        "start": table.start_states["start"],
        "end": table.end_states["start"],
    }


def parse(tables: Tables, kinds: Sequence[str]) -> Node:
    """The tree over a sequence of token kinds. Leaves are indexes into `kinds`.

    Raises:
        ValueError: no tree of the grammar fits the sequence.
    """
    table, rules, end = tables["states"], tables["rules"], tables["end"]
    states: list[int] = [tables["start"]]
    values: list[Any] = []
    for index, kind in enumerate((*kinds, "$END")):
        while True:
            target = table[states[-1]].get(kind)
            if target is None:
                raise ValueError(f"token {index} ({kind}) does not fit the grammar")
            if target >= 0:
                states.append(target)
                values.append(index)
                break
            name, length, spliced = rules[-1 - target]
            children = _children(values, length)
            if length:
                del states[-length:]
                del values[-length:]
            values.append(children if spliced else (name, children))
            states.append(table[states[-1]][name])
            if states[-1] == end:
                return values[0]  # type: ignore[no-any-return]
    raise ValueError("the grammar has no end")


def _children(values: list[Any], length: int) -> list[Any]:
    """The last values as one list; lists are spliced, the first of them grown in place to stay linear."""
    if not length:
        return []
    if length == 1:
        value = values[-1]
        return value if isinstance(value, list) else [value]
    first, *rest = values[-length:]
    children: list[Any] = first if isinstance(first, list) else [first]
    for value in rest:
        if isinstance(value, list):
            children.extend(value)
        else:
            children.append(value)
    return children
