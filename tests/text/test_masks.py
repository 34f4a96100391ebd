"""Numbers of persons: no output shows one whole, whatever it shows or quotes of the report."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.checks.registry import shipped
from linter.engine.lint import Options, lint_bytes
from linter.model.document import Chars, Span
from linter.reporters import FORMATS, Presentation, write
from linter.rules.selection import select
from linter.text import masks
from linter.text.masks import Masks, number
from tests.corpus.cases import cases

ALL = shipped()
WITH = Options(excerpts=True, proof=True)
MOBILE, IDENTITY, CARD = "13812342345", "11010119900307002X", "6222020200112233446"
BEFORE = {MOBILE: "来电", IDENTITY: "身份证号", CARD: "银行卡号"}
(BASE,) = (case.drawing.data().decode() for case in cases() if str(case) == "X803-fail-c")
PART = "申请人李某来电138 0013 8000询问进度。"


def report(whole: str, format: str = "text") -> str:
    """A report with a number in a line in which other rules find something, too."""
    told = f"{BEFORE.get(whole, '来电')}{whole}" if whole else ""
    text = BASE.replace(PART, f"申请人李某{told}询问进度，已经审核审核，帐号无误，全年收到申请95件。")
    if format == "html":
        return "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
    return text


def digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign in "Xx*").upper()


@pytest.mark.parametrize(
    ("kind", "digits", "shown"),
    [
        ("mobile", "13812342345", "138****2345"),
        ("mobile", "8613812342345", "86138****2345"),
        ("identity", "11010119900307002X", "110101********002X"),
        ("identity", "110101900307002", "110101******002"),
        ("card", "6222021234567890", "622202******7890"),
        ("card", "6222021234567893446", "622202*********3446"),
    ],
)
def test_how_a_number_is_shown(kind: str, digits: str, shown: str) -> None:
    assert number(kind, digits).masked == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13812342345", "138****2345"),
        ("电话138 1234 2345。", "电话138 **** 2345。"),
        ("１３８１２３４２３４５", "１３８****２３４５"),
        ("…81234234500", "…8****234500"),
        ("…0812342345", "…0812342345"),
        ("…12342345在", "…****2345在"),
        ("在1381234…", "在138****…"),
        ("在138123", "在138***"),
        ("在13812", "在13812"),
        ("9913812342345", "99138****2345"),
        ("13812342346", "13812342346"),
        ("13812342345、13812342345", "138****2345、138****2345"),
    ],
)
def test_a_quotation_is_masked_also_where_it_is_cut(text: str, shown: str) -> None:
    masked = Masks([number("mobile", "13812342345")]).text(text)
    assert masked == shown
    assert len(masked) == len(text)


def test_a_sign_at_the_end_may_be_of_either_case() -> None:
    assert Masks([number("identity", "11010119900307002X")]).text("11010119900307002x") == "110101********002x"


def test_values_keep_their_type_unless_they_are_the_number() -> None:
    shown = Masks([number("mobile", "13812342345")])
    assert shown.value(13812342345) == "138****2345"
    assert shown.value(95) == 95
    assert shown.value(None) is None
    assert shown.value(True) is True
    assert shown.plain({"a": [13812342345, "x"]}) == {"a": ["138****2345", "x"]}


def test_places_are_masked_where_markup_parts_the_digits() -> None:
    source = "电话138<b>1234</b>23&#52;5"
    starts = [*range(2, 5), *range(8, 12), *range(16, 18), 18, 23]
    ends = [*(start + 1 for start in starts[:-2]), 23, 24]
    one = number("mobile", "13812342345", map(Span, starts, ends))
    shown = Masks([one])
    assert shown.source(source) == "电话138<b>****</b>23&#52;5"
    assert shown.source(source, 4, 10) == "8<b>**"
    assert shown.chars(Chars("13812342345", (starts, ends))) == "138****2345"
    assert shown.chars(Chars("电话", 0)) == "电话"


def test_nothing_is_changed_without_numbers() -> None:
    assert masks.NONE.text("13812342345") == "13812342345"
    assert masks.NONE.source("13812342345", 2, 5) == "812"
    assert not masks.NONE


@given(st.text(st.sampled_from("0123456789 -一X１"), max_size=60))
def test_a_masked_text_has_its_length_and_never_the_number(text: str) -> None:
    masked = Masks([number("mobile", "13812342345"), number("identity", "11010119900307002X")])
    for told in (text, f"{text}13812342345", f"13812342345{text}", f"1381234 2345{text}11010119900307002X"):
        shown = masked.text(told)
        assert len(shown) == len(told)
        assert "13812342345" not in digits_of(shown)


@pytest.mark.whole
def test_many_numbers_and_long_runs_take_no_square_of_time() -> None:
    many = Masks([number("mobile", f"138{at:08}") for at in range(5_000)])
    text = "9" * 200_000 + "，" + "，".join(f"138{at:08}" for at in range(5_000))
    shown = many.text(text)
    assert "13800000001" not in shown
    assert shown.endswith("138****4999")


@pytest.mark.parametrize("format", ["markdown", "html", "text"])
@pytest.mark.parametrize("kept", ["", "A", "W", "X80", "N"])
@pytest.mark.parametrize("whole", [MOBILE, IDENTITY, CARD])
@pytest.mark.parametrize("output", FORMATS)
def test_no_format_shows_a_number_whole(format: str, kept: str, whole: str, output: str) -> None:
    rules = ALL._replace(selected=frozenset(code for code in ALL.selected if code.startswith(kept)))
    data = report(whole, format)
    assert whole in digits_of(data)
    result = lint_bytes("a", data.encode(), rules, WITH, format=format)
    assert result.error is None
    if kept in ("", "X80"):
        assert any(found.code == "X803" for found in result.diagnostics)
    out = io.StringIO()
    write(output, [result], out, Presentation(width=200))
    assert whole not in digits_of(out.getvalue())
    assert whole not in digits_of(repr(result))


def test_another_finding_in_the_line_shows_it_masked() -> None:
    text = report(MOBILE, "text")
    result = lint_bytes("a.txt", text.encode(), select(ALL.rules, ["W"]), WITH)
    shown = [one.text for one in result.excerpts if one is not None and "审核审核" in one.text]
    assert shown
    assert all("138****2345" in one for one in shown)


def test_fingerprints_tell_nothing_of_what_is_hidden() -> None:
    def fingerprints(whole: str) -> list[str]:
        found = lint_bytes("a.txt", report(whole, "text").encode(), ALL, Options()).diagnostics
        return [one.fingerprint for one in found]

    assert fingerprints("13812342345") == fingerprints("13898762345")
    assert fingerprints("13812342345") != fingerprints("13912342345")


def test_a_report_without_numbers_has_the_same_fingerprints_as_before() -> None:
    """These are kept in baselines."""
    text = report("", "text")
    (found,) = (one for one in lint_bytes("a.txt", text.encode(), ALL, Options()).diagnostics if one.code == "W702")
    assert found.fingerprint == FINGERPRINT


FINGERPRINT = "W702-4de91a0a"


def test_a_title_with_a_number_is_masked() -> None:
    result = lint_bytes("a.txt", f"{BASE.splitlines()[0]}（联系人电话{MOBILE}）\n{BASE}".encode(), ALL, WITH)
    assert MOBILE not in repr(result)
