"""Rules run over one report: what they found, and which of them could not be evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

from linter.checks.context import Context
from linter.checks.finding import Finding, Undecided
from linter.checks.registry import CHECKS
from linter.model.diagnostics import NotEvaluated
from linter.model.records import NamedTuple
from linter.rules.rule import Rule
from linter.rules.selection import RuleSet
from linter.text.limited_patterns import SECONDS, TooSlowError, limit

_RECOGNISED = {
    "zh": "文字由图片识别而来，不查用字",
    "en": "the text was recognised in pictures, and its spelling is not checked",
}
_WHOSE = {
    "zh": "看不出是哪个机关、哪一级的报告，可用 --level 指明层级",
    "en": "the report does not tell whose it is or of which level; --level imposes the level",
}


class RuleRun(NamedTuple):
    """`found` in the order of the rules; `evaluated` are the codes of the rules that came to an end."""

    found: list[tuple[Rule, Finding]]
    not_evaluated: list[NotEvaluated]
    evaluated: list[str]


def run_rules(context: Context, rules: RuleSet) -> RuleRun:
    """Run the selected rules that suit a report. One that fails or takes too long is not evaluated, and stops no other.

    Args:
        context: the report in its surroundings.
        rules: all that were loaded, and which of them are selected.
    """
    run = RuleRun([], [], [])
    unlimited = nullcontext()
    for rule in _suiting(context, rules):
        try:
            with limit() if rule.is_written else unlimited:
                concerns = context.concerns(rule)
                outcomes = list(CHECKS[rule.check].run(context, rule)) if concerns else []
        except TooSlowError:
            run.not_evaluated.append(_too_slow(rule, context.lang))
            continue
        except Exception as error:  # a broken rule is not a broken report
            run.not_evaluated.append(_crash(rule, error, context.lang))
            continue
        if concerns is None:
            run.not_evaluated.append(NotEvaluated(rule.code, _WHOSE[context.lang]))
        if not concerns:
            continue
        kept = _without_spelling(outcomes, rule, context)
        if len(kept) < len(outcomes):
            run.not_evaluated.append(NotEvaluated(rule.code, _RECOGNISED[context.lang]))
            outcomes = kept
        run.evaluated.append(rule.code)
        for outcome in outcomes:
            if isinstance(outcome, Undecided):
                run.not_evaluated.append(NotEvaluated(rule.code, outcome.reason[context.lang]))
            else:
                run.found.append((rule, _with_allowed_fix(outcome, context)))
    return run


def _suiting(context: Context, rules: RuleSet) -> Iterator[Rule]:
    """The selected rules of the report's regime; of a document that is no report only those that suit any."""
    for rule in rules.rules:
        is_of_report = rule.code in rules.selected and context.form.regime in rule.regimes
        if is_of_report and (context.is_related or rule.kind.of_any_document):
            yield rule


def _without_spelling(outcomes: list[Finding | Undecided], rule: Rule, context: Context) -> list[Finding | Undecided]:
    """What a rule found, without the spelling of text that was recognised in a picture."""
    if rule.kind.when_recognised != "dropped" or context.report.document.recognised is None:
        return outcomes
    return [
        outcome
        for outcome in outcomes
        if isinstance(outcome, Undecided) or outcome.span is None or not context.is_recognised(outcome.span)
    ]


def _with_allowed_fix(finding: Finding, context: Context) -> Finding:
    """Whoever offers a fix, it changes text and nothing else."""
    return finding if finding.fix is None else finding._replace(fix=context.editable.allowed(finding.fix))


def _too_slow(rule: Rule, lang: str) -> NotEvaluated:
    """A user's rule whose patterns take too long over this file: what is wrong is in the rule file."""
    place = f"{rule.source}:{rule.line}"
    reasons = {
        "zh": f"规则的正则表达式超过 {SECONDS:g} 秒没有查完，请改写（{place}）",
        "en": f"the rule's patterns took more than {SECONDS:g} seconds; rewrite them ({place})",
    }
    return NotEvaluated(rule.code, reasons[lang], crashed=True)


def _crash(rule: Rule, error: Exception, lang: str) -> NotEvaluated:
    kind = type(error).__name__
    reasons = {
        "zh": f"规则运行出错（{kind}），请报告此问题",
        "en": f"the rule failed ({kind}); please report this",
    }
    return NotEvaluated(rule.code, reasons[lang], crashed=True)
