"""The forms of the regimes: prescribed parts and tables, as `rules/forms/*.yaml` describe them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from linter.model.records import Frozen, NamedTuple, kept
from linter.text.folding import fold, label_key
from linter.text.numbers import NUMERALS
from linter.type_names import Any, Literal

TABLES = ("disclosure", "applications", "disputes")
PARTS = ("overview", "proactive", "applications", "fees", "disputes", "problems", "other")

NOTE_ENDS = (")", "）")  # what a label with a note in brackets behind it ends with

_MOST_OF_ANOTHER = 2
_LONGEST_KEPT = 100  # bounds the work: the memory of titles that may come again
_TOTAL = "total"
_NOTE = re.compile(r"\([^()]*\)$")
_NUMBER = re.compile(rf"^(?:\d{{1,2}}|[{NUMERALS}]{{1,2}})")
LabelKind = Literal["heading", "corner", "column-group", "column", "row-group", "row"]


def unnumbered(key: str) -> str:
    """A label, folded, without the number that it begins with."""
    return _NUMBER.sub("", key)


def without_note(text: str) -> str:
    """A label, folded, without what stands in brackets behind it."""
    return _NOTE.sub("", fold(text))


class Label(NamedTuple):
    """A printed label of a form. `key` is the row's or column's; empty for headings and groups.

    `text` is the label as printed, `folded` its form for comparison, `accepted` a pattern of other wordings
    (matched on the folded form) that are as good, `numeric` what its figures are: count, change or amount, `unit` that
    in which the form asks for an amount.
    """

    kind: LabelKind
    key: str
    text: str
    folded: str
    accepted: str | None = None
    numeric: str = "count"
    group: str = ""
    unit: str = ""

    @property
    def full(self) -> str:
        """The label with its group's, where the same label stands in several groups (复议后起诉 总计)."""
        return f"{self.group} {self.text}" if self.group else self.text

    def accepts(self, folded: str) -> bool:
        """Whether a found label, folded, is an accepted wording of this one."""
        return self.accepted is not None and re.fullmatch(self.accepted, folded) is not None


class LabelNode(Frozen):
    """A label with what stands under it or beside it; a leaf has no children and its label is a column's or a row's."""

    label: Label
    children: tuple[LabelNode, ...] = ()


class Total(NamedTuple):
    """A row or column with the key `total`, and those that it adds up: all that stand before it in its group."""

    key: str
    parts: tuple[str, ...]


class Block(NamedTuple):
    """A stretch of a form with columns of its own. `labels` are all its labels in reading order.

    `header` are the labels over the figures from the outside in, `side` those before them.
    """

    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    labels: tuple[Label, ...]
    header: tuple[LabelNode, ...]
    side: tuple[LabelNode, ...]
    column_totals: tuple[Total, ...]
    row_totals: tuple[Total, ...]


