"""Patterns of users' rule files: understood as `re` understands them, and stopped where they do not end."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks import registry
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import FileResult
from linter.placed.nodes import PlacedError
from linter.rules import compile as rule_compile
from linter.rules import values as rule_values
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet, select
from linter.text import limited_patterns as limited
from linter.text.limited_patterns import UserPattern, as_regex

pytestmark = pytest.mark.whole

ENDLESS = "(?:(?:.|..)*)*[乂爻]"
REPORT = "# 某县2023年政府信息公开工作年度报告\n\n## 一、总体情况\n\n" + "公开制度完善，" * 40 + "。\n"
RULE = """\
rules:
  - code: Z901
    name: words
    severity: warning
    check: {check}
    with: {{{params}}}
    message: {{zh: 有问题}}
"""
KINDS = {
    "mentions": 'aspects: {{甲: ["{}"]}}',
    "required-headings": 'headings: {{甲: ["{}"]}}',
    "forbidden-words": 'words: {{"{}": 乙}}',
    "heading-numbering": 'lead_in: ["{}"]',
    "placeholder": 'patterns: {{"公开": ["{}"]}}, masked: ["甲"]',
    "damaged-text": 'signs: {{lost: ["{}"]}}, folded: {{lost: [甲乙丙]}}, signature: 甲乙丙, unfinished: 甲乙丙',
}


def with_rule(tmp_path: Path, check: str, params: str) -> RuleSet:
    file = tmp_path / "local.yaml"
    file.write_text(RULE.format(check=check, params=params), encoding="utf-8")
    return select(registry.rules([str(file)]))


def checked(ruleset: RuleSet, text: str = REPORT) -> FileResult:
    return lint_bytes("a.md", text.encode(), ruleset, Options())


@pytest.mark.parametrize("check", ["mentions", "forbidden-words", "damaged-text"])
def test_a_pattern_that_never_ends_is_stopped_and_named(
    check: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "SECONDS", 0.3)
    ruleset = with_rule(tmp_path, check, KINDS[check].format(ENDLESS))
    start = process_time()
    result = checked(ruleset)
    assert process_time() - start < 20
    (entry,) = [entry for entry in result.not_evaluated if entry.crashed]
    assert entry.code == "Z901"
    assert f"{tmp_path / 'local.yaml'}:2" in entry.reason
    assert "没有查完" in entry.reason
    assert result.error is None
    assert "S101" in {one.code for one in result.diagnostics}  # the other rules go on


def test_the_organs_of_a_rule_are_patterns_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 0.3)
    text = RULE.format(check="mentions", params="aspects: {甲: [甲]}") + f'    organs: ["{ENDLESS}"]\n'
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    report = REPORT.replace("某县", "某县" + "某县" * 20 + "人民政府")
    result = checked(select(registry.rules([str(tmp_path / "a.yaml")])), report)
    assert [entry.code for entry in result.not_evaluated if entry.crashed] == ["Z901"]


def test_the_command_names_it_and_goes_on(tmp_path: Path) -> None:
    with_rule(tmp_path, "forbidden-words", KINDS["forbidden-words"].format(ENDLESS))
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "linter", "check", "a.md", "b.md", "--rules", "local.yaml", "--jobs", "1"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert "a.md" in done.stdout.decode()
    assert "b.md" in done.stdout.decode()
    assert done.stderr.decode().count("local.yaml:2") == 2


@pytest.mark.parametrize("check", KINDS)
def test_a_user_s_pattern_finds_what_a_shipped_one_would(check: str, tmp_path: Path) -> None:
    def found(ruleset: RuleSet) -> list[str]:
        result = checked(ruleset, REPORT + "\n## 二、公开\n\n公开××县。\n")
        assert not any(entry.crashed for entry in result.not_evaluated)
        return [one.message + str(one.location) for one in result.diagnostics if one.code == "Z901"]

    written = with_rule(tmp_path, check, KINDS[check].format("公开.{1,2}?[××县]"))
    (rule,) = [rule for rule in written.rules if rule.code == "Z901"]
    assert rule.is_written
    shipped = rule._replace(is_written=False, params=_plain(rule.params))
    assert found(written) == found(RuleSet((shipped,), frozenset({"Z901"})))


def _plain(value: object) -> dict[str, object]:
    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {str.__str__(key): plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return str.__str__(value) if isinstance(value, UserPattern) else value

    return plain(value)  # type: ignore[return-value]


def shipped_rule(code: str, tmp_path: Path, text: str) -> Rule:
    (tmp_path / "over.yaml").write_text(text, encoding="utf-8")
    return next(rule for rule in registry.rules([str(tmp_path / "over.yaml")]) if rule.code == code)


def test_only_patterns_of_users_are_limited(tmp_path: Path) -> None:
    assert not any(rule.is_written for rule in registry.rules())
    assert not shipped_rule("S108", tmp_path, "rules: [{code: S108, severity: error}]").is_written
    over = shipped_rule("S108", tmp_path, "rules: [{code: S108, with: {aspects: {甲: [甲]}}}]")
    assert over.is_written
    assert isinstance(over.params.aspects["甲"][0], UserPattern)


def test_the_library_is_not_imported_for_the_shipped_rules() -> None:
    code = (
        "import sys; from linter.engine.lint import *; from linter.checks.registry import shipped;"
        "lint_bytes('a.md', '# 甲'.encode(), shipped(), Options());"
        "sys.exit('regex' in sys.modules)"
    )
    first, again = (subprocess.run([sys.executable, "-c", code], check=False, timeout=60) for _ in range(2))
    assert first.returncode in (0, 1)  # lark imports it where grammars are compiled
    assert again.returncode == 0


TEXTS = st.text(alphabet="ae{}1,甲 []\\^x", max_size=8)


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"a{e}", r"a{e<=1}", r"{甲}", r"a{1,2", r"a{,2}", r"a{2}", r"[{e}]", r"[]{e}]", r"[^]{e}]", r"\{e}"),
        *(r"[\]{e}]{2}", r"(?:ae){i}", r"a{", r"a{}", r"[a\]{]e", r"\[{e}\]", r"(?:a{1}){e}"),
    ],
)
@given(text=TEXTS)
def test_braces_mean_what_they_mean_to_re(pattern: str, text: str) -> None:
    import regex

    ours = [found.span() for found in regex.finditer(as_regex(pattern), text)]
    assert ours == [found.span() for found in re.finditer(pattern, text)]


@pytest.mark.parametrize(("pattern", "column"), [("[[一二]", 1), ("甲[一--二]", 3), ("[一&&二]", 2), ("[a||b]", 2)])
def test_a_pattern_that_may_mean_something_else_is_refused(
    pattern: str, column: int, tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    with pytest.raises(PlacedError, match="有歧义") as caught:
        with_rule(tmp_path, "mentions", KINDS["mentions"].format(pattern))
    assert caught.value.line == 6
    assert caught.value.column == len('    with: {aspects: {甲: ["') + 1 + column
    assert not recwarn.list


@pytest.mark.parametrize("more", [0, 1])
def test_the_longest_pattern(more: int, tmp_path: Path) -> None:
    params = KINDS["mentions"].format("甲" * (rule_values.LONGEST_PATTERN + more))
    if more:
        with pytest.raises(PlacedError, match="超过 2,000 个字"):
            with_rule(tmp_path, "mentions", params)
    else:
        with_rule(tmp_path, "mentions", params)


@pytest.mark.parametrize("more", [0, 1])
def test_the_most_patterns(more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_compile, "MOST_PATTERNS", 6)
    params = f"aspects: {{甲: [{', '.join('甲' * (5 + more))}], 乙: [乙]}}"
    if more:
        with pytest.raises(PlacedError, match="正则表达式超过 6 个"):
            with_rule(tmp_path, "mentions", params)
    else:
        with_rule(tmp_path, "mentions", params)


@pytest.mark.parametrize("more", [0, 1])
def test_the_most_rules(more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_compile, "MOST_RULES", 3)
    codes = [rule.code for rule in registry.rules()][: 3 + more]
    (tmp_path / "a.yaml").write_text("rules:\n" + "".join(f"  - {{code: {code}}}\n" for code in codes))
    if more:
        with pytest.raises(PlacedError, match="规则超过 3 条") as caught:
            registry.rules([str(tmp_path / "a.yaml")])
        assert caught.value.line == 5
    else:
        registry.rules([str(tmp_path / "a.yaml")])
