"""What a worker of the cluster does with a few reports at a time. The workers are handed this file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import fsspec

from linter.engine.lint import Options
from linter.engine.one_report import Question, check_report, not_checked
from linter.engine.workers import in_processes
from linter.files.search import may_be_report
from linter.model.diagnostics import FileResult, ReadError
from linter.model.last_year import Missing
from linter.readers import MAX_BYTES


class Batch(NamedTuple):
    """Reports that a worker is asked for at once, by their names, and the address below which all reports lie."""

    address: str
    options: Options
    questions: Mapping[str, Question]


def names(address: str, wanted: Callable[[str], bool] = may_be_report) -> Iterator[str]:
    """The keys below an address that a search of folders would take, in its order.

    Args:
        address: that fsspec knows.
        wanted: tells by its last part whether a key is one of them.
    """
    files, root = fsspec.url_to_fs(address)
    for parent, folders, entries in files.walk(root, topdown=True):
        folders.sort()
        for entry in sorted(entries):
            if wanted(entry):
                yield f"{parent.rstrip('/')}/{entry}" if parent else entry


def checked(questions: Sequence[Question], address: str, options: Options) -> list[FileResult]:
    """The results of a batch, from a process of its own with the limits of `check`: a report costs only itself."""
    batch = Batch(address, options, {question.name: question for question in questions})
    return list(in_processes(_checked, _not_checked, list(batch.questions), batch, jobs=1, method="spawn"))


def _checked(name: str, batch: Batch) -> FileResult:
    prior = batch.questions[name].prior
    if prior is None or isinstance(prior, Missing):
        return check_report(name, _content(name, batch), batch.options, prior)
    return check_report(name, _content(name, batch), batch.options, {copy: _content(copy, batch) for copy in prior})


def _not_checked(name: str, batch: Batch, error: ReadError) -> FileResult:
    return not_checked(name, error, batch.options)


def _content(name: str, batch: Batch) -> bytes:
    files, _ = fsspec.url_to_fs(batch.address)
    content: bytes = files.cat_file(name, end=MAX_BYTES + 1)
    return content
