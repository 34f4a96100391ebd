"""The console's own words in both languages. Every sign of them exists in GBK."""

from __future__ import annotations

from linter.reporters.tally import Summary

WORDS = {
    "zh": {
        "error": "错误",
        "warning": "警告",
        "info": "提示",
        "basis": "依据",
        "fix": "改法",
        "related": "另见",
        "undecided": "未能判断",
        "unreadable": "未能检查",
        "more": "……另有{}处",
        "clean": "没有发现问题",
        "year": "{}年",
        "regime-2008": "2008年条例",
        "regime-2019": "2019年格式",
        "regime-2021": "2021年格式",
        "passed": "可以发布",
        "passed-part": "所选规则没有发现问题",
        "doubtful": "请核实",
        "failed": "需要修改",
        "nothing": "没有可检查的文件",
        "colon": "：",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "info": "info",
        "basis": "basis:",
        "fix": "fix:",
        "related": "see also",
        "undecided": "not decided:",
        "unreadable": "not checked:",
        "more": "... and {} more",
        "clean": "no findings",
        "year": "{}",
        "regime-2008": "regulation of 2008",
        "regime-2019": "form of 2019",
        "regime-2021": "form of 2021",
        "passed": "Ready to publish",
        "passed-part": "Nothing found by the selected rules",
        "doubtful": "Please verify",
        "failed": "Needs changes",
        "nothing": "No files to check",
        "colon": ": ",
    },
}


def counted(summary: Summary, lang: str) -> str:
    """The counts in words: files, errors, warnings, infos, and unreadable files if there are any."""
    if lang == "zh":
        text = f"{summary.files} 个文件，{summary.errors} 个错误，{summary.warnings} 个警告"
        text += f"，{summary.infos} 个提示"
        return text + (f"，{summary.unreadable} 个文件未能检查" if summary.unreadable else "")

    def many(count: int, noun: str) -> str:
        return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

    counts = [
        many(summary.files, "file"),
        many(summary.errors, "error"),
        many(summary.warnings, "warning"),
        many(summary.infos, "info"),
    ]
    if summary.unreadable:
        counts.append(f"{many(summary.unreadable, 'file')} not checked")
    return ", ".join(counts)
