"""A row's label in one cell with those of the groups that it stands in is the form's label."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.engine.lint import lint_source

REPORT = (Path(__file__).parent.parent / "corpus" / "bases" / "water-2023.md").read_text("utf-8")


def written(source: str, groups: int) -> str:
    """Table three with the labels of so many levels of groups before those of its rows, and one column of labels less
    for each."""
    lines, above = [], ["", "", ""]
    for line in source.split("\n"):
        cells = [cell.strip() for cell in line.strip()[1:-1].split("|")] if line.startswith("|") else []
        if len(cells) == 10 and not cells[0].startswith(("-", "（")) and cells[3].isdecimal():
            labels = cells[:3]
            if labels[0]:
                above = [labels[0], labels[1], ""]
            elif labels[1]:
                above[1] = labels[1]
            path = [label for label in (above[0], above[1], labels[2]) if label]
            joined = ["".join(path), "", ""] if groups == 2 else [path[0], "".join(path[1:]), ""]
            line = "|" + "|".join([*joined, *cells[3:]]) + "|"
        lines.append(line)
    return "\n".join(lines)


def found(source: str) -> list[str]:
    result = lint_source(source, path="a.md", format="markdown", select=["T", "A3"])
    return [f"{one.code} {one.message}" for one in result.diagnostics]


@pytest.mark.parametrize("groups", [1, 2])
def test_a_row_is_known_behind_its_groups(groups: int) -> None:
    source = written(REPORT, groups)
    assert "不予公开1.属于国家秘密" in source
    assert found(source) == []


def test_behind_another_group_it_is_another_label() -> None:
    source = written(REPORT, 1).replace("（三）不予公开1.属于国家秘密", "（四）无法提供1.属于国家秘密")
    assert [message[:4] for message in found(source)] == ["T204"]
