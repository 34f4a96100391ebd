"""The schemas for editors: valid themselves, and of one mind with the program's own reading."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from mistakes import CONFIGURATIONS, RULE, RULE_FILES

from linter import config, rules
from linter.json_schemas import SCHEMAS
from linter.placed import PlacedError
from linter.rules import shipped_files

TOP = Path(__file__).parents[2]
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
}
NO_YAML = {"YAML syntax", "two documents", "tab for indentation", "unclosed quotation"}


def validator(name: str) -> Draft202012Validator:
    schema = SCHEMAS[name]()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


RULE_SCHEMA = validator("rules")
CONFIG_SCHEMA = validator("config")


def loaded(text: str) -> Any:
    """YAML as editors see it: keys are texts, an empty file is an empty mapping."""

    def keyed(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): keyed(item) for key, item in value.items()}
        return [keyed(item) for item in value] if isinstance(value, list) else value

    document = yaml.safe_load(text)
    return {} if document is None else keyed(document)


@pytest.mark.parametrize("file", shipped_files(), ids=lambda file: Path(file).name)
def test_a_shipped_rule_file_is_valid(file: str) -> None:
    errors = [error.message for error in RULE_SCHEMA.iter_errors(loaded(Path(file).read_text("utf-8")))]
    assert errors == []


@pytest.mark.parametrize("file", sorted((TOP / "examples").rglob("*.yaml")), ids=lambda file: file.name)
def test_an_example_of_a_rule_file_is_valid(file: Path) -> None:
    RULE_SCHEMA.validate(loaded(file.read_text("utf-8")))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_configuration_and_the_rules_of_the_pages_are_valid(page: str) -> None:
    text = (TOP / page).read_text("utf-8")
    (configuration,) = re.findall(r"^```yaml\n(# \.nianbao\.yaml\n.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (local,) = re.findall(r"^```yaml\n(# local\.yaml\n.*?)^```$", text, re.MULTILINE | re.DOTALL)
    CONFIG_SCHEMA.validate(loaded(configuration))
    RULE_SCHEMA.validate(loaded(local))


@pytest.mark.parametrize("mistake", RULE_FILES)
def test_both_refuse_a_wrong_rule_file(mistake: str, tmp_path: Path) -> None:
    text = RULE_FILES[mistake].text
    path = tmp_path / "local.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PlacedError):
        rules.load([str(path)])
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
    rules.load([str(path)])
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
