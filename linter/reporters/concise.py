"""`concise`: one line for each finding, `path:line:column: CODE severity message`."""

from __future__ import annotations

from typing import TextIO

from linter.reporters.places import anchor
from linter.reporters.printable import Printable
from linter.reporters.tally import Context, Tally


def write(results: Tally, out: TextIO, context: Context) -> None:
    """Write the findings of each file as it comes; a file without findings writes nothing."""
    clean = Printable(out).clean
    for result in results:
        lines = []
        if result.error is not None:
            lines.append(f"{result.path}:1:1: {result.error.code} error {result.error.message}")
        for found in result.diagnostics:
            at = anchor(found.location, context.lang)
            lines.append(f"{result.path}:{at}: {found.code} {found.severity.word} {found.message}")
        out.write("".join(clean(line) + "\n" for line in lines))
