"""`nianbao init`: a configuration and a pre-commit entry to begin with, never over a file that is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from linter.config.configuration import FILE_NAME
from linter.files.shipped import rules_folder
from linter.files.writing import create
from linter.model.records import NamedTuple

PRE_COMMIT = ".pre-commit-config.yaml"
_PYPROJECT = "pyproject.toml"


class Step(NamedTuple):
    """What was done about a file, in Chinese and English. `addition` are lines for the user to add by hand."""

    file: str
    written: bool
    zh: str
    en: str
    addition: str = ""


def write(folder: str) -> Iterator[Step]:
    """Write what is not there yet.

    Raises:
        OSError: the folder cannot be written to.
    """
    yield _configuration(folder)
    yield _pre_commit(folder)


def _configuration(folder: str) -> Step:
    if _says(os.path.join(folder, _PYPROJECT), "[tool.nianbao"):
        return Step(
            _PYPROJECT, False, "里已有 [tool.nianbao]，不再另写配置", "has [tool.nianbao]; no configuration written"
        )
    return _new(folder, FILE_NAME, _template("nianbao.yaml"), lambda path: _kept(FILE_NAME))


def _pre_commit(folder: str) -> Step:
    text = _template("pre-commit-config.yaml")

    def there(path: str) -> Step:
        if _says(path, "nianbao"):
            return _kept(PRE_COMMIT)
        entry = text[text.index("  - repo:") :]
        return Step(
            PRE_COMMIT, False, "已有，没有改动，请自行加上：", "is there and was left as it is; add to it:", entry
        )

    return _new(folder, PRE_COMMIT, text, there)


def _new(folder: str, name: str, text: str, otherwise: Callable[[str], Step]) -> Step:
    """A file written whole, or what holds `otherwise`, where there is one of that name."""
    path = os.path.join(folder, name)
    try:
        create(path, text)
    except FileExistsError:
        return otherwise(path)
    return Step(name, True, "已写好", "written")


def _kept(name: str) -> Step:
    return Step(name, False, "已有，没有改动", "is there and was left as it is")


def _template(name: str) -> str:
    with open(os.path.join(rules_folder(), "starter", name), encoding="utf-8") as file:
        return file.read()


def _says(path: str, words: str) -> bool:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return words in file.read()
    except OSError:
        return False
