"""Changes that keep a format's frame, so that they reach what lies behind it: tags, archives, PDF objects, YAML."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from random import Random

from tests.fuzz.mutation import LARGEST, SIGNS, encoded, mutated_bytes, mutated_text, stretch
from tests.fuzz.trees import mutated_xml

_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*')")
_TAGS = (
    *(
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<td rowspan=65535 colspan=1000>",
        "<th>",
        "<thead>",
        "<tbody>",
    ),
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<span hidden>",
        "<b>",
        "</b>",
        "<li>",
        "<ol start=-1>",
        "<pre>",
        "<br/>",
        "<script>",
    ),
    *(
        "</script>",
        "<style>",
        "<title>",
        "<template>",
        "<select>",
        "<svg>",
        "<math>",
        "<!--",
        "-->",
        "<!doctype html>",
        "<a href='",
    ),
)
_WORD = (
    *(
        '<w:sym w:font="Wingdings" w:char="D800"/>',
        '<w:sym w:char="F0FE"/>',
        '<w:sym w:char="-1"/>',
        '<w:sym w:char="110000"/>',
    ),
    *(
        "<w:tab/>",
        "<w:br/>",
        '<w:br w:type="page"/>',
        "<w:noBreakHyphen/>",
        "<w:softHyphen/>",
        "<w:cr/>",
        "<w:pPr/>",
        "<w:rPr/>",
    ),
    *(
        '<w:r><w:t xml:space="preserve"> 一 </w:t></w:r>',
        "<w:p><w:r><w:t>二、主动公开</w:t></w:r></w:p>",
        "<w:p/>",
        "<w:tbl/>",
        "<w:tr/>",
    ),
    *(
        "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
        '<w:gridSpan w:val="99999999"/>',
        "<w:vMerge/>",
        '<w:vMerge w:val="restart"/>',
    ),
    *(
        '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>',
        '<w:numId w:val="-1"/>',
        '<w:pStyle w:val="1"/>',
        "<w:vanish/>",
    ),
    *(
        '<w:ins w:id="1"><w:r><w:t>甲</w:t></w:r></w:ins>',
        '<w:del w:id="2"><w:r><w:delText>乙</w:delText></w:r></w:del>',
        "<w:rtl/>",
    ),
    *(
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentReference w:id="999999999"/>',
        '<w:fldSimple w:instr=" NUMPAGES ">',
        "<w:sdt><w:sdtContent/></w:sdt>",
    ),
    *(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:instrText> SEQ 表 </w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    ),
    *(
        "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>",
        "<w:pict/>",
        "<w:drawing/>",
        '<w:start w:val="99999999999"/>',
    ),
    *(
        '<w:lvlText w:val="%1%2%9、"/>',
        '<w:numFmt w:val="chineseCountingThousand"/>',
        '<w:basedOn w:val="Normal"/>',
        "<w:altChunk/>",
    ),
)
_OFD = (
    *(
        '<ofd:TextCode X="0" Y="3" DeltaX="g 99999999999 1">一、总体情况</ofd:TextCode>',
        '<ofd:TextCode DeltaY="-1e9 g g">1</ofd:TextCode>',
        "<ofd:TextCode/>",
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="9"/>',
        '<ofd:CGTransform CodePosition="-1" CodeCount="1e9" GlyphCount="0"/>',
    ),
    *(
        '<ofd:TextObject Boundary="0 0 1e308 1" CTM="0 0 0 0 0 0" Size="0" HScale="-1"/>',
        '<ofd:TextObject CharDirection="90"><ofd:TextCode X="nan">字</ofd:TextCode></ofd:TextObject>',
        "<ofd:PathObject><ofd:AbbreviatedData>M 0 0 L 1e39 C L S B</ofd:AbbreviatedData></ofd:PathObject>",
        '<ofd:ImageObject Boundary="0 0 1 99" ResourceID="1"/>',
        '<ofd:CompositeObject ResourceID="101" Boundary="0 0 210 297"/>',
    ),
    *(
        "<ofd:PageBlock>",
        "</ofd:PageBlock>",
        '<ofd:PageBlock Visible="false"/>',
        "<ofd:Layer/>",
        '<ofd:Template TemplateID="1"/>',
        "<ofd:Area><ofd:PhysicalBox>0 0 -1 1e308</ofd:PhysicalBox></ofd:Area>",
        '<ofd:Page BaseLoc="../../x"/>',
        "<ofd:DocBody><ofd:DocRoot>OFD.xml</ofd:DocRoot></ofd:DocBody>",
    ),
)
_VALUES = ("", "0", "-1", "1", "1000", "65535", "99999999999", "1e9", "％", "&#0;", "none", "rId99", "../../x", "一")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "[Content_Types].xml",
    "../x",
    "word\\document.xml",
    "mimetype",
    "META-INF/manifest.xml",
    "OFD.xml",
    "Doc_0/Pages/Page_0/Content.xml",
    "Encryptions.xml",
)
_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "' + "a" * 99 + '"><!ENTITY b "' + "&a;" * 99 + '"><!ENTITY c "' + "&b;" * 99 + '">]>'
)
_YAML = (
    *(
        "*a",
        "&a ",
        "&a [*a, *a]",
        "<<: *a",
        "!!python/object:os.system",
        "!!binary =",
        "!x",
        "? ",
        "? [a]: b",
        "- ",
        "- - - ",
        "[",
        "]",
    ),
    *(
        "[" * 50,
        "{",
        "}",
        "{a: {a: {a: ",
        "null",
        "~",
        "true",
        "off",
        "1_000",
        "0o17",
        "0x1F",
        "1e400",
        ".inf",
        ".nan",
        "2024-02-30",
    ),
    *(
        "2024-01-01",
        "|",
        ">",
        "|9",
        ">-\n",
        "---",
        "...",
        "%YAML 9.9",
        "%TAG ! x",
        "# ",
        ": ",
        ":",
        ", ",
        "'",
        '"',
        '"\\x',
        '"\\ud800"',
    ),
    *(
        "\t",
        "  ",
        "(a+)+$",
        "(?P<a>",
        "[[一二]",
        "[一-",
        "a{9999999999}",
        "(?i)",
        "\\",
        "(" * 200,
        "a|" * 50,
        "{found}",
        "{x.y}",
        "{0!r:>99}",
    ),
    *(
        "A301",
        "S999",
        "E001",
        "extends:",
        "rules:",
        "code:",
        "check:",
        "with:",
        "equations:",
        "received = ",
        "message:",
        "severity: off",
    ),
    *(
        "a = b",
        "[a]",
        "[[a]]",
        '"""',
        "[tool.nianbao]",
        "accept:",
        "path: '**'",
        "until: 0000-00-00",
        "exclude: ['[', '**/**']",
        "regime: 2021",
    ),
)
_OPERATORS = (
    b"q ",
    b"Q ",
    b"BT ",
    b"ET ",
    b"0 0 m 9 9 l S ",
    b"1 0 0 1 1e38 0 cm ",
    b"0 0 0 0 re f ",
    b"/F1 0 Tf ",
    b"(\\777) Tj ",
    b"[(a) -1e9] TJ ",
)


