"""Document to report: line tokens, the section tree by the grammar, title, year, regime and bound tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from linter.forms import binding, regimes
from linter.forms.form import Form, Part
from linter.grammar.lalr import Node, parse
from linter.model.document import Block, Document, Grid, Paragraph, Picture
from linter.model.report import Report, Section
from linter.parsing.spaced_tables import gather
from linter.parsing.title import find_title
from linter.reference import Reference
from linter.reference.lexicon import Lexicon
from linter.text.folding import fold, label_key
from linter.text.headings import Heading, heading

_LONGEST_FURNITURE = 120
_LONGEST_SIGNATURE = 30
_FEWEST_PARTS = 3  # that tell a regime
_SENTENCE_END = "。"
_SENTENCE_MARKS = frozenset("。,;")
_DIGITS = "0123456789"  # of the page that an entry of a table of contents names
_YEARS = re.compile(r"(?<![\d〔\[【(（])((?:19|20)\d{2})\s*年(?!\s*\d{1,2}\s*月)")
_YEARS_OF_DATES = re.compile(r"(?<![\d〔\[【(（])((?:19|20)\d{2})\s*年")
_TOKEN_OF_LEVEL = {1: "PART", 2: "CLAUSE", 3: "ITEM", 4: "SUBITEM"}
_LEVEL = {"part": 1, "clause": 2, "item": 3, "subitem": 4}


class Token(NamedTuple):
    """One line for the grammar: its kind (a terminal of report.lark), its block, and its heading if it is one."""

    kind: str
    block: Block
    heading: Heading | None = None


def parse_document(
    document: Document, reference: Reference, *, regime: str | None = None, year: int | None = None
) -> Report:
    """Understand a document as an annual report.

    Args:
        document: what a reader made of the file.
        reference: forms, lexicon and grammar.
        regime: the id of one to impose; None takes it from the year.
        year: the report's year to impose; None takes it from the title, else from the text.
    """
    lexicon = reference.lexicon
    blocks = _without_furniture(gather(document.blocks, reference.vocabulary, document.source), lexicon)
    lines = [paragraph for block in blocks if isinstance(paragraph := block, Paragraph)]
    found = _without_statistics(lines, lexicon)
    front_lines = _front(lines, found)
    title = find_title(front_lines, document.title, lexicon)
    if year is None:
        told = title.year if title else None
        year = told or _year_of_head(document, lexicon) or _year_of_text(lines, lexicon)
    forms = reference.forms
    if regime is None and year is not None:
        regime = reference.regime_of(year)
    grids = [block for block in blocks if isinstance(block, Grid)]
    drawn = regime or binding.likeliest_regime(grids, forms)
    form = forms[drawn or regimes.LATEST]
    tokens = _signed_off(_tokens(blocks, found, form), lexicon)
    front, sections, sign_off = _tree(tokens, reference, form)
    if regime is None:
        regime = drawn or _regime_of_parts(sections, forms)
    organization = title.organization if title else None
    if organization is None:
        organization = _signature(sign_off, lexicon)
    report = Report(document, regime, year, organization, title, front, sections, sign_off)
    if not grids or regime is None:
        return report
    homes = {id(block): section.part for section in sections for block in section.all_blocks()}
    tables = binding.bind_all(grids, forms, regime, homes)
    return report._replace(tables=tables)


def _without_furniture(blocks: Sequence[Block], lexicon: Lexicon) -> list[Block]:
    kept: list[Block] = []
    contents: set[str] | None = None  # the entries so far of the table of contents that is being left out
    last: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if block.aside:
                continue
            text = block.text.text
            if len(text) > _LONGEST_FURNITURE:
                contents = None
            else:
                folded = fold(text)
                # until the first entry comes again as a heading; if it never does, they are headings themselves
                entry = "" if contents is None else _entry(block)
                if contents is not None and entry and entry not in contents and (contents or last[entry] > index):
                    contents.add(entry)
                    continue
                if lexicon.furniture.match(folded) or lexicon.furniture_within.search(folded):
                    continue
                if lexicon.contents.match(folded):
                    contents = set()
                    last = last or {_entry(line): at for at, line in enumerate(blocks) if isinstance(line, Paragraph)}
                    continue
                contents = None
        kept.append(block)
    return kept


def _entry(line: Paragraph) -> str:
    """By what a heading and its entry in a table of contents are one; "" of a line that is no heading."""
    found = heading(line.text)
    return label_key(found.title).rstrip(_DIGITS) if found is not None else ""


def _without_statistics(lines: Sequence[Paragraph], lexicon: Lexicon) -> dict[int, Heading]:
    """The headings of the lines, by their ids, without the rows of a table of statistics drawn in plain lines.

    Its rows are numbered like headings: 一、主动公开情况, （一）收到申请数, 1.当面申请数. It lasts until a part
    that is none of its rows.
    """
    found: dict[int, Heading] = {}
    in_statistics = False
    for line in lines:
        head = heading(line.text)
        if head is not None and head.style in ("part", "chapter"):
            in_statistics = in_statistics and lexicon.statistics_rows.match(fold(head.title)) is not None
        if head is not None and not in_statistics:
            found[id(line)] = head
        title = head.title if head is not None else line.text.text
        if len(title) <= _LONGEST_SIGNATURE and ("统计" in title or "統計" in title):
            in_statistics = in_statistics or lexicon.statistics.match(fold(title)) is not None
    return found


def _front(lines: Sequence[Paragraph], found: Mapping[int, Heading]) -> list[Paragraph]:
    """The lines before the first heading of the first level (or of any, where there is none)."""
    for styles in (("part", "chapter"), ("clause", "item", "subitem")):
        for index, line in enumerate(lines):
            head = found.get(id(line))
            if head is not None and head.style in styles:
                return list(lines[:index])
    return list(lines)


def _year_of_head(document: Document, lexicon: Lexicon) -> int | None:
    """The year of the title in the page's head, where that is a report's."""
    title = find_title((), document.title, lexicon)
    return title.year if title and title.names_report else None


def _year_of_text(lines: Sequence[Paragraph], lexicon: Lexicon) -> int | None:
    """The year of the period reported on, else the year that the text names most (the first of equals).

    Years of dates count only where no other is named: a page tells today's, and when it was put up.
    """
    for line in lines:
        if "31" in line.text.text or "３１" in line.text.text:
            period = lexicon.period.search(fold(line.text.text))
            if period:
                return int(period[1])
    for pattern in (_YEARS, _YEARS_OF_DATES):
        years = Counter(int(year) for line in lines for year in pattern.findall(line.text.text))
        if years:
            return years.most_common(1)[0][0]
    return None


def _levels(found: Mapping[int, Heading], form: Form) -> dict[str, int]:
    """The level of each style of numbering in this report.

    一、 is 1, （一） is 2, 1. is 3, （1） is 4. Where 第一部分 stands above 一、 each moves down by one; where
    nothing is numbered 一、 and another style bears the prescribed titles, that style is the first level.
    """
    styles = {head.style for head in found.values()}
    if "chapter" in styles:
        return {"chapter": 1, "part": 2, "clause": 3, "item": 4, "subitem": 4}
    if "part" in styles:
        return {"chapter": 1, **_LEVEL}
    titled = Counter(
        head.style
        for head in found.values()
        if form.part_with_title(label_key(head.title)) or (not form.ordered and form.part_about(fold(head.title)))
    )
    if not titled or titled.most_common(1)[0][1] < 3:
        return {"chapter": 1, **_LEVEL}
    up = _LEVEL[titled.most_common(1)[0][0]] - 1
    return {"chapter": 1, **{style: max(1, level - up) for style, level in _LEVEL.items()}}


def _tokens(blocks: Sequence[Block], found: Mapping[int, Heading], form: Form) -> list[Token]:
    levels = _levels(found, form)
    numbered = {form.part_with_title(label_key(head.title)) for head in found.values()}
    unnumbered = [part for part in form.parts if form.ordered and part not in numbered]
    first = [head for head in found.values() if levels[head.style] == 1]
    numbered_first = {form.part_with_title(label_key(head.title)) for head in first}
    tokens: list[Token] = []
    for block in blocks:
        if isinstance(block, Grid):
            tokens.append(Token("TABLE", block))
            continue
        if isinstance(block, Picture):
            tokens.append(Token("PICTURE", block))
            continue
        head = found.get(id(block))
        if head is None:
            head = _unnumbered(block, unnumbered)
            if head is None:
                tokens.append(Token("PROSE", block))
                continue
        level = levels[head.style]
        if level > 1 and _is_part_in_place(head, form, numbered_first):
            level = 1
        tokens.append(Token(_TOKEN_OF_LEVEL[level], block, head))
        if head.body is not None:
            tokens.append(Token("PROSE", Paragraph(head.body)))
    return tokens


def _is_part_in_place(head: Heading, form: Form, numbered: Collection[Part | None]) -> bool:
    """Whether a heading numbered as if it stood lower bears a part's title and number, and no other one does."""
    part = form.part_with_title(label_key(head.title)) if form.ordered else None
    return part is not None and part not in numbered and form.parts.index(part) + 1 == head.value


