"""What is in force for a buffer: the configuration of its folder, as `check` would find it there, and the rules."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date

from linter.cli.preparation import imposed, load_config, load_rules, overrides_of, with_prior
from linter.config.configuration import FILE_NAME
from linter.engine import file_errors
from linter.engine.fixing import Work
from linter.engine.job import Job
from linter.engine.task import Task
from linter.files.search import is_excluded
from linter.model.records import NamedTuple
from linter.rules import loading
from linter.rules.rule import Rule
from linter.type_names import Any

_Stamp = tuple[tuple[str, int, int], ...]


class InForce(NamedTuple):
    """How buffers of a folder are checked, and what rules say; `stamp` changes with the `files` that this rests on."""

    work: Work
    rules: Mapping[str, Rule]
    lang: str
    exclude: tuple[str, ...]
    root: str
    files: tuple[str, ...]
    stamp: _Stamp

    @property
    def is_of_now(self) -> bool:
        """Whether none of the files that it rests on has changed."""
        return self.stamp == _stamp(self.files)

    def leaves_out(self, path: str) -> bool:
        """Whether the configuration excludes a file."""
        return is_excluded(path, self.exclude, self.root)


class Settings:
    """The settings of folders, made anew once a file that they rest on has changed.

    Parameters:
        options: those of the command.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._known: dict[str, InForce] = {}

    def of(self, folder: str) -> InForce:
        """The setting of a folder.

        Raises:
            Refusal: the configuration or a rule file is wrong.
        """
        known = self._known.get(folder)
        if known is None or not known.is_of_now:
            known = self._known[folder] = self._made(folder)
        return known

    def _made(self, folder: str) -> InForce:
        options = self._options
        config = load_config(options["config"], options["lang"], folder)
        asked = options["lang"] or config.told_lang
        lang = asked or "zh"
        rules = load_rules(config, options["rule_files"], asked, options["select"], options["ignore"])
        job = Job(rules, imposed(options, config)._replace(lang=lang), pairs=False)
        job = job._replace(overrides=overrides_of(config, rules, options))
        # a process with threads must not be copied, so last year's reports are identified in this one
        job, _ = with_prior(job, config, options["prior"], 1, asked)
        task = Task(config, (), [], job, None)
        used = (config.path, config.prior, config.baseline, options["prior"])
        files = (
            *_places_of_configuration(folder),
            *loading.with_extended((*config.rules, *options["rule_files"])),
            *(path for path in used if path is not None),
        )
        return InForce(
            Work(job, task.accepted(), task.baseline(None)),
            {rule.code: rule for rule in (*rules.rules, *file_errors.load())},
            lang,
            config.exclude,
            os.path.dirname(config.path or "") or ".",
            files,
            _stamp(files),
        )


def _places_of_configuration(folder: str) -> Iterable[str]:
    """The files that would be the configuration of a folder if they were there."""
    while True:
        yield from (os.path.join(folder, name) for name in (FILE_NAME, "pyproject.toml"))
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _stamp(files: Iterable[str]) -> _Stamp:
    found = [("", date.today().toordinal(), 0)]  # what a configuration accepts may end with a day
    for path in files:
        try:
            status = os.stat(path)
        except (OSError, ValueError):
            continue
        found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)
