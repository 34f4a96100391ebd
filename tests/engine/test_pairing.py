"""Reports of one organ beside each other: among any number of files, in any order, however they are named."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linter.cli.main import main
from linter.engine import run, spool
from linter.engine.archive import Archive, Known, same_organ
from linter.engine.job import Job
from linter.engine.pairing import Before, paired
from linter.engine.spool import Spool
from linter.model.diagnostics import FileResult

EXAMPLES = Path(__file__).parents[2] / "rules" / "examples"
REPORT = (EXAMPLES / "2021.md").read_text("utf-8")
BEFORE = (EXAMPLES / "2021-before.md").read_text("utf-8")
FAULTY = REPORT.replace("规范性文件 |", "规范性文件 | 9", 1)


def across(*arguments: str) -> dict[str, Any]:
    """What the rules that look at last year's report say of each file, but for how the paths are written."""
    done = CliRunner().invoke(main, ["check", "-f", "json", *arguments], prog_name="nianbao")
    told = {}
    for entry in json.loads(done.stdout)["files"]:
        found = [one for one in entry["diagnostics"] + entry["not_evaluated"] if one["code"].startswith("Y")]
        for one in found:
            one.pop("fingerprint", None)
        told[Path(entry["path"]).name] = json.dumps(found, ensure_ascii=False, sort_keys=True)
    return told


@pytest.mark.parametrize("most_held", [0, 1, 5, 10, 11, 1000])
def test_a_spool_gives_back_what_it_was_given(most_held: int) -> None:
    held = Spool[str](most_held)
    for number in range(10):
        held.add(str(number))
    assert list(held) == [str(number) for number in range(10)]
    assert list(Spool[str](most_held)) == []


def test_a_spool_holds_no_more_in_memory_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    held = Spool[int](3)
    for number in range(100):
        held.add(number)
        assert len(held._held) <= 3
    assert list(held) == list(range(100))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.whole
@pytest.mark.parametrize("most_held", [1, 1000])
@pytest.mark.parametrize("jobs", [1, 2])
def test_pairs_are_found_however_few_results_are_held(
    jobs: int, most_held: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "MOST_HELD", most_held)
    (tmp_path / "z-before.md").write_text(BEFORE, "utf-8")
    for number in range(6):
        (tmp_path / f"{number}.md").write_text(FAULTY if number == 3 else REPORT, "utf-8")
    found = across("--jobs", str(jobs), str(tmp_path))
    assert list(found) == [*(f"{number}.md" for number in range(6)), "z-before.md"]
    assert [name for name in found if "Y502" in found[name]] == ["3.md"]


@pytest.mark.whole
def test_they_are_found_among_more_files_than_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond 5,000 files nothing was paired."""
    first = run.check_file(_written(tmp_path / "before.md", BEFORE), Job(*_job()))
    now = run.check_file(_written(tmp_path / "now.md", FAULTY), Job(*_job()))
    paths = [str(tmp_path / "before.md"), *(f"{number}.md" for number in range(6000)), str(tmp_path / "now.md")]
    empty = first._replace(organization=None, year=None, diagnostics=())
    seen: list[int] = []

    class Looks:
        def first(self, paths: Sequence[str], job: Job) -> Iterator[FileResult]:
            seen.append(len(paths))
            for path in paths:
                yield first if path.endswith("before.md") else now if path.endswith("now.md") else empty

        def second(self, paths: Sequence[str], job: Job, beside: Mapping[str, Before]) -> Iterator[FileResult | None]:
            seen.append(len(paths))
            return (run.check_again(path, job) for path in paths)

        def settle(self, path: str, before: Before) -> None:
            raise AssertionError

    found = list(paired(paths, Job(*_job()), Looks()))
    assert seen == [len(paths), 1]
    assert len(found) == len(paths)
    assert "Y502" in {one.code for one in found[-1].diagnostics}


def _job() -> Any:
    from linter.checks.registry import shipped
    from linter.engine.lint import Options

    return shipped(), Options()


def _written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Last year's report stands there several times, in different words and with the same figures."""
    (tmp_path / "now.md").write_text(FAULTY, "utf-8")
    for number, name in enumerate(("a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "g.md")):
        (tmp_path / name).write_text(BEFORE.replace("2021", "2021", 1) + "\n" * number, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.whole
def test_the_order_of_arguments_makes_no_difference(twice: Path) -> None:
    names = sorted(path.name for path in twice.iterdir())
    first = across(*names)
    assert "Y502" in first["now.md"]
    assert "a.md" in first["now.md"]
    for rotated in range(1, len(names)):
        other = across(*names[rotated:], *names[:rotated])
        assert other == first
    assert across(*reversed(names)) == first


@pytest.mark.whole
def test_nor_where_the_copies_differ(twice: Path) -> None:
    (twice / "g.md").write_text(BEFORE.replace("规范性文件 |", "规范性文件 | 7", 1), "utf-8")
    (twice / "f.md").unlink()
    (twice / "e.md").unlink()
    (twice / "d.md").unlink()
    names = ["a.md", "b.md", "g.md", "now.md"]
    first = across(*names)
    assert "g.md" in first["now.md"]
    assert all(across(*order) == first for order in itertools.permutations(names))


@pytest.mark.whole
def test_nor_does_the_way_a_folder_is_written(twice: Path) -> None:
    folder = twice / "sub"
    folder.mkdir()
    for path in list(twice.glob("*.md")):
        path.rename(folder / path.name)
    spellings = ["sub", "./sub", "sub/", str(folder), f"{folder}/", "sub/../sub"]
    found = []
    for spelling in spellings:
        told = across(spelling)["now.md"]
        for written in sorted(("sub/../sub/", f"{folder}/", "./sub/", "sub/"), key=len, reverse=True):
            told = told.replace(written, "")
        found.append(told)
    assert len(set(found)) == 1
    assert "a.md" in found[0]


@pytest.mark.whole
def test_nor_does_the_way_the_prior_folder_is_written(twice: Path) -> None:
    folder = twice / "sub"
    folder.mkdir()
    for path in twice.glob("?.md"):
        path.rename(folder / path.name)
    found = {
        across("--prior", spelling, "now.md")["now.md"].replace(f"{folder}/", "").replace("sub/", "").replace("./", "")
        for spelling in ("sub", "./sub", "sub/", str(folder))
    }
    assert len(found) == 1
    assert "Y502" in found.pop()


NAMES = [
    "甲市教育局",
    "教育局",
    "乙省甲市教育局",
    "甲市人民政府",
    "市人民政府",
    "乙省甲市人民政府",
    "人民政府",
    "甲市财政局",
    "",
]


def test_names_are_found_as_they_are_compared() -> None:
    archive = Archive([Known(f"{number}.md", name, 2021) for number, name in enumerate(NAMES)])
    for name in NAMES:
        alike = [other for other in NAMES if same_organ(other, name)]
        assert [known.organization for known in archive._meant(name, 2022)] == alike, name
        assert archive.has_before(name, 2022) is bool(name and alike)
        assert not archive.has_before(name, 2021)


def test_many_names_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.engine import archive as prior

    count = 2000
    archive = Archive([Known(f"{number}.md", f"第{number:06}号街道办事处", 2021) for number in range(count)])
    archive.has_before("甲", 2022)
    asked: list[str] = []
    monkeypatch.setattr(prior, "fold", lambda name: asked.append(name) or name)
    for number in range(count):
        assert archive.has_before(f"第{number:06}号街道办事处", 2022)
    assert len(asked) <= 3 * count
