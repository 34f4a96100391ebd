"""PDFium in a process of its own, which serves one file after the other.

PDFium is a large program in C++ that reads files of any origin. What makes it crash, run on for ever or fill the memory
costs that one file; the files after it get a new process. The process is given bytes, and gives back what pages draw.
"""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
import threading

import linter
from linter.model.diagnostics import ReadError
from linter.readers.orphans import end_with_parent, limit_memory
from linter.readers.pdf.pdf_limits import MAX_MEMORY, MAX_SECONDS, took_too_long, took_too_much
from linter.type_names import IO, Any

# Where modules are found is handed over as it is: the process need not find it out again.
_SERVE = "import sys; sys.path[:] = {path!r}; from linter.readers.pdf.pdfium_process import serve; serve()"
_LENGTH = 8
_CRASHES = (-signal.SIGSEGV, 0xC0000005)
_KILLED = -9

_lock = threading.Lock()
_running: tuple[int, subprocess.Popen[bytes]] | None = None  # with the process that started it, for what forks


def contents(data: bytes) -> tuple[str, list[Any]]:
    """The same as `linter.readers.pdf.pdfium.contents`, from the other process.

    Raises:
        ReadError: as there; E004 beyond `MAX_SECONDS` or `MAX_MEMORY`; E001 where PDFium crashed.
    """
    if getattr(sys, "frozen", False) or not sys.executable:  # there is no interpreter to start
        from linter.readers.pdf import pdfium

        return pdfium.contents(data)
    with _lock:
        answer = _ask(data) or _ask(data)  # it may have been ended from outside
    if answer is None:
        raise took_too_much()
    if isinstance(answer[0], str):
        return answer[0], answer[1]
    raise ReadError(*answer[0])


def _ask(data: bytes) -> Any:
    """What the process answers; None if it was killed, be it for want of memory."""
    child = _started()
    assert child.stdin is not None
    assert child.stdout is not None
    late = threading.Timer(MAX_SECONDS, child.kill)
    late.start()
    try:
        _send(child.stdin, data)
        return marshal.loads(_received(child.stdout))
    except (OSError, EOFError):
        is_late = late.finished.is_set()
        if is_late:
            child.kill()
        if child.wait() == _KILLED and not is_late:
            return None
        raise _reason(child.returncode, is_late) from None
    except BaseException:  # whoever is interrupted here must not be given this answer for another file
        child.kill()
        raise
    finally:
        late.cancel()


def _reason(status: int, is_late: bool) -> ReadError:
    """Why the process answers no more: PDFium ends itself where memory ends, a wrong address ends it otherwise."""
    if is_late:
        return took_too_long()
    if status in _CRASHES:
        return ReadError("E001", "PDF 文件已损坏，读取它的程序崩溃了", "the PDF is damaged and made its reader crash")
    return took_too_much()


def _started() -> subprocess.Popen[bytes]:
    global _running
    if _running is not None and _running[0] == os.getpid() and _running[1].poll() is None:
        return _running[1]
    child = subprocess.Popen(
        [sys.executable, "-S", "-c", _SERVE.format(path=[os.path.dirname(linter.__path__[0]), *sys.path])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if _running is None:
        import atexit

        atexit.register(_end)
    _running = os.getpid(), child
    return child


def _end() -> None:
    if _running is not None and _running[0] == os.getpid():
        _running[1].kill()
        _running[1].wait()


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes:
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head, "big")
    data = pipe.read(length)
    if len(head) < _LENGTH or len(data) < length:
        raise EOFError
    return data


def serve() -> None:
    """What the other process does, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks answers an interruption
    end_with_parent()
    limit_memory(MAX_MEMORY)
    # What PDFium prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    from linter.readers.pdf import pdfium

    while True:
        try:
            data = _received(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer: Any = pdfium.contents(data)
        except ReadError as error:
            answer = (error.code, error.message, error.english), None
        _send(answers, marshal.dumps(answer))
