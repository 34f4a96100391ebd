"""Writes what is made from the code and the rule files: the rule reference and the schemas.

    python -m docs.reference

from the top folder of the project. The test suite fails while a file is not what this would write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from linter.checks.registry import KINDS
from linter.checks.registry import rules as load
from linter.config.json_schemas import SCHEMAS
from linter.engine.rule_help import ExplanationPart, explanation
from linter.rules.rule import Rule

TOP = Path(__file__).resolve().parent.parent
PAGES = TOP / "docs" / "rules"
SCHEMA_FOLDER = TOP / "schema"
_MADE = "<!-- made by `python -m docs.reference` from the rules; edit those -->\n"
_OTHER = {"zh": ("en", "English"), "en": ("zh", "中文")}
_WORDS = {
    "zh": {
        "title": "规则一览",
        "head": "| 编号 | 名称 | 级别 | 检查什么 |\n|---|---|---|---|\n",
        "index": "全部规则",
        "about": "`nianbao explain {code}` 显示同样的内容。检查方法：`{check}`。",
        "found": "报告：",
        "kinds": "检查方法",
        "kinds-head": "| 检查方法 | 参数 | 占位符 | 区分的情况 |\n|---|---|---|---|\n",
    },
    "en": {
        "title": "Rules",
        "head": "| code | name | severity | asks |\n|---|---|---|---|\n",
        "index": "all rules",
        "about": "`nianbao explain {code} --lang en` prints the same. Kind of check: `{check}`.",
        "found": "Reported: ",
        "kinds": "Kinds of check",
        "kinds-head": "| check | parameters | placeholders | variants |\n|---|---|---|---|\n",
    },
}


def main() -> None:
    """Write every file, and remove the pages of rules that are gone."""
    wanted = files()
    for old in set(PAGES.glob("*/*.md")) - set(wanted):
        old.unlink()
    for path, made in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made(), encoding="utf-8")


def files() -> dict[Path, Callable[[], str]]:
    """What makes the content of each file; examples of rules are checked for it, which takes a while."""
    rules = load()
    wanted: dict[Path, Callable[[], str]] = {}
    for lang in _WORDS:
        wanted[PAGES / lang / "README.md"] = partial(index, rules, lang)
        wanted[PAGES / lang / "kinds.md"] = partial(kinds, lang)
        wanted |= {PAGES / lang / f"{rule.code}.md": partial(page, rule, rules, lang) for rule in rules}
    return wanted | {SCHEMA_FOLDER / f"{name}.schema.json": partial(_schema, made) for name, made in SCHEMAS.items()}


def _schema(made: Callable[[], object]) -> str:
    return json.dumps(made(), ensure_ascii=False, indent=2) + "\n"


def index(rules: Sequence[Rule], lang: str) -> str:
    """The page that lists all rules."""
    words = _WORDS[lang]
    other, other_name = _OTHER[lang]
    rows = "".join(
        f"| [{rule.code}]({rule.code}.md) | {rule.called(lang)} | {rule.severity.called(lang)} "
        f"| {_first_sentence(rule, lang)} |\n"
        for rule in rules
    )
    return f"{_MADE}\n# {words['title']}\n\n[{other_name}](../{other}/README.md)\n\n{words['head']}{rows}"


def kinds(lang: str) -> str:
    """The page that lists what rule files may say of each kind of check; parameters in brackets may be left out."""
    words = _WORDS[lang]
    other, other_name = _OTHER[lang]
    rows = ""
    for name, kind in KINDS.items():
        params = " ".join(f"`{word}`" if param.required else f"[`{word}`]" for word, param in kind.parameters().items())
        placeholders, variants = (" ".join(f"`{word}`" for word in some) for some in (kind.placeholders, kind.variants))
        rows += f"| `{name}` | {params} | {placeholders} | {variants} |\n"
    links = f"[{words['index']}](README.md) · [{other_name}](../{other}/kinds.md)"
    return f"{_MADE}\n# {words['kinds']}\n\n{links}\n\n{words['kinds-head']}{rows}"


def _first_sentence(rule: Rule, lang: str) -> str:
    text = rule.explained.guide[lang]["asks"].replace("|", "\\|").replace("\n", " ")
    end = text.find("。" if lang == "zh" else ". ")
    return text[: end + 1] if end >= 0 else text


def page(rule: Rule, rules: Sequence[Rule], lang: str) -> str:
    """The page of one rule."""
    words = _WORDS[lang]
    other, other_name = _OTHER[lang]
    about = words["about"].format(code=rule.code, check=rule.check)
    blocks = [
        f"{_MADE}\n# {rule.code} {rule.called(lang)}",
        f"{rule.severity.called(lang)} · [{words['index']}](README.md) · [{other_name}](../{other}/{rule.code}.md)",
        *(_section(part, lang) for part in explanation(rule, rules, lang)),
        about,
    ]
    return "\n\n".join(blocks) + "\n"


def _section(part: ExplanationPart, lang: str) -> str:
    blocks = [f"## {part.heading}", part.text]
    for example in part.examples:
        fence = "diff" if any(line.startswith(("- ", "+ ")) for line in example.lines) else "text"
        blocks += [example.note, f"```{fence}\n" + "\n".join(example.lines) + "\n```"]
        blocks += ["\n".join(f"> {_WORDS[lang]['found']}{told}" for told in example.messages)]
    return "\n\n".join(filter(None, blocks))


if __name__ == "__main__":
    main()
