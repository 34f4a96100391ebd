"""The grammars: of reports (any order of headings, tables and lines), of sentences with figures, of equations."""

from __future__ import annotations

from contextlib import suppress
from random import Random

from linter import reference
from linter.arithmetic import expression
from linter.grammar import lalr
from linter.model.diagnostics import ReadError
from linter.parsing.parser import parse_document
from linter.prose.breakdowns import breakdowns
from linter.prose.claims import Reader
from linter.prose.passages import passages
from linter.prose.shares import stated_shares
from linter.readers import read
from linter.text.folding import fold
from tests.fuzz import material
from tests.fuzz.failures import PromiseError
from tests.fuzz.kinds import Kind
from tests.fuzz.mutation import SIGNS, mutated_text

_HEADINGS = (
    *(
        "# 某市教育局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "二、主动公开政府信息情况",
        "（一）主动公开",
        "1.依申请公开",
        "（1）监督",
    ),
    *(
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    *(
        "第一部分 概述",
        "附件：",
        "某市教育局",
        "2024年1月20日",
        "目录",
        "一、",
        "二、、",
        "三",
        "１．",
        "（二十一）",
        "十百、总体情况",
    ),
)
_TABLES = ("|收到|1|\n|-|-|\n|办结|2|", "<table><tr><td>第二十条第（一）项</table>", "| |", "表格：1\t2\t3")
_CLAUSES = (
    *(
        "共收到申请3件",
        "其中自然人2件",
        "办结1件",
        "占比50%",
        "同比增长百分之五",
        "较上年减少2件",
        "结转下年1件",
        "上年结转2件",
        "予以公开2件",
    ),
    *(
        "行政复议1件",
        "行政诉讼2件",
        "维持1件",
        "未收到申请",
        "没有行政复议",
        "无",
        "均已办结",
        "全部答复",
        "第3季度",
        "2023年",
        "12月31日",
    ),
    *(
        "（其中当面1件",
        "）",
        "（",
        "“",
        "”",
        "和",
        "、",
        "，",
        "；",
        "。",
        "：",
        "分别为",
        "一是甲",
        "二是乙",
        "四个方面",
        "万余条",
        "约",
        "近",
        "多",
        "余",
    ),
)
_PIECES = (
    "received",
    "denied.*",
    "total",
    "carried_over",
    "1",
    "0",
    "99",
    "+",
    "-",
    "*",
    "=",
    " ",
    "(",
    "总计",
    "a.b.c",
    ".*",
    "_",
    "==",
)
_KINDS = ("HEAD1", "HEAD2", "HEAD3", "TABLE", "LINE", "SIGN", "TITLE", "$END", "?")


def _draw_report(rng: Random) -> tuple[str, bytes]:
    lines = rng.choices((*_HEADINGS, *_TABLES, *_CLAUSES), k=int(rng.triangular(1, 300, 5)))
    if rng.random() < 0.1:
        lines *= rng.choice((10, 100))
    text = rng.choice(("\n\n", "\n", "\r\n")).join(lines)
    return "report.md", mutated_text(rng, text, _HEADINGS).encode("utf-8", "replace")


def _run_report(name: str, data: bytes, rng: Random) -> None:
    known = reference.load()
    with suppress(ReadError):
        report = parse_document(read(name, data, rng.choice(("text", "markdown", "html"))), known)
        for section in report.sections:
            if not all(1 <= inner.level <= 9 for inner in section.walk()):
                raise PromiseError("output", "a section of no level")
    kinds = rng.choices((*{symbol for row in known.grammar["states"].values() for symbol in row}, *_KINDS), k=30)
    try:
        lalr.parse(known.grammar, sorted(kinds, key=lambda _: rng.random()))
    except ValueError:
        return


def _draw_sentences(rng: Random) -> tuple[str, bytes]:
    text = "".join(rng.choices((*_CLAUSES, *material.words()), k=int(rng.triangular(1, 400, 10))))
    if rng.random() < 0.1:
        text *= rng.choice((10, 100))
    return "prose.txt", mutated_text(rng, text, _CLAUSES).encode("utf-8", "replace")


def _run_sentences(name: str, data: bytes, rng: Random) -> None:
    known = reference.load()
    text = data.decode("utf-8", "replace")
    sentences = list(known.language.sentences(fold(text)))
    for reading in (breakdowns, stated_shares):
        list(reading(sentences, (), known.language.words))
    page = f"# 某市教育局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{text}\n"
    try:
        report = parse_document(read("report.md", page.encode(), "markdown"), known)
    except ReadError:
        return
    reader = Reader(known.language.words, rng.choice((None, 2023)), rng.choice((None, "某市教育局", text[:50])))
    length = len(report.document.source)
    for passage in passages(report, known.language):
        for claim in reader.claims(passage):
            if not 0 <= claim.span.start <= claim.span.end <= length:
                raise PromiseError("places", "a claim outside of the source")


def _draw_equation(rng: Random) -> tuple[str, bytes]:
    text = "".join(rng.choices(_PIECES if rng.random() < 0.9 else SIGNS, k=int(rng.triangular(0, 60, 7))))
    return "equation.txt", mutated_text(rng, text, _PIECES).encode("utf-8", "replace")


def _run_equation(name: str, data: bytes, rng: Random) -> None:
    text = data.decode("utf-8", "replace")
    try:
        equation = expression.parse(text)
    except expression.ExpressionError as error:
        if not 1 <= error.column <= len(text) + 1:
            raise PromiseError("places", "an error outside of the equation", str(error.column)) from None
        return
    if expression.parse(str(equation)) != equation:
        raise PromiseError("output", "an equation that is another when written and read again", text[:200])


KINDS = {
    "grammar": Kind(_draw_report, _run_report),
    "sentences": Kind(_draw_sentences, _run_sentences),
    "equation": Kind(_draw_equation, _run_equation),
}
