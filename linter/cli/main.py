"""The command line: options in, exit status out, nothing else.

Exit status 0: nothing at or above `--fail-on`; 1: something is; 2: the command could not do its work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from linter import __version__
from linter.cli import language
from linter.cli.program import LongCommand, Program
from linter.config.configuration import FAIL_ON, LEVELS
from linter.engine.watched import Watched
from linter.files import compiled as cache
from linter.files.output_formats import FORMATS, SURVEY_FORMATS
from linter.forms import regimes
from linter.model.diagnostics import ReadError, Severity
from linter.notices.refusal import Refusal, note, say
from linter.rules.schema import LANGUAGES


def _completed(what: str) -> Callable[..., Any]:
    """Completes words in the shell, by a function that is imported only then."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        from linter.cli import completion

        return getattr(completion, what)(context, parameter, incomplete)

    return complete


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="nianbao")
def main() -> None:
    """All commands. What they say of themselves stands in rules/language/commands.yaml."""


_lang = click.option("--lang", type=click.Choice(LANGUAGES))
_config = click.option("--config", metavar="FILE")
_rules = click.option("--rules", "rule_files", metavar="FILE", multiple=True)
_regime = click.option("--regime", type=click.Choice(("auto", *regimes.IDS)))
_year = click.option("--year", type=click.IntRange(2008, 2100))
_no_cache = click.option("--no-cache", is_flag=True)
_level = click.option("--level", type=click.Choice(LEVELS))
_prior = click.option("--prior", metavar="PATH")
_select = click.option("--select", metavar="CODES", shell_complete=_completed("codes"))
_ignore = click.option("--ignore", metavar="CODES", shell_complete=_completed("codes"))
_force = click.option("--force", is_flag=True)
_jobs = click.option("--jobs", type=click.IntRange(1, 256))
_fail_on = click.option("--fail-on", type=click.Choice(FAIL_ON))


