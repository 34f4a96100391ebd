"""`nianbao lsp`: from its options to the server, and what is said where that cannot be had."""

from __future__ import annotations

import os
from collections.abc import Mapping

from linter.cli import language
from linter.notices.refusal import Refusal, say
from linter.type_names import Any


def run(options: Mapping[str, Any]) -> None:
    """Speak to an editor over standard input and output until it has done.

    Args:
        options: those of the command.

    Raises:
        Refusal: the library is not there.
    """
    try:
        from linter.cli.editor.language_server import made
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("linter"):
            raise
        zh = "接编辑器要先安装 pygls：pip install 'nianbao-lint[lsp]'"
        raise Refusal(say(language.spoken(), zh, "editors need pygls: pip install 'nianbao-lint[lsp]'")) from None
    # the library closes what it speaks through, and standard output is still to be flushed
    with open(os.dup(0), "rb") as heard, open(os.dup(1), "wb") as spoken:
        made(options).start_io(heard, spoken)
