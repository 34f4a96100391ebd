"""Files checked again beside last year's report."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.checks.registry import shipped
from linter.engine import lint
from linter.engine.archive import Archive
from linter.engine.job import Job
from linter.engine.lint import Options
from linter.engine.run import check_again, check_file
from linter.model.last_year import Known
from tests.places import RULE_EXAMPLES

JOB = Job(shipped(), Options())


def both(folder: Path, this_year: str) -> tuple[str, Job]:
    """This year's report beside last year's, and the job to check it again."""
    before, now = folder / "before.md", folder / "now.md"
    before.write_text((RULE_EXAMPLES / "2021-before.md").read_text("utf-8"), "utf-8")
    now.write_text(this_year, "utf-8")
    paths = [str(before), str(now)]
    first = [check_file(path, JOB) for path in paths]
    return str(now), JOB._replace(
        archive=Archive(Known(one.path, one.organization, one.year) for one in first), consistent=frozenset(paths)
    )


def test_one_that_changes_nothing_leaves_what_was_found(tmp_path: Path) -> None:
    path, job = both(tmp_path, (RULE_EXAMPLES / "2021.md").read_text("utf-8"))
    assert check_file(path, job) == check_file(path, JOB)._replace(not_compared=())
    assert check_again(path, job) is None


@pytest.mark.parametrize("consistent", [True, False])
def test_one_that_does_is_told_in_full(tmp_path: Path, consistent: bool) -> None:
    text = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
    path, job = both(tmp_path, text.replace("规范性文件 |", "规范性文件 | 9", 1))
    again = check_again(path, job if consistent else job._replace(consistent=frozenset()))
    assert again == check_file(path, job)
    assert again is not None
    assert again != check_file(path, JOB)


@pytest.mark.parametrize("digits", ["", "9"])
def test_both_looks_at_a_file_read_it_once(tmp_path: Path, digits: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (RULE_EXAMPLES / "2021.md").read_text("utf-8")
    path, job = both(tmp_path, text.replace("规范性文件 |", f"规范性文件 | {digits}", 1))
    read: list[str] = []
    original = lint.read
    monkeypatch.setattr(lint, "read", lambda name, *rest: (read.append(name), original(name, *rest))[1])
    check_again(path, job)
    assert read == [path]
