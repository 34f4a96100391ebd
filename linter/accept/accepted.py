"""Findings that a configuration accepts: by path, code, cell or fingerprint, with a reason and perhaps a last day."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import islice
from zlib import crc32

from linter.files.search import find, matches, relative_path
from linter.model.diagnostics import Diagnostic, FileResult, Location
from linter.model.records import NamedTuple
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from linter.rules.rule import Rule
    from linter.rules.selection import RuleSet

# So many files are looked for to see whether a glob speaks of one that was not checked.
_MOST_LOOKED_FOR = 20000
SELECTOR = re.compile(r"[A-Z][0-9]{0,3}")
"""A code or the beginning of one."""


class Acceptance(NamedTuple):
    """One entry of `accept`. A finding must meet all that is given: `paths` are globs relative to the configuration,
    `codes` codes or prefixes, `cells` addresses or globs of such. `until` is the last day on which it holds; `line` and
    `column` are where the entry stands.
    """

    paths: tuple[str, ...]
    codes: tuple[str, ...]
    reason: str
    cells: tuple[str, ...] = ()
    fingerprint: str | None = None
    until: date | None = None
    line: int = 1
    column: int = 1

    def accepts(self, found: Diagnostic) -> bool:
        """Whether a finding is meant, in a file that `paths` match."""
        explained = [related.code for related in found.related if related.code]
        return (
            (not self.codes or bool(selectors_used(self.codes, found.code, explained)))
            and (not self.cells or any(fnmatchcase(cell, glob) for cell in found.cells for glob in self.cells))
            and self.fingerprint in (None, found.fingerprint)
        )

    @property
    def meant(self) -> str:
        """The codes, cells and fingerprint as a message names them."""
        return "、".join((*self.codes, *self.cells, *((self.fingerprint,) if self.fingerprint else ())))

    @property
    def selectors(self) -> tuple[str, ...]:
        """The codes that must have been checked before the entry can be called unused."""
        return self.codes or ((self.fingerprint or "").partition("-")[0],)


def selectors_used(selectors: Sequence[str], code: str, explained: Sequence[str]) -> frozenset[str]:
    """Those codes or prefixes that accept a finding with this code.

    A finding that stands for others, as a wrong figure for the sums that it breaks, is accepted also where all
    of these (`explained`) are.
    """
    own = frozenset(selector for selector in selectors if code.startswith(selector))
    if own or not explained:
        return own
    used = [[selector for selector in selectors if other.startswith(selector)] for other in explained]
    return frozenset(selector for some in used for selector in some) if all(used) else frozenset()


def is_decided(selector: str, rules: RuleSet, undecided: Collection[str]) -> bool:
    """Whether all rules that a code or prefix means were run and could be decided, so that it may be called unused.

    Those that need last year's report are never sure to have been.
    """
    meant = [rule for rule in rules.rules if rule.enabled and rule.code.startswith(selector)]
    return bool(meant) and all(
        rule.code in rules.selected and rule.code not in undecided and not rule.kind.across_years for rule in meant
    )


class Accepted:
    """Takes accepted findings out of a run and remembers which entries were of use.

    Parameters:
        entries: in the order of the configuration.
        file: the configuration, to whose folder paths are relative.
        today: the day by which entries expire.
        searched: the paths that the user named.
        exclude: the globs of what a search leaves out.
    """

    def __init__(
        self,
        entries: Sequence[Acceptance],
        file: str,
        today: date,
        searched: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> None:
        self._entries = entries
        self._file = file
        self._folder = os.path.dirname(file) or "."
        self._searched = searched
        self._exclude = exclude
        self._today = today
        self._used: set[int] = set()
        self._undecided: dict[str, Collection[str]] = {}  # of each file that was checked, the rules without an answer

    def sift(self, result: FileResult) -> FileResult:
        """The result without what is accepted."""
        path = relative_path(result.path, self._folder)
        concerned = [number for number, entry in enumerate(self._entries) if matches(path, entry.paths)]
        if not concerned:
            return result
        if result.error is None:
            self._undecided[path] = frozenset((*(one.code for one in result.not_evaluated), *result.left_out))
        accepted: set[int] = set()
        for number in concerned:
            if not self._is_over(self._entries[number]):
                meant = [n for n, found in enumerate(result.diagnostics) if self._entries[number].accepts(found)]
                accepted.update(meant)
                if meant:
                    self._used.add(number)
        return result.without(accepted)

    def through(self, results: Iterable[FileResult], rules: RuleSet, lang: str) -> Iterator[FileResult]:
        """The results without what is accepted; behind them the configuration's own, if an entry is of no use."""
        for result in results:
            yield self.sift(result)
        rule = next((rule for rule in rules.rules if rule.check == "unused-acceptance"), None)
        if rule is None or rule.code not in rules.selected:
            return
        useless = tuple(
            _reported(entry, variant, rule, lang)
            for number, entry in enumerate(self._entries)
            if number not in self._used and (variant := self._variant(entry, rules))
        )
        if useless:
            shown = relative_path(self._file, ".")
            yield FileResult(self._file if shown.startswith("..") else shown, None, diagnostics=useless)

    def _is_over(self, entry: Acceptance) -> bool:
        return entry.until is not None and entry.until < self._today

    def _variant(self, entry: Acceptance, rules: RuleSet) -> str | None:
        """How to report an entry that accepted nothing; None where it may be of use in another run."""
        if not all(any(rule.code.startswith(code) for rule in rules.rules) for code in entry.selectors):
            return "unknown"
        checked = [path for path in self._undecided if matches(path, entry.paths)]
        if self._is_over(entry):
            return "expired" if checked else None
        undecided = {code for path in checked for code in self._undecided[path]}
        if not all(is_decided(code, rules, undecided) for code in entry.selectors):
            return None
        return "entry" if self._is_complete(entry, checked) else None

    def _is_complete(self, entry: Acceptance, checked: Collection[str]) -> bool:
        """Whether all files that an entry speaks of were checked."""
        places = {_fixed_part(path) for path in entry.paths}
        found = list(islice(self._files(places), _MOST_LOOKED_FOR))
        if len(found) == _MOST_LOOKED_FOR:
            return False
        there = {path for path in found if matches(path, entry.paths)}
        if checked or there:
            return there <= set(checked)
        return all(any(self._is_within(place, folder) for folder in self._searched) for place in places)

    def _files(self, places: Iterable[str]) -> Iterator[str]:
        for file in find((os.path.join(self._folder, place) for place in places), self._exclude, self._folder):
            if os.path.isfile(file):
                yield relative_path(file, self._folder)

    def _is_within(self, place: str, folder: str) -> bool:
        whole = os.path.abspath(os.path.join(self._folder, place))
        outer = os.path.abspath(folder)
        return os.path.isdir(outer) and (whole == outer or whole.startswith(os.path.join(outer, "")))


def _fixed_part(glob: str) -> str:
    """The folders, or the file, that a glob begins with."""
    if not any(sign in glob for sign in "*?["):
        return glob
    fixed = glob[: min(glob.index(sign) for sign in "*?[" if sign in glob)]
    return fixed.rpartition("/")[0]


def _reported(entry: Acceptance, variant: str, rule: Rule, lang: str) -> Diagnostic:
    values = {"codes": entry.meant, "path": "、".join(entry.paths), "until": entry.until or ""}
    return Diagnostic(
        rule.code,
        rule.name,
        rule.severity,
        rule.say(lang, values, variant),
        rule.basis,
        Location(entry.line, entry.column, entry.line, entry.column),
        fingerprint=f"{rule.code}-{crc32(f'{variant}|{values}'.encode()):08x}",
    )
