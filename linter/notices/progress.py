"""How far a run is, on a terminal's standard error: from its first second on, whatever it does, and gone at its end.

A clock of the system interrupts the run to draw the line, so it is drawn while one file takes long as well. Where there
is no such clock (Windows) a thread does it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from linter.type_names import Any, TypeVar

SECONDS_BETWEEN = 0.25

T = TypeVar("T")


class _Line:
    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._stage = ("正在准备", "getting ready")
        self._done = 0
        self._total: int | None = None
        self._width = 0  # columns of what is shown
        self.is_hidden = False

    def begin(self, stage: tuple[str, str], total: int | None) -> None:
        self._stage, self._done, self._total = stage, 0, total

    def step(self) -> None:
        self._done += 1

    def draw(self) -> None:
        if self.is_hidden:
            return
        text = self._stage[self._lang != "zh"]
        if self._done or self._total:
            text += f" {self._done}" + (f"/{self._total}" if self._total else "")
        width = sum(1 + (letter > "\u2e7f") for letter in text)
        self._write("\r" + text + " " * (self._width - width))
        self._width = max(self._width, width)

    def erase(self) -> None:
        if self._width:
            self._write("\r" + " " * self._width + "\r")
            self._width = 0

    def _write(self, text: str) -> None:
        # not through `sys.stderr`, which may be in the middle of writing something when the clock interrupts it
        with suppress(OSError, ValueError):
            os.write(sys.stderr.fileno(), text.encode(sys.stderr.encoding or "utf-8", "replace"))


_line: _Line | None = None


@contextmanager
def shown(lang: str) -> Iterator[None]:
    """Show how far the run is while it lasts, if standard error is a terminal."""
    global _line
    if _line is not None or sys.stderr is None or not getattr(sys.stderr, "isatty", bool)():
        yield
        return
    line = _line = _Line(lang)
    stop = _ticking(line.draw)
    try:
        yield
    finally:
        stop()
        line.erase()
        _line = None


def counted(items: Iterable[T], stage: tuple[str, str], total: int | None = None) -> Iterator[T]:
    """The items as they come; how many there were is shown.

    Args:
        items: of one stage of the run.
        stage: what is done with them, in Chinese and in English.
        total: how many there will be, where that is known.
    """
    if _line is None:
        yield from items
        return
    _line.begin(stage, total)
    for item in items:
        if _line is not None:
            _line.step()
        yield item


@contextmanager
def hidden() -> Iterator[None]:
    """Make room for what is written meanwhile."""
    line = _line
    if line is None:
        yield
        return
    before, line.is_hidden = line.is_hidden, True
    line.erase()
    try:
        yield
    finally:
        line.is_hidden = before


def _ticking(draw: Callable[[], None]) -> Callable[[], None]:
    """Call a function again and again, until what is returned is called."""
    import signal
    import threading

    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        process = os.getpid()

        def tick(number: int, frame: Any) -> None:
            if os.getpid() == process:
                draw()

        before = signal.signal(signal.SIGALRM, tick)
        signal.setitimer(signal.ITIMER_REAL, SECONDS_BETWEEN, SECONDS_BETWEEN)

        def stop() -> None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

        return stop
    ended = threading.Event()

    def run() -> None:
        while not ended.wait(SECONDS_BETWEEN):
            draw()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def end() -> None:
        ended.set()
        thread.join()

    return end
