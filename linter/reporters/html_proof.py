"""A report drawn on the page: its text and tables with the places marked, and the notes in the margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter.model.diagnostics import Diagnostic
from linter.model.page import DrawnBlock, DrawnCell, DrawnLine, DrawnPicture, DrawnTable, Mark, Proof
from linter.model.records import NamedTuple
from linter.notices.harmless import html as escaped
from linter.reporters.html_rows import WIDEST_SPAN, laid_out
from linter.reporters.places import place
from linter.reporters.words import WORDS

LANG = {"zh": "zh-CN", "en": "en"}
_MOST_RELATED = 8
_MOST_HEADS = 6  # rows that name columns


class Numbered(NamedTuple):
    """A finding with its number in its file; `prefix` begins the names of its file's places in the page."""

    number: int
    found: Diagnostic
    prefix: str


def paper(proof: Proof, numbered: Sequence[Numbered], lang: str, with_notes: bool = True) -> Iterator[str]:
    """The report on paper, each note in the margin beside its block unless notes stand elsewhere."""
    pen = _Pen({one.found.fingerprint: one for one in numbered}, lang)
    notes: dict[int | None, list[Numbered]] = {}
    for one in numbered if with_notes else ():
        notes.setdefault(proof.homes.get(one.found.fingerprint), []).append(one)
    words = WORDS[lang]
    yield f'<h3>{words["text"]}</h3>\n<div class="paper" lang="zh-CN">\n'
    for one in notes.get(None, ()):
        yield note(one, lang)
    for number, block in enumerate(proof.blocks):
        beside = notes.get(number, ())
        if beside:
            yield '<div class="beside">\n<div class="notes">\n'
            yield from (note(one, lang) for one in beside)
            yield "</div>\n"
        yield from pen.block(block)
        if beside:
            yield "</div>\n"
    if proof.cut:
        yield f'<p class="cut" lang="{lang}">{words["cut"]}</p>\n'
    yield "</div>\n"


def note(one: Numbered, lang: str) -> str:
    """What stands in the margin about a finding."""
    number, found, prefix = one
    words = WORDS[lang]
    word = found.severity.word
    where = place(found.location, lang) or words["whole-file"]
    parts = [
        f'<aside class="note s-{word}" id="{prefix}n{number}" lang="{LANG[lang]}">\n<p class="head">'
        f'<a class="number" href="#{prefix}p{number}">{number}</a> <span class="severity">{words[word]}</span> '
        f'<a class="code" href="#rule-{escaped(found.code)}">{escaped(found.code)}</a> '
        f'<span class="where">{escaped(where)}</span></p>\n'
        f'<p class="message">{escaped(found.message)}</p>\n'
    ]

    def remark(key: str, text: str) -> str:
        return f'<p class="{key}"><b>{words[key].rstrip(":")}{words["colon"]}</b>{escaped(text)}</p>\n'

    if (title := found.fix_title) is not None:
        parts.append(remark("fix", title))
    if found.basis:
        parts.append(remark("basis", found.basis))
    if found.related:
        parts.append('<ul class="related">\n')
        for related in found.related[:_MOST_RELATED]:
            told = " ".join(part for part in (related.code, place(related.location, lang)) if part)
            tail = f' <span class="where">{escaped(told)}</span>' if told else ""
            parts.append(f"<li>{escaped(related.message)}{tail}</li>\n")
        if len(found.related) > _MOST_RELATED:
            parts.append(f"<li>{words['more'].format(len(found.related) - _MOST_RELATED)}</li>\n")
        parts.append("</ul>\n")
    return "".join([*parts, "</aside>\n"])


