"""What `survey` does: the check of many files, and where its one output goes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module

from linter.cli import language, preparation
from linter.cli.outputs import standard_output, unwritable
from linter.cli.survey import organ_list
from linter.cli.survey.conduct import surveyed
from linter.cli.survey.view import SurveyView
from linter.engine import run
from linter.engine.targets import Targets, without, without_output
from linter.engine.task import Task
from linter.engine.watched import Watched
from linter.files import own_output as own
from linter.files import search as files
from linter.files import writing
from linter.files.output_formats import SURVEY_FORMATS, OutputFormat, of_suffix
from linter.files.writing import Guard, WriteError
from linter.model.diagnostics import ReadError, Severity
from linter.notices.progress import counted
from linter.notices.refusal import Refusal, say, tell_person
from linter.reference import survey_words
from linter.type_names import Any

_SHOWING = "正在汇总", "putting together"


def survey(paths: tuple[str, ...], options: Mapping[str, Any]) -> int:
    """Survey files and folders.

    Args:
        paths: as the user gave them.
        options: those of the command.

    Returns:
        the exit status, as `check` has it.

    Raises:
        Refusal: something is wrong with what was asked for.
    """
    asked = {"regime": None, "year": None, "level": None, "prior": None, **options}
    output = options["survey_output"]
    shown = SURVEY_FORMATS[_format(options["format_"], output)]
    task = preparation.prepare(paths, asked)
    if shown.is_binary and output is None:
        zh, en = f"{shown.name} 要用 -o 写进文件", f"{shown.name} goes into a file: name it with -o"
        raise Refusal(say(task.lang, zh, en))
    if options["resume"] and not run.are_kept():
        zh = "不能 --resume：结果没有保存（--no-cache，缓存文件夹不能写，或者这个 Python 没有 SQLite）"
        en = "--resume: no results are kept (--no-cache, a cache folder without room, or a Python without SQLite)"
        raise Refusal(say(task.lang, zh, en))
    words = survey_words.load()
    listed = _listed(options["organs"], words, task.lang)
    task, guard = _spared(task, asked, output)
    fail_on = options["fail_on"] or task.config.fail_on
    threshold = None if fail_on == "never" else Severity[fail_on.upper()]
    accepted, baseline = task.accepted(), task.baseline(None)
    job = task.job._replace(options=task.job.options._replace(facts=True))
    results = run.check_files(task.files, job, task.jobs)
    if accepted is not None:
        results = accepted.through(results, task.rules, task.lang)
    if baseline is not None:
        results = baseline.through(results)
    watched = Watched(results, threshold)
    root = os.path.dirname(task.config.path or "") or "."
    archives = list(files.archives(task.paths, task.config.exclude, root))
    rules, folder = task.rules.rules, os.path.dirname(output or "")
    with surveyed(watched, rules, listed, words, task.lang, folder, archives) as view:
        for _ in counted(("",), _SHOWING):
            _write(view, shown, output, guard)
        is_wrong = any(told.is_wrong for told in view.compared)
    status = 2 if task.unable else watched.exit_status
    return status or int(is_wrong and threshold is not None and threshold <= Severity.WARNING)


def _format(named: str | None, output: str | None) -> str:
    return named or (of_suffix(output, SURVEY_FORMATS) if output else None) or "console"


def _listed(path: str | None, words: survey_words.SurveyWords, lang: str) -> tuple[organ_list.ListedOrgan, ...]:
    if path is None:
        return ()
    try:
        listed = organ_list.read(path, words)
    except ReadError as error:
        raise Refusal(f"--organs: {error.in_language(lang or language.spoken()).message}") from None
    if not listed:
        raise Refusal(say(lang, f"机关名单是空的：{path}", f"the list of organs is empty: {path}"))
    return listed


def _spared(task: Task, options: Mapping[str, Any], output: str | None) -> tuple[Task, Guard | None]:
    """The task without what the survey writes, and what decides whether a file may be written over."""
    if output is not None:
        task = without_output(task, output, own.is_survey)
    targets = Targets(task, options)
    guard = targets.guard(own.is_survey)
    if output is not None:
        targets.check("-o", output, guard)
    return task._replace(files=without(task.files, {*targets.streams()})), guard


def _write(view: SurveyView, shown: OutputFormat, output: str | None, guard: Guard | None) -> None:
    """Write the output, into its file or to standard output."""
    module = import_module(f"linter.cli.survey.{shown.module}")
    if output is None:
        module.write(view, standard_output(shown))
        return
    try:
        with writing.opened(output, guard) as out:
            module.write(view, out.buffer if shown.is_binary else out)
    except WriteError as error:
        raise unwritable(output, error, view.lang) from None
    tell_person(say(view.lang, f"已写入 {output}", f"written: {output}"))
