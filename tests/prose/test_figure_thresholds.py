"""The limits within which figures of a text are read, on both of their sides."""

from __future__ import annotations

from itertools import repeat

import pytest

from linter import reference
from linter.engine.lint import parse_source
from linter.model.document import Chars
from linter.prose.breakdowns import breakdowns
from linter.prose.claim import Claim
from linter.prose.claims import Reader
from linter.prose.figure_mentions import FigureSentence, sentence_spans
from linter.prose.passages import Passage, passages
from linter.prose.running_text import lines
from linter.prose.shares import stated_shares
from linter.text.folding import Folded, fold
from tests.checks.reports_in_words import told

LANGUAGE = reference.load().language


def read(text: str) -> list[FigureSentence]:
    return list(LANGUAGE.sentences(fold(text)))


def closed(text: str) -> list[str]:
    """Why the breakdowns of a text that do not add up must."""
    return [found.closed for found in breakdowns(read(text), (), LANGUAGE.words) if found.closed]


def adds_up(text: str) -> bool:
    return any(found.holds for found in breakdowns(read(text), (), LANGUAGE.words))


def claims_of(text: str, organization: str | None = None) -> list[Claim]:
    folded = Folded(Chars.at(text, 0))
    passage = Passage(folded, "三、收到和处理政府信息公开申请情况", None, tuple(LANGUAGE.sentences(folded.text)))
    return list(Reader(LANGUAGE.words, 2022, organization).claims(passage))


def keys(text: str, organization: str | None = None) -> list[tuple[str, int | float]]:
    return [(claim.key, claim.value) for claim in claims_of(text, organization)]


@pytest.mark.threshold("prose.standpoint._SHORTEST_NAME")
def test_an_organ_is_called_by_the_last_three_characters_of_its_name_or_more() -> None:
    assert keys("档案馆收到政府信息公开申请5件。", "云川市档案馆") == [("received", 5)]
    assert keys("案馆收到政府信息公开申请5件。", "云川市档案馆") == []


@pytest.mark.threshold("prose.table_figures._FEWEST_WORDS")
def test_a_single_character_before_a_figure_leans_on_the_words_before() -> None:
    assert keys("收到政府信息公开申请，共5件。") == [("received_in_all", 5)]
    assert keys("收到政府信息公开申请，合计5件。") == []


def test_the_office_of_an_organ_receives_what_comes_to_it_but_not_that_of_an_area() -> None:
    town = "云川县青石镇人民政府"
    assert keys("镇政府办公室收到政府信息公开申请5件。", town) == [("received", 5)]
    assert keys("党政办收到政府信息公开申请5件。", town) == [("received", 5)]
    assert keys("局办公室收到政府信息公开申请5件。", "云川县水务局") == [("received", 5)]
    assert keys("局办公室收到政府信息公开申请5件。", "云川县人民政府") == []
    assert keys("收到政府信息公开申请6件，其中党政办收到5件。", town) == [("received", 6)]


def test_a_year_to_compare_with_is_not_that_of_the_figures_behind() -> None:
    assert keys("相比2021年收到3件，收到政府信息公开申请5件。") == [("received", 5)]
    assert keys("2021年收到3件，收到政府信息公开申请5件。") == []


@pytest.mark.threshold("prose.running_text._SHORTEST_WRAPPED")
def test_a_line_of_24_characters_may_be_broken_at_the_width_of_a_page() -> None:
    def prose(length: int) -> list[str]:
        report = parse_source(f"一、总体情况\n{'甲' * length}\n乙乙\n", "a.txt", "text")
        return [line.text for line in lines(report, passages(report, LANGUAGE)) if line.kind == "prose"]

    assert prose(24) == ["甲" * 24 + "乙乙"]
    assert prose(23) == ["甲" * 23, "乙乙"]


@pytest.mark.threshold("prose.figure_mentions._LONGEST")
def test_a_sentence_has_up_to_1200_characters() -> None:
    assert list(sentence_spans("甲" * 1_200 + "。乙")) == [(0, 1_200), (1_201, 1_202)]
    assert list(sentence_spans("甲" * 1_201 + "。乙")) == [(1_202, 1_203)]


