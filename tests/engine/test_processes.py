"""Work in several processes: in order, and with an end whatever becomes of them."""

from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from linter.engine.run import each
from linter.model.refusal import Refusal

NAMES = [f"{number}.txt" for number in range(40)]


def told(path: str, work: str) -> str:
    return work + path


def ended_at(path: str, work: str) -> str:
    if path == work:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return path


def failing_at(path: str, work: str) -> str:
    if path == work:
        raise ValueError(path)
    return path


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_what_comes_back_is_in_order(jobs: int) -> None:
    assert list(each(told, NAMES, "a/", jobs)) == [f"a/{name}" for name in NAMES]


@pytest.mark.parametrize("name", ["0.txt", "39.txt"])
def test_a_process_that_is_ended_from_outside_ends_the_run_with_a_sentence(name: str) -> None:
    with pytest.raises(Refusal, match="--jobs 1"):
        list(each(ended_at, NAMES, name, 2))
    assert not multiprocessing.active_children()


def test_a_defect_in_a_process_is_told_as_it_is() -> None:
    with pytest.raises(ValueError, match=r"7\.txt"):
        list(each(failing_at, NAMES, "7.txt", 2))
    assert not multiprocessing.active_children()


def test_whoever_asks_for_no_more_waits_for_nothing() -> None:
    results = each(told, NAMES, "", 2)
    assert next(results) == "0.txt"
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()
