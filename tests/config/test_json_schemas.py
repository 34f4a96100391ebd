"""The schemas for editors: valid themselves, and of one mind with the program's own reading."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from linter.checks import registry
from linter.cli.main import main
from linter.config import configuration as config
from linter.config.json_schemas import SCHEMAS
from linter.files.shipped import rules_folder
from linter.placed.nodes import PlacedError
from linter.rules import loading
from linter.rules.loading import shipped_files
from tests.places import TOP
from tests.rules.mistakes import CONFIGURATIONS, RULE, RULE_FILES
from tests.tiers import examples

# what a schema cannot know: other files, several values together, equations, YAML itself
BEYOND = {
    "missing key",
    "missing parameter",
    "bad equation",
    "subject not in the equation",
    "too many subjects",
    "subject that cancels out",
    "subject that is a group",
    "unknown row in an equation",
    "column for a row in an equation",
    "unknown row of a table",
    "regimes the wrong way round",
    "duplicate code",
    "duplicate key",
    "extends a missing file",
    "extends an unknown set",
    "extends itself",
    "unknown code",
    "changed kind of a shipped rule",
    "no such day",
}
NO_YAML = {"YAML syntax", "two documents", "tab for indentation", "unclosed quotation"}


def validator(name: str) -> Draft202012Validator:
    schema = SCHEMAS[name]()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


RULE_SCHEMA = validator("rules")
CONFIG_SCHEMA = validator("config")


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2, which has no dates: they are texts."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(text: str) -> Any:
    """YAML as editors see it: keys are texts, an empty file is an empty mapping."""

    def keyed(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): keyed(item) for key, item in value.items()}
        return [keyed(item) for item in value] if isinstance(value, list) else value

    document = yaml.load(text, EditorLoader)
    return {} if document is None else keyed(document)


@pytest.mark.parametrize("file", shipped_files(), ids=lambda file: Path(file).name)
def test_a_shipped_rule_file_is_valid(file: str) -> None:
    errors = [error.message for error in RULE_SCHEMA.iter_errors(loaded(Path(file).read_text("utf-8")))]
    assert errors == []


@pytest.mark.parametrize("file", sorted((TOP / "examples" / "local").glob("*.yaml")), ids=lambda file: file.name)
def test_an_example_of_a_rule_file_is_valid(file: Path) -> None:
    RULE_SCHEMA.validate(loaded(file.read_text("utf-8")))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_command_prints_the_schema(name: str) -> None:
    done = CliRunner().invoke(main, ["schema", name])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == SCHEMAS[name]()


def test_the_configuration_to_begin_with_is_valid() -> None:
    CONFIG_SCHEMA.validate(loaded((Path(rules_folder()) / "starter" / "nianbao.yaml").read_text("utf-8")))


def test_each_key_has_a_meaning() -> None:
    described = (
        CONFIG_SCHEMA.schema["properties"],
        RULE_SCHEMA.schema["properties"],
        RULE_SCHEMA.schema["$defs"]["rule"]["properties"],
    )
    assert all(entry["description"] for properties in described for entry in properties.values())


@pytest.mark.parametrize("page", ["docs/configuration.md", "docs/configuration.zh-CN.md"])
def test_the_configuration_and_the_rules_of_the_pages_are_valid(page: str) -> None:
    text = (TOP / page).read_text("utf-8")
    (configuration,) = re.findall(r"^```yaml\n(# \.nianbao\.yaml\n.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (local,) = re.findall(r"^```yaml\n(# local\.yaml\n.*?)^```$", text, re.MULTILINE | re.DOTALL)
    CONFIG_SCHEMA.validate(loaded(configuration))
    RULE_SCHEMA.validate(loaded(local))


@pytest.mark.whole
@pytest.mark.parametrize("mistake", RULE_FILES)
def test_both_refuse_a_wrong_rule_file(mistake: str, tmp_path: Path) -> None:
    text = RULE_FILES[mistake].text
    path = tmp_path / "local.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlacedError):
        registry.rules([str(path)])
    if mistake in NO_YAML:
        with pytest.raises(yaml.YAMLError):
            yaml.safe_load(text)
    else:
        assert RULE_SCHEMA.is_valid(loaded(text)) == (mistake in BEYOND)


@pytest.mark.parametrize("mistake", CONFIGURATIONS)
def test_both_refuse_a_wrong_configuration(mistake: str, tmp_path: Path) -> None:
    text = CONFIGURATIONS[mistake].text
    path = tmp_path / config.FILE_NAME
    path.write_text(text, "utf-8")
    with pytest.raises(PlacedError):
        config.load(str(path), str(tmp_path))
    if mistake in NO_YAML:
        with pytest.raises(yaml.YAMLError):
            yaml.safe_load(text)
    else:
        assert CONFIG_SCHEMA.is_valid(loaded(text)) == (mistake in BEYOND)


@pytest.mark.whole
@pytest.mark.parametrize(
    "text",
    [
        "",
        "rules: []\n",
        RULE,
        "extends: [tables]\nrules: [{code: A301, severity: off}]\n",
        "rules: [{code: S103, basis: null, since: 2019}]\n",
        "rules: [{code: S103, basis: {2019: 甲, '2021': 乙}, levels: [city, county], organs: [局$]}]\n",
        "rules: [{code: S103, help: {zh: 一句话, en: {asks: all, mend: so}}}]\n",
        "rules: [{code: A304, with: {equations: [direct.upheld = direct.total], subject: direct.total}}]\n",
        "rules: [{code: S109, message: {zh: '{{}}'}}]\n",
        RULE + "    examples:\n      fail: [{base: '2021', set: {a/b/c: 3}, expect: {count: 2}}]\n"
        "      pass: [{text: 文字, format: html, year: 2022}]\n",
    ],
)
def test_both_accept_a_good_rule_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "local.yaml"
    path.write_text(text, "utf-8")
    registry.rules([str(path)])
    RULE_SCHEMA.validate(loaded(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "select: [A, t2]\nignore: S104, S106\n",
        "fail_on: never\nlang: en\nregime: 2021\nyear: 2023\nlevel: county\nprior: ..\njobs: 2\n",
        "rules: [a.yaml, b.yaml]\nexclude: drafts/**\n",
        "severity: {A301: warning, T205: off, S101: 'off'}\n",
    ],
)
def test_both_accept_a_good_configuration(text: str, tmp_path: Path) -> None:
    path = tmp_path / config.FILE_NAME
    path.write_text(text, "utf-8")
    config.load(str(path), str(tmp_path))
    CONFIG_SCHEMA.validate(loaded(text))


# --- what the program accepts the schema accepts: no editor marks a good file ---

WORDS = st.sampled_from(
    ["A301", "S1", "error", "off", "zh", "2021", "city", "rows", "tables", "x", "", "{line}", "局$", "01-31"]
)
VALUES = st.recursive(
    WORDS | st.none() | st.booleans() | st.sampled_from([0, 1, 2021, 2024, 1.5]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS.filter(bool), inner, max_size=2),
    max_leaves=4,
)
CONFIGURATION = {
    "select": ["A", "T2"],
    "ignore": "S104, S106",
    "fail_on": "never",
    "lang": "en",
    "regime": 2021,
    "year": 2023,
    "level": "county",
    "prior": "..",
    "rules": ["a.yaml"],
    "severity": {"A301": "warning", "T205": "off"},
    "exclude": "drafts/**",
    "jobs": 2,
}


def changed(document: Any, path: tuple[int, ...], value: Any) -> Any:
    """A document with one of its values, found by a way through it, another one; at the end of the way or before."""
    if not path or not document or not isinstance(document, (dict, list)):
        return value
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = keys[path[0] % len(keys)]
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[key] = changed(document[key], path[1:], value)  # type: ignore[index]
    return copy


WAYS = st.lists(st.integers(0, 20), min_size=1, max_size=6).map(tuple)


@pytest.mark.whole
@settings(max_examples=examples(150))
@given(way=WAYS, value=VALUES)
def test_a_configuration_that_is_read_is_valid(way: tuple[int, ...], value: Any, tmp_path_factory: Any) -> None:
    text = yaml.safe_dump(changed(CONFIGURATION, way, value), allow_unicode=True)
    path = tmp_path_factory.mktemp("config") / config.FILE_NAME
    path.write_text(text, "utf-8")
    try:
        config.load(str(path), str(path.parent))
    except PlacedError:
        return
    CONFIG_SCHEMA.validate(loaded(text))


@pytest.fixture(scope="module")
def few_shipped_rules() -> Iterator[None]:
    """Of the rules that come with the program the few that `WORDS` names: compiling all of them is most of the work."""
    few = tuple(file for file in shipped_files() if Path(file).name == "arithmetic.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "shipped_files", lambda: few)
        yield


@pytest.mark.whole
@pytest.mark.usefixtures("few_shipped_rules")
@settings(max_examples=examples(150))
@given(way=WAYS, value=VALUES)
def test_a_rule_file_that_is_read_is_valid(way: tuple[int, ...], value: Any, tmp_path_factory: Any) -> None:
    whole = (
        RULE
        + "    examples:\n      fail: [{base: '2021', set: {a/b/c: 3}, note: {zh: x}, expect: {at: x, count: 2}}]\n"
    )
    whole += "      pass: [{text: 文字, format: html, year: 2022}]\n    levels: [city]\n    help: {zh: {asks: x}}\n"
    text = yaml.safe_dump(changed(yaml.safe_load(whole), way, value), allow_unicode=True)
    path = tmp_path_factory.mktemp("rules") / "local.yaml"
    path.write_text(text, "utf-8")
    try:
        registry.rules([str(path)])
    except PlacedError:
        return
    RULE_SCHEMA.validate(loaded(text))
