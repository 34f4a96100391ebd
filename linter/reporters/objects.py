"""Results as JSON objects: the keys of the public format, in their order."""

from __future__ import annotations

from linter.model.diagnostics import Diagnostic, FileError, FileResult, Fix, Location, Related
from linter.readers.formats import SUFFIXES, suffix_of

_NO_REPAIRS: dict[str, object] = {
    "status": "unresolved",
    "confidence": None,
    "candidates": [],
}  # nothing was looked for


def location_object(location: Location) -> dict[str, object]:
    """A place; what the format does not have is null. Of a workbook it tells the sheet, too."""
    sheet = {} if location.sheet is None else {"sheet": location.sheet}
    return {
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "page": location.page,
        "bbox": None if location.bbox is None else list(location.bbox),
        "paragraph": location.paragraph,
        "table": location.table,
        "row": location.row,
        "col": location.col,
        **sheet,
    }


def diagnostic_object(diagnostic: Diagnostic) -> dict[str, object]:
    """One finding; a fix is told where edits of the source mean something to whoever reads the object."""
    fix = diagnostic.fix if diagnostic.location.line is not None else None
    recognised = {} if diagnostic.confidence is None else {"confidence": round(diagnostic.confidence, 2)}
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.word,
        "message": diagnostic.message,
        "basis": diagnostic.basis,
        "location": location_object(diagnostic.location),
        "section": diagnostic.section,
        "cells": list(diagnostic.cells),
        "expected": diagnostic.expected,
        "actual": diagnostic.actual,
        "related": [_related_object(related) for related in diagnostic.related],
        "fix": None if fix is None else _fix_object(fix),
        "fingerprint": diagnostic.fingerprint,
        **recognised,
    }


def error_object(error: FileError) -> dict[str, object]:
    """Why a file could not be checked."""
    return {"code": error.code, "message": error.message}


def file_object(result: FileResult) -> dict[str, object]:
    """All that is said about one file."""
    return {
        "path": result.path,
        "format": result.format or SUFFIXES.get(suffix_of(result.path)),  # of one that was not read, by its name
        "verdict": result.verdict,
        "not_compared": [{"what": one.what, "reason": one.reason} for one in result.not_compared],
        "regime": result.regime,
        "year": result.year,
        "organization": result.organization,
        "title": result.title,
        "diagnostics": [diagnostic_object(diagnostic) for diagnostic in result.diagnostics],
        "not_evaluated": [{"code": one.code, "reason": one.reason} for one in result.not_evaluated],
        "repairs": dict(result.repairs or _NO_REPAIRS),
        "error": None if result.error is None else error_object(result.error),
    }


def _related_object(related: Related) -> dict[str, object]:
    return {
        "code": related.code,
        "location": location_object(related.location),
        "cells": list(related.cells),
        "message": related.message,
    }


def _fix_object(fix: Fix) -> dict[str, object]:
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"safety": fix.safety, "title": fix.title, "edits": edits}
