"""The reporters' own words in both languages. Every sign of them exists in GBK."""

from __future__ import annotations

from collections.abc import Iterator

from linter.forms import regimes
from linter.model.diagnostics import FileResult, Related, Severity
from linter.reporters.places import place
from linter.reporters.tally import Presentation, Summary, Tally

_MOST_NAMED = 6  # of what was not compared


def _severities(lang: str) -> dict[str, str]:
    return {severity.word: severity.called(lang) for severity in Severity}


WORDS = {
    "zh": {
        **_severities("zh"),
        "basis": "依据",
        "fix": "改法",
        "related": "另见",
        "undecided": "未能判断",
        "unreadable": "未能检查",
        "more": "……另有{}处",
        "clean": "没有发现问题",
        "year": "{}年",
        "passed": "可以发布",
        "passed-part": "所选规则没有发现问题",
        "unchecked": "未发现问题",
        "not-compared": "（未核对：{}）",
        "and": "、",
        "prior": "上年结转",
        "note": "注意",
        "note-of": "{}（{}个文件）",
        "statistics": "统计",
        "count": "{code} {name}：{findings}处，{files}个文件",
        "doubtful": "请核实",
        "failed": "需要修改",
        "nothing": "没有可检查的文件",
        "colon": "：",
        "heading": "年报检查结果",
        "file": "文件",
        "total": "合计",
        "place": "位置",
        "finding": "发现的问题",
        "code": "编号",
        "whole-file": "全文",
        "left-out": "另有{}处问题没有列出，请用其他格式查看全部结果",
        "others-of-rule": "（共{}处）",
        "left-out-files": "另有{}份报告没有列出，请用其他格式查看全部结果",
        "passed-tests": "另有{}项通过，没有列出",
        "other-rules": "其他规则",
        "other-files": "其他报告",
        "details": "依据和相关位置",
        "contents": "目录",
        "findings": "发现的问题",
        "result": "结论",
        "text": "报告正文",
        "show": "显示",
        "image": "图片",
        "rules": "规则说明",
        "cut": "报告太长，以下正文没有画出。",
        "repairs": "哪个数字填错了",
        "repairs-certain": "下面的改法能使表内全部合计成立，并且至少有两处合计互相印证：",
        "repairs-likely": "下面的改法能使表内全部合计成立，可能性大的在前，请与台账核实：",
        "repairs-open": "仅凭本报告不能确定是哪个数字有误。下面每一种改法都能使表内合计成立，请与台账核对：",
        "repairs-unresolved": "表内合计不成立，改动少数几个数字也不能使全部合计成立，请逐项核对。",
    },
    "en": {
        **_severities("en"),
        "basis": "basis:",
        "fix": "fix:",
        "related": "see also",
        "undecided": "not decided:",
        "unreadable": "not checked:",
        "more": "... and {} more",
        "clean": "no findings",
        "year": "{}",
        "passed": "Ready to publish",
        "passed-part": "Nothing found by the selected rules",
        "unchecked": "Nothing found",
        "not-compared": " (not compared: {})",
        "and": ", ",
        "prior": "what was carried over from last year",
        "note": "note:",
        "note-of": "{} ({} files)",
        "statistics": "statistics:",
        "count": "{code} {name}: {findings} in files: {files}",
        "doubtful": "Please verify",
        "failed": "Needs changes",
        "nothing": "No files to check",
        "colon": ": ",
        "heading": "Report check",
        "file": "file",
        "total": "total",
        "place": "place",
        "finding": "finding",
        "code": "code",
        "whole-file": "whole file",
        "left-out": "{} more findings are left out here; use another format to see all",
        "others-of-rule": " ({} places)",
        "left-out-files": "{} more reports are left out here; use another format to see all",
        "passed-tests": "{} more passed and are not listed",
        "other-rules": "other rules",
        "other-files": "other reports",
        "details": "basis and related places",
        "contents": "Contents",
        "findings": "Findings",
        "result": "result",
        "text": "The report",
        "show": "Show",
        "image": "picture",
        "rules": "What the rules ask",
        "cut": "The report is too long: what follows is not drawn.",
        "repairs": "Which figure is wrong",
        "repairs-certain": "This change makes every sum hold, and at least two sums agree on it:",
        "repairs-likely": "These changes make every sum hold, the likeliest first; please verify them:",
        "repairs-open": "The report alone cannot tell which figure is wrong; each of these changes would do:",
        "repairs-unresolved": "The sums do not hold, and no change of a few figures makes all of them hold.",
    },
}


_URGENCY = ("revise", "review", "pass")


def urgency(result: FileResult) -> int:
    """Where a file comes in a report that is read from its beginning: 0 for one that needs changes or was not read."""
    return 0 if result.error is not None else _URGENCY.index(result.verdict)


