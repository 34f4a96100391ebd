"""The reporters: one module for each row of `FORMATS`, all fed by the same stream of results.

A reporter module has one function, `write(results, out, context)`. It writes each result as it comes and
keeps none, so that a run over a whole province needs no more memory than a run over one file.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from linter.files.output_formats import FORMATS
from linter.model.diagnostics import FileResult
from linter.reporters.tally import Presentation, RuleInfo, Summary, Tally
from linter.type_names import TextIO

__all__ = ["FORMATS", "Presentation", "RuleInfo", "Summary", "write"]


def write(format: str, results: Iterable[FileResult], out: TextIO, context: Presentation) -> Summary:
    """Write a report of all results to `out` and count them.

    Args:
        format: one of `FORMATS`.
        results: consumed lazily, each one written before the next is asked for.
        out: a text stream; what its encoding lacks is replaced (escaped in JSON), never an error.
        context: language, rules, colour and width.

    Raises:
        ValueError: there is no such format.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format: {format}")
    tally = Tally(results)
    import_module(f"linter.reporters.{FORMATS[format].module}").write(tally, out, context)
    return tally.summary()
