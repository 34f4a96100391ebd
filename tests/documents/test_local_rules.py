"""Rules of a province or a city: the example finds what its page shows, and the kinds of check made for them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from linter.checks.registry import rules as load
from linter.engine.lint import Options, lint_bytes
from linter.model.diagnostics import FileResult
from linter.rules.loading import shipped_files
from linter.rules.selection import RuleSet
from tests.documents.test_documents import blocks, run, shown
from tests.places import TOP

pytestmark = pytest.mark.whole

EXAMPLE = TOP / "examples" / "local"
PAGES = ("docs/local-rules.md", "docs/local-rules.zh-CN.md")
REPORT = (Path(shipped_files()[0]).parent / "examples" / "2021.md").read_text("utf-8")


def checked(folder: Path, rule: str, report: str = REPORT, level: str | None = None) -> FileResult:
    """A report checked by the one rule of a file; `rule` are the lines below its name."""
    file = folder / "local.yaml"
    head = "rules:\n  - code: P999\n    name: local\n    severity: warning\n"
    file.write_text(head + rule, "utf-8")
    rules = RuleSet(load([str(file)]), frozenset(["P999"]))
    return lint_bytes("report.md", report.encode(), rules, Options(level=level))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, in which the commands of the pages are run."""
    made = tmp_path_factory.mktemp("local")
    shutil.copytree(TOP / "examples", made / "examples")
    return made


def messages(result: FileResult) -> list[str]:
    assert result.error is None
    assert result.not_evaluated == ()
    return [found.message for found in result.diagnostics]


# --- the example and its pages ---


def test_the_example_fails_the_check(folder: Path) -> None:
    (example,) = shown(PAGES[0])
    assert run(example.command, folder).status == 1


def test_without_local_rules_the_report_of_the_example_is_clean(folder: Path) -> None:
    assert run("nianbao check examples/local/report.md --fail-on info", folder).output == ""


def test_the_file_of_the_province_stands_alone(folder: Path) -> None:
    ran = run("nianbao check examples/local/report.md --rules examples/local/province.yaml", folder)
    assert re.findall(r" (P\d+ \w+)", ran.output) == ["P901 error", "P902 warning", "P904 info"]


def test_the_government_of_the_province_has_a_rule_of_its_own(tmp_path: Path, folder: Path) -> None:
    report = (EXAMPLE / "report.md").read_text("utf-8").replace("青屏县教育局", "青屏县人民政府")
    (tmp_path / "report.md").write_text(report, "utf-8")
    rules = EXAMPLE / "city.yaml"
    found = run(f"nianbao check {tmp_path / 'report.md'} --rules {rules} --select P903,P952", folder).output
    assert "P903 warning 各级政府的报告还应当写到：社会评议\n" in found
    assert "P952" not in found


def test_a_report_up_to_2018_has_its_annex(tmp_path: Path, folder: Path) -> None:
    report = (TOP / "examples" / "2008-clean.md").read_text("utf-8")
    path = tmp_path / "report.md"
    for text, finds in ((report, True), (report + "\n\n附表：政府信息公开情况统计表\n", False)):
        path.write_text(text, "utf-8")
        found = run(f"nianbao check {path} --rules {EXAMPLE / 'province.yaml'} --select P905", folder).output
        assert ("P905" in found) is finds


@pytest.mark.parametrize("page", PAGES)
def test_the_rule_files_of_the_page_are_read(page: str, tmp_path: Path) -> None:
    files = [content for language, content in blocks(page) if language == "yaml" and "rules:" in content]
    assert len(files) == 5
    for content in files:
        path = tmp_path / "local.yaml"
        path.write_text(content, "utf-8")
        assert len(load([str(path)])) >= len(load())


# --- headings ---

HEADINGS = """\
    check: required-headings
    with: {headings: {建议提案: ['建议.{0,4}提案'], 监督: ['监督', '督查']}}
    message: {zh: "缺少{heading}"}
"""


def test_a_heading_may_stand_at_any_level(tmp_path: Path) -> None:
    assert messages(checked(tmp_path, HEADINGS)) == ["缺少建议提案"]
    report = REPORT.replace("### （五）监督保障", "### （五）监督保障\n\n#### 1.代表建议和委员提案")
    assert messages(checked(tmp_path, HEADINGS, report)) == []


def test_a_further_part_is_a_heading_too(tmp_path: Path) -> None:
    assert messages(checked(tmp_path, HEADINGS, REPORT + "\n## 七、建议和提案办理情况\n\n承办12件。\n")) == []


def test_words_in_a_sentence_are_no_heading(tmp_path: Path) -> None:
    assert messages(checked(tmp_path, HEADINGS, REPORT + "\n全年承办代表建议和政协提案。\n")) == ["缺少建议提案"]


