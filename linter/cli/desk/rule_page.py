"""The page of one rule, which says what `explain` says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linter.cli.desk.page_parts import Site, page
from linter.engine.rule_help import explanation
from linter.notices.harmless import html as escaped
from linter.rules.rule import Rule


def rule_page(site: Site, rule: Rule, rules: Sequence[Rule]) -> str:
    """The whole page; the script takes what is in `main` for a box beside the report.

    Args:
        site: where it stands.
        rule: the rule.
        rules: all that were loaded, as `explanation` wants them.
    """
    title = f"{rule.code} {rule.called(site.lang)}"

    def content() -> Iterator[str]:
        word = rule.severity.word
        yield f'<main id="main" class="rule">\n<h1>{escaped(title)}</h1>\n'
        yield f'<p class="s-{word}"><span class="severity">{rule.severity.called(site.lang)}</span></p>\n'
        for part in explanation(rule, rules, site.lang, most=1):
            yield f"<h2>{part.heading}</h2>\n"
            yield "".join(f"<p>{escaped(line)}</p>\n" for line in part.text.split("\n") if line)
            for example in part.examples:
                if example.note:
                    yield f"<p>{escaped(example.note)}</p>\n"
                lines = [*example.lines, *(f"→ {told}" for told in example.messages)]
                yield f'<pre lang="zh-CN">{"".join(f"{escaped(line)}<br>" for line in lines)}</pre>\n'
        yield "</main>\n"

    return page(site, f"{title} · {site.words['name']}", content(), back=True)
