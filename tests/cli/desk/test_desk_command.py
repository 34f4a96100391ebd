"""`nianbao serve` as a person starts and ends it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.places import EXAMPLES, TOP

pytestmark = pytest.mark.whole

posix = pytest.mark.skipif(os.name != "posix", reason="signals")
FEWEST_BITS = 128
NO_LIBRARY = (
    "import sys; sys.modules[{!r}] = None; from linter.__main__ import main; sys.argv = ['nianbao', *{!r}]; main()"
)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "utf-8"}


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a session of its own, and the address that it prints."""
    pytest.importorskip("uvicorn")
    command = [sys.executable, "-m", "linter", "serve", "--no-browser", *options]
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    server = subprocess.Popen(
        command,
        cwd=folder,
        env={**environment(), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    assert server.stdout is not None
    try:
        addresses = re.findall(r"http://\S+", server.stdout.readline())
        assert addresses, server.communicate(timeout=30)
        yield server, addresses[0]
    finally:
        server.kill()
        server.communicate(timeout=30)


def dropped(address: str, name: str, data: bytes) -> bytes:
    request = urllib.request.Request(address + "files", data, {"X-Nianbao": "1", "X-Nianbao-Name": name})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return bytes(answer.read())


def in_session(number: int) -> list[str]:
    """The processes of a session that still are."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == number and fields[0] != "Z":
            found.append(status.parent.name)
    return found


@posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_ends_and_leaves_nothing(tmp_path: Path, number: signal.Signals, status: int) -> None:
    with served(tmp_path) as (server, address):
        assert b"file" in dropped(address, "secret-name.docx", (EXAMPLES / "2021-faulty.docx").read_bytes())
        server.send_signal(number)
        said, complaints = server.communicate(timeout=30)
        assert server.returncode == status
        assert "secret-name" not in said + complaints
        assert complaints.count("\n") == (status != 0)
        if Path("/proc/self/stat").exists():
            waited_until = time.monotonic() + 10
            while in_session(server.pid) and time.monotonic() < waited_until:
                time.sleep(0.05)
            assert in_session(server.pid) == []
    assert list((tmp_path / "temporary").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["temporary"]


def test_only_this_machine_reaches_it_under_a_new_secret_each_time(tmp_path: Path) -> None:
    tokens = set()
    for _ in range(2):
        with served(tmp_path) as (_, address):
            host, port, token = re.fullmatch(r"http://([\d.]+):(\d+)/([\w-]+)/", address).groups()  # type: ignore[union-attr]
            assert host == "127.0.0.1"
            tokens.add(token)
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert "server" not in {name.lower() for name in answer.headers}
            if sys.platform == "linux":  # where the whole of 127.0.0.0/8 is this machine
                with socket.socket() as other, pytest.raises(ConnectionRefusedError):
                    other.connect(("127.0.0.2", int(port)))
            with pytest.raises(urllib.error.HTTPError, match="404"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30)
    assert len(tokens) == 2
    assert all(len(token) * 6 >= FEWEST_BITS for token in tokens)


def test_a_port_that_is_taken_is_told() -> None:
    pytest.importorskip("uvicorn")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        done = ran("-m", "linter", "serve", "--no-browser", "--port", port, "--lang", "zh")
    assert done.returncode == 2
    assert re.fullmatch(rf"nianbao: 无法使用端口 {port}：.+\n", done.stderr)


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_the_libraries_a_sentence_names_what_to_install(library: str, lang: str) -> None:
    done = ran("-c", NO_LIBRARY.format(library, ["serve", "--no-browser", "--lang", lang]))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r'nianbao: .*pip install "nianbao-lint\[desk\]"\n', done.stderr)


def test_other_commands_import_nothing_of_it() -> None:
    done = ran("-X", "importtime", "-m", "linter", "check", str(EXAMPLES / "2021-clean.md"))
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert "linter.cli.checking" in imported
    assert not {
        name for name in imported if re.match(r"starlette|uvicorn|anyio|asyncio|linter\.desk|linter\.cli\.local", name)
    }


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("length", [60, 61, 300])
def test_a_long_name_of_the_temporary_folder_is_no_hindrance(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.engine import awaited

    monkeypatch.setattr(awaited, "gettempdir", lambda: "/" + "t" * (length - 1))
    monkeypatch.setattr(awaited.multiprocessing, "get_all_start_methods", lambda: ["spawn", "forkserver"])
    assert awaited.start_method() == ("forkserver" if length <= 60 else "spawn")
