"""Results kept between runs: what comes back is what was kept, and whatever is wrong only means checking again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.engine import results, store
from linter.engine.lint import Options, lint_bytes
from linter.files import compiled as cache
from linter.model.diagnostics import (
    Diagnostic,
    Edit,
    Excerpt,
    Figures,
    FileError,
    FileResult,
    Fix,
    Location,
    NotEvaluated,
    Related,
    Severity,
)
from linter.readers import ocr_extra

KEY, OTHER = b"k" * 16, b"o" * 16
RESULT = FileResult(
    "",
    "pdf",
    "2021",
    2023,
    "某局",
    "标题",
    (
        Diagnostic(
            "A301",
            "application-balance",
            Severity.ERROR,
            "不等",
            None,
            Location(page=4, bbox=(1.0, 2.5, 3.0, 4.0), table=3, row=8, col=4),
            "三",
            ("applications/total/person",),
            93,
            2.5,
            (Related("另一处", Location(line=1, column=2), ("x",), "A303"),),
            Fix("safe", "改", (Edit(1, 2, "〔"),)),
            "A301-0",
        ),
    ),
    (NotEvaluated("A302", "缺少"),),
    excerpts=(None, Excerpt("文", 0, 1, Figures(("", "甲"), (("乙", "1"),), (0, 1), ((0, 0),)))),
    repairs={"status": "unique", "candidates": [[{"cell": "x", "current": None, "suggested": 1}]], "empty": ()},
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = tmp_path / "cache"
    monkeypatch.setenv("NIANBAO_CACHE_DIR", str(place))
    yield place
    store.close()


def opened() -> store.Store:
    kept = store.opened()
    assert kept is not None
    return kept


def keep(*keys: bytes) -> None:
    kept = opened()
    for key in keys:
        kept.put(key, RESULT)
    store.close()


def types_of(value: Any) -> Any:
    """The types all the way down: a tuple equals a record with the same fields."""
    if isinstance(value, dict):
        return {key: types_of(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return type(value), [types_of(entry) for entry in value]
    return type(value)


@pytest.mark.parametrize("result", [RESULT, RESULT._replace(error=FileError("E001", "x")), FileResult("", None)])
def test_what_is_packed_comes_back_with_its_types(result: FileResult) -> None:
    back = results.unpacked(results.packed(result))
    assert back == result
    assert types_of(back) == types_of(result)


def test_an_unknown_record_is_not_taken_for_a_tuple() -> None:
    class Record(NamedTuple):
        field: int

    with pytest.raises(ValueError, match="unmarshallable"):
        results.packed(RESULT._replace(repairs={"x": Record(1)}))


def test_every_kind_of_finding_survives() -> None:
    report = make_report(Random(5), "2021", busy=True)
    for value in (999, None, "若干"):
        data = draw(with_value(report, "applications/granted/person", value), "html").data
        result = lint_bytes("a.html", data, shipped(), Options(excerpts=True))
        assert result.diagnostics
        assert types_of(results.unpacked(results.packed(result))) == types_of(result)


@pytest.mark.parametrize(
    "value", [b"", b"\0" * 40, None, "text", results.packed(RESULT)[:-1], results.packed(RESULT) + b"x"]
)
def test_a_damaged_value_is_none(value: object) -> None:
    assert results.unpacked(value) is None


def test_a_result_is_kept_for_the_next_run(folder: Path) -> None:
    assert opened().get(KEY) is None
    keep(KEY)
    assert opened().get(KEY) == RESULT
    assert opened().get(OTHER) is None


def test_what_is_put_is_there_however_the_process_ends(folder: Path) -> None:
    root = str(Path(store.__file__).parents[2])
    code = (
        f"import os, sys; sys.path.insert(0, {root!r})\n"
        "from linter.engine import store; from linter.model.diagnostics import FileResult\n"
        f"store.opened().put({KEY!r}, FileResult('', 'text', title='x'))\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 9
    found = opened().get(KEY)
    assert found is not None
    assert found.title == "x"


def test_a_process_that_is_copied_inherits_no_open_file(folder: Path) -> None:
    store.prepare()
    assert (folder / "results.sqlite").exists()
    assert store._open.cache_info().currsize == 0


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_user_may_read_it(folder: Path) -> None:
    keep(KEY)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path) -> None:
    keep(KEY)
    folder.chmod(0o777)
    assert store.opened() is None


def test_a_path_is_not_kept(folder: Path) -> None:
    kept = opened()
    kept.put(KEY, RESULT._replace(path="secret/draft.txt"))
    assert kept.get(KEY) == RESULT


@pytest.mark.parametrize(
    "result",
    [
        FileResult("", None, error=FileError("E002", "LibreOffice")),
        RESULT._replace(not_evaluated=(NotEvaluated("A301", "x", crashed=True),)),
    ],
)
def test_what_may_be_otherwise_next_time_is_not_kept(result: FileResult, folder: Path) -> None:
    kept = opened()
    kept.put(KEY, result)
    assert kept.get(KEY) is None


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\1" * 5000])
def test_a_file_that_is_none_is_replaced(content: bytes, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "results.sqlite").write_bytes(content)
    keep(KEY)
    keep(KEY)
    assert opened().get(KEY) == RESULT


@pytest.mark.whole
def test_a_file_with_damaged_pages_does_no_harm_and_is_replaced(folder: Path) -> None:
    keys = [bytes([number]) * 16 for number in range(200)]
    keep(*keys)
    path = folder / "results.sqlite"
    whole = path.read_bytes()
    for at in range(1024, len(whole), 4096):
        path.write_bytes(whole[:at] + b"\xff" * 3000 + whole[at + 3000 :])
        found = [opened().get(key) for key in keys]
        assert all(result in (None, RESULT) for result in found)
        store.close()
    keep(*keys)
    keep(*keys)
    assert [opened().get(key) for key in keys] == [RESULT] * 200


def test_a_file_that_is_in_use_is_not_waited_for_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(KEY)
    monkeypatch.setattr(store, "_SECONDS_TO_WAIT", 0.1)
    with sqlite3.connect(folder / "results.sqlite", isolation_level="EXCLUSIVE") as other:
        other.execute("BEGIN EXCLUSIVE")
        assert store.opened() is None or opened().get(KEY) is None
        store.close()
    other.close()
    assert opened().get(KEY) == RESULT


def test_a_folder_that_is_a_file_does_no_harm(folder: Path) -> None:
    folder.write_text("in the way")
    assert store.opened() is None
    assert folder.read_text() == "in the way"


def test_without_the_cache_nothing_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_enabled", False)
    assert store.opened() is None
    assert not folder.exists()


def test_what_is_old_is_forgotten(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = store.time.time()
    keep(KEY)
    monkeypatch.setattr(store.time, "time", lambda: now + store.DAYS * 86400)
    keep(OTHER)
    assert opened().get(KEY) == RESULT
    store.close()
    monkeypatch.setattr(store.time, "time", lambda: now + (store.DAYS + 1) * 86400)
    assert opened().get(KEY) is None
    assert opened().get(OTHER) == RESULT
    store.close()
    monkeypatch.setattr(store.time, "time", lambda: now + (2 * store.DAYS + 1) * 86400)
    assert opened().get(OTHER) is None


@pytest.mark.whole
def test_the_file_stays_within_its_limit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_BYTES", 300_000)
    keys = [number.to_bytes(16, "big") for number in range(1500)]
    kept = opened()
    for key in keys:
        kept.put(key, RESULT)
    found = [kept.get(key) is not None for key in keys]
    assert found[-200:] == [True] * 200
    assert not any(found[:200])
    store.close()
    assert (folder / "results.sqlite").stat().st_size <= 300_000 + 5_000  # the last one


@pytest.mark.whole
def test_commands_at_the_same_time_keep_what_each_found(folder: Path) -> None:
    root = str(Path(store.__file__).parents[2])
    code = (
        f"import sys; sys.path.insert(0, {root!r})\n"
        "from linter.engine import store; from linter.model.diagnostics import FileResult\n"
        "kept = store.opened()\n"
        "for number in range(600):\n"
        "    kept.put(b'%8s%8d' % (sys.argv[1].encode(), number), FileResult('', 'text', title=sys.argv[1]))\n"
        "    kept.get(b'%8s%8d' % (b'0', number))\n"
        "store.close()\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(name)], stderr=subprocess.PIPE, text=True)
        for name in range(4)
    ]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [""] * 4
    for name in range(4):
        found = [opened().get(b"%8d%8d" % (name, number)) for number in range(600)]
        assert all(result is not None and result.title == str(name) for result in found)


def test_what_a_result_depends_on_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = results.surroundings(("rules", 1))
    assert results.surroundings(("rules", 1)) == one
    assert results.surroundings(("rules", 2)) != one
    monkeypatch.setattr(cache, "program", lambda: "nianbao 99")
    assert results.surroundings(("rules", 1)) != one


def test_what_was_read_without_the_extra_is_told_apart_from_what_was_read_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds = []
    for packages in ("", "rapidocr 3.10.0 onnxruntime 1.17.0", "rapidocr 3.10.1 onnxruntime 1.17.0"):
        monkeypatch.setattr(ocr_extra, "versions", lambda packages=packages: packages)
        kinds.append(results.surroundings(()))
    assert len(set(kinds)) == 3


def test_a_changed_form_or_word_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "forms").mkdir()
    form = tmp_path / "forms" / "2021.yaml"
    form.write_text("a: 1", "utf-8")
    monkeypatch.setattr(results, "rules_folder", lambda: str(tmp_path))
    before = results.surroundings(())
    form.write_text("a: 2", "utf-8")
    assert results.surroundings(()) != before


def test_a_digest_keeps_its_parts_apart() -> None:
    assert results.digest(b"ab", b"c") != results.digest(b"a", b"bc") != results.digest(b"abc")
