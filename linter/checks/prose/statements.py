"""The check of what sentences say about the tables' figures, and what else hangs on that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.arithmetic.equations import plain
from linter.arithmetic.evidence import Reading, Sums
from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.prose.borne_out import (
    CARRIED_OVER,
    FLOW,
    RECEIVED,
    balances,
    holds_old,
    is_behind_both,
    is_borne_out,
)
from linter.checks.tables.cells import cell_name
from linter.model.claimed_figures import Evidence
from linter.model.document import Span
from linter.model.records import NamedTuple
from linter.prose.claim import Claim
from linter.prose.figure_mentions import FigureMention
from linter.prose.passages import Passage
from linter.rules.kind import Kind
from linter.rules.rule import Rule

_ORGANISATIONS = {"business", "research", "charity", "legal_service", "other_org"}
_KIND = "prose-table-mismatch"
_IN_ANOTHER_UNIT = "fees"  # the tables count it in 万元
_RECEIVED_ONES = "applications/received/total"


def prose_table_mismatch(context: Context, rule: Rule) -> Iterator[Finding]:
    """A figure stated in prose is the table's, in one of the meanings that it may have.

    One that is right once wrong cells are corrected says nothing that the findings about these do not say.
    """
    told: set[tuple[int, Sequence[str]]] = set()  # of which a passage says that there was none, or that all were done
    for claim, meant in _unexplained(context):
        expected = plain(context.sums.value(meant))
        cells = tuple(dict.fromkeys(operand.address for operand in meant))
        if claim.stated_as != "figure":
            if (claim.passage, cells) in told:
                continue  # 均已办结，没有结转: the same, said twice
            told.add((claim.passage, cells))
        values = {
            "told": claim.text,
            "figure": claim.value,
            "place": _place(context, cells),
            "expected": expected,
        }
        variant = None if claim.stated_as == "figure" else claim.stated_as
        yield Finding(claim.span, values, variant, cells=cells, expected=expected, actual=claim.value)


def as_the_tables_have_it(context: Context) -> tuple[Passage, ...]:
    """What the report tells, with the tables' figures for those of which it is said that they are not the tables'.

    What else is wrong because of such a figure is right here, and has the same cause.
    """
    if not context.says(_KIND):
        return context.told
    figures = {
        claim.span: plain(context.sums.value(meant))
        for claim, meant in _unexplained(context)
        if claim.stated_as == "figure" and claim.key != _IN_ANOTHER_UNIT
    }

    def corrected(passage: Passage, mention: FigureMention) -> FigureMention:
        value = figures.get(passage.folded.span(mention.start, mention.end))
        return mention if value is None else mention._replace(value=value, step=1)

    return tuple(
        passage._replace(
            sentences=tuple(
                sentence._replace(mentions=tuple(corrected(passage, mention) for mention in sentence.mentions))
                for sentence in passage.sentences
            )
        )
        for passage in context.told
    )


class _Mismatch(NamedTuple):
    """A claim that no meaning makes right, and the sum of cells that is its likeliest one."""

    claim: Claim
    meant: Reading


def _unexplained(context: Context) -> list[_Mismatch]:
    """The claims that are wrong, and not only because cells are."""
    found = _mismatches(context, context.sums)
    if found and context.corrected_sums is not None:
        left = [mismatch.claim for mismatch in _mismatches(context, context.corrected_sums)]
        found = [mismatch for mismatch in found if mismatch.claim in left]
    return found


def _mismatches(context: Context, tables: Sums) -> list[_Mismatch]:
    agreeing: dict[int, list[Claim]] = {}  # by the number of their passage
    others: list[tuple[Claim, Evidence, list[int | float]]] = []
    for claim, entry in context.comparable:
        sums = [plain(tables.value(reading)) for reading in entry.readings]
        if claim.key in FLOW and balances(context, claim):
            sums = sums[:1]
        if any(map(claim.fits, sums)):
            agreeing.setdefault(claim.passage, []).append(claim)
        else:
            others.append((claim, entry, sums))
    return [
        _Mismatch(claim, _meant(context, claim, entry, agreeing.get(claim.passage, ())))
        for claim, entry, sums in others
        if not is_borne_out(context, tables, claim, sums, agreeing.get(claim.passage, ()))
    ]


def _meant(context: Context, claim: Claim, entry: Evidence, agreeing: Sequence[Claim]) -> Reading:
    """The likeliest meaning of a figure: of applications that say to hold those carried over, both rows."""
    if claim.key in RECEIVED and (holds_old(context, claim, agreeing) or is_behind_both(context, claim, agreeing)):
        return context.sums.reading((_RECEIVED_ONES, CARRIED_OVER)) or entry.readings[0]
    return entry.readings[0]


def wholes(context: Context, part: Span, words: str | None, is_of_requests: bool = False) -> tuple[int | float, ...]:
    """The table figures that a share may be of, where a sentence states only its part and names the whole.

    Args:
        context: the report.
        part: the place of the part's figure.
        words: what names the whole: 占办结总数的; None where the sentence names one, which need not be the one meant.
        is_of_requests: whether the part counts what applications are counted by, and no figure before it may be the
            whole; it need be none of the tables' then if the words name all applications (征地类31件，占申请总数的36%).
    """
    claim = context.claims_at.get(part)
    if words is not None and context.reader.standpoint.names_another_area(words):
        return ()
    for entry in context.language.words.data["shares"]:
        names_all = words in entry["all"]
        if claim:
            is_meant = claim.sums[0][0].startswith(f"{entry['table']}/") and (
                words is None or any(word in words for word in entry["words"])
            )
        else:
            is_meant = is_of_requests and names_all
        if is_meant:
            sums = context.sums
            answered, *received = [sums.reading(cells) for cells in entry["sums"]]
            readings = [*received, answered] if names_all else [answered, *received]
            if all(reading and sums.is_known(reading) for reading in readings):
                return tuple(map(sums.value, readings))
    return ()


def _place(context: Context, cells: Sequence[str]) -> str:
    """The cells in a person's words: the one, or the first and last of several."""
    table = context.report.tables[cells[0].split("/")[0]]
    names = [cell_name(context, table, table.figures[cell]) for cell in cells]
    printed = context.printed(table.name)
    row = _organisations_of(cells)
    if row is not None:
        label = context.form_of(table).rows[row].text
        if context.lang == "zh":
            return f"{printed}“{label}”行五类法人之和"
        return f"{printed}, the five kinds of organisations in row “{label}” together"
    if len(names) == 1:
        return printed + names[0] if context.lang == "zh" else f"{printed}, {names[0]}"
    if len(names) in (2, 3):
        *others, last = names
        if context.lang == "zh":
            return f"{printed}{'、'.join(others)}与{last}之和"
        return f"{printed}, {' plus '.join(names)}"
    many = f"{printed}{names[0]}至{names[-1]}之和"
    return many if context.lang == "zh" else f"{printed}, the sum from {names[0]} to {names[-1]}"


def _organisations_of(cells: Sequence[str]) -> str | None:
    """The row of which these cells are the five columns for 法人或其他组织, None where they are others."""
    tables, rows, columns = map(set, zip(*(cell.split("/") for cell in cells), strict=True))
    return rows.pop() if tables == {"applications"} and len(rows) == 1 and columns == _ORGANISATIONS else None


CHECKS = (Check(Kind(_KIND, ("told", "figure", "place", "expected"), ("none", "all")), prose_table_mismatch),)
