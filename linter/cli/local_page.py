"""`nianbao serve`: from its options to the page, and what is said where the page cannot be had."""

from __future__ import annotations

from collections.abc import Mapping

import click

from linter.cli import language
from linter.cli.desk.desk_words import words
from linter.cli.preparation import imposed, load_config, load_rules, with_prior
from linter.config.configuration import Config
from linter.engine.job import Job
from linter.engine.task import Task
from linter.notices.refusal import Refusal
from linter.type_names import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.cli.desk.routes import Setting


def run(port: int | None, opens_browser: bool, options: Mapping[str, Any]) -> None:
    """Serve the page until somebody ends it.

    Args:
        port: the one that was asked for, None for any.
        opens_browser: the address is opened, not only printed.
        options: the others of the command.

    Raises:
        Refusal: the libraries are not there, the port cannot be had, or the configuration or a rule file is wrong.
    """
    config = load_config(options["config"], options["lang"])
    lang = options["lang"] or config.told_lang or language.spoken()
    said = words(lang)
    try:
        from linter.cli.desk.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("linter"):
            raise
        raise Refusal(said["not-installed"]) from None
    chosen = setting(config, options, lang)
    try:
        serve(chosen, port or 0, opens_browser, click.echo)
    except OSError as error:
        from linter.notices.system_errors import reason

        raise Refusal(said.told("port-taken", port or 0, reason(error, lang))) from None


def setting(config: Config, options: Mapping[str, Any], lang: str) -> Setting:
    """How files are checked on the page: as `check` checks them in the current folder.

    Args:
        config: the configuration in force there.
        options: those of the command.
        lang: the language that the page begins in.

    Raises:
        Refusal: the configuration, a rule file, the baseline or what is named as last year's reports is wrong.
    """
    from linter.cli.desk.left_out import LeftOut
    from linter.cli.desk.routes import Setting

    asked = options["lang"] or config.told_lang
    rules = load_rules(config, options["rule_files"], asked)
    job, _ = with_prior(Job(rules, imposed(options, config)._replace(lang=lang)), config, None, config.jobs, asked)
    task = Task(config, (".",), [], job, config.jobs)
    return Setting(rules, job.options, lang, job.archive, LeftOut(task, task.baseline(None)))
