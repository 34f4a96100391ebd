"""SARIF: valid against the schema of 2.1.0, and saying what the findings say."""

from __future__ import annotations

import json
from dataclasses import replace
from email.message import Message
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from linter import __version__
from linter.model.diagnostics import FileResult, Location, NotEvaluated
from tests.places import TOP
from tests.reporters.reporter_samples import CLEAN, FAULTY, RESULTS, RULES, TABLE, UNREADABLE, run

SCHEMA = json.loads(Path(__file__).with_name("schema").joinpath("sarif-2.1.0.json").read_text("utf-8-sig"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def sarif(*results: FileResult, **context: object) -> dict[str, Any]:
    """The one run of a valid log."""
    log = json.loads(run("sarif", *results, **context))
    VALIDATOR.validate(log)
    assert log["version"] == "2.1.0"
    return log["runs"][0]  # type: ignore[no-any-return]


def test_the_schema_refuses_what_is_wrong() -> None:
    log = json.loads(run("sarif", *RESULTS))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(ValidationError):
        VALIDATOR.validate(log)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("results", [(), (CLEAN,), RESULTS, (UNREADABLE,)])
def test_valid(lang: str, results: tuple[FileResult, ...]) -> None:
    assert sarif(*results, lang=lang)["columnKind"] == "unicodeCodePoints"
    assert sarif(*results, lang=lang, rules={})["tool"]["driver"]["rules"] == []


def test_rules_are_sorted_and_pointed_to() -> None:
    log = sarif(*RESULTS)
    rules = log["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["A303", "S103", "W701"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "warning", "note"]
    assert rules[0]["properties"] == {"tags": ["arithmetic"], "basis": "条例第五十条"}
    assert rules[1]["properties"] == {"tags": ["structure"]}
    assert rules[0]["help"] == {"text": "{row}不等\n依据：条例第五十条", "markdown": "{row}不等\n\n依据：条例第五十条"}
    assert rules[1]["shortDescription"]["text"] == "标题应照格式。"
    assert rules[1]["fullDescription"]["text"] == "标题应照格式。改过的标题难以比较。"
    for result in log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_run_has_a_category_that_keeps_it_apart() -> None:
    assert sarif(*RESULTS)["automationDetails"] == {"id": "nianbao/"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "named", ["Source, https://git.example.cn/a/nianbao-lint/", "source,https://git.example.cn/a/nianbao-lint"]
)
def test_where_the_program_is_published_rules_have_pages(
    named: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = Message()
    message["Project-URL"] = "Changes, https://elsewhere.example"
    message["Project-URL"] = named
    monkeypatch.setattr("importlib.metadata.metadata", lambda name: message)
    driver = sarif(*RESULTS, lang=lang, rules={**RULES, "P901": replace(RULES["A303"], code="P901")})["tool"]["driver"]
    assert driver["informationUri"] == "https://git.example.cn/a/nianbao-lint"
    pages = {rule["id"]: rule.get("helpUri") for rule in driver["rules"]}
    folder = f"https://git.example.cn/a/nianbao-lint/blob/v{__version__}/docs/rules/{lang}"
    assert pages == {code: f"{folder}/{code}.md" for code in ("A303", "S103", "W701")} | {"P901": None}
    assert all((TOP / "docs" / "rules" / lang / f"{code}.md").is_file() for code in ("A303", "S103", "W701"))


def test_without_an_address_nothing_is_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Message:
        raise PackageNotFoundError(name)

    for metadata in (missing, lambda name: Message()):
        monkeypatch.setattr("importlib.metadata.metadata", metadata)
        driver = sarif(*RESULTS)["tool"]["driver"]
        assert "informationUri" not in driver
        assert not any("helpUri" in rule for rule in driver["rules"])


def test_a_rule_nobody_described_has_no_index() -> None:
    found = sarif(FileResult("a", "text", diagnostics=(TABLE._replace(code="Z999"),)))["results"][0]
    assert "ruleIndex" not in found


def test_results() -> None:
    table, title, number = sarif(*RESULTS)["results"]
    assert table["level"] == "error"
    assert table["message"]["text"] == TABLE.message
    assert table["partialFingerprints"] == {"nianbao/v1": "f00d"}
    assert table["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "drafts/a.txt"},
                "region": {"startLine": 25, "startColumn": 21, "endLine": 25, "endColumn": 23},
            },
            "logicalLocations": [
                {"fullyQualifiedName": "applications/total/person"},
                {"fullyQualifiedName": "applications/total/total"},
            ],
        }
    ]
    assert table["relatedLocations"][0]["message"]["text"] == "“（一）予以公开”行也不等"
    assert table["relatedLocations"][0]["id"] == 1
    assert (title["level"], number["level"]) == ("warning", "note")
    assert number["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": {"charOffset": 118, "charLength": 1}, "insertedContent": {"text": "〔"}},
        {"deletedRegion": {"charOffset": 123, "charLength": 1}, "insertedContent": {"text": "〕"}},
    ]


def test_doubled_cells_and_places_are_told_once() -> None:
    doubled = TABLE._replace(cells=TABLE.cells * 2, related=TABLE.related * 2)
    found = sarif(FileResult("a", "text", diagnostics=(doubled,)))["results"][0]
    assert len(found["locations"][0]["logicalLocations"]) == 2
    assert len(found["relatedLocations"]) == 1


def test_a_place_without_a_line_is_at_the_beginning_and_told_in_words() -> None:
    """Platforms show no result that has no region."""
    found = TABLE._replace(location=Location(page=4, table=3, row=8, col=4), related=())
    place = sarif(FileResult("a.pdf", "pdf", diagnostics=(found,)))["results"][0]["locations"][0]
    assert place["physicalLocation"]["region"] == {"startLine": 1}
    assert place["properties"] == {"position": "第4页 第3张表 行8 列4"}
    assert place["message"] == {"text": "第4页 第3张表 行8 列4"}


def test_a_related_place_without_a_line_is_told() -> None:
    related = TABLE.related[0]._replace(location=Location(table=3, row=8, col=5))
    found = TABLE._replace(location=Location(table=3, row=8, col=4), related=(related,))
    (other,) = sarif(FileResult("a.docx", "docx", diagnostics=(found,)))["results"][0]["relatedLocations"]
    assert other["message"]["text"] == "第3张表 行8 列5：“（一）予以公开”行也不等"


def test_unreadable_files_and_undecided_rules() -> None:
    (invocation,) = sarif(*RESULTS)["invocations"]
    assert invocation["executionSuccessful"] is False
    undecided, unreadable = invocation["toolExecutionNotifications"]
    assert unreadable["descriptor"] == {"id": "E003"}
    assert unreadable["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "c.pdf"
    assert (undecided["level"], undecided["associatedRule"]) == ("note", {"id": "A302"})
    assert undecided["message"]["text"] == "单元格“若干”不是数字"
    assert sarif(FAULTY)["invocations"][0]["executionSuccessful"] is True
    assert sarif(CLEAN)["invocations"] == [{"executionSuccessful": True}]


def test_a_rule_that_failed() -> None:
    result = CLEAN._replace(not_evaluated=(NotEvaluated("A303", "规则运行出错", crashed=True),))
    (invocation,) = sarif(result)["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert (note["level"], note["associatedRule"]) == ("error", {"id": "A303", "index": 0})


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("drafts/a b.txt", "drafts/a%20b.txt"),
        ("./a.txt", "a.txt"),
        ("../a.txt", "../a.txt"),
        ("年报.txt", "%E5%B9%B4%E6%8A%A5.txt"),
        ("c:a#1?.txt", "c%3Aa%231%3F.txt"),
        ("/srv/年.txt", "file:///srv/%E5%B9%B4.txt"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    found = sarif(FAULTY._replace(path=path))["results"][0]
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
