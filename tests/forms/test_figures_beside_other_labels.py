"""Text out of a PDF: a row's figures on a line with a piece of another label, or with another row's figures."""

from __future__ import annotations

import pytest

from linter.engine.lint import lint_source

HEAD = """衡河县水利局2023年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）      申请人情况
                               自然人  法人或其他组织  总计
                               商业企业  科研机构  社会公益组织  法律服务机构  其他
     一、本年新收政府信息公开申请数量       4 0 2 0 5 0 11
     二、上年结转政府信息公开申请数量       0 0 0 0 0 0 0
             （一）予以公开         1 0 0 0 0 0 1
   （二）部分公开（区分处理的，只计这一情形，不计其他情形）  0 0 0 0 0 0 0
                  1.属于国家秘密   0 0 0 0 0 0 0
            2.其他法律行政法规禁止公开   0 0 0 0 0 0 0
              3.危及“三安全一稳定”   0 0 0 0 0 0 0
   （三）不        4.保护第三方合法权益   0 0 0 0 0 0 0
    予公开       5.属于三类内部事务信息   0 0 0 0 0 0 0
               6.属于四类过程性信息   0 0 0 0 0 0 0
                7.属于行政执法案卷   0 0 0 0 0 0 0
                8.属于行政查询事项   0 0 0 0 0 0 0
"""
FOOT = """度办           3.补正后申请内容仍不明确   0 0 0 0 0 0 0
理结             1.信访举报投诉类申请   0 0 0 0 0 0 0
 果
                    2.重复申请   0 0 0 0 0 0 0
   （五）不        3.要求提供公开出版物   0 0 0 0 0 0 0
    予处理      4.无正当理由大量反复申请   0 0 0 0 0 0 0
         5.要求行政机关确认或重新出具已获取信息   0 0 0 0 0 0 0
         1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请   0 0 0 0 0 0 0
   （六）其 2.申请人逾期未按收费通知要求缴纳费用、行政机关
    他处理                       0 0 0 0 0 0 0
           不再处理其政府信息公开申请
                      3.其他   0 0 0 0 0 0 0
               （七）总计        4 0 2 0 5 0 11
        四、结转下年度继续办理          0 0 0 0 0 0 0
四、政府信息公开行政复议、行政诉讼情况
"""
IN_ORDER = """三、 （四）无     1.本机关不掌握相关政府信息   3 0 2 0 0 0 5
本年 法提供      2.没有现成信息需要另行制作   0 0 0 0 5 0 5
"""
BESIDE_THE_GROUP = """           1.本机关不掌握相关政府信息 3 0 2 0 0 0 5
三、 （四）无 2.没有现成信息需要另行制作
本年 法提供                      0 0 0 0 5 0 5
"""
BEFORE_ITS_LAST_PIECE = """   （四）     1.本机关不掌握相关政府信息   3 0 2 0 0 0 5
         2.没有现成信息需要另行
三、本年 无法提                      0 0 0 0 5 0 5
         制作
         供
"""
BEHIND_THE_NEXT_LABEL = """           1.本机关不掌握相关政府信息 3 0 2 0
三、 （四）无 2.没有现成信息需要另行制作                      0 0 5
本年 法提供                      0 0 0 0 5 0 5
"""
LAID_OUT = [IN_ORDER, BESIDE_THE_GROUP, BEFORE_ITS_LAST_PIECE, BEHIND_THE_NEXT_LABEL]


def found(middle: str) -> list[str]:
    codes = ["T202", "T203", "T205", "T206", "T207", "T211", "A3"]
    result = lint_source(HEAD + middle + FOOT, path="a.txt", format="text", select=codes)
    return [f"{one.code} {' '.join(one.cells[:1])} {one.expected}" for one in result.diagnostics]


@pytest.mark.parametrize("middle", LAID_OUT)
def test_they_are_those_of_the_row_before(middle: str) -> None:
    assert found(middle) == []


@pytest.mark.parametrize("middle", LAID_OUT)
def test_a_wrong_one_is_told_in_its_row(middle: str) -> None:
    wrong = middle.replace("0 0 0 0 5 0 5", "0 0 0 0 6 0 5")
    assert wrong != middle
    assert found(wrong) == ["A300 applications/unavailable.needs_creation/legal_service 5"]


def test_figures_of_which_there_are_too_many_are_not_dealt_out() -> None:
    moved = BEHIND_THE_NEXT_LABEL.replace("3 0 2 0\n", "3 0 2\n").replace("   0 0 5\n", "   0 0 5 0 1\n")
    assert [one[:4] for one in found(moved)] == ["T203"]
