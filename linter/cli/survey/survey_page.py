"""`html`: one page that begins with what needs someone; it needs no other file, no network and no script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from linter import __version__
from linter.cli.survey.needs import needs
from linter.cli.survey.view import OrganYear, SurveyView
from linter.notices.harmless import html as escaped
from linter.reporters.html_assets import asset, policy
from linter.reporters.html_proof import LANG
from linter.type_names import TextIO

_MOST_OPEN, _MOST_LISTED = 20, 2_000  # bounds the work: lines of one kind that are seen at once, and when it is opened
_MOST_ROWS = 20_000  # bounds the work: rows that a browser bears
_MOST_RANKED = 20  # bounds the work: organs in the ranking
_BAR = 260  # bounds the work: its width
_STYLE, _SCRIPT = "survey.css", "survey.js"
_FIGURES_OF_STATES = (
    ("pass", "ok"),
    ("review", "doubt"),
    ("revise", "bad"),
    ("unreadable", "dead"),
    ("missing", "none"),
)


def write(view: SurveyView, out: TextIO) -> None:
    """Write the page, row by row."""
    out.writelines(_page(view))


def _page(view: SurveyView) -> Iterator[str]:
    title = escaped(view.say("heading"))
    yield f'<!DOCTYPE html>\n<html lang="{LANG[view.lang]}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta name="generator" content="nianbao {__version__}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    style, script = asset(__file__, _STYLE), asset(__file__, _SCRIPT)
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">\n'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f'<header>\n<p class="tool">nianbao {__version__}</p>\n<h1>{title}</h1>\n'
    yield from (f"<p>{escaped(line)}</p>\n" for line in view.summary())
    yield "</header>\n<main>\n"
    yield from _needs(view)
    yield from _years(view)
    yield from _rankings(view)
    yield from _rows(view)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _needs(view: SurveyView) -> Iterator[str]:
    """What needs someone, kind by kind."""
    found = list(needs(view))
    if not found:
        return
    yield f"<section>\n<h2>{escaped(view.say('needs'))}</h2>\n"
    for need in found:
        yield f"<h3>{escaped(view.say(need.kind))}<b>{need.total}</b></h3>\n<ul>\n"
        yield from _items(islice(need.lines, _MOST_OPEN))
        yield "</ul>\n"
        rest = need.total - _MOST_OPEN
        if rest > 0:
            yield f"<details><summary>{escaped(view.say('more', count=rest))}</summary>\n<ul>\n"
            yield from _items(islice(need.lines, _MOST_LISTED - _MOST_OPEN))
            if need.total > _MOST_LISTED:
                yield from _items([view.say("more", count=need.total - _MOST_LISTED)])
            yield "</ul></details>\n"
    yield "</section>\n"


def _items(lines: Iterable[str]) -> Iterator[str]:
    return (f"<li>{escaped(line)}</li>\n" for line in lines)


def _years(view: SurveyView) -> Iterator[str]:
    """A bar for each year: how its reports came out, and how many are missing."""
    counts = view.states_by_year()
    if not counts:
        return
    widest = max(sum(states.values()) for states in counts.values())
    yield f'<section>\n<h2>{escaped(view.say("overview"))}</h2>\n<p class="legend">'
    for state, look in _FIGURES_OF_STATES:
        mark = f'<svg width="12" height="12" aria-hidden="true"><rect width="12" height="12" class="{look}"/></svg>'
        yield f"<span>{mark}{escaped(view.say(state))}</span>"
    broad, height = _BAR + 200, len(counts) * 28
    yield f'</p>\n<svg role="img" width="{broad}" height="{height}" viewBox="0 0 {broad} {height}">\n'
    for line, (year, states) in enumerate(counts.items()):
        yield f'<text x="0" y="{line * 28 + 18}">{year}</text>\n'
        left: float = 50
        for state, look in _FIGURES_OF_STATES:
            width = states.get(state, 0) * _BAR / widest
            if width:
                told = f"{view.say(state)} {states[state]}"
                yield (
                    f'<rect x="{left:.1f}" y="{line * 28 + 4}" width="{width:.1f}" height="20" class="{look}">'
                    f"<title>{escaped(told)}</title></rect>\n"
                )
            left += width
        told = " · ".join(str(states[state]) for state, _ in _FIGURES_OF_STATES if states.get(state))
        yield f'<text x="{left + 8:.1f}" y="{line * 28 + 18}">{told}</text>\n'
    yield "</svg>\n</section>\n"


def _rankings(view: SurveyView) -> Iterator[str]:
    """The rules and the organs with the most findings."""
    rules, organs = view.by_code(), view.by_organ(_MOST_RANKED)
    if not rules:
        return
    yield '<section class="both">\n'
    most = max(one.findings for one in rules)
    heads = [(view.say(key), key in ("count", "reports")) for key in ("code", "rule", "count", "reports")]
    looks = {"error": "bad", "warning": "doubt"}
    yield from _ranking(
        view.say("by_code"),
        heads,
        (
            (f"{it.code}", f"{it.name}", it.findings, it.reports, _bar(it.findings, most, looks.get(it.severity, "ok")))
            for it in rules
        ),
    )
    if organs:
        heads = [(view.say(key), key != "organ") for key in ("organ", "errors", "warnings")]
        worst = max(one.errors for one in organs)
        yield from _ranking(
            view.say("by_organ"),
            heads,
            ((one.organ, one.errors, one.warnings, _bar(one.errors, worst, "bad")) for one in organs),
        )
    yield "</section>\n"


def _bar(count: int, most: int, look: str) -> str:
    width = max(round(100 * count / most), 1)
    return f'<svg width="100" height="12" aria-hidden="true"><rect width="{width}" height="12" class="{look}"/></svg>'


def _ranking(title: str, heads: Iterable[tuple[str, bool]], rows: Iterable[tuple[str | int, ...]]) -> Iterator[str]:
    """A table whose last column is a bar."""
    yield f'<div class="half">\n<h2>{escaped(title)}</h2>\n<table>\n<thead><tr>'
    for head, is_number in heads:
        look = ' class="n"' if is_number else ""
        yield f'<th scope="col"{look}>{escaped(head)}</th>'
    yield "<th></th></tr></thead>\n<tbody>\n"
    for *cells, bar in rows:
        told = (f'<td class="n">{it}</td>' if isinstance(it, int) else f"<td>{escaped(it)}</td>" for it in cells)
        yield f"<tr>{''.join(told)}<td>{bar}</td></tr>\n"
    yield "</tbody>\n</table>\n</div>\n"


def _rows(view: SurveyView) -> Iterator[str]:
    """Every organ and year, with what a person may look for among them."""
    say = view.say
    yield f"<section>\n<h2>{escaped(say('all_rows'))}</h2>\n"
    states = ("unreadable", "missing", "double", "misplaced", "unlisted", "revise", "review", "pass")
    chosen = "".join(f'<option value="{state}">{escaped(say(state))}</option>' for state in states)
    yield f'<p class="filter"><label>{escaped(say("search"))}<input id="words" type="search"></label>'
    yield f'<label>{escaped(say("show"))}<select id="state"><option value="">{escaped(say("all"))}</option>{chosen}'
    yield '</select></label><span id="shown"></span></p>\n<div class="rows">\n<table>\n<thead><tr>'
    heads = [say(key) for key in ("organ", "year", "status", "verdict", "codes")]
    yield "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
    for wanted in view.words.key_figures:
        yield f'<th scope="col" class="n">{escaped(wanted.label[view.lang])}</th>'
    yield "</tr></thead>\n<tbody>\n"
    count = 0
    for count, row in enumerate(view.rows(), start=1):
        if count <= _MOST_ROWS:
            yield _row(row, view)
    yield "</tbody>\n</table>\n</div>\n"
    if count > _MOST_ROWS:
        yield f"<p>{escaped(say('more', count=count - _MOST_ROWS))}</p>\n"
    yield "</section>\n"


def _row(row: OrganYear, view: SurveyView) -> str:
    name = escaped(row.organ)
    link = view.link(row.paths[0]) if row.paths else None
    if link is not None:
        name = f'<a href="{escaped(link)}">{name}</a>'
    is_unlisted = view.has_list and not row.is_listed
    states = [row.status, *(["misplaced"] if row.misplaced else []), *(["unlisted"] if is_unlisted else [])]
    told = [view.say(row.status), row.misplaced, view.say("unlisted") if is_unlisted else "", row.note]
    status = "<br>".join(escaped(text) for text in told if text)
    verdict = row.verdict or ""
    told_verdict = escaped(view.say(verdict)) if verdict else ""
    if row.unchecked:
        told_verdict += f"<small>{escaped(view.say('unchecked'))} {escaped(view.unchecked(row))}</small>"
    codes = escaped(" ".join(f"{code}×{count}" if count > 1 else code for code, count in row.codes.items()))
    called = escaped(view.called(row.codes))
    figures = "".join(f'<td class="n">{"" if it is None else it}</td>' for it in row.figures.values())
    return (
        f'<tr class="{verdict or row.status}" data-state="{" ".join((*states, verdict))}"><th scope="row">{name}</th>'
        f'<td>{row.year}</td><td class="{"" if row.status == "found" else "state"}">{status}</td>'
        f'<td class="state verdict">{told_verdict}</td><td title="{called}">{codes}</td>'
        f"{figures}</tr>\n"
    )
