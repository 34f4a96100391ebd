"""From the options of a command and the configuration to the work that it is to do."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from linter.checks import registry
from linter.cli import language
from linter.config import config_checks
from linter.config import configuration as configurations
from linter.config.configuration import Config
from linter.engine import run
from linter.engine.archive import Archive
from linter.engine.lint import Options
from linter.engine.run import Job
from linter.engine.task import Task
from linter.files import search as files
from linter.model.diagnostics import ReadError
from linter.model.last_year import Known
from linter.notices.progress import counted
from linter.notices.refusal import Refusal, note, say
from linter.placed.nodes import PlacedError
from linter.rules import selection
from linter.rules.selection import RuleSet

_SEARCHING = "正在查找文件", "searching for files"


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
    asked = options["lang"] or config.told_lang
    rules = load_rules(config, options["rule_files"], asked, options["select"], options["ignore"])
    if not rules.selected:
        raise Refusal(say(asked or language.spoken(), "没有选中任何规则", "no rule is selected"))
    root = os.path.dirname(config.path) if config.path else "."
    paths = paths or (".",)
    root, forced = root or ".", bool(options.get("force_exclude"))
    found = list(counted(files.find(paths, config.exclude, root, forced), _SEARCHING))
    stdin_name = options.get("stdin_filename")
    if forced and stdin_name and files.is_excluded(stdin_name, config.exclude, root):
        found = [path for path in found if path != files.STDIN]
    if not found:
        is_excluded = forced and all(map(_may_be_excluded, paths))
        _tell_nothing_found(paths, is_excluded, asked or language.spoken())
    job = Job(
        rules,
        Options(
            regime=unless_auto(options["regime"] or config.regime),
            year=options["year"] or config.year,
            level=unless_auto(options["level"] or config.level),
            lang=asked or "zh",
            excerpts=excerpts,
            proof=proof,
        ),
        stdin_name,
        pairs=any(rule.kind.across_years for rule in rules.rules if rule.code in rules.selected),
    )
    task = Task(config, paths, found, job, options["jobs"] or config.jobs)
    return beside_last_year(task, options["prior"], asked)


def beside_last_year(task: Task, named: str | None, asked: str | None) -> Task:
    """The task with the reports that last year's is looked for among.

    Args:
        task: what is to be done.
        named: the file or folder that an option names; else the configuration's, if it has one.
        asked: the language that was asked for.

    Raises:
        Refusal: it is not there.
    """
    prior = named or task.config.prior
    if prior is None:
        return task
    if not named:
        _check_prior(task.config, asked)
    archive, unable = _archive(prior, task.job, task.jobs, asked)
    return task._replace(job=task.job._replace(archive=archive), unable=unable)


def _may_be_excluded(path: str) -> bool:
    return path == files.STDIN or not os.path.isdir(path)


def _tell_nothing_found(paths: Sequence[str], is_excluded: bool, lang: str) -> None:
    """That there is nothing to check, which is all right where all that was named is excluded.

    Raises:
        Refusal: folders were searched in vain.
    """
    named = "、".join(paths)
    if is_excluded:
        note(
            say(
                lang, f"配置的 exclude 略去了全部文件：{named}", f"all files are excluded by the configuration: {named}"
            )
        )
        return
    suffixes = " ".join(files.searched_suffixes())
    zh = f"在 {named} 中没有找到可检查的文件；查找的后缀是 {suffixes}，其他文件请直接写出文件名"
    en = f"there are no files to check in {named}; suffixes searched for: {suffixes}; name any other file itself"
    raise Refusal(say(lang, zh, en))


def _check_prior(config: Config, lang: str | None) -> None:
    try:
        config_checks.check_prior(config)
    except PlacedError as error:
        raise Refusal(error.in_language(lang or language.spoken())) from None


def unless_auto(value: str | None) -> str | None:
    return None if value == "auto" else value


def load_config(explicit: str | None, lang: str | None) -> Config:
    """The configuration in force in the current folder, or the one that an option names."""
    try:
        return configurations.load(explicit, os.getcwd())
    except configurations.ConfigError as error:
        raise Refusal(error.in_language(lang or language.spoken())) from None


def load_rules(
    config: Config, named: Sequence[str], lang: str | None, chosen: str | None = None, ignored: str | None = None
) -> RuleSet:
    """The rules with those of the user's files, and which of them are selected; `lang` where one was asked for."""
    try:
        config_checks.check_files(config)
        loaded = registry.rules((*config.rules, *named))
        config_checks.check_codes(config, [rule.code for rule in loaded])
    except PlacedError as error:
        raise Refusal(error.in_language(lang or language.spoken())) from None
    loaded = selection.with_severities(loaded, config.severity)
    wanted = _codes(chosen) if chosen is not None else config.select
    unwanted = (*config.ignore, *_codes(ignored)) if ignored is not None else config.ignore
    for field, code in (*(("select", code) for code in wanted), *(("ignore", code) for code in unwanted)):
        if not any(rule.code.startswith(code) for rule in loaded):
            zh, en = config_checks.unknown_code(code, [rule.code for rule in loaded])
            place = config_checks.place(config, field, code)
            note(f"{place}{say(lang or language.spoken(), f'提示：{zh}', f'note: {en}')}")
    return selection.select(loaded, wanted, unwanted)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _archive(path: str, job: Job, jobs: int | None, asked: str | None) -> tuple[Archive, bool]:
    """The reports that last year's is looked for among, and whether one of them could not be read.

    That is one file, or a folder with its subfolders.
    """
    if not os.path.exists(path):
        zh, en = f"--prior：没有这个文件或文件夹：{path}", f"--prior: no such file or folder: {path}"
        raise Refusal(say(asked or language.spoken(), zh, en))
    is_file = not os.path.isdir(path)
    found = list(counted(files.find((path,)), _SEARCHING))
    known: list[Known] = []
    failure = None
    for name, report in zip(found, run.known_reports(found, job, jobs), strict=True):
        if isinstance(report, ReadError):
            failure = report
            lang = job.options.lang
            error = report.in_language(lang)
            note(
                say(
                    lang,
                    f"--prior：{name}：{error.code} {error.message}",
                    f"--prior: {name}: {error.code} {error.message}",
                )
            )
        else:
            known.append(report)
    return Archive(known, path, is_file, failure if is_file else None), failure is not None
