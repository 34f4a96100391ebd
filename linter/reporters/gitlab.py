"""`gitlab`: a GitLab code quality report, the part of the Code Climate format that GitLab documents."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from linter.model.diagnostics import FileResult, Location, Severity
from linter.model.records import NamedTuple
from linter.notices.harmless import flowing, name_bytes, text_name
from linter.reporters.places import position
from linter.reporters.printable import json_writer
from linter.reporters.tally import Presentation, Tally
from linter.type_names import TextIO

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_UNREADABLE = "critical"  # nothing was checked at all


class Issue(NamedTuple):
    """What is said of one place; `key` is the same in the next run, and may come twice in a file."""

    code: str
    severity: str
    message: str
    location: Location
    key: str


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write one issue for each finding, and one for each file that could not be checked."""
    encode = json_writer(out)
    separator = "[\n"
    files: Counter[str] = Counter()  # a path comes twice where standard input bears a file's name
    for result in results:
        path = relative(result.path)
        files[path] += 1
        told: Counter[str] = Counter()
        for issue in _issues(result):
            told[issue.key] += 1
            where = position(issue.location, context.lang) if issue.location.line is None else ""
            text = f"{where}: {issue.message}" if where else issue.message
            entry = {
                "type": "issue",
                "check_name": issue.code,
                "description": flowing(f"{issue.code} {text}"),
                "severity": issue.severity,
                "fingerprint": _fingerprint(path, issue.key, files[path], told[issue.key]),
                "location": {"path": text_name(path), "lines": _lines(issue.location)},
            }
            out.write(separator + encode(entry))
            separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def relative(path: str) -> str:
    """A path as GitLab matches it with the files of a repository: from the current folder, with `/`, without `./`."""
    if os.path.isabs(path):
        try:
            path = os.path.relpath(path)
        except ValueError:  # another drive
            return path.replace(os.sep, "/")
    return os.path.normpath(path).replace(os.sep, "/")


def _issues(result: FileResult) -> Iterator[Issue]:
    if result.error is not None:
        code, message = result.error
        yield Issue(code, _UNREADABLE, message, Location(), code)
    for found in result.diagnostics:
        key = found.fingerprint or found.code
        yield Issue(found.code, _SEVERITIES[found.severity], found.message, found.location, key)


def _lines(location: Location) -> dict[str, int]:
    """The lines of a place. The format wants one, so a place in a file without lines is on its first."""
    begin = location.line or 1
    return {"begin": begin, "end": max(location.end_line or begin, begin)}


def _fingerprint(path: str, key: str, *counts: int) -> str:
    """Unique in the report, and the same in the next run as long as path and finding are."""
    text = "\0".join((path, key, *map(str, counts)))
    return sha256(name_bytes(text)).hexdigest()[:40]