class TableForm(Frozen):
    """One table of a form; `printed` is its short name by language (表三)."""

    name: str
    regime: str
    printed: Mapping[str, str]
    title: str
    part: str
    blocks: tuple[Block, ...]

    @kept
    def addresses(self) -> tuple[str, ...]:
        """Every cell's address `table/row/column`, in form order."""
        return tuple(
            f"{self.name}/{row.key}/{column.key}"
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )

    @kept
    def labels(self) -> tuple[Label, ...]:
        """Every printed label in reading order."""
        return tuple(label for block in self.blocks for label in block.labels)

    @kept
    def _by_folded(self) -> Mapping[str, tuple[int, ...]]:
        by_folded: dict[str, tuple[int, ...]] = {}
        for index, label in enumerate(self.labels):
            by_folded[label.folded] = (*by_folded.get(label.folded, ()), index)
        return by_folded

    @kept
    def _behind_groups(self) -> Mapping[str, tuple[int, ...]]:
        """The rows by their labels behind those of the groups that they stand in, as in a cell that holds both."""
        indexes = {id(label): index for index, label in enumerate(self.labels)}
        found: dict[str, tuple[int, ...]] = {}
        for block in self.blocks:
            for key, row in _paths(block.side):
                found[key] = (*found.get(key, ()), indexes[id(row)])
        return found

    def find(self, text: str, key: str) -> tuple[int, ...]:
        """The indexes in `labels` of those that a found label is.

        As prescribed, in an accepted wording, behind its groups' labels, with a note in brackets behind it, or beside a
        character or two of a label that runs down the page.

        Args:
            text: the label as it stands there.
            key: its folded form (`label_key`).
        """
        found = self._by_folded.get(key, ())
        if found or not key:
            return found
        found = self._behind_groups.get(key, ())
        if not found:
            found = tuple(index for index, label in enumerate(self.labels) if label.accepts(key))
        if not found and (bare := without_note(text)):
            found = self._by_folded.get(label_key(bare), ())
        if not found and len(pieces := text.split()) > 1:
            longest = max(map(label_key, pieces), key=len)
            if len(key) - len(longest) <= _MOST_OF_ANOTHER:
                found = self._by_folded.get(longest, ())
        return found

    def has_piece(self, key: str) -> bool:
        """Whether a text, folded and more than a letter, is a label or a piece of one."""
        return len(key) > 1 and any(key in label.folded for label in self.labels)

    @kept
    def keys(self) -> frozenset[str]:
        """The folded labels, for recognising the table."""
        return frozenset(label.folded for label in self.labels)

    @kept
    def row_keys(self) -> frozenset[str]:
        """The folded labels of rows, as far as these have any."""
        return frozenset(label.folded for label in self.labels if label.kind == "row")

    @kept
    def group_keys(self) -> tuple[str, ...]:
        """The folded labels of groups of rows."""
        return tuple(label.folded for label in self.labels if label.kind == "row-group")

    @kept
    def bare_keys(self) -> frozenset[str]:
        """The folded labels without their numbers."""
        return frozenset(map(unnumbered, self.keys))

    @kept
    def bare_row_keys(self) -> frozenset[str]:
        """The folded labels of rows without their numbers."""
        return frozenset(map(unnumbered, self.row_keys))

    @kept
    def rows(self) -> Mapping[str, Label]:
        """The rows by their keys, in form order."""
        return {row.key: row for block in self.blocks for row in block.rows}

    @kept
    def columns(self) -> Mapping[str, Label]:
        """The columns by their keys; where blocks share a key, the first block's."""
        return {column.key: column for block in reversed(self.blocks) for column in block.columns}


class Part(NamedTuple):
    """A prescribed part. `subject` is matched on folded headings, `text` on folded paragraphs (2008 only)."""

    key: str
    title: str
    subject: str
    accepted: tuple[str, ...] = ()
    required: bool = True
    text: str | None = None

    @lru_cache(maxsize=1024)  # noqa: B019 - parts are few and live as long as the program
    def has_title(self, title_key: str) -> bool:
        """Whether a heading, as `label_key`, is the prescribed title or an accepted variant."""
        if title_key == label_key(self.title):
            return True
        return any(re.fullmatch(pattern, title_key) for pattern in self.accepted)


class Form(NamedTuple):
    """Everything that a regime prescribes. `ordered`: parts come in this order under these titles.

    `notice` is the document that prescribes the form, `titles` are patterns (of folded text) by which it is cited
    without its number, `regulations` is the order that promulgated the regulations which it carries out.
    """

    regime: str
    notice: str
    titles: tuple[str, ...]
    regulations: str
    since: int | None
    until: int | None
    ordered: bool
    parts: tuple[Part, ...]
    tables: Mapping[str, TableForm]

    def part(self, key: str) -> Part:
        return next(part for part in self.parts if part.key == key)

    def covers(self, year: int) -> bool:
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)

    def part_with_title(self, title_key: str) -> Part | None:
        """The part whose prescribed or accepted title this is."""
        return next((part for part in self.parts if part.has_title(title_key)), None)

    def part_about(self, folded_title: str) -> Part | None:
        """The part that a heading speaks of, by its subject; the more special parts come later in the form."""
        speaks_of = _is_usual_subject if len(folded_title) <= _LONGEST_KEPT else _is_subject
        return next((part for part in reversed(self.parts) if speaks_of(part.subject, folded_title)), None)


def _is_subject(subject: str, folded_title: str) -> bool:
    return re.search(subject, folded_title) is not None


@lru_cache(maxsize=4096)
def _is_usual_subject(subject: str, folded_title: str) -> bool:
    return _is_subject(subject, folded_title)


