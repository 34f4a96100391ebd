"""One report as a pure function: what goes in and comes out can be pickled, and it says what `check` says."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from linter.checks.registry import shipped
from linter.engine.job import Job
from linter.engine.lint import Options
from linter.engine.one_report import Question, check_report, in_pairs, not_checked
from linter.engine.run import check_files
from linter.model.diagnostics import FileResult, ReadError
from linter.model.last_year import Missing
from linter.rules.selection import select
from tests.outside.program import run
from tests.places import EXAMPLES

YEARS = EXAMPLES / "two-years"
FACTS = Options(facts=True, excerpts=True, proof=True)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("20*-faulty.*")), ids=lambda path: path.name)
def test_questions_and_results_travel_both_ways(path: Path) -> None:
    work = pickle.loads(pickle.dumps((check_report, (path.name, path.read_bytes(), FACTS, None, shipped()))))
    result = work[0](*work[1])
    assert result.diagnostics
    assert pickle.loads(pickle.dumps(result)) == result == check_report(path.name, path.read_bytes(), FACTS)


@pytest.mark.whole
def test_it_says_what_check_says() -> None:
    for path in sorted(EXAMPLES.glob("20*")):
        (told,) = run("check", str(path), "-f", "json").json["files"]
        result = check_report(str(path), path.read_bytes())
        assert [one.message for one in result.diagnostics] == [one["message"] for one in told["diagnostics"]]
        assert result.verdict == told["verdict"]


def test_last_years_report_comes_as_bytes() -> None:
    name, before = "2022.md", {"2021.md": (YEARS / "2021.md").read_bytes()}
    data = (YEARS / name).read_bytes()
    beside = check_report(name, data, prior=before)
    assert {"Y501", "Y502"} <= {one.code for one in beside.diagnostics}
    assert not beside.not_compared
    alone = check_report(name, data)
    assert not {one.code for one in alone.diagnostics} & {"Y501", "Y502"}
    assert [it.what for it in alone.not_compared] == ["prior"]


def test_copies_that_differ_and_none_that_can_be_read_are_told() -> None:
    data, before = (YEARS / "2022.md").read_bytes(), (YEARS / "2021.md").read_bytes()
    other = before.decode().replace("| 4 |", "| 5 |", 1).encode()
    assert other != before
    differ = check_report("2022.md", data, prior={"a.md": before, "b.md": other})
    assert "a.md、b.md" in differ.not_compared[0].reason
    damaged = check_report("2022.md", data, prior={"a.docx": b"PK\3\4 damaged"})
    assert len(damaged.not_compared) == 1
    reason = {"zh": "另有原因", "en": "another reason"}
    assert check_report("2022.md", data, prior=Missing(reason)).not_compared[0].reason == "另有原因"


def test_rules_and_options_are_those_that_are_given() -> None:
    data = (EXAMPLES / "2021-faulty.txt").read_bytes()
    result = check_report("a.txt", data, Options(lang="en"), rules=select(shipped().rules, ["T"]))
    assert [(one.code, one.message[:3]) for one in result.diagnostics] == [("T205", "cel")]


def test_what_cannot_be_read_is_a_result() -> None:
    assert check_report("a.docx", b"PK\3\4 damaged").error is not None
    result = not_checked("a", ReadError("E001", "没有", "gone"), Options(lang="en"))
    assert (result.path, result.error, result.verdict) == ("a", ("E001", "gone"), "unreadable")


@pytest.mark.whole
def test_pairs_are_those_of_a_run_over_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    contents = {
        **{f"两年/{year}.md": (YEARS / f"{year}.md").read_bytes() for year in (2022, 2021)},
        "副本.md": (YEARS / "2021.md").read_bytes(),
        "坏.docx": b"PK\3\4 damaged",
        "别.txt": (EXAMPLES / "2021-clean.txt").read_bytes(),
    }
    for name, data in contents.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(data)
    asked: list[Question] = []

    def check(questions: Sequence[Question]) -> Iterator[FileResult]:
        for question in questions:
            asked.append(question)
            names = question.prior
            prior = {copy: contents[copy] for copy in names} if names else None
            yield check_report(question.name, contents[question.name], Options(facts=True), prior)

    found = list(in_pairs(list(contents), check))
    assert found == list(check_files(list(contents), Job(shipped(), Options(facts=True)), 1))
    assert [len(result.not_compared) for result in found] == [0, 1, 1, 0, 1]
    assert asked[len(contents) :] == [Question("两年/2022.md", ("两年/2021.md", "副本.md"))]
