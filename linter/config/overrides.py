"""What a configuration says of single files: `overrides`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.files.search import matches, relative_path
from linter.model.diagnostics import Severity
from linter.model.records import NamedTuple
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet, with_severities
from linter.type_names import Literal


class Override(NamedTuple):
    """One entry: what holds for the files that `paths`, globs relative to the configuration, match.

    None and empty: not said. `level` may be "auto", which takes back what is said elsewhere.
    """

    paths: tuple[str, ...]
    level: str | None = None
    year: int | None = None
    severity: Mapping[str, Severity | Literal["off"]] = {}
    ignore: tuple[str, ...] = ()


class Overrides(NamedTuple):
    """All entries, in order.

    `folder` is that of the configuration, `runnable` the codes that run once they are given a severity: those that
    were selected, and are off as shipped or as the configuration has it.
    """

    entries: tuple[Override, ...] = ()
    folder: str = "."
    runnable: frozenset[str] = frozenset()

    def concerning(self, path: str) -> tuple[int, ...]:
        """The numbers of the entries that a file matches."""
        if not self.entries:
            return ()
        seen = relative_path(path, self.folder)
        return tuple(number for number, entry in enumerate(self.entries) if matches(seen, entry.paths))

    def of(self, path: str) -> Override | None:
        """What holds for a file: of entries that say different things the last, of what is left out all. None without
        any.
        """
        numbers = self.concerning(path)
        return _merged([self.entries[number] for number in numbers]) if numbers else None

    def rules_for(self, override: Override, rules: RuleSet) -> RuleSet:
        """The rules as they run over the files of an override."""
        changed = with_severities(rules.rules, override.severity)
        woken = {rule.code for rule in changed if rule.code in override.severity and rule.code in self.runnable}
        left = {
            rule.code
            for rule in changed
            if rule.enabled and rule.code in rules.selected | woken and not rule.code.startswith(override.ignore)
        }
        return RuleSet(changed, frozenset(left))

    def woken(self, rules: Sequence[Rule]) -> frozenset[str]:
        """The codes of rules that are off and run for the files of some entry."""
        return frozenset(
            rule.code
            for entry in self.entries
            for rule in rules
            if not rule.enabled
            and rule.code in self.runnable
            and entry.severity.get(rule.code, "off") != "off"
            and not rule.code.startswith(entry.ignore)
        )


def _merged(entries: Sequence[Override]) -> Override:
    severity: dict[str, Severity | Literal["off"]] = {}
    ignore: list[str] = []
    level, year = None, None
    for entry in entries:
        level, year = entry.level or level, entry.year or year
        severity |= entry.severity
        ignore += entry.ignore
    return Override((), level, year, severity, tuple(ignore))
