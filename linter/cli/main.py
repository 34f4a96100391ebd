"""The command line: options in, exit status out, nothing else.

Exit status 0: nothing at or above `--fail-on`; 1: something is; 2: the command could not do its work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any, NoReturn, TextIO

import click

from linter import __version__
from linter.config.configuration import FAIL_ON, LEVELS
from linter.engine.watched import Watched
from linter.files import compiled as cache
from linter.files.output_formats import FORMATS
from linter.forms import regimes
from linter.model.diagnostics import ReadError, Severity
from linter.notices import harmless, progress
from linter.notices.refusal import Refusal, note, say
from linter.notices.terminal import is_terminal, terminal_width
from linter.rules.schema import LANGUAGES


def _completed(what: str) -> Callable[..., Any]:
    """Completes words in the shell, by a function that is imported only then."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        from linter.cli import completion

        return getattr(completion, what)(context, parameter, incomplete)

    return complete


class _Long(click.Command):
    """A command that may take long: it shows how far it is."""

    def invoke(self, ctx: click.Context) -> Any:
        with progress.shown(ctx.params.get("lang") or "zh"):
            return super().invoke(ctx)


@contextmanager
def _harmless() -> Iterator[None]:
    """What click says of wrong arguments quotes them."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.ClickException as error:
        error.message = harmless.line(harmless.visible(error.message))  # type: ignore[misc]
        raise


class _Commands(click.Group):
    """Turns whatever goes wrong outside a report into a sentence and exit status 2."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _harmless():
            return super().make_context(*args, **kwargs)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # the disk is full, for instance
            reason = error.strerror or type(error).__name__
            note(f"读写失败：{reason} (cannot read or write)")
            _let_go_of_output()
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        if sys.stdout is None:
            raise Refusal("标准输出已关闭 (standard output is closed)")
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a sign is no reason to fail
        try:
            try:
                with _harmless():
                    return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # what cannot be written is told here, not when the interpreter ends
        except ReadError as error:
            raise Refusal(error.message) from None
        except BrokenPipeError:
            _let_go_of_output()  # whoever read our output has gone
            ctx.exit(0)
        except OSError:
            raise
        except KeyboardInterrupt:
            note("已中断 (interrupted)")
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # no traceback ever reaches a user
            kind = type(error).__name__
            raise Refusal(f"程序出错（{kind}），请报告此问题 (the program failed, please report this)") from error


