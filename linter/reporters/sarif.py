"""`sarif`: SARIF 2.1.0, the exchange format that code hosts read (OASIS standard of 2020)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

from linter import __version__
from linter.diagnostics import Diagnostic, FileResult, Fix, Location, Severity
from linter.reporters.places import position
from linter.reporters.printable import json_writer
from linter.reporters.tally import Context, RuleInfo, Tally

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(results: Tally, out: TextIO, context: Context) -> None:
    """Write the rules, then each result as it comes, last what could not be read.

    Only the notes about unreadable files are kept: the schema wants them in one place, and whether there are
    any is known at the end.
    """
    encode = json_writer(out)
    rules = [context.rules[code] for code in sorted(context.rules)]
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "nianbao",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, context.lang) for rule in rules],
    }
    out.write(f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n')
    out.write(f'"tool": {encode({"driver": driver})},\n"columnKind": "unicodeCodePoints",\n"results": [')
    separator = "\n"
    unreadable: list[dict[str, object]] = []
    for result in results:
        uri = _uri(result.path)
        unreadable.extend(_notification(result, uri))
        for found in result.diagnostics:
            out.write(separator + encode(_result(found, uri, numbers, context.lang)))
            separator = ",\n"
    invocation: dict[str, object] = {"executionSuccessful": not unreadable}
    if unreadable:
        invocation["toolExecutionNotifications"] = unreadable
    out.write(f'\n],\n"invocations": [{encode(invocation)}]\n}}]\n}}\n')


def _rule(rule: RuleInfo, lang: str) -> dict[str, object]:
    text = rule.help.get(lang) or rule.message.get(lang) or rule.name
    end = text.find("。" if lang == "zh" else ". ")
    described: dict[str, object] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": text[: end + 1] if end >= 0 else text},
        "fullDescription": {"text": text},
        "help": {"text": "\n".join(part for part in (text, rule.basis) if part)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.basis is not None:
        described["properties"] = {"basis": rule.basis}
    return described


def _result(found: Diagnostic, uri: str, numbers: Mapping[str, int], lang: str) -> dict[str, object]:
    result: dict[str, object] = {"ruleId": found.code}
    if found.code in numbers:
        result["ruleIndex"] = numbers[found.code]
    result["level"] = _LEVELS[found.severity]
    result["message"] = {"text": found.message}
    result["locations"] = [_location(found.location, uri, found.cells, lang)]
    related = [
        _location(other.location, uri, other.cells, lang) | {"message": {"text": other.message}}
        for other in found.related
    ]
    if related:
        result["relatedLocations"] = [one for at, one in enumerate(related) if one not in related[:at]]
    if found.fingerprint:
        result["partialFingerprints"] = {"nianbao/v1": found.fingerprint}
    if found.fix is not None and found.fix.edits:
        result["fixes"] = [_fix(found.fix, uri)]
    if found.basis is not None:
        result["properties"] = {"basis": found.basis}
    return result


def _location(location: Location, uri: str, cells: Iterable[str], lang: str) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if location.line is not None:
        ends = {
            "startLine": location.line,
            "startColumn": location.column,
            "endLine": location.end_line,
            "endColumn": location.end_column,
        }
        physical["region"] = {key: value for key, value in ends.items() if value is not None}
    place: dict[str, object] = {"physicalLocation": physical}
    # the schema forbids doubles here
    logical = [{"fullyQualifiedName": cell} for cell in dict.fromkeys(cells)]
    if logical:
        place["logicalLocations"] = logical
    if location.line is None and (where := position(location, lang)):
        place["properties"] = {"position": where}
    return place


def _fix(fix: Fix, uri: str) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": uri}, "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _notification(result: FileResult, uri: str) -> list[dict[str, object]]:
    """The note that a file could not be read, if so."""
    if result.error is None:
        return []
    return [
        {
            "level": "error",
            "descriptor": {"id": result.error.code},
            "message": {"text": result.error.message},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}}}],
        }
    ]


def _uri(path: str) -> str:
    """The path as a URI reference: percent-encoded, with `/`; a `file:` URI where it is absolute."""
    import os
    from urllib.parse import quote

    path = path.replace(os.sep, "/")
    if os.path.isabs(path):
        return "file://" + ("" if path.startswith("/") else "/") + quote(path, safe="/:", errors="surrogateescape")
    return quote(path.removeprefix("./"), errors="surrogateescape")
