"""The regimes: what prescribed the form of a report, for the reports of which years.

This is the only list. A regime is added here, and its form in `rules/forms/`, in a file of its name.
"""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.records import NamedTuple


class Regime(NamedTuple):
    """One regime. `name` is how messages and reports call it, `years` which reports it is for; both by language."""

    id: str
    name: Mapping[str, str]
    years: Mapping[str, str]


REGIMES = (
    Regime(
        "2008",
        {"zh": "2008年条例", "en": "regulation of 2008"},
        {"zh": "2008—2018年度", "en": "2008–2018"},
    ),
    Regime(
        "2019",
        {"zh": "2019年格式", "en": "form of 2019"},
        {"zh": "2019、2020年度", "en": "2019–2020"},
    ),
    Regime(
        "2021",
        {"zh": "2021年格式", "en": "form of 2021"},
        {"zh": "2021年度起", "en": "2021 and later"},
    ),
)
"""In the order in which they came into force."""

IDS = tuple(regime.id for regime in REGIMES)
BY_ID = {regime.id: regime for regime in REGIMES}
EARLIEST = REGIMES[0].id
LATEST = REGIMES[-1].id
"""The form that a report is measured by where nothing tells of which year it is."""
