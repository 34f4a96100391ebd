"""The command line: options in, exit status out, nothing else.

Exit status 0: nothing at or above `--fail-on`; 1: something is; 2: the command could not do its work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from linter import __version__
from linter.cli import language
from linter.cli import options as declared
from linter.cli.options import Option
from linter.cli.program import LongCommand, Program
from linter.config.configuration import YEARS
from linter.files import compiled as cache
from linter.files.output_formats import SURVEY_FORMATS
from linter.model.diagnostics import ReadError
from linter.notices.refusal import Refusal, note, say
from linter.type_names import Any


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


def _given(*options: Option) -> Callable[[Any], Any]:
    """Options as click has them, in the order in which help lists them."""

    def decorated(command: Any) -> Any:
        for option in reversed(options):
            command = click.option(
                *option.names,
                option.called,
                type=_type(option),
                metavar=option.metavar,
                is_flag=option.is_flag or None,  # False would let a value be left out
                multiple=option.is_repeated,
                shell_complete=_completed(option.completed) if option.completed else None,
            )(command)
        return command

    return decorated


def _type(option: Option) -> Any:
    if option.between is not None:
        return click.IntRange(*option.between)
    return click.Choice(option.choices) if option.choices else None


@main.command(cls=LongCommand)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@_given(*declared.CHECK)
def check(**options: Any) -> None:
    """Check files, folders (searched for reports), or - for standard input."""
    from linter.cli import checking

    checking.check(**options)


@main.command(cls=LongCommand)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", metavar="FILE")
@click.option("--accept", metavar="CODE")
@click.option("--at", metavar="PLACE")
@click.option("--reason", metavar="TEXT")
@click.option("--until", metavar="DATE")
@_given(*declared.IMPOSING, *declared.CHOOSING, declared.FORCE, declared.PROCESSES, declared.NO_CACHE)
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
@_given(*declared.JUDGING, declared.FORCE, declared.PROCESSES, declared.NO_CACHE)
def survey(paths: tuple[str, ...], **options: Any) -> None:
    """Survey the reports of many organs and years: who is missing, what adds up, what needs someone first."""
    _begin(options["no_cache"])
    from linter.cli import surveying

    raise SystemExit(surveying.survey(paths, options))


@main.command()
@click.argument("path")
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json")), default="console")
@_given(declared.STDIN_FILENAME, declared.REGIME, declared.YEAR, declared.NO_CACHE)
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
@_given(declared.STDIN_FILENAME, declared.REGIME, declared.YEAR, declared.FORCE, declared.NO_CACHE)
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
@_given(declared.RULES, declared.CONFIG, declared.LANG, declared.NO_CACHE)
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
@_given(declared.RULES, declared.CONFIG, declared.LANG, declared.NO_CACHE)
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
@click.option("--year", "draft_year", type=click.IntRange(*YEARS))
@click.option("--prior", "last_report", metavar="FILE")
@click.option("-o", "--output", "draft", metavar="FILE")
@_given(declared.FORCE, declared.LANG, declared.NO_CACHE)
def new(**options: Any) -> None:
    """Write next year's report as a draft: the form to fill in, with what last year's report gives."""
    from datetime import date

    from linter.cli import drafting

    prior = options["last_report"]
    last = _parse(prior, {**options, "regime": None, "year": None, "stdin_filename": None}) if prior else None
    drafting.write(options, last, date.today())


@main.command()
@_given(declared.LANG)
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
@_given(declared.REGIME, declared.LEVEL, declared.RULES, declared.CONFIG, declared.LANG, declared.NO_CACHE)
def serve(port: int | None, no_browser: bool, **options: Any) -> None:
    """The local web page: files are dropped into it and shown with what is found."""
    _begin(options["no_cache"])
    from linter.cli import local_page

    local_page.run(port, not no_browser, options)


@main.command()
@click.option("--stdio", is_flag=True)
@_given(*declared.IMPOSING, *declared.CHOOSING, declared.NO_CACHE)
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
