"""Whether last year's report can change anything of what is found in a report, told from little of both."""

from __future__ import annotations

from collections.abc import Iterable

from linter.checks.across_years.years import carried_otherwise, share_copied, stocked_otherwise
from linter.checks.context import Context
from linter.checks.prose.percentages import growths, is_right
from linter.model.last_year import Comparable, Prior
from linter.parsing.comparable import prior_of


def comparable(context: Context) -> Comparable:
    """What of a report is held against those of the years before and after."""
    return Comparable(prior_of(context.report, context.report.document.path), tuple(growths(context)))


def may_change(now: Comparable, prior: Prior) -> bool:
    """Whether a rule that looks at last year's report may find anything, for a report whose figures need no repair.

    It errs on one side: where it says no, no rule does.

    Args:
        now: what is known of the report.
        prior: last year's.
    """
    now_values, before = now.own.values, prior.values
    return (
        any(carried_otherwise(now_values, before, _names(now_values, "applications", 2)))
        or any(stocked_otherwise(now_values, before, _names(now_values, "disclosure", 1)))
        or not all(is_right(growth, prior) for growth in now.growths)
        or any(share_copied(text, prior.parts.get(part, "")) for part, text in now.own.parts.items())
    )


def _names(addresses: Iterable[str], table: str, place: int) -> set[str]:
    """The names at a place of the addresses of a table: its rows (1) or columns (2)."""
    return {address.split("/")[place] for address in addresses if address.startswith(f"{table}/")}
