"""The language in which the command speaks of itself, its words, and those of the library that reads its arguments.

Reports are written in that of --lang or the configuration, Chinese by default. Help and what is said of wrong arguments
also follow the environment, as other programs do: what is in force is known before a report is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache

from linter.rules.schema import LANGUAGES
from linter.type_names import Any

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Modules of click; what `decorators` says is help, for which we have words of our own.
_SPEAKING = ("core", "exceptions", "formatting", "parser", "types")
_TRIED = "No such option"  # raised in the ordinary course as well, for -f, and caught again: said in `no_such_option`
_arguments: Sequence[str] = ()
_spoken: str | None = None


def listen(arguments: Sequence[str]) -> None:
    """Take what the command was given, of which --lang may be a part that nobody comes to read; click speaks that, too.

    It marks its texts for gettext, which wants compiled catalogues on disk: the two functions are replaced.
    """
    global _arguments, _spoken
    _arguments, _spoken = arguments, None
    for name in _SPEAKING:
        module: Any = sys.modules.get(f"click.{name}")
        if module is not None:
            module._, module.ngettext = _translated, _translated_number


def spoken() -> str:
    """The language of help and of what is said of wrong arguments."""
    global _spoken
    if _spoken is None:
        _spoken = _given() or _configured() or _of_environment() or "zh"
    return _spoken


def _given() -> str | None:
    for number, argument in enumerate(_arguments):
        if argument == "--":
            break
        option, equals, value = argument.partition("=")
        if option == "--lang":
            value = value if equals else "".join(_arguments[number + 1 : number + 2])
            return value if value in LANGUAGES else None
    return None


def _configured() -> str | None:
    from linter.config import configuration
    from linter.placed.nodes import PlacedError

    with suppress(PlacedError, OSError):
        return configuration.load(None, os.getcwd()).told_lang
    return None


def _of_environment() -> str | None:
    """What the first variable that is set names; one may be set to the language of nobody (C, POSIX)."""
    value = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return next((lang for lang in LANGUAGES if value.lower().startswith(lang)), None)


@cache
def words() -> Mapping[str, Any]:
    """What the commands say of themselves, as the file has it."""
    from linter.files.compiled import cached
    from linter.files.shipped import rules_folder

    path = os.path.join(rules_folder(), "language", "commands.yaml")

    def read() -> dict[str, Any]:
        import yaml

        with open(path, encoding="utf-8") as file:
            loaded: dict[str, Any] = yaml.safe_load(file)
        return loaded

    return cached("commands", (path,), read)


def word(*keys: str) -> str:
    """One of them in the language that is spoken; empty where there is none."""
    entry: Any = words()
    for key in keys:
        entry = entry.get(key, {})
    told: str = entry.get(spoken(), "")
    return told


def _translated(text: str) -> str:
    """A text of click's; as it is where nobody has put it into Chinese."""
    if text.startswith(_TRIED) or spoken() == "en":
        return text
    told: str = words()["click"].get(text, text)
    return told


def _translated_number(one: str, many: str, count: int) -> str:
    return _translated(one if count == 1 else many)