def _unnumbered(block: Paragraph, parts: Sequence[Part]) -> Heading | None:
    """A prescribed title that lost its number: a line that is nothing but the title of a part not yet seen."""
    if not parts or len(block.text) > 40:
        return None
    key = label_key(block.text.text)
    if not any(part.has_title(key) for part in parts):
        return None
    return Heading("part", "", None, block.text.text, block.text)


def _signed_off(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Signature, date and editors' lines at the end made SIGN tokens, which are no section's content.

    So is what stands behind the date and is no sentence: links to other pages and the page's foot.
    """
    start = len(tokens)
    lines = [fold(token.block.text.text) if isinstance(token.block, Paragraph) else "" for token in tokens]
    foot = start
    while foot and tokens[foot - 1].kind == "PROSE" and _may_be_foot(lines[foot - 1]):
        foot -= 1
        if lexicon.sign_off.search(lines[foot]):
            start = foot
    dated = start < len(tokens)
    while start and tokens[start - 1].kind == "PROSE" and _is_short(lines[start - 1]):
        line = lines[start - 1]
        if not (lexicon.sign_off.search(line) or lexicon.signature.search(line) or dated):
            break
        if lexicon.statement.search(line):
            break
        dated = lexicon.sign_off.search(line) is not None
        start -= 1
    return [*tokens[:start], *(token._replace(kind="SIGN") for token in tokens[start:])]


def _may_be_foot(folded: str) -> bool:
    return len(folded) <= _LONGEST_FURNITURE and _SENTENCE_END not in folded


def _is_short(folded: str) -> bool:
    return len(folded) <= _LONGEST_SIGNATURE and _SENTENCE_MARKS.isdisjoint(folded)


def _signature(sign_off: Sequence[Block], lexicon: Lexicon) -> str | None:
    for block in sign_off:
        if isinstance(block, Paragraph):
            name = fold(block.text.text)
            if lexicon.signature.search(name) and not lexicon.sign_off.search(name):
                return re.sub(r"\s+", "", block.text.text)
    return None


def _tree(
    tokens: Sequence[Token], reference: Reference, form: Form
) -> tuple[tuple[Block, ...], tuple[Section, ...], tuple[Block, ...]]:
    _, children = parse(reference.grammar, [token.kind for token in tokens])
    front: list[Block] = []
    sections: list[Section] = []
    sign_off: list[Block] = []
    for child in children:
        if isinstance(child, int):
            sign_off.append(tokens[child].block)
        elif child[0] == "front":
            for entry in child[1]:
                if isinstance(entry, int):
                    front.append(tokens[entry].block)
                else:
                    sections.append(_section(entry, tokens))
        else:
            sections.append(_section(child, tokens))
    return tuple(front), tuple(_with_parts(sections, form)), tuple(sign_off)


def _section(node: Node, tokens: Sequence[Token]) -> Section:
    name, (first, *rest) = node
    head = tokens[first].heading
    assert head is not None
    return Section(
        level=_LEVEL[name],
        style=head.style,
        number=head.number or None,
        value=head.value,
        title=head.title,
        heading=head.chars,
        blocks=tuple(tokens[entry].block for entry in rest if isinstance(entry, int)),
        children=tuple(_section(entry, tokens) for entry in rest if not isinstance(entry, int)),
    )


def _with_parts(sections: Sequence[Section], form: Form) -> Iterator[Section]:
    """The sections with the prescribed part that each level-1 section is: by its title, its subject, its place."""
    parts: list[str | None] = [None] * len(sections)
    titles = [section.title if section.level == 1 else None for section in sections]
    for index, title in enumerate(titles):
        if title is not None and (part := form.part_with_title(label_key(title))):
            parts[index] = part.key
    taken = set(parts)
    for index, title in enumerate(titles):
        if title is None or parts[index] is not None:
            continue
        part = form.part_about(fold(title))
        if part is not None and (part.key not in taken or not form.ordered):
            parts[index] = part.key
            taken.add(part.key)
    if form.ordered:
        keys = [part.key for part in form.parts]
        behind: list[str | None] = [None]  # from the end: the next part that is known by its title
        for known in reversed(parts):
            behind.append(known or behind[-1])
        before: str | None = None
        for index, section in enumerate(sections):
            before = parts[index - 1] or before if index else None
            if titles[index] is None or parts[index] is not None or section.value is None:
                continue
            place = section.value - 1
            if not 0 <= place < len(keys) or keys[place] in taken:
                continue
            after = behind[len(parts) - index - 1]
            if (before is None or keys.index(before) < place) and (after is None or keys.index(after) > place):
                parts[index] = keys[place]
                taken.add(keys[place])
    for section, part_key in zip(sections, parts, strict=True):
        yield replace(section, part=part_key) if part_key else section


def _regime_of_parts(sections: Sequence[Section], forms: Mapping[str, Form]) -> str | None:
    """The regime of a report without year and tables: the newest whose parts it has."""
    titles = [label_key(section.title) for section in sections if section.level == 1]
    for regime in reversed(regimes.IDS):
        form = forms[regime]
        known = form.part_with_title if form.ordered else form.part_about
        if sum(known(title) is not None for title in titles) >= _FEWEST_PARTS:
            return regime
    return None
