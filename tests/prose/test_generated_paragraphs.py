"""Paragraphs drawn at random: true ones are silent, and a changed figure is found unless another reading explains it.

The oracle knows nothing of the program: it holds the figures that it drew, and tries every run of them by brute force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import pytest

from linter import reference
from linter.prose.breakdowns import breakdowns
from linter.prose.figure_mentions import FigureSentence
from linter.prose.shares import stated_shares
from linter.text.folding import fold

LANGUAGE = reference.load().language
_SUBJECTS = ("发布信息", "主动公开政府信息", "更新栏目内容", "答复群众来信", "编发简报", "公示结果")
_LABELS = (
    "动态类",
    "政策类",
    "人事类",
    "财政类",
    "民生类",
    "通知类",
    "图文类",
    "视频类",
    "教育领域",
    "交通领域",
    "养老领域",
)
_BEHIND = (
    "",
    "，比上年增加{more}{unit}",
    "，培训{more}人次",
    "，另有{more}{unit}待审",
    "，结转下年度{more}{unit}",
    "，办结{more}{unit}",
    "；目前累计公开{large}{unit}",
    "。全年召开会议{more}次",
)
_UNITS = ("条", "件", "篇", "项")
_ENOUGH = 10_000


@dataclass(frozen=True)
class Drawn:
    """A paragraph: what it divides, the parts with their own parts, and the figures that stand behind the list."""

    subject: str
    unit: str
    whole: int
    labels: tuple[str, ...]
    parts: tuple[int, ...]
    nested: tuple[int, int] | None  # the parts of the first part, in brackets
    lead: str
    separator: str
    number_first: bool
    with_shares: bool
    behind: str
    more: int
    changed_share: int | None = None

    def text(self) -> str:
        items = [self._item(at) for at in range(len(self.parts))]
        listed = self.separator.join(items)
        opened, closed = ("（", "）") if self.lead == "（其中" else ("，", "")
        lead = self.lead.removeprefix("（")
        stop = "。" if self.lead == "。其中，" else opened
        lead = lead.removeprefix("。")
        behind = self.behind.format(more=self.more, unit=self.unit, large=self.whole * 7 + 13)
        return f"全年{self.subject}{self.whole}{self.unit}{stop}{lead}{listed}{closed}{behind}。"

    def _item(self, at: int) -> str:
        figure = f"{self.parts[at]}{self.unit}"
        if at == 0 and self.nested:
            figure += f"（含线上{self.nested[0]}{self.unit}、线下{self.nested[1]}{self.unit}）"
        item = f"{figure}为{self.labels[at]}" if self.number_first and not self.nested else f"{self.labels[at]}{figure}"
        if self.with_shares:
            share = round(100 * self.parts[at] / self.whole, 1)
            item += f"，占{share + 7 if at == self.changed_share else share:g}%"
        return item

    def is_explained(self) -> bool:
        """Whether some run of figures from the first part on makes the whole, as a reader might take it."""
        further = (self.more,) if "{more}{unit}" in self.behind else ()
        figures = (*self.parts, *further)
        return any(sum(figures[:end]) == self.whole for end in range(1, len(figures) + 1))

    def share_is_explained(self) -> bool:
        """Whether the changed share is that of a figure before it, as a reader might take it."""
        at = self.changed_share or 0
        told = round(100 * self.parts[at] / self.whole, 1) + 7
        step = 1 if told == int(told) else 0.1
        return any(abs(100 * self.parts[at] / other - told) <= step for other in self.parts[:at] if other)


def draw(rng: Random) -> Drawn:
    count = rng.randint(2, 6)
    parts = tuple(rng.choice((rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 900))) for _ in range(count))
    with_shares = rng.random() < 0.3
    separator = rng.choice(("；",) if with_shares else ("、", "，", "；"))
    nested = None
    if parts[0] > 3 and rng.random() < 0.25:
        first = rng.randint(1, parts[0] - 1)
        nested = first, parts[0] - first
    labels = (*rng.sample(_LABELS, count - 1), "其他")
    return Drawn(
        rng.choice(_SUBJECTS),
        rng.choice(_UNITS),
        sum(parts),
        labels,
        parts,
        nested,
        rng.choice(("其中", "其中：", "（其中", "包括", "分别为", "。其中，")),
        separator,
        rng.random() < 0.2,
        with_shares,
        rng.choice(_BEHIND),
        rng.randint(2, 60),
    )


def read(text: str) -> Sequence[FigureSentence]:
    return list(LANGUAGE.sentences(fold(text)))


def reported(text: str) -> list[str]:
    sentences = read(text)
    sums = [found.closed for found in breakdowns(sentences, (), LANGUAGE.words) if found.closed]
    shares = [found for found in stated_shares(sentences, (), LANGUAGE.words) if found.is_bound and not found.holds]
    return [*sums, *(share.percent.text for share in shares)]


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(4))
def test_a_true_paragraph_is_silent(seed: int) -> None:
    rng = Random(seed)
    for _ in range(_ENOUGH // 4):
        drawn = draw(rng)
        assert reported(drawn.text()) == [], drawn.text()


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(4))
def test_a_changed_part_is_found_unless_another_reading_explains_it(seed: int) -> None:
    rng = Random(seed + 100)
    for _ in range(_ENOUGH // 4):
        drawn = replace(draw(rng), nested=None, with_shares=False)
        at = rng.randrange(len(drawn.parts))
        parts = list(drawn.parts)
        parts[at] += rng.choice((-1, 1)) * rng.randint(1, max(1, parts[at] // 2))
        changed = replace(drawn, parts=tuple(parts))
        if changed.parts == drawn.parts or min(parts) < 0 or changed.is_explained():
            continue
        assert reported(changed.text()), changed.text()


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(2))
def test_a_changed_share_is_found(seed: int) -> None:
    rng = Random(seed + 200)
    for _ in range(_ENOUGH // 20):
        drawn = replace(draw(rng), with_shares=True, separator="；")
        changed = replace(drawn, changed_share=rng.randrange(len(drawn.parts)))
        if changed.share_is_explained():
            continue
        assert reported(changed.text()), changed.text()
