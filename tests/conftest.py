"""What holds for all tests: which of them are run, how they are found, and that they leave nothing behind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from types import CodeType

import pytest
from hypothesis import settings

from linter.checks.registry import shipped
from linter.files import compiled as cache
from tests import tiers

CODES = tuple(rule.code for rule in shipped().rules)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="run all cases of all tests, the slow ones too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("whole" if _is_whole(config) else "quick")


def _is_whole(config: pytest.Config) -> bool:
    """What a run names is run in full."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return named or bool(config.option.whole or config.option.keyword or config.option.markexpr)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if _is_whole(config):
        # what takes longest begins first: else one process is alone with it at the end
        slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
        items.sort(key=lambda item: -slow[item.path])
        return
    left_out = {item.nodeid for item in items if any(map(item.get_closest_marker, ("slow", "whole")))}
    tests: dict[tuple[str, str], list[tiers.Item]] = defaultdict(list)
    for item in items:
        if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
            test = (str(item.path), item.originalname)
            tests[test].append(tiers.Item(item.nodeid, item.callspec.indices))
    for cases in tests.values():
        left_out |= {case.name for case in cases} - tiers.sample(cases)
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left_out])
    items[:] = [item for item in items if item.nodeid not in left_out]


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test is found by the codes of the rules that it speaks of: `-k S106`, `-k N401`."""
    if isinstance(item, pytest.Function):
        property = getattr(item.function, "hypothesis", None)
        function = property.inner_test if property else item.function
        said = set(_strings(function.__code__))
        item.extra_keyword_matches.update(code for code in CODES if said & {code, code[:3]})


def _strings(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _strings(constant)
        elif isinstance(constant, str):
            yield constant
        elif isinstance(constant, tuple | frozenset):
            yield from (word for word in constant if isinstance(word, str))


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave nothing in the user's cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _cache_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command run with --no-cache in this process switches the cache off for itself only."""
    monkeypatch.setattr(cache, "_enabled", True)
