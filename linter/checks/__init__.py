"""The kinds of check, by the name that rule files use for them.

A check is a function of a `Context` and the rule. It yields a `Finding` for each thing that is wrong and an
`Undecided` where it cannot tell; it yields nothing when all is well or the rule does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from linter.checks import acceptances
from linter.checks.across_years import years
from linter.checks.arithmetic import equation, wrong_figure
from linter.checks.content import damaged, injected, personal
from linter.checks.context import Context
from linter.checks.dates import periods, publication, stale_year
from linter.checks.finding import Finding, Mention, Undecided
from linter.checks.prose import enumerations, statements
from linter.checks.prose import sums_and_shares as prose
from linter.checks.structure import identity, mentions, numbering, parts, requirements
from linter.checks.tables import cells
from linter.checks.tables import form_fit as tables
from linter.checks.wording import characters, confusables, document_numbers, organ_name, placeholders
from linter.rules.rule import Rule

Check = Callable[[Context, Rule], Iterable[Finding | Undecided]]

CHECKS: Mapping[str, Check] = {
    "required-parts": parts.required_parts,
    "part-order": parts.part_order,
    "part-title": parts.part_title,
    "empty-part": parts.empty_part,
    "heading-numbering": numbering.heading_numbering,
    "report-title": identity.report_title,
    "document-kind": identity.document_kind,
    "mentions": mentions.mentions,
    "required-headings": requirements.required_headings,
    "forbidden-words": requirements.forbidden_words,
    "required-tables": tables.required_tables,
    "misfits": tables.misfits,
    "form-in-force": tables.form_in_force,
    "picture-for-table": tables.picture_for_table,
    "blank-cells": cells.blank_cells,
    "cell-values": cells.cell_values,
    "reserved-rows": cells.reserved_rows,
    "equation": equation.equation,
    "prose-sum": prose.prose_sum,
    "prose-percentage": prose.prose_percentage,
    "enumeration-count": enumerations.enumeration_count,
    "prose-table-mismatch": statements.prose_table_mismatch,
    "prose-contradiction": statements.prose_contradiction,
    "wrong-figure": wrong_figure.wrong_figure,
    "carry-over": years.carry_over_mismatch,
    "stock": years.stock_mismatch,
    "copied": years.copied_from_prior,
    "unused-acceptance": acceptances.unused_acceptance,
    "broken-acceptance": acceptances.broken_acceptance,
    "reporting-period": periods.reporting_period,
    "stale-year": stale_year.stale_year,
    "published-late": publication.published_late,
    "impossible-date": periods.impossible_date,
    "published-early": publication.published_early,
    "document-number": document_numbers.document_number,
    "confusable": confusables.confusable,
    "halfwidth-punctuation": characters.halfwidth_punctuation,
    "traditional-script": characters.traditional_script,
    "organ-name": organ_name.organ_name,
    "placeholder": placeholders.placeholder,
    "injected-text": injected.injected_text,
    "damaged-text": damaged.damaged_text,
    "personal-data": personal.personal_data,
}

# what is wrong in any document, even in one that is no report
CHECKS_OF_ANY_DOCUMENT = frozenset({"document-kind", "injected-text", "personal-data"})

__all__ = ["CHECKS", "CHECKS_OF_ANY_DOCUMENT", "Check", "Context", "Finding", "Mention", "Undecided"]
