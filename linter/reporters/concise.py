"""`concise`: one line for each finding, `path:line:column: CODE severity message`."""

from __future__ import annotations

from linter.reporters.places import anchor
from linter.reporters.printable import Printable
from linter.reporters.tally import Presentation, Tally
from linter.type_names import TextIO


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the findings of each file as it comes; a file without findings writes nothing."""
    printable = Printable(out)
    for result in results:
        lines = []
        path = printable.name(result.path)
        if result.error is not None:
            lines.append(f"1:1: {result.error.code} error {result.error.message}")
        for found in result.diagnostics:
            at = anchor(found.location, context.lang)
            lines.append(f"{at}: {found.code} {found.severity.word} {found.message}")
        out.write("".join(printable.line(f"{path}:{printable.clean(line)}") for line in lines))
