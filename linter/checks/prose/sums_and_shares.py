"""Checks of figures within a sentence: lists add up to their head, percentages follow from their part and whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from math import floor
from typing import NamedTuple

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding
from linter.checks.prose.statements import wholes
from linter.prose.claims import Passage
from linter.prose.sentences import Atom, Clause, Group, Language, ListItem, Sentence, Stretch, atoms_of
from linter.rules.kind import Kind
from linter.rules.rule import Rule


class Breakdown(NamedTuple):
    """A figure and those that it is broken down into.

    `is_complete`: the list claims to leave nothing out. `beside`: the figures that stand before the head in its list,
    with which it may be broken down together (12个部门、9个县区，其中优秀5个).
    """

    head: Atom
    parts: tuple[Atom, ...]
    is_complete: bool
    beside: tuple[Atom, ...] = ()


def prose_sum(context: Context, rule: Rule) -> Iterator[Finding]:
    """Figures that a sentence breaks down add up, unless it says that the list is not complete."""
    for passage in context.passages:
        for sentence in _with_heads(passage.sentences, context.language):
            stated = chain(breakdowns(sentence, context.language), additions(sentence, context.language))
            for head, parts, is_complete, beside in stated:
                if not head.exact or not all(part.exact for part in parts):
                    continue
                numbers = [part.value or 0 for part in parts]
                if head.value in numbers:
                    continue  # what is as many as all of them is no share of them: 8项，其中征求意见8项、听证3项
                total = round(sum(numbers), 6)
                expected = head.value or 0
                if total == expected or (total < expected and not is_complete):
                    continue
                together = expected + sum(figure.value or 0 for figure in beside)
                if total == together or (total < together and not is_complete):
                    continue
                if total > expected and not is_complete and max(numbers) <= expected:
                    continue  # the parts may overlap
                values = {
                    "head": f"{head.text}{head.unit}",
                    "parts": "+".join(map(str, numbers)),
                    "sum": total,
                    "difference": round(abs(total - expected), 6),
                }
                span = passage.folded.span(head.start, head.end)
                variant = "single" if len(numbers) == 1 else None
                yield Finding(span, values, variant, expected=total, actual=expected)


def _with_heads(sentences: Sequence[Sentence], language: Language) -> Iterator[Sentence]:
    """The sentences; one that begins with 其中 has the only figure of the sentence before it put in front."""
    last: Sentence = ()
    for sentence in sentences:
        atoms, before = list(atoms_of(sentence)), list(atoms_of(last))
        heads: list[Atom] = []
        if before and atoms and atoms[0].kind == "BREAKDOWN" and atoms[0].start == before[-1].end + 1:
            heads = _own_figures(last, language)
        last = sentence
        yield (((ListItem((heads[0],)),), *sentence[0]), *sentence[1:]) if len(heads) == 1 else sentence


def _own_figures(sentence: Sentence, language: Language) -> list[Atom]:
    """The figures of a sentence, without those that tell a change."""
    return [
        atom
        for stretch in sentence
        for clause in stretch
        for item in clause
        for atom in item.own("QUANTITY")
        if not language.is_change_of(item, atom)
    ]


def breakdowns(stretches: Sequence[Stretch], language: Language) -> Iterator[Breakdown]:
    """The figures of a sentence that are followed by what they consist of."""
    for stretch in stretches:
        head: Atom | None = None
        beside: list[Atom] = []
        parts: list[Atom] = []
        words: list[str] = []
        listing = mixed = False
        for clause in stretch:
            in_clause = len(parts)
            figures: list[Atom] = []  # of the clause, so far
            strange = False  # whether the clause lists what the head does not count
            for item in clause:
                for index, atom in enumerate(item.atoms):
                    if isinstance(atom, Group):
                        yield from _in_brackets(item, index, atom, language)
                        yield from breakdowns(atom.stretches, language)
                    elif atom.kind == "BREAKDOWN" and head is not None:
                        if listing and parts:
                            head, parts, listing = None, [], False  # a list in a list: which is whose is not said
                            break
                        listing = True
                        words.append(_word_before(item, index))
                    elif atom.kind == "QUANTITY":
                        if not listing:
                            head = None if language.is_change_of(item, atom) else atom
                            beside = [other for other in figures if language.are_alike(other.unit, atom.unit)]
                            figures.append(atom)
                        elif head is not None and _is_first(item, atom, head, language):
                            parts.append(atom)
                            words.append(_words(item))
                        elif head is not None and not language.are_alike(head.unit, atom.unit):
                            strange = strange or next(item.own("QUANTITY")) is atom
            if listing and head is not None and len(parts) == in_clause and parts:
                break
            mixed = mixed or (strange and len(parts) > in_clause)
            if (parts and _has_percentage(clause)) or (listing and language.is_change(clause)):
                parts = parts[:in_clause]
                break
        if head is not None and parts:
            is_complete = len(parts) > 1 and not mixed and not language.is_incomplete("".join(words))
            yield Breakdown(head, tuple(parts), is_complete, tuple(beside))


def additions(sentence: Sentence, language: Language) -> Iterator[Breakdown]:
    """The figures that say they are the sum of those before them: 网络220件、信函150件，合计370件."""
    for stretch in sentence:
        heads = [_announced_sum(clause, language) for clause in stretch]
        if not any(heads):
            continue
        parts: list[Atom] = []
        for clause, head in zip(stretch, heads, strict=True):
            figures = [[*item.own("QUANTITY")] for item in clause]
            if head is not None:
                numbers = [part.value or 0 for part in reversed(parts)]
                is_told = head.value in list(accumulate(numbers))[1:]  # the first ones may be of another kind
                if len(parts) > 1 and not is_told and all(language.are_alike(head.unit, part.unit) for part in parts):
                    yield Breakdown(head, tuple(parts), True)
                parts = []
            elif all(len(found) == 1 for found in figures) and not language.is_change(clause):
                parts += [found[0] for found in figures]
            else:
                parts = []


def _has_percentage(clause: Clause) -> bool:
    return any(True for item in clause for _ in item.own("PERCENT"))


def _announced_sum(clause: Clause, language: Language) -> Atom | None:
    """The figure of a clause that begins by saying that it is a sum: 合计370件."""
    atoms = clause[0].atoms[:2] if clause else ()
    if len(atoms) < 2 or isinstance(atoms[0], Group) or isinstance(atoms[1], Group):
        return None
    is_sum = atoms[0].kind == "WORDS" and atoms[1].kind == "QUANTITY" and language.adds_up(atoms[0].text)
    return atoms[1] if is_sum else None


def _in_brackets(item: ListItem, index: int, group: Group, language: Language) -> Iterator[Breakdown]:
    """A figure with its parts in the brackets behind it."""
    before = item.atoms[index - 1] if index else None
    if not isinstance(before, Atom) or before.kind != "QUANTITY":
        return
    items = [inner for stretch in group.stretches for clause in stretch for inner in clause]
    begins = any(True for inner in items[:1] for _ in inner.own("BREAKDOWN"))
    parts = []
    for inner in items:
        alike = [atom for atom in inner.own("QUANTITY") if language.are_alike(before.unit, atom.unit)]
        if alike:
            parts.append(alike[0])
    if parts and (begins or (len(parts) == len(items) > 1)):
        words = "".join(map(_words, items))
        yield Breakdown(before, tuple(parts), len(parts) > 1 and not language.is_incomplete(words))


def _is_first(item: ListItem, atom: Atom, head: Atom, language: Language) -> bool:
    """Whether an atom is the first of its item that counts what the head counts."""
    alike = [
        other
        for other in item.own("QUANTITY")
        if language.are_alike(head.unit, other.unit) and other.start > head.start
    ]
    return bool(alike) and alike[0] is atom


def _word_before(item: ListItem, index: int) -> str:
    """What stands directly before a word that begins a list: 主要包括."""
    before = item.atoms[index - 1] if index else None
    return before.text if isinstance(before, Atom) and before.kind == "WORDS" else ""


def _words(item: ListItem) -> str:
    return "".join(atom.text for atom in item.atoms if isinstance(atom, Atom) and atom.kind == "WORDS")


class _Share(NamedTuple):
    percent: Atom
    numerators: tuple[float, ...]
    denominators: tuple[float, ...]


def prose_percentage(context: Context, rule: Rule) -> Iterator[Finding]:
    """A percentage follows from the figures beside it or from the tables, rounded or cut to its last place."""
    for passage in context.passages:
        for sentence in passage.sentences:
            for share in _shares(context, passage, sentence):
                percent = share.percent
                pairs = [(a, b) for a in share.numerators for b in share.denominators if b and a <= b]
                if not pairs or any(_fits(percent, a, b) for a, b in pairs):
                    continue
                part, whole = pairs[0]
                expected = round(100 * part / whole, max(percent.decimals, 1))
                values = {
                    "found": percent.text,
                    "part": f"{part:g}",
                    "whole": f"{whole:g}",
                    "expected": f"{expected:g}%",
                }
                span = passage.folded.span(percent.start, percent.end)
                yield Finding(span, values, expected=f"{expected:g}%", actual=percent.text)


def _fits(percent: Atom, part: float, whole: float) -> bool:
    """Whether a percentage is right to half a unit of its last place, or cut off there."""
    assert percent.value is not None
    exact = 100 * part / whole
    unit = 10.0**-percent.decimals
    return (
        abs(percent.value - exact) <= unit / 2 + 1e-9 or abs(floor(exact / unit + 1e-9) * unit - percent.value) < 1e-9
    )


# Strings, which `re` compiles when they are first used: most reports tell no percentage.
_RATE = r"([一-鿿]{2,4})率(?:均?(?:达到?|为|是))?$"
_NO_SUBJECT = "[^一-鿿]|共|均|约|也|则|合计|总体|分别|大约"
_NEAR = 8  # signs between a figure and the share that it is
_TO_DO = "[应需待拟]"  # what was to be done is the whole
_SHARE = "占(?:比|[^,。;]*?)?(?:的|为|约|达)?$"


def _shares(context: Context, passage: Passage, sentence: Sentence) -> Iterator[_Share]:
    """The percentages of a sentence whose part is stated in it, and whose whole is stated there or in the tables.

    What one of them is a share of, those after it may be shares of too: 50件，占25%；30件，占15%.
    """
    language = context.language
    text = passage.folded.text
    atoms = list(atoms_of(sentence))
    begin = atoms[0].start if atoms else 0
    earlier: tuple[int | float, ...] = ()
    parts: list[Atom] = []
    for at, percent in enumerate(atoms):
        if percent.kind != "PERCENT":
            continue
        clause_start = max(begin, *(text.rfind(mark, begin, percent.start) + 1 for mark in ",。;:("))
        label = text[clause_start : percent.start]
        if language.tells_change(label + text[percent.end : percent.end + 2]) or "分别" in label:
            continue
        quantities = [atom for atom in atoms[:at] if atom.kind == "QUANTITY" and atom.exact]
        if rate := re.search(_RATE, label):
            if found := _rate(context, passage, percent, rate[1][-2:], quantities, begin):
                yield found
        elif share := re.search(_SHARE, label):
            inside = [atom for atom in quantities if atom.start >= clause_start + share.start()]  # 占总数397件的
            before = [atom for atom in quantities if atom not in inside]
            part = _part(text, before, clause_start, clause_start + share.start())
            if part is None:
                continue
            whole = inside or [atom for atom in before if atom.start < part.start and atom not in parts]
            parts.append(part)
            stated = [atom.value or 0 for atom in whole if language.are_alike(atom.unit, part.unit)]
            in_tables = wholes(
                context, passage.folded.span(part.start, part.end), None if stated else label[share.start() :]
            )
            earlier = (*earlier, *stated, *in_tables)
            if earlier and (part.value or 0) <= max(earlier):
                yield _Share(percent, (part.value or 0,), tuple(dict.fromkeys(earlier)))


def _rate(
    context: Context, passage: Passage, percent: Atom, stem: str, quantities: Sequence[Atom], begin: int
) -> _Share | None:
    """A rate (办结率) as the share of the one figure that says so (办结) in the one other that counts the same."""
    language, text = context.language, passage.folded.text
    done = [
        atom
        for atom in quantities
        if stem in (words := text[max(begin, atom.start - 8) : atom.start]) and not re.search(_TO_DO, words)
    ]
    if len(done) != 1:
        return None
    others = [a for a in quantities if a is not done[0] and language.are_alike(a.unit, done[0].unit)]
    if len(others) != 1:
        return None
    in_tables = wholes(context, passage.folded.span(done[0].start, done[0].end), None)
    return _Share(percent, (done[0].value or 0,), (others[0].value or 0, *in_tables))


def _part(text: str, before: Sequence[Atom], clause_start: int, end: int) -> Atom | None:
    """The figure that a share is of: the subject's where one is named (图解占比), else the one just before it."""
    start = max([clause_start, *(atom.end for atom in before)])
    subject = re.sub(_NO_SUBJECT, "", text[start:end])
    if len(subject) > 1:
        named = [atom for atom in before if text.endswith(subject, 0, atom.start)]
        return named[0] if len(named) == 1 else None
    return before[-1] if before and end - before[-1].end <= _NEAR else None


CHECKS = (
    Check(Kind("prose-sum", ("head", "parts", "sum", "difference"), ("single",)), prose_sum),
    Check(Kind("prose-percentage", ("found", "part", "whole", "expected")), prose_percentage),
)
