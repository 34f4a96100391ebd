"""`html`: one page to read, to print and to send, with each report's text and the findings in its margin.

The page needs nothing but itself: no other file, no network, no script (a few lines of one move the notes beside their
places). Its counts and contents come first and are known last, so the reports are put into temporary files until then.
Those that need changes come first, and are drawn first.
"""

from __future__ import annotations

import os
from codecs import lookup
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile

from linter import __version__
from linter.model.diagnostics import MOST_DRAWN, FileResult, Severity
from linter.model.records import NamedTuple
from linter.notices.harmless import html as escaped
from linter.notices.harmless import name
from linter.reporters.html_assets import asset, policy
from linter.reporters.html_proof import LANG, Numbered, note, paper
from linter.reporters.places import place
from linter.reporters.tally import Presentation, RuleInfo, Summary, Tally
from linter.reporters.words import RANKS, WORDS, about, counted, urgency, verdict, verdict_words
from linter.type_names import TextIO

_IN_MEMORY = 8_000_000  # characters of reports that are not yet written
_LONGEST_TITLE = 200
_MOST_LISTED = 5_000  # files in the contents
_SEVERITIES = tuple(sorted(Severity, reverse=True))


class Entry(NamedTuple):
    """A line of the contents."""

    number: int
    path: str
    about: str
    summary: Summary


def write(results: Tally, out: TextIO, context: Presentation) -> None:
    """Write head, contents, the section of each file, and what the rules ask."""
    is_utf8 = lookup(getattr(out, "encoding", None) or "utf-8").name == "utf-8"

    def encodable(text: str) -> str:
        return text if is_utf8 else text.encode("ascii", "xmlcharrefreplace").decode("ascii")

    view = PageView(context)
    codes: set[str] = set()
    with ExitStack() as stack:
        shelves = [stack.enter_context(_Shelf()) for _ in RANKS]
        for number, result in enumerate(results, start=1):
            entry = Entry(number, name(result.path), about(result, context.lang), _summary(result))
            codes.update(found.code for found in result.diagnostics)
            shelf = shelves[urgency(result)]
            plain = encodable("".join(view.file(result._replace(proof=None), entry)))
            is_drawn = result.proof is not None and shelf.drawn < MOST_DRAWN
            shelf.add(entry, plain, encodable("".join(view.file(result, entry))) if is_drawn else "")
        entries = [entry for shelf in shelves for entry in shelf.entries][:_MOST_LISTED]
        out.writelines(map(encodable, view.head(results.summary(), entries)))
        room = MOST_DRAWN
        for shelf in shelves:
            shelf.write(out, room)
            room = max(room - shelf.drawn, 0)
    rules = [context.rules[code] for code in sorted(codes) if code in context.rules]
    out.writelines(map(encodable, view.foot(rules)))


