"""The configuration: `.nianbao.yaml`, or `[tool.nianbao]` in a pyproject.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from linter.accept.accepted import SELECTOR, Acceptance
from linter.config.overrides import Override
from linter.files import small_files
from linter.forms import regimes
from linter.model.diagnostics import Severity
from linter.model.records import NamedTuple
from linter.placed.nodes import Node, PlacedError, Reading
from linter.rules.schema import CODE, LANGUAGES, SEVERITIES
from linter.text.organs import LEVELS as ORGAN_LEVELS
from linter.type_names import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

FILE_NAME = ".nianbao.yaml"
LEVELS = ("auto", *ORGAN_LEVELS)
FAIL_ON = ("error", "warning", "info", "never")
YEARS = (2008, 2100)
JOBS = (1, 256)
FIELDS = (
    "select",
    "ignore",
    "fail_on",
    "lang",
    "regime",
    "year",
    "level",
    "prior",
    "rules",
    "severity",
    "exclude",
    "jobs",
    "overrides",
    "accept",
    "baseline",
)
CHOICES = {
    "fail_on": FAIL_ON,
    "lang": LANGUAGES,
    "regime": ("auto", *regimes.IDS),
    "level": LEVELS,
}
OVERRIDE_FIELDS = ("paths", "level", "year", "severity", "ignore")
ENTRY_FIELDS = ("path", "code", "cell", "fingerprint", "reason", "until")
ENTRY_NEEDS = ("path", "reason")
_TOML_TABLE = ("tool", "nianbao")
FINGERPRINT = re.compile(r"[A-Z][0-9]{3}-[0-9a-f]{8}")
CELL = re.compile(r"[\w.*?-]+(/[\w.*?-]+){1,2}")


class Config(NamedTuple):
    """What a configuration file asks for; without one, what holds by default.

    `select` and `ignore` are codes or prefixes of codes, `rules` the paths of further rule files, `prior`
    that of last year's reports, `exclude` globs relative to the folder of `path`, the file all this comes from.
    `overrides` say what holds for single files; `accept` are findings that are not reported, `baseline` is the path of
    a file of such.
    `places` are line and column of what may turn out not to exist: codes and paths, by field and value.
    """

    path: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    lang: str = "zh"
    regime: str = "auto"
    year: int | None = None
    level: str = "auto"
    prior: str | None = None
    rules: tuple[str, ...] = ()
    severity: Mapping[str, Severity | Literal["off"]] = {}
    exclude: tuple[str, ...] = ()
    jobs: int | None = None
    overrides: tuple[Override, ...] = ()
    accept: tuple[Acceptance, ...] = ()
    baseline: str | None = None
    places: Mapping[tuple[str, str], tuple[int, int]] = {}

    @property
    def told_lang(self) -> str | None:
        """The language, None without a file that could tell one."""
        return self.lang if self.path is not None else None


class ConfigError(PlacedError):
    """A configuration file is wrong."""


def load(explicit: str | None, start: str) -> Config:
    """The configuration in the file `explicit`, else the one in force in the folder `start`.

    That is the nearest `.nianbao.yaml` in it or above, else `[tool.nianbao]` in the nearest pyproject.toml.

    Raises:
        ConfigError: the file is wrong, or the explicit one is not there.
    """
    if explicit is not None:
        is_toml = explicit.endswith(".toml")
        config = _from_toml(explicit, required=True) if is_toml else _from_yaml(explicit)
        return config or Config()
    folders = _upwards(os.path.abspath(start))
    for folder in folders:
        path = os.path.join(folder, FILE_NAME)
        if os.path.lexists(path):
            return _from_yaml(path)
    for folder in folders:
        path = os.path.join(folder, "pyproject.toml")
        if _speaks_of_us(path):
            return _from_toml(path, required=False) or Config()
    return Config()


def of_text(path: str, text: str) -> Config:
    """The configuration that a text would be in a file of this name, whose suffix tells YAML from TOML.

    Raises:
        ConfigError: it is wrong.
    """
    if path.endswith(".toml"):
        from linter.placed import toml_places

        root = toml_places.table(text, path, _TOML_TABLE, ConfigError, required=False)
    else:
        from linter.placed import yaml_places

        root = yaml_places.compose(text, path, ConfigError)
    return _config(path, root) if root else Config(path=path)


def _speaks_of_us(path: str) -> bool:
    """Whether a pyproject.toml has a table for this program, told without parsing it.

    Raises:
        ConfigError: there is something of that name that nobody can have meant for one.
    """
    if not os.path.lexists(path):
        return False
    try:
        return b"nianbao" in small_files.content(path)
    except small_files.UnfitError as problem:
        if problem.closed:
            return False
        raise ConfigError(path, 1, 1, problem.message, problem.english) from None


def _upwards(folder: str) -> list[str]:
    folders = [folder]
    while (parent := os.path.dirname(folder)) != folder:
        folders.append(folder := parent)
    return folders


def _from_yaml(path: str) -> Config:
    from linter.placed import yaml_places

    root = yaml_places.read(path, ConfigError)
    return _config(path, root) if root else Config(path=path)


def _from_toml(path: str, required: bool) -> Config | None:
    from linter.placed import toml_places

    root = toml_places.read_table(path, _TOML_TABLE, ConfigError, required)
    return _config(path, root) if root else None


def _config(path: str, root: Node) -> Config:
    reading = Reading(path, ConfigError)
    folder = os.path.dirname(path)
    values: dict[str, object] = {}
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for name, node in reading.fields(root, FIELDS).items():
        match name:
            case "select" | "ignore":
                values[name] = _selectors(reading, node)
                places |= _places_of_codes(name, node)
            case "rules":
                values[name] = files = tuple(_below(folder, file) for file in _words(reading, node))
                items = node.items if node.kind == "list" else (node,)
                places |= {(name, file): (item.line, item.column) for file, item in zip(files, items, strict=True)}
            case "overrides":
                values[name] = tuple(_override(reading, item, places) for item in reading.items(node))
            case "accept":
                values[name] = tuple(_acceptance(reading, item) for item in reading.items(node))
            case "prior" | "baseline":
                values[name] = file = _below(folder, reading.text(node))
                places[name, file] = (node.line, node.column)
            case "exclude":
                values[name] = _words(reading, node)
            case "severity":
                values[name] = _severities(reading, node)
                places |= {(name, key.text): (key.line, key.column) for key, _ in node.entries}
            case "year":
                values[name] = reading.integer(node, *YEARS)
            case "jobs":
                values[name] = reading.integer(node, *JOBS)
            case _:
                values[name] = _chosen(reading, name, node)
    return Config(path=path, places=places, **values)  # type: ignore[arg-type]


def _chosen(reading: Reading, name: str, node: Node) -> str:
    return reading.choice(node, CHOICES[name], ("个值", "value"))


def _below(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))


def _words(reading: Reading, node: Node) -> tuple[str, ...]:
    """A list of texts; a single one needs no list."""
    return tuple(reading.texts(node)) if node.kind == "list" else (reading.text(node),)


def _selectors(reading: Reading, node: Node) -> tuple[str, ...]:
    """Codes or prefixes, in a list or with commas between them."""
    selectors: list[str] = []
    for item in node.items if node.kind == "list" else (node,):
        if item.kind == "mapping" and any(key.text in ENTRY_FIELDS for key, _ in item.entries):
            reading.fail(
                item,
                "这里只能写编号，如 A301、A3、A；按路径接受某个问题并写明理由，请写在 accept 里",
                "here only codes stand, such as A301; findings accepted by path and with a reason belong under accept",
            )
        for word in _codes(reading.text(item)):
            if not SELECTOR.fullmatch(word):
                reading.fail(
                    item,
                    f"“{word}”不是规则编号；编号写作 A301，或它的开头 A3、A",
                    f"'{word}' is no rule code; write a code such as A301 or its beginning, A3 or A",
                )
            selectors.append(word)
    return tuple(selectors)


def _places_of_codes(field: str, node: Node) -> dict[tuple[str, str], tuple[int, int]]:
    items = node.items if node.kind == "list" else (node,)
    return {(field, code): (item.line, item.column) for item in items for code in _codes(item.text)}


def _override(reading: Reading, node: Node, places: dict[tuple[str, str], tuple[int, int]]) -> Override:
    """An entry of `overrides`; the places of its codes go to those of the others."""
    fields = reading.fields(node, OVERRIDE_FIELDS, ("paths",))
    values: dict[str, object] = {}
    for name, value in fields.items():
        match name:
            case "paths":
                values[name] = _words(reading, value)
            case "ignore":
                values[name] = _selectors(reading, value)
                places |= _places_of_codes("overrides", value)
            case "severity":
                values[name] = _severities(reading, value)
                places |= {("overrides", key.text): (key.line, key.column) for key, _ in value.entries}
            case "year":
                values[name] = reading.integer(value, *YEARS)
            case _:
                values[name] = _chosen(reading, name, value)
    if len(fields) == 1:
        set_ = OVERRIDE_FIELDS[1:]
        zh, en = f"缺少设置：{'、'.join(set_)} 之一", f"nothing is set: one of {', '.join(set_)} is missing"
        reading.fail(node, zh, en)
    return Override(**values)  # type: ignore[arg-type]


def _acceptance(reading: Reading, node: Node) -> Acceptance:
    """An entry of `accept`."""
    fields = reading.fields(node, ENTRY_FIELDS, ENTRY_NEEDS)
    if "code" not in fields and "fingerprint" not in fields:
        reading.fail(node, "缺少“code”（或“fingerprint”）", "missing key 'code' (or 'fingerprint')")
    cells = _words(reading, fields["cell"]) if "cell" in fields else ()
    fingerprint = reading.text(fields["fingerprint"]) if "fingerprint" in fields else None
    if not all(map(CELL.fullmatch, cells)):
        reading.fail(
            fields["cell"],
            "格子写作“表/行/列”，如 applications/total/person；可用通配符 *",
            "write a cell as table/row/column, such as applications/total/person; * stands for any",
        )
    if fingerprint is not None and not FINGERPRINT.fullmatch(fingerprint):
        reading.fail(
            fields["fingerprint"],
            "指纹写作 A303-1a2b3c4d，见 -f json 输出的 fingerprint",
            "write a fingerprint as A303-1a2b3c4d; it stands under fingerprint in the output of -f json",
        )
    return Acceptance(
        _words(reading, fields["path"]),
        _selectors(reading, fields["code"]) if "code" in fields else (),
        reading.text(fields["reason"]).strip(),
        cells,
        fingerprint,
        _day(reading, fields["until"]) if "until" in fields else None,
        node.line,
        node.column,
    )


def _day(reading: Reading, node: Node) -> date:
    from datetime import date

    try:
        return date.fromisoformat(node.text)
    except ValueError:
        reading.fail(node, "日期写作 2026-12-31", "write a date as 2026-12-31")


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip().upper() for part in text.split(","))))


def _severities(reading: Reading, node: Node) -> dict[str, Severity | Literal["off"]]:
    severities: dict[str, Severity | Literal["off"]] = {}
    for code, (key, value) in reading.entries(node).items():
        if not re.fullmatch(CODE, code):
            reading.fail(key, f"“{code}”不是规则编号（如 A301）", f"'{code}' is no rule code (such as A301)")
        if value.kind == "boolean" and value.text == "false":
            severities[code] = "off"
            continue
        word = reading.choice(value, SEVERITIES, ("个级别", "severity"))
        severities[code] = "off" if word == "off" else Severity[word.upper()]
    return severities
