"""`baseline --accept` from outside: the entry that accepts one finding, whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.outside.program import Run, a_sentence, run
from tests.places import TOP

REPORT = (TOP / "examples" / "2021-faulty.txt").read_bytes()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(REPORT)
    return tmp_path


def codes(*arguments: str) -> list[str]:
    done = run("check", "-f", "json", *arguments)
    return [found["code"] for entry in done.json["files"] for found in entry["diagnostics"]]


def accept(*arguments: str, reason: str = "已核对") -> Run:
    return run("baseline", "--reason", reason, *arguments)


@pytest.mark.whole
def test_a_code_that_is_there_once_is_accepted_in_a_new_configuration(here: Path) -> None:
    assert "T205" in codes("a.txt")
    done = accept("a.txt", "--accept", "T205")
    assert (done.status, done.stdout) == (0, "")
    assert "a.txt:63:8: T205-" in a_sentence(done)
    assert sorted(codes("a.txt")) == ["A300", "S109"]
    text = Path(".nianbao.yaml").read_text("utf-8")
    assert text.startswith('accept:\n  - path: "a.txt"\n    fingerprint: "T205-')
    assert text.endswith('    reason: "已核对"\n')


def test_a_fingerprint_and_a_place_name_a_finding_too(here: Path) -> None:
    (entry,) = run("check", "-f", "json", "--select", "A300", "a.txt").json["files"]
    assert accept("a.txt", "--accept", entry["diagnostics"][0]["fingerprint"].lower()).status == 0
    assert accept("a.txt", "--accept", "s109", "--at", "67").status == 0
    assert accept("a.txt", "--accept", "T205", "--at", "63:8", "--until", "2999-01-31").status == 0
    assert codes("a.txt") == []


def test_a_place_in_a_word_file_is_as_concise_writes_it(here: Path) -> None:
    Path("a.docx").write_bytes((TOP / "examples" / "2021-faulty.docx").read_bytes())
    assert accept("a.docx", "--accept", "A300", "--at", "第2张表 行27 列4").status == 0
    assert "A300" not in codes("a.docx")
    assert accept("a.docx", "--accept", "A300", "--at", "第2张表 行27 列5").status == 2


CONFIGURATIONS = {
    "empty": ("", ""),
    "without entries": ("# ours\nlang: zh\n", "# ours\nlang: zh\n"),
    "without a last line end": ("lang: zh", "lang: zh\n"),
    "with entries": (
        "accept:\n    # the first\n    - path: b.md\n      code: A3\n      reason: >-\n        so\n        it is\n"
        "\n# then\nlang: zh\n",
        "",
    ),
    "with entries at the margin": ("accept:\n- path: b.md\n  code: A3\n  reason: so\nlang: zh\n", ""),
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_all_else_in_a_configuration_stays(name: str, here: Path) -> None:
    before, begins = CONFIGURATIONS[name]
    config = Path(".nianbao.yaml")
    config.write_text(before, "utf-8")
    assert accept("a.txt", "--accept", "A300", reason='说“是” "so": #1').status == 0
    after = config.read_text("utf-8")
    assert after.startswith(begins)
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    assert len(after.splitlines()) == len(before.splitlines()) + (3 if "accept" in before else 4)
    assert codes("a.txt") == ["T205", "S109"]
    assert accept("a.txt", "--accept", "T205").status == 0
    assert codes("a.txt") == ["S109"]


def test_a_pyproject_gets_a_table(here: Path) -> None:
    before = '[project]\nname = "x"\n\n[tool.nianbao]\nlang = "zh"\n'
    Path("pyproject.toml").write_text(before, "utf-8")
    for code in ("A300", "T205"):
        assert accept("a.txt", "--accept", code).status == 0
    assert Path("pyproject.toml").read_text("utf-8").startswith(before)
    assert codes("a.txt") == ["S109"]
    assert not Path(".nianbao.yaml").exists()


@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".nianbao.yaml", "accept: [{path: b.md, code: A3, reason: so}]\n"),
        (".nianbao.yaml", "{lang: zh}\n"),
        ("pyproject.toml", '[tool.nianbao]\naccept = [{ path = "b.md", code = "A3", reason = "so" }]\n'),
    ],
)
def test_what_cannot_be_extended_is_left_alone_and_the_entry_is_told(name: str, text: str, here: Path) -> None:
    Path(name).write_text(text, "utf-8")
    done = accept("a.txt", "--accept", "A300")
    assert done.status == 2
    assert "A300-" in done.stderr
    assert "已核对" in done.stderr
    assert Path(name).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.txt", "--accept", "A301"), "A301"),
        (("a.txt", "--accept", "A300", "--at", "1:1"), "1:1"),
        (("a.txt", "--accept", "A300-00000000"), "A300-00000000"),
        (("a.txt", "--accept", "A"), "A300-1a2b3c4d"),
        (("a.txt", "b.txt", "--accept", "A300"), "一个文件"),
        (("-", "--accept", "A300"), "一个文件"),
        (("a.txt", "--accept", "A300", "-o", "b.json"), "-o"),
        (("a.txt", "--accept", "A300", "--until", "soon"), "2026-12-31"),
        (("none.txt", "--accept", "A300"), "E001"),
        (("a.txt", "-o", "b.json"), "--accept"),
    ],
)
def test_what_names_no_finding_writes_nothing(arguments: tuple[str, ...], told: str, here: Path) -> None:
    done = accept(*arguments)
    assert (done.status, done.stdout) == (2, "")
    assert told in a_sentence(done)
    assert os.listdir() == ["a.txt"]


@pytest.mark.parametrize("reason", [None, " ", "two\nlines"])
def test_a_reason_is_asked_for(reason: str | None, here: Path) -> None:
    more = () if reason is None else ("--reason", reason)
    done = run("baseline", "a.txt", "--accept", "A300", *more)
    assert done.status == 2
    assert "--reason" in a_sentence(done)
    assert os.listdir() == ["a.txt"]


def test_of_several_findings_each_is_named_and_none_accepted(here: Path) -> None:
    text = REPORT.decode().replace(
        "一、总体情况", "一、总体情况\n按照国办公开办函[2021]30号文件要求编制，遵照国办发[2019]60号执行。", 1
    )
    Path("a.txt").write_text(text, "utf-8")
    twice = codes("a.txt").count("W701")
    assert twice == 2
    done = accept("a.txt", "--accept", "W701")
    assert done.status == 2
    assert done.stderr.count(": W701-") == twice
    assert not Path(".nianbao.yaml").exists()


def test_what_is_accepted_is_not_accepted_twice(here: Path) -> None:
    accept("a.txt", "--accept", "A300")
    before = Path(".nianbao.yaml").read_bytes()
    done = accept("a.txt", "--accept", "A300")
    assert (done.status, Path(".nianbao.yaml").read_bytes()) == (0, before)
    assert "已经接受" in a_sentence(done)


def test_a_path_is_seen_from_the_configuration_and_means_no_other_file(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".nianbao.yaml").write_text("lang: en\n", "utf-8")
    Path("down").mkdir()
    for name in ("a[b].txt", "ab.txt"):
        (here / "down" / name).write_bytes(REPORT)
    monkeypatch.chdir(here / "down")
    assert accept("a[b].txt", "--accept", "A300").status == 0
    found = json.loads(run("check", "-f", "json", "--select", "A300,C").stdout)
    assert {entry["path"]: len(entry["diagnostics"]) for entry in found["files"]} == {"a[b].txt": 0, "ab.txt": 1}
