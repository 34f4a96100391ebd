"""Words for the shell to complete: codes and names of rules. The mechanism is click's (`_NIANBAO_COMPLETE`)."""

from __future__ import annotations

import os
from collections.abc import Sequence

from click.shell_completion import CompletionItem

from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    import click

    from linter.rules.rule import Rule


def rule(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of rules, or their names where one was begun."""
    rules = _rules(context)
    codes = [(rule.code, rule.name) for rule in rules if rule.code.startswith(incomplete.upper())]
    names = [(rule.name, rule.code) for rule in rules if incomplete and rule.name.startswith(incomplete.lower())]
    return [CompletionItem(word, help=told) for word, told in (*codes, *names)]


def codes(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The last of several codes with commas between them."""
    before, comma, last = incomplete.rpartition(",")
    given = {code.strip().upper() for code in before.split(",")}
    return [
        CompletionItem(before + comma + rule.code, help=rule.name)
        for rule in _rules(context)
        if rule.code.startswith(last.upper()) and rule.code not in given
    ]


def _rules(context: click.Context) -> Sequence[Rule]:
    """The rules in force in this folder; the shipped ones where a file of the user's is wrong."""
    from linter.checks.registry import rules
    from linter.config import configuration as config
    from linter.placed.nodes import PlacedError

    try:
        configuration = config.load(context.params.get("config"), os.getcwd())
        return rules((*configuration.rules, *(context.params.get("rule_files") or ())))
    except PlacedError:
        return rules()
