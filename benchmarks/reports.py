"""Synthetic annual reports: seeded, realistic and consistent, so that a perfect checker has nothing to say.

The figures obey every identity of the official format by construction; whoever wants a fault plants it
afterwards (`benchmarks.faults`) and therefore knows what must be found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.figures import Value, tables_of
from benchmarks.sheets import TABLES, Sheet, part_titles, sheet

NUMERALS = "一二三四五六七八九十"
_WITH_TABLE = {"proactive": "disclosure", "applications": "applications", "disputes": "disputes"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; `level` is 2 for （一） headings, 3 for 1. headings, 0 for prose."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its heading is `number`、`title`; `table` names the table that follows its text."""

    key: str
    number: str
    title: str
    passages: tuple[Passage, ...]
    table: str | None = None

    @property
    def heading(self) -> str:
        return f"{self.number}、{self.title}"


@dataclass(frozen=True, slots=True)
class SyntheticReport:
    """One report. `tables` holds the value of each cell (None: left blank, a string: printed as it is)."""

    organ: str
    year: int
    regime: str
    title: str | None
    front: tuple[str, ...]
    parts: tuple[Part, ...]
    sheets: Mapping[str, Sheet]
    tables: Mapping[str, Value]
    sign_off: tuple[str, ...]
    chrome: Mapping[str, tuple[str, ...]]

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)


@cache
def _prose() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "data" / "prose.yaml").read_text(encoding="utf-8")
    prose: Mapping[str, Any] = yaml.safe_load(text)
    return prose


class _Writer:
    """Fills the slots of sentences for one report."""

    def __init__(self, rng: Random, organ: str, year: int) -> None:
        self._rng = rng
        self._prose = _prose()
        we = next(
            (
                word
                for end, word in (("局", "我局"), ("镇人民政府", "我镇"), ("乡人民政府", "我乡"))
                if organ.endswith(end)
            ),
            "我街道",
        )
        self._fixed = {"organ": organ, "we": we, "year": str(year), "next": str(year + 1)}

    def fill(self, sentence: str, **more: object) -> str:
        topic, topic2 = self._rng.sample(self._prose["topics"], 2)
        return sentence.format(
            **self._fixed,
            topic=topic,
            topic2=topic2,
            channel=self._rng.choice(self._prose["channels"]),
            unit=self._rng.choice(self._prose["units"]),
            n=self._rng.randint(12, 480),
            m=self._rng.randint(2, 9),
            **more,
        )

    def some(self, sentences: Sequence[str], count: int) -> str:
        """The first sentence, which names the subject, and others in random order, `count` in all."""
        chosen = [sentences[0]]
        while len(chosen) < count:
            rest = list(sentences[1:])
            self._rng.shuffle(rest)
            chosen += rest
        return "".join(self.fill(sentence) for sentence in chosen[:count])


def _aspects(writer: _Writer, rng: Random, applications: str, scale: int) -> list[Passage]:
    prose = _prose()
    style = rng.choice(("bracket", "digit", "bare", "run-in", "ordinal"))
    passages: list[Passage] = []
    for value, aspect in enumerate(prose["aspects"], start=1):
        title = rng.choice(aspect["titles"])
        texts = [writer.some(aspect["sentences"], rng.randint(2, 4)) for _ in range(scale)]
        if "依申请" in title:
            texts[0] = applications + texts[0]
        if style in ("bracket", "digit"):
            heading = prose["headings"][style].format(numeral=NUMERALS[value - 1], value=value, title=title)
            passages.append(Passage(heading, 2 if style == "bracket" else 3))
        elif style == "run-in":
            texts[0] = f"（{NUMERALS[value - 1]}）{title}。{texts[0]}"
        elif style == "ordinal":
            texts[0] = f"{NUMERALS[value - 1]}是{title}。{texts[0]}"
        else:
            texts[0] = f"{title}。{texts[0]}"
        passages += [Passage(text) for text in texts]
    return passages


