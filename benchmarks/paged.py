"""What a PDF costs on one core, stage by stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from time import process_time

from benchmarks.measures import table
from benchmarks.printed import PRINTS, print_report
from benchmarks.reports import make_report


def paged(count: int, repeats: int) -> str:
    """The time of this process for printed reports, in turn in each layout: PDFium, the document, the whole check.

    PDFium runs in this process here, so that all of its time is seen.
    """
    from linter.checks.registry import shipped
    from linter.engine.lint import Options, lint_document
    from linter.readers.fixed_layout import document
    from linter.readers.fixed_layout.geometry import Page
    from linter.readers.pdf import pdfium

    names = list(PRINTS)
    files = [
        print_report(make_report(Random(at), ("2019", "2021")[at % 2], scale=1 + at % 4), names[at % len(names)]).data
        for at in range(count)
    ]
    rules, options = shipped(), Options()
    taken = [pdfium.contents(data)[1] for data in files]
    pages = [[Page.of(*page) for page in raw] for raw in taken]
    as_document = partial(document, "report.pdf", "pdf")
    documents = [as_document(page) for page in pages]
    stages: dict[str, Callable[[], object]] = {
        "letters and lines out of PDFium": lambda: [pdfium.contents(data) for data in files],
        "pages to documents": lambda: [
            document("report.pdf", "pdf", [Page.of(*page) for page in raw]) for raw in taken
        ],
        "documents checked": lambda: [lint_document(read, rules, options) for read in documents],
    }
    rows = []
    for name, work in stages.items():
        best = min(_timed(work) for _ in range(repeats))
        rows.append([name, f"{best:.2f} s", f"{best / count * 1000:.1f} ms"])
    size = sum(map(len, files)) / count / 1000
    pages_each = sum(map(len, taken)) / count
    title = f"PDF: {count} printed reports ({size:.0f} KB, {pages_each:.1f} pages each), one core, least of {repeats}"
    return table(title, ["stage", "time", "each"], rows)


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start
