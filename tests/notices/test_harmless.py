"""Foreign text made harmless: what is escaped, what stays, what can be had back, channel by channel."""

from __future__ import annotations

import json
import os
import re
import sys
from unicodedata import category
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from linter.notices import harmless

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ODD = "\x00\x07\x1b\x7f\x85\x9b\xad\u061c\u200b\u200e\u2028\u2029\u202e\u2066\ufeff\ud800\udcff\U000e0001"
TEXT = st.text(
    st.sampled_from(f"一a9X ：:#[]{{}}()\\\"'<>&=+-@|`*_~$!%/.,\n\r\t\u3000{ODD}") | st.characters(), max_size=40
)
COMMAND_PARTS = ["::", "##[", "##vso[", "##teamcity[", "error::", "]", " ", "\n", "\r\n", "\x1b", "一", "#", ":"]
COMMANDS = st.lists(st.sampled_from(COMMAND_PARTS), max_size=8).map("".join)
ORDINARY = "某市某局2024年年报（终稿）-v2_1.docx"


def had_back(shown: str) -> str:
    """The name behind what is shown, by the rule that docs/usage.md tells."""

    def sign(match: re.Match[str]) -> str:
        strokes, body = match[1], match[2] or ""
        kept = "\\" * (len(strokes) // 2)
        if not body:
            return strokes
        if len(strokes) % 2 == 0:
            return kept + body
        code = int(body[1:], 16)
        is_byte = body[0] == "x" and code >= 0x80
        return kept + chr(0xDC00 + code if is_byte else code)

    return re.sub(r"(\\+)(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})?", sign, shown)


def commands(text: str) -> list[str]:
    """The lines of a log that GitHub, Azure or TeamCity obey."""
    return [line for line in text.splitlines() if line.strip().startswith("::") or re.search(r"##[a-z]*\[", line)]


@pytest.mark.whole
def test_every_sign_without_a_look_is_escaped_and_no_other() -> None:
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if category(sign) in UNSEEN:
            assert harmless.visible(sign).isprintable(), hex(code)
            assert had_back(harmless.visible(sign)) == sign, hex(code)
        elif category(sign) not in ("Cn", "Co"):
            assert harmless.visible(sign) == sign, hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb\tc", r"a\x0ab\x09c"),
        ("\u202egpj", r"\u202egpj"),
        ("\x9b", r"\u009b"),
        ("\udcff.md", r"\xff.md"),
        ("\U000e0041", r"\U000e0041"),
        (ORDINARY, ORDINARY),
        ("全角　空格", "全角　空格"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert harmless.visible(text) == shown


@given(TEXT, TEXT)
def test_flowing_text_is_one_line_sign_by_sign(a: str, b: str) -> None:
    assert harmless.flowing(a) + harmless.flowing(b) == harmless.flowing(a + b)
    assert len(f"{harmless.flowing(a)}.".splitlines()) == 1


@given(TEXT | COMMANDS | st.binary(max_size=20).map(os.fsdecode))
def test_a_name_can_be_had_back(name: str) -> None:
    shown = harmless.name(name)
    assert not any(category(sign) in UNSEEN for sign in shown)
    assert had_back(shown.removeprefix("./") if not name.startswith("./") else shown) == name
    assert not commands(shown)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (ORDINARY, ORDINARY),
        ("C:\\年报\\a.md", "C:\\年报\\a.md"),
        ("::stop-commands::x.md", "./::stop-commands::x.md"),
        (" ::error::x.md", "./ ::error::x.md"),
        ("section_start:1:x\r\x1b[0K.md", r"./section_start:1:x\x0d\x1b[0K.md"),
        ("a::b.md", "a::b.md"),
        ("##vso[task.complete]x.md", r"\x23#vso[task.complete]x.md"),
        ("## 一.md", "## 一.md"),
        ("\\x1b.md", "\\\\x1b.md"),
        ("\\\x1b.md", "\\\\\\x1b.md"),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert harmless.name(name) == shown


@given(COMMANDS)
def test_a_line_holds_no_command(text: str) -> None:
    assert not commands(harmless.line(harmless.flowing(text)))


def test_ordinary_lines_stay() -> None:
    for text in ("a.md:1:1: A303 error 一::二", "## 标题", "C++ std::vector", "[1] ##"):
        assert harmless.line(text) == text


@given(TEXT)
def test_a_quoted_name_is_what_git_and_patch_read(name: str) -> None:
    quoted = harmless.quoted_name(name)
    assert not any(category(sign) in UNSEEN for sign in quoted)
    if quoted != name:
        assert (quoted[0], quoted[-1]) == ('"', '"')
        pieces = re.findall(rb"\\([0-7]{3})|\\(.)|([^\\])", quoted[1:-1].encode(), re.DOTALL)
        data = b"".join(bytes([int(octal, 8)]) if octal else sign or other for octal, sign, other in pieces)
        assert data == harmless.name_bytes(name)


@given(TEXT)
def test_json_comes_back(text: str) -> None:
    encoded = harmless.json(json.dumps([text], ensure_ascii=False))
    assert json.loads(encoded.encode()) == [json.loads(json.dumps(text))]
    assert not any(category(sign) in UNSEEN for sign in encoded)


@given(COMMANDS)
def test_json_holds_no_command(text: str) -> None:
    encoded = harmless.json(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(encoded) == {"a": text}
    assert not commands(encoded)


@given(TEXT)
def test_xml_is_legal_and_shows_the_text(text: str) -> None:
    element = ElementTree.fromstring(f'<a b="{harmless.xml_attribute(text)}">{harmless.xml(text)}</a>')
    assert element.get("b") == harmless.xml_signs(text)
    assert (element.text or "") == harmless.xml_signs(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+1+1", "'+1+1"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1+cmd", "'－1+cmd"),
        ("＠a", "'＠a"),
        ("  =1", "'  =1"),
        ("　=1", "'　=1"),
        ("\xa0=1", "'\xa0=1"),
        ("\u200b=1", "'\\u200b=1"),
        ("\t=1", "'  =1"),
        ("\tx", "'  x"),
        ("\rx", "' x"),
        ("\n=1", "' =1"),
        ("若干", "若干"),
        ("a=1", "a=1"),
        ("-", "-"),
        ("——", "——"),
        ("--", "--"),
        ("-2", "-2"),
        ("-3.5%", "-3.5%"),
        ("-2\x1b", "'-2\\x1b"),
        (-2, -2),
        (-2.5, -2.5),
        (None, None),
        (0, 0),
    ],
)
def test_cells(value: object, shown: object) -> None:
    assert harmless.cell(value) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("见[这里](http://x)", r"见\[这里\](http://x)"),
        ("[1](2) {0}", r"\[1\](2) {{0}}"),
        ("国办发[2021]30号", "国办发[2021]30号"),
        ("一\n二\x1b\u202e", "一\n二\\x1b\\u202e"),
    ],
)
def test_sarif_messages(text: str, shown: str) -> None:
    assert harmless.sarif(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("~~划去~~", r"\~\~划去\~\~"),
        (":smile: 12:30", r"\:smile: 12:30"),
        ("a #", r"a \#"),
        ("GH-12", "GH-<!-- -->12"),
        ("见 1a2b3c4d5e 13800138000", "见 1<!-- -->a2b3c4d5e 13800138000"),
        ("<b>|`x`![a](b)", r"\<b\>\|\`x\`!\[a\](b)"),
    ],
)
def test_markdown(text: str, shown: str) -> None:
    assert harmless.markdown(text) == shown