def _problems(writer: _Writer, rng: Random) -> list[Passage]:
    prose = _prose()
    chosen = rng.sample(prose["problems"], rng.randint(2, 3))
    numbered = [
        "；".join(f"{NUMERALS[at]}是{writer.fill(pair[side])}" for at, pair in enumerate(chosen)) for side in (0, 1)
    ]
    shape = prose["problem_shapes"][rng.choice(sorted(prose["problem_shapes"]))]
    count = "两" if len(chosen) == 2 else NUMERALS[len(chosen) - 1]
    return [Passage(writer.fill(text, problems=numbered[0], measures=numbered[1], count=count)) for text in shape]


def _parts_with_tables(
    writer: _Writer, rng: Random, regime: str, year: int, tables: Mapping[str, Value], scale: int
) -> dict[str, list[Passage]]:
    prose = _prose()
    told = {
        key: tables[f"applications/{key}/total"] for key in ("received", "carried_over", "total", "carried_forward")
    }
    if any(told.values()):
        applications = writer.fill(prose["applications"]["some"], **told)
    else:
        applications = writer.fill(prose["applications"]["none"])
    passages = {
        "overview": [
            Passage(writer.fill(rng.choice(prose["lead"]))),
            *_aspects(writer, rng, applications, scale),
        ],
        "problems": _problems(writer, rng),
        "other": [Passage(writer.fill(rng.choice(prose["other"]["fee" if regime == "2021" else "plain"])))],
    }
    for key in _WITH_TABLE:
        text = rng.choice(prose["before_tables"])
        passages[key] = [Passage(text)] if text else []
    return passages


def _parts_of_old(writer: _Writer, rng: Random, scale: int) -> dict[str, list[Passage]]:
    prose = _prose()
    old = prose["old"]
    texts = [writer.some(old["proactive"], len(old["proactive"])) for _ in range(scale)]
    return {
        "overview": [Passage(writer.fill(rng.choice(prose["lead"])))],
        "proactive": [Passage(text) for text in texts],
        **{key: [Passage(writer.fill(rng.choice(old[key])))] for key in ("applications", "fees", "disputes")},
        "problems": _problems(writer, rng),
        "other": [Passage(writer.fill(rng.choice(prose["other"]["plain"])))],
    }


_YEARS: Mapping[str, Callable[[Random], int]] = {
    "2008": lambda rng: rng.randint(2009, 2018),
    "2019": lambda rng: rng.randint(2019, 2020),
    "2021": lambda rng: rng.randint(2021, 2024),
}


def make_report(
    rng: Random,
    regime: str = "2021",
    *,
    scale: int = 1,
    busy: bool | None = None,
    organ: str | None = None,
    year: int | None = None,
    tables: Mapping[str, Value] | None = None,
) -> SyntheticReport:
    """A clean report of a county bureau or a township.

    Args:
        rng: the only source of chance; the same state gives the same report.
        regime: "2008", "2019" or "2021".
        scale: paragraphs for each aspect of the overview; 1 is a short report, 11 about 20 KB in UTF-8.
        busy: True makes table figures that are rarely 0, False mostly 0, None decides by chance.
        organ, year, tables: what is not left to chance.
    """
    prose = _prose()
    drawn_year = _YEARS[regime](rng)
    drawn = rng.choice(prose["places"]) + rng.choice(prose["bureaus"] if rng.random() < 0.8 else prose["townships"])
    organ, year = organ or drawn, year or drawn_year
    writer = _Writer(rng, organ, year)
    sheets = {} if regime == "2008" else {name: sheet(regime, name) for name in TABLES}
    tables = tables if tables is not None else tables_of(rng, sheets, busy=busy)
    if sheets:
        passages = _parts_with_tables(writer, rng, regime, year, tables, scale)
    else:
        passages = _parts_of_old(writer, rng, scale)
    parts = tuple(
        Part(key, NUMERALS[at], title, tuple(passages[key]), _WITH_TABLE.get(key) if sheets else None)
        for at, (key, title) in enumerate(part_titles(regime).items())
    )
    published = f"{year + 1}年1月{rng.randint(8, 28)}日"
    chrome = {
        key: tuple(line.format(organ=organ, published=published) for line in lines)
        for key, lines in prose["chrome"].items()
    }
    title = f"{organ}{year}年政府信息公开工作年度报告"
    front = (writer.fill(rng.choice(prose["intro"])),)
    return SyntheticReport(organ, year, regime, title, front, parts, sheets, tables, (organ, published), chrome)
