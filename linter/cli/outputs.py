"""Where the reports of a run go: which formats into which files, what these must spare, and saying what was written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper

from linter.cli import language
from linter.files.output_formats import FORMATS, OutputFormat, of_suffix
from linter.model.diagnostics import FileResult, Severity
from linter.notices.refusal import Refusal, note, say, tell_person
from linter.notices.terminal import is_terminal, terminal_width
from linter.type_names import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from linter.annotate.copies import Copies
    from linter.engine.fixing import Fixing
    from linter.engine.task import Task
    from linter.files.writing import Guard, WriteError
    from linter.reporters import Presentation, Summary

STDOUT = "-"


Output = tuple[str, str | None]  # a format, and the file that is written in it, None for standard output


class Outputs:
    """The reports of one run.

    Args:
        formats: as -f gave them, in order.
        paths: as -o gave them, in order. Where there are formats, each has one; the suffix tells the format otherwise.
        lang: what --lang gave.

    Raises:
        Refusal: they do not go together.
    """

    def __init__(self, formats: Sequence[str], paths: Sequence[str], lang: str | None) -> None:
        if len(formats) > max(len(paths), 1) or (formats and len(formats) < len(paths)):
            zh = "-f 和 -o 要成对写，一个格式一个文件（标准输出写作 -o -）；或者不写 -f，由文件的后缀决定格式"
            en = "give -f and -o in pairs, a file for each format (-o - is standard output), or no -f at all"
            raise Refusal(say(lang or language.spoken(), zh, en))
        places = [None if path == STDOUT else path for path in paths or (STDOUT,)]
        named = formats or [_by_itself(path) for path in places]
        self._outputs: list[Output] = list(zip(named, places, strict=True))
        real = [None if path is None else os.path.realpath(path) for path in places]
        if len(set(real)) < len(real):
            raise Refusal(say(lang or language.spoken(), "有两个 -o 写到同一处", "two of -o go to the same place"))
        self._guard: Guard | None = None

    @property
    def excerpts(self) -> bool:
        """Whether pieces of the source are wanted."""
        return any(FORMATS[format].excerpts for format, _ in self._outputs)

    @property
    def proof(self) -> bool:
        """Whether a drawing of each report is wanted."""
        return any(FORMATS[format].proof for format, _ in self._outputs)

    @property
    def _files(self) -> list[str]:
        return [path for _, path in self._outputs if path is not None]

    def spare(self, task: Task, options: Mapping[str, Any]) -> tuple[Task, Copies | None]:
        """What is written is looked at before anything is checked.

        Returns:
            the task without what is written, and the annotated copies if any.

        Raises:
            Refusal: something is in the way that must not be written over.
        """
        from linter.files.identity import connected, identity

        if not (self._files or options["annotate"] or connected(1) or connected(2)):
            return task, None
        from linter.engine.targets import Targets, without, without_output
        from linter.files import own_output as own

        had_files = bool(task.files)
        for path in self._files:
            task = without_output(task, path, own.is_report)
        targets = Targets(task, options)
        self._guard, copies = targets.guard(own.is_report), None
        written = {*targets.streams()}
        for path in self._files:
            targets.check("-o", path, self._guard)
            here = identity(path)
            written |= {here} if here else set()
        files = without(task.files, written)
        if options["annotate"] is not None:
            from linter.annotate.copies import Copies

            _refuse_no_word(options["annotate"], task.lang)
            copies = Copies(options["annotate"], files, targets, options["stdin_filename"], task.lang)
            files = copies.paths
            places = {*map(os.path.realpath, (options["annotate"], *copies.places()))}
            for path in self._files:
                if os.path.realpath(path) in places:
                    zh, en = f"-o 和 --annotate 都要写 {path}", f"-o and --annotate both write {path}"
                    raise Refusal(say(task.lang, zh, en))
        if had_files and not files:
            raise Refusal(say(task.lang, "没有可检查的文件", "there are no files to check"))
        return task._replace(files=files), copies

    @contextmanager
    def opened(self, lang: str) -> Iterator[list[TextIO]]:
        """The streams, in the order of the outputs. Files are in place, and said to be, when the block ends."""
        if not self._files:
            yield [standard_output(FORMATS[format]) for format, _ in self._outputs]
            return
        from linter.files.writing import WriteError, opened

        path = ""
        try:
            with ExitStack() as stack:
                streams = []
                for format, named in self._outputs:
                    if named is None:
                        streams.append(standard_output(FORMATS[format]))
                    else:
                        path = named
                        streams.append(stack.enter_context(opened(path, self._guard)))
                yield streams
        except WriteError as error:
            raise unwritable(path, error, lang) from None
        for path in self._files:
            tell_person(say(lang, f"已写入 {path}", f"written: {path}"))

    def write(
        self, results: Iterable[FileResult], streams: Sequence[TextIO], context: Presentation, fixing: Fixing | None
    ) -> Summary:
        """Write every report.

        Args:
            results: what was found, asked for once, file by file.
            streams: those of `opened`.
            context: language, rules and the like.
            fixing: what fixes the files, which may take standard output for itself.
        """
        from linter import reporters

        for (format, path), out, found in zip(
            self._outputs, streams, _each_its_own(results, len(streams)), strict=True
        ):
            is_screen = path is None and is_terminal(sys.stdout) and not os.environ.get("NO_COLOR")
            stream = sys.stderr if fixing and fixing.takes(out) else out
            summary = reporters.write(format, found, stream, context._replace(color=is_screen))
        return summary

    def tell(self, summary: Summary, context: Presentation, asked_prior: bool) -> None:
        """Say on standard error what no report of these formats has room for.

        Args:
            summary: of the run.
            context: what the reporters were given.
            asked_prior: last year's reports were named, so that it matters which were not found.
        """
        shown = [FORMATS[format] for format, _ in self._outputs]
        lines: list[str] = []
        if context.statistics and not any(row.has_statistics for row in shown):
            from linter.reporters.words import statistics

            lines += statistics(summary, context)
        if asked_prior and not any(row.has_verdict for row in shown):
            from linter.reporters.words import reasons

            lines += reasons(summary, context.lang)
        for line in lines:
            note(line)


def _each_its_own(results: Iterable[FileResult], readers: int) -> list[Iterable[FileResult]]:
    """The results for each of several readers that come one after the other; the first one gets them as they come."""
    if readers == 1:
        return [results]
    from linter.engine.spool import Spool

    held = [Spool[FileResult]() for _ in range(readers - 1)]

    def kept() -> Iterator[FileResult]:
        for result in results:
            for spool in held:
                spool.add(result)
            yield result

    return [kept(), *held]


def presentation(task: Task, options: Mapping[str, Any], threshold: Severity | None) -> Presentation:
    """What reporters need to know of a run."""
    from linter.reporters import Presentation

    return Presentation(
        lang=task.lang,
        rules=task.reported,
        width=terminal_width(),
        fail_on=threshold,
        complete=options["select"] is None,
        statistics=options["statistics"],
    )


def unwritable(path: str, error: WriteError, lang: str) -> Refusal:
    """That a file cannot be written, and why."""
    return Refusal(say(lang, f"无法写入 {path}：{error.message}", f"cannot write {path}: {error.english}"))


def _by_itself(path: str | None) -> str:
    """The format where none is named."""
    if path is None:
        return "console" if is_terminal(sys.stdout) else "concise"
    return of_suffix(path) or "concise"


def standard_output(format: OutputFormat) -> TextIO:
    """It writes UTF-8 where a format for programs is in that, whatever a console here would show."""
    return for_programs() if format.is_utf8 else sys.stdout


def for_programs(format: str = "") -> TextIO:
    """Standard output in UTF-8, but on a terminal; as it is where the format is for people (console)."""
    if format != "console" and isinstance(sys.stdout, TextIOWrapper) and not is_terminal(sys.stdout):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def _refuse_no_word(path: str, lang: str) -> None:
    """A name with the suffix of another format was not meant for a folder.

    Raises:
        Refusal: it is one.
    """
    from linter.readers.formats import COMMENTED, CONVERTED, SUFFIXES, suffix_of

    suffix = suffix_of(path)
    is_foreign = suffix in CONVERTED or SUFFIXES.get(suffix, "docx") not in COMMENTED
    if is_foreign and not os.path.isdir(path):
        better = path[: -len(suffix)] + ".docx"
        zh = f"--annotate：批注只能写进 .docx 文件，请改为 {better}，或者写一个文件夹"
        raise Refusal(say(lang, zh, f"--annotate: comments go into .docx files; name {better}, or a folder"))
