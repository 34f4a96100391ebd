"""A second run over many files: the same words, sooner, and never what was true before a change."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

import pytest

from benchmarks import word
from benchmarks.drawing import LAYOUTS, draw
from benchmarks.faults import with_value
from benchmarks.reports import SyntheticReport, make_report
from linter.engine import lint, store
from linter.engine import run as running
from tests.outside.program import run
from tests.places import EXAMPLES

pytestmark = pytest.mark.slow

MANY = 30
PAIR = EXAMPLES / "two-years"


@pytest.fixture
def cache_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "cache"
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(folder))
    return folder


@cache
def of_one_year(number: int) -> SyntheticReport:
    """A report on 2023, so that none is last year's of another."""
    return next(report for seed in count(number * 1000) if (report := make_report(Random(seed))).year == 2023)


@cache
def drawings() -> Mapping[str, bytes]:
    """Reports on one year in all layouts, every third with a wrong figure, and one that cannot be read."""
    drawn = {"empty.txt": b""}
    for number in range(MANY):
        report = of_one_year(number)
        if number % 3 == 0:
            report = with_value(report, "applications/granted/person", 999)
        drawing = draw(report, list(LAYOUTS)[number % len(LAYOUTS)])
        drawn[f"{number:02}-{drawing.name}"] = drawing.data
    return drawn