def mutated_tags(rng: Random, text: str, words: Sequence[str] = SIGNS) -> str:
    """Markup with other tags: taken out, doubled, moved, nested, with other attributes; now and then other text."""
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        places = [found.span() for found in _TAG.finditer(text)]
        if not places or rng.random() < 0.2:
            text = mutated_text(rng, text, words)
            continue
        start, end = rng.choice(places)
        tag = text[start:end]
        tags = _OFD if "<ofd:" in text else _WORD if "<w:" in text else _TAGS
        match rng.randrange(8):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:end] + tag * rng.choice((1, 2, 50, 2_000)) + text[end:]
            case 2:
                at = rng.choice(places)[rng.randrange(2)]
                text = text[:at] + tag + text[at:]
            case 3:
                text = text[:start] + rng.choice(tags) * rng.choice((1, 1, 2, 300)) + text[start:]
            case 4:
                changed = _ATTRIBUTE.sub(lambda _: f'="{rng.choice((*_VALUES, rng.choice(words)))}"', tag, count=1)
                text = text[:start] + changed + text[end:]
            case 5:
                other = rng.choice(places)
                text = text[:start] + text[slice(*other)] + text[end:]
            case 6:
                until = rng.choice(places)[1]
                piece = text[min(start, until) : max(start, until)]
                text = text[:start] + piece[: LARGEST // 4] + text[start:]
            case _:
                text = text[:start] + tag.replace(">", f" x='{rng.choice(SIGNS)}'>") + text[end:]
        text = text[:LARGEST]
    return text


def mutated_yaml(rng: Random, text: str) -> str:
    """Text of YAML (or TOML): other values, indents, keys, anchors; now and then any other change."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        lines = text.splitlines(keepends=True) or [""]
        at = rng.randrange(len(lines))
        line = lines[at]
        match rng.randrange(8):
            case 0:
                key, colon, _ = line.partition(":")
                lines[at] = f"{key}{colon} {rng.choice(_YAML)}\n"
            case 1:
                lines[at] = line[2:] if rng.random() < 0.5 else "  " + line
            case 2:
                lines.insert(at, line)
            case 3:
                lines.insert(at, rng.choice(lines))
            case 4:
                spot = rng.randrange(len(line) + 1)
                lines[at] = line[:spot] + rng.choice(_YAML) + line[spot:]
            case 5:
                del lines[at]
            case 6:
                indent = line[: len(line) - len(line.lstrip())]
                lines.insert(at, f"{indent}{rng.choice(_YAML)}\n")
            case _:
                lines = mutated_text(rng, text, _YAML).splitlines(keepends=True)
        text = "".join(lines)[:LARGEST]
    return text


def mutated_zip(rng: Random, data: bytes, words: Sequence[str] = SIGNS) -> bytes:
    """An archive with a changed part, packed in another way, or with damaged headers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, zlib.error):
        return mutated_bytes(rng, data)
    if not parts:
        return mutated_bytes(rng, data)
    if rng.random() < 0.9:
        weights = [1 + 6 * name.lower().endswith(("document.xml", "content.xml")) for name, _ in parts]
        at = rng.choices(range(len(parts)), weights)[0]
        name, content = parts[at]
        match rng.randrange(20):
            case 0:
                del parts[at]
            case 1:
                parts.append((name, mutated_bytes(rng, content)))  # a second part of one name
            case 2:
                parts[at] = rng.choice(_PARTS), content
            case 3:
                parts[at] = name, mutated_bytes(rng, content)
            case 4:
                head, mark, rest = content.partition(b"?>")
                parts[at] = name, head + mark + _ENTITIES.encode() + rest.replace(b"</w:t>", b"&c;</w:t>", 1)
            case 5:
                codec = rng.choice(("utf-16", "utf-8-sig", "gb18030"))
                parts[at] = name, content.decode("utf-8", "replace").encode(codec)
            case 6 | 7:
                parts[at] = name, encoded(mutated_tags(rng, content.decode("utf-8", "replace"), words))
            case _:
                parts[at] = name, mutated_xml(rng, content, _OFD if b"<ofd:" in content else _WORD, words) or content
    packed = _packed(rng, parts)
    return _with_damaged_headers(rng, packed) if rng.random() < 0.1 else packed


