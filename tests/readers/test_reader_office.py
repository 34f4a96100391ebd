"""LibreOffice itself: reports in its formats have the findings that they have as a page; skipped where it is absent."""

from __future__ import annotations

import http.server
import subprocess
import threading
import zipfile
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from benchmarks.drawing import draw
from benchmarks.faults import with_value
from benchmarks.reports import make_report
from linter.checks.registry import shipped
from linter.cli.main import main
from linter.engine.lint import Options, lint_bytes
from linter.readers import convert, read
from tests.readers.office_samples import OLE, WORKBOOK, archive, open_document, stream
from tests.readers.reader_samples import paragraphs, refused

pytestmark = pytest.mark.slow

LIBRE_OFFICE = convert.program()
installed = pytest.mark.skipif(LIBRE_OFFICE is None, reason="LibreOffice is not installed")


def converted_to(suffix: str, target: str, data: bytes, folder: Path, importer: str) -> bytes:
    """A page as another file, made by LibreOffice."""
    assert LIBRE_OFFICE is not None
    source = folder / "made.html"
    source.write_bytes(data)
    subprocess.run(
        [
            LIBRE_OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            f"--infilter={importer}",
            "--convert-to",
            f"{suffix}:{target}",
            "--outdir",
            str(folder),
            str(source),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    made = folder / f"made.{suffix}"
    if not made.exists():
        pytest.skip(f"this LibreOffice was installed without what writes .{suffix}")
    return made.read_bytes()


def told(name: str, data: bytes) -> list[tuple[object, ...]]:
    result = lint_bytes(name, data, shipped(), Options())
    assert result.error is None
    return [(d.code, d.cells, d.expected, d.actual) for d in result.diagnostics]


@installed
@pytest.mark.parametrize(
    ("suffix", "target", "importer"),
    [
        ("doc", "MS Word 97", "HTML (StarWriter)"),
        ("rtf", "Rich Text Format", "HTML (StarWriter)"),
        ("odt", "writer8", "HTML (StarWriter)"),
        ("xls", "MS Excel 97", "HTML (StarCalc)"),
        ("xlsx", "Calc MS Excel 2007 XML", "HTML (StarCalc)"),
        ("ods", "calc8", "HTML (StarCalc)"),
    ],
)
def test_a_report_in_another_format_has_the_same_findings(
    suffix: str, target: str, importer: str, tmp_path: Path
) -> None:
    report = with_value(make_report(Random(4), "2021", busy=True), "disputes/cases/review.total", 9999)
    page = draw(report, "html").data
    expected = told("a.html", page)
    assert [code for code, *_ in expected] == ["A304"]
    data = converted_to(suffix, target, page, tmp_path, importer)
    assert told(f"a.{suffix}", data) == expected
    (found,) = lint_bytes(f"a.{suffix}", data, shipped(), Options()).diagnostics
    assert found.location.line is None
    assert None not in (found.location.table, found.location.row, found.location.col)


@installed
def test_findings_in_an_old_word_file_are_comments_in_a_copy(tmp_path: Path) -> None:
    report = with_value(make_report(Random(4), "2021", busy=True), "disputes/cases/review.total", 9999)
    path = tmp_path / "draft.doc"
    path.write_bytes(converted_to("doc", "MS Word 97", draw(report, "html").data, tmp_path, "HTML (StarWriter)"))
    before = path.read_bytes()
    done = CliRunner().invoke(main, ["check", "--annotate", str(tmp_path / "copies"), str(path)])
    assert (done.exit_code, "A304" in done.stdout, done.stderr) == (1, True, "")
    assert path.read_bytes() == before
    with zipfile.ZipFile(tmp_path / "copies" / "draft.doc.docx") as copy:
        assert "9999" in copy.read("word/comments.xml").decode()


@installed
@pytest.mark.parametrize("data", [OLE + stream("WordDocument"), open_document("text"), WORKBOOK])
def test_what_it_cannot_open(data: bytes) -> None:
    assert refused("a.doc", data).code in ("E001", "E003")


@installed
def test_nothing_that_a_document_links_to_is_fetched() -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            asked.append(str(self.raw_requestline))
            return False

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    address = f"http://127.0.0.1:{server.server_port}/x.png"
    picture = (
        '<draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="5cm">'
        f'<draw:image xlink:href="{address}" xlink:type="simple" xlink:actuate="onLoad"/></draw:frame>'
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text><text:p>正文{picture}</text:p></office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    data = archive(
        mimetype="application/vnd.oasis.opendocument.text",
        **{"content.xml": content, "META-INF__manifest.xml": manifest},
    )
    try:
        document = read("a.odt", data)
    finally:
        server.shutdown()
        server.server_close()
    assert paragraphs(document) == ["正文"]
    assert asked == []
