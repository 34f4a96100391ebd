"""Fixes change text and nothing else: random markup round words with mistakes, read by parsers that are not ours."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from linter.checks.registry import shipped
from linter.engine.fixing import Work, fix_bytes
from linter.engine.job import Job
from linter.engine.lint import Options, lint_source, parse_source
from linter.engine.rule_examples import FILES
from linter.model.diagnostics import Edit

pytestmark = pytest.mark.whole

WORK = Work(Job(shipped(), Options()))
TITLE = "云溪县水利局2024年政府信息公开工作年度报告"
SLOW = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

# What a safe fix changes, and what it makes of it.
WORDS = {
    "帐户管理有序": "账户管理有序",
    "建立台帐": "建立台账",
    "截止2024年底公开3条": "截至2024年底公开3条",
    "目前己在网站公开": "目前已在网站公开",
    "研究布署工作": "研究部署工作",
    "高度重视,认真落实": "高度重视，认真落实",
    "公开信息(含解读)若干": "公开信息（含解读）若干",
    "认真清理;做好审查!": "认真清理；做好审查！",
    "依据云政发[2021]30号文件": "依据云政发〔2021〕30号文件",
    '做好"一网通办"工作': "做好“一网通办”工作",
    "认真清理. 做好审查": "认真清理。 做好审查",
    "依法⾏政审批": "依法行政审批",
    "办理答复及时": "办理答复及时",
}
# What stays, although it holds what is a mistake in a text.
NAMES = [
    "https://www.yunxi.gov.cn/公开,目录.html",
    "http://www.yunxi.gov.cn/帐户(新)/?栏目=公开;目录",
    "www.yunxi.gov.cn/公开,目录/台帐.htm",
    "yunxi.gov.cn/公开,目录",
    "ftp://10.1.2.3/台帐,二",
    "10.1.2.3:8080/公开,目录",
    "台帐@yunxi.gov.cn",
    "附件,台帐(终稿).docx",
    "帐户.XLSX",
    r"C:\公开,目录\台帐",
    r"D:\台帐.txt",
    "/公开,目录/台帐",
    "../台帐/公开,目录",
]

word = st.sampled_from(sorted(WORDS))
name = st.sampled_from(NAMES)


def report(paragraphs: list[str], format: str) -> str:
    if format == "html":
        body = "\n".join(paragraphs)
        return (
            f'<html><head><title>{TITLE},台帐</title><meta name="keywords" content="公开,台帐"></head><body>\n'
            f"<h1>{TITLE}</h1>\n<h2>一、总体情况</h2>\n{body}\n<p>一切正常。</p></body></html>"
        )
    mark = "#" if format == "markdown" else ""
    text = "\n\n".join(paragraphs) if format == "markdown" else "\n".join(paragraphs)
    return f"{mark} {TITLE}\n\n{mark * 2} 一、总体情况\n\n{text}\n\n一切正常。\n".replace("\n ", "\n").lstrip()


def fixes_of(source: str, format: str) -> list[tuple[Edit, ...]]:
    found = lint_source(source, path=FILES[format], format=format).diagnostics
    return [diagnostic.fix.edits for diagnostic in found if diagnostic.fix]


def fixed(source: str, format: str) -> str:
    made = fix_bytes(FILES[format], source.encode(), WORK)
    assert made.problem is None
    again = fix_bytes(FILES[format], made.data, WORK)
    assert (again.data, dict(again.counts)) == (made.data, {})
    return made.data.decode()


def same_figures(before: str, after: str, format: str) -> None:
    assert re.findall(r"\d+", before) == re.findall(r"\d+", after)
    first, second = (parse_source(text, FILES[format], format).tables for text in (before, after))
    assert {name: table.values for name, table in first.items()} == {n: table.values for n, table in second.items()}


def same_but_for_letters(before: str, after: str, names: list[str]) -> None:
    """No sign comes or goes, and what is changed is changed to what the words become."""
    allowed = {(old, new) for key, value in WORDS.items() for old, new in zip(key, value, strict=True)}
    assert len(before) == len(after)
    assert {(old, new) for old, new in zip(before, after, strict=True) if old != new} <= allowed
    for one in names:
        assert after.count(one) >= before.count(one) > 0, one


# --- HTML ---

CODE = {"code", "pre", "kbd", "samp", "script", "style", "textarea", "title"}


class Page(HTMLParser):
    """What is not text, in order, and the places of the letters that are."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.seen: list[Any] = []
        self.text: set[int] = set()
        self._lines = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
        self._code: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, attrs, self.get_starttag_text()))
        if tag in CODE:
            self._code.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("/", tag))
        if tag in self._code:
            self._code.remove(tag)

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.seen.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.seen.append(("instruction", data))

    def handle_entityref(self, name: str) -> None:
        self.seen.append(("entity", name))

    def handle_charref(self, name: str) -> None:
        self.seen.append(("reference", name))

    def handle_data(self, data: str) -> None:
        if self._code:
            self.seen.append(("code", data))
            return
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        self.text.update(range(start, start + len(data)))


