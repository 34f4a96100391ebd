"""What the page says of files, and what it gives back of them."""

from __future__ import annotations

import asyncio
import csv
import io
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from linter.cli.desk import routes
from linter.cli.desk.desk_words import words
from linter.cli.desk.kept_files import CheckedFile, Kept
from linter.engine import awaited, deadline
from linter.model.diagnostics import ReadError
from tests.cli.desk.visitors import TOKEN, Visitor, visiting
from tests.places import EXAMPLES, TOP

pytestmark = pytest.mark.whole

YEARS = EXAMPLES / "two-years"


@pytest.fixture
def visitor() -> Iterator[Visitor]:
    with visiting() as visitor:
        yield visitor


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


class Tags(HTMLParser):
    """The tags of a page with their attributes; refuses tags that do not match and names that stand twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()
        assert self.open == []
        names = [attributes["id"] for _, attributes in self.found if "id" in attributes]
        assert len(set(names)) == len(names)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("meta", "link", "input", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


# --- one file ---


def test_a_faulty_file_is_shown_with_its_findings(visitor: Visitor) -> None:
    page = visitor.get(visitor.drop("2021-faulty.docx")).text
    assert "需要修改" in text_of(page)
    assert "应为36（一位数字有误）" in text_of(page)
    assert re.search(r'<td class="figure m-error">38<a class="ref s-error" id="f1p1" href="#f1n1">1</a>', page)
    assert '<h3 lang="zh-CN">三、收到和处理政府信息公开申请情况</h3>\n<aside class="note s-error" id="f1n1"' in page
    tags = Tags(page)
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on") or name == "style"]
    addresses = [value for _, attributes in tags.found for name, value in attributes.items() if name in ("href", "src")]
    assert {address.split("/")[1] if address[0] == "/" else address[0] for address in addresses} == {TOKEN, "#"}


def test_a_clean_file_says_so(visitor: Visitor) -> None:
    page = visitor.get(visitor.drop("2008-clean.docx")).text
    assert "可以发布" in text_of(page)
    assert 'class="note' not in page


def test_what_was_not_compared_is_part_of_the_verdict(visitor: Visitor) -> None:
    page = text_of(visitor.get(visitor.drop("2021-clean.docx")).text)
    assert "未发现问题（未核对：上年结转）" in page
    assert "放入上年报告后自动重新核对" in page
    assert "--prior" not in page


def test_an_unreadable_file_gives_its_sentence(visitor: Visitor) -> None:
    page = visitor.get(visitor.drop("图.png", b"\x89PNG\r\n\x1a\n")).text
    assert "未能检查" in text_of(page)
    assert "E002 这是图片" in text_of(page)
    assert "/csv" not in page
    assert "图.png" in text_of(visitor.get("/").text)


@pytest.mark.parametrize(
    "name", ["2021-faulty.docx", "2021-faulty.pdf", "2021-faulty.html", "2021-faulty.md", "2021-faulty.txt"]
)
def test_every_format_is_taken(visitor: Visitor, name: str) -> None:
    page = visitor.get(visitor.drop(name)).text
    assert 'id="f1n1"' in page
    assert 'id="f1p1"' in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages(lang: str) -> None:
    with visiting(lang) as visitor:
        place = visitor.drop("2021-faulty.docx")
        page = visitor.client.get(f"/{TOKEN}{place}").text
        assert {"zh": "需要修改", "en": "Needs changes"}[lang] in page
        assert {"zh": "填的是38，应为36", "en": "says 38, it should be 36"}[lang] in page
        other = {"zh": "en", "en": "zh"}[lang]
        assert f'href="/{TOKEN}{place}?lang={other}"' in page
        assert {"zh": "Needs changes", "en": "需要修改"}[lang] in visitor.get(place, other).text
        assert visitor.get("/", "xx").status_code == 200


def test_a_name_and_a_text_command_nothing(visitor: Visitor) -> None:
    name = '<img src=x onerror="alert(1)">\u202e.md'
    text = (EXAMPLES / "2021-faulty.md").read_text("utf-8").replace("年度报告", "年度报告<script>alert(1)</script>", 1)
    page = visitor.get(visitor.drop(name, text.encode())).text + visitor.get("/").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page


def test_a_rule_is_explained(visitor: Visitor) -> None:
    page = text_of(visitor.get("/rules/A301").text)
    assert "A301" in page
    assert "怎么改" in page
    assert "读不出" in visitor.get("/rules/E001").text
    assert "没有这条规则" in visitor.get("/rules/A999").text


# --- downloads ---


def test_the_annotated_copy_holds_the_comment(visitor: Visitor) -> None:
    answer = visitor.get(visitor.drop("2021-faulty.docx") + "/copy")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''2021-faulty%EF%BC%88")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "应为36" in archive.read("word/comments.xml").decode("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_copy_is_that_of_check(visitor: Visitor, lang: str, tmp_path: Path) -> None:
    """To the byte: with the comment at the title that sums up."""
    shutil.copy(EXAMPLES / "2021-faulty.docx", tmp_path)
    command = [
        sys.executable,
        "-m",
        "linter",
        "check",
        "2021-faulty.docx",
        "--annotate",
        "checked.docx",
        "--lang",
        lang,
    ]
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)

    def comments(data: bytes) -> str:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("word/comments.xml").decode("utf-8")

    made = visitor.get(visitor.drop("2021-faulty.docx") + "/copy", lang).content
    by_check = (tmp_path / "checked.docx").read_bytes()
    assert comments(made).count("<w:comment ") == 4
    assert comments(made) == comments(by_check)
    assert made == by_check


def test_only_a_word_file_has_a_copy(visitor: Visitor) -> None:
    place = visitor.drop("2021-faulty.md")
    assert "/copy" not in visitor.get(place).text
    assert visitor.get(f"{place}/copy").status_code == 404


def test_the_report_and_the_spreadsheet_are_those_of_check(visitor: Visitor) -> None:
    place = visitor.drop("2021-faulty.docx")
    html, rows = visitor.get(f"{place}/html"), visitor.get(f"{place}/csv")
    assert html.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert "38" in html.text
    assert rows.content.startswith(b"\xef\xbb\xbf")  # else a spreadsheet takes it for the encoding of the machine
    found = list(csv.DictReader(io.StringIO(rows.content.decode("utf-8-sig"))))
    assert [row["code"] for row in found] == ["A300", "T205", "S109"]
    assert all("\r" not in line for line in rows.text.split("\n"))


def test_ten_files_at_once(visitor: Visitor) -> None:
    names = [f"{number}.docx" for number in range(10)]
    data = (EXAMPLES / "2021-faulty.docx").read_bytes()
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda name: visitor.drop(name, data), names))
    page = visitor.get("/").text
    assert all(name in page for name in names)
    assert "10 个文件，10 个错误" in text_of(page)
    assert visitor.get("/all.html").text.count('class="file failed"') == 10
    assert visitor.get("/all.csv").text.count("A300") == 10


# --- last year's report ---


def test_last_years_report_is_compared(visitor: Visitor) -> None:
    place = visitor.drop("2022.md", (YEARS / "2022.md").read_bytes())
    assert "Y501" not in visitor.get(place).text
    assert visitor.post("/prior", (YEARS / "2021.md").read_bytes(), "2021.md").json() == {"read": True}
    assert visitor.post(f"{place}/check").status_code == 200
    page = visitor.get(place).text
    assert "Y501" in page
    assert "Y502" in page
    assert "放入上年报告" not in page
    assert "2021.md" in visitor.get("/").text


def test_a_file_of_the_same_name_as_last_years_is_compared(visitor: Visitor) -> None:
    visitor.post("/prior", (YEARS / "2021.md").read_bytes(), "年报.md")
    assert "Y501" in visitor.get(visitor.drop("年报.md", (YEARS / "2022.md").read_bytes())).text


def test_another_organs_report_is_not_last_years(visitor: Visitor) -> None:
    visitor.post("/prior", (EXAMPLES / "2021-clean.md").read_bytes(), "别处.md")
    page = text_of(visitor.get(visitor.drop("2022.md", (YEARS / "2022.md").read_bytes())).text)
    assert "在 别处.md 中没有找到" in page
    assert page.count("未核对上年结转") == 1
    assert "可以发布" in visitor.get(visitor.drop("2008-clean.txt")).text  # there was nothing to carry over then


def test_a_report_that_does_not_tell_whose_it_is_is_taken_for_last_years(visitor: Visitor) -> None:
    nameless = (YEARS / "2021.md").read_text("utf-8").replace("澜川市人民政府", "")
    assert visitor.post("/prior", nameless.encode(), "草稿.md").json() == {"read": True}
    assert "Y501" in visitor.get(visitor.drop("2022.md", (YEARS / "2022.md").read_bytes())).text


def test_an_unreadable_report_of_last_year_is_told(visitor: Visitor) -> None:
    assert visitor.post("/prior", b"", "空.docx").json() == {"read": False}
    assert "E003" in visitor.get("/").text
    assert "放入上年报告" in visitor.get(visitor.drop("2021-clean.docx")).text


# --- bounds ---


def test_a_file_that_is_too_large_is_refused(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MAX_BYTES", 1000)
    assert visitor.post("/files", b"x" * 1001, "a.txt").status_code == 413
    assert visitor.post("/files", iter([b"x" * 600, b"x" * 600]), "a.txt").status_code == 413  # it says no length
    assert visitor.post("/files", b"x" * 1000, "a.txt").status_code == 200
    assert visitor.post("/prior", b"x" * 1001, "a.txt").status_code == 413


def test_the_oldest_is_dropped() -> None:
    kept: Kept[CheckedFile] = Kept(3, most_bytes=100)
    for number in range(5):
        kept.put(str(number), CheckedFile("", b"x" * 10, {}))
    assert [key for key, _ in kept] == ["2", "3", "4"]
    kept.put("3", CheckedFile("", b"x" * 85, {}))
    assert [key for key, _ in kept] == ["3", "4"]
    kept.put("5", CheckedFile("", b"x" * 101, {}))
    assert [key for key, _ in kept] == ["5"]
    kept.clear()
    assert len(kept) == 0


def test_what_is_kept_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MOST_FILES", 2)
    with visiting() as visitor:
        first = visitor.drop("1.txt", b"x")
        for number in range(2, 4):
            visitor.drop(f"{number}.txt", b"x")
        page = visitor.get("/").text
        assert ("1.txt" in page, "2.txt" in page, "3.txt" in page) == (False, True, True)
        answer = visitor.get(first)
        assert (answer.status_code, "已经清除" in answer.text) == (404, True)


def test_clearing_leaves_nothing(visitor: Visitor) -> None:
    place = visitor.drop("2021-clean.txt")
    visitor.post("/prior", (YEARS / "2021.md").read_bytes(), "2021.md")
    assert visitor.post("/clear").status_code == 200
    assert visitor.get(place).status_code == 404
    assert "2021" not in text_of(visitor.get("/").text)


def test_no_file_is_left_behind(visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.drop("2021-clean.txt")  # starts what lives as long as the program
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for name in ("2021-faulty.docx", "2021-faulty.pdf", "2021-faulty.html"):
        place = visitor.drop(name)
        visitor.get(f"{place}/copy")
        visitor.get(f"{place}/html")
    assert list(tmp_path.iterdir()) == []
    assert multiprocessing.active_children() == []


def test_a_file_that_takes_too_long_costs_itself_only(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "TIME_LIMIT", 8.0)
    began = time.monotonic()
    made = asyncio.run(awaited.apart(sleeping, reason, "a.docx", 60))
    assert made == "E004"
    assert time.monotonic() - began < 30
    monkeypatch.undo()
    assert visitor.drop("2021-clean.txt")


def test_a_file_that_ends_its_process_costs_itself_only() -> None:
    assert asyncio.run(awaited.apart(dying, reason, "a.docx", 3)) == "E001"


def sleeping(name: str, seconds: int) -> str:
    time.sleep(seconds)
    return name


def dying(name: str, status: int) -> str:
    import os

    os._exit(status)


def reason(name: str, work: int, error: ReadError) -> str:
    return error.code


# --- words ---


def test_every_word_is_used_and_every_used_one_is_there() -> None:
    import yaml

    entries = yaml.safe_load((TOP / "rules" / "language" / "desk.yaml").read_text("utf-8"))
    sources = [*(TOP / "linter" / "cli" / "desk").glob("*.py"), TOP / "linter" / "cli" / "local_page.py"]
    said = "".join(path.read_text("utf-8") for path in sources)
    script = (TOP / "linter" / "cli" / "desk" / "desk.js").read_text("ascii")
    for key, entry in entries.items():
        assert set(entry) == {"zh", "en"}, key
        assert entry["zh"].count("{") == entry["en"].count("{"), key
        if key.startswith("script-"):
            assert f'"{key.removeprefix("script-")}"' in script, key
        else:
            assert f'"{key}"' in said or f"['{key}']" in said, key
    for key in re.findall(r'said\("([\w-]+)"', script):
        assert words("zh")[f"script-{key}"]
