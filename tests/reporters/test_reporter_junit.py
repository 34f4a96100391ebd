"""JUnit XML: well formed whatever a report says, and every rule that was run is a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from linter.model.diagnostics import FileError, FileResult, Location, NotEvaluated, Severity
from linter.reporters import junit
from tests.reporters.reporter_samples import CLEAN, FAULTY, NUMBER, RESULTS, TABLE, TITLE, UNREADABLE, run

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("schema") / "junit.xsd"))
RAN = FAULTY._replace(evaluated=("S101", "A303", "S103", "W701", "A302"))


def suites(*results: FileResult, **context: object) -> Any:
    root = etree.fromstring(run("junit", *results, **context).encode())
    SCHEMA.assertValid(root)
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        for attribute, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribute)) == len(suite.findall(f"testcase/{name}"))
        assert len({case.get("name") for case in cases}) == len(cases)
    return root


def test_the_schema_refuses_what_is_wrong() -> None:
    root = suites(RAN)
    root[0][0].set("status", "bad")
    assert not SCHEMA.validate(root)


def test_a_suite_for_each_file_and_a_test_for_each_rule() -> None:
    faulty, unreadable, clean = suites(RAN, CLEAN, UNREADABLE)  # what passed comes last
    assert [suite.get("name") for suite in (faulty, clean, unreadable)] == ["drafts/a.txt", "b.md", "c.pdf"]
    assert [case.get("name") for case in faulty] == [
        "A302",
        "A303 applicant-total",
        "S101",
        "S103 section-title",
        "W701 document-number",
    ]
    (failure,) = faulty.iter("failure")
    assert failure.getparent().get("classname") == failure.getparent().get("file") == "drafts/a.txt"
    assert (failure.get("message"), failure.get("type")) == (TABLE.message, "error")
    assert failure.text.splitlines() == [
        f"drafts/a.txt:25:21: A303 error {TABLE.message}",
        "  依据 国办公开办函〔2021〕30号",
        "  另见 A302 第8行第3列：“（一）予以公开”行也不等",
    ]
    assert faulty[0].find("skipped").get("message") == "单元格“若干”不是数字"
    assert len(faulty[2]) == 0
    assert faulty[3].find("system-out").text == f"drafts/a.txt:125:3: S103 warning {TITLE.message}"
    (error,) = unreadable.iter("error")
    assert (error.get("type"), error.get("message")) == ("E003", "只有扫描图像，没有文字")


@pytest.mark.parametrize(
    ("fail_on", "failing"),
    [(Severity.ERROR, 1), (Severity.WARNING, 2), (Severity.INFO, 3), (None, 0)],
)
def test_what_fails_is_what_makes_the_command_fail(fail_on: Severity | None, failing: int) -> None:
    assert len(list(suites(RAN, fail_on=fail_on).iter("failure"))) == failing


def test_several_findings_of_a_rule_are_one_test() -> None:
    result = FAULTY._replace(
        diagnostics=(TABLE, TABLE._replace(message="又一处"), TABLE._replace(severity=Severity.INFO))
    )
    (failure,) = suites(result).iter("failure")
    assert failure.get("message") == f"{TABLE.message}（共2处）"
    assert "又一处" in failure.text
    assert "info" in failure.getnext().text


def test_files_without_lines() -> None:
    found = TABLE._replace(location=Location(table=3, row=8, col=4), related=())
    (failure,) = suites(FileResult("a.docx", "docx", diagnostics=(found,))).iter("failure")
    assert failure.text.startswith("a.docx:第3张表 行8 列4: A303 error ")


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=40))
def test_any_text_is_well_formed(text: str) -> None:
    found = NUMBER._replace(message=text, basis=text)
    results = (
        FileResult(text, "text", diagnostics=(found,), not_evaluated=(NotEvaluated("A301", text),)),
        FileResult("b", None, error=FileError("E001", text)),
    )
    suites(*results, fail_on=Severity.INFO)


def test_control_characters_are_told_by_a_sign_and_line_ends_kept() -> None:
    found = TABLE._replace(message="a\x00\x1b[31m\ufffe]]>&\"'\r\nb", basis=None, related=())
    (failure,) = suites(FileResult("a", "text", diagnostics=(found,))).iter("failure")
    assert failure.get("message") == "a\\x00\\x1b[31m\\ufffe]]>&\"'\r\nb"
    assert failure.text.endswith("]]>&\"'\r\nb")


def test_other_encodings() -> None:
    text = run("junit", *RESULTS, encoding="gbk")
    assert text.isascii()
    assert etree.fromstring(text.encode())[0].get("name") == "drafts/a.txt"
    SCHEMA.assertValid(etree.fromstring(text.encode()))


# --- many files ---


def test_what_failed_comes_first_and_passed_tests_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "_WHOLE", 3_000)
    passed = CLEAN._replace(evaluated=tuple(f"A{number}" for number in range(300, 340)))
    failed = RAN._replace(evaluated=passed.evaluated)
    found = suites(*[passed, failed] * 5)
    assert [int(suite.get("failures")) for suite in found] == [1] * 5 + [0] * 5
    whole, short = found[0], found[4]
    assert len(whole.findall("testcase")) == 42
    *told, others = short
    assert [case.get("name") for case in told] == [case.get("name") for case in whole if len(case)]
    assert (others.get("name"), others.findtext("system-out")) == ("其他规则", "另有38项通过，没有列出")
    assert [case.findtext("system-out") for case in found[9]] == ["另有40项通过，没有列出"]


def test_no_more_is_written_than_servers_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "_ROOM", 6_000)
    many = [RAN._replace(path=f"{number}.txt") for number in range(30)]
    output = run("junit", *[CLEAN] * 30, *many)
    assert len(output) < 6_600
    *shown, last = etree.fromstring(output.encode())
    assert [suite.get("name") for suite in shown] == [f"{number}.txt" for number in range(len(shown))]
    assert last.findtext("testcase/system-out") == f"另有{60 - len(shown)}份报告没有列出，请用其他格式查看全部结果"
