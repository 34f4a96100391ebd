"""`nianbao serve`: from its options to the page, and what is said where the page cannot be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from linter.cli import language
from linter.cli.desk.desk_words import words
from linter.cli.preparation import load_config, load_rules, unless_auto
from linter.engine.lint import Options
from linter.notices.refusal import Refusal


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
        from linter.cli.desk.routes import Setting
        from linter.cli.desk.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("linter"):
            raise
        raise Refusal(said["not-installed"]) from None
    rules = load_rules(config, options["rule_files"], options["lang"] or config.told_lang)
    imposed = Options(
        regime=unless_auto(options["regime"] or config.regime),
        year=config.year,
        level=unless_auto(options["level"] or config.level),
    )
    try:
        serve(Setting(rules, imposed, lang), port or 0, opens_browser, click.echo)
    except OSError as error:
        from linter.notices.system_errors import reason

        raise Refusal(said.told("port-taken", port or 0, reason(error, lang))) from None
