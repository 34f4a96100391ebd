"""Whether last year's report matters is told from little of both, and never wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.pairs import of_two_years
from linter.checks.registry import shipped
from linter.engine import comparison, run, store
from linter.engine.archive import prior_report
from linter.engine.job import Job
from linter.engine.lint import Options, is_consistent, lint_bytes
from linter.engine.spool import Spool
from linter.model.diagnostics import FileResult
from tests.places import RULE_EXAMPLES

REPORT = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
BEFORE = (RULE_EXAMPLES / "2021-before.md").read_text("utf-8")
RECEIVED = "全年新收政府信息公开申请400件"
ADDRESSES = (
    *(f"applications/carried_over/{column}" for column in ("total", "person", "other_org")),
    *(f"applications/carried_forward/{column}" for column in ("total", "person", "other_org")),
    *(f"disclosure/normative/{column}" for column in ("issued", "repealed", "in_force")),
)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """The files that were checked a second time, by name; what is kept lies in a folder of its own."""
    again: list[str] = []
    check_again = run.check_again

    def watched(path: str, job: Job) -> FileResult | None:
        again.append(Path(path).name)
        return check_again(path, job)

    monkeypatch.setattr(run, "check_again", watched)
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(tmp_path / "cache"))
    yield again
    store.close()


def in_folder(folder: Path, options: Options | None = None) -> dict[str, FileResult]:
    paths = sorted(str(path) for path in folder.iterdir())
    results = run.check_files(paths, Job(shipped(), options or Options()), 1)
    return {Path(result.path).name: result for result in results}


def two_years(folder: Path, now: str, before: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "before.md").write_text(before, "utf-8")
    (folder / "now.md").write_text(now, "utf-8")
    return folder


def codes(result: FileResult) -> set[str]:
    return {found.code for found in result.diagnostics}


def test_reports_that_follow_on_each_other_are_checked_once(tmp_path: Path, seen: list[str]) -> None:
    found = in_folder(two_years(tmp_path / "reports", REPORT, BEFORE))
    assert seen == []
    assert found["now.md"].not_compared == ()
    assert found["before.md"].not_compared


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("规范性文件 | 12 | 5 | 148 |", "规范性文件 | 12 | 5 | 149 |"),  # the stock
        ("| 4 | 1 | 2 | 1 | 1 | 1 | 10 |", "| 3 | 2 | 2 | 1 | 1 | 1 | 10 |"),  # what was carried over
    ],
)
def test_figures_that_do_not_follow_are_told(text: str, other: str, tmp_path: Path, seen: list[str]) -> None:
    assert text in REPORT
    found = in_folder(two_years(tmp_path / "reports", REPORT.replace(text, other), BEFORE))
    assert seen == ["now.md"]
    assert any(code.startswith("Y") for code in codes(found["now.md"]))


def test_a_text_that_was_copied_is_told(tmp_path: Path, seen: list[str]) -> None:
    found = in_folder(two_years(tmp_path / "reports", REPORT, REPORT.replace("2022", "2021")))
    assert "Y503" in codes(found["now.md"])


@pytest.mark.parametrize(("growth", "is_right"), [("0.8%", True), ("19.3%", False)])
def test_a_growth_is_told_that_last_years_tables_do_not_bear_out(
    growth: str, is_right: bool, tmp_path: Path, seen: list[str]
) -> None:
    """Last year 397 were received."""
    assert prior_report("b.md", BEFORE.encode()).values["applications/received/total"] == 397
    now = REPORT.replace(RECEIVED, f"{RECEIVED}，比上年增长{growth}")
    found = in_folder(two_years(tmp_path / "reports", now, BEFORE))
    assert is_consistent(found["now.md"])
    assert ("A306" in codes(found["now.md"])) is not is_right
    assert bool(seen) is not is_right


def test_why_there_is_nothing_to_compare_with_is_told(tmp_path: Path, seen: list[str]) -> None:
    """Two organs may be meant, so neither is: before, the report passed for one that had been compared."""
    folder = two_years(tmp_path / "reports", REPORT.replace("云川市人民政府", "云川市教育局"), "")
    for at, place in enumerate(("东州", "西州")):
        text = BEFORE.replace("云川市人民政府", f"{place}云川市教育局")
        (folder / f"before{at}.md").write_text(text, "utf-8")
    (missed,) = in_folder(folder)["now.md"].not_compared
    assert "东州" in missed.reason
    assert "西州" in missed.reason


@pytest.mark.parametrize("options", [Options(year=2022), Options(regime="2021")])
def test_where_something_is_imposed_the_files_themselves_are_compared(
    options: Options, tmp_path: Path, seen: list[str]
) -> None:
    job = options._replace(comparable=True)
    assert lint_bytes("now.md", REPORT.encode(), shipped(), job).comparable is None
    assert lint_bytes("now.md", REPORT.encode(), shipped(), Options(comparable=True)).comparable is not None


@pytest.mark.whole
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 5),
    changed=st.dictionaries(st.sampled_from(ADDRESSES), st.integers(0, 3), max_size=2),
    is_now=st.booleans(),
    sentence=st.sampled_from(["", "全年新收政府信息公开申请{}件，比上年增长{}%。"]),
    percent=st.integers(1, 300),
)
def test_where_nothing_may_change_nothing_does(
    seed: int, changed: dict[str, int], is_now: bool, sentence: str, percent: int
) -> None:
    last, this = of_two_years(Random(seed), "云川区教育局")
    for address, value in changed.items():
        last, this = (last, with_value(this, address, value)) if is_now else (with_value(last, address, value), this)
    told = sentence.format(this.tables["applications/received/total"], percent)
    text = draw(this, "pipes").text.replace("\n二、", f"\n{told}\n二、", 1).encode()
    alone = lint_bytes("now.txt", text, shipped(), Options(comparable=True))
    prior = prior_report("before.txt", draw(last, "pipes").data)
    beside = lint_bytes("now.txt", text, shipped(), Options(), archive=prior)
    assert alone.comparable is not None
    if is_consistent(alone) and not comparison.may_change(alone.comparable, prior):
        assert beside == alone._replace(not_compared=(), comparable=None)


@pytest.mark.slow
def test_of_many_files_only_those_are_compared_again_whose_pair_has_changed(tmp_path: Path, seen: list[str]) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for at in range(13):
        organ = f"第{at}区人民政府"
        for name, text in (("a", BEFORE), ("b", REPORT)):
            (folder / f"{at:02}{name}.md").write_text(text.replace("云川市人民政府", organ), "utf-8")
    first = in_folder(folder)
    assert (len(first), seen) == (26, [])
    assert in_folder(folder) == first
    assert seen == []
    assert store.opened() is not None
    path = folder / "07a.md"
    path.write_text(path.read_text("utf-8").replace("| 141 |", "| 140 |"), "utf-8")
    again = in_folder(folder)
    assert seen == ["07b.md"]
    assert {name for name in first if again[name] != first[name]} == {"07b.md"}


@pytest.mark.parametrize("most_held", [0, 3, 100])
def test_a_spool_can_be_looked_into(most_held: int) -> None:
    held = Spool[int](most_held)
    for number in range(10):
        held.add(number)
        assert [held[at] for at in (0, number // 2, number)] == [0, number // 2, number]
    assert list(held) == list(range(10))
