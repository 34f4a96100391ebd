"""CONTRIBUTING.md and its Chinese equal name files and commands that are there."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from tests.places import TOP

PAGES = ("CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md")
_PLACE = re.compile(r"(?:linter|rules|tests|docs|schema|\.ci)/[\w./-]*|\.pre-commit-hooks\.yaml|[\w-]+\.md")
_TOOLS = {"ruff": "ruff", "mypy": "mypy", "lint-imports": "importlinter", "python": "sys"}


def text_of(page: str) -> str:
    return (TOP / page).read_text("utf-8")


def named(page: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text_of(page))


@pytest.mark.parametrize("page", PAGES)
def test_the_files_that_are_named_are_there(page: str) -> None:
    words = [word for code in named(page) for word in code.split() if _PLACE.fullmatch(word)]
    words += re.findall(r"\]\(([^)]+)\)", text_of(page))
    assert len(words) > 15
    for word in words:
        assert (TOP / word).exists(), word


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_that_are_named_are_there(page: str) -> None:
    commands = [code.split() for code in named(page) if code.split()[0] in _TOOLS]
    modules = {command[2] for command in commands if command[:2] == ["python", "-m"]}
    assert {"pytest", "tests.thresholds", "tests.fuzz", "tests.corpus", "docs.reference"} == modules
    for module in (*modules, *(_TOOLS[command[0]] for command in commands)):
        assert find_spec(module), module
    for option in ("--whole", "--minutes", "--out"):
        assert any(option in command for command in commands)


def test_the_test_command_is_that_of_the_readme() -> None:
    (command,) = re.findall(r"```sh\n(.*)\n```", text_of(PAGES[0]))
    assert command in text_of("README.md").splitlines()


def test_both_pages_say_the_same() -> None:
    english, chinese = (sorted([*named(page), *re.findall(r"^#+ ", text_of(page), re.M)]) for page in PAGES)
    assert english == chinese
    counts = [re.findall(r"\| (\d) \|", text_of(page)) for page in PAGES]
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("page", "readme"), [(PAGES[0], "README.md"), (PAGES[1], "README.zh-CN.md")])
def test_the_readme_leads_to_it(page: str, readme: str) -> None:
    assert f"]({page})" in text_of(readme)
