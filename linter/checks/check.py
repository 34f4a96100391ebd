"""A check as its module states it: the kind that rule files name, and the function that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from linter.checks.context import Context
from linter.checks.finding import Finding, Undecided
from linter.model.records import NamedTuple
from linter.rules.kind import Kind
from linter.rules.rule import Rule


class Check(NamedTuple):
    """`run` yields a `Finding` for each thing that is wrong and an `Undecided` where it cannot tell.

    It yields nothing when all is well or the rule does not apply.
    """

    kind: Kind
    run: Callable[[Context, Rule], Iterable[Finding | Undecided]]
