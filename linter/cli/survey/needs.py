"""What needs someone first, in the order in which it does: nobody may overlook it in any output for people."""

from __future__ import annotations

from collections.abc import Iterator

from linter.cli.survey.aggregates import AGREES
from linter.cli.survey.entries import DOUBLE, MISSING
from linter.cli.survey.view import Failure, SurveyView
from linter.model.records import NamedTuple


class Need(NamedTuple):
    """One kind of it (a key of the words), how many there are, and a line for each."""

    kind: str
    total: int
    lines: Iterator[str]


def needs(view: SurveyView) -> Iterator[Need]:
    """All kinds of which there is something."""
    totals = view.totals
    colon = "：" if view.lang == "zh" else ": "
    sums = [message for told, message in view.sums() if told.outcome != AGREES]
    found = (
        Need("unreadable", totals["unreadable"], (f"{it.path}{colon}{it.code} {it.message}" for it in view.unread())),
        Need(
            "revise",
            totals["revise"],
            (f"{_named(it)}{colon}{view.called(it.codes)}" for it in view.failures()),
        ),
        Need("sums", len(sums), iter(sums)),
        Need("missing", totals["missing"], (f"{it.organ} {it.year}" for it in view.rows(MISSING))),
        Need(
            "double",
            totals["double"],
            (f"{it.organ} {it.year}{colon}{' | '.join(it.paths)} ({it.note})" for it in view.rows(DOUBLE)),
        ),
        Need("misplaced", totals["misplaced"], (f"{it.path}{colon}{it.organ} {it.where}" for it in view.misplaced())),
        Need("unknown", totals["unknown"], (it.path for it in view.unknown())),
        Need("archives", len(view.archives), iter(view.archives)),
        Need(
            "copied",
            len(view.copied),
            (view.say("copied_pair", **it._asdict()) for it in view.copied),
        ),
        Need("unlisted", totals["unlisted"], iter(view.unlisted())),
    )
    return (need for need in found if need.total)


def _named(failure: Failure) -> str:
    """A report as somebody looks for it: by organ and year, and by its file where these do not tell."""
    if failure.organ is None or failure.year is None:
        return failure.path
    named = f"{failure.organ} {failure.year}"
    return named if failure.is_only else f"{named} ({failure.path})"
