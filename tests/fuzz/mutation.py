"""Changes to bytes and to text that know nothing of formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

LARGEST = 300_000  # bytes or characters of an input
_REPEATS = (2, 2, 3, 3, 10, 10, 100, 100, 1_000, 1_000, 5_000, 40_000)

# Signs that programs stumble over, and the words and marks that this one looks for.
SIGNS = (
    *("\0", "\x01", "\x0b", "\x0c", "\x1b[31m", "\x1f", "\x7f", "\x85", "\u2028", "\u2029", "\r", "\n", "\r\n", "\t"),
    *("\ufeff", "\ufffe", "\uffff", "\ufffd", "\ud800", "\udfff", "\udc80", "\U0010ffff", "\U000e0001"),
    *("\u200b", "\u200d", "\u2060", "\u00ad", "\u202e", "\u2066", "\u2069", "\u200f", "\ufe0f", "\u0301" * 9),
    *(
        "０１２３",
        "①",
        "⑳",
        "㈠",
        "㊿",
        "Ⅻ",
        "½",
        "²",
        "٣",
        "१",
        "𝟗",
        "〇",
        "零",
        "壹",
        "廿",
        "亿",
        "万亿",
        "−1",
        "＋1",
    ),
    *("⼀", "⽂", "⾏", "⻚", "ﬁ", "㍿", "㎡", "㋿", "İ", "ß", "ŉ", "豈", "𠮷", "　", "\u00a0"),
    *(
        "9" * 20,
        "1" * 400,
        "9" * 5_000,
        "八" * 400,
        "1e999",
        "0x1F",
        "-0",
        "NaN",
        "Infinity",
        "1,234,56",
        "3.14.15",
        "1_000",
    ),
    *("&amp;", "&#0;", "&#x110000;", "&#xd800;", "&nbsp;", "&lt;", "&", "&#", "<!--", "-->", "<![CDATA[", "]]>", "<?"),
    *(
        "|",
        "||",
        "|-|-|",
        "\\|",
        "#",
        "# ",
        "######",
        "*",
        "**",
        "***",
        "_",
        "`",
        "```",
        "~~~",
        "> ",
        "- ",
        "[",
        "](",
        "![",
    ),
    *(
        "<br>",
        "<td>",
        "</td>",
        "</table>",
        "<table>",
        "<tr>",
        "<p>",
        "<!-- nianbao: ignore A303 -- 理由 -->",
        "\\",
        "/",
        "'",
        '"',
    ),
    *(
        "(a+)+$",
        "[[一二]",
        "(?P<",
        "(?=",
        "{",
        "}",
        "%s",
        "{0}",
        "{found}",
        "$",
        "^",
        ".*",
        "\\d",
        "\\Z",
        "=CMD()",
        "@",
        "::error::",
    ),
    *(
        "一、",
        "（一）",
        "十百千万",
        "第三部分",
        "1.",
        "1．",
        "（1）",
        "附件：",
        "目录",
        "共",
        "其中",
        "件",
        "%",
        "％",
        "百分之",
        "年",
        "月",
        "日",
    ),
    *(
        "2023年2月30日",
        "2021年",
        "99999年",
        "0年",
        "二〇二三年",
        "〔2023〕0号",
        "［2023］",
        "截止",
        "××",
        "XX局",
        "的的",
        "一是",
        "二是",
    ),
    *(
        "收到申请",
        "办结",
        "复议",
        "诉讼",
        "维持",
        "结转",
        "总体情况",
        "主动公开",
        "总计",
        "合计",
        "13800138000",
        "110101199003077475",
    ),
)


def mutated_bytes(rng: Random, data: bytes) -> bytes:
    """A few changes to bytes: flipped, cut out, doubled, moved, overwritten, and signs put in."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        start, end = stretch(rng, len(changed))
        match rng.randrange(8):
            case 0:
                if changed:
                    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
            case 1:
                del changed[start:end]
            case 2:
                changed[end:end] = changed[start:end]
            case 3:
                piece = changed[start:end]
                del changed[start:end]
                at = rng.randrange(len(changed) + 1)
                changed[at:at] = piece
            case 4:
                changed[start:end] = rng.randbytes(end - start)
            case 5:
                changed[start:end] = bytes([rng.choice((0, 0x20, 0x7F, 0x80, 0xFF))]) * (end - start)
            case 6:
                changed[start:start] = encoded(rng.choice(SIGNS))
            case _:
                if rng.random() < 0.2:
                    del changed[start:]
                else:
                    changed[start : start + 4] = rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF)).to_bytes(4, "little")
    return bytes(changed[:LARGEST])


