"""A folder for temporary files, and a program that runs in it, that last no longer than whoever asked for them.

A process of its own keeps both. It waits for its standard input to end, as that does when whoever asked is done or
gone, however that came about; then it ends the program with all that it started, and removes the folder.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

import linter
from linter.type_names import Any

# Where modules are found is handed over as it is: the process need not find it out again.
_KEEP = "import sys; sys.path[:] = {path!r}; from linter.readers.keeper import keep; keep({place!r})"
_SECONDS_TO_TIDY = 10.0
_TRIES = 20  # to remove a folder in which a process is still ending


class Keeper:
    """The process that keeps a folder, as whoever asked for it knows it; to be used in a `with` statement.

    Parameters:
        place: the folder in which the folder is made.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, place: str) -> None:
        path = [os.path.dirname(linter.__path__[0]), *sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", _KEEP.format(path=path, place=place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            answer = self._answer()
        except BaseException:
            self.close()
            raise
        self.folder = str(answer.get("folder", ""))
        if not self.folder:
            self.close()
            raise OSError(answer.get("number", 0), answer.get("reason", "?"))

    def __enter__(self) -> Keeper:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, command: Sequence[str], environment: Mapping[str, str], seconds: float) -> bool:
        """Run a program in the folder to its end; False where it took longer than so many seconds and was ended.

        What it says is thrown away. One that cannot be started has simply made nothing.
        """
        assert self._process.stdin is not None
        order = {"command": list(command), "environment": dict(environment), "seconds": seconds}
        with suppress(OSError):  # the keeper itself was ended
            self._process.stdin.write(json.dumps(order).encode("ascii") + b"\n")
            self._process.stdin.flush()
        return not self._answer().get("late", False)

    def close(self) -> None:
        """End what still runs, and remove the folder."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(_SECONDS_TO_TIDY)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        if folder := getattr(self, "folder", ""):
            _remove(folder)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        try:
            return dict(json.loads(self._process.stdout.readline() or b"{}"))
        except ValueError:
            return {}


def keep(place: str) -> None:
    """What the process does."""
    from tempfile import mkdtemp

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # whoever asked answers these
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    _lift_limit()
    try:
        folder = mkdtemp(prefix="nianbao-", dir=place)
    except OSError as error:
        _say(number=error.errno, reason=error.strerror)
        return
    process = None
    try:
        _say(folder=folder)
        order = sys.stdin.buffer.readline()
        if order:
            process = _run(json.loads(order), folder)
            sys.stdin.buffer.read()
    finally:
        if process is not None:
            _end(process)
        _remove(folder)


def _run(order: Mapping[str, Any], folder: str) -> subprocess.Popen[bytes] | None:
    """Start the program, and say when it has ended."""
    import threading

    try:
        process = subprocess.Popen(
            order["command"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=order["environment"],
            start_new_session=True,
            restore_signals=True,
            preexec_fn=_heed_signals if os.name == "posix" else None,
        )
    except OSError:
        _say()
        return None

    def wait() -> None:
        try:
            process.wait(order["seconds"])
            _say()
        except subprocess.TimeoutExpired:
            _end(process)
            _say(late=True)

    threading.Thread(target=wait, daemon=True).start()
    return process


def _heed_signals() -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started: LibreOffice's command is a script around the program."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # nothing of it may run any more
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _remove(folder: str) -> None:
    import shutil
    import time

    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(0.05)


def _lift_limit() -> None:
    """The program is larger than what one file may take of a process that checks."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _say(**answer: object) -> None:
    with suppress(OSError):
        os.write(sys.stdout.fileno(), json.dumps(answer).encode("ascii") + b"\n")
