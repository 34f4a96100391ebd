"""`nianbao baseline`: files are checked, and what is found becomes a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.accept import baseline
from linter.engine import run
from linter.engine.task import Task
from linter.engine.watched import Watched
from linter.files.writing import Guard
from linter.model.diagnostics import FileResult
from linter.notices.refusal import note, say


def make(task: Task, file: str, guard: Guard | None = None) -> bool:
    """Check files and write a baseline of what is found; whether all could be read.

    Args:
        task: which files, and how.
        file: that of the baseline.
        guard: decides whether a file that is there may be written over.

    Raises:
        WriteError: the file cannot be made.
    """
    accepted, lang = task.accepted(), task.lang
    results = run.check_files(task.files, task.job, task.jobs)
    watched = Watched(map(accepted.sift, results) if accepted else results, None)
    files, findings = baseline.write(_readable(watched, lang), file, guard)
    note(say(lang, f"{file}：{files}个文件，{findings}个问题", f"{file}: {findings} findings in {files} files"))
    return not (watched.exit_status or task.unable)


def _readable(results: Iterable[FileResult], lang: str) -> Iterator[FileResult]:
    """The results of files that could be read; the others are told on standard error."""
    for result in results:
        if result.error is None:
            yield result
        else:
            note(say(lang, f"{result.path}：{result.error.message}", f"{result.path}: {result.error.message}"))
