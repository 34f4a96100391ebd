"""Every regular expression of the program takes time in proportion to the text, whatever text is made of its parts."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.growth.adversary import can_be_slow, hard_texts
from tests.growth.pattern_record import Recorded

SMALL = 1_000  # characters of the texts that are all tried
LARGE = 100_000  # bytes of those that took longest
TRIED = 3  # of them for each pattern
UNSUSPECTED = 0.00002  # seconds for a small text: less than a fast loop of the library takes over it again and again
EXPECTED = 0.2  # seconds for a large text
MOST = 2.0  # the same, where the machine is busy
MOST_GROWTH = 8  # for four times the size: four is linear, sixteen quadratic
GIVEN_UP = 3.0  # seconds of processor time


@pytest.fixture(scope="module")
def patterns() -> list[Recorded]:
    program = Path(__file__).with_name("pattern_record.py")
    printed = subprocess.run([sys.executable, str(program)], capture_output=True, check=True, text=True)
    return [Recorded(*fields) for fields in json.loads(printed.stdout)]


@pytest.mark.whole
def test_every_pattern_is_found(patterns: list[Recorded]) -> None:
    """Constants, classes of words, rule files, forms: some of each kind are there."""
    places = " ".join(sorted({one.place for one in patterns}))
    for place in (
        "linter/text/pattern_lists.py",
        "linter/prose/figure_tokens.py",
        "linter/forms/form.py",
        "linter/reference/lexicon.py",
        "linter/reference/wording.py",
        "linter/checks/content/injected.py",
        "linter/rules/values.py",
        "linter/annotate/elements.py",
        "rules/dates.yaml",
    ):
        assert place in places
    assert len(patterns) > 700


@pytest.mark.whole
@pytest.mark.parametrize(
    "slow",
    [r"(?:a|aa)+b", r"\s*x", r"a*b?a*c", "x.*y", r"\d+件", r"(x+x+)+y", "[^省]{2,}市", r"(?:ab?)*c", r'<a[^>]*"'],
)
def test_slow_patterns_are_told(slow: str) -> None:
    assert slowness(Recorded(slow, re.compile(slow).flags, False, "", False))


@pytest.mark.parametrize("fast", [r"(?<!\d)\d+件", r"x.{0,40}y", r"[^。]+", r"(?:一|二)[^#]{0,20}三", r"\s+$|^\s+"[:3]])
def test_fast_patterns_are_not(fast: str) -> None:
    assert not slowness(Recorded(fast, re.compile(fast).flags, False, "", False))


@pytest.mark.whole
def test_every_pattern_is_linear(patterns: list[Recorded]) -> None:
    found = [f"{one.place}: {one.pattern[:120]}\n    {told}" for one in patterns if (told := slowness(one))]
    assert not found, "\n".join(found)


def slowness(one: Recorded) -> str:
    """What a pattern takes long for, empty where nothing was found."""
    written = one.pattern.encode("latin-1") if one.is_bytes else one.pattern
    if not can_be_slow(written, one.flags):
        return ""
    pattern: re.Pattern[Any] = re.compile(written, one.flags)
    times = []
    for at, text in enumerate(hard_texts(written, one.flags, SMALL)):
        times.append((small_time(pattern, one, text), at))
        if times[-1][0] >= GIVEN_UP:
            return f"more than {GIVEN_UP} s for {SMALL} characters: {text[:40]!r}"
    suspects = sorted((time for time in times if time[0] > UNSUSPECTED), reverse=True)[:TRIED]
    for _, at in suspects:
        large, smaller = (_nth(written, one.flags, size, at) for size in (LARGE, LARGE // 4))
        spent = taken(pattern, one, large)
        if spent <= EXPECTED:
            continue
        if spent >= GIVEN_UP:
            return f"more than {GIVEN_UP} s: {large[:40]!r} … {large[-20:]!r}"
        spent, before = (min(taken(pattern, one, text) for _ in range(2)) for text in (large, smaller))
        if spent > MOST or (spent > EXPECTED and spent > MOST_GROWTH * before):
            return f"{spent:.2f} s after {before:.2f} s for a fourth: {large[:40]!r} … {large[-20:]!r}"
    return ""


def _nth(pattern: str | bytes, flags: int, size: int, at: int) -> str:
    """A hard text of `size` bytes."""
    text = next(islice(hard_texts(pattern, flags, 100), at, None))
    characters = size * len(text) // len(text.encode("utf-8", "surrogatepass"))
    return next(islice(hard_texts(pattern, flags, characters), at, None))


def small_time(pattern: re.Pattern[Any], one: Recorded, text: str) -> float:
    """The seconds that a small text takes, by the clock on the wall: processor time may be told in steps of 4 ms."""
    spent = taken(pattern, one, text, time.perf_counter)
    again = 2 if UNSUSPECTED < spent < GIVEN_UP else 0  # another process may have had its turn
    return min((spent, *(taken(pattern, one, text, time.perf_counter) for _ in range(again))))


def taken(pattern: re.Pattern[Any], one: Recorded, text: str, clock: Callable[[], float] = time.process_time) -> float:
    """The seconds that a text takes, as the pattern is used."""
    subject = text.encode() if one.is_bytes else text
    begun = clock()
    try:
        with time_limit():
            if one.anchored:
                pattern.match(subject)
                pattern.fullmatch(subject)
            else:
                for _ in pattern.finditer(subject):
                    pass
    except TimeoutError:
        return GIVEN_UP
    return clock() - begun


@contextmanager
def time_limit() -> Iterator[None]:
    """Gives up where the system has alarms; elsewhere what never ends is seen by not ending."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
