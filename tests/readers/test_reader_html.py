"""HTML pages: what a browser would show, as paragraphs, grids and pictures with their places."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model.document import Document, Grid, Paragraph, Picture
from linter.readers import html_tokens
from linter.readers.html_tags import END, START
from linter.readers.html_tokens import tokens
from tests.readers.reader_samples import assert_sound, at, cells, grids, paragraphs, read_as, survive


def html(source: str) -> Document:
    document = read_as("html", source)
    assert_sound(document)
    return document


def asides(document: Document) -> list[str]:
    return [block.text.text for block in document.blocks if isinstance(block, Paragraph) and block.aside]


def shown(document: Document) -> list[str]:
    return [block.text.text for block in document.blocks if isinstance(block, Paragraph) and not block.aside]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<p>甲<p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<P ALIGN=center>甲<BR>乙<br/>丙</P>", ["甲", "乙", "丙"]),
        ("<p><span><b>甲</b></span>乙<font color=red>丙</font></p>", ["甲乙丙"]),
        ("<span><p>甲</span>乙</p>丙", ["甲乙", "丙"]),
        ("<p> \n 甲 \t\r\n 乙 </p>", ["甲 乙"]),
        ("<p>甲 <b> 乙</b> </p>", ["甲 乙"]),
        ("<p>\u3000\u3000甲\u3000乙&nbsp;丙&nbsp;</p>", ["甲\u3000乙\u00a0丙"]),
        ("<ul><li>甲<li>乙</ul>丙", ["甲", "乙", "丙"]),
        ("甲</p></div></span>乙", ["甲", "乙"]),
        ("<p>甲<o:p></o:p><o:p>&nbsp;</o:p></p>", ["甲"]),
        ("<p>甲<!-- 注 <p> -->乙<!--[if gte mso 9]><p>丙</p><![endif]-->丁</p>", ["甲乙丁"]),
        ("<p><![if !supportLists]>1.<![endif]>甲<?xml:namespace prefix=o />乙</p>", ["1.甲乙"]),
        ("<p>甲<![CDATA[x]]>乙</p>", ["甲乙"]),
        ("<p>甲<!---->乙<!-->丙<!--->丁--!></p>", ["甲乙丙丁--!>"]),
        ("<p>3<5，a<b</p>", ["3<5，a"]),
        ("<p>甲</p><p class='x", ["甲"]),
        ("<p>甲</p><!-- 没有结束 <p>乙</p>", ["甲"]),
        ("<p title='a>b' data-x=\"<p>\" y=1>甲</p>", ["甲"]),
        ("<p title=a\"b>甲</p><p x = 'y' z=>乙</p>", ["甲", "乙"]),
        ("<pre>甲\n乙  丙\n\n<b>丁</b>戊</pre>", ["甲", "乙 丙", "丁戊"]),
        ("<p>甲</p>\n|\n", ["甲", "|"]),
    ],
)
def test_paragraphs(source: str, texts: list[str]) -> None:
    assert paragraphs(html(source)) == texts


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("&amp;", "&"),
        ("&lt;p&gt;", "<p>"),
        ("&ldquo;", "“"),
        ("&middot;", "·"),
        ("&#20108;", "二"),
        ("&#x4E8C;", "二"),
        ("&#150;", "–"),
        ("&#0;", "\ufffd"),
        ("&#99999999999999999999;", "\ufffd"),
        ("&copy", "©"),
        ("&copy2021", "©2021"),
        ("&notit;", "¬it;"),
        ("&unknown;", "&unknown;"),
        ("AT&T", "AT&T"),
        ("&", "&"),
        ("&#;", "&#;"),
        ("&NotEqualTilde;", "≂̸"),
    ],
)
def test_character_references(reference: str, text: str) -> None:
    assert paragraphs(html(f"<p>甲{reference}乙</p>")) == [f"甲{text}乙"]


def test_places_are_of_the_source() -> None:
    document = html("<p>\n  甲&ldquo;乙&rdquo;\r\n  <b>丙</b>丁</p>")
    (paragraph,) = (block for block in document.blocks if isinstance(block, Paragraph))
    assert paragraph.text.text == "甲“乙” 丙丁"
    pieces = [at(document, paragraph.text[i : i + 1]) for i in range(len(paragraph.text))]
    assert pieces == ["甲", "&ldquo;", "乙", "&rdquo;", "\r", "丙", "丁"]
    assert document.position(paragraph.text.starts[0]) == (2, 3)
    assert document.position(paragraph.text.starts[5]) == (3, 6)


def test_headings() -> None:
    document = html("<h1>某局<br>报告</h1><p>甲</p><H3><p>一、</p></H3>乙<h2>丙<table><tr><td>1<td>2</table>丁")
    levels = [(block.heading, block.text.text) for block in document.blocks if isinstance(block, Paragraph)]
    assert levels == [(1, "某局"), (1, "报告"), (0, "甲"), (3, "一、"), (0, "乙"), (2, "丙"), (0, "丁")]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="PubDate" content="2023-01-18 09:00">', "2023-01-18 09:00"),
        ("<META NAME=pubdate CONTENT=2023-01-18/><meta name=PubDate content=2024-01-01>", "2023-01-18/"),
        ("<meta name=PubDate content=''>", None),
        ("<meta name=ContentSource content=某局>", None),
        ("", None),
    ],
)
def test_when_the_page_was_published(head: str, published: str | None) -> None:
    document = html(f"<html><head>{head}</head><body><p>正文</p></body></html>")
    found = document.published
    assert (found and found.text) == published
    if found is not None:
        span = found.span()
        assert document.source[span.start : span.end] == published


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>某局 2021年&ldquo;年报&rdquo;\n</title>", "某局 2021年“年报”"),
        ("<title>网站</title><meta name=ArticleTitle content='某局年报'>", "某局年报"),
        ("<META NAME='articletitle' CONTENT=\"某局&nbsp;年报\"/><title>网站</title>", "某局\u00a0年报"),
        ("<meta name=ArticleTitle content=''><title>网站</title>", "网站"),
        ("<title>甲<b>乙</title><title>丙</title>", "甲<b>乙"),
        ("<title> </title>", None),
        ("", None),
        ("<svg><title>图标</title></svg>", None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    document = html(f"<html><head>{head}</head><body><p>正文</p></body></html>")
    assert (document.title.text if document.title else None) == title
    assert paragraphs(document) == ["正文"]


@pytest.mark.parametrize(
    "skipped",
    [
        "<script>if (a<b) document.write('<p>脚本</p>')</script>",
        "<SCRIPT type=x>脚本</script >",
        "<style>p{}</style>",
        "<noscript><p>请打开脚本</p></noscript>",
        "<template><table><tr><td>模板</table></template>",
        "<textarea><p>输入</textarea>",
        "<select><option>甲<option selected>乙</select>",
        "<iframe src=x>框</iframe>",
        "<svg><text>图</text></svg>",
    ],
)
def test_what_is_not_shown(skipped: str) -> None:
    assert paragraphs(html(f"<p>前</p>{skipped}<p>后</p>")) == ["前", "后"]


@pytest.mark.parametrize("opened", ["<select><option>", "<svg><g>"])
def test_an_unclosed_list_of_choices_does_not_swallow_the_page(opened: str) -> None:
    assert paragraphs(html(f"{opened}甲<p>正文</p>")) == ["正文"]


@pytest.mark.parametrize(
    "aside",
    [
        "<nav>{}</nav>",
        "<footer><div>{}</div></footer>",
        "<aside><p>{}</aside>",
        "<div hidden>{}</div>",
        "<div hidden><div></div><p></p>{}</div>",
        "<p style='color:red; DISPLAY : None'>{}",
        "<p><span style='display:none'>{}</span></p>",
        "<p><span hidden><span>x</span>{}</span></p>",
        "<div><span hidden>{}</div>",
        "<ul><li hidden>{}<li>甲</ul>",
        "<nav><ul><li>{}</nav>",
        "<nav><table><tr><td>{}<td>2</table></nav>",
        "<table><tr><td>1<td>2<tr hidden><td>{}<td>4</table>",
        "<table><tr><td>1<td>2<td hidden>{}</table>",
        "<table><tr><td>1<td>2<p hidden>{}</table>",
    ],
)
def test_what_the_page_sets_apart(aside: str) -> None:
    document = html("<p>前</p>" + aside.format("菜单") + "<p>后</p>")
    assert "菜单" in asides(document)
    assert "菜单" not in [cell.text.text for cell in cells(document)]
    assert shown(document)[0] == "前"
    assert shown(document)[-1] == "后"


def test_a_cell_ends_what_is_left_open_in_it() -> None:
    document = html("<table><tr><td>1<div hidden>甲<td>2</table><table><tr><td><h2>乙<tr><td>丙</table>")
    assert grids(document) == [[["1", "2"]]]
    assert asides(document) == ["甲"]
    levels = [(block.heading, block.text.text) for block in document.blocks if isinstance(block, Paragraph)]
    assert levels == [(0, "甲"), (2, "乙"), (0, "丙")]


def test_the_value_of_an_attribute_hides_nothing() -> None:
    document = html("<p class=hidden>甲<input type=hidden></p><p title='hidden' style='border:none'>乙</p>")
    assert shown(document) == ["甲", "乙"]


def _columns(sheet: str, cell: str) -> list[list[str]]:
    return grids(html(f"<style>{sheet}</style><table><tr><td>甲<td>1<{cell}>9<tr><td>乙<td>2<{cell}>9</table>"))[0]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (".code{display:none}", "td class=code"),
        ("p{color:red} .x, TABLE td.code { color:red; DISPLAY : none ; }", "td class='a code'"),
        ("<!-- /* .code{display:block} */ .code{display:block;display:none!important} -->", "th class=code"),
        (".a{display:none}.b{x:y}.a{display:block}.b{display:none}", "td class=b"),
    ],
)
def test_a_cell_that_the_pages_own_style_sheet_hides(sheet: str, cell: str) -> None:
    assert [row[:2] for row in _columns(sheet, cell)] == [["甲", "1"], ["乙", "2"]]
    assert "9" not in [text for row in _columns(sheet, cell) for text in row]


@pytest.mark.parametrize(
    "sheet",
    [
        ".code{display:none}.code{display:table-cell}",
        "@media print{.code{display:none}}",
        "@media (max-width:600px){p{color:red} .code{display:none} p{color:red}}",
        ".tab .code{display:none}",
        ".code:hover{display:none} .code.code2{display:none} tr.code{display:none} #code{display:none}",
        "/* .code{display:none} */ code{display:none} .code{-x-display:none}",
        ".code{display:none",
    ],
)
def test_a_cell_that_a_style_sheet_shows(sheet: str) -> None:
    assert _columns(sheet, "td class=code") == [["甲", "1", "9"], ["乙", "2", "9"]]


def test_a_style_sheet_hides_rows_and_nothing_but_tables() -> None:
    document = html(
        "<style>.tpl{display:none}</style><p class=tpl>一、总体情况</p>"
        "<table><tr class=tpl><td>9<td>9<tr><td>甲<td>1<tbody class=tpl><tr><td>9<td>9</table>"
    )
    assert shown(document) == ["一、总体情况"]
    assert [row for row in grids(document)[0] if any(row)] == [["甲", "1"]]


def test_pictures() -> None:
    document = html(
        "<p>前<img src=a.png alt='表三 &amp; 四'>后</p>"
        "<img width=20 height=20><img width='16px'><img width=100%>"
        "<nav><img src=logo.png></nav><table><tr><td>1<td><img src=b.png></table>"
    )
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert [picture.alt for picture in pictures] == ["表三 & 四", "", ""]
    assert document.source[pictures[1].span.start : pictures[1].span.end] == "<img width=100%>"
    assert document.source[pictures[2].span.start : pictures[2].span.end] == "<img src=b.png>"
    assert paragraphs(document) == ["前后"]


def test_a_grid() -> None:
    document = html(
        "<table border=1><caption>表一</caption>"
        "<thead><tr><th>信息 内容</th><th><p>制发</p>\n<p>件数</p></th></tr></thead>"
        "<tbody><tr><td><span>规</span>章<td>\n12<br>件<td></tbody></table>"
    )
    assert grids(document) == [[["信息 内容", "制发件数"], ["规章", "12件", ""]]]
    assert paragraphs(document) == ["表一"]
    blank = cells(document)[4]
    assert blank.span == (document.source.index("</tbody>"),) * 2


def test_spans() -> None:
    document = html(
        "<table><tr><td rowspan=3 colspan=2>甲<td colspan='3'>乙<td rowspan=0>丙"
        "<tr><td rowspan=2>丁<td>戊<td>己<tr><td>庚<td>辛</table>"
    )
    places = {cell.text.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells(document)}
    assert places == {
        "甲": (1, 1, 3, 2),
        "乙": (1, 3, 1, 3),
        "丙": (1, 6, 3, 1),
        "丁": (2, 3, 2, 1),
        "戊": (2, 4, 1, 1),
        "己": (2, 5, 1, 1),
        "庚": (3, 4, 1, 1),
        "辛": (3, 5, 1, 1),
    }


def test_a_span_does_not_leave_its_part_of_the_table() -> None:
    document = html("<table><thead><tr><td rowspan=9>甲<td>乙</thead><tbody><tr><td>丙<td>丁</table>")
    assert [(cell.text.text, cell.row, cell.column, cell.row_span) for cell in cells(document)] == [
        ("甲", 1, 1, 1),
        ("乙", 1, 2, 1),
        ("丙", 2, 1, 1),
        ("丁", 2, 2, 1),
    ]


@pytest.mark.parametrize("span", ["999999999999", "1e9", "-3", "x", "", "2.5"])
def test_wild_spans_are_bounded(span: str) -> None:
    document = html(f"<table><tr><td rowspan='{span}' colspan='{span}'>甲<td>乙<tr><td>丙<td>丁</table>")
    assert all(1 <= cell.row_span <= 2 and 1 <= cell.column_span <= 1000 for cell in cells(document))
    assert [cell.text.text for cell in cells(document)] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>前<td><table><tr><td>1<td>2</table><p>后</table>",  # around another table
        "<table><tr><td>前<tr><td>后</table><table><tr><td>1<td>2</table>",  # one column
        f"<table><tr><td>前<td>{'长' * 201}</table><table><tr><td>1<td>2</table>后",  # running text
        "<table><tr>" + "<td>前" * 300 + "</table>后<table><tr><td>1<td>2</table>",  # wider than any form
    ],
)
def test_a_table_that_lays_out_the_page_is_none(source: str) -> None:
    document = html(source)
    assert grids(document) == [[["1", "2"]]]
    assert paragraphs(document)[0] == "前"
    assert "后" in paragraphs(document)


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        (
            "<table><tr><td>甲<td><table><tr><td>1</table><tr><td>乙<td><table><tr><td></table></table>",
            [["甲", "1"], ["乙", ""]],
        ),
        (
            "<table><tr><td><table><tr><td><table><tr><td><p>甲<p>乙</table></table><td>1<tr><td>丙<td>2</table>",
            [["甲乙", "1"], ["丙", "2"]],
        ),
        ("<table><tr><td>甲<td><table><tr><td>1</table>2<tr><td>乙<td>3</table>", [["甲", "12"], ["乙", "3"]]),
    ],
)
def test_a_table_of_one_cell_is_a_frame_around_what_is_in_it(source: str, rows: list[list[str]]) -> None:
    assert grids(html(source)) == [rows]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td><table><tr><td>前</table><td><table><tr><td>后</table></table>",  # a page in frames
        "<table><tr><td>前<td><table><tr><td>1<td>2</table><tr><td>3<td>后</table>",
        f"<table><tr><td>前<td><table><tr><td>{'<p>中' * 21}</table><tr><td>3<td>后</table>",
    ],
)
def test_a_page_in_frames_is_no_table(source: str) -> None:
    assert {"前", "后"} <= set(paragraphs(html(source)))


def test_nested_layout_keeps_the_order() -> None:
    document = html(
        "<table><tr><td>一<table><tr><td>1<td>2</table>二<td><table><tr><td><table><tr><td>3<td>4</table></table>"
        "<h2>三</h2></table>四<table><tr><td>5<td>6</table>"
    )
    told = [
        block.text.text if isinstance(block, Paragraph) else block.rows[0][0].text.text
        for block in document.blocks
        if isinstance(block, Paragraph | Grid)
    ]
    assert told == ["一", "1", "二", "3", "三", "四", "5"]
    assert [block.number for block in document.blocks if isinstance(block, Grid)] == [1, 2, 3]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td>甲<td>1<tr><td>乙<td>2",
        "<table><td>甲<td>1<tr><td>乙<td>2</table>",
        "<table><tbody><tr><td>甲</div></p></td><td>1</b></td></tr><tr><td>乙</td><td>2</td></tr></tbody></table>",
        "<table><form><tr><td>甲</td><td>1</td></tr></form><tr><td>乙</td><td>2</td></tr></table>",
        "<table><tr><td><p>甲<td><p>1<tr><td><div>乙<td><b>2</table>",
        "<table><colgroup><col><col></colgroup><tr><th>甲<td>1</tr></tr><tr><th>乙<td>2</table></table>",
        "<TABLE><TR><TD ROWSPAN=1>甲<TD>1<TR><TD>乙<TD>2</TABLE>",
    ],
)
def test_lost_tags_in_tables(source: str) -> None:
    document = html(source)
    assert grids(document) == [[["甲", "1"], ["乙", "2"]]]
    assert paragraphs(document) == []


def test_table_parts_outside_a_table() -> None:
    assert paragraphs(html("甲<td>乙</td></table><tr>丙")) == ["甲", "乙", "丙"]


# The tokenizer against the standard library's, on pages where both must agree

NAME = st.sampled_from(["p", "div", "TD", "o:p", "h1", "br", "unknown-x"])
VALUE = st.text(st.sampled_from("ab 甲<>/=;&nbsp"), max_size=8)
ATTRIBUTE = st.tuples(st.sampled_from(["a", "ID", "data-x"]), VALUE, st.sampled_from("'\""))
WRITTEN = st.one_of(
    st.text(st.sampled_from("甲乙 \n&;12"), min_size=1, max_size=6),
    NAME.map("</{}>".format),
    st.just("<!-- 注 < > -->"),
    st.tuples(NAME, st.lists(ATTRIBUTE, max_size=3, unique_by=lambda attribute: attribute[0])).map(
        lambda tag: "<" + tag[0] + "".join(f" {name}={quote}{value}{quote}" for name, value, quote in tag[1]) + ">"
    ),
)


class Library(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[object, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((START, tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((END, tag))


@given(st.lists(WRITTEN, max_size=20).map("".join))
def test_tags_are_those_that_the_standard_library_finds(source: str) -> None:
    library = Library()
    library.feed(source)
    library.close()
    found: list[tuple[object, ...]] = []
    for tag, *_ in tokens(source):
        if tag.kind == START:
            found.append((START, tag.name, tag.attributes()))
        elif tag.kind == END:
            found.append((END, tag.name))
    assert found == library.found


@given(st.lists(WRITTEN, max_size=20).map("".join))
def test_tokens_cover_the_source_in_order(source: str) -> None:
    last = 0
    for _, start, end, text in tokens(source):
        assert last == start <= end <= len(source)
        assert "<" not in text[1:]
        assert source.startswith(text, end)
        last = end + len(text)
    assert last == len(source)


@given(st.lists(st.one_of(WRITTEN, st.sampled_from(["<", "<5", "<a b='", "<title>", "</title>", "<!-"])), max_size=20))
def test_tokens_are_the_same_wherever_the_source_is_cut(pieces: list[str]) -> None:
    source = "".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(html_tokens, "_WINDOW", 8)
        cut = [(tag.kind, tag.name, start, end, text) for tag, start, end, text in tokens(source)]
    assert cut == [(tag.kind, tag.name, start, end, text) for tag, start, end, text in tokens(source)]


# Spans against the table algorithm of the standard, slot by slot

SPANNED = st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=5), min_size=1, max_size=6)


@given(SPANNED)
def test_columns_are_those_of_the_standard(table: list[list[tuple[int, int]]]) -> None:
    taken: set[tuple[int, int]] = set()
    expected = []
    for row, written in enumerate(table):
        column = 0
        for rows, columns in written:
            while (row, column) in taken:
                column += 1
            rows = min(rows, len(table) - row)
            taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
            expected.append((row + 1, column + 1, rows, columns))
            column += columns
    if not any(column > 1 for _, column, _, _ in expected):
        return
    source = "".join(
        "<tr>" + "".join(f"<td rowspan={rows} colspan={columns}>字" for rows, columns in row) for row in table
    )
    found = [
        (cell.row, cell.column, cell.row_span, cell.column_span) for cell in cells(html(f"<table>{source}</table>"))
    ]
    assert found == expected


FRAGMENT = st.sampled_from(
    [
        *("甲", "总计", " ", "\n", "12", "&nbsp;", "&ldquo;", "&copy", "&#20108;", "&", "<", ">", '"'),
        *("'", "=", "<p>", "</p>", "<br>", "<span>", "</span>", "<div hidden>", "<div>", "</div>"),
        *("<span style='display:none'>", "<nav>", "</nav>", "<table>", "</table>", "<tr>", "</tr>"),
        *("<tr hidden>", "<td>", "<td rowspan=2>", "<td colspan=3>", "</td>", "<th>", "<tbody>"),
        *("</tbody>", "<caption>", "<h2>", "</h2>", "<li>", "<ul>", "</ul>", "<pre>", "</pre>", "<!--"),
        *("-->", "<!", "<script>", "</script>", "<title>", "</title>", "<select>", "</select>"),
        *("<svg>", "<template>", "</template>", "<img src=a>", "<a href='", "<td ", "</", "<?x>"),
        *("<![CDATA[", "]]>", "\u3000", "<p hidden>"),
    ]
)


@given(st.lists(FRAGMENT, max_size=50))
def test_every_character_is_in_its_place(pieces: list[str]) -> None:
    document = survive("".join(pieces), "html")
    if document:
        assert_sound(document)


@given(st.text(max_size=200))
def test_any_text_is_survived(source: str) -> None:
    document = survive(source, "html")
    if document:
        assert_sound(document)


def test_what_is_kept_of_tags_is_bounded_in_number_and_length() -> None:
    kept = html_tokens._kept
    kept.cache_clear()
    assert shown(html(f'<p class="{"a" * 4096}" hidden>一')) == []
    assert kept.cache_info().currsize == 0
    assert shown(html("".join(f'<p class="number{number}">一</p>' for number in range(600)))) == ["一"] * 600
    assert kept.cache_info().currsize == kept.cache_info().maxsize == 512


@pytest.mark.parametrize("mark", ["1<2", "1<2<3"])
def test_what_is_raised_is_no_mark_of_a_note_where_a_sign_in_it_looks_like_a_tag(mark: str) -> None:
    assert paragraphs(html(f"<p>甲<sup>{mark}</sup></p>")) == [f"甲{mark}"]


@pytest.mark.parametrize(
    ("source", "unseen"),
    [
        ("<a href='一'>甲</a>", ["一"]),
        ("<A HREF=一 title=\"二\">甲</A>三 alt='四'", ["一", "二", "四"]),
        ("甲<!-- <a href='一'> -->乙<script>x.title = '二'</script><![if alt=三]><a href='四", ["一", "二", "三]"]),
        ("<meta name=x content='一'><input content='二'>", ["一"]),
        ("href='一'<p>甲</p>", ["一"]),
        ("<a data-href='一' xtitle='二' alt=三>甲</a>", ["一", "三"]),
    ],
)
def test_what_is_not_shown_is_found_wherever_it_stands(source: str, unseen: list[str]) -> None:
    document = html(f"<p>字</p>{source}")
    assert [one.chars.text for one in document.unseen] == unseen
    assert [at(document, one.chars) for one in document.unseen] == unseen
