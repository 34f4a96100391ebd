"""Conversion by LibreOffice with a stand-in for it: how it is run, what is said when it fails, what is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from linter import readers
from linter.checks.registry import shipped
from linter.engine import run
from linter.engine.job import Job
from linter.engine.lint import Options
from linter.model.document import Grid
from linter.readers import convert, read
from tests.readers.office_samples import OLE, RTF, open_document, stream
from tests.readers.reader_samples import paragraphs, refused

posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")


class StandIn:
    """A `soffice` on the path that does what `code` says, and the folder for temporary files."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "bin"
        self.temporary = folder / "temporary"
        self.folder.mkdir()
        self.temporary.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(self.temporary))
        monkeypatch.setenv("TMPDIR", str(self.temporary))
        monkeypatch.setenv("PATH", str(self.folder))

    def does(self, code: str) -> None:
        script = self.folder / "soffice"
        script.write_text(
            f"#!{sys.executable}\n"
            "import os, sys, time\n"
            "from pathlib import Path\n"
            f"here = Path({str(self.folder)!r})\n"
            'out = Path(sys.argv[sys.argv.index("--outdir") + 1])\n'
            f"sys.path.insert(0, {str(Path(convert.__file__).parents[2])!r})\n"
            "from benchmarks.word_xml import cell, package, paragraph, run, table\n"
            "def make(*blocks, name='report.docx'):\n"
            "    out.mkdir(); (out / name).write_bytes(package(''.join(blocks)))\n" + code,
            "utf-8",
        )
        script.chmod(0o755)

    def leaves_nothing(self) -> bool:
        return list(self.temporary.iterdir()) == []


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    return StandIn(tmp_path, monkeypatch)


@posix
@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.rtf", RTF, "RTF"),
        ("a.doc", OLE + stream("WordDocument"), "Word"),
        ("a.wps", OLE + stream("WordDocument"), "WPS"),
        ("a.odt", open_document("text"), "OpenDocument"),
        ("a.xls", OLE + stream("Workbook"), "电子表格"),
    ],
)
def test_without_it_the_file_is_not_supported(name: str, data: bytes, word: str, stand_in: StandIn) -> None:
    found = refused(name, data)
    assert found.code == "E002"
    assert word in found.message
    for text in (found.message, found.english):
        assert "LibreOffice" in text
        assert "HTML" in text


