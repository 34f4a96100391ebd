"""What a draft says, from the form that is in force and from last year's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linter.cli.drafts.draft_wording import DraftWording, Prompt
from linter.forms.form import Form, TableForm
from linter.model.last_year import Prior
from linter.model.records import NamedTuple
from linter.text.numbers import chinese_numeral
from linter.type_names import Literal

_STOCK, _CARRIED_OVER, _CARRIED_FORWARD = "in_force", "carried_over", "carried_forward"


class DraftLine(NamedTuple):
    """A paragraph. A prompt looks as the text will that a person writes in its place."""

    kind: Literal["title", "heading", "subheading", "text"]
    text: str


class DraftTable(NamedTuple):
    """A table of the form, with the figures that are known already, by address."""

    form: TableForm
    figures: Mapping[str, str]


class Draft(NamedTuple):
    """A report to be filled in, in the order in which it stands."""

    title: str
    blocks: tuple[DraftLine | DraftTable, ...]

    @property
    def figures(self) -> int:
        """How many cells are filled in."""
        return sum(len(block.figures) for block in self.blocks if isinstance(block, DraftTable))


def drafted(form: Form, wording: DraftWording, organ: str | None, year: int, prior: Prior | None) -> Draft:
    """The draft of a report.

    Args:
        form: that of the report's year.
        wording: what drafts say.
        organ: whose report it is; a prompt stands in the title where it is None.
        year: which it reports on.
        prior: last year's report of the same organ, None where there is none.
    """
    title = wording.title.format(organ=organ or wording.organ, year=year)
    blocks: list[DraftLine | DraftTable] = [
        DraftLine("title", title),
        DraftLine("text", wording.opening.format(year=year, notice=form.notice)),
    ]
    tables = {table.part: table for table in form.tables.values()}
    for number, part in enumerate(form.parts, 1):
        blocks.append(DraftLine("heading", f"{chinese_numeral(number)}、{part.title}"))
        table = tables.get(part.key)
        if table is None:
            blocks += _prompts(wording, wording.parts[part.key])
        else:
            blocks += _table(wording, table, wording.parts[part.key], prior)
    return Draft(title, tuple(blocks))


def _prompts(wording: DraftWording, prompts: Sequence[Prompt]) -> Iterator[DraftLine]:
    number = 0
    for prompt in prompts:
        if prompt.heading:
            number += 1
            yield DraftLine("subheading", f"（{chinese_numeral(number)}）{prompt.heading}")
        yield DraftLine("text", wording.prompt.format(asks=prompt.asks))


def _table(
    wording: DraftWording, table: TableForm, prompts: Sequence[Prompt], prior: Prior | None
) -> Iterator[DraftLine | DraftTable]:
    """A table with the row that last year's report gives, and above it what else that report tells."""
    carried = _carried_over(table, prior) if prior else {}
    told = [prompt.asks for prompt in prompts]
    if prior and (stock := [*_stock(table, prior)]):
        told.append(wording.stock.format(figures="、".join(stock)))
    if carried:
        row, source = table.rows[_CARRIED_OVER].text, table.rows[_CARRIED_FORWARD].text
        told.append(wording.carried_over.format(row=row, source=source))
    yield DraftLine("text", wording.note.format(asks="；".join(told)))
    yield DraftTable(table, carried)


def _carried_over(table: TableForm, prior: Prior) -> dict[str, str]:
    """What came over from last year, which is what last year's report carried forward, column by column."""
    if _CARRIED_OVER not in table.rows:
        return {}
    known = ((key, prior.values.get(f"{table.name}/{_CARRIED_FORWARD}/{key}")) for key in table.columns)
    return {f"{table.name}/{_CARRIED_OVER}/{key}": str(value) for key, value in known if _is_count(value)}


def _stock(table: TableForm, prior: Prior) -> Iterator[str]:
    """What was in force at the end of last year: no more than a hint, for documents also lapse."""
    for address in table.addresses:
        _, row, column = address.split("/")
        value = prior.values.get(address)
        if column == _STOCK and _is_count(value):
            yield f"{table.rows[row].text}{value}件"


def _is_count(value: float | None) -> bool:
    return isinstance(value, int) and value >= 0
