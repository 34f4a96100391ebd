"""Comments, entries and baselines at the limits of what is read, and one step beyond them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from linter.accept import baseline
from linter.accept.accepted import Acceptance, Accepted
from linter.accept.comments import directives
from linter.checks.registry import shipped
from linter.model.diagnostics import FileResult
from linter.model.document import Paragraph
from linter.readers import read

COMMENT = "<!-- nianbao: ignore A303 -- 已核对 -->"
MIB = 1 << 20


@pytest.mark.threshold("accept.comments.MOST")
@pytest.mark.parametrize(("count", "problem"), [(1000, None), (1001, "many")])
def test_a_thousand_comments_are_read(count: int, problem: str | None) -> None:
    document = read("-", (f"{COMMENT}\n\n" * count + "一段话").encode(), "markdown")
    assert [directives(document)[at].problem for at in (0, 999, -1)] == [None, None, problem]


def reaches_second_line(before: int, behind: int) -> bool:
    """Whether a comment speaks for both lines of a paragraph.

    Its tag begins so many characters before the first line, that of its end ends so many behind it.
    """
    tag = f'<p title="{"x" * (before - len("<p title=..>"))}">'
    first = f"{COMMENT}{tag}一"
    source = f"{first}<br>{'二' * (behind - len('<br></p'))}</p>"
    document = read("-", source.encode(), "html")
    assert [block.text.span().end for block in document.blocks[:1] if isinstance(block, Paragraph)] == [len(first)]
    (comment,) = directives(document)
    assert comment.reach.end in (len(first), len(source) - len("</p>"))
    return comment.reach.end > len(first)


@pytest.mark.threshold("accept.comments._NEAR")
@pytest.mark.parametrize(("before", "reaches"), [(4096, True), (4097, False)])
def test_the_tag_of_a_block_is_looked_for_in_4096_characters_before_it(before: int, reaches: bool) -> None:
    assert reaches_second_line(before, 100) is reaches


@pytest.mark.threshold("accept.comments._LONGEST_ELEMENT")
@pytest.mark.parametrize(("behind", "reaches"), [(65536, True), (65537, False)])
def test_the_end_of_an_element_is_looked_for_in_65536_characters_behind_it(behind: int, reaches: bool) -> None:
    assert reaches_second_line(100, behind) is reaches


@pytest.mark.threshold("accept.accepted._MOST_LOOKED_FOR")
@pytest.mark.parametrize(("files", "reported"), [(19_999, 1), (20_000, 0)])
def test_an_entry_is_of_no_use_where_fewer_than_twenty_thousand_files_are_there(
    files: int, reported: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def there(self: Accepted, places: Iterable[str]) -> Iterator[str]:
        yield "a.md"
        yield from (f"{number}.txt" for number in range(1, files))

    monkeypatch.setattr(Accepted, "_files", there)
    entry = Acceptance(("a.md",), ("A303",), "已核对")
    accepted = Accepted([entry], str(tmp_path / "c.yaml"), date(2026, 3, 1))
    checked = FileResult(str(tmp_path / "a.md"), "markdown")
    assert len(list(accepted.through([checked], shipped(), "zh"))) == 1 + reported


def refused(content: bytes, folder: Path, size: int | None = None) -> str:
    """What is said of a file, which holds nothing behind its content up to a size."""
    file = folder / "known.json"
    file.write_bytes(content)
    if size is not None:
        os.truncate(file, size)
    with pytest.raises(baseline.BaselineError) as caught:
        baseline.load(str(file))
    return caught.value.message


@pytest.mark.threshold("accept.baseline.VERSION")
def test_a_baseline_has_version_1(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    file.write_text('{"version": 1, "files": {}}', "utf-8")
    baseline.load(str(file))
    for version in (0, 2):
        refused(f'{{"version": {version}, "files": {{}}}}'.encode(), tmp_path)


@pytest.mark.threshold("accept.baseline.MOST_BYTES")
def test_a_baseline_has_64_mib(tmp_path: Path) -> None:
    assert "不是完整的基线文件" in refused(b"", tmp_path, 64 * MIB)
    assert "文件超过 64 MiB" in refused(b"", tmp_path, 64 * MIB + 1)


@pytest.mark.threshold("accept.baseline.MOST_FINDINGS")
def test_a_baseline_has_a_million_findings(tmp_path: Path) -> None:
    assert "不是完整的基线文件" in refused(b"{}" * 1_000_000, tmp_path)
    assert "超过 1,000,000 个问题" in refused(b"{}" * 1_000_001, tmp_path)


@pytest.mark.threshold("accept.baseline._MOST_NAMED")
@pytest.mark.parametrize(("files", "named", "more"), [(2, 2, False), (3, 3, False), (4, 3, True)])
def test_three_files_are_named_that_are_settled(
    files: int, named: int, more: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = baseline.Baseline({f"{number}.md": {"A303-00000000"} for number in range(files)}, str(tmp_path))
    for number in range(files):
        known.sift(FileResult(str(tmp_path / f"{number}.md"), "markdown"))
    known.tell_settled({"A303"}, "zh")
    said = capsys.readouterr().err
    assert (said.count(".md"), " 等" in said) == (named, more)
