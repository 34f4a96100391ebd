"""The table of output formats: a row has a module, and each format is known again by what its row says and no other."""

from __future__ import annotations

import io
import re
from importlib import import_module
from pathlib import Path

import pytest

from linter.files import own_output
from linter.files.output_formats import FORMATS
from linter.reporters import Presentation, write
from tests.reporters.reporter_samples import RESULTS


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_has_a_module(name: str) -> None:
    row = FORMATS[name]
    assert row.name == name
    assert callable(import_module(f"linter.reporters.{row.module}").write)
    assert sum(map(bool, (row.begins, row.line, row.ends))) == 1


def test_no_module_lacks_a_row() -> None:
    folder = Path(__file__).parents[2] / "linter" / "reporters"
    writers = {
        path.stem for path in folder.glob("[!_]*.py") if re.search(r"^def write\(", path.read_text("utf-8"), re.M)
    }
    assert writers == {row.module for row in FORMATS.values()}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_known_by_its_own_row(
    name: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    write(name, RESULTS, out, Presentation(lang=lang))
    path = tmp_path / "report"
    path.write_text(out.getvalue(), "utf-8")
    assert own_output.is_report(str(path))
    monkeypatch.delitem(FORMATS, name)
    assert not own_output.is_report(str(path))