@pytest.mark.threshold("prose.figure_mentions.MOST_FIGURES")
def test_a_sentence_has_up_to_eighty_figures() -> None:
    assert len(read(",".join(repeat("申请5件", 80)))) == 1
    assert read(",".join(repeat("申请5件", 81))) == []


@pytest.mark.threshold("prose.figure_tokens._DEEPEST")
def test_brackets_count_up_to_four_within_each_other() -> None:
    def depth(brackets: int) -> int:
        (sentence,) = read(f"申请5件{'(其中' * brackets}答复3件{')' * brackets}")
        return max(mention.depth for mention in sentence.mentions)

    assert depth(4) == 4
    assert depth(5) == 4


@pytest.mark.threshold("prose.figure_mentions._ABOUT")
def test_about_so_many_may_be_a_fifth_off() -> None:
    assert adds_up("发布信息约100条，其中动态60条、通知20条。")
    assert not adds_up("发布信息约100条，其中动态60条、通知19条。")
    assert adds_up("发布信息约100条，其中动态80条、通知40条。")
    assert not adds_up("发布信息约100条，其中动态80条、通知41条。")


@pytest.mark.threshold("prose.figure_mentions._AND_MORE")
def test_so_many_and_more_is_at_most_a_tenth_more() -> None:
    assert adds_up("发布信息1210余条，其中动态1000条、通知331条。")
    assert not adds_up("发布信息1210余条，其中动态1000条、通知332条。")
    assert adds_up("发布信息200余条，其中动态200条、通知100条。")  # up to the next hundred
    assert not adds_up("发布信息200余条，其中动态200条、通知101条。")


@pytest.mark.threshold("prose.figure_mentions._COUNTED")
def test_a_number_of_three_digits_told_to_the_last_was_counted() -> None:
    assert adds_up("发布信息99余条，其中动态60条、通知48条。")
    assert not adds_up("发布信息101余条，其中动态60条、通知48条。")
    assert closed("发布信息101条，其中动态60条、通知41余条。") == []
    assert adds_up("发布信息164条，其中动态60条、通知104余条。")
    assert closed("发布信息164条，其中动态60条、通知103余条。") == []  # 103 or 104
    assert closed("发布信息164条，其中动态60条、通知101余条。") == ["slip"]


@pytest.mark.threshold("prose.list_verdicts._MOST_TOGETHER")
def test_four_figures_may_be_divided_together() -> None:
    assert adds_up("发布简报10条、快讯20条、专报30条、公告40条，其中图文71条、视频29条。")
    five = "发布动态1条、简报10条、快讯20条、专报30条、公告40条，其中图文72条、视频29条。"
    assert not adds_up(five)


@pytest.mark.threshold("prose.list_heads.FEWEST_OUTCOMES")
def test_three_outcomes_are_meant_to_be_all() -> None:
    assert closed("办结900件，其中予以公开10件、部分公开20件、无法提供5件。") == ["outcomes"]
    assert closed("办结900件，其中予以公开10件、部分公开20件。") == []
    assert closed("公开信息50条。\n在公开的信息中，动态20条，通知20条，人事20条。".replace("\n", "")) == ["exceeds"]
    assert closed("公开信息50条。在公开的信息中，动态30条，通知30条。") == []


@pytest.mark.threshold("prose.sum_readings.LONG_LIST")
@pytest.mark.threshold("prose.sum_readings.SMALL_DIFFERENCE")
def test_four_parts_that_nearly_make_the_whole_are_meant_to_be_all() -> None:
    assert closed("发布信息1110条，其中动态100条、通知200条、人事300条、财政400条。") == ["long"]
    assert closed("发布信息1110条，其中动态100条、通知200条、人事300条、财政399条。") == []
    assert closed("发布信息1110条，其中动态300条、人事300条、财政400条。") == []


