"""What holds for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linter.files import compiled as cache


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
