"""`console`: what a person reads, after the manner of compilers: the finding, its place, the source, why.

Every sign added here exists in GBK, so that a Windows console shows it; colour is left to rich, which is
imported only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from linter.engine.excerpts import around
from linter.model.diagnostics import Diagnostic, Excerpt, FileResult, Severity
from linter.notices.harmless import name
from linter.reporters.piece import draw
from linter.reporters.places import place
from linter.reporters.printable import Printable
from linter.reporters.tally import Presentation, Summary, Tally
from linter.reporters.words import (
    WORDS,
    about,
    counted,
    mentioned,
    reasons,
    statistics,
    verdict,
    verdict_words,
)
from linter.type_names import TextIO

_NARROWEST = 40
_NAMED = 20  # files without findings are named up to so many
_NOTES = 8  # related places and undecided rules are shown up to so many each
_STYLES = {
    "path": "bold",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "ok": "bold green",
    "code": "bold",
    "frame": "blue",
    "quiet": "dim",
    "label": "dim",
    "involved": "bold",
}

_VERDICTS = {
    "nothing": "warning",
    "failed": "error",
    "doubtful": "warning",
    "passed": "ok",
    "passed-part": "ok",
    "unchecked": "ok",
}

Line = list[tuple[str, str]]  # texts side by side, each with the name of its style, "" for none


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write a block for each file with findings, then the files without if they are few, then the verdict."""
    printable = Printable(out)
    put = _printer(out, printable, context)
    view = _Screen(context, printable)
    clean_files: list[str] = []
    unreadable: list[str] = []
    files = 0
    for result in results:
        files += 1
        if result.error is not None and len(unreadable) < _NAMED:
            unreadable.append(result.path)
        if result.diagnostics or result.undecided or result.error is not None:
            put([*view.file(result), []])
        elif len(clean_files) <= _NAMED:
            clean_files.append(result.path)
    if clean_files and files <= _NAMED:
        put([*(view.clean_file(path) for path in clean_files), []])
    summary = results.summary()
    closing: list[Line] = []
    if unreadable and files > 1:
        closing += view.note(WORDS[context.lang]["unreadable"], _listed(unreadable, summary.unreadable), "error")
    if context.statistics:
        for line in statistics(summary, context):
            closing += view.note(WORDS[context.lang]["statistics"], line)
    for reason in reasons(summary, context.lang):
        closing += view.note(WORDS[context.lang]["note"], reason)
    put([*closing, *view.verdict(summary)])


def _listed(paths: list[str], total: int) -> str:
    return ", ".join(map(name, paths)) + (" …" if total > len(paths) else "")


def _printer(out: TextIO, printable: Printable, context: Presentation) -> Callable[[list[Line]], None]:
    """A function that prints lines, plain or through rich."""
    if not context.color:

        def plain(lines: list[Line]) -> None:
            text = "".join(printable.line("".join(part for part, _ in line).rstrip()) for line in lines)
            out.write(printable.encodable(text))

        return plain

    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, force_terminal=True, width=max(context.width, _NARROWEST), highlight=False)

    def colored(lines: list[Line]) -> None:
        text = Text()
        for line in lines:
            for part, style in line:
                text.append(printable.encodable(part), _STYLES.get(style, ""))
            text.append("\n")
        # the lines are laid out already, and rich counts open widths otherwise than a Chinese console does
        console.print(text, soft_wrap=True, end="")

    return colored