@pytest.fixture
def many(tmp_path: Path, cache_folder: Path) -> Path:
    for name, data in drawings().items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were checked in this process, not recalled."""
    paths: list[str] = []

    def noted(path: str, *rest: object, **options: object) -> object:
        paths.append(Path(path).name)
        return lint.lint_bytes(path, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "lint_bytes", noted)
    return paths


def again(folder: Path, *options: str) -> str:
    return run("check", "-f", "json", "--jobs", "1", *options, str(folder)).stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("format", ["console", "concise", "json", "jsonl", "sarif", "github"])
def test_the_second_run_says_the_same(format: str, jobs: str, many: Path) -> None:
    first, second, without = (
        run("check", "-f", format, "--jobs", jobs, *options, str(many)) for options in ((), (), ("--no-cache",))
    )
    assert first.stdout
    assert second == first == without


def test_a_file_that_has_not_changed_is_not_checked_again(many: Path, checked: list[str]) -> None:
    first = again(many)
    assert len(checked) == MANY + 1
    checked.clear()
    assert again(many) == first
    assert checked == ["empty.txt"]  # why it could not be read may have gone


def test_a_changed_file_is_checked_again(many: Path, checked: list[str]) -> None:
    before = again(many)
    path = next(many.glob("01-*"))
    report = with_value(of_one_year(1), "applications/granted/person", 999)
    path.write_bytes(draw(report, "pipes").data)
    checked.clear()
    assert again(many) != before
    assert checked == [path.name, "empty.txt"]


def test_a_renamed_file_is_told_by_its_new_name(many: Path) -> None:
    again(many)
    path = next(many.glob("00-*.txt"))
    path.rename(path.with_name("aa.md"))
    assert '"path": "' + str(path.with_name("aa.md")) in again(many)


QUESTIONS = (
    ("--lang", "en"),
    ("--select", "A"),
    ("--ignore", "A300"),
    ("--year", "2019"),
    ("--level", "county"),
    ("-f", "console"),
)


def test_another_question_has_its_own_answer(many: Path) -> None:
    """Each is asked where the answers to those before it are kept."""
    again(many)
    for options in QUESTIONS:
        assert (options, again(many, *options)) == (options, again(many, *options, "--no-cache"))


def test_a_changed_rule_file_is_heeded(many: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    rules = tmp_path_factory.mktemp("rules") / "own.yaml"
    for severity in ("info", "warning", "error"):
        rules.write_text(f"rules:\n  - code: A300\n    severity: {severity}\n", encoding="utf-8")
        done = run("check", "-f", "json", "--jobs", "1", "--rules", str(rules), str(many))
        levels = {d["severity"] for entry in done.json["files"] for d in entry["diagnostics"] if d["code"] == "A300"}
        assert levels == {severity}


def test_last_years_report_is_heeded_when_it_changes(many: Path, checked: list[str]) -> None:
    last, this = many / "y-2021.md", many / "y-2022.md"
    last.write_bytes((PAIR / "2021.md").read_bytes())
    this.write_bytes((PAIR / "2022.md").read_bytes())

    def across() -> list[str]:
        done = run("check", "-f", "json", "--jobs", "1", str(many))
        entry = next(entry for entry in done.json["files"] if entry["path"] == str(this))
        return sorted(d["code"] for d in entry["diagnostics"] if d["code"].startswith("Y"))

    assert across() == ["Y501", "Y502"]
    checked.clear()
    assert across() == ["Y501", "Y502"]
    assert checked == ["empty.txt"]
    text = last.read_text("utf-8")
    last.write_text(text.replace("澜川市人民政府", "云川市人民政府"), "utf-8")
    assert across() == []
    last.write_text(text, "utf-8")
    assert across() == ["Y501", "Y502"]
    last.unlink()
    assert across() == []


def test_copies_with_comments_are_the_same_the_second_time(tmp_path: Path, cache_folder: Path) -> None:
    for number in range(MANY):
        report = with_value(of_one_year(number), "applications/granted/person", 999)
        (tmp_path / f"{number}.docx").write_bytes(word.draw(report, "docx").data)
    first, second = (tmp_path / name for name in ("first", "second"))
    for target in (first, second):
        run("check", "--jobs", "1", "--annotate", str(target), *map(str, sorted(tmp_path.glob("*.docx"))))
    assert len(list(first.iterdir())) == MANY
    assert all((second / path.name).read_bytes() == path.read_bytes() for path in first.iterdir())


def kept_in(folder: Path) -> Iterator[bytes]:
    with sqlite3.connect(folder / "results.sqlite") as connection:
        for (value,) in connection.execute("SELECT value FROM result"):
            yield zlib.decompress(value[4:])
    connection.close()


def test_no_sentence_of_a_clean_report_is_kept(tmp_path: Path, cache_folder: Path) -> None:
    sentences = []
    for number in range(MANY):
        report = of_one_year(number)
        sentences += [passage.text.encode() for part in report.parts for passage in part.passages]
        (tmp_path / f"{number}.md").write_bytes(draw(report, "markdown").data)
    run("check", "--jobs", "1", str(tmp_path))
    kept = list(kept_in(cache_folder))
    assert len(kept) == MANY
    assert not any(sentence in value for value in kept for sentence in sentences if len(sentence) > 60)
    assert not any(str(tmp_path).encode() in value for value in kept)


def leaves_no_result(cache_folder: Path) -> bool:
    return not (cache_folder / "results.sqlite").exists()


def test_few_files_leave_nothing(tmp_path: Path, cache_folder: Path) -> None:
    for number in range(running._FEWEST_FOR_PROCESSES - 1):
        (tmp_path / f"{number}.md").write_bytes(draw(make_report(Random(number)), "markdown").data)
    run("check", "--jobs", "1", str(tmp_path))
    assert leaves_no_result(cache_folder)
    (tmp_path / "one-more.md").write_bytes(draw(make_report(Random(99)), "markdown").data)
    run("check", "--jobs", "1", str(tmp_path))
    assert not leaves_no_result(cache_folder)


def test_without_the_cache_nothing_is_left(many: Path, cache_folder: Path) -> None:
    run("check", "--no-cache", str(many))
    assert leaves_no_result(cache_folder)


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:5000], lambda data: data[:4096] + b"\xff" * 8192 + data[12288:]]
)
def test_a_damaged_file_of_results_does_no_harm(
    damage: Callable[[bytes], bytes], many: Path, cache_folder: Path
) -> None:
    first = again(many)
    path = cache_folder / "results.sqlite"
    path.write_bytes(damage(path.read_bytes()))
    assert [again(many) for _ in range(2)] == [first, first]


def test_a_python_without_sqlite_checks_all_the_same(
    many: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name, package=None: None)
    assert again(many) == again(many)
    assert leaves_no_result(cache_folder)


def test_commands_at_the_same_time_say_the_same(many: Path) -> None:
    command = [sys.executable, "-m", "linter", "check", "-f", "json", "--jobs", "2", str(many)]
    environment = {**os.environ, "PYTHONPATH": str(Path(store.__file__).parents[2])}
    commands = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    said = [command.communicate(timeout=120) for command in commands]
    assert {output for output, _ in said} == {again(many).encode()}
    assert {complaint for _, complaint in said} == {b""}
