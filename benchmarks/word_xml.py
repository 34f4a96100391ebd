"""Word files written by hand: paragraphs, tables and numbering as XML, packed as a word processor packs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (2024, 1, 1, 0, 0, 0)
_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1440" w:left="1300"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'


def font(east_asian: str, half_points: int, *, bold: bool = False) -> str:
    """The properties of a run in this font; 32 half points are 三号."""
    weight = "<w:b/>" if bold else ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f'<w:rPr><w:rFonts w:eastAsia="{east_asian}" w:hint="eastAsia"/>{weight}{size}</w:rPr>'


def run(text: str, properties: str = "") -> str:
    """A run; a line break in the text is one in the file."""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\n")]
    return f"<w:r>{properties}{'<w:br/>'.join(pieces)}</w:r>"


def paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def numbered(level: int) -> str:
    """The properties of a paragraph that is numbered by itself; level 1 is 一、, 2 is （一）, 3 is 1."""
    return f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'


def cell(content: str, *, across: int = 1, down: str | None = None) -> str:
    """A cell; `down` is `restart` where a cell begins that reaches down, `continue` below it."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge = "" if down is None else '<w:vMerge w:val="restart"/>' if down == "restart" else "<w:vMerge/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{across * 900}" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>'


def table(rows: Iterable[str], columns: int) -> str:
    sides = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
    sides += '<w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/>'
    grid = '<w:gridCol w:w="900"/>' * columns
    properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def package(body: str, *, title: str = "", namespace: str = TRANSITIONAL, section: str = PORTRAIT) -> bytes:
    """A Word file with this body. The same body gives the same bytes."""
    document = f'<w:document xmlns:w="{namespace}"><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>'
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    )
    return archive(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")
            ),
            "docProps/core.xml": core,
            "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
            "word/document.xml": document,
            "word/styles.xml": f'<w:styles xmlns:w="{namespace}">{_STYLES}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{namespace}">{_numbering()}</w:numbering>',
        }
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts by name, packed; text gets the head of an XML file."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for name, content in parts.items():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            out.writestr(info, _HEAD + content if isinstance(content, str) else content)
    return packed.getvalue()


_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (format, text) in enumerate(_LEVELS)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{core if kind == "core-properties" else f"{_RELATIONS}/{kind}"}" '
        f'Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{parts}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
