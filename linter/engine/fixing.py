"""Applying the safe fixes of a file: its other bytes stay, no figure changes, and nothing gets worse.

The fixes of one rule after the other are tried. What they make of the file is read and checked again before it is kept;
fixes after which the document is built another way, a figure differs or a rule finds more than before are left out.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter import reference as references
from linter.accept.accepted import Accepted
from linter.accept.baseline import Baseline
from linter.engine import run
from linter.engine.job import Job
from linter.engine.lint import lint_bytes, lint_document, masks_of
from linter.files.identity import identity
from linter.files.search import STDIN, content
from linter.files.writing import WriteError, overwrite
from linter.model.diagnostics import Diagnostic, FileResult, Fix, ReadError
from linter.model.document import Document, Grid, Paragraph
from linter.model.records import NamedTuple
from linter.notices import harmless
from linter.notices.progress import counted, hidden
from linter.notices.refusal import Refusal, note, say
from linter.notices.terminal import is_file, is_terminal
from linter.parsing.parser import parse_document
from linter.readers import MAX_BYTES, read
from linter.readers.encoding import encoding_of
from linter.text.edits import applied
from linter.text.unified_diff import unified_diff
from linter.type_names import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from linter.engine.task import Task

MOST_ROUNDS = 30
_MOST_NAMED = 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


class Work(NamedTuple):
    """What to do with each file: how to check it, what is accepted in it, and whether to write it."""

    job: Job
    accepted: Accepted | None = None
    baseline: Baseline | None = None
    write: bool = False

    def check(self, document: Document) -> FileResult:
        job = self.job.narrowed(document.path)
        result = lint_document(document, job.rules, job.options, job.archive)
        return result._replace(left_out=job.left_out)

    def sift(self, result: FileResult) -> FileResult:
        """A result without what is accepted or in the baseline."""
        for sieve in (self.accepted, self.baseline):
            if sieve is not None:
                result = sieve.sift(result)
        return result

    def fixes(self, result: FileResult) -> dict[str, list[Fix]]:
        """The safe fixes of what is neither accepted nor in the baseline, by the code of the rule."""
        found: dict[str, list[Fix]] = {}
        for diagnostic in filter(is_safely_fixed, self.sift(result).diagnostics):
            assert diagnostic.fix is not None
            found.setdefault(diagnostic.code, []).append(diagnostic.fix)
        return found


class Fixed(NamedTuple):
    """What came of a file: how many fixes of each rule were applied, its new content, the lines that differ.

    `problem` says in Chinese and English why it could not be fixed; `is_read` tells whether it could be read, `is_text`
    whether it is of a format that is fixed. `shown` is the diff with numbers of persons masked, where there are any: it
    no longer applies.
    """

    path: str
    counts: Mapping[str, int] = {}
    data: bytes = b""
    diff: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None
    is_read: bool = True
    shown: tuple[str, ...] = ()
    is_text: bool = True


class Fixing:
    """A run of `--fix` or `--diff` over the files of a task.

    Standard input comes alone: its fixed text goes to standard output, where the report then cannot go.

    Raises:
        Refusal: standard input is among other files.
    """

    def __init__(self, task: Task, accepted: Accepted | None, baseline: Baseline | None) -> None:
        self.failed = False
        self._task = task
        self._work = Work(task.job, accepted, baseline)
        self._stdin: bytes | None = None
        self._others: list[str] = []
        if STDIN in task.files and len(task.files) > 1:
            zh, en = "修改标准输入时不能再有别的文件", "standard input is fixed alone, without other files"
            raise Refusal(say(task.lang, zh, en))

    def show(self, out: TextIO) -> int:
        """Write what would change as a unified diff; the exit status, 1 where anything would.

        In a file the diff is exact, as a patch must be; a terminal or another program gets it with escapes and masks.
        """
        fixes = files = 0
        exact = is_file(out) or not (out is sys.stdout or is_terminal(out))
        for fixed in self._each(self._work, self._task.files):
            with hidden():
                out.writelines(fixed.diff if exact else map(harmless.patch_line, fixed.shown or fixed.diff))
            fixes += sum(fixed.counts.values())
            files += bool(fixed.diff)
            if fixed.problem is not None:
                self._fail(fixed.path, fixed.problem)
        self._tell_others()
        if files:
            zh, en = f"可以自动修改{fixes}处，涉及{files}个文件", f"{fixes} fixes in {files} files"
            note(say(self._task.lang, zh, en))
        return 2 if self.failed else int(files > 0)

    def fix(self) -> None:
        """Fix the files, and tell on standard error what was fixed."""
        if STDIN in self._task.files:
            fixed = fix_file(STDIN, self._work)
            sys.stdout.flush()
            sys.stdout.buffer.write(fixed.data)
            if len(fixed.data) > MAX_BYTES:  # no more was read, and what is not read is not to be lost
                while piece := sys.stdin.buffer.read(MAX_BYTES):
                    sys.stdout.buffer.write(piece)
            self._stdin = fixed.data
            self._tell(fixed)
        else:
            for fixed in self._each(self._work._replace(write=True), _once(self._task.files)):
                self._tell(fixed)
        self._tell_others()

    def results(self) -> Iterator[FileResult]:
        """What is found in the files as they are now."""
        task = self._task
        if self._stdin is None:
            return run.check_files(task.files, task.job, task.jobs)
        name, job = task.job.stdin_name or STDIN, task.job.narrowed(STDIN)
        return iter([lint_bytes(name, self._stdin, job.rules, job.options, archive=job.archive)])

    def takes(self, out: TextIO) -> bool:
        """Whether the fixed text has taken the place of the report."""
        return self._stdin is not None and out is sys.stdout

    def _each(self, work: Work, paths: Sequence[str]) -> Iterator[Fixed]:
        found = run.each(fix_file, not_fixed, paths, work, self._task.jobs)
        for fixed in counted(found, ("正在修改", "fixing"), len(paths)):
            if not fixed.is_text:
                self._others.append(fixed.path)
            yield fixed

    def _tell_others(self) -> None:
        """Say which files are of a format that is not fixed, and what helps there."""
        if not self._others:
            return
        named = "、".join(self._others[:_MOST_NAMED]) + (" 等" if len(self._others) > _MOST_NAMED else "")
        count = len(self._others)
        zh = f"{count}个文件不是文本、Markdown 或网页，没有修改：{named}；Word 文件可用 --annotate 加 --suggest"
        en = f"{count} files, neither text, Markdown nor pages, were not fixed: {named}"
        note(say(self._task.lang, zh, f"{en}; --annotate with --suggest is for Word files"))

    def _tell(self, fixed: Fixed) -> None:
        lang = self._task.lang
        if fixed.counts:
            total = sum(fixed.counts.values())
            codes = [f"{code} {count}" for code, count in fixed.counts.items()]
            zh = f"{fixed.path}：修改了{total}处（{'、'.join(codes)}）"
            note(say(lang, zh, f"{fixed.path}: fixed {total} ({', '.join(codes)})"))
        if fixed.problem is not None and fixed.is_read:  # what could not be read the report tells
            self._fail(fixed.path, fixed.problem)

    def _fail(self, path: str, problem: tuple[str, str]) -> None:
        self.failed = True
        note(say(self._task.lang, f"{path}：{problem[0]}", f"{path}: {problem[1]}"))


def _once(paths: Iterable[str]) -> list[str]:
    """The files without other names of one that stands before."""
    known: dict[object, str] = {}
    for path in paths:
        known.setdefault(identity(path) or path, path)
    return list(known.values())


def fix_file(path: str, work: Work) -> Fixed:
    """Apply the safe fixes of one file, and write it if `work` says so; `-` is standard input and never written."""
    name = (work.job.stdin_name or STDIN) if path == STDIN else path
    work = work._replace(job=work.job.narrowed(path))
    data = b""
    try:
        came_in = work.job.stdin if path == STDIN else None
        data = content(path) if came_in is None else came_in
        fixed = fix_bytes(name, data, work)
    except ReadError as error:
        return Fixed(name, data=data, problem=(error.message, error.english), is_read=False)
    except Exception as error:  # a defect of the program must not keep other files from being fixed
        kind = type(error).__name__
        problem = f"修改时程序出错（{kind}），请报告此问题", f"the fix failed ({kind}); please report this"
        return Fixed(name, data=data, problem=problem)
    if work.write and path != STDIN and fixed.data != data:
        try:
            overwrite(path, fixed.data, data)
        except WriteError as error:
            return Fixed(name, problem=(f"无法写入：{error.message}", f"cannot be written: {error.english}"))
    return fixed


def not_fixed(path: str, work: Work, error: ReadError) -> Fixed:
    """What is said of a file that could not be fixed at all."""
    name = (work.job.stdin_name or STDIN) if path == STDIN else path
    return Fixed(name, problem=(error.message, error.english))


def fix_bytes(name: str, data: bytes, work: Work) -> Fixed:
    """Apply the safe fixes to the content of a file.

    Raises:
        ReadError: it cannot be read as a report.
    """
    document = read(name, data)
    if document.layout is not None:
        return Fixed(name, data=data, is_text=False)
    result = work.check(document)
    if not work.fixes(result):
        return Fixed(name, data=data)
    encoding = encoding_of(data, document.source)
    if encoding is None:
        return Fixed(
            name,
            data=data,
            problem=(
                "编码不能原样还原，没有修改；请先另存为 UTF-8",
                "its encoding cannot be restored as it is, nothing was fixed; save it as UTF-8 first",
            ),
        )
    fixed = _fixed(document, result, encoding, work)
    if fixed is None:
        return Fixed(name, data=data)
    after, counts = fixed
    bom, codec = encoding
    return Fixed(
        name,
        dict(sorted(counts.items())),
        bom + after.source.encode(codec),
        tuple(unified_diff(name, document.source, after.source)),
        shown=() if work.write else _shown(name, document, after, work),
    )


def _fixed(
    document: Document, result: FileResult, encoding: tuple[bytes, str], work: Work
) -> tuple[Document, Counter[str]] | None:
    """A document with the fixes of one rule after another, and how many of each; None where fixes have no end.

    Fixes are left out that would change the report's shape or figures, or let any rule find more.
    """
    counts: Counter[str] = Counter()
    refused: set[str] = set()
    seen = {document.source}
    for _ in range(MOST_ROUNDS):
        open_fixes = ((code, fixes) for code, fixes in work.fixes(result).items() if code not in refused)
        code, fixes = next(open_fixes, ("", []))
        if not fixes:
            return document, counts
        source, count = applied(document.source, fixes)
        kept = None if source in seen else _kept(document, result, source, encoding, work)
        if kept is None:
            refused.add(code)
            continue
        seen.add(source)
        counts[code] += count
        document, result = kept
    return None  # each round made room for another: a second run would go on


def _kept(
    document: Document, result: FileResult, source: str, encoding: tuple[bytes, str], work: Work
) -> tuple[Document, FileResult] | None:
    """A document with a new source, and what is found in it; None where it must not take the place of the old one."""
    after = _reread(document, source, encoding)
    if after is None or _shape(after) != _shape(document) or not _same_figures(document, after, work):
        return None
    rest = work.check(after)
    return None if _is_worse(result, rest) else (after, rest)


def would_be_kept(name: str, data: bytes, work: Work, number: int) -> bool:
    """Whether `--fix` would keep the safe fix of one finding alone.

    Args:
        name, data: of the file.
        work: how it is checked.
        number: of the finding, among those that are neither accepted nor in the baseline.

    Raises:
        ReadError: the file cannot be read as a report.
    """
    document = read(name, data)
    result, encoding = work.check(document), encoding_of(data, document.source)
    fix = work.sift(result).diagnostics[number].fix
    if fix is None or encoding is None:
        return False
    source, count = applied(document.source, [fix])
    return count == 1 and _kept(document, result, source, encoding, work) is not None


def _shown(name: str, before: Document, after: Document, work: Work) -> tuple[str, ...]:
    """The diff without the numbers of persons in the lines around; empty where there are none."""
    masks = [masks_of(document, work.job.rules, work.job.options) for document in (before, after)]
    if not any(masks):
        return ()
    return tuple(unified_diff(name, masks[0].source(before.source), masks[1].source(after.source)))


def is_safely_fixed(diagnostic: Diagnostic) -> bool:
    """Whether a finding has a safe fix in a text."""
    in_source = diagnostic.location.line is not None  # what was taken from Word or PDF cannot be edited as text
    return in_source and diagnostic.fix is not None and diagnostic.fix.safety == "safe"


def _reread(document: Document, source: str, encoding: tuple[bytes, str]) -> Document | None:
    """What a reader makes of a new source; None where it cannot be written in the file's encoding or be read."""
    bom, codec = encoding
    try:
        after = read(document.path, bom + source.encode(codec), document.format)
    except (ReadError, UnicodeEncodeError):
        return None
    return after if after.source == source else None


