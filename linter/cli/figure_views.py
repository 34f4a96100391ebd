"""What `nianbao tree --figures` prints: how each figure of the text was understood."""

from __future__ import annotations

from collections.abc import Iterator

from linter import reference
from linter.model.locations import locate
from linter.model.report import Report
from linter.prose.breakdowns import breakdowns
from linter.prose.claim import Claim
from linter.prose.claims import Reader
from linter.prose.figure_mentions import FigureMention, FigureSentence
from linter.prose.passages import Passage, passages, with_headings
from linter.prose.shares import stated_shares
from linter.reporters.objects import location_object
from linter.reporters.printable import Printable, json_writer
from linter.type_names import Any, TextIO


def figures(report: Report) -> list[dict[str, Any]]:
    """Each sentence with figures as plain data: its words with their meanings, its mentions, and what it adds up."""
    language = reference.load().language
    reader = Reader(language.words, report.year, report.organization)
    found: list[dict[str, Any]] = []
    before: tuple[FigureSentence, ...] = ()
    for passage in with_headings(report, passages(report, language), language):
        claims = list(reader.claims(passage))
        for sentence in passage.sentences:
            found.append(_sentence(report, passage, sentence, claims))
        if found and passage.sentences:
            found[-1]["sums"] = list(_sums(passage, before))
            found[-1]["shares"] = list(_shares(passage, before))
        before = passage.sentences
    return found


def _sentence(report: Report, passage: Passage, sentence: FigureSentence, claims: list[Claim]) -> dict[str, Any]:
    span = passage.folded.span(sentence.start, sentence.end)
    inside = [claim for claim in claims if span.start <= claim.span.start < span.end]
    return {
        "text": passage.folded.slice(sentence.start, sentence.end).text,
        "location": location_object(locate(report.document, span)),
        "words": [[token.text, token.meaning or token.kind.lower()] for token in sentence.tokens if token.text],
        "figures": [_mention(passage, mention, inside) for mention in sentence.mentions],
        "says": [
            {"text": claim.text, "as": claim.stated_as, "key": claim.key}
            for claim in inside
            if claim.stated_as != "figure"
        ],
        "sums": [],
        "shares": [],
    }


def _mention(passage: Passage, mention: FigureMention, claims: list[Claim]) -> dict[str, Any]:
    span = passage.folded.span(mention.start, mention.end)
    claim = next((claim for claim in claims if claim.span == span and claim.stated_as == "figure"), None)
    return {
        "text": mention.text,
        "value": mention.value,
        "unit": mention.unit or None,
        "exact": mention.is_exact,
        "key": claim.key if claim else None,
        "cells": [list(cells) for cells in claim.sums] if claim else [],
    }


def _sums(passage: Passage, before: tuple[FigureSentence, ...]) -> Iterator[dict[str, Any]]:
    for breakdown in breakdowns(passage.sentences, before, reference.load().language.words):
        reading = breakdown.reading
        yield {
            "holds": breakdown.holds,
            "closed": breakdown.closed or None,
            "whole": [figure.text for figure in reading.whole] if reading else [],
            "parts": [figure.text for figure in reading.parts] if reading else [],
        }


def _shares(passage: Passage, before: tuple[FigureSentence, ...]) -> Iterator[dict[str, Any]]:
    for share in stated_shares(passage.sentences, before, reference.load().language.words):
        yield {
            "text": share.percent.text,
            "kind": share.kind,
            "holds": share.holds,
            "bound": share.is_bound,
            "of": [[reading.numerator, reading.denominator] for reading in share.readings],
        }


def write_figures(report: Report, format: str, out: TextIO) -> None:
    """The figures as JSON or, for a reader, a sentence each with what was understood below it."""
    found = figures(report)
    if format == "json":
        out.write(json_writer(out, indent=2)(found) + "\n")
        return
    printable = Printable(out)
    for sentence in found:
        where = sentence["location"]["line"] or sentence["location"]["paragraph"]
        out.write(printable.line(f"[{where}] {printable.clean(sentence['text'])}"))
        for figure in sentence["figures"]:
            about = figure["key"] or "—"
            exact = "" if figure["exact"] else " ≈"
            out.write(printable.line(f"    {printable.clean(figure['text'])}{exact}  {about}"))
        for said in sentence["says"]:
            out.write(printable.line(f"    {printable.clean(said['text'])}  {said['key']} = 0 ({said['as']})"))
        for total in sentence["sums"]:
            if total["whole"]:
                state = total["closed"] or "open"
                out.write(printable.line(f"    {'+'.join(total['parts'])} / {'+'.join(total['whole'])}  {state}"))
            else:
                out.write(printable.line("    Σ ✓" if total["holds"] else "    Σ ?"))
        for share in sentence["shares"]:
            state = "✓" if share["holds"] else "✗" if share["bound"] else "?"
            out.write(printable.line(f"    {share['text']}  {share['kind']} {state}"))
