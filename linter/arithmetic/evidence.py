"""What sentences and last year's report say of the figures of the tables, as sums of cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.arithmetic.equations import total
from linter.arithmetic.expression import stands_for
from linter.forms.form import Form
from linter.model.claimed_figures import Evidence, Operand
from linter.model.last_year import Prior
from linter.model.report import Table
from linter.prose.claim import Claim

Reading = tuple[Operand, ...]


class Sums:
    """The figures of a report's tables as text speaks of them: sums of cells, which may be of several rows.

    `regime` is the report's; a table of another year's form is wrong as a whole, and nothing is held against it.
    `corrected` holds the figures that cells should have in place of theirs.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        forms: Mapping[str, Form],
        regime: str,
        corrected: Mapping[str, int | float] | None = None,
    ) -> None:
        self.tables = tables
        self.forms = forms
        self.regime = regime
        self.corrected = corrected or {}

    def reading(self, cells: Sequence[str]) -> Reading:
        """A sum over cells (one with `-` is subtracted), empty where the tables or their forms lack them."""
        operands: list[Operand] = []
        for cell in cells:
            name, row, column = cell.removeprefix("-").split("/")
            table = self.tables.get(name)
            if table is None or table.regime != self.regime:
                return ()
            rows = self.forms[table.regime].tables[name].rows
            addresses = [f"{name}/{key}/{column}" for key in rows if stands_for(row, key)]
            factor = -1 if cell.startswith("-") else 1
            found = [Operand(factor, address) for address in addresses if address in table.figures]
            if not found:
                return ()
            operands += found
        return tuple(operands)

    def is_known(self, reading: Reading) -> bool:
        """Whether all its cells can be reckoned with: a column or only rows that were not filled in say nothing."""
        cells = [(self.tables[address.split("/")[0]], address) for _, address in reading]
        is_filled = any(address.split("/")[1] not in table.blank_rows for table, address in cells)
        return is_filled and all(
            address in table.values and address.split("/")[2] not in table.blank_columns for table, address in cells
        )

    def value(self, reading: Reading) -> int | float:
        """What it comes to; it is known and not empty."""
        values = self.tables[reading[0].address.split("/")[0]].values
        return total(reading, {**values, **self.corrected} if self.corrected else values)

    def figure(self, cell: str) -> int | float:
        """The figure of a cell, 0 where the tables do not tell it."""
        table = self.tables.get(cell.split("/")[0])
        return self.corrected.get(cell, table.values.get(cell, 0) if table is not None else 0)

    def comparable(self, claims: Iterable[Claim], lang: str) -> Iterator[tuple[Claim, Evidence]]:
        """The exact claims whose meanings are all sums of cells that can be reckoned with."""
        for claim in claims:
            if not claim.exact or (claim.stated_as == "figure" and claim.of_any_kind):
                continue
            readings = [reading for cells in claim.sums if (reading := self.reading(cells))]
            if readings and all(map(self.is_known, readings)):
                statement = f"正文“{claim.text}”" if lang == "zh" else f"the text says “{claim.text}”"
                yield claim, Evidence("N401", claim.value, tuple(readings), statement, claim.span)


def of_last_year(prior: Prior | None, lang: str) -> tuple[Evidence, ...]:
    """What last year's report says about this year's tables."""
    if prior is None or "applications/carried_forward/total" not in prior.values:
        return ()
    value = prior.values["applications/carried_forward/total"]
    statement = f"上年报告（{prior.path}）结转下年度为{value}"
    if lang == "en":
        statement = f"last year's report ({prior.path}) carried {value} forward"
    reading = (Operand(1, "applications/carried_over/total"),)
    return (Evidence("Y501", value, (reading,), statement),)
