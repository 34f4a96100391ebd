"""The output formats, and nothing else lists them: one row for each, with its module in `linter/reporters`.

A row lies with the files because what the program has written is known by its content (`own_output`).
"""

from __future__ import annotations

from collections.abc import Mapping

from linter.model.records import NamedTuple


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
        suffixes: of files that are written in it.
        is_utf8: whoever reads it takes it for UTF-8.
        is_binary: it is no text, and goes into a file.
        has_statistics: it has room for counts by rule.
        has_verdict: it says what is to be done with the files, and what that does not rest on.
    """

    name: str
    module: str
    sign: bytes = b""
    begins: bytes = b""
    line: bytes = b""
    ends: bytes = b""
    excerpts: bool = False
    proof: bool = False
    suffixes: tuple[str, ...] = ()
    is_utf8: bool = False
    is_binary: bool = False
    has_statistics: bool = False
    has_verdict: bool = False


_COUNTS = (
    "(?:：\\d+个文件(?:（共\\d+个）)?，\\d+个错误，\\d+个警告，\\d+个提示(?:，\\d+个文件未能检查)?|没有可检查的文件"
    "|:\\d+files?(?:\\(of\\d+\\))?,\\d+errors?,\\d+warnings?,\\d+infos?(?:,\\d+files?notchecked)?|Nofilestocheck)\\Z"
).encode()
_SARIF = (
    rb'\{\s*"\$schema"\s*:\s*"[^"]*"\s*,\s*"version"\s*:\s*"[\d.]+"\s*,\s*"runs"\s*:\s*\[\s*\{\s*"tool"\s*:'
    rb'\s*\{\s*"driver"\s*:\s*\{\s*"name"\s*:\s*"nianbao"'
)
_HTML = rb'<!DOCTYPE html>\s*<html[^>]*>\s*<head>\s*<meta charset="[^"]*">\s*<meta name="generator" content="nianbao '

FORMATS = {
    row.name: row
    for row in (
        OutputFormat("console", "console", ends=_COUNTS, excerpts=True, has_statistics=True, has_verdict=True),
        OutputFormat(
            "concise",
            "concise",
            b": ",
            line=rb"[^\n]*:[^\n:]*: [A-Z]\d{3} (?:error|warning|info) ",
            suffixes=(".txt",),
        ),
        OutputFormat(
            "json",
            "json_object",
            b"{",
            rb'\{\s*"version"\s*:\s*\d+\s*,\s*"tool"\s*:\s*\{\s*"name"\s*:\s*"nianbao"',
            suffixes=(".json",),
            is_utf8=True,
            has_statistics=True,
            has_verdict=True,
        ),
        OutputFormat(
            "jsonl",
            "jsonl",
            b'{"path": "',
            line=rb'\{"path": "(?:[^"\\\n]|\\.)*", (?:"error": \{)?"code": "[A-Z]\d{3}"',
            suffixes=(".jsonl",),
            is_utf8=True,
        ),
        OutputFormat("sarif", "sarif", b"{", _SARIF, suffixes=(".sarif",), is_utf8=True),
        OutputFormat(
            "github",
            "github",
            b"::",
            line=rb"::(?:error|warning|notice) [^:\n]*\btitle=[A-Z]\d{3}[^:\n]*::",
            is_utf8=True,
        ),
        OutputFormat(
            "gitlab",
            "gitlab",
            b"[",
            rb'\[\s*\{\s*"type"\s*:\s*"issue"\s*,\s*"check_name"\s*:\s*"[A-Z]\d{3}"|\[\]\s*\Z',
            is_utf8=True,
        ),
        OutputFormat(
            "junit",
            "junit",
            b"<?xml",
            rb'<\?xml[^>]*\?>\s*<testsuites name="nianbao"',
            suffixes=(".xml",),
            is_utf8=True,
        ),
        OutputFormat(
            "markdown",
            "markdown_table",
            b"## ",
            "## (?:年报检查结果：|Report check: )[^\n]*\n\n\\| ".encode(),
            suffixes=(".md", ".markdown"),
            is_utf8=True,
            has_verdict=True,
        ),
        OutputFormat(
            "csv",
            "csv_rows",
            b"file,line",
            rb"file,line,column,place,code,severity,message,basis\r?\n",
            suffixes=(".csv",),
            is_utf8=True,
        ),
        OutputFormat(
            "html",
            "html_page",
            b"<!DOCTYPE html>",
            _HTML,
            suffixes=(".html", ".htm"),
            proof=True,
            has_verdict=True,
            is_utf8=True,
        ),
    )
}

SURVEY_FORMATS = {
    row.name: row
    for row in (
        OutputFormat("console", "survey_console", b"nianbao survey ", rb"nianbao survey \d", suffixes=(".txt",)),
        OutputFormat(
            "csv",
            "survey_rows",
            b"\xef\xbb\xbf",
            "\ufeff(?:机关,级别,上级,年度,状态,|organ,level,superior,year,status,)".encode(),
            suffixes=(".csv",),
            is_utf8=True,
        ),
        OutputFormat("json", "survey_object", suffixes=(".json",), is_utf8=True),
        OutputFormat("html", "survey_page", suffixes=(".html", ".htm"), is_utf8=True),
        OutputFormat("xlsx", "survey_workbook", suffixes=(".xlsx",), is_binary=True),
        OutputFormat("sqlite", "survey_copy", suffixes=(".sqlite", ".db"), is_binary=True),
    )
}
"""The same for surveys, with modules in `linter/cli/survey`. JSON and pages begin as those of checks do."""


def of_suffix(path: str, formats: Mapping[str, OutputFormat] = FORMATS) -> str | None:
    """The format that a file is written in by its name, None where that tells none."""
    name = path.lower()
    return next((row.name for row in formats.values() if row.suffixes and name.endswith(row.suffixes)), None)
