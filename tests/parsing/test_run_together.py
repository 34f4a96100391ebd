"""Text that lost its line breaks: what was a line, a heading or a table is one again, and prose stays as it is."""

from __future__ import annotations

import pytest

from linter import reference
from linter.model.document import Block, Chars, Grid, Paragraph
from linter.parsing.run_together import with_lines
from linter.parsing.spaced_tables import gather
from linter.parsing.split_headings import with_whole_headings
from linter.parsing.table_pieces import with_labels

REFERENCE = reference.load()
TITLE = "云川市水务局2022年政府信息公开工作年度报告"
PARTS = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
PROSE = "本年度按时更新各项内容，方便群众查阅。"
CELLS = "规章 1 2 3 行政规范性文件 4 5 6 行政许可 7"


def shown(blocks: list[Block]) -> list[str | list[str]]:
    """Paragraphs as texts, tables as lists of their cells."""
    return [
        [cell.text.text for row in block.rows for cell in row] if isinstance(block, Grid) else block.text.text
        for block in blocks
        if isinstance(block, Grid | Paragraph)
    ]


def lines(text: str) -> list[str | list[str]]:
    blocks = list(with_lines([Paragraph(Chars.at(text, 0))], REFERENCE.vocabulary, REFERENCE.lexicon))
    for block in blocks:
        if isinstance(block, Paragraph):
            assert "".join(text[at] for at in block.text.starts) == block.text.text
    return shown(blocks)


def body(*parts: str) -> str:
    return " ".join(f"{part} {PROSE}" for part in parts)


@pytest.mark.threshold("parsing.run_together._FEWEST_PARTS")
def test_three_headings_in_a_line_show_that_it_was_several() -> None:
    assert lines(f"{TITLE} {PROSE * 3} {body(*PARTS)}") == [
        TITLE,
        PROSE * 3,
        *(text for part in PARTS for text in (part, PROSE)),
    ]
    told = "按时公开20条"
    assert lines(f"{PROSE * 3} {f' {told} '.join(PARTS)}")[1:] == [PARTS[0], told, PARTS[1], told, PARTS[2]]
    text = f"{TITLE} {PROSE * 3} {f' {told} '.join(PARTS[:2])} {PROSE}"
    assert lines(text) == [text]


@pytest.mark.threshold("parsing.run_together._FEWEST_WITH_TEXT")
def test_two_with_sentences_between_them_show_it_as_well() -> None:
    assert lines(f"{TITLE}{PROSE * 3}{PARTS[0]}{PROSE}{PARTS[1]}") == [TITLE, PROSE * 3, PARTS[0], PROSE, PARTS[1]]
    for text in (
        f"{PROSE * 3}{PARTS[0]}{PROSE}",
        f"{PROSE * 3}由{PARTS[0]}{PROSE}和{PARTS[1]}组成。",
        f"{PROSE * 3}{PARTS[0]}{PROSE}{PARTS[2]}{PROSE}",
        f"{PROSE * 3}{PARTS[0]}。{PARTS[1]}。",
    ):
        assert lines(text) == [text]


@pytest.mark.parametrize("between", ["", "　　", "\n"])
def test_whatever_stands_between_the_lines(between: str) -> None:
    pieces = [TITLE, PROSE, *(text for part in PARTS for text in (part, PROSE)), "（一）主动公开。" + PROSE]
    assert lines(between.join(pieces))[:3] == [TITLE, PROSE, PARTS[0]]
    assert lines(between.join(pieces))[-1] == "（一）主动公开。" + PROSE


def test_a_heading_with_another_title_is_one_beside_three_that_are_known() -> None:
    assert "四、行政复议和诉颂情况" in lines(f"{body(*PARTS)} 四、行政复议和诉颂情况 {PROSE}")


def test_names_of_parts_in_a_sentence_are_no_headings() -> None:
    sentence = (
        f"本报告由{'、'.join(part[2:] for part in PARTS)}等部分组成，按规定编制并向社会公开，欢迎查阅和监督，特此说明。"
    )
    assert lines(sentence) == [sentence]


