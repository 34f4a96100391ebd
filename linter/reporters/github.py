"""`github`: workflow commands that put the findings beside the lines of a pull request."""

from __future__ import annotations

from linter.model.diagnostics import Location, Severity
from linter.notices.harmless import workflow_message, workflow_property
from linter.reporters.places import position
from linter.reporters.printable import Printable
from linter.reporters.tally import Presentation, Tally
from linter.type_names import TextIO

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write one command for each finding."""
    printable = Printable(out)

    def command(kind: str, path: str, location: Location, title: str, message: str) -> str:
        in_line = location.end_line in (None, location.line)  # columns are for places within a line
        properties: dict[str, object] = {
            "file": path,
            "line": location.line,
            "col": location.column if in_line else None,
            "endLine": location.end_line,
            "endColumn": location.end_column if in_line else None,
            "title": title,
        }
        listed = ",".join(f"{key}={workflow_property(str(v))}" for key, v in properties.items() if v is not None)
        # a file without lines cannot carry the place in the properties
        where = position(location, context.lang) if location.line is None else ""
        told = workflow_message(f"{where}: {message}" if where else message)
        # a line end in a name is %0A to GitHub, what else is odd in it reads as in other formats
        said = printable.clean(f"::{kind} {listed}::{told}")
        return said[:2] + printable.line(said[2:])

    for result in results:
        if result.error is not None:
            code, message = result.error
            out.write(command("error", result.path, Location(), _title(code, "", context), message))
        for found in result.diagnostics:
            kind = _COMMANDS[found.severity]
            out.write(
                command(kind, result.path, found.location, _title(found.code, found.name, context), found.message)
            )


def _title(code: str, name: str, context: Presentation) -> str:
    """The code of a rule with its name as people say it, else as the finding has it."""
    rule = context.rules.get(code)
    is_called = rule is not None and (rule.called(context.lang) != rule.name or not name)
    return f"{code} {rule.called(context.lang) if rule and is_called else name}".rstrip()
