r"""Foreign text made harmless, for each channel by which it leaves: the one place that knows how.

Foreign is all that the program does not write itself: names of files, the text of reports and what messages quote of
it, rules and configurations of users, arguments, reasons that a library gives. It may hold signs that command a
terminal, break a line, turn the direction of writing or have no look at all, names that are no text, and words that a
CI server, a spreadsheet, a browser or a Markdown host would obey.

Such a sign is written as an escape that a person can read: `\x1b`, `\u202e`, `\U000e0001`, and `\xff` for a byte of a
name that is no UTF-8. In a name a backslash is doubled where it would otherwise read as the beginning of one, so that
the name can be had back. Ordinary text, Chinese or not, stays as it is on every channel.
"""

from __future__ import annotations

import re

from linter.type_names import TypeVar

Value = TypeVar("Value")

# The patterns are strings: `re` compiles each when a text first needs it, and few texts do.

# Unicode's categories Cc, Cf, Cs, Zl and Zp: signs without a look of their own. Looking each letter up would cost more.
_UNSEEN = (
    "\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001-\U000e007f"
)
_ANY_UNSEEN = f"[{_UNSEEN}]"
_UNSEEN_BUT_BREAKS = f"(?!\n)[{_UNSEEN}]"
_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_LAID_OUT = dict.fromkeys(map(ord, _BREAKS), " ") | {ord("\t"): "  "}
# Of these only the ones that do harm where a line more or a sign without width does none: pages, patches.
_COMMANDING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_ANY_COMMANDING = f"[{_COMMANDING}\ufffe\uffff]"
_COMMANDING_IN_LINES = f"(?![\n\ud800-\udfff])[{_COMMANDING}]"
# And what XML 1.0 has no way to write.
_NOT_XML = f"(?![\t\n\r])[{_UNSEEN}\ufffe\uffff]"

# `::command::` is obeyed by GitHub at the beginning of a line, blanks before it or not; `##[command]`, `##vso[…]` and
# `##teamcity[…]` are by it, Azure and TeamCity wherever they stand in one.
_COMMAND_ANYWHERE = r"#(?=#[A-Za-z]*\[)"
_COMMAND_IN_LINE = r"(?m)^(\s*):(?=:)"
_COMMAND_NAME = r"\s*(?:::|section_(?:start|end):)"
# The library's functions would import a client of HTTP.
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;"}
_XML_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE_ENTITIES = _XML_ENTITIES | {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}
_ESCAPE = "x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}"
_READ_AS_ESCAPE = rf"(?<!\\)(\\+)(?={_ESCAPE}|[{_UNSEEN}]|##[A-Za-z]*\[)"
_SURROGATE = "[\ud800-\udfff]"
_READ_AS_SURROGATE = "(?<!\\\\)(\\\\+)(?=x[89a-f][0-9a-f]|ud[89a-f][0-9a-f]{2}|[\ud800-\udfff])"


def visible(text: str) -> str:
    """A text in which every sign without a look of its own, line ends too, is an escape."""
    return text if text.isprintable() else re.sub(_ANY_UNSEEN, _escaped, text)


def flowing(text: str) -> str:
    """A text on one line: line ends and tabs are blanks, other signs without a look are escapes.

    Sign by sign, so `flowing(a) + flowing(b) == flowing(a + b)`.
    """
    return text if text.isprintable() else visible(text.translate(_LAID_OUT))


def name(path: str) -> str:
    """A file's name within a line, from which the name can be had back.

    Of a name that would command a CI server where it begins a line `./` is the beginning.
    """
    if path.isprintable() and not any(sign in path for sign in ("\\", "::", "##", "section_")):
        return path
    path = re.sub(_COMMAND_ANYWHERE, r"\\x23", visible(re.sub(_READ_AS_ESCAPE, r"\1\1", path)))
    return f"./{path}" if re.match(_COMMAND_NAME, path) else path


def text_name(path: str) -> str:
    """A file's name as data: as it is, but that what is no text in it is escaped, and can be had back."""
    if path.isprintable() and "\\" not in path:
        return path
    return re.sub(_SURROGATE, _escaped, re.sub(_READ_AS_SURROGATE, r"\1\1", path))


def quoted_name(path: str) -> str:
    """A file's name in the head of a patch: quoted as git and GNU patch do where it is odd."""
    if path.isprintable() and '"' not in path:
        return path
    if not re.search(_ANY_UNSEEN, path) and '"' not in path:
        return path

    def octal(match: re.Match[str]) -> str:
        if match[0] in '\\"':
            return f"\\{match[0]}"
        return "".join(f"\\{byte:03o}" for byte in name_bytes(match[0]))

    return '"' + re.sub(f'[{_UNSEEN}\\\\"]', octal, path) + '"'


def name_bytes(path: str) -> bytes:
    """The bytes of a file's name, in UTF-8 if it is text."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # halves of a surrogate pair, as Windows allows
        return path.encode("utf-8", "surrogatepass")


def line(text: str) -> str:
    """A finished line of a report or notice, in which nothing is a command to a CI server."""
    if "::" not in text and "##" not in text:
        return text
    return re.sub(_COMMAND_IN_LINE, r"\1\\x3a", re.sub(_COMMAND_ANYWHERE, r"\\x23", text))


def patch_line(text: str) -> str:
    """A line of a patch as it is shown to a person, its line end and tabs kept; with escapes it does not apply."""
    end = "\r\n" if text.endswith("\r\n") else "\n" if text.endswith("\n") else ""
    body = text[: len(text) - len(end)]
    return line(re.sub(_ANY_COMMANDING, _escaped, body)) + end


def workflow_message(text: str) -> str:
    """The message of a workflow command of GitHub."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """A property of a workflow command of GitHub."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")


