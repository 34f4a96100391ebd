"""How much is accepted at once, how much of it is named, and how far from a comment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from linter.accept import accepted
from linter.accept.accepted import Acceptance, Accepted
from linter.accept.baseline import Baseline, BaselineError, Held, load, write
from linter.accept.comments import directives
from linter.checks.registry import shipped
from linter.model.diagnostics import FileResult
from linter.readers import read


@pytest.mark.whole
@pytest.mark.threshold("accept.accepted._MOST_LOOKED_FOR")
def test_an_entry_is_unused_where_fewer_than_twenty_thousand_files_are_to_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.md"
    file.write_text("甲", "utf-8")
    entry = Acceptance(("a.md",), ("A303",), "已核对")

    def reported(files: int) -> int:
        def found(*_: object) -> Iterator[str]:
            return (str(file) for _ in range(files))

        monkeypatch.setattr(accepted, "find", found)
        sieve = Accepted([entry], str(tmp_path / "nianbao.toml"), date(2026, 3, 1), [str(tmp_path)])
        checked = FileResult(str(file), None)
        return sum(len(result.diagnostics) for result in sieve.through([checked], shipped(), "zh"))

    assert reported(19_999) == 1
    assert reported(20_000) == 0


def baseline_of(folder: Path, text: str) -> Baseline:
    file = folder / "baseline.json"
    file.write_text(text, "utf-8")
    return load(str(file))


@pytest.mark.threshold("accept.baseline.VERSION")
def test_a_baseline_is_of_version_one(tmp_path: Path) -> None:
    baseline_of(tmp_path, '{"version": 1, "files": {}}')
    for other in (0, 2):
        with pytest.raises(BaselineError):
            baseline_of(tmp_path, f'{{"version": {other}, "files": {{}}}}')
    write([], str(tmp_path / "new.json"))
    assert json.loads((tmp_path / "new.json").read_text("utf-8"))["version"] == 1


@pytest.mark.whole
@pytest.mark.threshold("accept.baseline.MOST_BYTES")
def test_a_baseline_has_at_most_64_mib(tmp_path: Path) -> None:
    text = '{"version": 1, "files": {}}'
    baseline_of(tmp_path, text.ljust(64 * 1024 * 1024))
    with pytest.raises(BaselineError):
        baseline_of(tmp_path, text.ljust(64 * 1024 * 1024 + 1))


@pytest.mark.threshold("accept.baseline.MOST_FINDINGS")
def test_a_baseline_has_at_most_a_million_brackets(tmp_path: Path) -> None:
    def named(brackets: int) -> str:
        """A baseline with so many opening brackets: of itself, its files, the findings of one, and in a name."""
        return f'{{"version": 1, "files": {{"{"[" * (brackets - 3)}": []}}}}'

    baseline_of(tmp_path, named(1_000_000))
    with pytest.raises(BaselineError, match="1,000,000"):
        baseline_of(tmp_path, named(1_000_001))


@pytest.mark.threshold("accept.baseline._MOST_NAMED")
def test_three_files_are_named_whose_findings_are_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(files: int) -> str:
        known = {f"{number}.md": {Held("A303-00000000", "A303", "")} for number in range(files)}
        Baseline(known, str(tmp_path)).tell_settled({"A303"}, "zh")
        return capsys.readouterr().err

    assert "（0.md、1.md、2.md）" in told(3)
    assert "（0.md、1.md、2.md 等）" in told(4)


@pytest.mark.threshold("accept.comments.MOST")
def test_a_thousand_comments_of_a_file_accept_something() -> None:
    source = "<!-- nianbao: ignore A303 -- 已核对 -->\n\n" * 1_001 + "一段话\n"
    problems = [one.problem for one in directives(read("-", source.encode(), "markdown"))]
    assert problems == [None] * 1_000 + ["many"]


def accepted_of(source: str) -> str:
    """What the comment of a page speaks for."""
    (one,) = directives(read("-", source.encode(), "html"))
    return source[one.reach.start : one.reach.end]


COMMENT = "<!-- nianbao: ignore A303 -- 已核对 -->"


@pytest.mark.threshold("accept.comments._NEAR")
def test_the_tag_of_a_paragraph_stands_within_4096_characters_before_it() -> None:
    def reached(length: int) -> bool:
        """Whether a comment reaches the second line of a paragraph whose tag has so many characters."""
        tag = f"<p title='{'甲' * (length - 12)}'>"
        assert len(tag) == length
        return "第二行" in accepted_of(f"{COMMENT}{tag}第一行<br>第二行</p>")

    assert reached(4_096)
    assert not reached(4_097)


@pytest.mark.threshold("accept.comments._LONGEST_ELEMENT")
def test_a_paragraph_ends_within_65536_characters_behind_its_first_line() -> None:
    def reached(length: int) -> bool:
        """Whether a comment reaches the second line of a paragraph whose end is known after so many characters."""
        rest = "<br>第二行".ljust(length - len("</p"), "乙")
        return "第二行" in accepted_of(f"{COMMENT}<p>第一行{rest}</p>")

    assert reached(65_536)
    assert not reached(65_537)
