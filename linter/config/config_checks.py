"""What a configuration names has to be there: rule files, last year's report, the codes of rules."""

from __future__ import annotations

import os
from collections.abc import Collection

from linter.config.configuration import Config, ConfigError
from linter.placed.nodes import nearest


def check_files(config: Config) -> None:
    """Every rule file that the configuration names is there.

    Raises:
        ConfigError: one is not.
    """
    for path in config.rules:
        if not os.path.exists(path):
            raise _error(config, "rules", path, f"没有文件“{path}”", f"no such file '{path}'")


def check_prior(config: Config) -> None:
    """Last year's report, where the configuration names it, is there.

    Raises:
        ConfigError: it is not.
    """
    path = config.prior
    if path is not None and not os.path.exists(path):
        raise _error(config, "prior", path, f"没有文件或文件夹“{path}”", f"no such file or folder '{path}'")


def check_codes(config: Config, codes: Collection[str]) -> None:
    """Every code that the configuration gives a severity is that of a rule.

    Raises:
        ConfigError: one is not.
    """
    said = (("severity", config.severity), *(("overrides", entry.severity) for entry in config.overrides))
    for field, severities in said:
        for code in severities:
            if code not in codes:
                zh, en = unknown_code(code, codes)
                raise _error(config, field, code, zh, en)


def unknown_code(code: str, codes: Collection[str]) -> tuple[str, str]:
    """What is said of a code, or a beginning of one, that no rule has: in Chinese and in English."""
    guess = nearest(code, codes) if len(code) == 4 else None
    zh, en = f"没有代码以 {code} 开头的规则", f"no rule's code begins with {code}"
    return (f"{zh}，是否想写 {guess}？", f"{en}, did you mean {guess}?") if guess else (zh, en)


def place(config: Config, field: str, value: str) -> str:
    """`file:line:column: ` of a value of the configuration, empty where it does not stand there."""
    found = config.places.get((field, value))
    return f"{config.path}:{found[0]}:{found[1]}: " if found else ""


def _error(config: Config, field: str, value: str, zh: str, en: str) -> ConfigError:
    line, column = config.places.get((field, value), (1, 1))
    return ConfigError(config.path or "", line, column, zh, en)
