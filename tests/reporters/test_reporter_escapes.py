"""Foreign text in every format: read back by independent readers, and no line, command or markup of its own."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import category
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.model.diagnostics import Excerpt, Figures, FileError, FileResult, Location, NotEvaluated, Related
from linter.model.page import DrawnCell, DrawnLine, DrawnPicture, DrawnTable, Mark, Proof
from linter.reporters import FORMATS
from tests.reporters.reporter_samples import NUMBER, TABLE, TITLE, run

SCHEMA = json.loads((Path(__file__).parent / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
ODD = "\x00\x07\x08\x1b\x7f\x85\x9b\xad\u061c\u200b\u200d\u200e\u200f\u2028\u2029\u202e\u2066\ufeff\ufffe\udcff"
PARTS = (
    *ODD, "\n", "\r", "\r\n", "\t", "::error::x", "::stop-commands::t", "##[group]", "##vso[task.x]", "##teamcity[x]",
    "section_start:1:a\r\x1b[0K", "<script>", "</style>", "-->", "]]>", "&lt;", "|", "`", "[a](b)", "{0}", "@me", "#1",
    "=1+1", "％", "%0A", "一", "，", " ", "a", "\\", "\\x1b", '"', "'", ":", "\x1b]0;t\x07", "\x1b[2J",
)  # fmt: skip
HOSTILE = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
LINES = ("console", "concise", "github")
SOME = settings(max_examples=60, deadline=None)


def results(text: str, path: str) -> tuple[FileResult, ...]:
    """Results in which all that can be foreign is."""
    found = TABLE._replace(
        message=text, basis=text, actual=text, expected=text, related=(Related(text, Location(1, 2), (), "A302"),)
    )
    fixed = NUMBER._replace(message=text, fix=NUMBER.fix and NUMBER.fix._replace(title=text))
    marks = (Mark(0, len(text), TABLE.fingerprint, "place"),)
    drawn = Proof(
        (
            DrawnLine(text, "title", 0, marks),
            DrawnTable(1, ((DrawnCell(text, 1, 1, 1, 1, "label", None, marks),),)),
            DrawnPicture(text, marks),
        ),
        {TABLE.fingerprint: 0},
        ((text,),),
    )
    figures = Figures(("", text), ((text, text),), (0, 1))
    whole = FileResult(
        path,
        "text",
        "2021",
        2024,
        text,
        text,
        (found, fixed, TITLE),
        (NotEvaluated("A302", text),),
        excerpts=(Excerpt("", 0, 0, figures), Excerpt(text, 0, len(text)), None),
        repairs={"status": "unique", "confidence": "likely", "candidates": []},
        proof=drawn,
    )
    return whole, FileResult(path, None, error=FileError("E001", text)), FileResult(path, "text")


def commands(text: str) -> list[str]:
    """The lines of a log that GitHub, Azure or TeamCity obey."""
    return [line for line in text.splitlines() if line.strip().startswith("::") or re.search(r"##[a-z]*\[", line)]


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@SOME
def test_lines_hold_nothing_foreign_but_text(text: str, path: str) -> None:
    for format in LINES:
        output = run(format, *results(text, path))
        assert not any(category(sign) in UNSEEN for sign in output.replace("\n", ""))
        if format != "github":
            assert not commands(output)
        if format != "console":
            assert len(output.splitlines()) == output.count("\n") == 4
    assert all(
        re.match(r"::(error|warning|notice) file=[^:]*::", line)
        for line in run("github", *results(text, path)).splitlines()
    )


@pytest.mark.whole
@given(HOSTILE, HOSTILE, st.integers(40, 60))
@SOME
def test_lines_of_a_narrow_console_hold_no_command(text: str, path: str, width: int) -> None:
    assert not commands(run("console", *results(text, path), width=width))


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@SOME
def test_no_format_gives_a_ci_server_a_command(text: str, path: str) -> None:
    for format in FORMATS:
        if format != "github":
            assert not commands(run(format, *results(text, path)))


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@SOME
def test_json_comes_back_as_it_was(text: str, path: str) -> None:
    told = json.loads(json.dumps([text, path]))  # halves of a pair that stand together are a sign to JSON
    whole = json.loads(run("json", *results(text, path)))
    assert [file["path"] for file in whole["files"]] == [told[1]] * 3
    assert whole["files"][0]["diagnostics"][0]["message"] == told[0]
    assert whole["files"][1]["error"]["message"] == told[0]
    lines = run("jsonl", *results(text, path)).splitlines()
    assert [json.loads(line)["path"] for line in lines] == [told[1]] * 4


@given(HOSTILE, HOSTILE)
@SOME
def test_gitlab_gets_text_and_one_issue_a_finding(text: str, path: str) -> None:
    issues = json.loads(run("gitlab", *results(text, path or "a")).encode())
    assert len(issues) == 4
    for issue in issues:
        issue["location"]["path"].encode()
        assert not any(category(sign) in UNSEEN for sign in issue["description"])


VALIDATOR = jsonschema.Draft7Validator(SCHEMA)


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@settings(max_examples=15, deadline=None)
def test_sarif_is_valid_and_its_messages_stand_for_themselves(text: str, path: str) -> None:
    log = json.loads(run("sarif", *results(text, path or "a")))
    VALIDATOR.validate(log)
    (one,) = log["runs"]
    uri = one["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert unquote_to_bytes(uri) == (path or "a").removeprefix("./").encode("utf-8", "surrogateescape")
    told = one["results"][0]["message"]["text"]
    assert not re.search(r"(?<!\\)\[[^\[\]]*(?<!\\)\]\(", told)
    assert not re.search(r"(?<!\{)(?:\{\{)*\{(?!\{)", told)


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@SOME
def test_junit_is_xml(text: str, path: str) -> None:
    root = ElementTree.fromstring(run("junit", *results(text, path)).encode())
    assert len(root.findall("testsuite")) == 3
    for element in root.iter():
        for told in (element.text or "", *element.attrib.values()):
            assert not any(category(sign) in UNSEEN and sign not in "\n\r\t" for sign in told)
    assert not any(sign in "\n\r" for suite in root for sign in suite.get("name", ""))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


PLAIN_TAGS = sorted({tag for tag, _ in Tags(run("html", *results("一", "a"))).found} | {"br"})


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@SOME
def test_a_page_has_only_its_own_markup(text: str, path: str) -> None:
    page = Tags(run("html", *results(text, path)))
    assert {tag for tag, _ in page.found} <= set(PLAIN_TAGS)
    assert [tag for tag, _ in page.found].count("script") == 1
    for _, attributes in page.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert not set("\x00\x07\x08\x1b\x7f\x85\x9b\u061c\u200e\u200f\u2028\u2029\u202e\u2066\ufffe\udcff") & set(
        page.text
    )


def test_a_page_lets_the_browser_load_and_run_nothing_but_itself() -> None:
    from base64 import b64encode
    from hashlib import sha256

    text = run("html", *results("一", "a"))
    page = Tags(text)
    (policy,) = (
        attributes["content"] or ""
        for tag, attributes in page.found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    assert text.index("Content-Security-Policy") < text.index("<style>")


@pytest.mark.whole
@given(HOSTILE, HOSTILE)
@SOME
def test_markdown_keeps_its_rows(text: str, path: str) -> None:
    output = run("markdown", *results(text, path))
    assert not any(category(sign) in UNSEEN for sign in output.replace("\n", ""))
    bare = re.sub(r"\\.|&#58;", "", output)  # a reference to a character is no reference to an issue
    assert not re.search(r"<(?!/?(?:details|summary)>|br>|!-- -->)", bare)
    assert not re.search(r"[\[\]`]|@(?=[A-Za-z])|(?<!^)#(?=\d)", bare)
    assert len([line for line in output.split("\n") if line.startswith("| **")]) == 4


@pytest.mark.parametrize("format", FORMATS)
def test_ordinary_names_and_texts_stay_as_they_are(format: str) -> None:
    path = "年报/某市 某局（2024）-v2_终稿.md"
    output = run(format, *results("表三“（七）总计”行：六类申请人之和为96", path))
    assert "六类申请人之和为96" in output
    if format == "sarif":
        assert path.encode() in unquote_to_bytes(output)
    else:
        assert path in output.replace("\\_", "_")


def test_a_name_beyond_the_encoding_can_be_had_back() -> None:
    assert run("concise", FileResult("ก😀一.md", "text", diagnostics=(TITLE,)), encoding="gbk").startswith(
        "\\u0e01\\U0001f600一.md:125:3: "
    )


def test_csv_of_cells_is_read_back() -> None:
    from linter.notices.harmless import cell

    rows = [[cell(value) for value in ("=1", 'a"b', "一\n二", -2, None, "\x1b[2J")]]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    assert out.getvalue().count("\n") == 1
    assert next(csv.reader(io.StringIO(out.getvalue()))) == ["'=1", 'a"b', "一 二", "-2", "", "\\x1b[2J"]
