"""The page checks as `check` does in the folder where it was started: accepted findings, baseline, last year's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from linter.cli import local_page
from linter.cli.desk import left_out
from linter.cli.preparation import load_config
from linter.notices.refusal import Refusal
from tests.cli.desk.visitors import TOKEN, Visitor, visiting
from tests.places import EXAMPLES, TOP

pytestmark = pytest.mark.whole

FAULTY = EXAMPLES / "2021-faulty.docx"
YEARS = EXAMPLES / "two-years"
OPTIONS = {"config": None, "lang": None, "rule_files": (), "regime": None, "level": None}
ACCEPTED = """\
accept:
  - path: {path}
    code: {code}
    reason: 上级已核实
    {until}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def served(configuration: str) -> Iterator[Visitor]:
    """A page that is started in the current folder with this configuration."""
    Path(".nianbao.yaml").write_text(configuration, "utf-8")
    with visiting(setting=local_page.setting(load_config(None, None), OPTIONS, "zh")) as visitor:
        yield visitor


def codes(visitor: Visitor, place: str, lang: str = "zh") -> list[str]:
    return re.findall(r'href="#rule-(\w+)"', visitor.get(place, lang).text)


def told_by_check(*arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return re.findall(r": ([A-Z]\d{3}) ", done.stdout)


# --- accepted findings ---


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_accepted_is_left_out_everywhere(lang: str) -> None:
    with served(ACCEPTED.format(path='"*.docx"', code="[A300, S109]", until="")) as visitor:
        place = visitor.drop(FAULTY.name)
        assert codes(visitor, place, lang) == ["T205"]
        assert {"zh": "请核实", "en": "Please verify"}[lang] in visitor.get(place, lang).text
        assert "A300" not in visitor.get(f"{place}/csv", lang).text + visitor.get(f"{place}/html", lang).text
        assert FAULTY.name in visitor.get("/", lang).text


@pytest.mark.parametrize(
    ("path", "code", "until"),
    [("2024/*.docx", "A300", ""), ('"*.docx"', "A301", ""), ('"*.docx"', "A300", "until: 2020-01-31")],
)
def test_what_is_accepted_elsewhere_or_no_longer_is_shown(path: str, code: str, until: str) -> None:
    with served(ACCEPTED.format(path=path, code=code, until=until)) as visitor:
        assert "A300" in codes(visitor, visitor.drop(FAULTY.name))


def test_a_file_is_known_by_name_and_content_in_the_folders_below(folder: Path) -> None:
    for year in ("2023", "2024"):
        (folder / year).mkdir()
        shutil.copy(
            EXAMPLES / ("2021-faulty.docx" if year == "2024" else "2021-clean.docx"), folder / year / "年报.docx"
        )
    with served(ACCEPTED.format(path="2024/*", code="A300", until="")) as visitor:
        assert codes(visitor, visitor.drop("年报.docx", FAULTY.read_bytes())) == ["T205", "S109"]
        assert "A300" in codes(visitor, visitor.drop("另一份.docx", FAULTY.read_bytes()))
    with served(ACCEPTED.format(path="2023/*", code="A300", until="")) as visitor:
        assert "A300" in codes(visitor, visitor.drop("年报.docx", FAULTY.read_bytes()))


def test_a_file_is_looked_for_in_so_many_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "年报.txt").write_bytes(b"x")
    assert left_out.place_of("年报.txt", b"x") == os.path.join(".", "a", "b", "年报.txt")
    assert left_out.place_of("年报.txt", b"y") == "年报.txt"
    assert left_out.place_of("b", b"x") == "b"
    monkeypatch.setattr(left_out, "_MOST_FOLDERS", 2)
    assert left_out.place_of("年报.txt", b"x") == "年报.txt"


def test_the_copy_has_no_comment_on_what_is_accepted() -> None:
    import io
    import zipfile

    with served(ACCEPTED.format(path='"*.docx"', code="A300", until="")) as visitor:
        answer = visitor.get(visitor.drop(FAULTY.name) + "/copy")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        comments = archive.read("word/comments.xml").decode("utf-8")
    assert "应为36" not in comments
    assert "T205" in comments


