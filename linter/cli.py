"""The command line: options in, exit status out, nothing else.

Exit status 0: nothing at or above `--fail-on`; 1: something is; 2: the command could not do its work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, Any, NoReturn, TextIO

import click

from linter import __version__, cache
from linter.config import FAIL_ON, LEVELS
from linter.diagnostics import ReadError, Severity
from linter.output import OutputError, Watched, is_terminal, opened, terminal_width
from linter.rule_schema import LANGUAGES, REGIMES

_FORMATS = ("console", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html")
_LATER_FORMATS = ("gitlab", "junit", "markdown", "html")


class Refusal(click.ClickException):
    """The command cannot do its work: one sentence on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"nianbao: {self.message}", file=file, err=file is None)


class _Group(click.Group):
    """Turns whatever goes wrong outside a report into a sentence and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a sign is no reason to fail
        try:
            return super().invoke(ctx)
        except ReadError as error:
            raise Refusal(error.message) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read our output has gone
            ctx.exit(0)
        except KeyboardInterrupt:
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # no traceback ever reaches a user
            kind = type(error).__name__
            raise Refusal(f"程序出错（{kind}），请报告此问题 (the program failed, please report this)") from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="nianbao")
def main() -> None:
    """Checks government annual reports on information disclosure (政府信息公开工作年度报告)."""


_lang = click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages [zh].")
_config = click.option("--config", metavar="FILE", help="Default: the nearest .nianbao.yaml or pyproject.toml.")
_rules = click.option("--rules", "rule_files", metavar="FILE", multiple=True, help="A further rule file.")
_regime = click.option("--regime", type=click.Choice(("auto", *REGIMES)), help="The form to check by [auto].")
_year = click.option("--year", type=click.IntRange(2008, 2100), help="The report's year, where it does not say.")
_no_cache = click.option("--no-cache", is_flag=True, help="Use and keep nothing from run to run.")


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-f", "--format", "format_", type=click.Choice(_FORMATS), help="console on a terminal, else concise.")
@click.option("-o", "--output", metavar="FILE", help="Write the report there.")
@click.option("--stdin-filename", metavar="NAME", help="With -: the name, and so the format, of what comes in.")
@_regime
@_year
@click.option("--level", type=click.Choice(LEVELS), help="The publishing organ's level [auto].")
@click.option("--prior", metavar="PATH", help="Last year's report: a file, or a folder to find it in.")
@_rules
@click.option("--select", metavar="CODES", help="Only these codes or prefixes, e.g. A,T205.")
@click.option("--ignore", metavar="CODES", help="All but these codes or prefixes.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="The severity that makes the exit status 1 [error].")
@_config
@_lang
@click.option("--baseline", metavar="FILE", help="Only what the baseline does not hold (a later version).")
@click.option("--fix", is_flag=True, help="Apply the safe fixes (a later version).")
@click.option("--diff", is_flag=True, help="Show the safe fixes (a later version).")
@click.option("--annotate", metavar="PATH", help="Write copies of Word files with comments: a .docx, or a folder.")
@click.option("--suggest", is_flag=True, help="With --annotate: safe fixes and certain figures as tracked changes.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes [cores, when there are many files].")
@_no_cache
def check(paths: tuple[str, ...], format_: str | None, output: str | None, **options: Any) -> None:
    """Check files, folders (searched for reports), or - for standard input."""
    for later in ("baseline", "fix", "diff"):
        if options[later]:
            _refuse_later(f"--{later}")
    if format_ in _LATER_FORMATS:
        _refuse_later(f"--format {format_}")
    _begin(options["no_cache"])
    from linter import files, reporters, run
    from linter.lint import Options

    config = _load_config(options["config"], options["lang"])
    lang = options["lang"] or config.lang
    rules = _load_rules(config, options["rule_files"], lang, options["select"], options["ignore"])
    if not rules.selected:
        raise Refusal(_say(lang, "没有选中任何规则", "no rule is selected"))
    root = os.path.dirname(config.path) if config.path else "."
    found = list(files.find(paths or (".",), config.exclude, root or "."))
    if not found:
        raise Refusal(_say(lang, "没有可检查的文件", "there are no files to check"))
    format_ = format_ or ("console" if output is None and is_terminal(sys.stdout) else "concise")
    job = run.Job(
        rules,
        Options(
            regime=_unless_auto(options["regime"] or config.regime),
            year=options["year"] or config.year,
            level=_unless_auto(options["level"] or config.level),
            lang=lang,
            excerpts=format_ == "console",
        ),
        options["stdin_filename"],
        pairs=any(rule.check in _ACROSS_YEARS for rule in rules.rules if rule.code in rules.selected),
    )
    prior = options["prior"] or config.prior
    if prior is not None:
        job = job._replace(archive=_archive(prior, job, options["jobs"] or config.jobs))
    fail_on = options["fail_on"] or config.fail_on
    threshold = None if fail_on == "never" else Severity[fail_on.upper()]
    results = run.check_files(found, job, options["jobs"] or config.jobs)
    if options["annotate"] is not None:
        results = _annotated(results, options["annotate"], found, lang, options["suggest"])
    elif options["suggest"]:
        raise Refusal(_say(lang, "--suggest 要与 --annotate 一起用", "--suggest goes with --annotate"))
    watched = Watched(results, len(found), threshold, lang)
    with _opened(output, lang) as out:
        context = reporters.Context(
            lang=lang,
            rules={rule.code: rule for rule in rules.rules if rule.code in rules.selected},
            color=output is None and is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"),
            width=terminal_width(),
            fail_on=threshold,
            complete=options["select"] is None,
        )
        reporters.write(format_, watched, out, context)
    raise SystemExit(watched.exit_status)


@main.command()
@click.argument("path")
@click.option("-f", "--format", "format_", type=click.Choice(("console", "json")), default="console")
@click.option("--stdin-filename", metavar="NAME")
@_regime
@_year
@_no_cache
def tree(path: str, format_: str, **options: Any) -> None:
    """Print the section tree of a report, with the line of each heading."""
    from linter import views

    views.write_tree(_parse(path, options), format_, sys.stdout)


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
    from linter import reference, views

    if not report.tables:
        click.echo("nianbao: 没有找到年报的表格 (no table of the form was found)", err=True)
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
    from linter import rule_views

    config = _load_config(options["config"], options["lang"])
    lang = options["lang"] or config.lang
    rule_views.write_rules(_load_rules(config, rule_files, lang).rules, format_, lang, sys.stdout)


@main.command()
@click.argument("code")
@_rules
@_config
@_lang
@_no_cache
def explain(code: str, rule_files: tuple[str, ...], **options: Any) -> None:
    """Explain one rule: what it asks, why, a failing and a passing example."""
    _begin(options["no_cache"])
    from linter import rule_views

    config = _load_config(options["config"], options["lang"])
    lang = options["lang"] or config.lang
    known = {rule.code: rule for rule in _load_rules(config, rule_files, lang).rules}
    known |= {rule.name: rule for rule in known.values()}
    rule = known.get(code.upper()) or known.get(code.lower())
    if rule is None:
        from linter.placed import nearest

        guess = nearest(code.upper(), known) or nearest(code.lower(), known)
        hint = _say(lang, f"，是否指 {guess}", f", did you mean {guess}") if guess else ""
        raise Refusal(_say(lang, f"没有规则 {code}{hint}", f"no such rule: {code}{hint}"))
    rule_views.write_explanation(rule, lang, sys.stdout)


def _later_command(name: str) -> None:
    @main.command(name, context_settings={"ignore_unknown_options": True}, hidden=True)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def refused(arguments: tuple[str, ...]) -> None:
        _refuse_later(name)


for _name in ("baseline", "init", "serve"):
    _later_command(_name)


def _refuse_later(what: str) -> NoReturn:
    raise Refusal(f"“{what}”这个版本还不能用 (not available in this version yet)")


def _begin(no_cache: bool) -> None:
    if no_cache:
        cache.disable()


def _say(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _unless_auto(value: str | None) -> str | None:
    return None if value == "auto" else value


def _load_config(explicit: str | None, lang: str | None) -> Any:
    from linter import config

    try:
        return config.load(explicit, os.getcwd())
    except config.ConfigError as error:
        raise Refusal(error.in_language(lang or "zh")) from None


def _load_rules(
    config: Any, files: Sequence[str], lang: str, chosen: str | None = None, ignored: str | None = None
) -> Any:
    from linter import lint
    from linter import rules as rule_files

    try:
        loaded = rule_files.load((*config.rules, *files))
    except rule_files.RuleError as error:
        raise Refusal(error.in_language(lang)) from None
    loaded = lint.with_severities(loaded, config.severity)
    wanted = _codes(chosen) if chosen is not None else config.select
    unwanted = (*config.ignore, *_codes(ignored)) if ignored is not None else config.ignore
    for code in (*wanted, *unwanted):
        if not any(rule.code.startswith(code) for rule in loaded):
            message = _say(lang, f"提示：没有代码以 {code} 开头的规则", f"note: no rule's code begins with {code}")
            click.echo(f"nianbao: {message}", err=True)
    return lint.select(loaded, wanted, unwanted)


_ACROSS_YEARS = ("carry-over", "stock", "copied")


def _archive(path: str, job: Any, jobs: int | None) -> Any:
    """The reports that last year's is looked for among: one file, or a folder with its subfolders."""
    from linter import files, run
    from linter.prior import Archive

    lang = job.options.lang
    if not os.path.exists(path):
        raise Refusal(_say(lang, f"--prior：没有这个文件或文件夹：{path}", f"--prior: no such file or folder: {path}"))
    found = list(files.find((path,)))
    known = []
    for name, report in zip(found, run.known_reports(found, job, jobs), strict=True):
        if isinstance(report, ReadError):
            message = report.in_language(lang).message
            if not os.path.isdir(path):
                raise Refusal(f"--prior：{name}：{message}" if lang == "zh" else f"--prior: {name}: {message}")
            click.echo(f"nianbao: --prior: {name}: {message}", err=True)
        else:
            known.append(report)
    return Archive(tuple(known), is_named=not os.path.isdir(path))


def _annotated(results: Any, target: str, found: Sequence[str], lang: str, suggest: bool) -> Iterator[Any]:
    """The results as they come, after a copy of each Word file was written."""
    from linter.annotate import annotated
    from linter.annotate.copies import Copies

    def annotate(data: bytes, result: Any) -> bytes:
        return annotated(data, result.diagnostics, lang, suggest=suggest)

    try:
        copies = Copies(target, found)
        yield from copies.write(results, annotate, lambda note: click.echo(f"nianbao: {note}", err=True))
    except OutputError as error:
        raise Refusal(f"--annotate：{error}") from None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _parse(path: str, options: dict[str, Any]) -> Any:
    _begin(options["no_cache"])
    from linter import files, parser, readers, reference

    name = (options["stdin_filename"] or path) if path == files.STDIN else path
    document = readers.read(name, files.content(path))
    regime = _unless_auto(options["regime"])
    return parser.parse_document(document, reference.load(), regime=regime, year=options["year"])


@contextmanager
def _opened(path: str | None, lang: str) -> Iterator[TextIO]:
    try:
        with opened(path) as out:
            yield out
    except OutputError as error:
        raise Refusal(_say(lang, f"无法写入 {path}：{error}", f"cannot write {path}: {error}")) from None
