"""`nianbao new`: whose report a draft is, of which year, and the file that it is written into."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date

from linter import reference
from linter.cli import language
from linter.cli.drafts import SUFFIXES, drafted, written
from linter.cli.drafts import draft_wording as words
from linter.cli.outputs import unwritable
from linter.files.identity import identity
from linter.files.writing import Guard, WriteError
from linter.files.writing import write as write_file
from linter.forms import regimes
from linter.model.report import Report
from linter.notices.harmless import flowing
from linter.notices.refusal import Refusal, note, say
from linter.parsing.comparable import prior_of
from linter.text.organs import same_organ
from linter.type_names import Any

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')  # of files, on one system or another


def write(options: Mapping[str, Any], last: Report | None, today: date) -> None:
    """Write a draft, and say on standard error what was assumed.

    Args:
        options: those of the command.
        last: last year's report, None where none was named.
        today: when the draft is made.

    Raises:
        Refusal: last year's report is another one, the year's form is not in force any more, or the file is there
            already or cannot be written.
    """
    lang, path = options["lang"] or language.spoken(), options["last_report"]
    if last is not None:
        _must_be_a_report(last, path, lang)
    organ = _organ(options["organ"], last, path, lang)
    year = _year(options["draft_year"], last, path, today, lang)
    known = reference.load()
    if known.regime_of(year) != regimes.LATEST:
        years = regimes.BY_ID[regimes.LATEST].years
        zh, en = f"只能起草{years['zh']}的报告，不能起草{year}年的", f"drafts are for {years['en']}, not for {year}"
        raise Refusal(say(lang, zh, en))
    wording = words.load()
    draft = drafted(known.forms[regimes.LATEST], wording, organ, year, prior_of(last, path) if last else None)
    if last is not None and not draft.figures:
        zh, en = (
            "没有读到结转下年度的数字，上年结转没有填写",
            "no figures carried forward were found there; none filled in",
        )
        note(say(lang, f"--prior：{path} {zh}", f"--prior: {path}: {en}"))
    name = _NOT_IN_NAMES.sub("", wording.title.format(organ=organ or "", year=year))
    target = options["draft"] or f"{name}.docx"
    if os.path.splitext(target)[1].lower() not in SUFFIXES:
        known_suffixes = " ".join(SUFFIXES)
        zh, en = f"-o：{target} 的后缀要是 {known_suffixes} 之一", f"-o: {target} must end with one of {known_suffixes}"
        raise Refusal(say(lang, zh, en))
    try:
        write_file(target, written(draft, target), _guard(path, options["force"]))
    except WriteError as error:
        raise unwritable(target, error, lang) from None
    note(
        say(
            lang,
            f"已写好 {target}；还要填写什么，用 nianbao check 列出",
            f"written: {target}; nianbao check lists what is left to fill",
        )
    )


def _must_be_a_report(last: Report, path: str, lang: str) -> None:
    if last.title is None and last.year is None and not last.tables:
        zh, en = f"{path} 不是政府信息公开工作年度报告", f"{path} is no annual report on information disclosure"
        raise Refusal(say(lang, f"--prior：{zh}", f"--prior: {en}"))


def _organ(asked: str | None, last: Report | None, path: str, lang: str) -> str | None:
    """The organ that was asked for, else that of last year's report."""
    before = last.organization if last is not None else None
    asked = flowing(asked or "").strip() or None
    if asked and before and not same_organ(asked, before):
        zh, en = (
            f"--prior：{path} 是{before}的报告，不是{asked}的",
            f"--prior: {path} is the report of {before}, not of {asked}",
        )
        raise Refusal(say(lang, zh, en))
    if asked:
        return asked
    if before:
        note(
            say(
                lang,
                f"机关按上年报告写作{before}（可用 --organ 另写）",
                f"organ: {before}, as last year's report has it (or --organ)",
            )
        )
    else:
        note(
            say(
                lang,
                "没有写明机关（--organ），标题里留待填写",
                "no organ was given (--organ); the title leaves it to fill in",
            )
        )
    return before


def _year(asked: int | None, last: Report | None, path: str, today: date, lang: str) -> int:
    """The year that was asked for, else the one after last year's report, else the one that has ended."""
    before = last.year if last is not None else None
    if asked and before and asked != before + 1:
        zh = f"--prior：{path} 是{before}年的报告，起草{asked}年的要用{asked - 1}年的"
        en = f"--prior: {path} is the report for {before}; a draft for {asked} needs that for {asked - 1}"
        raise Refusal(say(lang, zh, en))
    if asked:
        return asked
    year = before + 1 if before else today.year - 1
    why = (
        say(lang, "上年报告的下一年", "the year after last year's report")
        if before
        else say(lang, "上一个自然年", "last calendar year")
    )
    note(say(lang, f"年度按{year}年（{why}，可用 --year 另写）", f"year: {year} ({why}, or --year)"))
    return year


def _guard(prior: str | None, force: bool) -> Guard:
    """Nothing that is there is written over but with --force, and last year's report never."""

    def spare(path: str) -> None:
        here = identity(path)
        if here is None or os.path.isdir(path):
            return
        if prior is not None and here == identity(prior):
            raise WriteError("是上年报告，不能覆盖", "is last year's report, not to be written over")
        if not force:
            raise WriteError("已经存在；确要覆盖请加 --force", "it is there already; --force writes over it")

    return spare
