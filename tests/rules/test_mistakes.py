"""Each kind of mistake in a rule file or a configuration is answered with its place and the nearest valid word."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter.checks.registry import rules as load
from linter.cli.main import main
from linter.config.configuration import FILE_NAME, ConfigError
from linter.config.configuration import load as load_config
from linter.placed.nodes import RuleError
from tests.rules.mistakes import CONFIGURATIONS, PYPROJECT, REFERENCES, RULE_FILES, Mistake


def write(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


def command(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], prog_name="nianbao")


def assert_answered(done: Result, file: str, mistake: Mistake) -> None:
    """One sentence with the place on standard error, exit status 2, nothing else."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert done.stderr.startswith(f"nianbao: {file}:{mistake.line}:{mistake.column}: "), done.stderr
    assert mistake.words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.whole
@pytest.mark.parametrize("name", RULE_FILES)
def test_in_a_rule_file(name: str, tmp_path: Path) -> None:
    mistake = RULE_FILES[name]
    file = write(tmp_path / "local.yaml", mistake.text)
    with pytest.raises(RuleError) as caught:
        load([file])
    error = caught.value
    assert (error.file, error.line, error.column) == (file, mistake.line, mistake.column), error
    assert mistake.words in error.message
    assert error.english
    assert str(error) == f"{file}:{mistake.line}:{mistake.column}: {error.message}"


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_in_a_configuration(name: str, tmp_path: Path) -> None:
    mistake = CONFIGURATIONS[name]
    file = write(tmp_path / FILE_NAME, mistake.text)
    with pytest.raises(ConfigError) as caught:
        load_config(None, str(tmp_path))
    error = caught.value
    assert (error.file, error.line, error.column) == (file, mistake.line, mistake.column), error
    assert mistake.words in error.message
    assert error.english


@pytest.mark.parametrize("name", REFERENCES)
def test_in_what_a_configuration_refers_to(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mistake = REFERENCES[name]
    file = write(tmp_path / FILE_NAME, mistake.text)
    write(tmp_path / "a.md", "# 甲市乙局2022年政府信息公开工作年度报告\n")
    assert_answered(command("check", "a.md"), file, mistake)


@pytest.mark.parametrize("name", PYPROJECT)
def test_in_a_pyproject(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mistake = PYPROJECT[name]
    file = write(tmp_path / "pyproject.toml", "[project]\nname = 'x'\n[tool.nianbao]\n" + mistake.text)
    write(tmp_path / "a.md", "# 甲市乙局2022年政府信息公开工作年度报告\n")
    assert_answered(command("check", "a.md"), file, mistake)


@pytest.mark.whole
def test_a_rule_file_is_answered_on_the_command_line(tmp_path: Path) -> None:
    mistake = RULE_FILES["unknown check"]
    file = write(tmp_path / "local.yaml", mistake.text)
    for arguments in (["check", "."], ["rules"], ["explain", "A301"]):
        assert_answered(command(*arguments, "--rules", file), file, mistake)


@pytest.mark.whole
def test_the_answer_is_given_in_english_too(tmp_path: Path) -> None:
    file = write(tmp_path / "local.yaml", RULE_FILES["unknown severity"].text)
    done = command("rules", "--rules", file, "--lang", "en")
    assert done.stderr == f"nianbao: {file}:4:15: unknown severity 'warn', did you mean 'warning'?\n"


@pytest.mark.parametrize(
    ("options", "text", "note"),
    [
        (["--select", "A311,T"], "", "提示：没有代码以 A311 开头的规则，是否想写 A301？"),
        (["--ignore", "Q"], "", "提示：没有代码以 Q 开头的规则"),
        ([], "lang: zh\nignore: [T2, A311]\n", "{file}:2:14: 提示：没有代码以 A311 开头的规则，是否想写 A301？"),
        (["--select", "A311,T", "--lang=en"], "", "note: no rule's code begins with A311, did you mean A301?"),
    ],
)
def test_a_code_to_select_or_ignore_that_no_rule_has_is_noted(
    options: list[str], text: str, note: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops nothing: a newer or an older version may have the rule."""
    monkeypatch.chdir(tmp_path)
    file = write(tmp_path / FILE_NAME, text)
    write(tmp_path / "a.md", "# 甲市乙局2022年政府信息公开工作年度报告\n")
    done = command("check", "a.md", *options, "--fail-on", "never")
    assert done.exit_code == 0
    assert done.stderr == f"nianbao: {note.format(file=file)}\n"


def test_last_year_of_the_command_line_needs_none_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / FILE_NAME, "prior: none\n")
    write(tmp_path / "a.md", "# 甲市乙局2022年政府信息公开工作年度报告\n")
    assert command("check", "a.md", "--prior", ".", "--fail-on", "never").exit_code == 0