def test_a_signature_at_the_end_of_such_a_line_is_lines() -> None:
    assert lines(f"{body(*PARTS)} 云川市水务局 2023年1月12日")[-2:] == ["云川市水务局", "2023年1月12日"]


@pytest.mark.threshold("parsing.run_together._LONGEST_SIGNATURE")
def test_a_signature_has_up_to_forty_characters() -> None:
    assert lines(f"{body(*PARTS)} {'甲' * 29} 2023年1月12日")[-1] == "2023年1月12日"
    assert lines(f"{body(*PARTS)} {'甲' * 30} 2023年1月12日")[-1] == "甲" * 30 + " 2023年1月12日"


def test_a_title_at_the_beginning_has_up_to_seventy_characters() -> None:
    assert lines(f"{TITLE.rjust(70, '甲')} {PROSE} {body(*PARTS)}")[0] == TITLE.rjust(70, "甲")
    assert lines(f"{TITLE.rjust(71, '甲')} {PROSE} {body(*PARTS)}")[0] != TITLE.rjust(71, "甲")


@pytest.mark.threshold("parsing.run_together._LONGEST_HEADING")
def test_another_heading_has_up_to_36_characters() -> None:
    assert "四、" + "甲" * 36 in lines(f"{body(*PARTS)} 四、{'甲' * 36} {PROSE}")
    assert "四、" + "甲" * 37 not in lines(f"{body(*PARTS)} 四、{'甲' * 37} {PROSE}")


@pytest.mark.threshold("parsing.run_together._NEAR")
def test_entries_of_contents_are_up_to_three_signs_apart() -> None:
    def headings(between: str) -> list[str | list[str]]:
        return [line for line in lines(f"前言。{between.join(PARTS)}。{PROSE * 2}{PROSE}") if line in PARTS]

    assert headings("；  ") == headings("；甲；") == []
    assert headings("；甲乙；") == PARTS


@pytest.mark.threshold("parsing.run_together._SHORTEST")
def test_a_line_of_sixty_characters_may_be_several() -> None:
    table = "规章 1 行政许可 2 行政处罚 3"
    assert lines(f"{'甲' * (59 - len(table))} {table}")[-1] == table.split()
    text = f"{'甲' * (58 - len(table))} {table}"
    assert lines(text) == [text]


def test_a_table_among_prose() -> None:
    text = f"{PROSE}{PROSE} {CELLS} {PROSE}"
    assert lines(text) == [PROSE + PROSE, CELLS.split(), PROSE]


def test_rows_with_nothing_but_their_cells_apart_are_told_by_their_labels() -> None:
    cells = CELLS.replace(" 行政", "行政").replace("规章", "现行有效件数规章", 1)
    whole = ["现行有效件数", *CELLS.split()]
    assert lines(f"{PROSE * 4} {cells} {PROSE}") == [PROSE * 4, whole, PROSE]
    rest = cells.replace("规章", "规章制度", 1)  # of which a piece is no label
    before, table, _ = lines(f"{PROSE * 4} {rest} 行政处罚 8 {PROSE}")
    assert str(before).endswith("现行有效件数规章制度 1 2 3")
    assert table == [*whole[5:], "行政处罚", "8"]


@pytest.mark.threshold("parsing.run_together._FEWEST_CELLS")
def test_three_labels_and_figures_are_a_table() -> None:
    long = "甲" * 60
    assert lines(f"{long} 规章 1 行政许可 2 行政处罚 3") == [long, ["规章", "1", "行政许可", "2", "行政处罚", "3"]]
    for text in (f"{long} 规章 1 2 行政许可 3", f"{long} 规章 行政处罚 1 行政许可 2"):
        assert lines(text) == [text]


@pytest.mark.threshold("parsing.run_together._MOST_STRAYS")
def test_two_words_of_a_table_may_be_others() -> None:
    head, tail = "规章 1 行政许可 2 行政处罚 3", "行政强制 4"
    assert lines(f"{'甲' * 60} {head} 某一 某二 {tail}")[1:] == [f"{head} 某一 某二 {tail}".split()]
    assert lines(f"{'甲' * 60} {head} 某一 某二 某三 {tail}")[1:] == [head.split(), f"某一 某二 某三 {tail}"]


