"""`sarif`: SARIF 2.1.0, the exchange format that code hosts read (OASIS standard of 2020)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile

from linter import __version__
from linter.model.diagnostics import Diagnostic, FileResult, Fix, Location, Related, Severity
from linter.notices.harmless import markdown, name_bytes, sarif, sarif_rule
from linter.reporters.places import position
from linter.reporters.printable import json_writer
from linter.reporters.project_pages import address, of_rules
from linter.reporters.tally import Presentation, RuleInfo, Tally
from linter.reporters.words import WORDS
from linter.type_names import TextIO

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_CATEGORY = (
    "nianbao/"  # code hosts keep what it has found apart from what other tools have; no run has a name of its own
)
_IN_MEMORY = 2_000_000  # characters of notes
_FAMILIES = {
    "S": "structure",
    "T": "tables",
    "A": "arithmetic",
    "N": "consistency",
    "Y": "years",
    "D": "dates",
    "W": "wording",
    "X": "content",
}
# Of a file without lines: platforms show no result that has no region. The message tells the place.
_BEGINNING = {"startLine": 1}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the rules, then each result as it comes, last the notes about files and rules.

    The schema wants the notes in one place, so they are put into a temporary file until all results are written.
    """
    encode = json_writer(out)
    rules = [context.rules[code] for code in sorted(context.rules)]
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    source, pages = address(), of_rules(context.lang)
    driver = {
        "name": "nianbao",
        "version": __version__,
        "semanticVersion": __version__,
        **({"informationUri": source} if source else {}),
        "rules": [_rule(rule, pages.get(rule.code), context.lang) for rule in rules],
    }
    out.write(f'{{\n"$schema": "{_SCHEMA}",\n"version": "2.1.0",\n"runs": [{{\n')
    out.write(f'"tool": {encode({"driver": driver})},\n"language": "{_LANGUAGES[context.lang]}",\n')
    out.write(f'"automationDetails": {encode({"id": _CATEGORY})},\n')
    out.write('"columnKind": "unicodeCodePoints",\n"results": [')
    separator = before_note = "\n"
    successful = True
    with SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n") as notes:
        for result in results:
            uri = _uri(result.path)
            successful &= result.error is None and not any(entry.crashed for entry in result.not_evaluated)
            for note in _notifications(result, uri, numbers):
                notes.write(before_note + encode(note))
                before_note = ",\n"
            for found in result.diagnostics:
                out.write(separator + encode(_result(found, uri, numbers, context.lang)))
                separator = ",\n"
        out.write(f'\n],\n"invocations": [{{"executionSuccessful": {encode(successful)}')
        if before_note != "\n":
            out.write(', "toolExecutionNotifications": [')
            notes.seek(0)
            copyfileobj(notes, out)
            out.write("\n]")
    out.write("}]\n}]\n}\n")


def _rule(rule: RuleInfo, page: str | None, lang: str) -> dict[str, object]:
    text = rule.help.get(lang) or rule.message.get(lang) or rule.name
    end = text.find("。" if lang == "zh" else ". ")
    basis = f"{WORDS[lang]['basis'].rstrip(':')}{WORDS[lang]['colon']}{rule.basis}" if rule.basis else ""
    properties: dict[str, object] = {"tags": [_FAMILIES.get(rule.code[:1], "local")]}
    if rule.basis is not None:
        properties["basis"] = rule.basis
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": sarif_rule(text[: end + 1] if end >= 0 else text)},
        "fullDescription": {"text": sarif_rule(text)},
        **({"helpUri": page} if page else {}),
        "help": {
            "text": "\n".join(sarif_rule(part) for part in (text, basis) if part),
            "markdown": "\n\n".join(markdown(part) for part in (text, basis) if part),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": properties,
    }


def _result(found: Diagnostic, uri: str, numbers: Mapping[str, int], lang: str) -> dict[str, object]:
    result: dict[str, object] = {"ruleId": found.code}
    if found.code in numbers:
        result["ruleIndex"] = numbers[found.code]
    result["level"] = _LEVELS[found.severity]
    result["message"] = {"text": sarif(found.message)}
    result["locations"] = [_location(found.location, uri, found.cells, lang)]
    related = [
        _location(other.location, uri, other.cells, lang) | {"message": {"text": sarif(_told(other, lang))}}
        for other in found.related
    ]
    once = [one for at, one in enumerate(related) if one not in related[:at]]
    if once:
        result["relatedLocations"] = [{"id": number} | one for number, one in enumerate(once, start=1)]
    if found.fingerprint:
        result["partialFingerprints"] = {"nianbao/v1": found.fingerprint}
    if found.fix is not None and found.fix.edits and found.location.line is not None:
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
    else:
        physical["region"] = _BEGINNING
    place: dict[str, object] = {"physicalLocation": physical}
    # the schema forbids doubles here
    logical = [{"fullyQualifiedName": cell} for cell in dict.fromkeys(cells)]
    if logical:
        place["logicalLocations"] = logical
    if location.line is None and (where := position(location, lang)):
        place["message"] = {"text": where}
        place["properties"] = {"position": where}
    return place


def _told(related: Related, lang: str) -> str:
    """What a related place has to say; where it is, too, in a file without lines."""
    where = position(related.location, lang) if related.location.line is None else ""
    return f"{where}{WORDS[lang]['colon']}{related.message}" if where else related.message


def _fix(fix: Fix, uri: str) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": uri}, "replacements": replacements}
    return {"description": {"text": sarif(fix.title)}, "artifactChanges": [change]}


def _notifications(result: FileResult, uri: str, numbers: Mapping[str, int]) -> Iterator[dict[str, object]]:
    """The notes that a file could not be read, or that a rule could not be decided or failed."""
    locations = [{"physicalLocation": {"artifactLocation": {"uri": uri}}}]
    if result.error is not None:
        code, message = result.error
        yield {
            "level": "error",
            "descriptor": {"id": code},
            "message": {"text": sarif(message)},
            "locations": locations,
        }
    for entry in result.not_evaluated:
        rule: dict[str, object] = {"id": entry.code}
        if entry.code in numbers:
            rule["index"] = numbers[entry.code]
        yield {
            "level": "error" if entry.crashed else "note",
            "associatedRule": rule,
            "message": {"text": sarif(entry.reason)},
            "locations": locations,
        }


def _uri(path: str) -> str:
    """The path as a URI reference: percent-encoded, with `/`; a `file:` URI where it is absolute."""
    import os
    from urllib.parse import quote

    path = path.replace(os.sep, "/")
    if os.path.isabs(path):
        return "file://" + ("" if path.startswith("/") else "/") + quote(name_bytes(path), safe="/:")
    return quote(name_bytes(path.removeprefix("./")))
