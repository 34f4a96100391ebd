"""`markdown`: a summary for a comment on a merge request, in the Markdown that GitHub and GitLab share.

A comment may have 65,536 characters on GitHub; files that need changes come first, what does not fit is counted at the
end.
"""

from __future__ import annotations

from collections.abc import Iterator

from linter.model.diagnostics import Diagnostic, FileResult
from linter.model.records import NamedTuple
from linter.notices.harmless import markdown
from linter.reporters.places import place
from linter.reporters.printable import Printable
from linter.reporters.tally import Presentation, Summary, Tally
from linter.reporters.words import RANKS, WORDS, about, mentioned, reasons, urgency, verdict_words
from linter.type_names import TextIO

LONGEST = 65_536
_ROOM = LONGEST - 4_000  # what the head and the closing lines may take at most, names of files included
_LONGEST_TEXT = 2_000  # characters of one message
_LONGEST_NAME = 150
_NAMED = 20  # files without findings are named up to so many
_NOTES = 8  # related places and undecided rules are shown up to so many each


class _Block(NamedTuple):
    """The section of a file with how many findings it shows, and of how many."""

    text: str
    shown: int
    total: int


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the counts and the findings of each file, of those that need changes first, as far as there is room."""
    printable = Printable(out)
    view = _TableView(context, printable)
    held: list[list[_Block]] = [[] for _ in RANKS]
    taken = [0 for _ in RANKS]
    clean: list[str] = []
    left_out = 0
    for result in results:
        if not (result.diagnostics or result.undecided or result.error):
            clean = clean if len(clean) > _NAMED else [*clean, result.path]
            continue
        rank = urgency(result)
        room = _ROOM - sum(taken[: rank + 1])  # of what there is of more urgent ones already
        block = view.file(result, room) if room > 0 else _Block("", 0, _total(result))
        left_out += block.total - block.shown
        if block.text:
            taken[rank] += len(block.text) + 1
            held[rank].append(block)
    summary = results.summary()
    blocks, room = [], _ROOM
    for block in (block for rank in held for block in rank):
        room -= len(block.text) + 1
        if room < 0:
            left_out += block.shown
        else:
            blocks.append(block.text)
    parts = [view.head(summary), *blocks, *view.closing(clean, left_out), *view.notes(summary)]
    out.write(printable.encodable("\n".join(parts)))


def _total(result: FileResult) -> int:
    return len(result.diagnostics) + (result.error is not None)


class _TableView:
    """The Markdown of one thing, for one language."""

    def __init__(self, context: Presentation, printable: Printable) -> None:
        self.lang = context.lang
        self.words = WORDS[context.lang]
        self.complete = context.complete
        self.printable = printable

    def head(self, summary: Summary) -> str:
        """What to do, and the counts."""
        words = self.words
        columns = ["file", "error", "warning", "info", "unreadable"]
        counts = [summary.files, summary.errors, summary.warnings, summary.infos, summary.unreadable]
        return "".join(
            [
                f"## {words['heading']}{words['colon']}{verdict_words(summary, self.complete, self.lang)}\n\n",
                _row(*(words[column].rstrip(":") for column in columns)),
                _row(*["---:"] * len(columns)),
                _row(*map(str, counts)),
            ]
        )

    def file(self, result: FileResult, room: int) -> _Block:
        """The section of a file, in at most `room` characters."""
        told = about(result, self.lang)
        head = f"### {self.name(result.path)}\n" + (f"\n{self.text(told)}\n" if told else "")
        total = _total(result)
        if total:
            words = self.words
            head += "\n" + _row("", words["code"], words["place"], words["finding"]) + _row(*["---"] * 4)
        parts = [head]
        room -= len(head)
        shown = 0
        for row in self.rows(result):
            room -= len(row)
            if room < 0:
                break
            shown += 1
            parts.append(row)
        if room < 0 and not shown:
            return _Block("", 0, total)
        undecided = self.undecided(result)
        if len(undecided) <= room:
            parts.append(undecided)
        return _Block("".join(parts), shown, total)

    def rows(self, result: FileResult) -> Iterator[str]:
        """A row of the table for each finding."""
        if result.error is not None:
            code, message = map(self.text, result.error)
            yield _row(f"**{self.words['error']}**", code, self.words["whole-file"], message)
        for found in result.diagnostics:
            where = place(found.location, self.lang) or self.words["whole-file"]
            told = self.text(found.message) + self.details(found)
            yield _row(f"**{self.words[found.severity.word]}**", self.text(found.code), where, told)

    def details(self, found: Diagnostic) -> str:
        """Basis, fix and related places, folded; a table's cell is one line."""
        words = self.words
        notes = []
        if found.basis:
            notes.append(f"{words['basis'].rstrip(':')}{words['colon']}{self.text(found.basis)}")
        if (title := found.fix_title) is not None:
            notes.append(f"{words['fix'].rstrip(':')}{words['colon']}{self.text(title)}")
        for related in found.related[:_NOTES]:
            notes.append(self.text(mentioned(related, self.lang)))
        if len(found.related) > _NOTES:
            notes.append(words["more"].format(len(found.related) - _NOTES))
        if not notes:
            return ""
        return f"<details><summary>{words['details']}</summary>{'<br>'.join(notes)}</details>"

    def undecided(self, result: FileResult) -> str:
        """The rules that could not be decided, folded."""
        if not result.undecided:
            return ""
        lines = [f"- {self.text(one.code)} {self.text(one.reason)}\n" for one in result.undecided[:_NOTES]]
        if len(result.undecided) > _NOTES:
            lines.append(f"- {self.words['more'].format(len(result.undecided) - _NOTES)}\n")
        word = self.words["undecided"].rstrip(":")
        summary = f"<summary>{word} ({len(result.undecided)})</summary>"
        return f"\n<details>{summary}\n\n{''.join(lines)}\n</details>\n"

    def closing(self, clean: list[str], left_out: int) -> Iterator[str]:
        """What has no section of its own."""
        if left_out:
            yield f"**… {self.words['left-out'].format(left_out)}**\n"
        if clean:
            names = ", ".join(self.name(path) for path in clean[:_NAMED])
            yield f"{self.words['clean']}{self.words['colon']}{names}{' …' if len(clean) > _NAMED else ''}\n"

    def notes(self, summary: Summary) -> Iterator[str]:
        """Why something was not compared."""
        note = self.words["note"].rstrip(":") + self.words["colon"]
        if summary.reasons:
            yield "".join(f"- {note}{self.text(reason)}\n" for reason in reasons(summary, self.lang))

    def text(self, text: str) -> str:
        """A text that stands for itself: no markup, no link, nobody notified, on one line."""
        text = self.printable.clean(text)
        return markdown(text[:_LONGEST_TEXT] + "…" if len(text) > _LONGEST_TEXT else text)

    def name(self, path: str) -> str:
        """The name of a file in the same way."""
        path = self.printable.name(path)
        return markdown(path[:_LONGEST_NAME] + "…" if len(path) > _LONGEST_NAME else path)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"
