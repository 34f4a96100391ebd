"""Web pages and OFD files whose tables are pictures, as word processors save them and printing programs put them in."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping

from benchmarks.pasted import Pasting
from benchmarks.printed import print_report
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import TABLES

_TABLE = re.compile("<table.*?</table>", re.DOTALL)


def tag(pasted: Pasting, attributes: str = "") -> str:
    """The tag of a picture that lies in its page."""
    return f'<img src="data:image/png;base64,{b64encode(pasted.data).decode()}" alt="{pasted.alt}"{attributes}>'


def page_with_pictures(page: bytes, pictures: Mapping[int, Pasting], attributes: str = "") -> bytes:
    """A web page with pictures in place of some of its tables, counted from 0; others stand behind its text."""
    source = page.decode()
    spans = [found.span() for found in _TABLE.finditer(source)]
    end = source.index("</body>")
    spans += [(end, end)] * (max(pictures) + 1 - len(spans))
    for at in sorted(pictures, reverse=True):
        start, behind = spans[at]
        source = f"{source[:start]}<p>{tag(pictures[at], attributes)}</p>{source[behind:]}"
    return source.encode()


def ofd_with_pictures(report: SyntheticReport, pictures: Mapping[int, Pasting]) -> bytes:
    """A report printed as OFD with pictures in place of some of its tables, counted from 0."""
    return print_report(report, "ofd-strokes", {TABLES[at]: one[:3] for at, one in pictures.items()}).data
