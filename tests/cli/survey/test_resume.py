"""A survey that is interrupted and taken up again: the same bytes as one that was not."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from linter.cli.survey import database
from linter.engine import run as running
from tests.cli.survey.offices import put, report
from tests.cli.survey.test_survey import run
from tests.places import TOP

ORGANS = 15
YEARS = (2022, 2023)
OUTPUTS = ("out.json", "out.xlsx", "out.html")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    for number in range(ORGANS):
        for year in YEARS:
            put(
                folder,
                f"reports/{number:02}/{year}.md",
                report(f"宁淮市石桥区{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}局", year),
            )
    return folder


def command(office: Path, cache: Path, out: str, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "linter", "survey", "reports", "-o", str(cache / out), "--jobs", "2", *more],
        cwd=office,
        env={**os.environ, "PYTHONPATH": str(TOP), "NIANBAO_CACHE_DIR": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def bytes_of(office: Path, cache: Path, out: str, *more: str) -> bytes:
    process = command(office, cache, out, *more)
    said, _ = process.communicate(timeout=120)
    assert process.returncode in (0, 1), said
    return (cache / out).read_bytes()


@pytest.fixture(scope="module")
def unbroken(office: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    cache = tmp_path_factory.mktemp("unbroken")
    return {out: bytes_of(office, cache, out) for out in OUTPUTS}


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda it: it.name)
@pytest.mark.parametrize("seed", range(3))
def test_killed_anywhere_and_resumed(
    seed: int, number: signal.Signals, office: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    rng = Random(f"{seed} {number}")
    out = OUTPUTS[seed % len(OUTPUTS)]
    for _ in range(2):
        process = command(office, tmp_path, out)
        time.sleep(rng.uniform(0.1, 2.5))
        os.killpg(process.pid, number)
        process.communicate(timeout=60)
        assert process.returncode != 0 or (tmp_path / out).read_bytes() == unbroken[out]
        assert not (tmp_path / out).exists() or (tmp_path / out).read_bytes() == unbroken[out]  # whole or not at all
    assert bytes_of(office, tmp_path, out, "--resume") == unbroken[out]


@pytest.mark.whole
def test_what_was_checked_is_not_checked_again(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(tmp_path))
    monkeypatch.chdir(office)
    checked: list[str] = []
    original = running.lint_bytes

    def counting(path: str, *arguments: object, **options: object) -> object:
        checked.append(path)
        if len(checked) == 20:
            raise KeyboardInterrupt
        return original(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "lint_bytes", counting)
    interrupted = run("reports", "-f", "json", "--jobs", "1")
    assert interrupted.exit_code == 130
    with sqlite3.connect(tmp_path / "results.sqlite") as kept:
        assert kept.execute("SELECT count(*) FROM result").fetchone() == (19,)
    resumed = run("reports", "-f", "json", "--jobs", "1", "--resume")
    first_round = checked[: 20 + ORGANS * len(YEARS) - 19]
    assert len({*first_round}) == ORGANS * len(YEARS)
    again = run("reports", "-f", "json", "--jobs", "1", "--no-cache")
    assert resumed.stdout == again.stdout


@pytest.mark.whole
def test_where_nothing_can_be_kept_nobody_is_promised_anything(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(office)
    refused = run("reports/00", "--resume")
    assert refused.exit_code == 2
    assert "不能 --resume：结果没有保存" in refused.stderr
    assert run("reports/00").exit_code in (0, 1)


@pytest.mark.parametrize("message", ["database or disk is full", "disk I/O error"])
def test_no_room_for_the_database_is_no_defect(message: str) -> None:
    with pytest.raises(OSError, match=r"No space|space"), database.opened():
        raise sqlite3.OperationalError(message)
    with pytest.raises(sqlite3.OperationalError, match="no such table"), database.opened() as connection:
        connection.execute("SELECT * FROM absent")
