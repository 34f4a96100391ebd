"""The output formats, and nothing else lists them: one row for each, with its module in `linter/reporters`.

A row lies with the files because what the program has written is known by its content (`own_output`).
"""

from __future__ import annotations

from typing import NamedTuple


class OutputFormat(NamedTuple):
    """What is known of a format before its module is imported.

    Patterns are strings: they are compiled when a file holds the `sign`. One of the three tells the format.

    Attributes:
        name: what -f says.
        module: in `linter/reporters`.
        sign: stands in the first line of every such file.
        begins: pattern of how such a file begins, within some 4,000 bytes.
        line: pattern of how each of its lines begins.
        ends: pattern of its last words, without white space: wherever lines were broken.
        excerpts: it shows pieces of the source.
        proof: it shows the whole report.
    """

    name: str
    module: str
    sign: bytes = b""
    begins: bytes = b""
    line: bytes = b""
    ends: bytes = b""
    excerpts: bool = False
    proof: bool = False


_COUNTS = (
    "(?:：\\d+个文件，\\d+个错误，\\d+个警告，\\d+个提示(?:，\\d+个文件未能检查)?|没有可检查的文件"
    "|:\\d+files?,\\d+errors?,\\d+warnings?,\\d+infos?(?:,\\d+files?notchecked)?|Nofilestocheck)\\Z"
).encode()
_SARIF = (
    rb'\{\s*"\$schema"\s*:\s*"[^"]*"\s*,\s*"version"\s*:\s*"[\d.]+"\s*,\s*"runs"\s*:\s*\[\s*\{\s*"tool"\s*:'
    rb'\s*\{\s*"driver"\s*:\s*\{\s*"name"\s*:\s*"nianbao"'
)
_HTML = rb'<!DOCTYPE html>\s*<html[^>]*>\s*<head>\s*<meta charset="[^"]*">\s*<meta name="generator" content="nianbao '

FORMATS = {
    row.name: row
    for row in (
        OutputFormat("console", "console", ends=_COUNTS, excerpts=True),
        OutputFormat("concise", "concise", b": ", line=rb"[^\n]*:[^\n:]*: [A-Z]\d{3} (?:error|warning|info) "),
        OutputFormat(
            "json", "json_object", b"{", rb'\{\s*"version"\s*:\s*\d+\s*,\s*"tool"\s*:\s*\{\s*"name"\s*:\s*"nianbao"'
        ),
        OutputFormat(
            "jsonl",
            "jsonl",
            b'{"path": "',
            line=rb'\{"path": "(?:[^"\\\n]|\\.)*", (?:"error": \{)?"code": "[A-Z]\d{3}"',
        ),
        OutputFormat("sarif", "sarif", b"{", _SARIF),
        OutputFormat("github", "github", b"::", line=rb"::(?:error|warning|notice) [^:\n]*\btitle=[A-Z]\d{3}[^:\n]*::"),
        OutputFormat(
            "gitlab", "gitlab", b"[", rb'\[\s*\{\s*"type"\s*:\s*"issue"\s*,\s*"check_name"\s*:\s*"[A-Z]\d{3}"|\[\]\s*\Z'
        ),
        OutputFormat("junit", "junit", b"<?xml", rb'<\?xml[^>]*\?>\s*<testsuites name="nianbao"'),
        OutputFormat(
            "markdown", "markdown_table", b"## ", "## (?:年报检查结果：|Report check: )[^\n]*\n\n\\| ".encode()
        ),
        OutputFormat("html", "html_page", b"<!DOCTYPE html>", _HTML, proof=True),
    )
}
