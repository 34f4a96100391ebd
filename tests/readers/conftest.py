"""What the tests of several readers need."""

from __future__ import annotations

from random import Random

import pytest

from linter.readers import seen_pictures


@pytest.fixture(scope="session")
def drawn() -> None:
    """Pages of reports can be drawn and read: else there is nothing to see on them."""
    pytest.importorskip("rapidocr")
    from benchmarks.printed import print_report
    from benchmarks.reports import make_report
    from benchmarks.scanned import Wear, pages

    printed = print_report(make_report(Random("a"), "2021", busy=True), "ruled").data
    (darkest, _), *_ = pages(printed, Wear(20))[0].getextrema()
    if darkest == 255:
        pytest.skip("no Chinese font on this machine")


@pytest.fixture(autouse=True)
def _no_pictures_kept() -> None:
    """What was recognised last is another test's."""
    seen_pictures._pages.cache_clear()
