"""What was found in a buffer in the terms of the Language Server Protocol: diagnostics, articles, edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lsprotocol import types

from linter.cli.editor.positions import Positions
from linter.engine.rule_help import explanation
from linter.model.diagnostics import Diagnostic, Edit, FileResult, Location, Severity
from linter.notices import harmless
from linter.rules.rule import Rule

SOURCE = "nianbao"
_MOST = 1_000  # bounds the work: diagnostics of one buffer
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(result: FileResult, positions: Positions, uri: str) -> list[types.Diagnostic]:
    """The findings of a buffer in their order, or why it cannot be read."""
    if result.error is not None:
        return [_diagnostic(positions.range(0, 0), result.error.code, result.error.message, Severity.ERROR)]
    return [_finding(found, positions, uri) for found in result.diagnostics[:_MOST]]


def _finding(found: Diagnostic, positions: Positions, uri: str) -> types.Diagnostic:
    made = _diagnostic(
        _range(found.location, positions) or positions.range(0, 0), found.code, found.message, found.severity
    )
    made.related_information = [
        types.DiagnosticRelatedInformation(types.Location(uri, place), harmless.flowing(other.message))
        for other in found.related
        if (place := _range(other.location, positions)) is not None
    ] or None
    return made


def _diagnostic(place: types.Range, code: str, message: str, severity: Severity) -> types.Diagnostic:
    return types.Diagnostic(place, harmless.flowing(message), _SEVERITIES[severity], code, source=SOURCE)


def _range(location: Location, positions: Positions) -> types.Range | None:
    """A place as a person is shown it: of what was recognised in a picture the whole tag; None of the whole text."""
    if location.line is None or location.column is None:
        return None
    start = positions.offset(location.line, location.column)
    end = positions.offset(location.end_line or location.line, location.end_column or location.column)
    return positions.range(start, end)


def touches(place: types.Range, other: types.Range) -> bool:
    """Whether two ranges have a place in common; the place behind the last character counts, where a cursor stands."""
    return _key(place.start) <= _key(other.end) and _key(other.start) <= _key(place.end)


def _key(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def article(codes: Iterable[str], rules: Mapping[str, Rule], lang: str) -> str:
    """What `explain` says of rules, each once, in Markdown."""
    loaded = tuple(rules.values())
    return "\n\n---\n\n".join(
        "\n\n".join(_article(rules[code], loaded, lang)) for code in dict.fromkeys(codes) if code in rules
    )


def _article(rule: Rule, rules: Sequence[Rule], lang: str) -> Iterator[str]:
    yield f"**{rule.code} {_plain(rule.called(lang))}** ({rule.severity.called(lang)})"
    for part in explanation(rule, rules, lang, most=1):
        yield f"**{part.heading}**"
        yield from map(_plain, filter(None, part.text.split("\n")))
        for example in part.examples:
            if example.note:
                yield _plain(example.note)
            # an indented block shows lines as they are, whatever stands in them
            yield "\n".join(f"    {harmless.flowing(line)}" for line in example.lines)
            yield from (f"→ {_plain(told)}" for told in example.messages)


def _plain(text: str) -> str:
    return harmless.markdown(harmless.flowing(text))


def text_edits(edits: Iterable[Edit], positions: Positions) -> list[types.TextEdit]:
    """Edits of the buffer."""
    return [types.TextEdit(positions.range(edit.start, edit.end), edit.text) for edit in edits]


def difference(before: str, after: str) -> Edit:
    """The one edit that makes a text of another, no longer than it must be."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    most = shorter - start
    same = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return Edit(start, len(before) - same, after[start : len(after) - same])
