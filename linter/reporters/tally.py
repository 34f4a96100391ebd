"""What a reporter is given beside the results, and what it gives back: presentation in, summary out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from linter.model.diagnostics import FileResult, Severity


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


class Presentation(NamedTuple):
    """How to report: `lang` zh or en, the rules by code, `color` on a terminal, `width` in columns.

    `complete`: all rules were run, so that a report without findings may be called fit to publish.
    """

    lang: str = "zh"
    rules: Mapping[str, RuleInfo] = {}
    color: bool = False
    width: int = 80
    fail_on: Severity | None = Severity.ERROR
    complete: bool = True


class Summary(NamedTuple):
    """How many files passed by (`unreadable` ones included) and how many findings of each severity."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    unreadable: int = 0


class Tally:
    """The stream of results, counted while it passes by, so that nobody has to keep it."""

    def __init__(self, results: Iterable[FileResult]) -> None:
        self._results = results
        self._files = 0
        self._unreadable = 0
        self._found = dict.fromkeys(Severity, 0)

    def __iter__(self) -> Iterator[FileResult]:
        for result in self._results:
            self._files += 1
            self._unreadable += result.error is not None
            for diagnostic in result.diagnostics:
                self._found[diagnostic.severity] += 1
            yield result

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
        )