WITHIN = st.sampled_from(
    ["<!-- 帐户,台帐 -->", "<wbr>", '<img src="台帐,二.png" alt="公开,台帐" width="1">', "\n", " ", "<br>", "&#8203;"]
)
AROUND = st.sampled_from(
    [
        ("<b>", "</b>"),
        ("<span title=\"帐户,(二)\" class='台帐'>", "</span>"),
        ('<a href="https://x.cn/公开,目录?a=1&b=台帐" title=公开,目录>', "</a>"),
        ("<em data-x='a>台帐,b'>", "</em>"),
        ("<FONT\n COLOR=red\tface='帐户,'>", "</FONT>"),
    ]
)
BESIDE = st.sampled_from(
    [
        *("<code>台帐,二</code>", "<kbd>公开,台帐</kbd>", "<samp>帐户(二)</samp>", "<textarea>公开,台帐</textarea>"),
        *("<script>var 台帐 = '公开,目录';</script>", "<!--[if IE]>台帐,二<![endif]-->", "<?php 台帐,二 ?>"),
        *("<style>.台帐,.帐户{}</style>", "&nbsp;&ldquo;", "&amp;台帐&#20844;", "<input value='公开,台帐'>"),
        *("<code>台<b>帐</b>,二</code>", "<pre>公开,台帐\n帐户</pre>", "<svg><text>台帐,二</text></svg>", "&copy公开"),
    ]
)


def with_marks(draw: st.DrawFn, text: str, around: st.SearchStrategy[Any], within: st.SearchStrategy[str]) -> str:
    pieces = list(text)
    for _ in range(draw(st.integers(0, 2))):
        begin = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(begin, len(text) - 1))
        if any(len(piece) > 1 for piece in pieces[begin : end + 1]):
            continue  # no two overlap
        first, last = draw(around)
        whole = "".join(pieces[begin : end + 1])
        pieces[begin : end + 1] = [f"{first}{whole}{last}", *[""] * (end - begin)]
    if draw(st.booleans()):
        pieces.insert(draw(st.integers(0, len(pieces))), draw(within))
    return "".join(pieces)


@st.composite
def paragraphs(draw: st.DrawFn, format: str) -> tuple[list[str], list[str]]:
    """Paragraphs of words with mistakes, names and code; and the names."""
    around, within, beside = {
        "html": (AROUND, WITHIN, BESIDE),
        "markdown": (MD_AROUND, MD_WITHIN, MD_BESIDE),
        "text": (st.just(("", "")), st.sampled_from(["", " ", "\u3000", "\u200b"]), st.just("")),
    }[format]
    drawn: list[str] = []
    names: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        pieces: list[str] = []
        for _ in range(draw(st.integers(1, 5))):
            kind = draw(st.integers(0, 6))
            if kind == 0:
                names.append(draw(name))
                pieces.append(f"：{names[-1]}，")
            elif kind == 1:
                pieces.append(draw(beside))
            else:
                pieces.append(with_marks(draw, draw(word), around, within))
            pieces.append(draw(st.sampled_from(["。", "，", "、", ""])))
        text = "".join(pieces)
        drawn.append(draw(st.sampled_from(HTML_BLOCKS)).format(text) if format == "html" else text)
    return drawn, names


HTML_BLOCKS = ["<p>{}</p>", "<div class='公开,台帐'>{}</div>", "<ul><li>{}</ul>", "<table><tr><td>{}</td></tr></table>"]


@SLOW
@given(st.data())
def test_of_a_page_only_the_text_is_changed(data: st.DataObject) -> None:
    drawn, names = data.draw(paragraphs("html"))
    source = report(drawn, "html")
    before = Page(source)
    for edit in (edit for edits in fixes_of(source, "html") for edit in edits):
        assert edit.start < edit.end
        assert before.text.issuperset(range(edit.start, edit.end)), (source[edit.start : edit.end], edit)
    after = fixed(source, "html")
    assert Page(after).seen == before.seen
    same_but_for_letters(source, after, names)
    same_figures(source, after, "html")


# --- Markdown ---

