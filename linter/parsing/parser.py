"""A document understood as an annual report."""

from __future__ import annotations

from linter.forms import binding, regimes
from linter.model.document import Document, Grid, Paragraph
from linter.model.report import Report
from linter.parsing.further_report import further_report
from linter.parsing.line_tokens import tokens_of
from linter.parsing.page_furniture import front_of, headings_of, without_furniture
from linter.parsing.prescribed_parts import with_parts
from linter.parsing.restarted_numbering import with_points_nested
from linter.parsing.run_together import with_lines
from linter.parsing.section_tree import section_tree
from linter.parsing.sign_off import byline, signature, signed_off
from linter.parsing.spaced_tables import gather
from linter.parsing.title import find_title, labelled_title
from linter.parsing.year import regime_of_parts, year_of
from linter.reference import Reference


def parse_document(
    document: Document, reference: Reference, *, regime: str | None = None, year: int | None = None
) -> Report:
    """Understand a document as an annual report.

    Args:
        document: what a reader made of the file.
        reference: forms, lexicon and grammar.
        regime: the id of one to impose; None takes it from the year.
        year: the report's year to impose; None takes it from the title, else from the text.

    Returns:
        The report, with whatever could be told of it: a document that is none has no title, year, parts and tables.
    """
    lexicon, forms = reference.lexicon, reference.forms
    lines = with_lines(document.blocks, reference.vocabulary, lexicon)
    gathered = gather(list(lines), reference.vocabulary, document.source)
    blocks = binding.parted(list(without_furniture(gathered, lexicon)), forms[regimes.LATEST])
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    grids = [block for block in blocks if isinstance(block, Grid)]
    headings = headings_of(texts, lexicon, reference.vocabulary)
    further = further_report(texts, headings, forms[regimes.LATEST], lexicon)
    if further is not None:
        blocks = blocks[: next(at for at, block in enumerate(blocks) if block is texts[further[0]])]
        texts = texts[: further[0]]
        grids = [block for block in blocks if isinstance(block, Grid)]
    front_lines = front_of(texts, headings)
    title = find_title(front_lines, document.title, lexicon)
    if title is None or not title.names_report:
        title = labelled_title(gathered, lexicon) or title

    if year is None:
        opening = front_lines or texts[:2]  # a heading and what it begins with
        year = year_of(title, document, texts, opening, lexicon)
    if regime is None and year is not None:
        regime = reference.regime_of(year)
        if regime is not None and not forms[regime].tables:
            # no year has had these forms but those that they are for: the year is wrong, or the tables are
            regime = binding.regime_of_tables(grids, forms) or regime
    if regime is None:
        regime = binding.likeliest_regime(grids, forms)
    form = forms[regime or regimes.LATEST]

    tokens = signed_off(tokens_of(blocks, headings, form), lexicon)
    front, sections, sign_off = section_tree(tokens, reference.grammar)
    sections = with_parts(with_points_nested(sections, form), form)
    if regime is None:
        regime = regime_of_parts(sections, forms)
    organization = title.organization if title else None
    if organization is None:
        organization = signature(sign_off, lexicon) or byline(front, title, lexicon)

    report = Report(
        document, regime, year, organization, title, front, sections, sign_off, further=further[1] if further else None
    )
    if not grids or regime is None:
        return report
    homes = {id(block): section.part for section in sections for block in section.all_blocks()}
    tables = binding.bind_all(grids, forms, regime, homes)
    unread = {name for name, table in tables.items() if binding.is_unread(table, forms[table.regime].tables[name])}
    return report._replace(
        tables={name: table for name, table in tables.items() if name not in unread},
        unread={name: table for name, table in tables.items() if name in unread},
    )
