"""The fuzzer itself: what it is to notice is planted, and a few inputs of every kind are run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from linter.model.diagnostics import ReadError
from tests.fuzz import __main__ as command
from tests.fuzz import failures, supervision
from tests.fuzz.failures import Case, Failure, PromiseError, failure_of
from tests.fuzz.kinds import Kind, drawn, shipped_kinds, snapshot
from tests.fuzz.kinds.checking import checked
from tests.fuzz.kinds.commands import _check_files
from tests.fuzz.kinds.reading import check_refusal
from tests.fuzz.kinds.reporting import check_output
from tests.fuzz.supervision import Limits

_SHORT = Limits(seconds=0.3, memory=200 * 1024**2)
_IMPATIENT = _SHORT._replace(clock=2.0)


def _kind(run: Callable[[], object]) -> Kind:
    def run_one(name: str, data: bytes, rng: Random) -> None:
        run()

    return Kind(lambda rng: ("a.txt", rng.randbytes(8)), run_one)


def _endless() -> None:
    while True:
        pass


def _crash() -> None:
    os.abort()


def _hog() -> None:
    bytearray(1024**3)


def _leave() -> None:
    Path(tempfile.mkdtemp(), "draft.docx").write_bytes(b"x")


def _raise() -> None:
    from linter.readers import read

    read("a.txt", b"x", "no such format")


def _exit() -> None:
    sys.exit(0)


_PLANTED: dict[str, tuple[Callable[[], object], str, str]] = {
    "exception": (_raise, "ValueError", "linter/readers/__init__.py:read"),
    "exit": (_exit, "SystemExit", ""),
    "loop": (_endless, "slow", ""),
    "wait": (lambda: time.sleep(60), "hang", ""),
    "crash": (_crash, "died (-6)", ""),
    "end": (lambda: os._exit(3), "died (3)", ""),
    "memory": (_hog, "memory", ""),
    "leftover": (_leave, "leftover", "something in the temporary folder"),
}


@pytest.mark.whole
@pytest.mark.parametrize("planted", _PLANTED)
def test_what_is_planted_is_found_and_the_run_goes_on(planted: str) -> None:
    run, sort, place = _PLANTED[planted]
    kinds = {"bad": _kind(run), "good": _kind(lambda: None)}
    limits = _IMPATIENT if planted == "wait" else _SHORT

    outcomes = list(supervision.run(kinds, [("good", 1), ("bad", 2), ("good", 3)], limits=limits))

    assert [(one.kind, one.seed) for one in outcomes] == [("good", 1), ("bad", 2), ("good", 3)]
    assert outcomes[0].failure is None
    assert outcomes[2].failure is None
    failure = outcomes[1].failure
    assert failure is not None
    assert failure.sort == sort
    assert place in failure.place


@pytest.mark.whole
def test_several_processes_do_all_inputs_and_a_hang_stops_only_its_own() -> None:
    kinds = {"bad": _kind(lambda: time.sleep(60)), "good": _kind(lambda: None)}
    asked = [("bad", 0), *(("good", seed) for seed in range(20))]

    outcomes = list(supervision.run(kinds, asked, jobs=2, limits=_IMPATIENT))

    assert sorted((one.kind, one.seed) for one in outcomes) == sorted(asked)
    assert [one.failure.sort for one in outcomes if one.failure] == ["hang"]


@pytest.mark.whole
def test_a_process_that_was_started_and_hangs_does_not_outlive_the_run(tmp_path: Path) -> None:
    told = tmp_path / "pid"

    def start() -> None:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        told.write_text(str(child.pid))
        child.wait()

    list(supervision.run({"bad": _kind(start)}, [("bad", 1)], limits=_IMPATIENT))

    pid = int(told.read_text())
    deadline = time.monotonic() + 10
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_running(pid)


def test_a_changed_original_and_a_file_left_behind_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    original = tmp_path / "a.docx"
    original.write_bytes(b"draft")
    before = snapshot(Path())
    _check_files(before, (), fixes=True)

    (tmp_path / ".nianbao-1.tmp").write_bytes(b"x")
    with pytest.raises(PromiseError, match="leftover"):
        _check_files(before, (), fixes=True)
    (tmp_path / ".nianbao-1.tmp").unlink()
    original.write_bytes(b"other")
    with pytest.raises(PromiseError, match="changed"):
        _check_files(before, (), fixes=True)
    original.unlink()
    with pytest.raises(PromiseError, match="gone"):
        _check_files(before, (), fixes=True)


def test_a_rule_that_fails_is_noticed_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.checks.finding import Finding
    from linter.checks.registry import CHECKS, shipped
    from linter.engine import lint
    from linter.prose import pieces
    from tests.fuzz.kinds import checking

    def fail(context: object, rule: object) -> list[Finding]:
        return [pieces.__dict__["no such name"]]

    monkeypatch.setattr(checking, "CHECKS", {**CHECKS, "document-kind": CHECKS["document-kind"]._replace(run=fail)})
    with pytest.raises(PromiseError, match="KeyError") as told:
        checked("a.md", "# 某市教育局2023年政府信息公开工作年度报告".encode(), shipped(), lint.Options())
    assert told.value.sort == "rule"


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("json", "{"),
        ("jsonl", "{}\n{"),
        ("sarif", ""),
        ("junit", "<a><b></a>"),
        ("junit", "<a>\x01</a>"),
        ("html", "<p><script>fuzz</script>"),
        ("html", "<p><img src=x onerror=fuzz>"),
        ("github", "::stop-commands::x\n"),
        ("concise", "a.md:1:1: \x1b[31mA301"),
    ],
)
def test_output_that_breaks_its_format_is_noticed(format: str, text: str) -> None:
    with pytest.raises(PromiseError):
        check_output(format, text)


@pytest.mark.whole
@pytest.mark.parametrize("kind", shipped_kinds())
def test_a_few_inputs_of_each_kind(kind: str) -> None:
    outcomes = list(supervision.run(shipped_kinds(), [(kind, seed) for seed in range(4)]))

    assert [one.failure for one in outcomes] == [None] * 4


@pytest.mark.whole
@pytest.mark.parametrize("kind", shipped_kinds())
def test_an_input_follows_from_its_kind_and_seed(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kinds = shipped_kinds()
    first = drawn(kinds, kind, 7)

    assert drawn(kinds, kind, 8) != first
    assert drawn(kinds, kind, 7) == first


@pytest.mark.whole
def test_an_input_that_fails_is_kept_and_runs_again(tmp_path: Path) -> None:
    case = Case("text", 5, "report.md", b"# x", 99)
    failure = failure_of(ValueError("no"))

    file = failures.keep(tmp_path, case, failure)

    assert failures.kept(file) == case
    told = (file.parent / "failure.txt").read_text("utf-8")
    assert f"--replay {file}" in told
    assert "ValueError: no" in told
    ran = CliRunner().invoke(command.main, ["--replay", str(file)])
    assert ran.exit_code == 0, ran.output
    assert "text" in ran.output


def test_alike_failures_are_told_once_and_the_exit_status_says_that_there_were_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "shipped_kinds", lambda: {"bad": _kind(_raise), "good": _kind(lambda: None)})
    monkeypatch.setattr(command, "_prepare", lambda: None)
    seeds = tmp_path / "seeds.txt"
    seeds.write_text("3 # one\n5-7\n\n")

    ran = CliRunner().invoke(command.main, ["--seeds", str(seeds), "--keep", str(tmp_path / "kept")])

    assert ran.exit_code == 1
    assert ran.output.count("--replay") == 1
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["bad-3"]
    assert "4 × ValueError at linter/readers/__init__.py:read" in ran.output
    assert "ValueError 4" in ran.output


@pytest.mark.whole
def test_the_minutes_end_a_run_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "shipped_kinds", lambda: {"good": _kind(lambda: None)})
    monkeypatch.setattr(command, "_prepare", lambda: None)

    ran = CliRunner().invoke(command.main, ["--minutes", "0.01"])

    assert ran.exit_code == 0
    assert "good" in ran.output


def test_the_seeds_of_ci_are_a_list() -> None:
    seeds = command._seeds(Path(__file__).with_name("seeds.txt"))

    assert len(seeds) == len(set(seeds)) >= 100


def test_two_failures_of_one_place_have_one_key() -> None:
    one, other = Failure("ValueError", "linter/a.py:f", "x"), Failure("ValueError", "linter/a.py:f", "y")

    assert one.key == other.key
    assert one.key != one._replace(place="linter/a.py:g").key


@pytest.mark.whole
def test_mutations_reach_every_size() -> None:
    """Short and empty files are mutated too."""
    from tests.fuzz import mutation, structure

    for seed in range(300):
        for source in ("", "甲"):
            rng = Random(seed)
            mutation.mutated_bytes(rng, source.encode())
            mutation.mutated_text(rng, source)
            structure.mutated_tags(rng, source)
            structure.mutated_yaml(rng, source)
            structure.mutated_zip(rng, source.encode())
            structure.mutated_pdf(rng, source.encode())


def test_a_defect_that_is_told_as_a_damaged_file_is_noticed() -> None:
    """What the program says of its own failure to users is no excuse here; what a library says of damage is."""
    ours = _failure_cause(_raise)
    with pytest.raises(ValueError, match="no such format"):
        check_refusal(ours)
    with pytest.raises(MemoryError):
        check_refusal(_caused_by(MemoryError()))
    for error in (zlib.error("damaged"), RecursionError(), _failure_cause(lambda: int("x")).__cause__, None):
        check_refusal(_caused_by(error))


def _failure_cause(run: Callable[[], object]) -> ReadError:
    """What `run` raises, as the cause of an error of reading."""
    try:
        run()
    except ValueError as error:
        return _caused_by(error)
    raise AssertionError


def _caused_by(error: BaseException | None) -> ReadError:
    told = ReadError("E001", "文件已损坏", "damaged")
    told.__cause__ = error
    return told


@pytest.mark.whole
def test_a_command_that_fails_is_noticed_with_its_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter import reporters

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reporters, "write", lambda *arguments: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        shipped_kinds()["command"].run("a.md", "# 年报".encode(), _Plain())


class _Plain(Random):
    """Draws the plain check of one file in this process."""

    def random(self) -> float:
        return 0.99

    def randrange(self, *bounds: int) -> int:  # type: ignore[override]
        return 11


@pytest.mark.whole
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_process(number: int, tmp_path: Path) -> None:
    """With SIGTERM it puts its folders away as well."""
    run = subprocess.Popen(
        [sys.executable, "-m", "tests.fuzz", "--kind", "equation", "--jobs", "2"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while len(list(tmp_path.glob("fuzz-*/*/work"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    workers = _children_of(run.pid)
    assert len(workers) == 2

    run.send_signal(number)
    run.wait()

    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_is_running, workers))
    if number == signal.SIGTERM:
        assert list(tmp_path.iterdir()) == []


def _children_of(process: int) -> list[int]:
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in told.splitlines()]
    return [child for child, parent in pairs if parent == process]


def _is_running(process: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False).stdout
    return bool(told.strip()) and not told.startswith("Z")
