"""`junit`: JUnit XML, which CI servers show as a table of tests.

A file is a test suite and a rule that was run on it a test: such a test keeps its name from one run to the next, so
that a server can tell what has newly failed, and what passed is seen as well. Servers take no file of any size, so of
many files what failed comes first, and what passed is only counted.
"""

from __future__ import annotations

from codecs import lookup
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from linter.model.diagnostics import Diagnostic, FileResult
from linter.model.records import NamedTuple
from linter.notices.harmless import name, xml, xml_attribute
from linter.reporters.places import anchor
from linter.reporters.tally import Presentation, RuleInfo, Tally
from linter.reporters.words import RANKS, WORDS, mentioned, urgency
from linter.type_names import TextIO

_ROOM = 8_000_000  # characters of all suites: GitLab takes some 10 MB
_WHOLE = 2_000_000  # beyond so many of a kind of files, what passed in them is not listed
_IN_MEMORY = 4_000_000


class Test(NamedTuple):
    """What one rule says of a file: `outcome` is an element's name (empty: passed), `lines` stand in it."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the suites, those of files that need changes first."""
    is_utf8 = lookup(getattr(out, "encoding", None) or "utf-8").name == "utf-8"
    encoding = "utf-8" if is_utf8 else "us-ascii"  # few parsers know GBK, and all know characters by their numbers
    out.write(f'<?xml version="1.0" encoding="{encoding}"?>\n<testsuites name="nianbao">\n')
    with ExitStack() as stack:
        held = [stack.enter_context(_Held()) for _ in RANKS]
        for result in results:
            rank = held[urgency(result)]
            result = result._replace(path=name(result.path))
            suite = _suite(result, tuple(_tests(result, context)), context.lang, is_whole=rank.size < _WHOLE)
            rank.add(suite if is_utf8 else suite.encode("ascii", "xmlcharrefreplace").decode("ascii"))
        room, left_out = _ROOM, 0
        for rank in held:
            size, missing = rank.write(out, room)
            room, left_out = 0 if missing else room - size, left_out + missing
    if left_out:
        words = WORDS[context.lang]
        others = Test(words["other-files"], remarks=(words["left-out-files"].format(left_out),))
        suite = _suite(FileResult("nianbao", None), (others,), context.lang, is_whole=True)
        out.write(suite if is_utf8 else suite.encode("ascii", "xmlcharrefreplace").decode("ascii"))
    out.write("</testsuites>\n")


class _Held:
    """Suites that wait until all files are known, as many as there is room for."""

    def __init__(self) -> None:
        self.size = 0
        self._lengths: list[int] = []
        self._left_out = 0
        self._file = SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n")  # noqa: SIM115

    def __enter__(self) -> _Held:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, suite: str) -> None:
        if self.size + len(suite) > _ROOM:
            self._left_out += 1
            return
        self.size += len(suite)
        self._lengths.append(len(suite))
        self._file.write(suite)

    def write(self, out: TextIO, room: int) -> tuple[int, int]:
        """Write as many as there is room for; how much that was, and how many were left out."""
        self._file.seek(0)
        written = 0
        for number, length in enumerate(self._lengths):
            if written + length > room:
                return written, self._left_out + len(self._lengths) - number
            out.write(self._file.read(length))
            written += length
        return written, self._left_out


def _tests(result: FileResult, context: Presentation) -> Iterator[Test]:
    """The rules that were run on a file, in the order of their codes, each with what it found."""
    if result.error is not None:
        code, message = result.error
        yield Test(code, "error", code, message, (f"{result.path}: {code} {message}",))
        return
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in result.diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    undecided: dict[str, list[str]] = {}
    for entry in result.not_evaluated:
        undecided.setdefault(entry.code, []).append(entry.reason)
    for code in sorted({*result.evaluated, *found, *undecided}):
        title = _title(code, found.get(code, ()), context.rules)
        yield _test(title, code, found.get(code, []), undecided.get(code, []), result.path, context)


def _title(code: str, found: Iterable[Diagnostic], rules: Mapping[str, RuleInfo]) -> str:
    rule = rules.get(code) or next(iter(found), None)
    return f"{code} {rule.name}" if rule else code


def _test(
    name: str, code: str, found: list[Diagnostic], undecided: list[str], path: str, context: Presentation
) -> Test:
    threshold = context.fail_on
    failing = [one for one in found if threshold is not None and one.severity >= threshold]
    words = WORDS[context.lang]
    doubts = tuple(f"{words['undecided']} {code} {reason}" for reason in undecided)
    if failing:
        count = words["others-of-rule"].format(len(failing)) if len(failing) > 1 else ""
        remarks = tuple(_line(one, path, context.lang) for one in found if one not in failing) + doubts
        lines = tuple(
            line for one in failing for line in (_line(one, path, context.lang), *_details(one, context.lang))
        )
        return Test(
            name, "failure", max(one.severity for one in failing).word, failing[0].message + count, lines, remarks
        )
    remarks = tuple(_line(one, path, context.lang) for one in found)
    if undecided and not found:
        return Test(name, "skipped", message="; ".join(undecided))
    return Test(name, remarks=remarks + doubts)


def _line(found: Diagnostic, path: str, lang: str) -> str:
    return f"{path}:{anchor(found.location, lang)}: {found.code} {found.severity.word} {found.message}"


def _details(found: Diagnostic, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    if found.basis:
        yield f"  {words['basis']} {found.basis}"
    for related in found.related:
        yield f"  {words['related']} {mentioned(related, lang)}"


def _suite(result: FileResult, tests: tuple[Test, ...], lang: str, is_whole: bool) -> str:
    """The suite of a file; what passed without a remark is listed where it is whole."""
    shown = tests if is_whole else tuple(test for test in tests if test.outcome or test.remarks)
    if len(shown) < len(tests):
        words = WORDS[lang]
        told = words["passed-tests"].format(len(tests) - len(shown))
        shown = (*shown, Test(words["other-rules"], remarks=(told,)))
    counts = {outcome: sum(test.outcome == outcome for test in shown) for outcome in ("failure", "error", "skipped")}
    attributes = {
        "name": result.path,
        "tests": len(shown),
        "failures": counts["failure"],
        "errors": counts["error"],
        "skipped": counts["skipped"],
    }
    cases = "".join(_case(result.path, test) for test in shown)
    return f"<testsuite{_attributes(attributes)}>\n{cases}</testsuite>\n"


def _case(path: str, test: Test) -> str:
    inside = ""
    if test.outcome == "skipped":
        inside += f"<skipped{_attributes({'message': test.message})}/>\n"
    elif test.outcome:
        opening = _attributes({"message": test.message, "type": test.kind})
        inside += f"<{test.outcome}{opening}>{_text(test.lines)}</{test.outcome}>\n"
    if test.remarks:
        inside += f"<system-out>{_text(test.remarks)}</system-out>\n"
    head = f"<testcase{_attributes({'name': test.name, 'classname': path, 'file': path})}"
    return f"{head}>\n{inside}</testcase>\n" if inside else f"{head}/>\n"


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f' {key}="{xml_attribute(str(value))}"' for key, value in values.items())


def _text(lines: Iterable[str]) -> str:
    return xml("\n".join(lines))
