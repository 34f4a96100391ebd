"""What checking many files takes beside the files."""

from __future__ import annotations

from linter.config.overrides import Overrides
from linter.engine.archive import Archive
from linter.engine.lint import Options
from linter.files.search import STDIN
from linter.model.records import NamedTuple
from linter.rules.selection import RuleSet


class Job(NamedTuple):
    """All that a worker needs to check files: rules, options, names, the reports that last year's is found among.

    `pairs`: without an archive, the files that are checked serve as one for each other. `consistent` are the files
    whose figures were found to need no repair. `stdin` is what came in on standard input, which can be read once only.
    `overrides` are what the configuration says of single files, `left_out` the codes that it leaves out for the one
    file that the job has been narrowed to.
    """

    rules: RuleSet
    options: Options
    stdin_name: str | None = None
    archive: Archive | None = None
    pairs: bool = True
    consistent: frozenset[str] = frozenset()
    stdin: bytes | None = None
    overrides: Overrides = Overrides()
    left_out: tuple[str, ...] = ()

    def name_of(self, path: str) -> str:
        """What a file is called in what is said of it."""
        return (self.stdin_name or STDIN) if path == STDIN else path

    def narrowed(self, path: str) -> Job:
        """The job as it is to be done for one file: what the configuration says of its path is taken in."""
        override = self.overrides.of(self.name_of(path))
        if override is None:
            return self
        rules = self.overrides.rules_for(override, self.rules)
        options = self.options
        if override.level is not None:
            options = options._replace(level=None if override.level == "auto" else override.level)
        if override.year is not None:
            options = options._replace(year=override.year)
        left_out = tuple(sorted(self.rules.selected - rules.selected))
        return self._replace(rules=rules, options=options, overrides=Overrides(), left_out=left_out)