MD_AROUND = st.sampled_from(
    [
        ("**", "**"),
        ("*", "*"),
        ("***", "***"),
        ("_", "_"),
        ("~~", "~~"),
        ("[", "](https://x.cn/公开,目录)"),
        ("[", '](台帐,二.html "公开,(台帐)")'),
        ("[", "](<公开,目录 台帐>)"),
        ("[", "](台帐(二(三,四)),五 '台帐,二')"),
        ("[", "][台帐]"),
        ("<b>", "</b>"),
        ('<span title="帐户>,(二)">', "</span>"),
        ("<span\ntitle='帐户,二'>", "</span>"),
        (r"\*", r"\*"),
        ("“", "”"),
    ]
)
MD_WITHIN = st.sampled_from(["<!-- 台帐,二 -->", "\n", " ", "![台帐,二](台帐,二.png)", "&#8203;", "[^台帐,二]", "**"])
MD_BESIDE = st.sampled_from(
    [
        *("`台帐,二`", "``公开,`台帐``", "<https://x.cn/公开,台帐>", "见图![台帐](公开,二.png)", "[帐户]", "[台帐][]"),
        *(
            "公开![台帐,二][台帐]",
            "<code>台帐,二</code>",
            "[^公开,台帐]",
            "&nbsp;&#20844;",
            "<!-- 台帐,二 -->",
            "[公开,目录]",
        ),
        *("\n```\n台帐,二\n```\n", "\n~~~ 台帐\n公开,目录\n~~~\n", "\n\n    台帐,公开\n\n", "\n\n\t台帐,公开\n\n"),
        *("\n\n[台帐]: https://x.cn/公开,目录 '台帐,二'\n\n", "\n\n[帐户]:\n  台帐,二\n  '公开,台帐'\n\n"),
        *("\n\n[公开,目录]: <台帐 二>\n\n", "\n\n[^公开,台帐]: 公开\n\n", "\n\n<script>\n台帐,二\n\n台帐</script>\n\n"),
        *(
            "\n\n<div title='台帐,\n公开,二'>\n\n",
            "\n\n<pre>\n公开,台帐\n\n帐户</pre>\n\n",
            "\n\n- 公开\n\n      台帐,二\n\n",
        ),
        *(
            "\n\n> ```\n> 台帐,二\n> ```\n\n",
            "\n\n3. 公开\n\n",
            "[公开](台帐,二",
            "公开](台帐,二)",
            r"\[2021\]号",
            "\n\n---\n\n",
        ),
    ]
)
FRONT = ["", "---\ntitle: 公开,台帐\n帐户: 1\n---\n\n", "+++\ntitle = '公开,台帐'\n+++\n\n", "---\n帐户: 1\n...\n\n"]
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def structure(source: str) -> list[Any]:
    """All that is no text: the kinds of things, their attributes, code, HTML."""

    def walk(tokens: Any) -> Iterator[Any]:
        for token in tokens:
            if token.type == "inline":
                yield from walk(token.children)
            elif token.type == "html_block":
                yield Page(token.content).seen
            elif token.type != "text":
                within = list(walk(token.children or [])), [child.content for child in token.children or []]
                yield token.type, token.tag, dict(token.attrs), token.info, token.content, token.markup, within
            elif token.content:
                yield "text"

    return list(walk(PARSER.parse(source)))


@SLOW
@given(st.data(), st.sampled_from(FRONT), st.sampled_from(["\n", "\r\n", "\r"]))
def test_of_a_markdown_text_only_the_text_is_changed(data: st.DataObject, front: str, newline: str) -> None:
    drawn, names = data.draw(paragraphs("markdown"))
    source = (front + report(drawn, "markdown")).replace("\n", newline)
    before = structure(source)
    for edits in fixes_of(source, "markdown"):
        made = another = source
        for start, end, text in sorted(edits, reverse=True):
            other = "".join(
                "字" if sign.isalnum() else "、" for sign in source[start:end]
            )  # whatever stood there instead
            made = made[:start] + text + made[end:]
            another = another[:start] + other + another[end:]
        assert structure(made) == before
        assert structure(another) == before
    after = fixed(source, "markdown")
    assert structure(after) == before
    assert after.startswith(front.replace("\n", newline))
    same_but_for_letters(source, after, names)
    same_figures(source, after, "markdown")


# --- text, and what surrounds it in bytes ---


@SLOW
@given(st.data(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_of_a_plain_text_names_stay(data: st.DataObject, newline: str) -> None:
    drawn, names = data.draw(paragraphs("text"))
    source = report(drawn, "text").replace("\n", newline)
    after = fixed(source, "text")
    same_but_for_letters(source, after, names)
    same_figures(source, after, "text")


ENCODINGS = [
    *((b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "gb18030")),
    *((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
]


@settings(SLOW, max_examples=60)
@given(
    st.data(),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["markdown", "text", "html"]),
    st.sampled_from(["", "\t", "\u3000", "\u200b", "\x0c", " \t"]),
)
def test_bytes_beside_the_edits_stay(
    data: st.DataObject, encoding: tuple[bytes, str], newline: str, format: str, blank: str
) -> None:
    drawn, _ = data.draw(paragraphs(format))
    mark, codec = encoding
    source = report([blank + one + blank for one in drawn], format).replace("\n", newline)
    before = mark + source.encode(codec)
    made = fix_bytes(FILES[format], before, WORK)
    assume(made.problem is None)
    assert made.data.startswith(mark)
    after = made.data[len(mark) :].decode(codec)
    assert made.data == mark + after.encode(codec)
    same_but_for_letters(source, after, [])
    assert fix_bytes(FILES[format], made.data, WORK).data == made.data
