"""Texts that break off at the end of their part, and such as only end without a stop."""

from __future__ import annotations

import pytest

from tests.checks.reports_in_words import found, report

_ADDRESS = "如有疑问，请与云川市水务局办公室联系（地址：南江省云川市清河区永安街道长江北路"


@pytest.mark.parametrize(
    "last",
    [
        "主动公开政府信息260余",
        "网站浏览量3万余",
        "2022年，共公开信息120条，受理申请12",
        "全年主动公开政府信息120",
        "我局认真做好政府信息公",
        "不断完善机制，规范依申请公开工",
        "没有发生行政复议和行政诉",
        "结合实际，进一步",
        "回应群众来信来访，以及",
        "加强队伍建设，提高人员素质，",
        "全年在门户网站公开信息，并",
    ],
)
def test_a_text_that_breaks_off_is_damaged(last: str) -> None:
    before = "我局公开工作有序推进，各项任务按时完成，群众比较满意，没有发生泄密情况。"
    diagnostics = found("X802", report(before, f"{before[:-1]}；{last}" if last.endswith("，") else last))
    assert len(diagnostics) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["没有其他需要报告的事项"],
        ["公开工作有序推进，各项任务按时完成"],
        ["网站浏览量3万余次"],
        ["主动公开政府信息数（条） 120", "受理申请数（件） 12"],
        ["主动公开政府信息：120", "依申请公开：12"],
        ["联系电话：28580689，邮编：412000"],
        ["传真 0731-28580689"],
        ["统计时间：2022年"],
        ["公开内容较多"],
        ["年检一次通过"],
        ["坚持线上线下相结合"],
        ["详见附件2"],
        ["机构职能", "规划计划", "办事指南"],
        ["统计表如下："],
        ["一年来受理12件，时间长达一年有余"],
        ["主动公开政府信息260余", "条，受理申请12件。"],
        ["全年工作不切实"],
        [_ADDRESS, "128号），电话28580689，欢迎来电来访。"],
        [_ADDRESS, "政务服务中心二楼，邮编412000，电话28580689）。"],
        [
            "主要依据是《中华人民共和国政府信息公开条例》，以及《云川市人民政府办公室关于",
            "做好公开工作的若干意见》，各科室逐条对照落实。",
        ],
    ],
)
def test_a_text_that_only_lacks_its_stop_is_not(lines: list[str]) -> None:
    assert [diagnostic.actual for diagnostic in found("X802", report(*lines))] == []


def test_what_goes_on_in_the_next_paragraph_is_not_cut() -> None:
    source = report("主动公开政府信息260余", "全年受理申请12件，均已答复，没有收取费用，群众满意。")
    assert found("X802", source) == []
