"""JSON: the public keys in their order, always valid."""

from __future__ import annotations

import json

import pytest

from linter import __version__
from tests.reporters.reporter_samples import CLEAN, FAULTY, RESULTS, UNREADABLE, run

LOCATION = ["line", "column", "end_line", "end_column", "page", "bbox", "paragraph", "table", "row", "col"]
FILE = [
    "path",
    "format",
    "verdict",
    "not_compared",
    "regime",
    "year",
    "organization",
    "title",
    "diagnostics",
    "not_evaluated",
    "repairs",
    "error",
]
DIAGNOSTIC = [
    *("code", "name", "severity", "message", "basis", "location", "section", "cells"),
    *("expected", "actual", "related", "fix", "fingerprint"),
]

NOTHING_SOUGHT = {"status": "unresolved", "confidence": None, "candidates": []}


def place(*values: object) -> dict[str, object]:
    return dict(zip(LOCATION, [*values, *[None] * (10 - len(values))], strict=True))


def test_the_whole_object() -> None:
    assert json.loads(run("json", *RESULTS)) == {
        "version": 1,
        "tool": {"name": "nianbao", "version": __version__},
        "files": [
            {
                "path": "drafts/a.txt",
                "format": "text",
                "verdict": "revise",
                "not_compared": [],
                "regime": "2021",
                "year": 2024,
                "organization": "某市某局",
                "title": "某市某局2024年政府信息公开工作年度报告",
                "diagnostics": [
                    {
                        "code": "A303",
                        "name": "applicant-total",
                        "severity": "error",
                        "message": "表三“（七）总计”行：六类申请人之和为96，“总计”列为94",
                        "basis": "国办公开办函〔2021〕30号",
                        "location": place(25, 21, 25, 23, None, None, None, 3, 26, 4),
                        "section": "三",
                        "cells": ["applications/total/person", "applications/total/total"],
                        "expected": 93,
                        "actual": 95,
                        "related": [
                            {
                                "code": "A302",
                                "location": place(8, 3, 8, 5),
                                "cells": ["applications/granted/person"],
                                "message": "“（一）予以公开”行也不等",
                            }
                        ],
                        "fix": None,
                        "fingerprint": "f00d",
                    },
                    {
                        "code": "S103",
                        "name": "section-title",
                        "severity": "warning",
                        "message": "标题“存在问题”应为“存在的主要问题及改进情况”",
                        "basis": None,
                        "location": place(125, 3, 125, 9),
                        "section": "五",
                        "cells": [],
                        "expected": "存在的主要问题及改进情况",
                        "actual": "存在问题",
                        "related": [],
                        "fix": None,
                        "fingerprint": "",
                    },
                    {
                        "code": "W701",
                        "name": "document-number",
                        "severity": "info",
                        "message": "文号应使用六角括号",
                        "basis": None,
                        "location": place(3, 1, 3, 2),
                        "section": None,
                        "cells": [],
                        "expected": None,
                        "actual": None,
                        "related": [],
                        "fix": {
                            "safety": "safe",
                            "title": "改为六角括号",
                            "edits": [
                                {"start": 118, "end": 119, "text": "〔"},
                                {"start": 123, "end": 124, "text": "〕"},
                            ],
                        },
                        "fingerprint": "",
                    },
                ],
                "not_evaluated": [{"code": "A302", "reason": "单元格“若干”不是数字"}],
                "repairs": {"status": "unresolved", "confidence": None, "candidates": []},
                "error": None,
            },
            dict.fromkeys(FILE)
            | {"path": "b.md", "format": "markdown", "verdict": "pass", "regime": "2019", "year": 2020}
            | {"not_compared": [], "diagnostics": [], "not_evaluated": [], "repairs": NOTHING_SOUGHT},
            dict.fromkeys(FILE)
            | {
                "path": "c.pdf",
                "format": "pdf",
                "verdict": "unreadable",
                "not_compared": [],
                "diagnostics": [],
                "not_evaluated": [],
                "repairs": NOTHING_SOUGHT,
            }
            | {"error": {"code": "E003", "message": "只有扫描图像，没有文字"}},
        ],
        "summary": {"files": 3, "errors": 1, "warnings": 1, "infos": 1, "unreadable": 1},
    }


def test_the_keys_come_in_the_order_of_the_contract() -> None:
    whole = json.loads(run("json", *RESULTS))
    assert list(whole) == ["version", "tool", "files", "summary"]
    assert list(whole["summary"]) == ["files", "errors", "warnings", "infos", "unreadable"]
    for file in whole["files"]:
        assert list(file) == FILE
        for diagnostic in file["diagnostics"]:
            assert list(diagnostic) == DIAGNOSTIC
            assert list(diagnostic["location"]) == LOCATION
            for related in diagnostic["related"]:
                assert list(related) == ["code", "location", "cells", "message"]


def test_a_box_on_a_page() -> None:
    location = FAULTY.diagnostics[0].location._replace(page=4, bbox=(1.0, 2.5, 3.0, 4.0))
    result = FAULTY._replace(diagnostics=(FAULTY.diagnostics[0]._replace(location=location),))
    assert json.loads(run("json", result))["files"][0]["diagnostics"][0]["location"]["bbox"] == [1, 2.5, 3, 4]


def test_chinese_is_written_as_it_is() -> None:
    assert "（七）总计" in run("json", FAULTY)
    assert "\\u" not in run("json", FAULTY)


@pytest.mark.parametrize("format", ["json", "sarif"])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_valid_for_any_number_of_files(format: str, count: int) -> None:
    assert json.loads(run(format, *[CLEAN] * count))


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
@pytest.mark.parametrize("format", ["json", "jsonl", "sarif"])
def test_what_cannot_be_encoded_is_escaped_not_lost(encoding: str, format: str) -> None:
    message = "ก \U0001f600 \udce4 一"
    result = UNREADABLE._replace(error=UNREADABLE.error._replace(message=message))
    output = run(format, result, encoding=encoding)
    found = json.loads(output)
    if format == "sarif":
        note = found["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    else:
        note = (found["files"][0] if format == "json" else found)["error"]["message"]
    assert note == message