@pytest.mark.threshold("parsing.run_together._LONGEST_WORD")
@pytest.mark.threshold("parsing.run_together._LONGEST_LABEL")
def test_another_word_of_a_table_has_up_to_forty_characters() -> None:
    def cells(length: int) -> int:
        found = lines(f"{'甲' * 61} 规章 1 行政许可 2 行政处罚 3 {'乙' * length} 行政强制 4")
        return len(found[1])

    assert [cells(length) for length in (40, 41)] == [9, 6]
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    spread = label.replace("、", "、" + "﻿" * (60 - len(label)))
    assert lines(f"{'甲' * 61} 规章 1 行政许可 2 行政处罚 3 {spread} 4")[1][6] == spread  # type: ignore[index]
    assert len(lines(f"{'甲' * 61} 规章 1 行政许可 2 行政处罚 3 {spread}﻿ 4")[1]) == 6


@pytest.mark.threshold("parsing.run_together._FEWEST_BARS")
def test_six_bars_tell_blank_cells() -> None:
    long = "甲" * 60
    cells = ["规章", "1", "行政许可", "2", "行政处罚", "3"]
    assert lines(f"{long} | 规章 | 1 || 行政许可 | 2 | 行政处罚 3")[1] == [*cells[:2], "", *cells[2:]]
    assert lines(f"{long} 规章 | 1 || 行政许可 | 2 | 行政处罚 3")[1] == cells


