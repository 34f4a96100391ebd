"""Which rules run: by code or the beginning of one, and with the severities of a configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from linter.model.diagnostics import Severity
from linter.model.records import NamedTuple
from linter.rules.rule import Rule


class RuleSet(NamedTuple):
    """The rules to run. `rules` are all that were loaded, `selected` the codes that are reported."""

    rules: tuple[Rule, ...]
    selected: frozenset[str]


def select(rules: Sequence[Rule], chosen: Iterable[str] = (), ignored: Iterable[str] = ()) -> RuleSet:
    """The rules whose code begins with one of `chosen` (all, when there is none) and with none of `ignored`."""
    chosen, ignored = tuple(chosen), tuple(ignored)
    codes = {
        rule.code
        for rule in rules
        if rule.enabled and (not chosen or rule.code.startswith(chosen)) and not rule.code.startswith(ignored)
    }
    return RuleSet(tuple(rules), frozenset(codes))


def with_severities(rules: Sequence[Rule], severities: Mapping[str, Severity | str]) -> tuple[Rule, ...]:
    """The rules with a configuration's severities; a rule that it gives one runs, one that it sets to off does not."""
    return tuple(
        rule
        if (severity := severities.get(rule.code)) is None
        else rule._replace(enabled=False)
        if isinstance(severity, str)
        else rule._replace(enabled=True, severity=severity)
        for rule in rules
    )
