"""What is made from the code and the rule files is as it would be made today, and says all of it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs import reference
from linter.checks.registry import rules as load
from linter.cli.main import main
from linter.rules.rule import Guidance, Rule

MADE = reference.files()
RULES = load()


def name(path: Path) -> str:
    return path.relative_to(reference.TOP).as_posix()


@cache
def made(path: Path) -> str:
    return MADE[path]()


@pytest.mark.parametrize("path", MADE, ids=name)
def test_it_is_up_to_date(path: Path) -> None:
    told = "run `python -m docs.reference`"
    assert path.is_file(), told
    assert path.read_text("utf-8") == made(path), told


def test_there_is_no_page_of_a_rule_that_is_gone() -> None:
    assert set(reference.PAGES.glob("*/*")) | set(reference.SCHEMA_FOLDER.iterdir()) == set(MADE)


@pytest.mark.parametrize("path", [path for path in MADE if path.suffix == ".md"], ids=name)
def test_its_links_lead_to_pages(path: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", re.sub(r"(?s)```.*?```", "", made(path)))
    links = [link for link in links if link.endswith(".md")]
    assert links
    assert all((path.parent / link).resolve() in MADE for link in links)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_failing_example_shows_what_is_found_and_no_passing_one_does(rule: Rule) -> None:
    for part in reference.explanation(rule, RULES, "zh"):
        for example in part.examples:
            assert example.lines
            assert bool(example.messages) == (part.heading == "错例"), example


def test_a_page_has_everything_in_its_order() -> None:
    page = made(reference.PAGES / "zh" / "A301.md")
    wanted = ["检查什么", "依据", "适用年度", "为什么", "错例", "正例", "怎么改", "何时可以忽略"]
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == wanted


@pytest.mark.whole
def test_a_rule_with_a_plain_help_text_has_a_page() -> None:
    guide = {"zh": {"asks": "检查一件事。再说一句。"}, "en": {"asks": "Checks. And more."}}
    plain = RULES[0]._replace(explained=Guidance.of(guide, {}))
    assert "## 检查什么\n\n检查一件事。再说一句。\n" in reference.page(plain, RULES, "zh")
    assert "## Why" not in reference.page(plain, RULES, "en")
    assert "| Checks. |" in reference.index([plain], "en")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_help_is_its_parts_in_one_text(rule: Rule) -> None:
    for lang, parts in rule.explained.guide.items():
        assert all(text in rule.help[lang] for text in parts.values())


@pytest.mark.whole
@pytest.mark.parametrize(
    "example",
    [
        "{base: '2021', set: {applications/none/person: 3}}",
        "{base: '2021', replace: {nowhere: x}}",
        "{base: '2008', set: {applications/total/person: 3}}",
        "{text: ' ', format: html}",
        "{text: '<p></p>', format: html}",
        "{text: x, year: 2001}",
        "{base: '2021', prior: {base: '2021', replace: {nowhere: x}}}",
    ],
)
def test_examples_of_a_user_that_cannot_be_made_are_shown_all_the_same(example: str, tmp_path: Path) -> None:
    text = f"rules: [{{code: A301, examples: {{fail: [{example}], pass: [{{base: '2021'}}]}}}}]"
    (tmp_path / "local.yaml").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["explain", "A301", "--rules", str(tmp_path / "local.yaml")])
    if "' '" in example:
        assert (done.exit_code, done.stdout) == (2, "")  # an empty text is refused with its place
    else:
        assert done.exit_code == 0, done.stderr
        assert "错例" in done.stdout
