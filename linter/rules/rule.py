"""Rules as the checks use them, with their examples."""

from __future__ import annotations

import marshal
from collections.abc import Mapping

from linter.model.diagnostics import Severity
from linter.model.records import Frozen, NamedTuple, kept
from linter.rules.kind import Kind
from linter.text.pattern_lists import Needed
from linter.type_names import Any


class Expectation(NamedTuple):
    """What a failing example yields: at least `least` findings, each at a place whose text contains `at`."""

    at: str | None = None
    cells: tuple[str, ...] | None = None
    least: int = 1


class PriorExample(NamedTuple):
    """Last year's report of an example, made like the example itself."""

    base: str
    set: Mapping[str, str] = {}
    replace: Mapping[str, str] = {}


class Example(NamedTuple):
    """A report that breaks a rule, or one that does not though it looks so.

    Either `text` in `format`, or the clean report `base` with the figures `set` (by cell address) and with
    `replace` (each text occurs once). `prior` is last year's report beside it, `note` says in a few words what
    it shows.
    """

    base: str | None = None
    text: str | None = None
    format: str = "markdown"
    year: int | None = None
    set: Mapping[str, str] = {}
    replace: Mapping[str, str] = {}
    prior: PriorExample | None = None
    note: Mapping[str, str] = {}
    expect: Expectation = Expectation()


class RuleExamples(NamedTuple):
    failing: tuple[Example, ...] = ()
    passing: tuple[Example, ...] = ()


_JOINT = {"en": " "}  # between the sentences of a language


class Guidance(Frozen):
    """What is said of a rule to whoever asks: half of all that rule files hold, so it is unpacked only then."""

    packed: bytes

    @classmethod
    def of(cls, guide: dict[str, Any], examples: dict[str, Any]) -> Guidance:
        """What is said of it by language in its parts, and its examples as plain data."""
        return cls(marshal.dumps((guide, examples)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guidance) and self._plain == other._plain

    __hash__ = None  # type: ignore[assignment]

    @kept
    def _plain(self) -> Any:
        return marshal.loads(self.packed)

    @property
    def guide(self) -> Mapping[str, Mapping[str, str]]:
        """By language, in its parts: asks, why, mend, ignore, of which there may be only the first."""
        guide: Mapping[str, Mapping[str, str]] = self._plain[0]
        return guide

    @kept
    def examples(self) -> RuleExamples:
        failing, passing = (tuple(map(_example, self._plain[1].get(kind, ()))) for kind in ("fail", "pass"))
        return RuleExamples(failing, passing)


def _example(data: Mapping[str, Any]) -> Example:
    expect = data.get("expect")
    expectation = (
        Expectation(expect.get("at"), expect.get("cells"), expect.get("count", 1)) if expect else Expectation()
    )
    prior = PriorExample(**data["prior"]) if "prior" in data else None
    return Example(**{**data, "prior": prior, "expect": expectation})


class Rule(NamedTuple):
    """One rule. `kind` is that of its check; `params` are the parameters in the record that the kind names, else None.

    `message`, `help` and each of `variants` map a language (zh, en) to a text. `levels` are those of the organs that
    the rule is meant for and `organs` patterns of their folded names; empty, it is meant for all. `basis` is the legal
    basis in all regimes, `bases` the same by regime (under "" where it is one for all). A rule that is not `enabled`
    runs only if a configuration gives it a severity; one that `is_written` has patterns of a user's file. `source` and
    `line` are where the rule stands. `title` is its name in Chinese, "" where it has none. `needed` are the words that
    its patterns need, where these are many.
    """

    code: str
    name: str
    severity: Severity
    regimes: tuple[str, ...]
    kind: Kind
    params: Any
    message: Mapping[str, str]
    variants: Mapping[str, Mapping[str, str]]
    basis: str | None
    bases: Mapping[str, str]
    explained: Guidance
    enabled: bool
    source: str
    line: int
    levels: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    is_written: bool = False
    title: str = ""
    needed: Needed = ({}, {})

    def called(self, lang: str) -> str:
        """Its name as people say it."""
        return self.title if lang == "zh" and self.title else self.name

    @property
    def help(self) -> Mapping[str, str]:
        return {lang: _JOINT.get(lang, "").join(parts.values()) for lang, parts in self.explained.guide.items()}

    @property
    def check(self) -> str:
        """The name of its kind of check."""
        return self.kind.name

    def basis_in(self, regime: str | None) -> str | None:
        """The legal basis for a report of this regime."""
        return self.bases.get("") or self.bases.get(regime or "") or self.basis

    def say(self, lang: str, values: Mapping[str, object], variant: str | None = None) -> str:
        """The message with its placeholders filled in, as phrased by the variant if there is such a one."""
        templates = self.variants.get(variant or "") or self.message
        return (templates.get(lang) or next(iter(templates.values()))).format_map(values)