def _all(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one, in the order in which help lists them."""

    def decorated(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


_imposing = _all(_regime, _year, _level, _prior)  # what a report is held to be, and held against
_choosing = _all(_rules, _select, _ignore, _config, _lang)
_judging = _all(_rules, _select, _ignore, _fail_on, _config, _lang)


@main.command(cls=LongCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-f", "--format", "formats", type=click.Choice(tuple(FORMATS)), multiple=True)
@click.option("-o", "--output", "outputs", metavar="FILE", multiple=True)
@click.option("--stdin-filename", metavar="NAME")
@_imposing
@_judging
@click.option("--baseline", metavar="FILE")
@click.option("--fix", is_flag=True)
@click.option("--diff", is_flag=True)
@click.option("--annotate", metavar="PATH")
@click.option("--suggest", is_flag=True)
@click.option("--since", metavar="REV")
@click.option("--force-exclude", is_flag=True)
@click.option("--statistics", is_flag=True)
@_force
@_jobs
@_no_cache
def check(paths: tuple[str, ...], formats: tuple[str, ...], outputs: tuple[str, ...], **options: Any) -> None:
    """Check files, folders (searched for reports), or - for standard input."""
    _begin(options["no_cache"])
    from linter.cli import preparation
    from linter.cli.outputs import Outputs, for_programs, presentation
    from linter.engine import run
    from linter.files.search import STDIN

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


@main.command(cls=LongCommand)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", metavar="FILE")
@click.option("--accept", metavar="CODE")
@click.option("--at", metavar="PLACE")
@click.option("--reason", metavar="TEXT")
@click.option("--until", metavar="DATE")
@_imposing
@_choosing
@_force
@_jobs
@_no_cache
def baseline(paths: tuple[str, ...], output: str | None, **options: Any) -> None:
    """Write what is found now into a file, so that check --baseline reports only what is new."""
    _begin(options["no_cache"])
    from linter.cli import accepting, preparation

    if options["accept"] is not None:
        accepting.accept(paths, {**options, "output": output})
        return
    accepting.refuse_alone(options)
    from linter.cli.outputs import unwritable
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
        raise unwritable(output, error, task.lang) from None
    raise SystemExit(0 if able else 2)


@main.command(cls=LongCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-f", "--format", "format_", type=click.Choice(tuple(SURVEY_FORMATS)))
@click.option("-o", "--output", "survey_output", metavar="FILE")
@click.option("--organs", metavar="FILE")
@click.option("--resume", is_flag=True)
@_judging
@_force
@_jobs
@_no_cache
def survey(paths: tuple[str, ...], **options: Any) -> None:
    """Survey the reports of many organs and years: who is missing, what adds up, what needs someone first."""
    _begin(options["no_cache"])
    from linter.cli import surveying

    raise SystemExit(surveying.survey(paths, options))


@main.command()
@click.argument("path")
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json")), default="console")
@click.option("--stdin-filename", metavar="NAME")
@_regime
@_year
@_no_cache
@click.option("--figures", is_flag=True)
def tree(path: str, format_: str, figures: bool, **options: Any) -> None:
    """Print the section tree of a report, with the line of each heading."""
    from linter.cli.outputs import for_programs

    report = _parse(path, options)
    if figures:
        from linter.cli import figure_views

        figure_views.write_figures(report, format_, for_programs(format_))
        return
    from linter.cli import views

    views.write_tree(report, format_, for_programs(format_))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json", "csv", "yaml", "xlsx")))
@click.option("-o", "--output", "table_output", metavar="FILE")
@click.option("--stdin-filename", metavar="NAME")
@_regime
@_year
@_force
@_no_cache
def extract(paths: tuple[str, ...], format_: str | None, table_output: str | None, **options: Any) -> None:
    """Print the figures of a report's tables, cell by cell under their canonical addresses."""
    from linter import reference
    from linter.cli import extraction, views
    from linter.cli.outputs import for_programs

    def parse(path: str) -> Any:
        return _parse(path, options)

    if extraction.is_table(paths, format_, table_output):
        raise SystemExit(extraction.write(paths, format_, table_output, parse, for_programs(), options["force"]))
    report = parse(paths[0])
    if not report.tables:
        note(say(language.spoken(), "没有找到年报的表格", "no table of the form was found"))
    format_ = format_ or "console"
    views.write_tables(report, reference.load().forms, format_, for_programs(format_))


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
    from linter.cli.outputs import for_programs
    from linter.cli.preparation import load_config, load_rules
    from linter.engine import file_errors

    config = load_config(options["config"], options["lang"])
    lang = options["lang"] or config.told_lang or language.spoken()
    shown = (*load_rules(config, rule_files, lang).rules, *file_errors.load())
    rule_views.write_rules(sorted(shown, key=lambda rule: rule.code), format_, lang, for_programs(format_))


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
    lang = options["lang"] or config.told_lang or language.spoken()
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
@click.option("--organ", metavar="NAME")
@click.option("--year", "draft_year", type=click.IntRange(2008, 2100))
@click.option("--prior", "last_report", metavar="FILE")
@click.option("-o", "--output", "draft", metavar="FILE")
@_force
@_lang
@_no_cache
def new(**options: Any) -> None:
    """Write next year's report as a draft: the form to fill in, with what last year's report gives."""
    from datetime import date

    from linter.cli import drafting

    prior = options["last_report"]
    last = _parse(prior, {**options, "regime": None, "year": None, "stdin_filename": None}) if prior else None
    drafting.write(options, last, date.today())


@main.command()
@_lang
def init(lang: str | None) -> None:
    """Write .nianbao.yaml and a pre-commit entry into this folder, never over an existing file."""
    from linter.cli import starter as starting

    lang = lang or language.spoken()
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
        from linter.notices.system_errors import reason

        why = reason(error, lang)
        raise Refusal(say(lang, f"这里无法写入文件：{why}", f"cannot write here: {why}")) from None
    if not written:
        raise Refusal(say(lang, "没有写任何文件", "nothing was written"))


@main.command(hidden=True)
@click.argument("name", type=click.Choice(("config", "rules")))
def schema(name: str) -> None:
    """Print the JSON schema of the configuration or of rule files, for editors."""
    from linter.cli.outputs import for_programs
    from linter.config.json_schemas import SCHEMAS
    from linter.reporters.printable import json_writer

    out = for_programs()
    out.write(json_writer(out, indent=2)(SCHEMAS[name]()) + "\n")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535))
@click.option("--no-browser", is_flag=True)
@_regime
@_level
@_rules
@_config
@_lang
@_no_cache
def serve(port: int | None, no_browser: bool, **options: Any) -> None:
    """The local web page: files are dropped into it and shown with what is found."""
    _begin(options["no_cache"])
    from linter.cli import local_page

    local_page.run(port, not no_browser, options)


@main.command()
@click.option("--stdio", is_flag=True)
@_imposing
@_choosing
@_no_cache
def lsp(stdio: bool, **options: Any) -> None:
    """The language server: an editor shows what is found while a report is written."""
    _begin(options["no_cache"])
    from linter.cli import editing

    editing.run(options)


@main.command("help", add_help_option=False)
@click.argument("command", required=False)
@click.pass_context
def show_help(context: click.Context, command: str | None) -> None:
    """Show how a command is used."""
    group = context.parent or context
    if command is None:
        click.echo(group.get_help())
        return
    _, found, _ = main.resolve_command(group, [command])
    click.echo(click.Context(found, group, found.name).get_help())


def _begin(no_cache: bool) -> None:
    if no_cache:
        cache.disable()


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
        message = error.in_language(language.spoken()).message
        raise Refusal(f"{name}: {error.code} {message}") from None