@pytest.mark.threshold("prose.list_verdicts._SLIP_WITHIN")
def test_a_slip_is_at_most_a_third_of_the_whole() -> None:
    assert closed("发布信息300条，其中动态152条、通知48条。") == ["slip"]
    assert closed("发布信息280条，其中动态132条、通知48条。") == []


@pytest.mark.threshold("prose.list_verdicts._HALF")
def test_a_list_in_brackets_is_whole_where_it_makes_more_than_half() -> None:
    assert closed("发布信息1000条（动态254条、通知247条）。") == ["listed"]
    assert closed("发布信息1000条（动态253条、通知247条）。") == []


@pytest.mark.threshold("prose.list_verdicts._ABOUT_ALL")
def test_shares_that_make_97_to_103_per_cent_are_all() -> None:
    def shares(last: int) -> list[str]:
        return closed(f"发布信息900条。其中，动态21条，占50%；通知22条，占{last}%。")

    assert shares(47) == shares(53) == ["shares"]
    assert shares(46) == shares(54) == []


@pytest.mark.threshold("prose.figure_roles._NEAR")
def test_the_rest_is_named_within_two_words() -> None:
    assert closed("发布信息900条，其中动态21条、全部其他22条。") == ["rest"]
    assert closed("发布信息900条，其中动态21条、全年全部其他22条。") == []


@pytest.mark.threshold("prose.shares_of_wholes._WHOLE_LIST")
def test_three_shares_are_a_list_of_their_own() -> None:
    def wrong(text: str) -> list[str]:
        found = stated_shares(read(text), (), LANGUAGE.words)
        return [share.percent.text for share in found if share.is_bound and not share.holds]

    assert wrong("网站50条，占50%；微信30条，占20%；微博20条，占20%。") == ["20%"]
    assert wrong("网站50条，占50%；微信50条，占40%。") == []


@pytest.mark.threshold("prose.shares_of_wholes._MOST_BETWEEN")
def test_four_figures_in_brackets_may_stand_before_a_share() -> None:
    def wrong(inner: int) -> list[object]:
        inside = "、".join(f"第一类{at + 1}条" for at in range(inner))
        return told("A306", f"公开信息100条，其中政策30条（含{inside}），占50%。")

    assert wrong(3) == ["50%"]
    assert wrong(4) == []


@pytest.mark.threshold("checks.prose.contradictions._ALL")
def test_more_is_done_than_was_received_where_all_is_said_to_be_done() -> None:
    assert told("N402", "全年受理审批事项117件，办结171件，办结率100%。") == ["171件"]
    assert told("N402", "全年受理审批事项117件，办结171件，办结率99%。") == []


@pytest.mark.threshold("checks.prose.percentages._OWN_DECIMALS")
def test_a_percentage_is_worked_out_to_one_decimal() -> None:
    from tests.checks.reports_in_words import found, report

    (diagnostic,) = found("A306", report("公开信息300条，其中政策100条，占50%。"))
    assert diagnostic.expected == "33.3%"


def test_what_stands_before_a_year_or_a_length_of_time_is_no_part_of_a_figure() -> None:
    for text in (
        "近三年收到5件。",
        "约2021年起公开6条。",
        "超过五个工作日的3件。",
        "大约第3批公开7条。",
        "近12月31日公开8条。",
    ):
        assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("before", "text", "is_told"),
    [
        ("公开信息286条，其中文物类40条。", "按渠道分，网站612条，公众号416条。", False),
        ("公开信息1000条。", "其中网站612条、公众号116条、其他12条。", True),
        ("公开信息260条。", "网站、公众号分别为203条、37条。", False),
    ],
)
def test_the_paragraph_before_holds_no_smaller_whole_than_a_part(before: str, text: str, is_told: bool) -> None:
    found = breakdowns(read(text), read(before), LANGUAGE.words)
    assert any(one.closed and not one.holds for one in found) == is_told


def test_the_sentence_before_holds_the_whole_of_a_list_with_its_own_subject() -> None:
    assert closed("公开信息260条。网站、公众号分别为203条、37条。")
    assert not closed("公开信息4条。网站、公众号分别为203条、57条。")
    assert closed("公开信息26条。其中网站203条、公众号57条。")
