"""Folders as offices have them, made from synthetic reports whose figures are known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from random import Random

from benchmarks.drawing import draw
from benchmarks.figures import Value
from benchmarks.reports import SyntheticReport, make_report

COUNTY = "江沅市云岫县"
GOVERNMENT = f"{COUNTY}人民政府"
BUREAUS = tuple(f"{COUNTY}{name}" for name in ("民政局", "水利局", "财政局", "统计局"))
COVERS = "本报告由县人民政府办公室根据县政府各部门和各乡镇的政府信息公开工作年度报告汇总编制。"


def report(organ: str, year: int, tables: Mapping[str, Value] | None = None, covers: bool = False) -> SyntheticReport:
    """A clean report; the same for the same organ and year."""
    regime = "2021" if year >= 2021 else "2019"
    made = make_report(Random(f"{organ} {year}"), regime, busy=True, organ=organ, year=year, tables=tables)
    return dataclasses.replace(made, front=(COVERS, *made.front)) if covers else made


def put(folder: Path, place: str, made: SyntheticReport) -> Path:
    """Write a report as Markdown."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(draw(made, "markdown").data)
    return path


def added(reports: list[SyntheticReport]) -> dict[str, Value]:
    """The figures of an aggregate that agrees with the sums."""
    return {
        address: sum(value for each in reports if isinstance(value := each.tables[address], int | float))
        for address in reports[0].tables
    }


def listed(folder: Path, organs: Mapping[str, str], name: str = "organs.csv") -> str:
    """A list of organs with their superiors."""
    lines = ["名称,级别,上级", *(f"{organ},县级,{superior}" for organ, superior in organs.items())]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")
    return str(path)
