"""`jsonl`: one line for each finding, and for each file that could not be checked."""

from __future__ import annotations

from linter.reporters.objects import diagnostic_object, error_object
from linter.reporters.printable import json_writer
from linter.reporters.tally import Presentation, Tally
from linter.type_names import TextIO


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the findings of each file as it comes."""
    encode = json_writer(out)
    for result in results:
        path = {"path": result.path}
        if result.error is not None:
            out.write(encode(path | {"error": error_object(result.error)}) + "\n")
        for diagnostic in result.diagnostics:
            out.write(encode(path | diagnostic_object(diagnostic)) + "\n")