def _let_go_of_output() -> None:
    """Send what is still to be written nowhere, so that the end of the interpreter does not fail again."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="nianbao")
def main() -> None:
    """Checks government annual reports on information disclosure (政府信息公开工作年度报告)."""


_lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages [zh].")
_config = click.option("--config", metavar="FILE", help="Default: the nearest .nianbao.yaml or pyproject.toml.")
_rules = click.option("--rules", "rule_files", metavar="FILE", multiple=True, help="A further rule file.")
_regime = click.option("--regime", type=click.Choice(("auto", *regimes.IDS)), help="The form to check by [auto].")
_year = click.option("--year", type=click.IntRange(2008, 2100), help="The report's year, where it does not say.")
_no_cache = click.option("--no-cache", is_flag=True, help="Use and keep nothing from run to run.")


_level = click.option("--level", type=click.Choice(LEVELS), help="The publishing organ's level [auto].")
_prior = click.option("--prior", metavar="PATH", help="Last year's report: a file, or a folder to find it in.")
_select = click.option(
    "--select", metavar="CODES", help="Only these codes or prefixes, e.g. A,T205.", shell_complete=_completed("codes")
)
_ignore = click.option(
    "--ignore", metavar="CODES", help="All but these codes or prefixes.", shell_complete=_completed("codes")
)
_force = click.option("--force", is_flag=True, help="Write over an existing file that is no output of this program.")
_jobs = click.option("--jobs", type=click.IntRange(1, 256), help="Processes [cores, when there are many files].")


@main.command(cls=_Long)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-f", "--format", "format_", type=click.Choice(tuple(FORMATS)), help="console on a terminal, else concise."
)
@click.option("-o", "--output", metavar="FILE", help="Write the report there.")
@click.option("--stdin-filename", metavar="NAME", help="With -: the name, and so the format, of what comes in.")
@_regime
@_year
@_level
@_prior
@_rules
@_select
@_ignore
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="The severity that makes the exit status 1 [error].")
@_config
@_lang
@click.option("--baseline", metavar="FILE", help="Report only what the baseline does not hold.")
@click.option("--fix", is_flag=True, help="Apply the safe fixes; they change no figure.")
@click.option("--diff", is_flag=True, help="Show the safe fixes as a unified diff, and change nothing.")
@click.option("--annotate", metavar="PATH", help="Write copies of Word files with comments: a .docx, or a folder.")
@click.option("--suggest", is_flag=True, help="With --annotate: safe fixes and certain figures as tracked changes.")
@_force
@_jobs
@_no_cache
def check(paths: tuple[str, ...], format_: str | None, output: str | None, **options: Any) -> None:
    """Check files, folders (searched for reports), or - for standard input."""
    _begin(options["no_cache"])
    from linter import reporters
    from linter.cli import preparation
    from linter.engine import run

    format_ = format_ or ("console" if output is None and is_terminal(sys.stdout) else "concise")
    task = preparation.prepare(paths, options, excerpts=FORMATS[format_].excerpts, proof=FORMATS[format_].proof)
    lang, rules = task.lang, task.rules
    if options["suggest"] and options["annotate"] is None:
        raise Refusal(say(lang, "--suggest 要与 --annotate 一起用", "--suggest goes with --annotate"))
    task, guard, copies = _outputs(task, options, output)
    fail_on = options["fail_on"] or task.config.fail_on
    threshold = None if fail_on == "never" else Severity[fail_on.upper()]
    accepted, baseline = task.accepted(), task.baseline(options["baseline"])
    task = task.with_input()
    fixing = None
    if options["fix"] or options["diff"]:
        from linter.engine.fixing import Fixing

        fixing = Fixing(task, accepted, baseline)
    if fixing is not None and options["diff"]:
        with _opened(output, lang, guard) as out:
            status = fixing.show(out)
        raise SystemExit(2 if task.unable else status)
    with _opened(output, lang, guard) as out:
        if fixing is not None:
            fixing.fix()
        results = fixing.results() if fixing else run.check_files(task.files, task.job, task.jobs)
        if accepted is not None:
            results = accepted.through(results, rules, lang)
        if baseline is not None:
            results = baseline.through(results)
        if copies is not None:
            results = _annotated(copies, results, task, options["suggest"])
        watched = Watched(results, threshold)
        context = reporters.Presentation(
            lang=lang,
            rules={rule.code: rule for rule in rules.rules if rule.code in rules.selected},
            color=output is None and is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"),
            width=terminal_width(),
            fail_on=threshold,
            complete=options["select"] is None,
        )
        reporters.write(format_, watched, sys.stderr if fixing and fixing.takes(out) else out, context)
    if baseline is not None:
        baseline.tell_settled(rules.selected, lang)
    failed = (fixing is not None and fixing.failed) or (copies is not None and copies.failed)
    raise SystemExit(2 if task.unable or failed else watched.exit_status)


@main.command(cls=_Long)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", metavar="FILE", help="Write the baseline there [that of the configuration].")
@_regime
@_year
@_level
@_prior
@_rules
@_select
@_ignore
@_config
@_lang
@_force
@_jobs
@_no_cache
def baseline(paths: tuple[str, ...], output: str | None, **options: Any) -> None:
    """Write what is found now into a file, so that check --baseline reports only what is new."""
    _begin(options["no_cache"])
    from linter.cli import preparation
    from linter.engine import new_baseline
    from linter.engine.targets import Targets, without, without_output
    from linter.files import own_output as own
    from linter.files.writing import WriteError

    task = preparation.prepare(paths, options)
    output = output or task.config.baseline
    if output is None:
        raise Refusal(say(task.lang, "请用 -o 写明基线文件", "name the baseline file with -o"))
    task = without_output(task, output, own.is_baseline)
    targets = Targets(task, options, output)
    guard = targets.guard(own.is_baseline)
    targets.check("-o", output, guard)
    task = task._replace(files=without(task.files, {*targets.streams()})).with_input()
    try:
        able = new_baseline.make(task, output, guard)
    except WriteError as error:
        raise _unwritable(output, error, task.lang) from None
    raise SystemExit(0 if able else 2)


@main.command()
@click.argument("path")
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json")), default="console")
@click.option("--stdin-filename", metavar="NAME")
@_regime
@_year
@_no_cache
@click.option("--figures", is_flag=True, help="What was understood of each figure in the text.")
def tree(path: str, format_: str, figures: bool, **options: Any) -> None:
    """Print the section tree of a report, with the line of each heading."""
    report = _parse(path, options)
    if figures:
        from linter.cli import figure_views

        figure_views.write_figures(report, format_, sys.stdout)
        return
    from linter.cli import views

    views.write_tree(report, format_, sys.stdout)


@main.command()
@click.argument("path")
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json", "csv", "yaml")), default="console")
@click.option("--stdin-filename", metavar="NAME")
@_regime
@_year
@_no_cache
def extract(path: str, format_: str, **options: Any) -> None:
    """Print the figures of a report's tables, cell by cell under their canonical addresses."""
    report = _parse(path, options)
    from linter import reference
    from linter.cli import views

    if not report.tables:
        note("没有找到年报的表格 (no table of the form was found)")
    views.write_tables(report, reference.load().forms, format_, sys.stdout)


