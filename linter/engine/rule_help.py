"""What is said of a rule to whoever asks: what it asks, why, examples, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.engine.rule_examples import ExampleError, cell_label, figures_of, messages
from linter.forms import regimes
from linter.model.diagnostics import ReadError
from linter.model.records import NamedTuple
from linter.rules.rule import Example, PriorExample, Rule

_WORDS = {
    "zh": {"prior": "上年报告：", "blank": "（空白）", "same": "（范例原文，未作改动）", "colon": "：", "and": "、"},
    "en": {
        "prior": "last year's report:",
        "blank": "(blank)",
        "same": "(the model report, unchanged)",
        "colon": ": ",
        "and": ", ",
    },
}
_HEADINGS = {
    "zh": {
        "asks": "检查什么",
        "basis": "依据",
        "regimes": "适用年度",
        "why": "为什么",
        "fail": "错例",
        "pass": "正例",
        "mend": "怎么改",
        "ignore": "何时可以忽略",
    },
    "en": {
        "asks": "What it checks",
        "basis": "Basis",
        "regimes": "Reports for",
        "why": "Why",
        "fail": "Failing",
        "pass": "Passing",
        "mend": "How to mend it",
        "ignore": "When it may be ignored",
    },
}


class Shown(NamedTuple):
    """An example as it is shown: what it is about, its report or the lines changed in one, and what is found."""

    note: str
    lines: tuple[str, ...]
    messages: tuple[str, ...]


class ExplanationPart(NamedTuple):
    """One heading of an explanation with what stands below it."""

    heading: str
    text: str = ""
    examples: tuple[Shown, ...] = ()


def explanation(rule: Rule, rules: Sequence[Rule], lang: str, most: int | None = None) -> Iterator[ExplanationPart]:
    """All that is to be said of a rule, in the order in which it is read; parts without content are left out.

    `rules` are all that were loaded: what one finds may rest on the others' equations. `most` is the number of
    examples of each kind, None for all.
    """
    guide = rule.explained.guide.get(lang) or next(iter(rule.explained.guide.values()), {})
    contents: dict[str, str | tuple[Shown, ...]] = {
        "asks": guide.get("asks", ""),
        "basis": _basis(rule, lang),
        "regimes": _WORDS[lang]["and"].join(regimes.BY_ID[regime].years[lang] for regime in rule.regimes),
        "why": guide.get("why", ""),
        "fail": tuple(_shown(rule, example, rules, lang) for example in rule.explained.examples.failing[:most]),
        "pass": tuple(_shown(rule, example, rules, lang) for example in rule.explained.examples.passing[:most]),
        "mend": guide.get("mend", ""),
        "ignore": guide.get("ignore", ""),
    }
    for name, content in contents.items():
        if isinstance(content, str) and content:
            yield ExplanationPart(_HEADINGS[lang][name], content)
        elif content:
            yield ExplanationPart(_HEADINGS[lang][name], examples=tuple(content))


def _basis(rule: Rule, lang: str) -> str:
    if lang == "zh" or "" in rule.bases:
        return rule.basis or ""
    return "; ".join(f"{regimes.BY_ID[regime].years[lang]}: {text}" for regime, text in rule.bases.items())


def _shown(rule: Rule, example: Example, rules: Sequence[Rule], lang: str) -> Shown:
    try:
        told = tuple(messages(rule, example, rules, lang))
    except (ExampleError, ReadError):  # of a rule file of the user's, whose examples are only shown
        told = ()
    return Shown(example.note.get(lang, ""), tuple(_lines(example, lang)), told)


def _lines(example: Example, lang: str) -> Iterator[str]:
    if example.text is not None:
        yield from example.text.rstrip().split("\n")
    else:
        yield from _changes(example, lang)
    if example.prior is not None:
        yield _WORDS[lang]["prior"]
        yield from _changes(example.prior, lang)


def _changes(example: Example | PriorExample, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    if not example.replace and not example.set:
        yield words["same"]
    for old, new in example.replace.items():
        yield from (f"- {line}" for line in old.rstrip("\n").split("\n"))
        if new:
            yield from (f"+ {line}" for line in new.rstrip("\n").split("\n"))
    for address, value in example.set.items():
        base = str(example.base)
        before = figures_of(base)[address].text if address in figures_of(base) else ""
        label = cell_label(base, address, lang)
        yield f"{label}{words['colon']}{before or words['blank']} → {value or words['blank']}"
