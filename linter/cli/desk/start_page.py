"""The first page: where files are dropped, and what was found in them, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linter.cli.desk.kept_files import CheckedFile, PriorFile
from linter.cli.desk.page_parts import (
    Site,
    drop_field,
    page,
    priors,
    progress,
    results_of,
    shown,
    summary_of,
    verdict_of,
)
from linter.notices.harmless import html as escaped
from linter.reporters.words import WORDS, about, counted, urgency


def start_page(site: Site, files: Iterable[tuple[str, CheckedFile]], prior: Iterable[tuple[str, PriorFile]]) -> str:
    """The whole page."""
    words = site.words

    def content() -> Iterator[str]:
        yield f'<main id="main" class="start">\n<h1>{words["title"]}</h1>\n<p class="promise">{words["promise"]}</p>\n'
        yield f"<noscript><p>{words['no-script']}</p></noscript>\n"
        yield '<div class="fields">\n'
        yield from drop_field(site, "files")
        yield "</div>\n"
        yield from drop_field(site, "prior")
        yield f"{priors(site, prior)}</div>\n</div>\n{progress()}"
        yield '<div id="results">\n'
        yield from _results(site, list(files))
        yield "</div>\n</main>\n"

    return page(site, f"{words['title']} · {words['name']}", content())


def _results(site: Site, kept: Sequence[tuple[str, CheckedFile]]) -> Iterator[str]:
    """What was found, files that need changes first, of these the newest."""
    if not kept:
        return
    words, results = site.words, results_of(kept, site.lang)
    yield f'<section class="results" aria-labelledby="results-title">\n<h2 id="results-title">{words["results"]}</h2>\n'
    if len(kept) > 1:
        told = verdict_of(results, site.lang)
        yield f'<p class="overall {told.state}">{told.html} {counted(summary_of(results), site.lang)}</p>\n'
    yield '<ul class="checked">\n'
    newest_first = kept[::-1]
    for key, one in sorted(newest_first, key=lambda entry: urgency(entry[1].results[site.lang])):
        yield _line(site, key, one)
    yield '</ul>\n<p class="actions">'
    if len(kept) > 1:
        yield f'<a class="button plain" href="{site.to("/all.html")}" download>{words["all-html"]}</a> '
        yield f'<a class="button plain" href="{site.to("/all.csv")}" download>{words["all-csv"]}</a> '
    yield f'<button type="button" class="button plain" data-clear>{words["clear"]}</button></p>\n</section>\n'


def _line(site: Site, key: str, one: CheckedFile) -> str:
    """A file in the list."""
    result = one.results[site.lang]
    told = verdict_of([result], site.lang)
    if result.error is None:
        summary, words = summary_of([result]), WORDS[site.lang]
        counts = zip(("error", "warning", "info"), (summary.errors, summary.warnings, summary.infos), strict=True)
        tail = "".join(f'<span class="count {word}">{words[word]} {count}</span> ' for word, count in counts if count)
        below = about(result, site.lang)
    else:
        tail, below = "", f"{result.error.code} {result.error.message}"
    return (
        f'<li class="{told.state}" data-file="{escaped(key)}"><a href="{site.to(f"/files/{key}")}">{told.html}'
        f'<span class="which"><span class="path">{shown(one.name)}</span><small>{escaped(below)}</small></span>'
        f'<span class="counts">{tail}</span></a></li>\n'
    )