@posix
def test_one_in_the_current_folder_is_not_trusted(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in.does("make(paragraph(run('x')))")
    monkeypatch.chdir(stand_in.folder)
    monkeypatch.setenv("PATH", f".{os.pathsep}")
    assert refused("a.rtf", RTF).code == "E002"


@pytest.mark.whole
@posix
def test_what_it_makes_is_read(stand_in: StandIn) -> None:
    stand_in.does(
        "row = cell(paragraph(run('甲'))) + cell(paragraph(run('1')))\n"
        "make(paragraph(run('标题')), paragraph(run('正文')), table([row], 2))\n"
    )
    document = read("a.rtf", RTF)
    assert document.format == "docx"
    assert paragraphs(document) == ["标题", "正文"]
    assert isinstance(document.blocks[2], Grid)
    assert document.layout is not None
    places = [document.layout.place(block.text.span()) for block in document.blocks[:2]]
    assert [place.paragraph for place in places] == [1, 2]
    assert stand_in.leaves_nothing()


@pytest.mark.whole
@posix
def test_it_gets_a_profile_without_macros_and_network(stand_in: StandIn) -> None:
    stand_in.does(
        "profile = next(a for a in sys.argv if 'UserInstallation' in a).partition('file://')[2]\n"
        "settings = (Path(profile) / 'user/registrymodifications.xcu').read_text()\n"
        "make(paragraph(run(str(sys.argv[1:]) + settings)))\n"
    )
    told = read("a.rtf", RTF).source
    assert "--headless" in told
    assert str(stand_in.temporary) in told
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true<' in told
    assert 'oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1<' in told


@pytest.mark.whole
@posix
def test_it_gets_a_home_that_is_thrown_away(stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    stand_in.does(
        "names = [name for name in os.environ if name in ('HOME', 'XDG_RUNTIME_DIR') or name[-5:] == '_HOME']\n"
        "for name in names:\n"
        "    os.makedirs(os.environ[name], exist_ok=True); (Path(os.environ[name]) / 'left').touch()\n"
        "make(paragraph(run(' '.join(sorted(names)))))\n"
    )
    told = read("a.rtf", RTF).source
    assert "HOME XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR XDG_STATE_HOME" in told
    assert list(tmp_path.glob("*/left")) == []
    assert stand_in.leaves_nothing()


@pytest.mark.whole
@posix
@pytest.mark.parametrize(
    "code", ["", "sys.exit(77)", "out.mkdir(); (out / 'report.docx').touch()", "make(name='other.docx')", "os.abort()"]
)
def test_one_that_makes_nothing(code: str, stand_in: StandIn) -> None:
    stand_in.does(code)
    found = refused("a.rtf", RTF)
    assert found.code == "E001"
    assert "LibreOffice" in found.message
    assert stand_in.leaves_nothing()


@posix
def test_one_that_cannot_be_started(stand_in: StandIn) -> None:
    (stand_in.folder / "soffice").write_text("#!/nowhere/at/all\n")
    (stand_in.folder / "soffice").chmod(0o755)
    assert refused("a.rtf", RTF).code == "E001"
    assert stand_in.leaves_nothing()


@posix
def test_no_place_for_temporary_files(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in.does("make(paragraph(run('x')))")
    monkeypatch.setattr(tempfile, "tempdir", str(stand_in.temporary / "nowhere"))
    found = refused("a.rtf", RTF)
    assert found.code == "E001"
    assert "临时" in found.message


@pytest.mark.whole
@posix
def test_a_result_beyond_the_limit(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 2 * 1024 * 1024)
    stand_in.does("make(); (out / 'report.docx').write_bytes(bytes(2 * 1024 * 1024 + 1))")
    found = refused("a.rtf", RTF)
    assert found.code == "E004"
    assert "2 MiB" in found.message
    assert stand_in.leaves_nothing()


def is_running(pid: int) -> bool:
    """Whether a process runs: one that has ended and is not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


WITH_CHILD = """
import subprocess
child = subprocess.Popen(["/bin/sleep", "100"])
mine = here / f"child-{os.getpid()}"
mine.write_text(str(child.pid))
mine.rename(here / "pid")
child.wait()
"""


def waited_for(path: Path) -> Path:
    end = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    return path


def has_ended(pid: int) -> bool:
    end = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_running(pid)


@pytest.mark.whole
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_one_that_takes_too_long_is_ended_with_its_children(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in.does(WITH_CHILD)
    monkeypatch.setattr(convert, "TIME_LIMIT", 2.0)
    found = refused("a.rtf", RTF)
    assert found.code == "E004"
    assert "2 秒" in found.message
    assert "2 seconds" in found.english
    assert has_ended(int((stand_in.folder / "pid").read_text()))
    assert stand_in.leaves_nothing()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=str)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_whoever_ends_the_command_ends_it_too(
    jobs: str, number: signal.Signals, stand_in: StandIn, tmp_path: Path
) -> None:
    stand_in.does(WITH_CHILD)
    for name in ("a.rtf", "b.rtf"):
        (tmp_path / name).write_bytes(RTF)
    root = Path(convert.__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "linter", "check", "--jobs", jobs, str(tmp_path / "a.rtf"), str(tmp_path / "b.rtf")],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_DFL
        ),  # ignored where the tests run in the background
    )
    child = int(waited_for(stand_in.folder / "pid").read_text())
    assert is_running(child)
    process.send_signal(number)
    process.wait(30)
    assert has_ended(child)
    end = time.monotonic() + 10
    while not stand_in.leaves_nothing() and time.monotonic() < end:
        time.sleep(0.02)  # workers clean up after the command has gone
    assert stand_in.leaves_nothing()


@pytest.mark.whole
@posix
def test_few_run_at_once(stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.does(
        "running = here / 'running'; running.mkdir(exist_ok=True)\n"
        "me = running / str(os.getpid()); me.touch()\n"
        "time.sleep(0.2); (here / f'count-{os.getpid()}').write_text(str(len(list(running.iterdir()))))\n"
        "time.sleep(0.2); me.unlink(); make(paragraph(run('x')))\n"
    )
    names = [str(tmp_path / f"{number}.rtf") for number in range(12)]
    for name in names:
        Path(name).write_bytes(RTF)
    done = list(run.check_files(names, Job(shipped(), Options()), 6))
    assert [result.error for result in done] == [None] * 12
    counts = [int(path.read_text()) for path in stand_in.folder.glob("count-*")]
    assert len(counts) == 12
    assert max(counts) == convert.MOST_AT_ONCE
