"""The example for a cluster: several workers, one of them killed on the way, give what one machine gives."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from linter.checks.registry import shipped
from linter.engine.job import Job
from linter.engine.lint import Options
from linter.engine.run import check_files
from linter.files.search import find, is_archive
from tests.cli.survey.offices import put, report
from tests.places import EXAMPLES, TOP

pytest.importorskip("distributed", reason="Dask is not installed")
pytestmark = pytest.mark.slow

FOLDER = EXAMPLES / "cluster"
ORGANS, YEARS, WORKERS = 12, (2022, 2023), 3


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of two years by organ, one that cannot be read, a copy, and what is none."""
    folder = tmp_path_factory.mktemp("cluster") / "reports"
    for number in range(ORGANS):
        for year in YEARS:
            organ = f"宁淮市石桥区{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}局"
            put(folder, f"{number:02}/{year}.md", report(organ, year))
    shutil.copy(folder / "03" / "2022.md", folder / "03" / "副本.md")
    (folder / "04" / "坏.docx").write_bytes(b"PK\x03\x04 damaged")
    (folder / "README.md").write_text("# 说明\n", "utf-8")
    (folder / "05" / "报送材料.zip").write_bytes(b"PK\x03\x04")
    return folder


def stored(reports: Path, place: Path) -> str:
    """The address of an object store with the same keys: no folders, and contents that are ranges of one object."""
    keys: dict[str, tuple[str, int, int]] = {}
    blob = place / "blob"
    with blob.open("wb") as out:
        for path in sorted((path for path in reports.rglob("*") if path.is_file()), key=lambda path: path.name):
            data = path.read_bytes()
            keys[path.relative_to(reports).as_posix()] = (blob.as_uri(), out.tell(), len(data))
            out.write(data)
    (place / "keys.json").write_text(json.dumps({"version": 1, "refs": keys}), "utf-8")
    return f"reference://::{(place / 'keys.json').as_uri()}"


def written(arguments: list[str], folder: Path, statuses: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert done.returncode in statuses, done.stderr.decode()


def of_one_machine(place: str, folder: Path) -> bytes:
    written(["-m", "linter", "survey", place, "-o", "one.json"], folder, (0, 1, 2))
    return (folder / "one.json").read_bytes()


def test_a_folder_and_an_archive_of_keys(reports: Path, tmp_path: Path) -> None:
    script = [str(FOLDER / "survey.py"), "--workers", str(WORKERS), "-o", "many.json"]
    written([*script, str(reports)], tmp_path)
    assert (tmp_path / "many.json").read_bytes() == of_one_machine(str(reports), tmp_path)
    archive = shutil.make_archive(str(tmp_path / "tree"), "zip", reports)
    written([*script, f"zip://::{archive}"], tmp_path)
    shutil.copytree(reports, tmp_path / "tree")
    local = of_one_machine(".", tmp_path / "tree")
    assert (tmp_path / "many.json").read_bytes() == local


def test_an_object_store(reports: Path, tmp_path: Path) -> None:
    script = [str(FOLDER / "survey.py"), "--workers", str(WORKERS), "-o", "many.json"]
    written([*script, stored(reports, tmp_path)], tmp_path)
    shutil.copytree(reports, tmp_path / "tree")
    assert (tmp_path / "many.json").read_bytes() == of_one_machine(".", tmp_path / "tree")


def test_keys_in_memory_come_in_the_order_of_folders(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    import batches
    import fsspec

    memory = fsspec.filesystem("memory")
    for path in reports.rglob("*"):
        if path.is_file():
            memory.pipe(f"/bucket/{path.relative_to(reports).as_posix()}", path.read_bytes())
    wanted = [f"/bucket/{Path(path).relative_to(reports).as_posix()}" for path in find([str(reports)])]
    assert list(batches.names("memory://bucket")) == wanted
    assert list(batches.names("memory://bucket", is_archive)) == ["/bucket/05/报送材料.zip"]


def kill_a_busy_one(client: Any, pids: dict[str, int]) -> str:
    """The address of a worker that was killed over its work."""
    while True:
        for worker, tasks in client.processing().items():
            if tasks:
                os.kill(pids[worker], signal.SIGKILL)
                return str(worker)
        time.sleep(0.01)


def test_a_worker_that_is_killed_costs_nothing(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.setenv("PYTHONPATH", str(TOP))
    import batches
    import dask
    import survey
    from distributed import Client, LocalCluster

    monkeypatch.setattr(survey, "BATCH", 5)
    options = Options(facts=True)
    with (
        dask.config.set({"distributed.worker.daemon": False}),
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        pids = client.run(os.getpid)
        with ThreadPoolExecutor() as pool:
            killed = pool.submit(kill_a_busy_one, client, pids)
            found = list(survey.results(client, str(reports), options))
        assert killed.result() not in client.run(os.getpid)
    job = Job(shipped(), options)
    assert found == list(check_files(list(batches.names(str(reports))), job, 1))
    assert sum(result.error is not None for result in found) == 1
    assert sum(not result.not_compared for result in found) > ORGANS
