"""GitLab code quality: what GitLab documents, for files with lines and without, and for files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from linter.model.diagnostics import FileResult, Location
from linter.reporters.gitlab import relative
from tests.reporters.reporter_samples import CLEAN, FAULTY, RESULTS, TABLE, TITLE, run

SCHEMA = json.loads(Path(__file__).with_name("schema").joinpath("gitlab-code-quality.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def issues(*results: FileResult, **context: object) -> list[dict[str, Any]]:
    found = json.loads(run("gitlab", *results, **context))
    VALIDATOR.validate(found)
    return list(found)


def test_the_schema_refuses_what_is_wrong() -> None:
    (first, *_) = issues(*RESULTS)
    for wrong in ({"severity": "error"}, {"location": {"path": "/a", "lines": {"begin": 1}}}, {"fingerprint": "x"}):
        with pytest.raises(ValidationError):
            VALIDATOR.validate([first | wrong])


def test_findings_and_unreadable_files() -> None:
    table, title, number, unreadable = issues(*RESULTS)
    assert (table["check_name"], table["severity"]) == ("A303", "major")
    assert table["description"] == f"A303 {TABLE.message}"
    assert table["location"] == {"path": "drafts/a.txt", "lines": {"begin": 25, "end": 25}}
    assert (title["severity"], number["severity"]) == ("minor", "info")
    assert (unreadable["check_name"], unreadable["severity"]) == ("E003", "critical")
    assert unreadable["location"] == {"path": "c.pdf", "lines": {"begin": 1, "end": 1}}


def test_nothing_found_is_an_empty_list() -> None:
    assert issues() == issues(CLEAN) == []


@pytest.mark.parametrize(
    ("lang", "start"), [("zh", "A303 第4页 第3张表 行8 列4: "), ("en", "A303 page 4, table no. 3, row 8,")]
)
def test_a_place_without_lines_is_told(lang: str, start: str) -> None:
    found = TABLE._replace(location=Location(page=4, table=3, row=8, col=4))
    (issue,) = issues(FileResult("a.pdf", "pdf", diagnostics=(found,)), lang=lang)
    assert issue["location"]["lines"] == {"begin": 1, "end": 1}
    assert issue["description"].startswith(start)


def test_fingerprints_are_unique_and_stay_when_lines_move() -> None:
    doubled = FAULTY._replace(diagnostics=(TABLE, TABLE, TITLE, TITLE._replace(message="另一处")))
    found = issues(doubled, doubled._replace(path="b.txt"), doubled)
    assert len({issue["fingerprint"] for issue in found}) == len(found) == 12
    moved = TABLE._replace(location=Location(99, 1, 99, 2))
    before, after = issues(FAULTY)[0], issues(FAULTY._replace(diagnostics=(moved,)))[0]
    assert before["fingerprint"] == after["fingerprint"]


def test_paths_are_those_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative("./a.txt") == relative("b/../a.txt") == relative(str(tmp_path / "a.txt")) == "a.txt"
    assert relative("年报/a b.txt") == "年报/a b.txt"
    issues(FAULTY._replace(path=str(tmp_path / "a.txt")))
