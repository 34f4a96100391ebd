"""Real reports, printed as PDF: what is said of their text is said of the print, place by place."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.example_pdfs import print_blocks
from benchmarks.printed import PRINTS, Press
from linter import reference
from linter.parsing.spaced_tables import gather
from linter.readers import read
from tests.outside.program import run
from tests.places import SEEDS

pytestmark = pytest.mark.slow

# signs that are counted once a document: lines joined or cut have some more or fewer beside a Chinese character
COUNTED = ("W703", "W704")
REPORTS = sorted(SEEDS.glob("*.txt"))


def told(path: Path) -> Counter[tuple[Any, ...]]:
    (entry,) = run("check", "-f", "json", str(path)).json["files"]
    assert entry["error"] is None
    return Counter(
        (found["code"], tuple(found["cells"]), _plain(found["expected"]), _plain(found["actual"]))
        if found["code"] not in COUNTED
        else (found["code"], (), None, "")
        for found in entry["diagnostics"]
    )


def _plain(value: Any) -> Any:
    """Without spaces, which a print sets as it needs them."""
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.skipif(not REPORTS, reason="the seeds are not here")
@pytest.mark.parametrize("layout", ["ruled", "three-pages", "rotated"])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_real_report_printed_is_the_same_report(path: Path, layout: str, tmp_path: Path) -> None:
    known = reference.load()
    document = read(path.name, path.read_bytes())
    press = Press(PRINTS[layout])
    print_blocks(press, gather(document.blocks, known.vocabulary, document.source))
    printed = tmp_path / f"{path.stem}.pdf"
    printed.write_bytes(press.finish())
    found, wanted = told(printed), told(path)
    assert found - wanted == Counter()
    # in a font of square letters that stand on their side, Latin words fall apart
    lost = [
        entry
        for entry in (wanted - found).elements()
        if layout != "rotated" or not re.search("[a-z]{4}", str(entry[3]))
    ]
    assert lost == []
