"""A command that is told to end puts things in order first: no process and no temporary file is left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from linter.type_names import Any, NoReturn

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGBREAK")


class Ended(SystemExit):
    """A signal told this process to end; `code` is 128 and its number."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.number = number

    def tell(self) -> None:
        """Say so on standard error."""
        import signal

        name = signal.Signals(self.number).name
        tell(f"收到信号 {name}，已中止 (ended by {name})")


def tell(what: str) -> None:
    """Say something on standard error, which may be gone with the terminal, before anything else is imported."""
    import sys

    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"nianbao: {what}\n")
        sys.stderr.flush()


@contextmanager
def in_order() -> Iterator[None]:
    """Whoever ends this process meanwhile ends it through its clean-up.

    Raises:
        Ended: a signal has come. One that was ignored before still is, as after `nohup`.
    """
    import os
    import signal

    process = os.getpid()

    def leave(number: int, frame: Any) -> None:
        if os.getpid() != process:  # a copy of this process has nothing to put in order, and must not go on as it
            os._exit(128 + number)
        raise Ended(number)

    before = {}
    with suppress(ValueError):  # signals are the main thread's
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def leave(status: int) -> NoReturn:
    """End this process, but for its other threads as it is: all that was loaded need not be taken apart first.

    That is a thirtieth of a cold start. What others want done at the end is done.
    """
    import atexit
    import os
    import sys

    if len(sys._current_frames()) > 1:
        sys.exit(status)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)
