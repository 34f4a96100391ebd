"""`nianbao check`: from its options to the reports and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from linter.cli import preparation
from linter.cli.outputs import Outputs, for_programs, presentation
from linter.engine import run
from linter.engine.watched import Watched
from linter.files import compiled as cache
from linter.files.search import STDIN
from linter.model.diagnostics import Severity
from linter.notices.refusal import Refusal, say
from linter.type_names import Any


def check(paths: tuple[str, ...], formats: tuple[str, ...], outputs: tuple[str, ...], **options: Any) -> None:
    """Check files, folders (searched for reports), or - for standard input.

    Args:
        paths: as they were given.
        formats, outputs: of the reports, as they were given.
        options: the others of `cli.options.CHECK`, by their names.

    Raises:
        Refusal: the command cannot do its work.
        SystemExit: it has done it, with the exit status that tells what was found.
    """
    if options["no_cache"]:
        cache.disable()
    told = Outputs(formats, outputs, options["lang"])
    task = preparation.prepare(paths, options, excerpts=told.excerpts, proof=told.proof)
    lang, rules = task.lang, task.rules
    if options["fix"] and STDIN in paths and STDIN not in task.files:
        sys.stdout.buffer.write(sys.stdin.buffer.read())  # excluded: whoever fixes through a pipe gets its text back
    if options["suggest"] and options["annotate"] is None:
        raise Refusal(say(lang, "--suggest 要与 --annotate 一起用", "--suggest goes with --annotate"))
    task, copies = told.spare(task, options)
    fail_on = options["fail_on"] or task.config.fail_on
    threshold = None if fail_on == "never" else Severity[fail_on.upper()]
    accepted, baseline = task.accepted(), task.baseline(options["baseline"])
    task = task.with_input()
    fixing = None
    if options["fix"] or options["diff"]:
        from linter.engine.fixing import Fixing

        fixing = Fixing(task, accepted, baseline)
    if fixing is not None and options["diff"]:
        with told.opened(lang) as (out, *_):
            status = fixing.show(for_programs() if out is sys.stdout else out)  # a patch is no text of this machine
        raise SystemExit(2 if task.unable else status)
    with told.opened(lang) as streams:
        if fixing is not None:
            fixing.fix()
        results = fixing.results() if fixing else run.check_files(task.files, task.job, task.jobs)
        if accepted is not None:
            results = accepted.through(results, rules, lang)
        if baseline is not None:
            results = baseline.through(results)
        if copies is not None:
            results = _annotated(copies, results, task, options)
        watched = Watched(results, threshold)
        context = presentation(task, options, threshold)
        summary = told.write(watched, streams, context, fixing)
    told.tell(summary, context, asked_prior=task.job.archive is not None)
    if copies is not None:
        copies.tell()
    if baseline is not None:
        baseline.tell_settled(rules.selected, lang)
    failed = (fixing is not None and fixing.failed) or (copies is not None and copies.failed)
    raise SystemExit(2 if task.unable or failed else watched.exit_status)


def _annotated(copies: Any, results: Iterator[Any], task: Any, options: dict[str, Any]) -> Iterator[Any]:
    """The results as they come, after a copy of each Word file was written."""
    from datetime import date

    from linter.annotate import annotated
    from linter.reporters.words import summed_up

    today, complete = date.today(), options["select"] is None

    def annotate(data: bytes, result: Any) -> bytes:
        summary = summed_up(result, complete, task.lang)
        asked = {"suggest": options["suggest"], "written": today, "summary": summary, "title": result.title}
        return annotated(data, result.diagnostics, task.lang, **asked)

    found: Iterator[Any] = copies.through(results, annotate, task.job.stdin)
    return found
