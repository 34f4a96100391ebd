"""`nianbao new`: whose report it drafts, of which year, from what, and into which file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.outside.program import Run, a_sentence, run
from tests.places import TOP

LAST = TOP / "examples" / "two-years" / "2021.md"
ORGAN = "澜川市人民政府"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def title(path: Path) -> str:
    return run("tree", str(path)).stdout.splitlines()[0]


def test_organ_and_year_are_those_after_last_years_report(folder: Path) -> None:
    done = run("new", "--prior", str(LAST))
    assert (done.status, done.stdout) == (0, "")
    name = f"{ORGAN}2022年政府信息公开工作年度报告"
    assert files(folder) == [f"{name}.docx"]
    assert title(folder / f"{name}.docx") == name
    said = a_sentence(done)
    assert f"机关按上年报告写作{ORGAN}" in said
    assert "年度按2022年（上年报告的下一年" in said
    assert f"已写好 {name}.docx" in said


def test_what_was_told_is_not_told_back(folder: Path) -> None:
    done = run("new", "--prior", str(LAST), "--organ", ORGAN, "--year", "2022", "-o", "a.html", "--lang", "en")
    assert done.status == 0
    assert a_sentence(done) == "nianbao: written: a.html; nianbao check lists what is left to fill"
    assert files(folder) == ["a.html"]


def test_without_a_report_it_is_about_the_year_that_has_ended(folder: Path) -> None:
    done = run("new")
    assert done.status == 0
    name = f"{date.today().year - 1}年政府信息公开工作年度报告"
    assert files(folder) == [f"{name}.docx"]
    assert title(folder / f"{name}.docx") == f"（机关全称）{name}"
    assert "没有写明机关（--organ）" in a_sentence(done)
    assert "上一个自然年" in a_sentence(done)


@pytest.mark.parametrize("name", ["draft.docx", "draft.html", "DRAFT.HTM"])
def test_a_draft_is_read_as_what_its_name_says(folder: Path, name: str) -> None:
    assert run("new", "--organ", ORGAN, "--year", "2024", "-o", name).status == 0
    assert title(folder / name) == f"{ORGAN}2024年政府信息公开工作年度报告"


def test_the_organ_may_be_named_with_its_places(folder: Path) -> None:
    assert run("new", "--prior", str(LAST), "--organ", f"南江省{ORGAN}", "-o", "a.docx").status == 0
    assert title(folder / "a.docx").startswith(f"南江省{ORGAN}2022年")


def refused(folder: Path, *arguments: str) -> str:
    before = files(folder)
    done: Run = run("new", *arguments)
    assert (done.status, done.stdout) == (2, "")
    assert files(folder) == before
    return a_sentence(done)


def test_the_report_of_another_organ_is_refused(folder: Path) -> None:
    said = refused(folder, "--prior", str(LAST), "--organ", "江沅市云岫县水利局")
    assert f"{LAST} 是{ORGAN}的报告，不是江沅市云岫县水利局的" in said


def test_the_report_of_another_year_is_refused(folder: Path) -> None:
    said = refused(folder, "--prior", str(LAST), "--year", "2024")
    assert f"{LAST} 是2021年的报告，起草2024年的要用2023年的" in said
    assert "needs that for 2023" in refused(folder, "--prior", str(LAST), "--year", "2024", "--lang", "en")


def test_a_year_of_an_older_form_is_refused(folder: Path) -> None:
    assert "只能起草2021年度起的报告，不能起草2020年的" in refused(folder, "--year", "2020")
    assert run("new", "--year", "2021").status == 0
    old = TOP / "examples" / "2019-clean.docx"
    assert "不能起草2020年的" in refused(folder, "--prior", str(old))


def test_a_report_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "torn.docx").write_bytes(b"PK\x03\x04 torn")
    (folder / "note.txt").write_text("下周一开会。\n", "utf-8")
    assert "torn.docx: E001" in refused(folder, "--prior", "torn.docx")
    assert "none.docx: E001 没有这个文件" in refused(folder, "--prior", "none.docx")
    assert "note.txt 不是政府信息公开工作年度报告" in refused(folder, "--prior", "note.txt")
    assert "E001" in refused(folder, "--prior", str(folder))


def test_a_report_without_figures_gives_none(folder: Path) -> None:
    text = f"{ORGAN}2022年政府信息公开工作年度报告\n\n一、总体情况\n\n全年工作平稳。\n"
    (folder / "last.txt").write_text(text, "utf-8")
    done = run("new", "--prior", "last.txt")
    assert done.status == 0
    assert "没有读到结转下年度的数字" in a_sentence(done)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx.txt", "-"])
def test_another_kind_of_file_is_refused(folder: Path, name: str) -> None:
    assert f"-o：{name} 的后缀要是 .docx .html .htm 之一" in refused(folder, "-o", name)


def test_what_is_there_is_never_written_over(folder: Path) -> None:
    (folder / "a.docx").write_bytes(b"mine")
    assert "无法写入 a.docx：已经存在；确要覆盖请加 --force" in refused(folder, "-o", "a.docx")
    assert (folder / "a.docx").read_bytes() == b"mine"
    assert run("new", "-o", "a.docx", "--force").status == 0
    assert (folder / "a.docx").read_bytes() != b"mine"
    assert "已经存在" in refused(folder, "-o", "a.docx")  # ours too: somebody may have filled it in


def test_last_years_report_is_not_written_over_by_any_means(folder: Path) -> None:
    (folder / "last.html").write_bytes((TOP / "examples" / "2021-clean.html").read_bytes())
    (folder / "link.html").symlink_to("last.html")
    before = (folder / "last.html").read_bytes()
    for name in ("last.html", "link.html"):
        assert "是上年报告，不能覆盖" in refused(folder, "--prior", "last.html", "-o", name, "--force")
    assert (folder / "last.html").read_bytes() == before


def test_a_folder_is_no_place_for_it(folder: Path) -> None:
    (folder / "a.docx").mkdir()
    assert "无法写入 a.docx" in refused(folder, "-o", "a.docx", "--force")
    assert "无法写入" in refused(folder, "-o", "nowhere/a.docx")


def test_the_name_of_an_organ_is_no_path(folder: Path) -> None:
    done = run("new", "--organ", "../上级/甲:局", "--year", "2024")
    assert done.status == 0
    assert files(folder) == ["..上级甲局2024年政府信息公开工作年度报告.docx"]