class _Pen:
    """Draws blocks; knows the findings by their fingerprints, and which places have been drawn."""

    def __init__(self, findings: Mapping[str, Numbered], lang: str) -> None:
        self._findings = findings
        self._words = WORDS[lang]
        self._anchored: set[str] = set()

    def block(self, block: DrawnBlock) -> Iterator[str]:
        match block:
            case DrawnLine():
                yield self._line(block)
            case DrawnTable():
                yield from self._sheet(block)
            case DrawnPicture():
                shade = self._shade(block.marks)
                told = escaped(block.alt or self._words["image"])
                yield f'<p class="image{shade}">[{told}]{self._refs(block.marks)}</p>\n'

    def _line(self, line: DrawnLine) -> str:
        text = self._marked(line.text, line.marks)
        if line.kind == "heading":
            tag = f"h{min(line.level + 3, 6)}"
            return f'<{tag} class="level{line.level}">{text}</{tag}>\n'
        kind = "" if line.kind == "text" else f' class="{line.kind}"'
        return f"<p{kind}>{text}</p>\n"

    def _sheet(self, sheet: DrawnTable) -> Iterator[str]:
        yield f'<div class="table{self._shade(sheet.marks)}">{self._refs(sheet.marks)}\n<table>\n'
        head = _head(sheet.rows)
        for number, row in enumerate(laid_out(sheet.rows), start=1):
            begins = "<thead>\n" if head and number == 1 else ""
            ends = "</thead>\n<tbody>\n" if number == head else ""
            yield f"{begins}<tr>{''.join(map(self._cell, row))}</tr>\n{ends}"
        yield f"{'</tbody>' if head else ''}</table>\n</div>\n"

    def _cell(self, cell: DrawnCell | None) -> str:
        if cell is None:
            return '<td class="void"></td>'
        spans = ""
        for name, span in (("rowspan", cell.row_span), ("colspan", cell.column_span)):
            spans += f' {name}="{min(span, WIDEST_SPAN)}"' if span > 1 else ""
        tag = "th" if cell.kind == "label" else "td"
        kinds = f"{'' if cell.kind == 'label' or _is_long(cell.text) else 'figure'}{self._shade(cell.marks)}".strip()
        kind = f' class="{kinds}"' if kinds else ""
        return f"<{tag}{kind}{spans}>{escaped(cell.text.strip())}{self._refs(cell.marks)}</{tag}>"

    def _shade(self, marks: Iterable[Mark]) -> str:
        """The class of what bears these marks, with a space before it; empty without marks."""
        kinds = [self._kind(mark) for mark in marks if mark.finding in self._findings]
        return f" {_strongest(kinds)}" if kinds else ""

    def _kind(self, mark: Mark) -> str:
        return f"m-{self._findings[mark.finding].found.severity.word}" if mark.role == "place" else f"m-{mark.role}"

    def _refs(self, marks: Iterable[Mark]) -> str:
        """The numbers behind a place, each a link to its note."""
        marks = list(marks)
        placed = {mark.finding for mark in marks if mark.role == "place"}
        refs = []
        for mark in dict.fromkeys(marks):
            one = self._findings.get(mark.finding)
            if one is None or mark.role == "cell" or (mark.role == "related" and mark.finding in placed):
                continue
            name = ""
            if mark.role == "place" and mark.finding not in self._anchored:
                self._anchored.add(mark.finding)
                name = f' id="{one.prefix}p{one.number}"'
            kind = one.found.severity.word if mark.role == "place" else "related"
            refs.append(f'<a class="ref s-{kind}"{name} href="#{one.prefix}n{one.number}">{one.number}</a>')
        return "".join(refs)

    def _marked(self, text: str, marks: Sequence[Mark]) -> str:
        """A text with its stretches marked: cut where a mark begins or ends, each piece in its strongest colour."""
        marks = [mark for mark in marks if mark.finding in self._findings]
        begins: dict[int, list[Mark]] = {}
        ends: dict[int, list[Mark]] = {}
        for mark in marks:
            begins.setdefault(mark.start, []).append(mark)
            ends.setdefault(mark.end, []).append(mark)
        active: Counter[str] = Counter()
        drawn = []
        edges = sorted({0, len(text), *begins, *ends})
        for at, until in zip(edges, [*edges[1:], None], strict=True):
            active.subtract(self._kind(mark) for mark in ends.get(at, ()) if mark.start < at)
            drawn.append(self._refs(ends.get(at, ())))
            active.update(self._kind(mark) for mark in begins.get(at, ()) if mark.end > at)
            piece = escaped(text[at:until])
            kinds = [kind for kind, count in active.items() if count > 0]
            drawn.append(f'<mark class="{_strongest(kinds)}">{piece}</mark>' if kinds and piece else piece)
        return "".join(drawn)


_ORDER = ("m-error", "m-warning", "m-info", "m-related", "m-cell")


def _strongest(kinds: Iterable[str]) -> str:
    return min(kinds, key=_ORDER.index)


def _head(rows: Sequence[Sequence[DrawnCell]]) -> int:
    """How many rows name the columns, which each printed page repeats; 0 where that cannot be told."""
    count = next((number for number, row in enumerate(rows) if any(cell.kind == "figure" for cell in row)), 0)
    reaching = any(number + cell.row_span > count for number, row in enumerate(rows[:count]) for cell in row)
    return 0 if reaching or count > _MOST_HEADS else count


def _is_long(text: str) -> bool:
    return len(text) > 12