def _packed(rng: Random, parts: Sequence[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if rng.random() < 0.7 else rng.choice(_METHODS)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as archive:
        warnings.simplefilter("ignore")  # of a second part of one name
        for name, content in parts:
            how = rng.choice(_METHODS) if rng.random() < 0.1 else method
            entry = zipfile.ZipInfo(name)  # always of 1980: the same bytes each time
            archive.writestr(entry, content, how)
    return file.getvalue()


def _with_damaged_headers(rng: Random, data: bytes) -> bytes:
    """PromiseError flags, methods, checksums, sizes or places in the headers of a part, or in the list at the end."""
    changed = bytearray(data)
    for signature, fields in (
        (b"PK\3\4", ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2))),
        (b"PK\1\2", ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (42, 4))),
    ):
        starts = [found.start() for found in re.finditer(re.escape(signature), data)]
        for start in rng.sample(starts, min(len(starts), rng.choice((0, 1, 2)))):
            offset, size = rng.choice(fields)
            value = rng.choice((0, 1, 8, 9, 12, 14, 99, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)) & (2 ** (8 * size) - 1)
            changed[start + offset : start + offset + size] = struct.pack("<H" if size == 2 else "<I", value)
    if rng.random() < 0.2:
        return mutated_bytes(rng, bytes(changed))
    return bytes(changed)


def mutated_pdf(rng: Random, data: bytes) -> bytes:
    """A PDF with other objects or other content on its pages."""
    if rng.random() < 0.6:
        data = _inflated(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        objects = [found.span() for found in re.finditer(rb"(?s)\d+ \d+ obj.*?endobj", data)]
        if not objects or rng.random() < 0.15:
            data = mutated_bytes(rng, data)
            continue
        start, end = rng.choice(objects)
        body = data[start:end]
        match rng.randrange(8):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                other = data[slice(*rng.choice(objects))]
                number = body.split(b" ", 1)[0]
                data = data[:start] + number + b" " + other.split(b" ", 1)[1] + data[end:]
            case 2:
                data = data[:end] + b"\n" + body + data[end:]
            case 3 | 4:
                numbers = [found.span() for found in re.finditer(rb"-?\d+(\.\d+)?", body)]
                for first, last in sorted(rng.sample(numbers, min(len(numbers), rng.choice((1, 3, 20)))), reverse=True):
                    value = rng.choice(
                        (b"0", b"-1", b"1e38", b"99999999999", b"0.00001", str(rng.randrange(2_000)).encode())
                    )
                    body = body[:first] + value + body[last:]
                data = data[:start] + body + data[end:]
            case 5:
                data = data[:start] + mutated_bytes(rng, body) + data[end:]
            case 6:
                names = re.findall(rb"/[A-Za-z]+", data)
                first = body.find(b"/")
                name = re.match(rb"/[A-Za-z]*", body[first:]) if first >= 0 else None
                if names and name is not None:
                    data = data[: start + first] + rng.choice(names) + body[first + len(name[0]) :] + data[end:]
            case _:
                inside = body.find(b"stream\n")
                if inside >= 0:
                    at = start + inside + 7 + stretch(rng, max(0, len(body) - inside - 20))[0]
                    data = data[:at] + b" " + rng.choice(_OPERATORS) * rng.choice((1, 3, 500)) + data[at:]
    return data[:LARGEST]


def _inflated(data: bytes) -> bytes:
    """The same with the content of pages as it is drawn; lengths do not fit any more, which readers bear."""

    def inflate(found: re.Match[bytes]) -> bytes:
        try:
            content = zlib.decompress(found[2])
        except zlib.error:
            return found[0]
        return re.sub(rb"/Filter\s*(\[[^\]]*\]|/FlateDecode)", b"", found[1]) + content + b"\nendstream"

    return re.sub(
        rb"(?s)(<<(?:(?!stream).)*?/FlateDecode(?:(?!stream).)*?>>\s*stream\r?\n)(.*?)\r?\nendstream", inflate, data
    )
