"""Web pages: tables with spans done well, badly or not at all, inside what surrounds them on a site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from benchmarks.marks import mark
from benchmarks.reports import SyntheticReport
from benchmarks.sheets import Box, Sheet, rows_of, width_of

Boxes = Callable[[SyntheticReport, Sheet], list[Box]]
DrawTable = Callable[[Sequence[Box]], str]

_STYLE = "p{text-indent:2em} td{border:1px solid #000} .a>td{padding:0 2px}"
_SCRIPT = 'if (1 < 2 && document.title) { var t = "<table><tr><td>1</td></tr></table>"; }'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _plain(box: Box) -> str:
    return mark(box.mark, _escaped(box.text))


def _spans(box: Box) -> str:
    rows = f' rowspan="{box.row_span}"' if box.row_span > 1 else ""
    columns = f' colspan="{box.column_span}"' if box.column_span > 1 else ""
    return rows + columns


def _table(drawn: Sequence[Box], content: Callable[[Box], str] = _plain, attributes: str = "") -> str:
    lines = [f"<table{attributes}>", "<tbody>"]
    for row in rows_of(drawn):
        lines.append("<tr>" + "".join(f"<td{_spans(box)}>{content(box)}</td>" for box in row) + "</tr>")
    return "\n".join([*lines, "</tbody>", "</table>"])


def _table_of_empties(drawn: Sequence[Box]) -> str:
    """No spans: a merged cell is one cell with text and empty ones beside and below it."""
    grid = [["<td></td>"] * width_of(drawn) for _ in rows_of(drawn)]
    for box in drawn:
        grid[box.row][box.column] = f"<td>{_plain(box)}</td>"
    lines = ["  <tr>\n    " + "\n    ".join(row) + "\n  </tr>" for row in grid]
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>"


def _word(box: Box) -> str:
    """A cell as a word processor exports it."""
    style = 'style="mso-pagination:widow-orphan;text-align:center;line-height:15.75pt"'
    if not box.text:
        return f"<p class=MsoNormal {style}><span lang=EN-US>&nbsp;<o:p></o:p></span></p>"
    text = mark(box.mark, _escaped(box.text))
    language = " lang=EN-US" if box.kind == "figure" else ""
    font = "font-family:宋体;mso-hansi-font-family:Calibri"
    return f"<p class=MsoNormal {style}><b><span{language} style='font-size:9.0pt;{font}'>{text}</span></b></p>"


def _word_table(drawn: Sequence[Box]) -> str:
    return _table(drawn, _word, ' class=MsoTableGrid border=1 cellspacing=0 style="border-collapse:collapse"')


def _uneven(drawn: Sequence[Box]) -> str:
    """Header cells twice as wide as the figures below: only the order within a row tells the meaning."""
    if not any(box.kind == "column" for box in drawn):
        return _table(drawn)
    header_rows = {box.row for box in drawn if box.kind in ("column", "corner")}
    labels = min(box.column for box in drawn if box.kind == "figure")
    changed: list[Box] = []
    for box in drawn:
        if box.row in header_rows and box.kind == "column":
            box = replace(box, column=labels + 2 * (box.column - labels), column_span=2 * box.column_span)
        elif box.kind == "figure" and box.column + box.column_span == width_of(drawn):
            box = replace(box, column_span=box.column_span + width_of(drawn) - labels)
        changed.append(box)
    return _table(changed)


def _split(drawn: Sequence[Box]) -> str:
    """A long table cut in two between rows, as where a page ends; merged cells go on without their text."""
    height = len(rows_of(drawn))
    if height < 20:
        return _table(drawn)
    cut = height // 2
    above = [replace(box, row_span=min(box.row_span, cut - box.row)) for box in drawn if box.row < cut]
    below = [replace(box, row=box.row - cut) for box in drawn if box.row >= cut]
    below += [
        replace(box, row=0, row_span=box.row + box.row_span - cut, text="", mark=None)
        for box in drawn
        if box.row < cut < box.row + box.row_span
    ]
    below.sort(key=lambda box: (box.row, box.column))
    return _table(above) + "\n<p>&nbsp;</p>\n" + _table(below)


def _body(report: SyntheticReport, boxes: Boxes, draw_table: DrawTable) -> Iterable[str]:
    for paragraph in report.front:
        yield f"<p>{_escaped(paragraph)}</p>"
    for part in report.parts:
        yield f"<p><strong>{mark(f'part:{part.key}', _escaped(part.heading))}</strong></p>"
        for passage in part.passages:
            yield f"<p>{_escaped(passage.text)}</p>"
        if part.table is not None and part.table in report.sheets:
            yield draw_table(boxes(report, report.sheets[part.table]))
    for line in report.sign_off:
        yield f'<p style="text-align: right;">{_escaped(line)}</p>'


def _simple(draw_table: DrawTable) -> Callable[[Boxes], Callable[[SyntheticReport], str]]:
    def bound(boxes: Boxes) -> Callable[[SyntheticReport], str]:
        def draw(report: SyntheticReport) -> str:
            title = _escaped(report.title or "")
            lines = ["<!DOCTYPE html>", '<html lang="zh-CN">', "<head>", '<meta charset="utf-8">']
            lines += [f"<title>{title}</title>" if title else "", "</head>", "<body>"]
            if report.title is not None:
                lines.append(f"<h1>{mark('title', title)}</h1>")
            lines += [*_body(report, boxes, draw_table), "</body>", "</html>"]
            return "\n".join(line for line in lines if line) + "\n"

        return draw

    return bound


def _site(charset: str) -> Callable[[Boxes], Callable[[SyntheticReport], str]]:
    """A page laid out with a table, with navigation before and after the text."""

    def bound(boxes: Boxes) -> Callable[[SyntheticReport], str]:
        def links(texts: Sequence[str]) -> str:
            return "".join(f'<li><a href="/list/{at}.html">{text}</a></li>' for at, text in enumerate(texts))

        def draw(report: SyntheticReport) -> str:
            title = _escaped(report.title or "")
            head = [
                '<html xmlns="http://www.w3.org/1999/xhtml"><head>',
                f'<meta http-equiv="Content-Type" content="text/html; charset={charset}" />',
                f"<title>{title}</title>" if title else "",
                f'<style type="text/css">{_STYLE}</style>',
                f'<script type="text/javascript">{_SCRIPT}</script></head><body>',
            ]
            frame = [
                '<table width="1000" class="layout"><tr><td colspan="2"><div class="nav"><ul>',
                links(report.chrome["before"]),
                "</ul></div></td></tr><tr><td width=180 valign=top>&nbsp;</td><td>",
            ]
            if report.title is not None:
                frame.append(f'<div class="title">{mark("title", title)}</div>')
            frame.append(f'<div class="info">{"&nbsp;&nbsp;".join(report.chrome["meta"])}</div><div class="editor">')
            foot = [
                '</div></td></tr><tr><td colspan=2><div class="foot"><ul>',
                links(report.chrome["after"]),
                "</ul></div></td></tr></table>",
                f"<script>{_SCRIPT}</script></body></html>",
            ]
            body = _body(report, boxes, lambda drawn: f"<div><center>{_table(drawn)}</center></div>")
            return "\r\n".join(line for line in [*head, *frame, *body, *foot] if line) + "\r\n"

        return draw

    return bound


PAGES: Mapping[str, Callable[[Boxes], Callable[[SyntheticReport], str]]] = {
    "spans": _simple(_table),
    "empties": _simple(_table_of_empties),
    "word": _simple(_word_table),
    "uneven": _simple(_uneven),
    "split": _simple(_split),
    "site": _site("utf-8"),
    "gbk": _site("gb2312"),
}
