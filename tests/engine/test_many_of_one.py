"""Documents of very many of one thing: the whole check ends in time that grows with their size, or they are refused."""

from __future__ import annotations

from time import process_time

import pytest

from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes

TITLE = "# 某市2022年政府信息公开工作年度报告\n\n"
COMMENT = "<!-- nianbao: ignore A301 -- 已核对 -->"
ROW = "<p>本年新收政府信息公开申请数量 1 2 3 4 5 6 21</p>"
WITH_A_REMARK = ROW.replace("21<", "21 甲乙丙<")
NESTED = "<table><tr><td>"


@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", TITLE + f"{COMMENT}\n\n## 一、甲\n\n" * 4_000),
        ("a.html", f"<h1>{TITLE}</h1>" + f"{COMMENT}<p>甲" * 20_000),
        ("a.html", f"<h1>{TITLE}</h1>" + COMMENT * 20_000 + "<p>甲"),
        ("a.html", f"<h1>{TITLE}</h1>" + (NESTED + "一、甲" + ROW) * 3_000),
        ("a.html", f"<h1>{TITLE}</h1>" + (NESTED + "<td>1<td>2" + ROW) * 3_000 + "</table>" * 3_000),
        ("a.html", f"<h1>{TITLE}</h1>" + (NESTED + "<td>1<td>2" + WITH_A_REMARK) * 3_000 + "</table>" * 3_000),
        ("a.html", f"<h1>{TITLE}</h1><h2>三、收到和处理政府信息公开申请情况</h2>" + ROW * 5_000),
        ("a.md", TITLE + "## 一、总体情况\n" * 20_000),
        ("a.md", TITLE + "## 七、甲\n## 六、其他需要报告的事项\n" + "## 一、甲\n" * 20_000),
        ("a.txt", TITLE + "目录\n一、甲\n" * 10_000),
        ("a.html", f"<h1>{TITLE}</h1><table>" + "<tr><td rowspan=1000000000 colspan=1000000000>1" * 5_000),
    ],
    ids=lambda text: text if len(text) < 10 else f"{text[-40:]!r}",
)
def test_many(name: str, text: str) -> None:
    rules = shipped()
    start = process_time()
    result = lint_bytes(name, text.encode(), rules, Options())
    assert process_time() - start < 40
    assert result.error is None
    assert not any(entry.crashed for entry in result.not_evaluated)


@pytest.mark.whole
def test_headings_beyond_the_limit_are_refused_at_once() -> None:
    rules = shipped()
    start = process_time()
    result = lint_bytes("a.md", ("## 一、甲\n" * 200_001).encode(), rules, Options())
    assert process_time() - start < 15
    assert result.error is not None
    assert result.error.code == "E004"
