"""Fixes that findings carry."""

from __future__ import annotations

from collections.abc import Sequence

from linter.checks.context import Context
from linter.model.diagnostics import Edit, Fix
from linter.type_names import Literal


def fix_of(
    context: Context, title: str, edits: Sequence[Edit] | None, safety: Literal["safe", "suggestion"]
) -> Fix | None:
    """A fix for a report that is text, if there is anything to edit.

    For Word and PDF there is none: their source is taken out of the file.
    """
    return Fix(safety, title, tuple(edits)) if edits and context.report.document.layout is None else None
