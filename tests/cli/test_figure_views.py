"""`tree --figures` shows what was understood of each figure."""

from __future__ import annotations

import io
import json

from linter.cli.figure_views import figures, write_figures
from linter.engine.lint import parse_source
from tests.checks.reports_in_words import report

_SOURCE = report("全年公开信息60条，其中动态40条，占66.7%；通知20条。收到政府信息公开申请5件，均已办结。")


def test_each_sentence_tells_its_figures_and_what_they_add_up_to() -> None:
    first, second = figures(parse_source(_SOURCE, "a.txt", "text"))
    assert [figure["text"] for figure in first["figures"]] == ["60条", "40条", "66.7%", "20条"]
    assert [figure["key"] for figure in second["figures"]] == ["received"]
    assert [said["key"] for said in second["says"]] == ["carried_forward"]
    assert [total["holds"] for total in second["sums"]] == [True]
    assert [share["holds"] for share in second["shares"]] == [True]


def test_it_is_drawn_and_printed_as_json() -> None:
    parsed = parse_source(_SOURCE, "a.txt", "text")
    drawn, printed = io.StringIO(), io.StringIO()
    write_figures(parsed, "console", drawn)
    write_figures(parsed, "json", printed)
    assert "    5件  received" in drawn.getvalue()
    assert len(json.loads(printed.getvalue())) == 2
