"""A draft as a web page, which a browser prints as the standard asks."""

from __future__ import annotations

from collections.abc import Iterator

from linter.cli.drafts.contents import Draft, DraftLine
from linter.cli.drafts.layout import TEXT_WIDTH, DraftCell, TableLayout, laid_out
from linter.cli.drafts.look import BOTTOM, CELL_MARGIN, LEFT, LOOKS, PAGE, RIGHT, ROW_HEIGHT, TOP, Look
from linter.notices.harmless import html

_TAGS = {"title": "h1", "heading": "h2", "subheading": "h3"}
_SELECTORS = {**_TAGS, "text": "p", "cell": "table"}


def write(draft: Draft) -> bytes:
    """The page in UTF-8."""
    return "".join(_page(draft)).encode()


def _page(draft: Draft) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield f"<title>{html(draft.title)}</title>\n<style>\n{''.join(_styles())}</style>\n</head>\n<body>\n"
    for block in draft.blocks:
        yield _line(block) if isinstance(block, DraftLine) else "".join(_table(laid_out(*block)))
    yield "</body>\n</html>\n"


def _styles() -> Iterator[str]:
    width, height = PAGE
    yield f"@page {{ size: {width}mm {height}mm; margin: {TOP}mm {RIGHT}mm {BOTTOM}mm {LEFT}mm; }}\n"
    yield f"body {{ width: {TEXT_WIDTH}mm; margin: 0 auto; }}\n"
    yield "h1, h2, h3, p { margin: 0; font-weight: normal; }\n"
    yield "h1, h2, h3 { break-after: avoid; }\n"
    yield "table { width: calc(100% - 1pt); table-layout: fixed; border-collapse: collapse; }\n"
    yield f"td {{ border: 0.5pt solid; height: {ROW_HEIGHT}mm; padding: 0 {CELL_MARGIN}mm; }}\n"
    yield "tr { break-inside: avoid; }\n"
    for kind, selector in _SELECTORS.items():
        yield f"{selector} {{ {_style(LOOKS[kind])} }}\n"


def _style(look: Look) -> str:
    told = [f'font-family: "{look.face}", serif', f"font-size: {look.size}pt", f"line-height: {look.leading}pt"]
    if look.is_centred:
        told.append("text-align: center")
    if look.indent:
        told.append(f"text-indent: {look.indent}em")
    return "; ".join(told)


def _line(line: DraftLine) -> str:
    tag = _TAGS.get(line.kind, "p")
    return f"<{tag}>{html(line.text)}</{tag}>\n"


def _table(layout: TableLayout) -> Iterator[str]:
    widths = "".join(f'<col style="width: {width}mm">' for width in layout.widths)
    yield f"<table>\n<colgroup>{widths}</colgroup>\n"
    for row in layout.rows:
        yield f"<tr>{''.join(map(_cell, row))}</tr>\n"
    yield "</table>\n"


def _cell(cell: DraftCell) -> str:
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    across = f' colspan="{cell.across}"' if cell.across > 1 else ""
    return f"<td{down}{across}>{html(cell.text)}</td>"