def json(encoded: str) -> str:
    """JSON in which signs without a look are escapes of JSON, so that what is read is what was meant.

    A byte of a name that is no UTF-8 is half of a surrogate pair to JSON (PEP 383), as Python reads such names.

    Args:
        encoded: JSON; outside its strings no such sign stands but line ends.
    """
    if "##" in encoded:
        encoded = re.sub(_COMMAND_ANYWHERE, r"\\u0023", encoded)
    return encoded if encoded.isprintable() else re.sub(_UNSEEN_BUT_BREAKS, _json_escape, encoded)


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code - 0x10000 & 0x3FF):04x}"
    return f"\\u{code:04x}"


def sarif(text: str) -> str:
    """A message of SARIF 2.1.0 that stands for itself: neither placeholders (3.11.5) nor links (3.11.6)."""
    return sarif_rule(text).replace("{", "{{").replace("}", "}}")


def sarif_rule(text: str) -> str:
    """What SARIF says of a rule, where nothing is put in the place of braces."""
    text = re.sub(_COMMANDING_IN_LINES, _escaped, text)
    return re.sub(r"[\[\]]", r"\\\g<0>", text) if "](" in text else text


def html(text: str) -> str:
    """Text of a page, for element content and quoted attributes; signs without width stay, they do no harm there."""
    text = re.sub(_ANY_COMMANDING, _escaped, text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(_COMMAND_ANYWHERE, "&#35;", text.translate(_ENTITIES)).replace("\n", "<br>")


def xml(text: str) -> str:
    """Text of XML 1.0, which forbids some signs altogether."""
    text = xml_signs(text).translate(_XML_ENTITIES)
    return re.sub(_COMMAND_IN_LINE, r"\1&#58;", re.sub(_COMMAND_ANYWHERE, "&#35;", text))


def xml_attribute(text: str) -> str:
    """The value of an attribute, for quotation marks around it."""
    text = xml_signs(text).translate(_ATTRIBUTE_ENTITIES)
    return re.sub(_COMMAND_ANYWHERE, "&#35;", text)


def xml_signs(text: str) -> str:
    """A text of such signs only as XML 1.0 can hold and a person can see."""
    return text if text.isprintable() else re.sub(_NOT_XML, _escaped, text)


_MARKUP = r"[\\`*_\[\]<>|&$]|(?<=www)\.|:(?=//)|~(?=~)|(?<=~)~|:(?=[a-z0-9_+-]+:)"
# A sign before a name or number makes a host notify a person or link to an issue, and what looks like the number of a
# commit is a link; an empty comment parts the two.
_REFERENCE = (
    r"[@#!~%](?=[A-Za-z0-9_\"])|\bGH-(?=\d)"
    r"|(?<![0-9A-Za-z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f](?=[0-9a-f]{6,39}(?![0-9A-Za-z]))"
)


def markdown(text: str) -> str:
    """A text of one line as Markdown that shows it as it is: no markup, no link, nobody notified."""
    body = text.rstrip("#")  # what stands behind it would close a heading
    escaped = re.sub(_MARKUP, r"\\\g<0>", body) + r"\#" * (len(text) - len(body))
    return re.sub(_COMMAND_IN_LINE, r"\1&#58;", re.sub(_REFERENCE, r"\g<0><!-- -->", escaped))


_FORMULA = r"[=+\-@＝＋－＠]"
_STROKES_OR_FIGURE = r"[-－]+|[-－]\d+(?:[.,]\d+)*%?"


def cell(value: Value) -> Value | str:
    """A value for a cell of a spreadsheet or of CSV: a text that one would take for a formula has an apostrophe before.

    Strokes, which stand for no data, and negative figures are none.
    """
    if not isinstance(value, str):
        return value
    text = line(flowing(value))
    bare = re.sub(_ANY_UNSEEN, "", value).strip()
    begins = re.match(_FORMULA, bare) and not re.fullmatch(_STROKES_OR_FIGURE, text.strip())
    return f"'{text}" if begins or value.startswith(("\t", "\r", "\n")) else text


# What YAML 1.1 or 1.2 reads as a number, a truth or nothing, also where PyYAML does not.
_YAML_WORD = (
    r"(?i)[-+]?(?:\d[\d_,]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0[box][\da-fA-F_]+|[-+]?\.(?:inf|nan)"
    r"|\d+(?::\d+)+(?:\.\d*)?|y|n|yes|no|on|off|true|false|null|~"
)


def needs_quotes(text: str) -> bool:
    """Whether a text must stand in double quotation marks in YAML to come back as it is from any reader."""
    odd = re.search(_ANY_UNSEEN, text) or re.search(_COMMAND_ANYWHERE, text) or re.fullmatch(_YAML_WORD, text)
    return odd is not None


def yaml(dumped: str) -> str:
    """YAML in which signs without a look are escapes; they stand nowhere but between double quotation marks."""
    return re.sub(_UNSEEN_BUT_BREAKS, _yaml_escape, re.sub(_COMMAND_ANYWHERE, r"\\x23", dumped))


def _yaml_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _escaped(match: re.Match[str]) -> str:
    return escape(match[0])


def escape(sign: str) -> str:
    """The escape that stands for a sign."""
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a name that is no UTF-8 (PEP 383)
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