# --- the baseline ---


def test_what_the_baseline_holds_is_left_out(folder: Path) -> None:
    shutil.copy(FAULTY, folder)
    told_by_check("baseline", ".", "-o", "known.json")
    with served("baseline: known.json\n") as visitor:
        assert codes(visitor, visitor.drop(FAULTY.name)) == []
        assert len(codes(visitor, visitor.drop("另一份.docx", FAULTY.read_bytes()))) == 3
        assert told_by_check("check", FAULTY.name) == []


def test_a_damaged_baseline_is_refused_at_the_start(folder: Path) -> None:
    (folder / "known.json").write_text("{", "utf-8")
    with pytest.raises(Refusal, match=r"known\.json"), served("baseline: known.json\n"):
        pass


# --- last year's reports ---


@pytest.mark.parametrize("prior", ["last-year", "last-year/2021.md"])
def test_last_years_report_of_the_configuration_is_compared(folder: Path, prior: str) -> None:
    (folder / "last-year").mkdir()
    shutil.copy(YEARS / "2021.md", folder / "last-year")
    shutil.copy(YEARS / "2022.md", folder)
    with served(f"prior: {prior}\n") as visitor:
        place = visitor.drop("2022.md", (YEARS / "2022.md").read_bytes())
        assert {"Y501", "Y502"} <= set(codes(visitor, place))
        assert sorted(codes(visitor, place)) == sorted(told_by_check("check", "2022.md"))
        assert "放入上年报告" not in visitor.get(place).text


def test_one_that_is_dropped_comes_first(folder: Path) -> None:
    (folder / "last-year").mkdir()
    right = (YEARS / "2021.md").read_text("utf-8")
    (folder / "last-year" / "2021.md").write_text(right, "utf-8")
    wrong = (EXAMPLES / "2021-clean.md").read_bytes()
    with served("prior: last-year\n") as visitor:
        visitor.post("/prior", wrong, "别处.md")
        assert "Y501" in codes(visitor, visitor.drop("2022.md", (YEARS / "2022.md").read_bytes()))
        carried = re.sub(r"(四、结转下年度继续办理.*)3 \| 12 \|", r"\g<1>1 | 10 |", right)
        assert carried != right
        visitor.post("/prior", carried.encode(), "2021.md")
        assert "Y501" not in codes(visitor, visitor.drop("2022.md", (YEARS / "2022.md").read_bytes()))


def test_where_none_of_the_organ_is_there_the_folder_is_named(folder: Path) -> None:
    (folder / "last-year").mkdir()
    shutil.copy(EXAMPLES / "2021-clean.md", folder / "last-year")
    with served("prior: last-year\n") as visitor:
        page = visitor.get(visitor.drop("2022.md", (YEARS / "2022.md").read_bytes())).text
        assert re.search(r"在 \S*last-year 中没有找到\S+未核对上年结转", page)
        assert "drop prior" in page  # it can still be dropped
        visitor.post("/prior", (YEARS / "2021.md").read_bytes(), "2021.md")
        assert "Y501" in codes(visitor, visitor.drop("2022.md", (YEARS / "2022.md").read_bytes()))


def test_what_is_not_there_is_refused_at_the_start() -> None:
    with pytest.raises(Refusal, match=r"\.nianbao\.yaml:1:8: 没有文件或文件夹"), served("prior: nowhere\n"):
        pass


def test_the_command_takes_the_configuration_of_its_folder(folder: Path) -> None:
    import urllib.request

    from tests.cli.desk.test_desk_command import dropped
    from tests.cli.desk.test_desk_command import served as started

    (folder / "below").mkdir()
    (folder / ".nianbao.yaml").write_text(ACCEPTED.format(path="below/*.docx", code="A300", until=""), "utf-8")
    with started(folder / "below") as (_, address):
        key = re.findall(rb'"file":"([^"]+)"', dropped(address, FAULTY.name, FAULTY.read_bytes()))[0].decode()
        with urllib.request.urlopen(f"{address}files/{key}", timeout=30) as answer:
            page = answer.read().decode("utf-8")
    assert "T205" in page
    assert "A300" not in page
    assert TOKEN not in address