class _Shelf:
    """The sections of files that are alike urgent, while they wait until all files are known.

    Of the first ones there are two: one with the report drawn, one with nothing but the findings.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.drawn = 0
        self._lengths: list[tuple[int, int]] = []
        self._file = SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n")  # noqa: SIM115

    def __enter__(self) -> _Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, entry: Entry, plain: str, drawn: str) -> None:
        if len(self.entries) < _MOST_LISTED:
            self.entries.append(entry)
        self.drawn += bool(drawn)
        self._lengths.append((len(plain), len(drawn)))
        self._file.write(plain)
        self._file.write(drawn)

    def write(self, out: TextIO, most_drawn: int) -> None:
        """Write them in the order in which they came, so many of them drawn."""
        self._file.seek(0)
        for plain, drawn in self._lengths:
            texts = self._file.read(plain), self._file.read(drawn)
            is_drawn = drawn > 0 and most_drawn > 0
            most_drawn -= is_drawn
            out.write(texts[is_drawn])


def _summary(result: FileResult) -> Summary:
    return Tally([result]).counted()


class PageView:
    """The parts of the page, for one language."""

    def __init__(self, context: Presentation) -> None:
        self.lang = context.lang
        self.words = WORDS[context.lang]
        self.complete = context.complete
        self.colon = self.words["colon"]

    def head(self, summary: Summary, entries: list[Entry]) -> Iterator[str]:
        """Everything before the first report: style, what to do, counts, filter, contents."""
        words = self.words
        title = words["heading"]
        style, script = asset(__file__, "page.css"), asset(__file__, "page.js")
        yield f'<!DOCTYPE html>\n<html lang="{LANG[self.lang]}">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta name="generator" content="nianbao {__version__}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy(style, script)}">\n'
        if len(entries) == 1 and entries[0].about:
            title = f"{entries[0].about} · {title}"
        yield f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        state = verdict(summary, self.complete)
        yield f'<header class="top {state}">\n<p class="tool">nianbao {__version__}</p>\n'
        yield f"<h1>{words['heading']}</h1>\n"
        word = verdict_words(summary, self.complete, self.lang)
        yield f'<p class="verdict"><strong>{word}</strong> {counted(summary, self.lang)}</p>\n</header>\n'
        if summary.errors + summary.warnings + summary.infos:
            yield from self.filters(summary)
        yield "<main>\n"
        if summary.files > 1:
            yield from self.contents(summary, entries)

    def filters(self, summary: Summary) -> Iterator[str]:
        """Boxes to tick, which the style obeys: they stand before what they hide."""
        counts = {
            Severity.ERROR: summary.errors,
            Severity.WARNING: summary.warnings,
            Severity.INFO: summary.infos,
        }
        yield f'<p class="show">{self.words["show"]}</p>\n'
        for severity in _SEVERITIES:
            word = severity.word
            yield f'<input type="checkbox" id="show-{word}" class="show" checked>'
            yield f'<label for="show-{word}" class="show {word}">{self.words[word]} {counts[severity]}</label>\n'

    def contents(self, summary: Summary, entries: list[Entry]) -> Iterator[str]:
        """The list of files."""
        words = self.words
        heads = "".join(f'<th scope="col">{words[key]}</th>' for key in ("file", "error", "warning", "info", "result"))
        yield f'<nav class="contents" aria-label="{words["contents"]}">\n<h2>{words["contents"]}</h2>\n'
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        for entry in entries:
            counts = (entry.summary.errors, entry.summary.warnings, entry.summary.infos)
            cells = "".join(f'<td class="count{"" if count else " none"}">{count}</td>' for count in counts)
            state = verdict(entry.summary, self.complete)
            link = f'<a href="#f{entry.number}">{escaped(entry.path)}</a>'
            told = f"<small>{escaped(entry.about)}</small>" if entry.about else ""
            word = verdict_words(entry.summary, self.complete, self.lang)
            word = words["unreadable"].rstrip(":") if entry.summary.unreadable else word
            yield f'<tr class="{state}"><th scope="row">{link}{told}</th>{cells}<td class="state">{word}</td></tr>\n'
        yield "</tbody>\n</table>\n"
        if summary.files > len(entries):
            yield f"<p>{words['more'].format(summary.files - len(entries))}</p>\n"
        yield "</nav>\n"

    def file(self, result: FileResult, entry: Entry) -> Iterator[str]:
        """The section of one file."""
        words = self.words
        prefix = f"f{entry.number}"
        state = verdict(entry.summary, self.complete)
        yield f'<section class="file {state}" id="{prefix}">\n<header>\n<p class="path">{escaped(entry.path)}</p>\n'
        title = result.title or result.organization or name(os.path.basename(result.path))
        yield f"<h2>{escaped(title[:_LONGEST_TITLE])}</h2>\n"
        if entry.about:
            yield f'<p class="about">{escaped(entry.about)}</p>\n'
        yield "</header>\n"
        if result.error is not None:
            code, message = result.error
            yield f'<p class="unreadable"><strong>{words["unreadable"].rstrip(":")}</strong> '
            yield f"{escaped(code)} {escaped(message)}</p>\n</section>\n"
            return
        numbered = [Numbered(number, one, prefix) for number, one in enumerate(result.diagnostics, start=1)]
        yield from self.overview(numbered)
        yield from self.repairs(result)
        if result.proof is not None:
            if numbered:
                yield from paper(result.proof, numbered, self.lang)
            else:
                yield f"<details>\n<summary>{words['text']}</summary>\n"
                yield from paper(result.proof, numbered, self.lang)
                yield "</details>\n"
        elif numbered:
            yield '<div class="notes">\n'
            for one in numbered:
                yield note(one, self.lang)
            yield "</div>\n"
        yield from self.undecided(result)
        yield "</section>\n"

    def overview(self, numbered: list[Numbered]) -> Iterator[str]:
        """Every finding in a line, or that there is none."""
        words = self.words
        if not numbered:
            yield f'<p class="clean"><strong>{words["clean"]}</strong></p>\n'
            return
        yield f'<h3>{words["findings"]}</h3>\n<ol class="overview">\n'
        for number, found, prefix in numbered:
            where = place(found.location, self.lang) or words["whole-file"]
            word = found.severity.word
            yield (
                f'<li class="s-{word}"><a class="number" href="#{prefix}n{number}">{number}</a> '
                f'<span class="severity">{words[word]}</span> <span class="message">{escaped(found.message)}</span> '
                f'<span class="where">{escaped(where)}</span></li>\n'
            )
        yield "</ol>\n"

    def repairs(self, result: FileResult) -> Iterator[str]:
        """What would make the sums hold again, where they do not."""
        status, confidence = result.repairs.get("status"), result.repairs.get("confidence")
        if status in (None, "consistent") or result.proof is None:
            return
        words = self.words
        yield f'<div class="repairs">\n<h3>{words["repairs"]}</h3>\n<p>{words[f"repairs-{confidence or status}"]}</p>\n'
        if result.proof.repairs:
            yield "<ol>\n"
            for candidate in result.proof.repairs:
                yield f"<li>{'<br>'.join(map(escaped, candidate))}</li>\n"
            yield "</ol>\n"
        yield "</div>\n"

    def undecided(self, result: FileResult) -> Iterator[str]:
        """The rules that could not be decided, and what was not compared."""
        if result.not_compared:
            yield "".join(f'<p class="unchecked">{escaped(one.reason)}</p>\n' for one in result.not_compared)
        if not result.undecided:
            return
        yield f'<div class="undecided">\n<h3>{self.words["undecided"].rstrip(":")}</h3>\n<ul>\n'
        for one in result.undecided:
            yield f"<li><b>{escaped(one.code)}</b> {escaped(one.reason)}</li>\n"
        yield "</ul>\n</div>\n"

    def foot(self, rules: Sequence[RuleInfo]) -> Iterator[str]:
        """What the rules ask that found something, and the end of the page."""
        yield from self.asked(rules)
        yield f"</main>\n<script>{asset(__file__, 'page.js')}</script>\n</body>\n</html>\n"

    def asked(self, rules: Sequence[RuleInfo]) -> Iterator[str]:
        """What some rules ask, empty without any."""
        if rules:
            yield f'<section class="rules">\n<h2>{self.words["rules"]}</h2>\n<dl>\n'
            for rule in rules:
                code, text = escaped(rule.code), rule.help.get(self.lang) or rule.message.get(self.lang) or rule.name
                yield f'<dt id="rule-{code}">{code} <small>{escaped(rule.called(self.lang))}</small></dt>\n'
                basis = f"{self.words['basis'].rstrip(':')}{self.colon}{escaped(rule.basis)}" if rule.basis else ""
                yield f"<dd><p>{escaped(text)}</p>{basis and f'<p>{basis}</p>'}</dd>\n"
            yield "</dl>\n</section>\n"
