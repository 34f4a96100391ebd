"""What an edit may touch and what it may not, sign by sign."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source
from linter.engine.rule_examples import FILES
from linter.model.diagnostics import Edit
from linter.readers import read
from linter.readers.editable import Editable
from linter.readers.protected import names

TITLE = "云溪县水利局2024年政府信息公开工作年度报告"


def editable(source: str, format: str) -> Editable:
    return Editable(read(FILES[format], source.encode(), format))


def findings(text: str, format: str, code: str) -> list[str]:
    """What is found in a paragraph, as the texts that its fixes make of it."""
    source = f"<h1>{TITLE}</h1><p>{text}</p>" if format == "html" else f"{TITLE}\n\n{text}\n"
    made: list[str] = []
    for found in lint_source(source, path=FILES[format], format=format).diagnostics:
        if found.code == code:
            after = source
            for start, end, new in sorted(found.fix.edits if found.fix else (), reverse=True):
                after = after[:start] + new + after[end:]
            made.append(after.removeprefix(f"<h1>{TITLE}</h1><p>").removeprefix(TITLE).removesuffix("</p>").strip())
    return made


# --- one rule after the other ---


@pytest.mark.parametrize(
    ("text", "format", "becomes"),
    [
        ("<b>帐</b>户管理", "html", ["<b>账</b>户管理"]),
        ("帐<i>户</i>管理", "html", ["账<i>户</i>管理"]),
        ("<b>截</b><i>止</i>2024年底", "html", ["<b>截</b><i>至</i>2024年底"]),
        ("帐\n户管理", "html", ["账\n户管理"]),
        ("帐<!-- 帐户 -->户管理", "html", ["账<!-- 帐户 -->户管理"]),
        ("帐&#25143;管理", "html", ["账&#25143;管理"]),
        ("&#24080;户管理", "html", ["账户管理"]),  # a reference is replaced whole
        ("<a href='帐户'>帐户</a>", "html", ["<a href='帐户'>账户</a>"]),
        ("<code>帐户</code>", "html", ["<code>帐户</code>"]),  # told, and left to the author
        ("<pre>帐户</pre>", "html", ["<pre>帐户</pre>"]),
        ("**帐**户管理", "markdown", ["**账**户管理"]),
        ("[帐](帐户)户管理", "markdown", ["[账](帐户)户管理"]),
        ("`帐户`管理", "markdown", ["`帐户`管理"]),
        ("[帐户]管理\n\n[帐户]: 帐户", "markdown", ["[帐户]管理\n\n[帐户]: 帐户"]),
        ("见https://x.cn/帐户/，帐户管理", "text", ["见https://x.cn/帐户/，账户管理"]),
        ("见帐户.docx，帐户管理", "text", ["见帐户.docx，账户管理"]),
    ],
)
def test_a_wrong_letter_is_replaced_and_nothing_else(text: str, format: str, becomes: list[str]) -> None:
    if "[帐户]: " in text or "见" in text[:1]:
        assert becomes[0] in findings(text, format, "W702")
    else:
        assert findings(text, format, "W702") == becomes


@pytest.mark.parametrize(
    "text", ["见https://x.cn/帐户/。", "帐户.docx。", "帐户@x.cn。", r"C:\帐户\公开。", "x.cn/帐户。"]
)
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_name_is_no_finding(text: str, format: str) -> None:
    assert findings(text, format, "W702") == []
    if "@" not in text:
        assert findings(text.replace("帐户", "公开,目录"), format, "W703") == []
    assert findings(text.replace("帐户", "云政发[2021]30号"), format, "W701") == []


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("重视,(见https://x.cn/公开,目录),落实", "重视，（见https://x.cn/公开,目录），落实"),
        ("见https://x.cn/a.html,公开,目录", "见https://x.cn/a.html,公开，目录"),
        ("见https://x.cn查询,公开,目录", "见https://x.cn查询，公开，目录"),
        ("见x.cn查询,公开,目录", "见x.cn查询，公开，目录"),
        ("见(附件,二.docx),重视,落实", "见(附件,二.docx)，重视，落实"),
        ("接待12人/次,公开3.5万条,满意", "接待12人/次，公开3.5万条，满意"),
        ("新增“一网通办”/专栏,公开", "新增“一网通办”/专栏，公开"),
    ],
)
def test_punctuation_beside_a_name_is_found(text: str, becomes: str) -> None:
    assert findings(text, "text", "W703") == [becomes]


def test_of_two_brackets_both_are_changed_or_none() -> None:
    assert findings("公开(含<code>解读)</code>若干,满意", "html", "W703") == ["公开(含<code>解读)</code>若干，满意"]


def test_the_count_is_of_what_is_found_and_the_title_of_what_is_fixed() -> None:
    source = f"# {TITLE}\n\n重视,落实`公开,目录`。\n"
    (found,) = (one for one in lint_source(source).diagnostics if one.code == "W703")
    assert found.actual == 2
    assert found.fix is not None
    assert "1处" in found.fix.title
    assert len(found.fix.edits) == 1


# --- the edits of any check ---


def places(source: str, *pieces: str) -> list[tuple[int, int]]:
    return [(source.index(piece), source.index(piece) + len(piece)) for piece in pieces]


@pytest.mark.parametrize(
    ("source", "format", "no", "yes"),
    [
        ("<p title='甲,乙'>丙丁</p><!-- 戊 -->", "html", ["甲", "'", "<p", "戊", "丁<"], ["丙", "丙丁"]),
        (
            "<p>甲<b>乙</b>&nbsp;&#20844;丙</p>",
            "html",
            ["甲<b>乙", "&nbsp", "20844", "#", "乙</b>"],
            ["乙", "&#20844;", "丙"],
        ),
        ("<p>甲</p><script>乙</script><kbd>丙</kbd><title>丁</title>", "html", ["乙", "丙", "丁"], ["甲"]),
        ("<p>甲</p><code>乙<b>丙</b>丁</code>戊", "html", ["乙", "丙", "丁"], ["甲", "戊"]),
        ("甲\n\n[乙](丙,丁 '戊')己", "markdown", ["[", "]", "丙", "戊", ")"], ["甲", "乙", "己"]),
        ("甲\n\n[乙](丙<span\ntitle='丁'>戊", "markdown", ["[", "丙", "title", "丁"], ["甲", "乙", "戊"]),
        ("甲\n\n![乙](丙)丁`戊`<己>", "markdown", ["!", "乙", "丙", "戊", "`"], ["甲", "丁"]),
        ("---\n甲: 乙\n---\n\n丙\n\n    丁\n\n戊\n    己", "markdown", ["甲", "乙", "丁", "---"], ["丙", "戊", "己"]),
        ("+++\n甲\n+++\n丙", "markdown", ["甲", "+"], ["丙"]),
        ('{\n"甲": 1\n}\n丙', "markdown", ["甲"], ["丙"]),
        ("甲\r\r```\r乙\r```\r丙", "markdown", ["乙"], ["甲", "丙"]),
        ("甲\n\n> ~~~\n> 乙\n> ~~~\n\n丙", "markdown", ["乙"], ["甲", "丙"]),
        ("甲[^乙]丙\n\n[^乙]: 丁", "markdown", ["乙"], ["甲", "丙", "丁"]),
        ("甲[乙][丙]丁\n\n[丙]: /x\n  '戊'\n\n己", "markdown", ["丙", "戊"], ["甲", "乙", "丁", "己"]),
        ("3. 甲\n- 乙", "markdown", ["3", "3.", "- "], ["甲", "乙"]),
        ("甲``乙`丙``丁`戊", "markdown", ["乙", "丙"], ["甲", "丁", "戊"]),
        ("甲<span title='乙>丙'>丁</span>", "markdown", ["乙", "丙"], ["甲", "丁"]),
        ("甲<span\ntitle='乙'>丁</span>", "markdown", ["乙", "title"], ["甲", "丁"]),
        ("甲\n\n<style>\n乙\n\n丙</style>\n\n丁", "markdown", ["乙", "丙"], ["甲", "丁"]),
        ("甲[乙](丙(丁(戊)己)庚)辛", "markdown", ["丙", "丁", "戊", "己", "庚"], ["甲", "乙", "辛"]),
        ("甲{{ 乙 }}丙{% 丁 %}戊{#己}庚", "markdown", ["乙", "丁", "己", "{"], ["甲", "丙", "戊", "庚"]),
        ("甲 www.x.cn/乙,丙 丁@x.cn 戊.pdf，己", "text", ["乙", "丙", "丁", "戊", "www"], ["甲", "己"]),
    ],
)
def test_what_may_be_edited(source: str, format: str, no: list[str], yes: list[str]) -> None:
    edits = editable(source, format)
    for start, end in places(source, *yes):
        assert edits.allows(Edit(start, end, "天")), source[start:end]
        assert edits.allows(Edit(start, end, source[start:end])) or source[start] == "&"
    for start, end in places(source, *no):
        assert not edits.allows(Edit(start, end, "天")), source[start:end]
        assert not edits.allows(Edit(start, end, "")), source[start:end]


@pytest.mark.parametrize(
    ("format", "texts"),
    [("html", "<>&\n\r\u2028"), ("markdown", "*_`[]<>|\\&#~!\n\r"), ("text", "|\t\n\r\x0c")],
)
def test_no_mark_is_written(format: str, texts: str) -> None:
    source = "<p>甲乙丙</p>" if format == "html" else "甲乙丙"
    at = source.index("乙")
    assert all(not editable(source, format).allows(Edit(at, at + 1, text)) for text in texts)
    assert editable(source, format).allows(Edit(at, at + 1, "、"))


def test_something_is_left_between_two_marks() -> None:
    source = "甲**乙**丙丁"
    edits = editable(source, "markdown")
    assert not edits.allows(Edit(3, 4, ""))
    assert edits.allows(Edit(6, 7, ""))
    assert not edits.allows(Edit(9, 12, ""))  # outside
    pair = "甲**乙丙**丁"
    assert editable(pair, "markdown").allows(Edit(3, 4, ""))


@pytest.mark.parametrize(
    ("at", "text", "is_kept"), [(3, "天", True), (3, "，", False), (3, " ", False), (1, "，", True)]
)
def test_what_emphasis_depends_on_stays(at: int, text: str, is_kept: bool) -> None:
    source = "甲乙**丙**丁" if at == 1 else "甲**丙乙**丁"
    assert editable(source, "markdown").allows(Edit(at, at + 1, text)) == (is_kept if at == 3 else text != "，")


@pytest.mark.parametrize(
    ("source", "at", "is_allowed"),
    [
        ("甲<b>乙</b>", 1, True),
        ("<b></b>", 3, False),
        ("https://x.cn/甲 乙", 10, False),
        ("https://x.cn/甲 乙", 15, True),
    ],
)
def test_it_is_written_beside_prose_only(source: str, at: int, is_allowed: bool) -> None:
    page = f"<p>丁</p><div>{source}</div>"
    assert editable(page, "html").allows(Edit(at + 13, at + 13, "天")) == is_allowed


# --- names ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("网址：https://www.yunxi.gov.cn/公开,目录.html。完善", ["https://www.yunxi.gov.cn/公开,目录.html"]),
        ("见http://x.cn/a?b=公开;c=(目录)）", ["http://x.cn/a?b=公开;c=(目录)"]),
        ("(http://x.cn/公开)", ["http://x.cn/公开"]),
        ("https://政务.中国/公开,目录 查询", ["https://政务.中国/公开,目录"]),
        ("https://www.政务.cn/公开,目录", ["https://www.政务.cn/公开,目录"]),
        ("https://x.cn,公开", ["https://x.cn"]),
        ("https://x.cn查询", ["https://x.cn"]),
        ("《公开》https://x.cn/.", ["https://x.cn/"]),
        ("mailto:a@x.cn；", ["mailto:a@x.cn"]),
        ("邮箱：yx_1@yunxi.gov.cn，电话", ["yx_1@yunxi.gov.cn"]),
        ("附件1.docx", ["附件1.docx"]),
        ("《办法》（试行）,二.PDF", ["《办法》（试行）,二.PDF"]),
        (r"D:\公开,目录\二 见", [r"D:\公开,目录\二"]),
        (r"\\10.1.2.3\公开,目录", [r"\\10.1.2.3\公开,目录"]),
        ("/公开,目录/二", ["/公开,目录/二"]),
        ("和/或", []),
        ("12人/次,3.5%", []),
        ("2024.01.02", []),
        ("一、总体情况。", []),
        ("10.1.2.3/公开,目录", ["10.1.2.3/公开,目录"]),
    ],
)
def test_names_in_a_text(text: str, found: list[str]) -> None:
    covered = [False] * len(text)
    for start, end in names(text):
        covered[start:end] = [True] * (end - start)
    pieces = "".join(sign if is_name else "\n" for sign, is_name in zip(text, covered, strict=True)).split("\n")
    assert [piece for piece in pieces if piece] == found


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_an_address_goes_on_in_the_next_line(newline: str) -> None:
    above = "具体内容请登录我局的门户网站查询：https://www.yunxi.gov.cn/zwgk/公"
    source = newline.join([TITLE, "", above, "开,目录。重视,落实", ""])
    edits = editable(source, "text")
    comma = source.index(",")
    assert not edits.allows(Edit(comma, comma + 1, "，"))
    assert edits.allows(Edit(source.rindex(","), source.rindex(",") + 1, "，"))


@pytest.mark.parametrize("above", ["https://x.cn/公", "具体内容请登录我局的门户网站查询：https://www.yunxi.gov.cn"])
def test_a_line_below_an_address_is_a_line(above: str) -> None:
    source = f"{TITLE}\n\n{above}\n开,目录\n"
    comma = source.index(",")
    assert editable(source, "text").allows(Edit(comma, comma + 1, "，"))


@pytest.mark.parametrize(
    "unit",
    [
        *("www.", "a.", "a@", "://", "http://", "\\", "C:\\", "/", "../", "1.", "a-", "附件.docx,", ".docx", "(", ")"),
        *(
            "[",
            "](",
            "![",
            "`",
            "``` ",
            "<a ",
            "<a b='",
            "<!--",
            "<code>",
            "[^",
            "[a]: ",
            "{{",
            "{#",
            "\r\n",
            "> ",
            "~~~\n",
            "1) ",
        ),
    ],
)
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_time_grows_with_the_size(unit: str, format: str) -> None:
    from time import process_time

    source = "甲" + unit * (30_000 // len(unit)) + "乙,丙\n"
    begun = process_time()
    edits = editable(source, format)
    edits.allows(Edit(0, 1, "天"))
    assert process_time() - begun < 10