def _shape(document: Document) -> list[object]:
    """What a document is made of without its words: the kinds of its blocks, its cells, what it does not show."""
    shape: list[object] = [[unseen.chars.text for unseen in document.unseen], len(document.comments)]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            shape.append((block.heading, block.aside))
        elif isinstance(block, Grid):
            shape.append([[(cell.column, cell.row_span, cell.column_span) for cell in row] for row in block.rows])
        else:
            shape.append(block.alt)
    return shape


def _same_figures(before: Document, after: Document, work: Work) -> bool:
    """Whether the numbers in the text and the figures of the tables are the same; noughts before a number are not."""
    return _numbers(before) == _numbers(after) and _figures(before, work) == _figures(after, work)


def _numbers(document: Document) -> list[str]:
    texts = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text.text)
        elif isinstance(block, Grid):
            texts.extend(cell.text.text for row in block.rows for cell in row)
    return [number.lstrip("0") for text in texts for number in _NUMBER.findall(text.translate(_FULL_WIDTH))]


def _figures(document: Document, work: Work) -> dict[str, tuple[object, object]]:
    options = work.job.options
    report = parse_document(document, references.load(), regime=options.regime, year=options.year)
    return {
        address: (figure.state, figure.value)
        for table in report.tables.values()
        for address, figure in table.figures.items()
    }


def _is_worse(before: FileResult, after: FileResult) -> bool:
    """Whether a rule finds more than before, or can no longer be decided."""
    found = [Counter(diagnostic.code for diagnostic in result.diagnostics) for result in (before, after)]
    undecided = [Counter(entry.code for entry in result.not_evaluated) for result in (before, after)]
    return bool(found[1] - found[0] or undecided[1] - undecided[0])
