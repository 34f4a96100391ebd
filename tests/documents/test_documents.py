"""What the documents say is so: commands give the output shown, tables name what the program has."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
import tomllib
import yaml

from linter.cli.desk.kept_files import MOST_BYTES, MOST_FILES
from linter.config import configuration as config
from linter.reporters import FORMATS
from linter.rules import schema as rule_schema
from tests.places import TOP

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGES = (
    "README.md",
    *sorted(f"docs/{path.name}" for path in (TOP / "docs").glob("*.md") if not path.name.endswith(".zh-CN.md")),
)


def chinese(page: str) -> str:
    """The page that says the same in Chinese."""
    return page.removesuffix(".md") + ".zh-CN.md"


EVERY_PAGE = sorted(
    path.relative_to(TOP).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "examples/**/README.md", "tests/**/README.md")
    for path in TOP.glob(pattern)
)


def both(*pages: str) -> pytest.MarkDecorator:
    """Runs a test on these pages and on their Chinese equals."""
    return pytest.mark.parametrize("page", [each for page in pages for each in (page, chinese(page))])


MOST_ROOMS = 20
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LEFT_OUT = "..."


class Shown(NamedTuple):
    """A command as a page shows it, and the lines below it."""

    command: str
    output: str


class Ran(NamedTuple):
    status: int
    output: str


def text_of(page: str) -> str:
    return (TOP / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, str]]:
    """Language and content of each code block."""
    return _BLOCK.findall(text_of(page))


def file_block(page: str, name: str) -> str:
    """The block that begins with a comment naming this file."""
    (found,) = [content for _, content in blocks(page) if content.startswith(f"# {name}\n")]
    return found


def shown(page: str) -> list[Shown]:
    """The commands of the page's console blocks, each with the lines below it."""
    found = []
    for language, content in blocks(page):
        if language == "console":
            for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append(Shown(command, output))
    return found


def headings(page: str) -> list[tuple[str, str]]:
    """Signs of the level and words of each heading."""
    return re.findall(r"^(#+) (.*)$", _BLOCK.sub("", text_of(page)), re.MULTILINE)


def anchor(heading: str) -> str:
    """What a link to a heading ends with, as code hosts make it of the heading's words."""
    return re.sub(r"[^\w\- ]|_", "", heading.lower()).replace(" ", "-")


def anchors(page: str) -> set[str]:
    return {anchor(words) for _, words in headings(page)}


def links(page: str) -> list[tuple[str, str]]:
    """The links of a page to files beside it: the file, empty for the page itself, and the heading, perhaps empty."""
    found = re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", _BLOCK.sub("", text_of(page)))
    return [(file, heading) for file, heading in found if not file.startswith("https://")]


def rows(page: str, *, first: str) -> list[list[str]]:
    """The cells of the table whose first row below the header begins with `first`."""
    lines = text_of(page).split("\n")
    start = next(index for index, line in enumerate(lines) if line.startswith(f"| {first} |"))
    found = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return found


def run(command: str, folder: Path) -> Ran:
    """A command line of a page, run in a folder; what it writes, in the order in which it comes."""
    words = shlex.split(command)
    data = None
    if "<" in words:
        at = words.index("<")
        data = (folder / words[at + 1]).read_bytes()
        words = words[:at]
    assert words[0] == "nianbao"
    done = subprocess.run(
        [sys.executable, "-m", "linter", *words[1:]],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(TOP),
            "PYTHONIOENCODING": "utf-8",
            "COLUMNS": "80",
            "NIANBAO_CACHE_DIR": str(folder / "cache"),
        },
        input=data if data is not None else b"",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8").replace("\r\n", "\n"))


