"""What `baseline --accept` does: the entry that accepts one finding is written into the configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from glob import escape

from linter.accept.accepted import Acceptance
from linter.cli import language, preparation
from linter.config.configuration import FILE_NAME, FINGERPRINT, ConfigError
from linter.config.new_acceptance import with_acceptance, written_out
from linter.engine import run
from linter.engine.task import Task
from linter.files.search import STDIN, relative_path
from linter.files.small_files import UnfitError, content
from linter.files.writing import WriteError, create, overwrite
from linter.model.diagnostics import Diagnostic, FileResult
from linter.notices.refusal import Refusal, note, say
from linter.reporters.places import anchor
from linter.rules.schema import CODE
from linter.type_names import Any

_MOST_LISTED = 20  # bounds the work: findings that may be meant


def refuse_alone(options: Mapping[str, Any]) -> None:
    """The options that go with --accept need it.

    Raises:
        Refusal: one stands without it.
    """
    for name in ("at", "reason", "until"):
        if options[name] is not None:
            lang = options["lang"] or language.spoken()
            raise Refusal(say(lang, f"--{name} 要与 --accept 一起用", f"--{name} goes with --accept"))


def accept(paths: tuple[str, ...], options: Mapping[str, Any]) -> None:
    """Write the entry that accepts one finding of one file.

    Args:
        paths: the file.
        options: those of `baseline`.

    Raises:
        Refusal: no finding, or more than one, is meant, or the entry cannot be written. Nothing has changed then.
    """
    asked = options["lang"] or language.spoken()
    named, reason = options["accept"].strip().upper(), (options["reason"] or "").strip()
    # a fingerprint is written in small hexadecimal digits
    named = named[:4] + named[4:].lower()
    if not (FINGERPRINT.fullmatch(named) or re.fullmatch(CODE, named)):
        zh, en = (
            "--accept 写编号（A300）或指纹（A300-1a2b3c4d）",
            "--accept takes a code (A300) or a fingerprint (A300-1a2b3c4d)",
        )
        raise Refusal(say(asked, zh, en))
    if not reason or not reason.isprintable():
        raise Refusal(say(asked, "请用 --reason 写明理由（一行）", "give the reason with --reason, in one line"))
    if options["output"] is not None:
        raise Refusal(say(asked, "--accept 写进配置，不用 -o", "--accept writes into the configuration: no -o"))
    until = _day(options["until"], asked)
    task = preparation.prepare(paths, options)
    if len(task.files) != 1 or task.files == [STDIN]:
        raise Refusal(say(task.lang, "--accept 要写明一个文件", "--accept takes one file"))
    (result,) = run.check_files(task.files, task.job, 1)
    if result.error is not None:
        raise Refusal(f"{result.path}: {result.error.code} {result.error.message}")
    found = _meant(result, named, options["at"], task.lang)
    accepted = task.accepted()
    if accepted is not None and found not in accepted.sift(result).diagnostics:
        note(
            say(
                task.lang,
                f"已经接受：{_told(result, found, task.lang)}",
                f"accepted already: {_told(result, found, task.lang)}",
            )
        )
        return
    _write(task, result, found, reason, until)


def _day(text: str | None, lang: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise Refusal(say(lang, "--until：日期写作 2026-12-31", "--until: write a date as 2026-12-31")) from None


def _meant(result: FileResult, named: str, at: str | None, lang: str) -> Diagnostic:
    """The one finding that is meant.

    Raises:
        Refusal: there is none, or several are; those that may be are listed.
    """
    candidates = [one for one in result.diagnostics if named in (one.code, one.fingerprint)]
    meant = [one for one in candidates if at is None or _is_at(one, at, lang)]
    if len(meant) == 1:
        return meant[0]
    _list(result, meant or candidates or result.diagnostics, lang)
    if not meant:
        place = "" if at is None else f" {at}"
        raise Refusal(say(lang, f"{result.path}{place} 没有问题 {named}", f"{result.path}{place}: no finding {named}"))
    zh = f"{result.path} 有{len(meant)}个 {named}，请用 --at 写明位置，或者写指纹"
    en = f"{result.path} has {len(meant)} findings {named}; name the place with --at, or the fingerprint"
    raise Refusal(say(lang, zh, en))


def _is_at(found: Diagnostic, place: str, lang: str) -> bool:
    """Whether a place, as `concise` writes it, or a line alone, is that of a finding."""
    return place.strip(" :") in (anchor(found.location, lang), str(found.location.line))


def _list(result: FileResult, found: Sequence[Diagnostic], lang: str) -> None:
    for one in found[:_MOST_LISTED]:
        note(_told(result, one, lang))


def _told(result: FileResult, found: Diagnostic, lang: str) -> str:
    return f"{result.path}:{anchor(found.location, lang)}: {found.fingerprint} {found.message}"


def _write(task: Task, result: FileResult, found: Diagnostic, reason: str, until: date | None) -> None:
    """Put the entry into the configuration, which is made where there is none.

    Raises:
        Refusal: it cannot be written, or has changed meanwhile.
    """
    file, lang = task.config.path or FILE_NAME, task.lang
    path = escape(relative_path(result.path, os.path.dirname(file) or "."))
    entry = Acceptance((path,), (), reason, fingerprint=found.fingerprint, until=until)
    shown = file if (seen := relative_path(file, ".")).startswith("..") else seen
    try:
        if task.config.path is None:
            create(file, f"accept:\n{written_out(file, entry)}")
        else:
            before = content(file)
            extended = with_acceptance(file, before.decode("utf-8-sig"), entry).encode()
            mark = before[:3] if before.startswith(b"\xef\xbb\xbf") else b""
            overwrite(file, mark + extended, before)
    except ConfigError as error:
        raise Refusal(error.in_language(lang)) from None
    except UnfitError as error:
        raise Refusal(f"{shown}: {say(lang, error.message, error.english)}") from None
    except WriteError as error:
        raise Refusal(
            say(lang, f"无法写入 {shown}：{error.message}", f"cannot write {shown}: {error.english}")
        ) from None
    told = _told(result, found, lang)
    note(say(lang, f"{shown}：已接受 {told}", f"{shown}: accepted {told}"))