def test_a_line_of_a_patch_keeps_tabs_and_line_ends() -> None:
    assert harmless.patch_line("+a\tb\r\n") == "+a\tb\r\n"
    assert harmless.patch_line(" \x1b[2J\u202e\rx\n") == " \\x1b[2J\\u202e\\x0dx\n"
    assert harmless.patch_line(" ::error::x\n") == " \\x3a:error::x\n"
    assert harmless.patch_line("+零宽\u200b\n") == "+零宽\u200b\n"


@given(st.one_of(TEXT, COMMANDS))
def test_workflow_commands_are_one_line(text: str) -> None:
    for encoded in (harmless.workflow_message(text), harmless.workflow_property(text)):
        assert not set("\r\n") & set(encoded)
    decoded = harmless.workflow_property(text).replace("%3A", ":").replace("%2C", ",")
    assert decoded.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%") == text


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "on", "y", "1e3", "1_000", "0x1F", "0o17", "0b1", ".5", "1.", "-.inf", ".NaN", "12:30", "~", "null"],
)
def test_words_that_some_yaml_reads_as_other_than_text_need_quotes(text: str) -> None:
    assert harmless.needs_quotes(text)


@pytest.mark.parametrize("text", ["若干", "-", "/", "=", "无", "12件", "no data", "1.2.3", "e3"])
def test_words_that_need_none(text: str) -> None:
    assert not harmless.needs_quotes(text)
    assert yaml.safe_load(yaml.safe_dump(text)) == text