@main.command()
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json", "markdown")), default="console")
@_rules
@_config
@_lang
@_no_cache
def rules(format_: str, rule_files: tuple[str, ...], **options: Any) -> None:
    """List every rule with its severity and basis."""
    _begin(options["no_cache"])
    from linter.cli import rule_views
    from linter.cli.preparation import load_config, load_rules
    from linter.engine import file_errors

    config = load_config(options["config"], options["lang"])
    lang = options["lang"] or config.lang
    shown = (*load_rules(config, rule_files, lang).rules, *file_errors.load())
    rule_views.write_rules(sorted(shown, key=lambda rule: rule.code), format_, lang, sys.stdout)


@main.command()
@click.argument("code", shell_complete=_completed("rule"))
@_rules
@_config
@_lang
@_no_cache
def explain(code: str, rule_files: tuple[str, ...], **options: Any) -> None:
    """Explain one rule: what it asks, why, a failing and a passing example."""
    _begin(options["no_cache"])
    from linter.cli import rule_views
    from linter.cli.preparation import load_config, load_rules
    from linter.engine import file_errors

    config = load_config(options["config"], options["lang"])
    lang = options["lang"] or config.lang
    loaded = load_rules(config, rule_files, lang).rules
    known = {rule.code: rule for rule in (*loaded, *file_errors.load())}
    known |= {rule.name: rule for rule in known.values()}
    rule = known.get(code.upper()) or known.get(code.lower())
    if rule is None:
        from linter.placed.nodes import nearest

        guess = nearest(code.upper(), known) or nearest(code.lower(), known)
        hint = say(lang, f"，是否指 {guess}", f", did you mean {guess}") if guess else ""
        raise Refusal(say(lang, f"没有规则 {code}{hint}", f"no such rule: {code}{hint}"))
    rule_views.write_explanation(rule, loaded, lang, sys.stdout)


@main.command()
@_lang
def init(lang: str | None) -> None:
    """Write .nianbao.yaml and a pre-commit entry into this folder, never over an existing file."""
    from linter.cli import starter as starting

    lang = lang or "zh"
    written = False
    try:
        for step in starting.write("."):
            told = f"{step.file} {say(lang, step.zh, step.en)}"
            if step.written or step.addition:
                click.echo(told)
                click.echo(step.addition, nl=False)
            else:
                note(told)
            written |= step.written
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal(say(lang, f"这里无法写入文件：{reason}", f"cannot write here: {reason}")) from None
    if not written:
        raise Refusal(say(lang, "没有写任何文件", "nothing was written"))


