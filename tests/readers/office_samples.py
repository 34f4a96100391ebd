"""Files in formats that LibreOffice reads, or what stands for them."""

from __future__ import annotations

import io
import zipfile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
RTF = b"{\\rtf1\\ansi report}"


def stream(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


def archive(**entries: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def open_document(kind: str, manifest: str = "<manifest/>") -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive(mimetype=mimetype, content="<x/>", **{"META-INF__manifest.xml": manifest})


WORKBOOK = archive(**{"xl__workbook.xml": "<x/>"})
XML = '<?xml version="1.0"?>\r\n<?mso-application progid="{}"?>\r\n<x/>'


def workbook(*sheets: list[list[str]], merged: str = "") -> bytes:
    """A workbook with these cells; `merged` is a range of the first sheet."""
    names = range(1, len(sheets) + 1)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(f'<Override PartName="/xl/s{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in names)
        + "</Types>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{relation}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in names)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(f'<Relationship Id="r{n}" Type="{relation}/worksheet" Target="s{n}.xml"/>' for n in names)
        + "</Relationships>",
    }
    for n, rows in zip(names, sheets, strict=True):
        drawn = "".join(
            f'<row r="{y}">'
            + "".join(
                f'<c r="{chr(64 + x)}{y}" t="inlineStr"><is><t>{text}</t></is></c>'
                for x, text in enumerate(row, 1)
                if text
            )
            + "</row>"
            for y, row in enumerate(rows, 1)
        )
        merge = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged and n == 1 else ""
        entries[f"xl/s{n}.xml"] = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{drawn}</sheetData>{merge}</worksheet>"
        )
    return archive(**{name.replace("/", "__"): text for name, text in entries.items()})
