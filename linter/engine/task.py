"""What a command that checks files is to do."""

from __future__ import annotations

from contextlib import suppress

from linter.accept.accepted import Accepted
from linter.config.configuration import Config
from linter.engine.job import Job
from linter.files import search as files
from linter.model.diagnostics import ReadError
from linter.model.records import NamedTuple
from linter.notices.refusal import Refusal
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.accept.baseline import Baseline


class Task(NamedTuple):
    """What a command is to do: the files that were found, how to check them, in how many processes (None: as fits).

    `unable`: a file of last year's could not be read, so the command cannot do all of its work.
    """

    config: Config
    paths: tuple[str, ...]
    files: list[str]
    job: Job
    jobs: int | None
    unable: bool = False

    @property
    def lang(self) -> str:
        return self.job.options.lang

    @property
    def rules(self) -> RuleSet:
        return self.job.rules

    @property
    def reported(self) -> dict[str, Rule]:
        """The rules that report something of some file, by code."""
        codes = self.rules.selected | self.job.overrides.woken(self.rules.rules)
        return {rule.code: rule for rule in self.rules.rules if rule.code in codes}

    def with_input(self) -> Task:
        """The same with what comes in on standard input, where it is one of the files: it can be read once only."""
        if files.STDIN not in self.files:
            return self
        with suppress(ReadError):  # whoever checks it says why it cannot be read
            return self._replace(job=self.job._replace(stdin=files.content(files.STDIN)))
        return self

    def accepted(self) -> Accepted | None:
        """What the configuration accepts."""
        if self.config.path is None or not self.config.accept:
            return None
        from datetime import date

        config = self.config
        return Accepted(config.accept, self.config.path, date.today(), self.paths, config.exclude)

    def baseline(self, named: str | None) -> Baseline | None:
        """The baseline that an option names, else that of the configuration."""
        file = named or self.config.baseline
        if file is None:
            return None
        from linter.accept import baseline as baselines

        try:
            return baselines.load(file)
        except baselines.BaselineError as error:
            raise Refusal(error.in_language(self.lang)) from None
