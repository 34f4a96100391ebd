"""A draft as a Word file (ECMA-376): lines and tables with named styles, which a person can change in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from linter.cli.drafts.contents import Draft, DraftLine, DraftTable
from linter.cli.drafts.layout import DraftCell, TableLayout, laid_out
from linter.cli.drafts.look import BOTTOM, CELL_MARGIN, LEFT, LOOKS, PAGE, RIGHT, ROW_HEIGHT, TOP, Look
from linter.notices.harmless import xml

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = f'xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}"'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same draft gives the same bytes
# Word lays out a file that does not say so as its edition of 2007 did.
_OF_TODAY = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
# The names by which Word knows a style of its own, in its language.
_STYLES = {
    "text": "Normal",
    "title": "Title",
    "heading": "heading 1",
    "subheading": "heading 2",
    "cell": "Table Text",
    "number": "footer",
}


def write(draft: Draft) -> bytes:
    """The file."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_RELATIONS}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(draft.title),
        "word/_rels/document.xml.rels": _relations(
            (f"{_RELATIONS}/styles", "styles.xml"),
            (f"{_RELATIONS}/footer", "footer1.xml"),
            (f"{_RELATIONS}/settings", "settings.xml"),
        ),
        "word/document.xml": _document(draft),
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{''.join(_styles())}</w:styles>",
        "word/footer1.xml": f"<w:ftr {_NAMESPACES}>{_page_number()}</w:ftr>",
        "word/settings.xml": f"<w:settings {_NAMESPACES}><w:compat>{_OF_TODAY}</w:compat></w:settings>",
    }
    return _packed(parts)


def _packed(parts: Mapping[str, str]) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, f"{_HEAD}{content}")
    return data.getvalue()


def _document(draft: Draft) -> str:
    body = "".join(_line(block) if isinstance(block, DraftLine) else _table(block) for block in draft.blocks)
    width, height = map(_twips, PAGE)
    top, right, bottom, left = map(_twips, (TOP, RIGHT, BOTTOM, LEFT))
    section = (
        f'<w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="{top // 2}" w:footer="{_twips(BOTTOM - 7) - 280}" w:gutter="0"/>'
    )
    return f"<w:document {_NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"


def _line(line: DraftLine) -> str:
    return _paragraph(line.kind, f'<w:r><w:t xml:space="preserve">{xml(line.text)}</w:t></w:r>')


def _paragraph(kind: str, content: str) -> str:
    style = f'<w:pPr><w:pStyle w:val="{kind}"/></w:pPr>' if kind != "text" else ""
    return f"<w:p>{style}{content}</w:p>"


def _page_number() -> str:
    """— 1 — (GB/T 9704-2012, 7.5)."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return _paragraph(
        "number", f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> —</w:t></w:r>'
    )


def _table(sheet: DraftTable) -> str:
    layout = laid_out(*sheet)
    width = f'<w:tblW w:w="{_twips(sum(layout.widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in layout.widths)
    properties = f'<w:tblPr><w:tblStyle w:val="form"/>{width}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return f"<w:tbl>{properties}{''.join(_rows(layout))}</w:tbl>"


def _rows(layout: TableLayout) -> Iterator[str]:
    """The rows, where a cell that reaches down goes on in each row below."""
    going_on: dict[int, list[DraftCell]] = {}
    height = f'<w:cantSplit/><w:trHeight w:val="{_twips(ROW_HEIGHT)}" w:hRule="atLeast"/>'
    for number, row in enumerate(layout.rows):
        repeated = "<w:tblHeader/>" if number < layout.header else ""
        drawn = sorted((*row, *going_on.pop(number, ())), key=lambda cell: cell.column)
        cells = "".join(_cell(cell, number, layout) for cell in drawn)
        yield f"<w:tr><w:trPr>{height}{repeated}</w:trPr>{cells}</w:tr>"
        for cell in row:
            for below in range(number + 1, number + cell.down):
                going_on.setdefault(below, []).append(cell)


def _cell(cell: DraftCell, row: int, layout: TableLayout) -> str:
    width = _twips(sum(layout.widths[cell.column : cell.column + cell.across]))
    across = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    is_first = row == cell.row
    down = "" if cell.down == 1 else '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/>'
    run = f"<w:r><w:t>{xml(cell.text)}</w:t></w:r>" if cell.text and is_first else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph('cell', run)}</w:tc>"


def _styles() -> Iterator[str]:
    language = '<w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    yield f"<w:docDefaults><w:rPrDefault>{language}</w:rPrDefault></w:docDefaults>"
    for kind, name in _STYLES.items():
        is_first = kind == "text"
        default = ' w:default="1"' if is_first else ""
        based = "" if is_first else '<w:basedOn w:val="text"/>'
        yield f'<w:style w:type="paragraph"{default} w:styleId="{kind}"><w:name w:val="{name}"/>{based}'
        yield f"<w:pPr>{_setting(LOOKS[kind])}</w:pPr><w:rPr>{_letters(LOOKS[kind])}</w:rPr></w:style>"
    margin = f'w:w="{_twips(CELL_MARGIN)}" w:type="dxa"'
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield (
        '<w:style w:type="table" w:styleId="form"><w:name w:val="Form"/><w:tblPr>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f"<w:tblCellMar><w:left {margin}/><w:right {margin}/></w:tblCellMar></w:tblPr></w:style>"
    )


def _setting(look: Look) -> str:
    keep = "<w:keepNext/>" if look.level else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{round(look.leading * 20)}" w:lineRule="exact"/>'
    indent = f'<w:ind w:firstLineChars="{look.indent * 100}" w:firstLine="{round(look.indent * look.size * 20)}"/>'
    centred = f'<w:jc w:val="{"center" if look.is_centred else "both"}"/>'
    outline = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    return f"{keep}{spacing}{indent}{centred}{outline}"


def _letters(look: Look) -> str:
    faces = " ".join(f'w:{script}="{look.face}"' for script in ("ascii", "eastAsia", "hAnsi", "cs"))
    size = round(look.size * 2)
    return f'<w:rFonts {faces} w:hint="eastAsia"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _properties(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml(title)}</dc:title></cp:coreProperties>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _content_types() -> str:
    named = {"document": "document.main", "styles": "styles", "footer1": "footer", "settings": "settings"}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in named.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{parts}</Types>"
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