def _label(kind: LabelKind, entry: Mapping[str, Any], prefix: str = "", group: str = "") -> Label:
    text = entry.get("label", "")
    accepted = entry.get("accepted")
    key = entry.get("key", "")
    return Label(
        kind,
        f"{prefix}.{key}" if prefix else key,
        text,
        label_key(text),
        "|".join(f"(?:{pattern})" for pattern in accepted) if accepted else None,
        entry.get("kind", "count"),
        group,
        entry.get("unit", ""),
    )


def _header(entries: Sequence[Mapping[str, Any]], prefix: str = "", group: str = "") -> tuple[LabelNode, ...]:
    return tuple(
        LabelNode(
            _label("column-group", entry),
            _header(entry["columns"], entry.get("prefix", ""), entry["label"] if "prefix" in entry else ""),
        )
        if "columns" in entry
        else LabelNode(_label("column", entry, prefix, group))
        for entry in entries
    )


def _side(entries: Sequence[Mapping[str, Any]]) -> tuple[LabelNode, ...]:
    return tuple(
        LabelNode(_label("row-group", entry), _side(entry["rows"]))
        if "rows" in entry
        else LabelNode(_label("row", entry))
        for entry in entries
    )


def _leaves(header: Sequence[LabelNode]) -> Iterator[Label]:
    for node in header:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node.label


def _walk(nodes: Sequence[LabelNode]) -> Iterator[Label]:
    for node in nodes:
        yield node.label
        yield from _walk(node.children)


def _paths(nodes: Sequence[LabelNode], groups: tuple[str, ...] = ()) -> Iterator[tuple[str, Label]]:
    """Each row with its label behind that of its group, and behind those of the groups around that one."""
    for node in nodes:
        folded = node.label.folded
        if node.children:
            yield from _paths(node.children, ("", *(group + folded for group in groups or ("",))))
        else:
            yield from ((group + folded, node.label) for group in groups if group)


def _totals(entries: Sequence[Mapping[str, Any]], below: str, totals: list[Total], prefix: str = "") -> list[str]:
    """The keys of all rows or columns in order; what they say of totals is added to `totals`."""
    keys: list[str] = []
    for entry in entries:
        if below in entry:
            keys += _totals(entry[below], below, totals, entry.get("prefix", ""))
            continue
        key = f"{prefix}.{entry['key']}" if prefix else entry["key"]
        if entry["key"] == _TOTAL:
            totals.append(Total(key, tuple(keys)))
        keys.append(key)
    return keys


def _block(entry: Mapping[str, Any]) -> Block:
    header = _header(entry["columns"])
    side = _side(entry["rows"])
    rows = tuple(_walk(side))
    labels: list[Label] = []
    if "heading" in entry:
        labels.append(_label("heading", {"label": entry["heading"]}))
    if "corner" in entry:
        labels.append(_label("corner", {"label": entry["corner"]}))
    line = header
    while line:
        labels.extend(node.label for node in line)
        line = tuple(child for node in line for child in node.children)
    labels.extend(row for row in rows if row.text)
    column_totals: list[Total] = []
    row_totals: list[Total] = []
    _totals(entry["columns"], "columns", column_totals)
    _totals(entry["rows"], "rows", row_totals)
    return Block(
        tuple(_leaves(header)),
        tuple(row for row in rows if row.kind == "row"),
        tuple(labels),
        header,
        side,
        tuple(column_totals),
        tuple(row_totals),
    )


def _table(entry: Mapping[str, Any], regime: str) -> TableForm:
    blocks = tuple(_block(block) for block in entry["blocks"])
    return TableForm(entry["name"], regime, entry["printed"], entry["title"], entry["part"], blocks)


def _part(entry: Mapping[str, Any]) -> Part:
    return Part(
        entry["key"],
        entry["title"],
        entry["subject"],
        tuple(entry.get("accepted", ())),
        entry.get("required", True),
        entry.get("text"),
    )


def build(entry: Mapping[str, Any]) -> Form:
    """One form from its resolved plain data."""
    return Form(
        entry["regime"],
        entry["notice"],
        tuple(entry.get("titles", ())),
        entry.get("regulations", ""),
        entry["since"],
        entry["until"],
        entry["ordered"],
        tuple(_part(part) for part in entry["parts"]),
        {table["name"]: _table(table, entry["regime"]) for table in entry["tables"]},
    )