def test_a_heading_of_another_part_does_not_count(tmp_path: Path) -> None:
    rule = HEADINGS.replace("{headings", "{part: problems, headings").replace("缺少", "{part}缺少")
    result = checked(tmp_path, rule)
    title = "存在的主要问题及改进情况"
    assert messages(result) == [f"{title}缺少建议提案", f"{title}缺少监督"]
    line = result.diagnostics[0].location.line
    assert line is not None
    assert title in REPORT.splitlines()[line - 1]


def test_the_heading_of_the_part_itself_does_not_count(tmp_path: Path) -> None:
    rule = HEADINGS.replace(
        "{headings: {建议提案: ['建议.{0,4}提案'], 监督", "{part: overview, headings: {总体: ['总体'], 监督"
    )
    assert messages(checked(tmp_path, rule)) == ["缺少总体"]


def test_a_missing_part_is_not_spoken_of(tmp_path: Path) -> None:
    rule = HEADINGS.replace("{headings", "{part: problems, headings")
    assert messages(checked(tmp_path, rule, REPORT.replace("## 五、存在的主要问题及改进情况", ""))) == []


# --- words ---

WORDS = """\
    check: forbidden-words
    with: {words: {'疑难': 复杂, '查阅点': ''}}
    message: {zh: "{word}→{suggestion}（{count}处）"}
    variants: {no-suggestion: {zh: "不用{word}"}}
"""


def test_each_word_is_one_finding_with_its_other_places(tmp_path: Path) -> None:
    report = REPORT.replace("下一年将", "疑难申请集体研究；下一年将")
    result = checked(tmp_path, WORDS, report)
    assert messages(result) == ["疑难→复杂（2处）", "不用查阅点"]
    first = result.diagnostics[0]
    assert (first.expected, first.actual, len(first.related)) == ("复杂", "疑难", 1)
    assert first.location.line is not None
    assert "疑难" in report.splitlines()[first.location.line - 1]
    assert result.diagnostics[1].expected is None


def test_words_are_looked_for_in_one_part(tmp_path: Path) -> None:
    rule = WORDS.replace("{words", "{part: problems, words")
    assert messages(checked(tmp_path, rule)) == []


def test_words_are_compared_folded(tmp_path: Path) -> None:
    assert messages(checked(tmp_path, WORDS, REPORT.replace("疑难申请", "疑 難申请"))) == [
        "疑 難→复杂（1处）",
        "不用查阅点",
    ]


def test_a_pattern_that_matches_nothing_at_all_finds_nothing(tmp_path: Path) -> None:
    assert messages(checked(tmp_path, WORDS.replace("'疑难'", "'(从未)?'").replace(", '查阅点': ''", ""))) == []


def test_many_places_are_counted_and_some_are_listed(tmp_path: Path) -> None:
    result = checked(tmp_path, WORDS, REPORT.replace("疑难申请", "疑难" * 500))
    assert messages(result)[0] == "疑难→复杂（500处）"
    assert len(result.diagnostics[0].related) == 99


# --- what is to be told, and by whom ---

ABOUT = """\
    check: mentions
    with: {aspects: {电子版: ['电子版']}}
    message: {zh: "{part}没有{aspect}"}
"""


def test_without_a_part_the_whole_report_is_read(tmp_path: Path) -> None:
    assert messages(checked(tmp_path, ABOUT)) == ["全文没有电子版"]
    assert messages(checked(tmp_path, ABOUT, REPORT.replace("所列数据", "电子版可以下载，所列数据"))) == []


@pytest.mark.parametrize(
    ("lines", "level", "finds"),
    [
        ("    levels: [city]\n", None, True),
        ("    levels: [county, township]\n", None, False),
        ("    levels: [county, township]\n", "county", True),
        ("    organs: ['人民政府$']\n", None, True),
        ("    organs: ['局$', '^云川市']\n", None, True),
        ("    organs: ['局$']\n", None, False),
        ("    levels: [city]\n    organs: ['局$']\n", None, False),
    ],
)
def test_a_rule_may_be_meant_for_some_organs(lines: str, level: str | None, finds: bool, tmp_path: Path) -> None:
    assert bool(messages(checked(tmp_path, lines + ABOUT, level=level))) is finds


@pytest.mark.parametrize("lines", ["    levels: [city]\n", "    organs: ['局$']\n"])
def test_where_the_organ_is_not_told_the_rule_is_undecided(lines: str, tmp_path: Path) -> None:
    nameless = REPORT.replace("# 云川市人民政府2022年政府信息公开工作年度报告", "# 2022年政府信息公开工作年度报告")
    result = checked(tmp_path, lines + ABOUT, nameless)
    assert result.diagnostics == ()
    assert [entry.code for entry in result.not_evaluated] == ["P999"]
    assert "--level" in result.not_evaluated[0].reason
