"""What is done with a dropped file, in a process of its own: it is ended when it takes too long or too much memory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from linter.annotate import annotated
from linter.engine.archive import Archive
from linter.engine.awaited import preload
from linter.engine.lint import Options, lint_document, masks_of
from linter.model.diagnostics import Diagnostic, FileResult, ReadError
from linter.model.last_year import Known, Prior
from linter.model.records import NamedTuple
from linter.readers import as_read, page_image, read
from linter.readers.fixed_layout.leaves import Leaf, PageImage, leaves
from linter.readers.formats import FORMATS
from linter.rules.schema import LANGUAGES
from linter.rules.selection import RuleSet

Results = Mapping[str, FileResult]  # what was found in a file, by the language in which it is said


class Checking(NamedTuple):
    """All that is needed to check a file: its content, rules, options, last year's reports by their paths.

    `archive` are those that the configuration names, for files whose last year's report is not among the others.
    """

    data: bytes
    rules: RuleSet
    options: Options
    priors: Mapping[str, Prior] = {}
    priors_named: str = ""
    archive: Archive | None = None


class Checked(NamedTuple):
    """What was found in a file, and its pages if it is of a format that has them."""

    results: Results
    leaves: tuple[Leaf, ...] = ()


class Drawing(NamedTuple):
    """All that is needed for the picture of a page, whose number counts from 1."""

    data: bytes
    format: str
    number: int
    leaf: Leaf


class Annotating(NamedTuple):
    """All that is needed for a copy of a Word file with comments; `summary` are the lines of the one at the title."""

    data: bytes
    findings: tuple[Diagnostic, ...]
    lang: str
    written: date
    summary: tuple[str, ...]
    title: str | None


def check(name: str, work: Checking) -> Checked:
    """What is found in a file, said in each language; it is read once.

    Raises:
        ReadError: it cannot be read.
    """
    document = read(name, work.data)
    archive = _archive(work) if work.priors else work.archive
    results = {
        lang: lint_document(document, work.rules, work.options._replace(lang=lang, proof=True), archive)
        for lang in LANGUAGES
    }
    if not FORMATS[document.format].is_of_pages:
        return Checked(results)
    return Checked(results, leaves(document, masks_of(document, work.rules, work.options).hidden))


def not_checked(name: str, work: Checking, error: ReadError) -> Checked:
    """What stands for a file that cannot be checked."""
    return Checked({lang: FileResult(name, None, error=error.in_language(lang)) for lang in LANGUAGES})


def _archive(work: Checking) -> Archive:
    """The reports of last year, each for files of its own organ; one that does not tell whose it is, for any file."""
    known = [Known(path, prior.organization, prior.year) for path, prior in work.priors.items()]
    is_for_any = len(known) == 1 and not (known[0].organization and known[0].year)
    return Archive(known, work.priors_named, is_file=is_for_any, loaded=work.priors.__getitem__, otherwise=work.archive)


def no_prior(name: str, data: bytes, error: ReadError) -> Prior | ReadError:
    """What stands for one that cannot be read."""
    return error


def draw(name: str, work: Drawing) -> PageImage | ReadError:
    """The picture of a page; numbers of persons are covered in it.

    Raises:
        ReadError: it cannot be drawn.
    """
    return page_image(work.format, work.data, work.number, work.leaf)


def not_drawn(name: str, work: Drawing, error: ReadError) -> PageImage | ReadError:
    """What stands for one that cannot be drawn."""
    return error


def annotate(name: str, work: Annotating) -> bytes | ReadError:
    """A copy of a Word file, or of what becomes of a file as one, with the findings as comments.

    Raises:
        ReadError: it cannot be read.
    """
    data = as_read(name, work.data)
    return annotated(data, work.findings, work.lang, written=work.written, summary=work.summary, title=work.title)


def not_annotated(name: str, work: Annotating, error: ReadError) -> bytes | ReadError:
    """What stands for a copy that cannot be made."""
    return error


def get_ready() -> None:
    """Begin what makes the first file as quick as the others: a process that has imported what is needed."""
    preload([__name__, "linter.engine.page_builder", "linter.readers.docx"])
