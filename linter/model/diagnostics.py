"""What the program says about a file: diagnostics, what could not be decided, errors of reading."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import IntEnum

from linter.model.document import Span
from linter.model.records import NamedTuple
from linter.type_names import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from linter.model.facts import Facts
    from linter.model.last_year import Comparable
    from linter.model.page import Proof

MOST_DRAWN = 200  # reports that a page shows with their text; of further ones it lists the findings


class Severity(IntEnum):
    """How bad a finding is; ordered, so that `max` and `>=` mean what they say."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()

    def called(self, lang: str) -> str:
        """What a person reads it as, "zh" or "en"."""
        return _CHINESE[self] if lang == "zh" else self.word


_CHINESE = {Severity.INFO: "提示", Severity.WARNING: "警告", Severity.ERROR: "错误"}


class Spot(NamedTuple):
    """A paragraph as a person finds it: under which heading, and the how-manieth with text below that.

    `above` are the headings that it stands under, from the outside in, as they are numbered (五, （二）, 1.) or, where
    the number was lost, called (“其他”); there are none before the first. `ordinal` is 0 for the last of them itself.
    `table` is the number of the table that the place is in, where it is in one.
    """

    above: tuple[str, ...] = ()
    ordinal: int = 0
    table: int | None = None


class Location(NamedTuple):
    """The smallest place that a person has to look at. All numbers count from 1, ends are exclusive."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    spot: Spot | None = None
    sheet: str | None = None


class Related(NamedTuple):
    """A second place that belongs to a finding, with what it has to do with it."""

    message: str
    location: Location
    cells: tuple[str, ...] = ()
    code: str | None = None


class Edit(NamedTuple):
    """Replace `source[start:end]` (offsets of characters in the decoded source) by `text`."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    safety: Literal["safe", "suggestion"]
    title: str
    edits: tuple[Edit, ...]


Value = int | float | str | None

# How a message says what must stand there, and the title of a fix what it would write.
_SAID = "(?:应为|should be |must be )[“‘]?"
_TITLE = "(?:改为|write )[“‘]?(.+?)[”’]?"


class Diagnostic(NamedTuple):
    """One finding. `cells` are the addresses `table/row/column` of every cell that the check used.

    `span` is its place in the document's source (None: the document as a whole); `is_certain` where `expected` is what
    must stand there; `confidence` is that with which what it rests on was recognised in a picture, None of text.
    """

    code: str
    name: str
    severity: Severity
    message: str
    basis: str | None
    location: Location
    section: str | None = None
    cells: tuple[str, ...] = ()
    expected: Value = None
    actual: Value = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    span: Span | None = None
    is_certain: bool = False
    confidence: float | None = None

    @property
    def fix_title(self) -> str | None:
        """What the fix would do, None where there is none or the message has said it: 应为36, and then 改为36."""
        if self.fix is None:
            return None
        written = re.fullmatch(_TITLE, self.fix.title)
        return None if written is not None and self._says(written[1]) else self.fix.title

    def _says(self, figure: str) -> bool:
        """Whether the message names a figure as what must stand there."""
        behind = (self.message[match.end() :] for match in re.finditer(_SAID, self.message))
        return any(text.startswith(figure) and not re.match(r"[\d.]", text[len(figure) :]) for text in behind)


class NotEvaluated(NamedTuple):
    """A rule that applied but could not be decided, and why; `crashed` when the rule itself failed."""

    code: str
    reason: str
    crashed: bool = False


class NotCompared(NamedTuple):
    """Something that was asked for or is usual and was not done, and why. `what` is prior: last year's report."""

    what: str
    reason: str


class Figures(NamedTuple):
    """A piece of a table for the console: labels and texts, row by row, and the cell that is meant.

    `header` names the columns (the first is the row label's), `rows` hold the texts as they stand in the
    file, `marked` is (row, column) from 0 of the cell that is meant, `others` the further cells involved.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, int]
    others: tuple[tuple[int, int], ...] = ()


class Excerpt(NamedTuple):
    """What a person is shown of the source: one line with the stretch `start:end` marked, or a piece of a table.

    `text` is the source line (cut at both sides when it is long, `…` where it was cut); `start` and `end` are
    offsets into `text`, equal when the place is empty.
    """

    text: str
    start: int
    end: int
    figures: Figures | None = None


class FileError(NamedTuple):
    """Why a file was not checked: E001 unreadable, E002 unsupported, E003 no text, E004 too large."""

    code: str
    message: str


class FileResult(NamedTuple):
    """All that is said about one file. `excerpts` run beside `diagnostics`, or are empty when not asked for.

    `proof` is the report drawn, None when not asked for; `evaluated` are the codes of the rules that were run and came
    to an end, whatever they found; `digest` tells the content of a Word file, so that a copy is made of nothing else.
    `not_compared` is what a report without findings was not held against; `facts` are what a survey asks for;
    `left_out` are the codes that the configuration leaves out for this file alone; `comparable` is what other years'
    reports are held against, None when not asked for.
    """

    path: str
    format: str | None
    regime: str | None = None
    year: int | None = None
    organization: str | None = None
    title: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    error: FileError | None = None
    excerpts: tuple[Excerpt | None, ...] = ()
    repairs: Mapping[str, object] = {}
    evaluated: tuple[str, ...] = ()
    proof: Proof | None = None
    digest: bytes = b""
    not_compared: tuple[NotCompared, ...] = ()
    facts: Facts | None = None
    left_out: tuple[str, ...] = ()
    comparable: Comparable | None = None

    @property
    def verdict(self) -> Literal["pass", "review", "revise", "unreadable"]:
        """What is to be done with the file."""
        if self.error is not None:
            return "unreadable"
        worst = max((found.severity for found in self.diagnostics), default=Severity.INFO)
        return "revise" if worst is Severity.ERROR else "review" if worst is Severity.WARNING else "pass"

    @property
    def undecided(self) -> tuple[NotEvaluated, ...]:
        """The rules that could not be decided for another reason than what was not compared."""
        told = {entry.reason for entry in self.not_compared}
        return tuple(entry for entry in self.not_evaluated if entry.reason not in told)

    def without(self, accepted: Collection[int]) -> FileResult:
        """The same without some diagnostics, told by their numbers from 0."""
        if not accepted:
            return self
        kept = [number for number in range(len(self.diagnostics)) if number not in accepted]
        return self._replace(
            diagnostics=tuple(self.diagnostics[number] for number in kept),
            excerpts=tuple(self.excerpts[number] for number in kept if self.excerpts),
        )


class ReadError(Exception):
    """A file that cannot be read as a report.

    `code` is E001–E004, `message` a sentence in Chinese and `english` the same in English.
    """

    def __init__(self, code: str, message: str, english: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.english = english

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, str]]:
        return type(self), (self.code, self.message, self.english)  # it comes from other processes too

    def in_language(self, lang: str) -> FileError:
        return FileError(self.code, self.message if lang == "zh" else self.english)
