"""Patterns that a user wrote: as the shipped ones, but with a limit of time, since nobody has proven them.

`re` cannot be interrupted, so these run in the library `regex`, which can. It is imported for them alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time

from linter.type_names import Any, cast

SECONDS = 3.0
"""Processor time that the patterns of one rule may take over one file."""

# What has no brace in it that `regex` could take for its own (a sign, a class, a count), or else such a brace.
_BRACE = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*(?:\]|\\?\Z)|\{\d*(?:,\d*)?\})|\{", re.S)
_left = SECONDS  # of the rule that runs now


class UserPattern(str):
    """A pattern from a user's rule file."""

    __slots__ = ()


class TooSlowError(Exception):
    """The patterns of a rule took longer than they may."""


@contextmanager
def limit() -> Iterator[None]:
    """Give the patterns that run inside `SECONDS` altogether; what else is done there does not count."""
    global _left
    before, _left = _left, SECONDS
    try:
        yield
    finally:
        _left = before


def limited(pattern: str) -> re.Pattern[str]:
    """A user's pattern, to be used as a compiled one; searches that take too long raise `TooSlowError`."""
    return cast("re.Pattern[str]", _Limited(pattern))


def as_regex(pattern: str) -> str:
    """The same pattern for `regex`, which reads what `re` takes for braces in a text as a number of errors: `a{e}`."""
    return _BRACE.sub(lambda found: found[1] or r"\{", pattern)


class _Limited:
    """What the checks use of a compiled pattern."""

    def __init__(self, pattern: str) -> None:
        import regex

        self.pattern = pattern
        self._compiled = regex.compile(as_regex(pattern), regex.VERSION0)

    @property
    def groups(self) -> int:
        return cast(int, self._compiled.groups)

    def search(self, *where: Any) -> Any:
        return self._run(self._compiled.search, *where)

    def match(self, *where: Any) -> Any:
        return self._run(self._compiled.match, *where)

    def fullmatch(self, *where: Any) -> Any:
        return self._run(self._compiled.fullmatch, *where)

    def sub(self, *what: Any) -> Any:
        return self._run(self._compiled.sub, *what)

    def finditer(self, *where: Any) -> Iterator[Any]:
        return iter(self._run(lambda *args, **time: list(self._compiled.finditer(*args, **time)), *where))

    def _run(self, work: Callable[..., Any], *args: Any) -> Any:
        global _left
        if _left <= 0:
            raise TooSlowError
        start = process_time()
        try:
            return work(*args, timeout=_left)
        except TimeoutError:
            raise TooSlowError from None
        finally:
            _left -= process_time() - start
