"""`junit`: JUnit XML, which CI servers show as a table of tests.

A file is a test suite and a rule that was run on it a test: such a test keeps its name from one run to the next, so
that a server can tell what has newly failed, and what passed is seen as well.
"""

from __future__ import annotations

from codecs import lookup
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TextIO

from linter.model.diagnostics import Diagnostic, FileResult
from linter.notices.harmless import name, xml, xml_attribute
from linter.reporters.places import anchor
from linter.reporters.tally import Presentation, RuleInfo, Tally
from linter.reporters.words import WORDS, mentioned


class Test(NamedTuple):
    """What one rule says of a file: `outcome` is an element's name (empty: passed), `lines` stand in it."""

    name: str
    outcome: str = ""
    kind: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write the suite of each file as it comes."""
    is_utf8 = lookup(getattr(out, "encoding", None) or "utf-8").name == "utf-8"
    encoding = "utf-8" if is_utf8 else "us-ascii"  # few parsers know GBK, and all know characters by their numbers
    out.write(f'<?xml version="1.0" encoding="{encoding}"?>\n<testsuites name="nianbao">\n')
    for result in results:
        result = result._replace(path=name(result.path))
        suite = _suite(result.path, tuple(_tests(result, context)))
        out.write(suite if is_utf8 else suite.encode("ascii", "xmlcharrefreplace").decode("ascii"))
    out.write("</testsuites>\n")


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


def _suite(path: str, tests: tuple[Test, ...]) -> str:
    counts = {outcome: sum(test.outcome == outcome for test in tests) for outcome in ("failure", "error", "skipped")}
    attributes = {
        "name": path,
        "tests": len(tests),
        "failures": counts["failure"],
        "errors": counts["error"],
        "skipped": counts["skipped"],
    }
    cases = "".join(_case(path, test) for test in tests)
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
