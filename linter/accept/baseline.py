"""The baseline: findings that were there when an office began to check, kept in a file so that only new ones are told.

The file is JSON with a line for each finding, sorted, and nothing in it that changes with lines or dates, so that
version control shows what was added and what was settled. The fingerprint counts; code and message are for people, and
for findings whose fingerprint an earlier version of the program made of other things.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from linter.files import small_files
from linter.files.search import relative_path
from linter.files.writing import Guard, opened
from linter.model.diagnostics import Diagnostic, FileResult
from linter.model.records import NamedTuple
from linter.notices import harmless
from linter.notices.refusal import note, say
from linter.placed.nodes import PlacedError, Reading
from linter.type_names import NoReturn

VERSION = 1
MOST_BYTES = 64 * 1024 * 1024
MOST_FINDINGS = 1_000_000  # told before anything is read by the opening brackets, of which each has one
_MOST_NAMED = 3
_FIELDS = ("version", "files")


class BaselineError(PlacedError):
    """A baseline file is wrong."""


class Held(NamedTuple):
    """A finding as the baseline holds it."""

    fingerprint: str
    code: str
    message: str


class Settled(NamedTuple):
    """Findings that a baseline holds and a run no longer has: how many, and in which files."""

    findings: int
    paths: tuple[str, ...]


class Baseline:
    """Takes the findings that a baseline holds out of a run, and remembers which of them were found.

    Parameters:
        known: the findings of each file, by its path seen from `folder`.
        folder: that of the baseline file.
    """

    def __init__(self, known: Mapping[str, Collection[Held]], folder: str) -> None:
        self._known = known
        self._folder = folder
        self._found: dict[str, set[Held]] = {}

    def sift(self, result: FileResult) -> FileResult:
        """The result without what is known."""
        path = relative_path(result.path, self._folder)
        known = self._known.get(path)
        if known is None or result.error is not None:
            return result
        accepted = dict(_matches(known, result.diagnostics))
        not_looked_for = (one for one in known if one.code in result.left_out)
        self._found[path] = {*accepted.values(), *not_looked_for}
        return result.without(set(accepted))

    def through(self, results: Iterable[FileResult]) -> Iterator[FileResult]:
        """The results without what is known."""
        return map(self.sift, results)

    def tell_settled(self, selected: Collection[str], lang: str) -> None:
        """A sentence on standard error about what need no longer be held."""
        settled = self.settled(selected)
        if settled.findings:
            more = settled.paths[_MOST_NAMED:]
            zh = "、".join(settled.paths[:_MOST_NAMED]) + (" 等" if more else "")
            en = ", ".join(settled.paths[:_MOST_NAMED]) + (" …" if more else "")
            note(
                say(
                    lang,
                    f"基线中有{settled.findings}个问题已不再出现（{zh}），请用 nianbao baseline 重新生成",
                    f"{settled.findings} findings of the baseline are gone ({en}); write it anew with nianbao baseline",
                )
            )

    def settled(self, selected: Collection[str]) -> Settled:
        """What the baseline holds of the files that have passed by, or are gone, and was not found again.

        Args:
            selected: the codes that were checked.
        """
        gone = {
            path: {one for one in known if one.code in selected} - self._found.get(path, set())
            for path, known in self._known.items()
            if path in self._found or not os.path.exists(os.path.join(self._folder, path))
        }
        return Settled(sum(map(len, gone.values())), tuple(path for path, those in sorted(gone.items()) if those))


def _matches(known: Iterable[Held], diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[int, Held]]:
    """Findings by their numbers with the entries that hold them: by the fingerprint, else by code and message."""
    entries = {one.fingerprint: one for one in known}
    others: list[int] = []
    for number, found in enumerate(diagnostics):
        entry = entries.pop(found.fingerprint, None)
        if entry is None:
            others.append(number)
        else:
            yield number, entry
    said: dict[tuple[str, str], list[Held]] = {}
    for entry in entries.values():
        said.setdefault((entry.code, entry.message), []).append(entry)
    for number in others:
        if same := said.get((diagnostics[number].code, diagnostics[number].message)):
            yield number, same.pop()


def load(file: str) -> Baseline:
    """The baseline in a file.

    Raises:
        BaselineError: it cannot be read or is none.
    """
    text = _text(file)
    try:
        content = json.loads(text)
        if content["version"] != VERSION or len(content) != len(_FIELDS):
            raise ValueError
        known = {path: {_known(one) for one in found} for path, found in content["files"].items()}
    except json.JSONDecodeError as error:
        zh = f"不是完整的基线文件（{error.msg}），请重新生成"
        raise BaselineError(file, error.lineno, error.colno, zh, f"damaged baseline ({error.msg})") from None
    except RecursionError:
        raise BaselineError(file, 1, 1, "嵌套太深", "nested too deeply") from None
    except (AttributeError, KeyError, TypeError, ValueError):
        _complain(file, text)
    return Baseline(known, os.path.dirname(file) or ".")


def _text(file: str) -> str:
    try:
        data = small_files.content(file, MOST_BYTES)
    except small_files.UnfitError as problem:
        raise BaselineError(file, 1, 1, problem.message, problem.english) from None
    if data.count(b"{") + data.count(b"[") > MOST_FINDINGS:
        zh, en = f"超过 {MOST_FINDINGS:,} 个问题", f"more than {MOST_FINDINGS:,} findings"
        raise BaselineError(file, 1, 1, zh, en)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BaselineError(file, line, 1, "不是 UTF-8 编码", "not UTF-8") from None


def _known(finding: object) -> Held:
    if not (isinstance(finding, dict) and sorted(finding) == sorted(Held._fields)):
        raise ValueError
    if not all(isinstance(value, str) for value in finding.values()):
        raise ValueError
    return Held(**finding)


def _complain(file: str, text: str) -> NoReturn:
    """Raise the error that says where a file differs from a baseline; as YAML, which JSON is too, it has places."""
    from linter.placed import yaml_places

    # a longer one is as wrong, but to look for the place would take minutes
    root = yaml_places.compose(text, file, BaselineError) if len(text) <= small_files.MOST_BYTES else None
    reading = Reading(file, BaselineError)
    if root is not None:
        fields = reading.fields(root, _FIELDS, _FIELDS)
        reading.integer(fields["version"], VERSION, VERSION)
        for _, found in reading.entries(fields["files"]).values():
            for finding in reading.items(found):
                for value in reading.fields(finding, Held._fields, Held._fields).values():
                    reading.text(value)
    raise BaselineError(file, 1, 1, "不是基线文件", "this is no baseline")


def write(results: Iterable[FileResult], file: str, guard: Guard | None = None) -> tuple[int, int]:
    """Write the findings of a run as a baseline; return of how many files it holds how many findings.

    Raises:
        WriteError: the file cannot be made.
    """
    folder = os.path.dirname(file) or "."
    lines = {
        relative_path(result.path, folder): sorted(
            harmless.json(
                json.dumps(
                    {"fingerprint": one.fingerprint, "code": one.code, "message": one.message}, ensure_ascii=False
                )
            )
            for one in result.diagnostics
        )
        for result in results
        if result.diagnostics
    }
    with opened(file, guard) as out:
        out.write(f'{{\n"version": {VERSION},\n"files": {{')
        for number, (path, found) in enumerate(sorted(lines.items())):
            separator = "," if number else ""
            name = harmless.json(json.dumps(path, ensure_ascii=False))  # a name may be no valid text
            out.write(f"{separator}\n{name}: [\n" + ",\n".join(found) + "\n]")
        out.write("\n}\n}\n")
    return len(lines), sum(map(len, lines.values()))
