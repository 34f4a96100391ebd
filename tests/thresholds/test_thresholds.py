"""Every threshold is pinned by some test, and a change of it is a change of the program."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.thresholds import mutant, trial
from tests.thresholds.constants import ROOMS, in_module, thresholds
from tests.thresholds.pinning import marked_files

KNOWN = {threshold.id: threshold for threshold in thresholds()}


def marks() -> Iterator[str]:
    """What the marks of all tests name."""
    for file in marked_files():
        for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "threshold":
                yield from (str(ast.literal_eval(argument)) for argument in node.args)


@pytest.mark.whole
@pytest.mark.parametrize("room", ROOMS)
def test_every_threshold_is_pinned(room: str) -> None:
    assert {name for name in KNOWN if name.startswith(f"{room}.")} - set(marks()) == set()


def test_what_is_pinned_is_there() -> None:
    assert set(marks()) - KNOWN.keys() == set()


PLANTED = """
_LEAST = 3
_NEAR, _FAR = 4 * 1024, 0.5
_DAYS = (31, 28)
_MARK = "one"
_LONGEST = 200  # bounds the work: nobody sees it
least = _LEAST
DOUBLED = 2 * _LEAST, _FAR * 2


def days(month: int) -> int:
    return _DAYS[month]
"""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A module, not yet imported."""
    path = tmp_path / "planted_thresholds.py"
    path.write_text(PLANTED, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    yield path
    sys.modules.pop(path.stem, None)


def test_thresholds_are_numbers_that_do_not_only_bound_the_work(planted: Path) -> None:
    found = [(one.id, one.place, one.changed()) for one in in_module(planted, planted.parent)]
    assert found == [
        ("planted_thresholds._LEAST", None, (2, 4)),
        ("planted_thresholds._NEAR", None, (4095, 4097)),
        ("planted_thresholds._FAR", None, (0.45, 0.55)),
        ("planted_thresholds._DAYS", 0, (30, 32)),
        ("planted_thresholds._DAYS", 1, (27, 29)),
    ]


@pytest.mark.parametrize(
    ("name", "place", "value", "expected"),
    [
        ("_LEAST", None, 4, (4, 4096, (8, 1.0), 28)),
        ("_NEAR", None, 4097, (3, 4097, (6, 1.0), 28)),
        ("_FAR", None, 0.55, (3, 4096, (6, 1.1), 28)),
        ("_DAYS", 1, 29, (3, 4096, (6, 1.0), 29)),
        ("_DAYS", 0, 32, (3, 4096, (6, 1.0), 28)),
    ],
)
def test_a_change_reaches_what_is_made_of_a_threshold(
    name: str, place: int | None, value: int | float, expected: object, planted: Path
) -> None:
    mutant.install(planted.stem, name, place, value)
    module = import_module(planted.stem)
    assert (module.least, module._NEAR, module.DOUBLED, module.days(1)) == expected
    assert module.days(0) == (value if place == 0 else 31)


def test_what_is_imported_already_is_not_changed(planted: Path) -> None:
    import_module(planted.stem)
    with pytest.raises(AssertionError, match="imported already"):
        mutant.install(planted.stem, "_LEAST", None, 4)


@pytest.mark.slow
def test_a_change_is_noticed_by_the_tests_that_pin_the_threshold_and_no_change_is_not() -> None:
    context = trial.processes()
    threshold = KNOWN["text.organs.SHORTEST_NAME"]
    test = Path(__file__).parents[1] / "text" / "test_text_thresholds.py"
    own = [f"{test}::test_a_name_without_its_place_is_long_enough_to_be_no_one_elses"]
    assert trial.survives(context, threshold, threshold.value, own)
    assert not trial.survives(context, threshold, threshold.value + 1, own)
