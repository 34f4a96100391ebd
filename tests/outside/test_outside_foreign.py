"""Injected text, damaged text and personal data through the command line, on real reports where they are beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outside.program import run
from tests.places import SEEDS

real = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not here")
PAGE = """<html><head><title>58818181打不开</title></head><body>
<h1>青石市水利局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p>
<p>申请人李某来电１３８ 0013 8000询问，&amp;nbsp;统计至20231231日。</p></body></html>"""


def places(path: str, code: str) -> list[tuple[int, int]]:
    (entry,) = run("check", "-f", "json", "--select", code, path).json["files"]
    return [(found["location"]["line"], found["location"]["column"]) for found in entry["diagnostics"]]


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return str(path.resolve())


@real
def test_each_injected_name_of_a_real_page_is_located() -> None:
    text = Path(seed("001")).read_text("utf-8").split("\n")
    name = "".join(("28365365", "打不开"))
    expected = []
    for number, line in enumerate(text, start=1):
        at = line.find(name)
        while at >= 0:
            expected.append((number, at + 1))
            at = line.find(name, at + 1)
    assert places(seed("001"), "X801") == expected
    assert {line for line, _ in expected} == {3, 14, 18, 34, 44, 48}


@real
@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_no_other_real_page_is_called_injected(number: str) -> None:
    assert places(seed(number), "X801") == []


@real
def test_damage_in_real_reports_is_located() -> None:
    assert {line for line, _ in places(seed("000"), "X802")} >= {13, 75}
    assert {line for line, _ in places(seed("002"), "X802")} == {4}
    assert places(seed("003"), "X802") == []


@real
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_office_telephones_of_real_reports_are_no_personal_data(number: str) -> None:
    assert places(seed(number), "X803") == []


def test_the_lines_of_the_concise_format_mask_what_they_tell() -> None:
    done = run("check", "-f", "concise", "--select", "X", "--stdin-filename", "a.html", "-", data=PAGE.encode())
    lines = done.stdout.strip().splitlines()
    assert done.status == 1
    assert [line.split(" ")[1] for line in lines] == ["X801", "X803", "X802", "X802"]
    assert "138****8000" in lines[1]
    assert "13800138000" not in done.stdout
