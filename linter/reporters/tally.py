"""What a reporter is given beside the results, and what it gives back: presentation in, summary out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from linter.model.diagnostics import FileResult, Severity
from linter.model.records import NamedTuple
from linter.type_names import Protocol


class RuleInfo(Protocol):
    """What reporters need to know of a rule; `message` and `help` give a text by language (zh, en)."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def basis(self) -> str | None: ...
    @property
    def message(self) -> Mapping[str, str]: ...
    @property
    def help(self) -> Mapping[str, str]: ...
    def called(self, lang: str) -> str: ...


class Presentation(NamedTuple):
    """How to report: `lang` zh or en, the rules by code, `color` on a terminal, `width` in columns.

    `complete`: all rules were run, so that a report without findings may be called fit to publish. `statistics`: counts
    by rule are wanted.
    """

    lang: str = "zh"
    rules: Mapping[str, RuleInfo] = {}
    color: bool = False
    width: int = 80
    fail_on: Severity | None = Severity.ERROR
    complete: bool = True
    statistics: bool = False


class Summary(NamedTuple):
    """How many files passed by (`unreadable` ones included) and how many findings of each severity.

    `revise` files need changes or could not be read, `review` others need a look. `unchecked` is what the verdict does
    not rest on: what was not compared (prior) and the codes of rules that could not be decided. `reasons` say why
    something was not compared, each once with the number of files; those beyond some are counted under "". `counts`
    are those of each rule by its code: its name, how many findings it has and in how many files.
    """

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    unreadable: int = 0
    revise: int = 0
    review: int = 0
    unchecked: tuple[str, ...] = ()
    reasons: Mapping[str, int] = {}
    counts: Mapping[str, tuple[str, int, int]] = {}


_MOST_REASONS = 8


class Tally:
    """The stream of results, counted while it passes by, so that nobody has to keep it."""

    def __init__(self, results: Iterable[FileResult]) -> None:
        self._results = results
        self._files = 0
        self._unreadable = 0
        self._found = dict.fromkeys(Severity, 0)
        self._verdicts: Counter[str] = Counter()
        self._unchecked: dict[str, None] = {}
        self._reasons: Counter[str] = Counter()
        self._counts: dict[str, tuple[str, int, int]] = {}

    def __iter__(self) -> Iterator[FileResult]:
        for result in self._results:
            self._files += 1
            self._unreadable += result.error is not None
            for diagnostic in result.diagnostics:
                self._found[diagnostic.severity] += 1
            if result.diagnostics:
                self._count(result)
            self._verdicts[result.verdict] += 1
            for missed in result.not_compared:
                self._unchecked[missed.what] = None
                is_kept = missed.reason in self._reasons or len(self._reasons) < _MOST_REASONS
                self._reasons[missed.reason if is_kept else ""] += 1
            self._unchecked.update(dict.fromkeys(entry.code for entry in result.undecided))
            yield result

    def _count(self, result: FileResult) -> None:
        names = {found.code: found.name for found in result.diagnostics}
        for code, found in Counter(found.code for found in result.diagnostics).items():
            _, findings, files = self._counts.get(code, ("", 0, 0))
            self._counts[code] = names[code], findings + found, files + 1

    def counted(self) -> Summary:
        """What passes by when all results are run through."""
        for _ in self:
            pass
        return self.summary()

    def summary(self) -> Summary:
        """What has passed by so far."""
        return Summary(
            files=self._files,
            errors=self._found[Severity.ERROR],
            warnings=self._found[Severity.WARNING],
            infos=self._found[Severity.INFO],
            unreadable=self._unreadable,
            revise=self._verdicts["revise"] + self._unreadable,
            review=self._verdicts["review"],
            unchecked=tuple(self._unchecked),
            reasons=dict(self._reasons),
            counts=dict(sorted(self._counts.items(), key=lambda entry: (-entry[1][1], entry[0]))),
        )