def as_pattern(output: str) -> str:
    """A pattern for an output in which a line `...` stands for any lines."""
    lines = output.splitlines(keepends=True)
    return "".join("(?:.*\n)*?" if line.strip() == _LEFT_OUT else re.escape(line) for line in lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the commands of the pages speak of."""
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(TOP / "examples", made / "examples")
    shutil.copytree(TOP / "examples", made / "reports")
    local = file_block("docs/configuration.md", "local.yaml")
    (made / "local.yaml").write_text(local, encoding="utf-8")
    assert local.count("received") == 2  # the row and the English message; the first is the row
    (made / "broken.yaml").write_text(local.replace("received", "recieved", 1), encoding="utf-8")
    return made


# --- commands and their output ---


@pytest.mark.whole
@pytest.mark.parametrize(
    "example", [example for page in PAGES for example in shown(page)], ids=lambda example: example.command
)
def test_a_command_prints_what_the_page_shows(example: Shown, folder: Path) -> None:
    ran = run(example.command, folder)
    assert re.fullmatch(as_pattern(example.output), ran.output), ran.output


def test_a_wrong_output_would_be_seen() -> None:
    assert re.fullmatch(as_pattern("a\n...\nd\n"), "a\nb\nc\nd\n")
    assert not re.fullmatch(as_pattern("a\n...\nd\n"), "a\nb\nc\n")
    assert not re.fullmatch(as_pattern("a 1.0\n"), "a 1x0\n")


def test_every_command_of_the_program_is_shown() -> None:
    commands = " ".join(example.command for page in PAGES for example in shown(page))
    for name in ("check", "tree", "extract", "explain", "new", "survey"):
        assert f"nianbao {name}" in commands


@pytest.mark.whole
def test_the_commands_of_the_readers_work(tmp_path: Path) -> None:
    """Those of the first page for a repository and for an office; the clerk's is the page of tests/cli/desk."""
    shutil.copytree(TOP / "examples" / "two-years", tmp_path / "reports")
    (tmp_path / "organs.csv").write_text("名称\n澜川市人民政府\n", "utf-8")
    commands = [line for _, content in blocks("README.md") for line in content.splitlines() if line[:8] == "nianbao "]
    made = [run(command, tmp_path) for command in commands]
    assert [(command.split()[1], ran.status) for command, ran in zip(commands, made, strict=True)] == [
        ("init", 0),
        ("survey", 1),
    ]
    assert (tmp_path / ".nianbao.yaml").is_file()
    assert (tmp_path / "survey.xlsx").is_file()


@pytest.mark.slow
@both("docs/integration.md")
def test_the_lines_for_ci_are_commands_that_work(page: str, folder: Path) -> None:
    lines = [
        line
        for language, content in blocks(page)
        if language == "yaml"
        for line in re.findall(r"nianbao check .*", content)
    ]
    assert len(lines) == 3
    for line in lines:
        assert run(line, folder).status == (0 if "--fail-on never" in line else 1), line
    sarif = json.loads((folder / "nianbao.sarif").read_text(encoding="utf-8"))
    assert sarif["version"] == "2.1.0"
    assert json.loads((folder / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert "<failure" in (folder / "junit.xml").read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_page() -> None:
    script = text_of(".ci/run")
    wanted = re.search(r"grep -m1 '(\^[^']*)' README\.md", script)
    assert wanted is not None
    lines = [line for line in text_of("README.md").splitlines() if re.match(wanted[1], line)]
    assert lines == ['python3 -m venv .venv && .venv/bin/pip install -q -e ".[dev]" && .venv/bin/python -m pytest']


# --- own rules and configuration ---


@pytest.mark.whole
def test_the_rule_file_of_the_page_adds_and_changes_rules(folder: Path) -> None:
    ran = run("nianbao rules -f json --rules local.yaml", folder)
    found = {rule["code"]: rule for rule in json.loads(ran.output)}
    assert (found["P901"]["check"], found["P902"]["check"]) == ("mentions", "equation")
    assert found["S108"]["severity"] == "info"


def test_the_configuration_of_the_page_has_every_key_and_is_read(tmp_path: Path) -> None:
    content = file_block("docs/configuration.md", ".nianbao.yaml")
    (tmp_path / ".nianbao.yaml").write_text(content, encoding="utf-8")
    loaded = config.load(None, str(tmp_path))
    assert list(yaml.safe_load(content)) == list(known_keys())
    assert loaded.exclude == ("archive", "*.draft.md")
    assert loaded.prior == os.path.normpath(tmp_path / "../last-year")
    assert loaded.rules == (str(tmp_path / "local.yaml"),)
    assert loaded.severity["S108"] == "off"


def known_keys() -> tuple[str, ...]:
    return config.FIELDS


@both("docs/configuration.md")
def test_the_keys_of_the_configuration_are_listed(page: str) -> None:
    assert sorted(row[0].strip("`") for row in rows(page, first="`select`")) == sorted(known_keys())


@both("docs/configuration.md")
def test_the_fields_of_a_rule_are_listed(page: str) -> None:
    named = re.findall(r"`(\w+)`", " ".join(row[0] for row in rows(page, first="`code`")))
    assert sorted(named) == sorted(rule_schema.RULE_FIELDS)


# --- tables of rules and formats, what is refused ---


@pytest.mark.whole
@both("README.md")
def test_the_page_says_what_the_letters_of_codes_stand_for(page: str, folder: Path) -> None:
    letters = {rule["code"][0] for rule in json.loads(run("nianbao rules -f json", folder).output)}
    assert {row[0].strip("`") for row in rows(page, first="`S`")} == letters


@both("docs/usage.md")
def test_the_formats_are_those_of_the_program(page: str) -> None:
    assert {row[0].strip("`") for row in rows(page, first="`console`")} == set(FORMATS)


@both("docs/usage.md")
def test_the_options_and_limits_of_the_local_page_are_told(page: str, folder: Path) -> None:
    (section,) = [part for part in text_of(page).split("\n## ") if "`nianbao serve` " in part.split("\n")[2]]
    options = re.findall(r"--[a-z-]+", run("nianbao serve --help", folder).output)
    assert set(re.findall(r"`(--[a-z-]+)`", section)) == set(options) - {"--help", "--no-cache"}
    assert re.search(rf"\b{MOST_FILES}\b|{MOST_FILES}份", section)
    assert f"{MOST_BYTES // 1024 // 1024} MiB" in section
    extras = tomllib.loads(text_of("pyproject.toml"))["project"]["optional-dependencies"]
    assert re.findall(r"`pip install \"\.\[(\w+)\]\"`", section) == [name for name in extras if name == "desk"]


# --- the pages beside each other ---


@pytest.mark.parametrize("page", PAGES)
def test_both_pages_have_the_same_headings_and_code(page: str) -> None:
    levels = [[level for level, _ in headings(each)] for each in (page, chinese(page))]
    assert levels[0] == levels[1]
    assert blocks(page) == blocks(chinese(page))


@pytest.mark.parametrize("page", PAGES)
def test_both_pages_lead_to_the_same_places(page: str) -> None:
    """A link may stand elsewhere in the other language, but none is missing there."""

    def places(page: str) -> list[str]:
        return sorted(
            re.sub(r"\.zh-CN|(?<=rules/)(?:zh|en)(?=/)", "", file)
            for file, _ in links(page)
            if file not in (Path(chinese(page)).name, Path(page.replace(".zh-CN", "")).name)
        )

    assert places(page) == places(chinese(page))


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_links_lead_to_files_and_headings(page: str) -> None:
    for file, heading in links(page):
        place = (TOP / page).parent.joinpath(file) if file else TOP / page
        assert place.exists(), file
        if heading:
            assert heading in anchors(place.resolve().relative_to(TOP).as_posix()), f"{file}#{heading}"


@both(*PAGES[1:])
def test_the_first_page_leads_to_every_page(page: str) -> None:
    first = "README.zh-CN.md" if page.endswith(".zh-CN.md") else "README.md"
    assert page in {file for file, _ in links(first)}


def test_the_source_archive_holds_what_the_pages_lead_to() -> None:
    packed = tomllib.loads(text_of("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    for name in packed:
        assert (TOP / name).exists(), name
    for page in EVERY_PAGE:
        for file, _ in links(page):
            place = (TOP / page).parent.joinpath(file).resolve().relative_to(TOP)
            assert not place.parts or place.parts[0] in packed, f"{page}: {file}"  # without parts it is all of it


def test_a_wrong_link_would_be_seen() -> None:
    assert anchor("Last year's report") == "last-years-report"
    assert anchor("汇总多个机关、多个年度") == "汇总多个机关多个年度"
    assert anchor("`new`, and _more_ (2)") == "new-and-more-2"


@pytest.mark.whole
def test_the_picture_shows_the_findings_of_today(folder: Path) -> None:
    drawn = "".join(unescape(part) for part in re.findall(r">([^<]*)</text>", text_of("docs/console.svg")))
    drawn = re.sub(r"\s", "", drawn)
    findings = run("nianbao check examples/2021-faulty.txt", folder).output.splitlines()
    assert findings
    for finding in findings:
        match = re.fullmatch(r"[^:]+:(\d+):(\d+): (\w+) \w+ (.*)", finding)
        assert match is not None
        line, column, code, message = match.groups()
        assert re.sub(r"\s", "", f"{code}{message}") + f"-->第{line}行第{column}列" in drawn


# --- ARCHITECTURE.md ---


def test_the_rooms_of_the_architecture_are_those_of_the_import_contract() -> None:
    (contract, _) = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = [re.findall(r"\w+", layer) for layer in contract["layers"] if layer != "__main__"]
    assert [re.findall(r"`(\w+)`", row[0]) for row in rows("ARCHITECTURE.md", first="`cli`")] == layers
    packages = {path.parent.name for path in (TOP / "linter").glob("*/__init__.py")}
    assert {room for layer in layers for room in layer} == packages
    assert len(packages) <= MOST_ROOMS


def test_the_modules_that_the_architecture_names_are_there() -> None:
    for named in re.findall(r"`(\w+/\w+\.py)`", text_of("ARCHITECTURE.md")):
        assert (TOP / "linter" / named).is_file(), named
