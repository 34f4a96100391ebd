"""`json`: one object for the whole run, one line for each file in it."""

from __future__ import annotations

from linter import __version__
from linter.reporters.objects import file_object
from linter.reporters.printable import json_writer
from linter.reporters.tally import Presentation, Tally
from linter.type_names import TextIO


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write head, files and summary in turn."""
    encode = json_writer(out)
    tool = encode({"name": "nianbao", "version": __version__})
    out.write(f'{{\n  "version": 1,\n  "tool": {tool},\n  "files": [')
    separator = "\n    "
    for result in results:
        out.write(separator + encode(file_object(result)))
        separator = ",\n    "
    summary = results.summary()
    counts = {
        "files": summary.files,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "unreadable": summary.unreadable,
    }
    out.write(f'\n  ],\n  "summary": {encode(counts)}')
    if context.statistics:
        by_rule = [
            {"code": code, "name": name, "count": findings, "files": files}
            for code, (name, findings, files) in summary.counts.items()
        ]
        out.write(f',\n  "statistics": {encode(by_rule)}')
    out.write("\n}\n")