@pytest.mark.threshold("parsing.run_together._FEWEST_GLUED")
def test_six_labels_without_white_space_are_a_table() -> None:
    labels = "信息内容本年制发件数本年废止件数现行有效件数"
    long = "甲" * 40 + "。"
    assert lines(f"{long}{labels}规章123行政许可7")[-1] == [
        *("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        *("规章", "1", "2", "3", "行政许可", "7"),
    ]
    text = f"{long}{labels}行政许可7"
    assert lines(text) == [text]


def test_figures_that_stand_together_are_told_apart_only_digit_by_digit() -> None:
    labels = "信息内容本年制发件数本年废止件数现行有效件数"
    found = lines(f"{'甲' * 40}。{labels}规章1234行政规范性文件567行政许可12")[-1]
    assert found[4:] == ["规章", "1234", "行政规范性文件", "5", "6", "7", "行政许可", "12"]


def glued(*texts: str) -> list[str | list[str]]:
    return shown(list(with_lines(paragraphs(*texts), REFERENCE.vocabulary, REFERENCE.lexicon)))


PART_TWO = "信息内容本年制发件数本年废止件数现行有效件数"


def test_rows_with_nothing_between_their_cells_are_a_table() -> None:
    assert glued(PARTS[1], PART_TWO, "规章000", "行政规范性文件12030", "第二十条（五）项", "行政许可7", PROSE) == [
        PARTS[1],
        [
            *("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
            *("规章", "0", "0", "0", "行政规范性文件", "12030", "第二十条（五）项", "行政许可", "7"),
        ],
        PROSE,
    ]


@pytest.mark.threshold("parsing.run_together._FEWEST_GLUED", "parsing.run_together._FEWEST_CELLS")
def test_three_such_rows_and_six_labels_are_a_table() -> None:
    rows = ["规章000", "行政规范性文件123", "行政许可7"]
    assert len(glued(PART_TWO, *rows)) == 1
    assert glued(PART_TWO, *rows[:2]) == [PART_TWO, *rows[:2]]
    assert glued("信息内容", *rows) == ["信息内容", *rows]
    assert len(glued("信息内容本年制发件数本年废止件数", *rows)) == 1


@pytest.mark.parametrize("sign", "；;，、")
def test_rows_with_signs_between_their_cells_are_not_glued(sign: str) -> None:
    cells = ["规章", "0", "12"], ["行政许可", "34"], ["行政处罚", "+5"], ["行政强制", "6"]
    rows = [sign.join(row) for row in cells]
    assert glued(PART_TWO, *rows) == [PART_TWO, *rows]


def test_the_heading_of_a_part_is_no_row() -> None:
    rows = ["规章000", "行政规范性文件123", "行政许可7"]
    assert glued(PART_TWO, *rows, PARTS[2], "自然人法人或其他组织总计")[1:] == [PARTS[2], "自然人法人或其他组织总计"]


def test_zeros_that_stand_together_are_as_many_figures() -> None:
    text = f"{'甲' * 40}。{PART_TWO}规章000行政规范性文件0000行政许可00"
    assert lines(text)[-1][4:] == ["规章", *"000", "行政规范性文件", *"0000", "行政许可", *"00"]


# --- lines that are pieces ---


def paragraphs(*texts: str) -> list[Block]:
    found: list[Block] = []
    at = 0
    for text in texts:
        found.append(Paragraph(Chars.at(text, at)))
        at += len(text) + 1
    return found


def whole(*texts: str) -> list[str | list[str]]:
    return shown(list(with_whole_headings(paragraphs(*texts))))


def test_a_number_on_a_line_of_its_own_belongs_to_the_title_below() -> None:
    assert whole("一、", "总体情况", "（一）", "予以公开", "1.", "属于国家秘密") == [
        "一、总体情况",
        "（一）予以公开",
        "1.属于国家秘密",
    ]


def test_a_number_before_a_number_or_a_figure_is_left_alone() -> None:
    for texts in (["一、", "二、主动公开"], ["1.", "25"], ["总体情况", "一、"]):
        assert whole(*texts) == texts


@pytest.mark.threshold("parsing.split_headings._LONGEST_TITLE")
def test_a_title_below_its_number_has_up_to_sixty_characters() -> None:
    assert whole("一、", "甲" * 60) == ["一、" + "甲" * 60]
    assert whole("一、", "甲" * 61) == ["一、", "甲" * 61]


@pytest.mark.threshold("parsing.split_headings._LONGEST_NUMBER")
def test_a_number_has_up_to_eight_characters() -> None:
    assert whole("第" + " " * 4 + "一部分", "甲乙") == ["第    一部分甲乙"]
    assert whole("第" + " " * 5 + "一部分", "甲乙") == ["第     一部分", "甲乙"]


def with_label(label: str, *rows: str) -> list[list[str]]:
    block = next(
        block for block in gather(paragraphs(*rows), REFERENCE.vocabulary, "\n".join(rows)) if isinstance(block, Grid)
    )
    found = list(with_labels([*paragraphs(label), block], REFERENCE.vocabulary))[-1]
    assert isinstance(found, Grid)
    return [[cell.text.text for cell in row] for row in found.rows]


HEADER = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"


def test_a_label_above_a_grid_is_a_part_of_it() -> None:
    label = "四、结转下年度继续办理"
    assert with_label(label, HEADER, "1 2 3 4 5 6 7") == [HEADER.split(), [label, *"1234567"]]
    assert with_label("行政复议", HEADER, "1 2 3 4 5 6 7")[0] == ["行政复议"]
    rows = with_label("三、本年度办理结果", HEADER, "（一）予以公开 1 2 3 4 5 6 7")
    assert rows[0] == ["三、本年度办理结果"]


@pytest.mark.threshold("parsing.table_pieces._LONGEST_LABEL")
def test_a_label_above_a_grid_has_up_to_sixty_characters() -> None:
    assert with_label("行政" + "\u200b" * 56 + "复议", HEADER, "1 2 3 4 5 6 7")[0][0].startswith("行政")
    grid = gather(paragraphs(HEADER, "1 2 3 4 5 6 7"), REFERENCE.vocabulary, "")[0]
    above = paragraphs("行政" + "\u200b" * 57 + "复议")
    assert list(with_labels([*above, grid], REFERENCE.vocabulary)) == [*above, grid]


# --- one cell a line ---


def kinds(*texts: str) -> list[str]:
    return [type(block).__name__ for block in gather(paragraphs(*texts), REFERENCE.vocabulary, "\n".join(texts))]


@pytest.mark.threshold("parsing.spaced_tables._FEWEST_CELLS")
def test_three_labels_and_three_figures_on_lines_of_their_own_are_a_table() -> None:
    assert kinds("规章", "1", "行政许可", "2", "行政处罚", "3") == ["Grid"]
    assert kinds("规章", "1", "行政许可", "2", "3") == ["Paragraph"] * 5
    assert kinds("规章", "1", "行政许可", "行政处罚", "3") == ["Paragraph"] * 5


LABELS = ("行政复议", "行政诉讼", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "复议后起诉")


@pytest.mark.threshold("parsing.spaced_tables._FEWEST_LABELS")
def test_eight_labels_on_lines_of_their_own_are_a_table_that_lost_its_figures() -> None:
    assert kinds(*LABELS) == ["Grid"]
    assert kinds(*LABELS[:7]) == ["Paragraph"] * 7
    assert kinds(*LABELS[:7], "总计") == ["Paragraph"] * 8


@pytest.mark.threshold("parsing.spaced_tables._FEWEST_COLUMNS")
def test_a_list_of_what_is_published_is_no_table() -> None:
    rows = ("规章", "规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "政府集中采购", "其他")
    assert kinds(*rows) == ["Paragraph"] * 8
    assert kinds(*rows, "总计") == ["Grid"]


@pytest.mark.parametrize("figures", [("1件", "0件", "２件"), ("无", "1", "无"), ("12万元", "3元", "1")])
def test_figures_with_their_unit_and_what_stands_for_none_are_figures(figures: tuple[str, str, str]) -> None:
    assert kinds("规章", figures[0], "行政许可", figures[1], "行政处罚", figures[2]) == ["Grid"]


def cells(source: str) -> list[str]:
    at, blocks = 0, []
    for line in source.split("\n"):
        if line:
            blocks.append(Paragraph(Chars.at(line, at)))
        at += len(line) + 1
    (grid,) = gather(blocks, REFERENCE.vocabulary, source)
    assert isinstance(grid, Grid)
    return [cell.text.text for row in grid.rows for cell in row]


def test_a_line_that_is_a_label_but_for_white_space_is_one_cell() -> None:
    assert cells("规 章\n1\n行政 许可\n2\n行 政 处 罚\n3") == ["规 章", "1", "行政 许可", "2", "行 政 处 罚", "3"]
    assert cells("规章\n1\n行政许可\n2\n行政许可 行政处罚\n3")[4:] == ["行政许可", "行政处罚", "3"]


ROWS = "规章\n1\n2\n3\n行政规范性文件\n4\n5\n6"


@pytest.mark.threshold("parsing.spaced_tables._FEWEST_STEPS")
def test_a_blank_line_between_figures_is_a_blank_cell_where_most_have_none() -> None:
    assert cells(f"{ROWS}\n行政许可\n\n7") == [*ROWS.split("\n"), "行政许可", "", "7"]
    eight = ROWS.removesuffix("\n6")
    assert cells(f"{eight}\n行政许可\n\n7") == [*eight.split("\n"), "行政许可", "", "7"]
    short = ROWS.removesuffix("\n5\n6")
    assert cells(f"{short}\n行政许可\n\n7") == [*short.split("\n"), "行政许可", "7"]
    assert cells(f"{ROWS}\n行政许可\n7".replace("\n", "\n\n")) == [*ROWS.split("\n"), "行政许可", "7"]


@pytest.mark.threshold("parsing.spaced_tables._LEAST_USUAL")
def test_where_lines_are_apart_by_different_steps_none_is_a_blank() -> None:
    even = f"{ROWS}\n行政许可\n7"
    assert "" in cells(even.replace("\n2", "\n\n2"))
    assert "" not in cells(even.replace("\n2", "\n\n2").replace("\n5", "\n\n5"))
    assert "" in cells(f"{even}\n行政处罚\n8".replace("\n2", "\n\n2").replace("\n5", "\n\n5"))
