"""Rule files: what a wrong one is answered with, and how one file is laid over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.checks.registry import KINDS
from linter.checks.registry import rules as load
from linter.files.shipped import rules_folder
from linter.model.diagnostics import Severity
from linter.placed.nodes import RuleError
from linter.rules.compile import compile_rules
from linter.rules.loading import shipped_files
from linter.rules.rule import Rule
from tests.rules.mistakes import RULE

pytestmark = pytest.mark.whole


def write(folder: Path, text: str, name: str = "local.yaml") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def rule(code: str, *files: str) -> Rule:
    return next(rule for rule in load(files) if rule.code == code)


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"rules: []\n# \xb9\xe6\xd4\xf2\n", 2, "UTF-8"),
        (b"rules: [\x07]\n", 1, "控制字符"),
        (b"[" * 100_000, 1, "嵌套"),
        (b"#" * (1 << 21), 1, "1 MiB"),
        (b"rules: &a [*a]\n", 1, "锚点"),
    ],
)
def test_a_file_that_is_no_yaml_is_refused(data: bytes, line: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "local.yaml"
    file.write_bytes(data)
    with pytest.raises(RuleError, match=words) as caught:
        load([str(file)])
    assert caught.value.line == line


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="没有这个文件"):
        load([str(tmp_path / "none.yaml")])
    with pytest.raises(RuleError, match="无法读取"):
        load([str(tmp_path)])


def test_a_rule_of_the_user_is_added(tmp_path: Path) -> None:
    added = rule("Z901", write(tmp_path, RULE))
    assert added.severity is Severity.WARNING
    assert added.regimes == ("2008", "2019", "2021")
    assert [str(equation) for equation in added.params.equations] == ["received + carried_over = total"]  # type: ignore[attr-defined]
    assert added.params.subject == ["total"]
    assert (added.source, added.line) == (str(tmp_path / "local.yaml"), 2)
    assert len(load([added.source])) == len(load()) + 1


def test_an_entry_with_a_known_code_changes_only_what_it_gives(tmp_path: Path) -> None:
    shipped = rule("A301")
    changed = rule("A301", write(tmp_path, "rules: [{code: A301, severity: info, message: {zh: 不平}}]\n"))
    assert changed.severity is Severity.INFO
    assert changed.say("zh", {}) == "不平"
    assert changed.message["en"] == shipped.message["en"]
    assert (changed.name, changed.params, changed.help) == (shipped.name, shipped.params, shipped.help)
    assert (changed.explained.examples, changed.basis) == (shipped.explained.examples, shipped.basis)


def test_one_parameter_may_be_changed_alone(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "rules: [{code: A304, with: {equations: [direct.upheld = direct.total], subject: direct.total}}]",
    )
    params = rule("A304", file).params
    assert params.table == "disputes"
    assert len(params.equations) == 1  # type: ignore[arg-type]


def test_the_kind_of_a_known_rule_cannot_change(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="不能改") as caught:
        load([write(tmp_path, "rules: [{code: A301, check: mentions}]\n")])
    assert caught.value.column == 29


def test_off_keeps_the_severity_for_those_who_turn_it_on(tmp_path: Path) -> None:
    off = rule("A301", write(tmp_path, "rules: [{code: A301, severity: off}]\n"))
    assert (off.enabled, off.severity) == (False, Severity.ERROR)


def test_regimes_are_narrowed(tmp_path: Path) -> None:
    assert rule("S101", write(tmp_path, "rules: [{code: S101, since: 2019}]\n")).regimes == ("2019", "2021")
    assert rule("S101", write(tmp_path, "rules: [{code: S101, until: '2019'}]\n")).regimes == ("2008", "2019")


def test_the_basis_may_differ_by_regime(tmp_path: Path) -> None:
    basis = "{'2019': 甲, '2021': 乙}"
    changed = rule("S103", write(tmp_path, f"rules: [{{code: S103, basis: {basis}}}]\n"))
    assert [changed.basis_in(regime) for regime in ("2019", "2021")] == ["甲", "乙"]
    assert changed.basis is not None
    assert "甲" in changed.basis
    assert "乙" in changed.basis
    none = rule("S103", write(tmp_path, "rules: [{code: S103, basis: null}]\n"))
    assert (none.basis, none.basis_in("2021")) == (None, None)


def test_a_file_extends_another_relative_to_itself(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    write(tmp_path / "shared", RULE, "base.yaml")
    file = write(tmp_path, "extends: [tables, shared/base.yaml]\nrules: [{code: Z901, severity: error}]\n")
    assert rule("Z901", file).severity is Severity.ERROR
    assert rule("Z901", file).name == "local-totals"


def test_a_change_in_an_extended_file_is_seen(tmp_path: Path) -> None:
    write(tmp_path, RULE, "base.yaml")
    file = write(tmp_path, "extends: base.yaml\n")
    assert rule("Z901", file).severity is Severity.WARNING
    write(tmp_path, RULE.replace("severity: warning", "severity: error"), "base.yaml")
    assert rule("Z901", file).severity is Severity.ERROR


def test_a_circle_of_extends_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "extends: b.yaml\n", "a.yaml")
    write(tmp_path, "rules: []\nextends:\n  - a.yaml\n", "b.yaml")
    with pytest.raises(RuleError, match="循环") as caught:
        load([str(tmp_path / "a.yaml")])
    assert (Path(caught.value.file).name, caught.value.line, caught.value.column) == ("b.yaml", 3, 5)


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    base = write(tmp_path, RULE, "base.yaml")
    left = write(tmp_path, "extends: base.yaml\nrules: [{code: Z901, severity: error}]\n", "left.yaml")
    assert rule("Z901", left, base).severity is Severity.ERROR


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert load([write(tmp_path, "# nothing yet\n")]) == load()


def test_a_message_falls_back_to_the_other_language(tmp_path: Path) -> None:
    file = write(tmp_path, RULE.replace('      en: "{table}, {line}"\n', ""))
    assert rule("Z901", file).say("en", {"table": "表三", "line": "自然人"}) == "表三“自然人”列不对"


def test_values_of_a_message_are_not_read_as_templates() -> None:
    assert "{part}" in rule("S105").say("zh", {"part": "{part}"})


@pytest.mark.parametrize("shipped", load(), ids=lambda rule: rule.code)
def test_a_shipped_rule_is_complete(shipped: Rule) -> None:
    assert Path(shipped.source).parent == Path(rules_folder())
    for texts in (shipped.message, shipped.help, *shipped.variants.values()):
        assert set(texts) == {"zh", "en"}
    assert shipped.explained.examples.failing
    assert shipped.explained.examples.passing


def test_each_kind_of_check_is_used_by_a_shipped_rule_or_one_of_the_example() -> None:
    example = Path(rules_folder()).parent / "examples" / "local" / "city.yaml"
    assert {rule.check for rule in load([str(example)])} == set(KINDS)


def test_chinese_lines_are_joined_without_a_space(tmp_path: Path) -> None:
    folded, literal = ">-\n        核对各行，\n        再算总计。A B\n", "|-\n        表 三\n"
    text = f"rules:\n  - code: A301\n    help:\n      zh: {folded}      en: {literal}"
    changed = rule("A301", write(tmp_path, text))
    assert changed.help == {"zh": "核对各行，再算总计。A B", "en": "表 三"}


def test_the_patterns_that_are_shipped_are_right() -> None:
    """Read as a user's file, so that each is tried; those that come with the program are taken as they are."""
    shipped = shipped_files()
    assert [rule["code"] for rule in compile_rules((), shipped, KINDS)] == [rule.code for rule in load()]
