"""From the options of a command and the configuration to the work that it is to do."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.accept.accepted import Accepted
from linter.checks import registry
from linter.config import config_checks
from linter.config import configuration as configurations
from linter.config.configuration import Config
from linter.engine import run
from linter.engine.archive import Archive
from linter.engine.lint import Options
from linter.engine.run import Job
from linter.files import search as files
from linter.model.diagnostics import ReadError
from linter.model.refusal import Refusal, note, say
from linter.placed.nodes import PlacedError
from linter.rules import selection
from linter.rules.selection import RuleSet

if TYPE_CHECKING:
    from linter.accept.baseline import Baseline


class Task(NamedTuple):
    """What a command is to do: the files that were found, how to check them, in how many processes (None: as fits)."""

    config: Config
    paths: tuple[str, ...]
    files: list[str]
    job: Job
    jobs: int | None

    @property
    def lang(self) -> str:
        return self.job.options.lang

    @property
    def rules(self) -> RuleSet:
        return self.job.rules

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


def prepare(paths: tuple[str, ...], options: Mapping[str, Any], excerpts: bool = False, proof: bool = False) -> Task:
    """The task of a command that checks files.

    Args:
        paths: as the user gave them; none means the current folder.
        options: those of `check`, or some of them.
        excerpts: pieces of the source are wanted beside the findings.
        proof: a drawing of the report is wanted.

    Raises:
        Refusal: there is nothing to check, or the configuration or a rule file is wrong.
    """
    config = load_config(options["config"], options["lang"])
    lang = options["lang"] or config.lang
    rules = load_rules(config, options["rule_files"], lang, options["select"], options["ignore"])
    if not rules.selected:
        raise Refusal(say(lang, "没有选中任何规则", "no rule is selected"))
    root = os.path.dirname(config.path) if config.path else "."
    paths = paths or (".",)
    found = list(files.find(paths, config.exclude, root or "."))
    if not found:
        raise Refusal(say(lang, "没有可检查的文件", "there are no files to check"))
    job = Job(
        rules,
        Options(
            regime=_unless_auto(options["regime"] or config.regime),
            year=options["year"] or config.year,
            level=_unless_auto(options["level"] or config.level),
            lang=lang,
            excerpts=excerpts,
            proof=proof,
        ),
        options.get("stdin_filename"),
        pairs=any(rule.kind.across_years for rule in rules.rules if rule.code in rules.selected),
    )
    jobs = options["jobs"] or config.jobs
    prior = options["prior"] or config.prior
    if prior is not None:
        if not options["prior"]:
            _check_prior(config, lang)
        job = job._replace(archive=_archive(prior, job, jobs))
    return Task(config, paths, found, job, jobs)


def _check_prior(config: Config, lang: str) -> None:
    try:
        config_checks.check_prior(config)
    except PlacedError as error:
        raise Refusal(error.in_language(lang)) from None


def _unless_auto(value: str | None) -> str | None:
    return None if value == "auto" else value


def load_config(explicit: str | None, lang: str | None) -> Config:
    """The configuration in force in the current folder, or the one that an option names."""
    try:
        return configurations.load(explicit, os.getcwd())
    except configurations.ConfigError as error:
        raise Refusal(error.in_language(lang or "zh")) from None


def load_rules(
    config: Config, named: Sequence[str], lang: str, chosen: str | None = None, ignored: str | None = None
) -> RuleSet:
    """The rules with those of the user's files, and which of them are selected."""
    try:
        config_checks.check_files(config)
        loaded = registry.rules((*config.rules, *named))
        config_checks.check_codes(config, [rule.code for rule in loaded])
    except PlacedError as error:
        raise Refusal(error.in_language(lang)) from None
    loaded = selection.with_severities(loaded, config.severity)
    wanted = _codes(chosen) if chosen is not None else config.select
    unwanted = (*config.ignore, *_codes(ignored)) if ignored is not None else config.ignore
    for field, code in (*(("select", code) for code in wanted), *(("ignore", code) for code in unwanted)):
        if not any(rule.code.startswith(code) for rule in loaded):
            zh, en = config_checks.unknown_code(code, [rule.code for rule in loaded])
            place = config_checks.place(config, field, code)
            note(f"{place}{say(lang, f'提示：{zh}', f'note: {en}')}")
    return selection.select(loaded, wanted, unwanted)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _archive(path: str, job: Job, jobs: int | None) -> Archive:
    """The reports that last year's is looked for among: one file, or a folder with its subfolders."""
    lang = job.options.lang
    if not os.path.exists(path):
        raise Refusal(say(lang, f"--prior：没有这个文件或文件夹：{path}", f"--prior: no such file or folder: {path}"))
    found = list(files.find((path,)))
    known = []
    for name, report in zip(found, run.known_reports(found, job, jobs), strict=True):
        if isinstance(report, ReadError):
            message = report.in_language(lang).message
            if not os.path.isdir(path):
                raise Refusal(f"--prior：{name}：{message}" if lang == "zh" else f"--prior: {name}: {message}")
            note(f"--prior: {name}: {message}")
        else:
            known.append(report)
    return Archive(tuple(known), is_named=not os.path.isdir(path))
