"""A regime is added by one entry in `linter/forms/regimes.py` and one form file; everything else follows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import linter

pytestmark = pytest.mark.whole

TOP = Path(linter.__file__).parents[1]
FORM = """
regime: "2027"
notice: 国办公开办函〔2027〕1号
since: 2027
like: "2021"
add_rows:
  - table: applications
    after: not_processed.reconfirm
    row: {key: not_processed.automated, label: 6.程序批量提交的申请}
"""
ENTRY = """
    Regime(
        "2027",
        {"zh": "2027年格式", "en": "form of 2027"},
        {"zh": "2027年度起", "en": "2027 and later"},
    ),
)
"""
ROW = "|  |  | 5.要求行政机关确认或重新出具已获取信息 |"
NEW_ROW = "|  |  | 6.程序批量提交的申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with the regime added, as a person would add it."""
    folder = tmp_path_factory.mktemp("checkout")
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("linter", "rules"):
        shutil.copytree(TOP / name, folder / name, ignore=leave)
    (folder / "rules" / "forms" / "2027.yaml").write_text(FORM, "utf-8")
    regimes = folder / "linter" / "forms" / "regimes.py"
    written = regimes.read_text("utf-8")
    before, end, after = written.partition("\n)\n")
    assert end
    regimes.write_text(before + ENTRY + after, "utf-8")
    return folder


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "PYTHONIOENCODING": "utf-8",
        "NIANBAO_CACHE_DIR": str(checkout / "cache"),
    }
    command = [sys.executable, "-m", "linter", *arguments]
    return subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def report(*, with_row: bool, changed: str = "") -> str:
    """The clean report of the form of 2021, made one on 2027."""
    text = (TOP / "rules" / "examples" / "2021.md").read_text("utf-8")
    years = set(re.findall(r"20\d\d", text))
    year = max(years)
    text = text.replace(year, "2027").replace(str(int(year) + 1), "2028")
    if with_row:
        lines = text.split("\n")
        (at,) = (number for number, line in enumerate(lines) if "5.要求行政机关确认或重新出具已获取信息" in line)
        lines.insert(at + 1, changed or NEW_ROW)
        text = "\n".join(lines)
    return text


def check(checkout: Path, text: str) -> dict[str, object]:
    (checkout / "report.md").write_text(text, "utf-8")
    (entry,) = json.loads(run(checkout, "check", "-f", "json", "report.md").stdout)["files"]
    return dict(entry)


def codes(entry: dict[str, object]) -> list[str]:
    found = entry["diagnostics"]
    assert isinstance(found, list)
    return [one["code"] for one in found if one["severity"] == "error"]


def test_its_reports_are_checked_by_its_form(checkout: Path) -> None:
    entry = check(checkout, report(with_row=True))
    assert (entry["regime"], entry["year"]) == ("2027", 2027)
    assert codes(entry) == []


def test_a_row_that_it_adds_is_asked_for(checkout: Path) -> None:
    entry = check(checkout, report(with_row=False))
    assert codes(entry) == ["T202"]


def test_the_row_takes_part_in_the_sums(checkout: Path) -> None:
    entry = check(checkout, report(with_row=True, changed=NEW_ROW.replace("| 0 |", "| 7 |", 1)))
    assert codes(entry) == ["A300"]
    repairs = entry["repairs"]
    assert isinstance(repairs, dict)
    ((change,),) = repairs["candidates"]
    assert (change["cell"], change["suggested"]) == ("applications/not_processed.automated/person", 0)


def test_its_figures_are_extracted(checkout: Path) -> None:
    (checkout / "report.md").write_text(report(with_row=True), "utf-8")
    tables = json.loads(run(checkout, "extract", "-f", "json", "report.md").stdout)
    rows = list(tables["applications"])
    assert rows[rows.index("not_processed.reconfirm") + 1] == "not_processed.automated"


def test_the_command_line_the_configuration_and_the_rules_know_it(checkout: Path) -> None:
    assert "2027" in run(checkout, "check", "--help").stdout
    assert run(checkout, "check", "--regime", "2027", "report.md").returncode in (0, 1)
    (checkout / ".nianbao.yaml").write_text('regime: "2027"\n', "utf-8")
    try:
        assert run(checkout, "check", "report.md").returncode in (0, 1)
    finally:
        (checkout / ".nianbao.yaml").unlink()
    (rule,) = (rule for rule in json.loads(run(checkout, "rules", "-f", "json").stdout) if rule["code"] == "T202")
    assert "2027" in rule["regimes"]
    assert "2027年度起" in run(checkout, "explain", "T202").stdout
    assert "2027年格式" in run(checkout, "check", "-f", "html", "report.md").stdout


def test_a_report_without_a_year_is_measured_by_the_newest_form(checkout: Path) -> None:
    entry = check(checkout, re.sub(r"20(27|28)\s*年?", "", report(with_row=True)))
    assert entry["regime"] == "2027"