@main.command(hidden=True)
@click.argument("name", type=click.Choice(("config", "rules")))
def schema(name: str) -> None:
    """Print the JSON schema of the configuration or of rule files, for editors."""
    from linter.config.json_schemas import SCHEMAS
    from linter.reporters.printable import json_writer

    sys.stdout.write(json_writer(sys.stdout, indent=2)(SCHEMAS[name]()) + "\n")


def _later_command(name: str) -> None:
    @main.command(name, context_settings={"ignore_unknown_options": True}, hidden=True)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def refused(arguments: tuple[str, ...]) -> None:
        _refuse_later(name)


for _name in ("serve",):
    _later_command(_name)


def _refuse_later(what: str) -> NoReturn:
    raise Refusal(f"“{what}”这个版本还不能用 (not available in this version yet)")


def _begin(no_cache: bool) -> None:
    if no_cache:
        cache.disable()


def _outputs(task: Any, options: dict[str, Any], output: str | None) -> tuple[Any, Any, Any]:
    """What is written is looked at before anything is checked.

    Returns:
        the task without what is written, what decides whether the report may be written, the annotated copies if any.

    Raises:
        Refusal: something is in the way that must not be written over.
    """
    from linter.files.identity import connected, identity

    if output is None and options["annotate"] is None and not (connected(1) or connected(2)):
        return task, None, None
    from linter.engine.targets import Targets, without, without_output
    from linter.files import own_output as own

    if output is not None:
        task = without_output(task, output, own.is_report)
    targets = Targets(task, options)
    guard, copies = targets.guard(own.is_report), None
    written = {*targets.streams()}
    if output is not None:
        targets.check("-o", output, guard)
        here = identity(output)
        written |= {here} if here else set()
    files = without(task.files, written)
    if options["annotate"] is not None:
        from linter.annotate.copies import Copies

        copies = Copies(options["annotate"], files, targets, options["stdin_filename"], task.lang)
        files = copies.paths
        places = map(os.path.realpath, (options["annotate"], *copies.places()))
        if output is not None and os.path.realpath(output) in places:
            zh, en = f"-o 和 --annotate 都要写 {output}", f"-o and --annotate both write {output}"
            raise Refusal(say(task.lang, zh, en))
    if not files:
        raise Refusal(say(task.lang, "没有可检查的文件", "there are no files to check"))
    return task._replace(files=files), guard, copies


def _annotated(copies: Any, results: Iterator[Any], task: Any, suggest: bool) -> Iterator[Any]:
    """The results as they come, after a copy of each Word file was written."""
    from datetime import date

    from linter.annotate import annotated

    today = date.today()

    def annotate(data: bytes, result: Any) -> bytes:
        return annotated(data, result.diagnostics, task.lang, suggest=suggest, written=today)

    found: Iterator[Any] = copies.through(results, annotate, task.job.stdin)
    return found


def _parse(path: str, options: dict[str, Any]) -> Any:
    _begin(options["no_cache"])
    from linter import readers, reference
    from linter.files import search as files
    from linter.parsing import parser
    from linter.readers.guard import as_read_error

    name = (options["stdin_filename"] or path) if path == files.STDIN else path
    regime = None if options["regime"] == "auto" else options["regime"]
    try:
        with as_read_error():
            document = readers.read(name, files.content(path))
            return parser.parse_document(document, reference.load(), regime=regime, year=options["year"])
    except ReadError as error:
        raise Refusal(f"{name}: {error.code} {error.message}") from None


@contextmanager
def _opened(path: str | None, lang: str, guard: Any) -> Iterator[TextIO]:
    """Standard output, or the file that the report goes to."""
    if path is None:
        yield sys.stdout
        return
    from linter.files.writing import WriteError, opened

    try:
        with opened(path, guard) as out:
            yield out
    except WriteError as error:
        raise _unwritable(path, error, lang) from None


def _unwritable(path: str, error: Exception, lang: str) -> Refusal:
    return Refusal(say(lang, f"无法写入 {path}：{error}", f"cannot write {path}: {error}"))
