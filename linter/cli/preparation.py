"""From the options of a command and the configuration to the work that it is to do."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from linter.checks import registry
from linter.cli import language
from linter.config import config_checks
from linter.config import configuration as configurations
from linter.config.configuration import Config
from linter.config.overrides import Overrides
from linter.engine import run
from linter.engine.archive import Archive
from linter.engine.job import Job
from linter.engine.lint import Options
from linter.engine.task import Task
from linter.files import search as files
from linter.model.diagnostics import ReadError
from linter.model.last_year import Known
from linter.notices.progress import counted
from linter.notices.refusal import Refusal, note, say
from linter.placed.nodes import PlacedError
from linter.rules import selection
from linter.rules.selection import RuleSet
from linter.type_names import Any

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
    root = os.path.dirname(config.path or "") or "."
    overrides = overrides_of(config, rules, options)
    if not rules.selected | overrides.woken(rules.rules):
        raise Refusal(say(asked or language.spoken(), "没有选中任何规则", "no rule is selected"))
    paths = paths or (".",)
    forced = bool(options.get("force_exclude"))
    found = list(counted(files.find(paths, config.exclude, root, forced), _SEARCHING))
    stdin_name = options.get("stdin_filename")
    if forced and stdin_name and files.is_excluded(stdin_name, config.exclude, root):
        found = [path for path in found if path != files.STDIN]
    if not found:
        is_excluded = forced and all(map(_may_be_excluded, paths))
        _tell_nothing_found(paths, is_excluded, asked or language.spoken())
    since = options.get("since")
    changed = found if since is None else _changed(found, since, asked)
    job = Job(
        rules,
        imposed(options, config)._replace(lang=asked or "zh", excerpts=excerpts, proof=proof),
        stdin_name,
        overrides=overrides,
    )
    task = Task(config, paths, changed, job, options["jobs"] or config.jobs)
    pairs = any(rule.kind.across_years for rule in task.reported.values())
    job, unable = with_prior(job._replace(pairs=pairs), config, options["prior"], task.jobs, asked)
    if job.archive is None and pairs and changed and len(changed) < len(found):
        # what has not changed still serves as last year's report; what cannot be read is nobody's
        known = [one for one in run.known_reports(found, job, task.jobs) if isinstance(one, Known)]
        job = job._replace(archive=Archive(known))
    return task._replace(job=job, unable=unable)


def _changed(found: Sequence[str], revision: str, lang: str | None) -> list[str]:
    """Those of the files that have changed against a revision. Standard input always has; whoever reads what is no file
    says why it cannot be read.

    Raises:
        Refusal: git cannot tell.
    """
    from linter.files.changes import Changes, ChangesError

    lang = lang or language.spoken()
    try:
        there = [path for path in found if path != files.STDIN and os.path.isfile(path)]
        unchanged = {*there}.difference(Changes(revision).among(there))
    except ChangesError as error:
        raise Refusal(say(lang, f"--since：{error.message}", f"--since: {error.english}")) from None
    left = [path for path in found if path not in unchanged]
    if not left:
        zh, en = (
            f"{len(found)}个文件自 {revision} 以来都没有改动",
            f"none of {len(found)} files has changed since {revision}",
        )
        note(say(lang, zh, en))
    return left


def overrides_of(config: Config, rules: RuleSet, options: Mapping[str, Any]) -> Overrides:
    """What the configuration says of single files, but for what an option imposes on all."""
    root = os.path.dirname(config.path or "") or "."
    entries = tuple(
        entry._replace(
            level=None if options["level"] else entry.level,
            year=None if options.get("year") else entry.year,
        )
        for entry in config.overrides
    )
    every = [rule._replace(enabled=True) for rule in rules.rules] if entries else []
    return Overrides(entries, root, selection.select(every, *_selectors(config, options)).selected)


def imposed(options: Mapping[str, Any], config: Config) -> Options:
    """What the command line imposes on a report, else the configuration."""
    return Options(
        regime=unless_auto(options["regime"] or config.regime),
        year=options.get("year") or config.year,
        level=unless_auto(options["level"] or config.level),
    )


def with_prior(job: Job, config: Config, named: str | None, jobs: int | None, asked: str | None) -> tuple[Job, bool]:
    """A job with the reports that last year's is looked for among, and whether one of them could not be read.

    Args:
        job: what is to be done.
        config: the configuration in force.
        named: the file or folder that an option names; else the configuration's, if it has one.
        jobs: processes to read them in.
        asked: the language that was asked for.

    Raises:
        Refusal: there is nothing of that name.
    """
    prior = named or config.prior
    if prior is None:
        return job, False
    if not named:
        _check_prior(config, asked)
    archive, unable = _archive(prior, job, jobs, asked)
    return job._replace(archive=archive), unable


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
    zh = (
        f"在 {named} 中没有找到可检查的文件；查找的后缀是 {suffixes}，"
        "本程序写的检查结果和带批注的副本不查，其他文件请直接写出文件名"
    )
    en = (
        f"there are no files to check in {named}; suffixes searched for: {suffixes}, without reports and annotated "
        "copies that this program wrote; name any other file itself"
    )
    raise Refusal(say(lang, zh, en))


def _check_prior(config: Config, lang: str | None) -> None:
    try:
        config_checks.check_prior(config)
    except PlacedError as error:
        raise Refusal(error.in_language(lang or language.spoken())) from None


def unless_auto(value: str | None) -> str | None:
    return None if value == "auto" else value


def load_config(explicit: str | None, lang: str | None, folder: str | None = None) -> Config:
    """The configuration in force in a folder (None: the current one), or the one that an option names."""
    try:
        return configurations.load(explicit, folder or os.getcwd())
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
    wanted, unwanted = _selectors(config, {"select": chosen, "ignore": ignored})
    named_codes = {
        "select": wanted,
        "ignore": unwanted,
        "overrides": [code for entry in config.overrides for code in entry.ignore],
    }
    for field, code in ((field, code) for field, codes in named_codes.items() for code in codes):
        if not any(rule.code.startswith(code) for rule in loaded):
            zh, en = config_checks.unknown_code(code, [rule.code for rule in loaded])
            place = config_checks.place(config, field, code)
            note(f"{place}{say(lang or language.spoken(), f'提示：{zh}', f'note: {en}')}")
    return selection.select(loaded, wanted, unwanted)


def _selectors(config: Config, options: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes to report and those to leave out, as options and configuration have it."""
    chosen, ignored = options["select"], options["ignore"]
    wanted = _codes(chosen) if chosen is not None else config.select
    return wanted, (*config.ignore, *_codes(ignored)) if ignored is not None else config.ignore


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
