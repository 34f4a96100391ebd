"""What is known of another year's report of the same organ."""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.records import NamedTuple


class Prior(NamedTuple):
    """What is held against the report of the year after: figures by address, and the text of each part."""

    path: str
    organization: str | None
    year: int | None
    regime: str | None
    values: Mapping[str, int | float]
    parts: Mapping[str, str]


class Known(NamedTuple):
    """A report of which only this is known yet."""

    path: str
    organization: str | None
    year: int | None


class Missing(NamedTuple):
    """Why there is nothing to compare with, by language: a sentence that says so.

    `is_there`: there is a report that should do, so the rules that need it are undecided; else they do not apply.
    """

    reason: Mapping[str, str]
    is_there: bool = True