class _Screen:
    """The lines that show one thing, for one width and one language."""

    def __init__(self, context: Presentation, printable: Printable) -> None:
        self.lang = context.lang
        self.words = WORDS[context.lang]
        self.complete = context.complete
        self.width = max(context.width, _NARROWEST)
        self.printable = printable

    def file(self, result: FileResult) -> Iterator[Line]:
        """The block of one file: heading, findings, what could not be decided."""
        yield from self.heading(result)
        if result.error is not None:
            yield from self.headline("error", result.error.code, result.error.message)
        excerpts = result.excerpts or (None,) * len(result.diagnostics)
        for number, (diagnostic, excerpt) in enumerate(zip(result.diagnostics, excerpts, strict=True)):
            if number:
                yield []
            yield from self.diagnostic(diagnostic, excerpt)
        if result.undecided:
            if result.diagnostics:
                yield []
            for undecided in result.undecided[:_NOTES]:
                yield from self.note(self.words["undecided"], f"{undecided.code} {undecided.reason}")
            yield from self.more(len(result.undecided))

    def heading(self, result: FileResult) -> Iterator[Line]:
        """The path, and beside it (or below, where there is no room) whose report of which year it is."""
        path = self.printable.name(result.path)
        told = self.printable.clean(about(result, self.lang))
        if self.printable.width(path) + 2 + self.printable.width(told) <= self.width:
            yield [(path, "path"), ("  " + told if told else "", "quiet")]
            return
        for piece in self.printable.wrap(path, self.width, self.width):
            yield [(piece, "path")]
        if told:
            yield from ([("  " + piece, "quiet")] for piece in self._wrapped(told, self.width - 2))

    def clean_file(self, path: str) -> Line:
        """The one short line of a file without findings."""
        word = self.words["clean"]
        room = self.width - self.printable.width(word) - 2
        return [(word, "ok"), ("  " + self.printable.shorten(self.printable.name(path), room), "")]

    def headline(self, severity: str, code: str, message: str) -> Iterator[Line]:
        """Severity, code and message, the message wrapped below itself."""
        word = self.words[severity]
        indent = self.printable.width(word) + 1
        taken = indent + len(code) + 1
        first, *rest = self.printable.wrap(self.printable.clean(message), self.width - taken, self.width - indent)
        yield [(word, severity), (" ", ""), (self.printable.clean(code), "code"), (" " + first, "")]
        for piece in rest:
            yield [(" " * indent + piece, "")]

    def diagnostic(self, diagnostic: Diagnostic, excerpt: Excerpt | None) -> Iterator[Line]:
        """One finding with its place, its excerpt, its basis and what is related to it."""
        yield from self.headline(diagnostic.severity.word, diagnostic.code, diagnostic.message)
        number = "" if diagnostic.location.line is None else str(diagnostic.location.line)
        gutter = max(len(number), 2)
        where = place(diagnostic.location, self.lang)
        if where:
            yield [(" " * gutter + "--> ", "frame"), (where, "")]
        if excerpt is not None:
            if excerpt.figures is not None:
                yield from self.piece(excerpt, diagnostic.severity, number, gutter)
            elif excerpt.text.strip():
                yield from self.source(excerpt, diagnostic.severity, number, gutter)
        if diagnostic.basis:
            yield from self.note(self.words["basis"], diagnostic.basis, indent=gutter)
        if (title := diagnostic.fix_title) is not None:
            yield from self.note(self.words["fix"], title, indent=gutter)
        for related in diagnostic.related[:_NOTES]:
            yield from self.note(self.words["related"], mentioned(related, self.lang), indent=gutter)
        yield from self.more(len(diagnostic.related), gutter)

    def source(self, excerpt: Excerpt, severity: Severity, number: str, gutter: int) -> Iterator[Line]:
        """The line of the source, cut round the place, with a row of carets under it."""
        clean, width = self.printable.clean, self.printable.width
        before = clean(excerpt.text[: excerpt.start].lstrip())
        meant = clean(excerpt.text[excerpt.start : excerpt.end])
        after = clean(excerpt.text[excerpt.end :].rstrip())
        text, start, end = around(
            before + meant + after, len(before), len(before) + len(meant), self.width - gutter - 3, width
        )
        yield [
            (f"{number:>{gutter}} | ", "frame"),
            (text[:start], ""),
            (text[start:end], severity.word),
            (text[end:], ""),
        ]
        carets = "^" * max(width(text[start:end]), 1)
        yield [(" " * gutter + " | ", "frame"), (" " * width(text[:start]), ""), (carets, severity.word)]

    def piece(self, excerpt: Excerpt, severity: Severity, number: str, gutter: int) -> Iterator[Line]:
        """The piece of the table, with the line number beside the row that is meant."""
        assert excerpt.figures is not None
        for drawn in draw(excerpt.figures, self.width - gutter - 3, self.printable):
            beside = number if drawn.meant and not drawn.marks else ""
            parts = [(text, severity.word if role == "meant" else role) for text, role in drawn.parts]
            yield [(f"{beside:>{gutter}} | ", "frame"), *parts]

    def note(self, label: str, text: str, style: str = "quiet", indent: int = 0) -> Iterator[Line]:
        """A remark below a finding: `= label text`, the text wrapped below itself."""
        lead = " " * indent + " = " if indent else ""
        head = f"{lead}{label} "
        room = self.width - self.printable.width(head)
        pieces = self._wrapped(self.printable.clean(text), room)
        yield [(lead, "frame"), (label + " ", style), (pieces[0], "quiet")]
        for piece in pieces[1:]:
            yield [(" " * self.printable.width(head) + piece, "quiet")]

    def more(self, total: int, indent: int = 0) -> Iterator[Line]:
        """How many more there are than are shown."""
        if total > _NOTES:
            yield [(" " * (indent + 3) + self.words["more"].format(total - _NOTES), "quiet")]

    def verdict(self, summary: Summary) -> Iterator[Line]:
        """The last words: what to do with the reports, and the counts."""
        key = verdict(summary, self.complete)
        word, style = verdict_words(summary, self.complete, self.lang), _VERDICTS[key]
        if key == "nothing":
            yield [(word, style)]
            return
        text = self.words["colon"] + counted(summary, self.lang)
        taken = self.printable.width(word)
        first, *rest = self.printable.wrap(text, self.width - taken, self.width)
        yield [(word, style), (first, "")]
        for piece in rest:
            yield [(piece, "")]

    def _wrapped(self, text: str, room: int) -> list[str]:
        return self.printable.wrap(text, room, room)
