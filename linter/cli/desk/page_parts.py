"""What the pages have in common: head, bar, the fields that files are dropped into, words about a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import dumps

from linter import __version__
from linter.cli.desk.desk_words import PageWords
from linter.cli.desk.desk_words import words as page_words
from linter.cli.desk.kept_files import MOST_FILES, CheckedFile, PriorFile
from linter.model.diagnostics import FileResult
from linter.model.records import NamedTuple
from linter.notices.harmless import html as escaped
from linter.notices.harmless import name as harmless_name
from linter.readers import MAX_BYTES
from linter.readers.formats import CONVERTED, FORMATS, SUFFIXES
from linter.reporters.html_proof import LANG
from linter.reporters.tally import Summary, Tally
from linter.reporters.words import WORDS, verdict, verdict_words
from linter.rules.schema import LANGUAGES

_SIGNS = {"failed": "×", "doubtful": "?", "nothing": "–"}


class Site(NamedTuple):
    """Where a page stands: the beginning of all addresses, the words of its language, its own address below that."""

    base: str
    words: PageWords
    here: str = "/"

    @property
    def lang(self) -> str:
        return self.words.lang

    def to(self, place: str) -> str:
        """The address of a page or file in the same language, for an attribute."""
        return escaped(f"{self.base}{place}?lang={self.lang}")


def page(site: Site, title: str, content: Iterable[str], back: bool = False) -> str:
    """A whole page."""
    words = site.words
    (other,) = (lang for lang in LANGUAGES if lang != site.lang)
    there = site._replace(words=page_words(other))
    way = f'<a class="back" href="{site.to("/")}"><span aria-hidden="true">←</span> {words["back"]}</a>' if back else ""
    return "".join(
        [
            f'<!DOCTYPE html>\n<html lang="{LANG[site.lang]}">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escaped(title)}</title>\n",
            f'<link rel="icon" type="image/svg+xml" href="{escaped(site.base)}/icon.svg">\n',
            *(f'<link rel="stylesheet" href="{escaped(site.base)}/{name}">\n' for name in ("page.css", "desk.css")),
            *(f'<script src="{escaped(site.base)}/{name}" defer></script>\n' for name in ("page.js", "desk.js")),
            f'</head>\n<body data-base="{escaped(site.base)}" data-lang="{site.lang}" data-most="{MOST_FILES}" ',
            f'data-most-bytes="{MAX_BYTES}" data-words="{escaped(dumps(words.of_script()))}">\n',
            f'<a class="skip" href="#main">{words["skip"]}</a>\n<header class="bar">\n',
            f'<p><a class="brand" href="{site.to("/")}">{words["name"]}</a> <small>nianbao {__version__}</small></p>\n',
            f'{way}<a class="language" href="{there.to(site.here)}" lang="{LANG[other]}" hreflang="{LANG[other]}">',
            f"{words['other-language']}</a>\n</header>\n",
            *content,
            "</body>\n</html>\n",
        ]
    )


def drop_field(site: Site, kind: str) -> Iterator[str]:
    """A field for files: `files` that are checked, or `prior`, reports of last year's."""
    words = site.words
    is_prior = kind == "prior"
    title, choose = ("prior", "prior-choose") if is_prior else ("drop", "choose")
    told = words["prior-why"] if is_prior else words.told("formats", words["and"].join(_formats(site.lang)))
    accepted = escaped(",".join([*SUFFIXES, *sorted(CONVERTED)]))
    yield f'<div class="drop {kind}" data-kind="{kind}">\n<p class="drop-title">{words[title]}</p>\n'
    yield f'<p class="drop-choose"><label class="button">{words[choose]}'
    yield f'<input type="file" multiple accept="{accepted}" aria-describedby="about-{kind}"></label></p>\n'
    yield f'<p class="drop-about" id="about-{kind}">{escaped(told)}</p>\n'


def priors(site: Site, kept: Iterable[tuple[str, PriorFile]]) -> str:
    """The reports of last year's that are there."""
    words = site.words
    lines = []
    for _, one in kept:
        if one.prior is None:
            error = one.error[site.lang]
            lines.append(
                f'<li class="failed">{shown(one.name)}<small>{escaped(f"{error.code} {error.message}")}</small></li>\n'
            )
            continue
        year = "" if one.prior.year is None else words.told("prior-year", one.prior.year)
        whose = " · ".join(filter(None, (one.prior.organization, year))) or words["prior-unknown"]
        lines.append(f"<li>{shown(one.name)}<small>{escaped(whose)}</small></li>\n")
    return f'<ul class="priors" id="priors">\n{"".join(lines)}</ul>\n'


def progress() -> str:
    """Where the script tells how far it is."""
    return (
        '<div class="progress" id="progress" hidden>\n<progress id="bar" aria-labelledby="said" value="0" max="1">'
        '</progress>\n</div>\n<p class="said" id="said" role="status"></p>\n'
        '<ul class="problems" id="problems" role="alert"></ul>\n'
    )


def _formats(lang: str) -> list[str]:
    """What the formats are called, the usual ones first."""
    at = LANGUAGES.index(lang)
    return [row.called[at] or row.name.upper() for row in reversed(FORMATS.values()) if row.name != "markdown"]


def shown(path: str) -> str:
    """A file's name in a page."""
    return escaped(harmless_name(path))


def summary_of(results: Iterable[FileResult]) -> Summary:
    return Tally(results).counted()


class Verdict(NamedTuple):
    """The last word about a file: its key, as classes of the style have it, and the words."""

    state: str
    said: str

    @property
    def html(self) -> str:
        sign = _SIGNS.get(self.state, "✓")
        return f'<strong class="word"><span class="sign" aria-hidden="true">{sign}</span>{escaped(self.said)}</strong>'


def verdict_of(results: Iterable[FileResult], lang: str) -> Verdict:
    """The last word about one file or many."""
    summary = summary_of(results)
    state = verdict(summary, True)
    if summary.files == summary.unreadable:
        said = WORDS[lang]["unreadable"].rstrip(":")
        return Verdict(state, said[:1].upper() + said[1:])
    return Verdict(state, verdict_words(summary, True, lang))


def results_of(kept: Iterable[tuple[str, CheckedFile]], lang: str) -> list[FileResult]:
    return [one.results[lang] for _, one in kept]