RANKS = range(len(_URGENCY))


def verdict(summary: Summary, complete: bool) -> str:
    """The key of the last word about a run: failed, doubtful, passed, passed-part, unchecked, nothing.

    Args:
        summary: what was found.
        complete: all rules were run, so that a report without findings may be called fit to publish.
    """
    if summary.files == 0:
        return "nothing"
    if summary.errors or summary.unreadable:
        return "failed"
    if summary.warnings:
        return "doubtful"
    if not complete:
        return "passed-part"
    return "unchecked" if summary.unchecked else "passed"


def verdict_words(summary: Summary, complete: bool, lang: str) -> str:
    """The last word about a run; one that nothing was found tells what it does not rest on."""
    words, key = WORDS[lang], verdict(summary, complete)
    if key not in ("unchecked", "passed-part") or not summary.unchecked:
        return words[key]
    named = [words.get(what, what) for what in summary.unchecked[:_MOST_NAMED]]
    more = ["…"] if len(summary.unchecked) > _MOST_NAMED else []
    return words[key] + words["not-compared"].format(words["and"].join([*named, *more]))


def reasons(summary: Summary, lang: str) -> Iterator[str]:
    """Why something was not compared, a sentence for each reason."""
    words = WORDS[lang]
    for reason, files in summary.reasons.items():
        if not reason:
            yield words["more"].format(files)
        else:
            yield reason if files == 1 else words["note-of"].format(reason, files)


def statistics(summary: Summary, context: Presentation) -> Iterator[str]:
    """The counts by rule in words, the most frequent first."""
    for code, (name, findings, files) in summary.counts.items():
        rule = context.rules.get(code)
        called = rule.called(context.lang) if rule else name
        yield WORDS[context.lang]["count"].format(code=code, name=called, findings=findings, files=files)


def about(result: FileResult, lang: str) -> str:
    """Whose report of which year a file is, and by which form it was checked; empty where nothing is known."""
    words = WORDS[lang]
    parts = [
        result.organization,
        None if result.year is None else words["year"].format(result.year),
        None if result.regime is None else regimes.BY_ID[result.regime].name[lang],
    ]
    return " · ".join(part for part in parts if part)


def mentioned(related: Related, lang: str) -> str:
    """A related place in words: the rule that is broken there, where it is, and what it has to do with the finding."""
    where = " ".join(part for part in (related.code, place(related.location, lang)) if part)
    return f"{where}{WORDS[lang]['colon']}{related.message}" if where else related.message


def counted(summary: Summary, lang: str) -> str:
    """The counts in words: files, errors, warnings, infos, and unreadable files if there are any.

    Of files those that the verdict is about are counted, of how many where these are not all.
    """
    meant = summary.revise or summary.review or summary.files
    if lang == "zh":
        of_all = f"（共 {summary.files} 个）" if meant < summary.files else ""
        text = f"{meant} 个文件{of_all}，{_found(summary, lang)}"
        return text + (f"，{summary.unreadable} 个文件未能检查" if summary.unreadable else "")
    of_all = f" (of {summary.files})" if meant < summary.files else ""
    unreadable = f", {_many(summary.unreadable, 'file')} not checked" if summary.unreadable else ""
    return f"{_many(meant, 'file')}{of_all}, {_found(summary, lang)}{unreadable}"


def _found(summary: Summary, lang: str) -> str:
    """How many findings there are of each severity."""
    counts = {"error": summary.errors, "warning": summary.warnings, "info": summary.infos}
    if lang == "zh":
        return "，".join(f"{count} 个{WORDS[lang][severity]}" for severity, count in counts.items())
    return ", ".join(_many(count, severity) for severity, count in counts.items())


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def summed_up(result: FileResult, complete: bool, lang: str) -> list[str]:
    """What is to be said of a file as a whole, a line each: the verdict, the counts, what was not compared or decided.

    Args:
        result: what was found in it.
        complete: all rules were run.
        lang: the language.
    """
    words, summary = WORDS[lang], Tally([result]).counted()
    of_rules: dict[str, list[str]] = {}
    for entry in result.undecided:
        of_rules.setdefault(entry.reason, []).append(entry.code)
    return [
        f"{words['heading']}{words['colon']}{verdict_words(summary, complete, lang)}",
        *filter(None, [about(result, lang)]),
        _found(summary, lang) if result.diagnostics else words["clean"],
        *(f"{words['note']} {reason}" for reason in reasons(summary, lang)),
        *(
            f"{words['undecided']} {words['and'].join(codes)}{words['colon']}{reason}"
            for reason, codes in of_rules.items()
        ),
    ]
