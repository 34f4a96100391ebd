"""The page of one file: the verdict, the findings by the parts of the report, and the report with its places marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from linter.cli.desk.boxed_pages import boxed_pages, views
from linter.cli.desk.kept_files import CheckedFile, PriorFile
from linter.cli.desk.page_parts import Site, drop_field, page, priors, progress, shown, summary_of, verdict_of
from linter.model.diagnostics import FileResult
from linter.model.page import DrawnLine, Proof
from linter.model.records import NamedTuple
from linter.notices.harmless import html as escaped
from linter.readers.formats import COMMENTED
from linter.reporters.html_page import PageView
from linter.reporters.html_proof import LANG, Numbered, note, paper
from linter.reporters.tally import Presentation
from linter.reporters.words import WORDS, about

_LONGEST_TITLE = 200
_PREFIX = "f1"


def report_page(
    site: Site, key: str, one: CheckedFile, prior: Iterable[tuple[str, PriorFile]], context: Presentation
) -> str:
    """The whole page.

    Args:
        site: where it stands.
        key: by which the file is known.
        one: the file.
        prior: last year's reports that are there.
        context: language and rules.
    """
    result = one.results[site.lang]
    title = (result.title or result.organization or one.name)[:_LONGEST_TITLE]
    view = PageView(context)
    numbered = [Numbered(number, found, _PREFIX) for number, found in enumerate(result.diagnostics, start=1)]

    def content() -> Iterator[str]:
        yield from _head(site, key, one, title)
        yield progress()
        if numbered:
            yield '<h2 class="unseen">' + site.words["findings"] + "</h2>\n"
            yield from view.filters(summary_of([result]))
        yield f'<main id="main" class="report{"" if numbered else " clear"}" data-file="{escaped(key)}">\n'
        yield f'<section class="pane" aria-label="{site.words["findings"]}">\n'
        yield from _findings(site, result, numbered)
        yield from view.repairs(result)
        yield from view.undecided(result._replace(not_evaluated=result.undecided, not_compared=()))
        if any(missed.what == "prior" for missed in result.not_compared):
            yield from drop_field(site, "prior")
            yield f"{priors(site, prior)}</div>\n"
        yield "</section>\n"
        if result.proof is not None:
            yield f'<section class="sheet" aria-label="{site.words["report"]}">\n'
            if one.leaves:
                yield views(site)
                yield from boxed_pages(site, key, one.leaves, numbered)
            yield '<div class="as-text">\n'
            yield from paper(result.proof, numbered, site.lang, with_notes=False)
            yield "</div>\n</section>\n"
        codes = sorted({found.code for found in result.diagnostics})
        yield from view.asked([context.rules[code] for code in codes if code in context.rules])
        yield "</main>\n"

    return page(site, f"{title} · {site.words['name']}", content(), back=True)


def _head(site: Site, key: str, one: CheckedFile, title: str) -> Iterator[str]:
    """The verdict first, then whose report it is, and what may be had of it."""
    words, result = site.words, one.results[site.lang]
    told = verdict_of([result], site.lang)
    yield f'<header class="verdict-head {told.state}">\n<div class="told">\n<p class="verdict">{told.html}</p>\n'
    known = (
        [shown(one.name), escaped(about(result, site.lang))]
        if title != one.name
        else [escaped(about(result, site.lang))]
    )
    yield f'<h1>{escaped(title)}</h1>\n<p class="about">{" · ".join(filter(None, known))}</p>\n'
    if result.error is not None:
        yield f'<p class="reason">{escaped(f"{result.error.code} {result.error.message}")}</p>\n'
    for missed in result.not_compared:
        is_untold = missed.what == "prior" and not one.with_prior  # what it says is for the command line
        yield f'<p class="reason">{words["prior-missing"] if is_untold else escaped(missed.reason)}</p>\n'
    yield "</div>\n"
    yield from _downloads(site, key, result)
    yield "</header>\n"


def _downloads(site: Site, key: str, result: FileResult) -> Iterator[str]:
    """What may be had of a file that was read."""
    words = site.words
    if result.error is not None:
        return
    yield f'<nav class="downloads" aria-label="{words["downloads"]}">\n'
    if result.format in COMMENTED:
        yield f'<a class="button" href="{site.to(f"/files/{key}/copy")}" download>{words["get-copy"]}</a>\n'
    yield f'<a class="button plain" href="{site.to(f"/files/{key}/html")}" download>{words["get-html"]}</a>\n'
    yield f'<a class="button plain" href="{site.to(f"/files/{key}/csv")}" download>{words["get-csv"]}</a>\n'
    yield "</nav>\n"


def _findings(site: Site, result: FileResult, numbered: Sequence[Numbered]) -> Iterator[str]:
    """The notes, under the parts of the report that they speak of."""
    if result.error is None and not numbered:
        yield f'<p class="clean"><strong>{WORDS[site.lang]["clean"]}</strong></p>\n'
    part_of = _parts(site, result.proof)

    def part(one: Numbered) -> _Part:
        return part_of(result.proof.homes.get(one.found.fingerprint) if result.proof else None)

    for there, notes in groupby(sorted(numbered, key=lambda one: (part(one).begin, one.number)), part):
        spoken = f' lang="{LANG["zh"]}"' if there.is_quoted else ""
        yield f'<section class="group">\n<h3{spoken}>{escaped(there.title)}</h3>\n'
        yield from (note(one, site.lang) for one in notes)
        yield "</section>\n"


class _Part(NamedTuple):
    """A part of a report: the block that it begins with, and its title, which `is_quoted` from the report or ours."""

    begin: int
    title: str
    is_quoted: bool = True


def _parts(site: Site, proof: Proof | None) -> Callable[[int | None], _Part]:
    """Tells of a block in which part it stands."""
    begins = [
        _Part(number, " ".join(block.text.split()))
        for number, block in enumerate(proof.blocks if proof else ())
        if isinstance(block, DrawnLine) and block.kind == "heading" and block.level == 1
    ]

    def part(block: int | None) -> _Part:
        if block is None:
            return _Part(-1, site.words["whole"], is_quoted=False)
        above = [each for each in begins if each.begin <= block]
        return above[-1] if above else _Part(0, site.words["front"], is_quoted=False)

    return part
