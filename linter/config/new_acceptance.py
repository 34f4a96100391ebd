"""A further entry of `accept`, put into the text of a configuration: all else in it stays as it is written."""

from __future__ import annotations

import json

from linter.accept.accepted import Acceptance
from linter.config.configuration import ConfigError, of_text

_KEY = "accept"
_TABLE = "[[tool.nianbao.accept]]"


def with_acceptance(path: str, text: str, entry: Acceptance) -> str:
    """The text of a configuration with an entry of one path and a fingerprint behind those that it has.

    Args:
        path: the file, whose suffix tells YAML from TOML.
        text: what stands in it; nothing for a new one.
        entry: what is to be accepted.

    Raises:
        ConfigError: the text is wrong, or its entries are laid out so that none can be put behind them.
    """
    before = of_text(path, text)
    extended = _in_toml(text, entry) if path.endswith(".toml") else _in_yaml(text, entry)
    try:
        accept = of_text(path, extended).accept
    except ConfigError:
        accept = ()
    if [_said(one) for one in accept] != [_said(one) for one in (*before.accept, entry)]:
        line, column = (before.accept[0].line, before.accept[0].column) if before.accept else (1, 1)
        written = written_out(path, entry)
        zh, en = (
            f"无法在这里自动加一条，请自行加上：\n{written}",
            f"no entry can be put here; add it yourself:\n{written}",
        )
        raise ConfigError(path, line, column, zh, en)
    return extended


def written_out(path: str, entry: Acceptance, margin: str = "  ") -> str:
    """An entry as it is written into a configuration, with a line end behind it."""
    # what JSON quotes is quoted alike in YAML and TOML
    fields = {"path": json.dumps(entry.paths[0], ensure_ascii=False), "fingerprint": f'"{entry.fingerprint}"'}
    fields["reason"] = json.dumps(entry.reason, ensure_ascii=False)
    if entry.until is not None:
        fields["until"] = entry.until.isoformat()
    if path.endswith(".toml"):
        return "".join(f"{line}\n" for line in (_TABLE, *(f"{name} = {value}" for name, value in fields.items())))
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return f"{margin}- {lines[0]}\n" + "".join(f"{margin}  {line}\n" for line in lines[1:])


def _said(entry: Acceptance) -> Acceptance:
    """An entry wherever it stands."""
    return entry._replace(line=1, column=1)


def _in_toml(text: str, entry: Acceptance) -> str:
    return _ended(text) + ("\n" if text else "") + written_out(".toml", entry)


def _in_yaml(text: str, entry: Acceptance) -> str:
    """Behind the last line that belongs to the key; comments and empty lines below it go with what follows."""
    lines = text.splitlines(keepends=True)
    begin = next((number for number, line in enumerate(lines) if line.startswith(f"{_KEY}:")), None)
    if begin is None:
        return f"{_ended(text)}{_KEY}:\n{written_out('', entry)}"
    end = last = begin + 1
    margin = "  "
    for number, line in enumerate(lines[begin + 1 :], begin + 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if not line.startswith((" ", "-")):
            break
        if stripped.startswith("-") and last == begin + 1:
            margin = line[: len(line) - len(line.lstrip())]
        end = last = number + 1
    return _ended("".join(lines[:end])) + written_out("", entry, margin) + "".join(lines[end:])


def _ended(text: str) -> str:
    """A text whose last line has an end."""
    return text if not text or text.endswith("\n") else f"{text}\n"
