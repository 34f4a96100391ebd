"""The reporters of all formats over odd results: what they write can be read again by whoever reads such files."""

from __future__ import annotations

import io
import json
import re
from random import Random
from xml.etree import ElementTree

from linter import reporters
from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import (
    Diagnostic,
    Edit,
    Excerpt,
    Figures,
    FileError,
    FileResult,
    Fix,
    Location,
    NotEvaluated,
    Related,
    Severity,
)
from tests.fuzz import material
from tests.fuzz.failures import PromiseError
from tests.fuzz.kinds import Kind
from tests.fuzz.kinds.reading import mutated_report
from tests.fuzz.mutation import SIGNS

_MARKS = ("<script>fuzz", "<img src=x onerror=fuzz")
_MARKER = f"{_MARKS[0]}</script>{_MARKS[1]}>"
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ENCODINGS = ("utf-8", "utf-8", "gbk", "ascii", "utf-16", "cp1252")
_PARSED = ("json", "jsonl", "sarif", "gitlab", "junit", "html")


def check_output(format: str, text: str) -> None:
    """Hold what a reporter wrote to what its format promises.

    Raises:
        PromiseError: it does not parse, or something of a message or a name is markup or a command.
    """
    try:
        if format in ("json", "sarif", "gitlab"):
            json.loads(text)
        elif format == "jsonl":
            for line in text.split("\n"):
                if line:
                    json.loads(line)
        elif format == "junit":
            ElementTree.fromstring(text.encode("utf-8"))
    except (ValueError, ElementTree.ParseError) as error:
        raise PromiseError("output", f"{format} that does not parse", repr(error)) from None
    if format == "html" and any(mark in text for mark in _MARKS):
        raise PromiseError("output", "html with markup out of a message")
    if format == "github" and any(
        not line.startswith(("::error ", "::warning ", "::notice ")) for line in text.splitlines() if line
    ):
        raise PromiseError("output", "a line of github that is no command of ours")
    if format not in _PARSED and _COMMANDS.search(text):
        raise PromiseError("output", f"{format} with a control character")


def _draw(rng: Random) -> tuple[str, bytes]:
    return mutated_report(rng, rng.choice(("text", "markdown", "html")))


def _run(name: str, data: bytes, rng: Random) -> None:
    format = rng.choice(tuple(reporters.FORMATS))
    options = Options(lang=rng.choice(("zh", "en")), excerpts=format == "console", proof=format == "html")
    results = [_odd_result(rng) for _ in range(rng.choice((0, 1, 3)))]
    if rng.random() < 0.6:
        results.append(_odd(rng, lint_bytes(name, data, shipped(), options)))
    encoding = rng.choice(_ENCODINGS)
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace", newline="\n")
    context = reporters.Presentation(
        lang=options.lang,
        rules={rule.code: rule for rule in shipped().rules},
        width=rng.choice((1, 20, 80, 1000)),
        fail_on=rng.choice((None, *Severity)),
        complete=rng.random() < 0.5,
    )
    summary = reporters.write(format, iter(results), out, context)
    out.flush()
    if summary.files != len(results):
        raise PromiseError("output", "a summary of other files")
    check_output(format, raw.getvalue().decode(encoding))


def _odd(rng: Random, result: FileResult) -> FileResult:
    """A result with other words in some places."""
    found = tuple(
        one._replace(message=one.message + _text(rng)) if rng.random() < 0.2 else one for one in result.diagnostics
    )
    return result._replace(diagnostics=found, path=_text(rng) if rng.random() < 0.3 else result.path)


def _odd_result(rng: Random) -> FileResult:
    count = rng.choice((0, 1, 2, 30))
    excerpts = tuple(_excerpt(rng) for _ in range(count)) if rng.random() < 0.5 else ()
    return FileResult(
        _text(rng),
        rng.choice((None, "text", "docx", "pdf", "html")),
        rng.choice((None, "2021")),
        rng.choice((None, 2023)),
        _text(rng),
        _text(rng),
        tuple(_diagnostic(rng) for _ in range(count)),
        tuple(NotEvaluated("A302", _text(rng), rng.random() < 0.2) for _ in range(rng.choice((0, 0, 1)))),
        FileError(rng.choice(("E001", "E004")), _text(rng)) if rng.random() < 0.2 else None,
        excerpts,
        {"status": "consistent", "confidence": None, "candidates": []} if rng.random() < 0.5 else {},
    )


def _diagnostic(rng: Random) -> Diagnostic:
    return Diagnostic(
        rng.choice(("A301", "W701", "Z999")),
        "own-name",
        rng.choice(list(Severity)),
        _text(rng),
        rng.choice((None, _text(rng))),
        _location(rng),
        rng.choice((None, "三", _text(rng))),
        tuple(_text(rng) for _ in range(rng.choice((0, 1, 3)))),
        rng.choice((None, 1, 1.5, _text(rng))),
        rng.choice((None, 10**30, -1, _text(rng))),
        tuple(
            Related(_text(rng), _location(rng), (), rng.choice((None, "A302"))) for _ in range(rng.choice((0, 0, 2)))
        ),
        Fix("safe", _text(rng), (Edit(0, 1, _text(rng)),)) if rng.random() < 0.3 else None,
        f"A301-{rng.getrandbits(32):08x}",
    )


def _location(rng: Random) -> Location:
    match rng.randrange(5):
        case 0:
            return Location(1, 1, 1, 2)
        case 1:
            return Location(10**6, 10**6, 10**6 + 1, 1, table=1, row=2, col=3)
        case 2:
            return Location(page=3, bbox=(0.0, 1e9, -1.0, 0.1 + 0.2))
        case 3:
            return Location(paragraph=12)
        case _:
            return Location()


def _excerpt(rng: Random) -> Excerpt | None:
    if rng.random() < 0.2:
        return None
    text = _text(rng)
    start = rng.randrange(len(text) + 1)
    end = rng.randrange(start, len(text) + 1)
    columns, rows = rng.choice((1, 2, 7, 40)), rng.choice((1, 3))
    figures = Figures(
        tuple(_text(rng) for _ in range(columns + 1)),
        tuple(tuple(_text(rng) for _ in range(columns + 1)) for _ in range(rows)),
        (rng.randrange(rows), rng.randrange(1, columns + 1)),
        tuple((rng.randrange(rows), rng.randrange(1, columns + 1)) for _ in range(rng.choice((0, 2)))),
    )
    return Excerpt(text, start, end, figures if rng.random() < 0.5 else None)


def _text(rng: Random) -> str:
    """Words as they come from files: no lone surrogates, which no reader lets through, but in names of files."""
    parts = rng.choices((*SIGNS, *rng.choices(material.words(), k=20), _MARKER), k=rng.choice((0, 1, 2, 6)))
    return "".join(parts)[:2_000].encode("utf-8", "replace").decode("utf-8")


KINDS = {"reports": Kind(_draw, _run)}