def mutated_text(rng: Random, text: str, words: Sequence[str] = SIGNS) -> str:
    """A few changes to characters, lines and figures; `words` are put in beside the signs."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 9))):
        text = rng.choice(_CHANGES)(rng, text, words)[:LARGEST]
    return text


def encoded(text: str) -> bytes:
    """Text as UTF-8, lone surrogates too."""
    return text.encode("utf-8", "surrogatepass")


def as_file(rng: Random, text: str) -> bytes:
    """Text as the bytes of a file, mostly UTF-8, now and then damaged."""
    match rng.randrange(12):
        case 0:
            data = text.encode("gb18030", "replace")
        case 1:
            data = text.encode(rng.choice(("utf-16", "utf-16-be", "utf-8-sig", "big5", "utf-32")), "replace")
        case _:
            data = encoded(text)
    return mutated_bytes(rng, data) if rng.random() < 0.1 else data


def stretch(rng: Random, length: int) -> tuple[int, int]:
    """Begin and end of a piece of something so long: mostly short, seldom all that follows."""
    start = rng.randrange(length + 1)
    return start, min(length, start + int(rng.paretovariate(0.7)))


def _inserted(rng: Random, text: str, words: Sequence[str]) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + _word(rng, words) + text[at:]


def _replaced(rng: Random, text: str, words: Sequence[str]) -> str:
    start, end = stretch(rng, len(text))
    return text[:start] + _word(rng, words) + text[end:]


def _repeated(rng: Random, text: str, words: Sequence[str]) -> str:
    start, end = stretch(rng, len(text))
    piece = text[start:end] if rng.random() < 0.5 else _word(rng, words)
    times = min(rng.choice(_REPEATS), LARGEST // (2 * max(1, len(piece))))
    return text[:start] + piece * times + text[start:]


def _cut(rng: Random, text: str, words: Sequence[str]) -> str:
    start, end = stretch(rng, len(text))
    return text[:start] + text[end:] if rng.random() < 0.9 else text[:start]


def _moved(rng: Random, text: str, words: Sequence[str]) -> str:
    start, end = stretch(rng, len(text))
    piece, text = text[start:end], text[:start] + text[end:]
    at = rng.randrange(len(text) + 1)
    return text[:at] + piece + text[at:]


def _figures(rng: Random, text: str, words: Sequence[str]) -> str:
    """Other figures in some places."""
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    for at in sorted(rng.sample(places, min(len(places), rng.choice((1, 2, 10)))), reverse=True):
        figure = rng.choice(("", "0", str(rng.randrange(10)), str(rng.randrange(10**9)), _word(rng, words)))
        text = text[:at] + figure + text[at + 1 :]
    return text


def _lines(rng: Random, text: str, words: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True)
    start, end = stretch(rng, len(lines))
    match rng.randrange(7):
        case 0:
            piece = lines[start:end]
            rng.shuffle(piece)
            lines[start:end] = piece
        case 1:
            piece = lines[start:end]
            times = min(rng.choice(_REPEATS), LARGEST // (2 * max(1, sum(map(len, piece)))))
            lines[end:end] = piece * times
        case 2:
            del lines[start:end]
        case 3:
            lines[start:end] = ["".join(line.rstrip("\r\n") for line in lines[start:end])]
        case 4:
            lines = [line.rstrip() + rng.choice(("", " ", "\n", "\t\n")) for line in lines]
        case 5:
            return rng.choice(("\r", "\r\n", "\n\n", "\u2028", " ")).join(text.splitlines())
        case _:
            rng.shuffle(lines)
    return "".join(lines)


def _word(rng: Random, words: Sequence[str]) -> str:
    return rng.choice(words if rng.random() < 0.5 else SIGNS)


_CHANGES: tuple[Callable[[Random, str, Sequence[str]], str], ...] = (
    *(_inserted, _inserted, _replaced, _replaced, _repeated, _cut, _moved, _figures, _lines, _lines),
)
