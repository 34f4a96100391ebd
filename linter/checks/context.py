"""What every check works with: the report in its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from linter import reference
from linter.arithmetic import evidence
from linter.arithmetic.equations import Balance, balances
from linter.forms.form import Form, Part, TableForm
from linter.model.claimed_figures import Evidence
from linter.model.document import Block, Cell, Chars, Paragraph, Span
from linter.model.last_year import Missing, Prior
from linter.model.records import Frozen, kept
from linter.model.report import Report, Section, State, Table
from linter.parsing.title import read_title
from linter.prose.breakdowns import broken_sums
from linter.prose.claim import Claim
from linter.prose.claims import Reader
from linter.prose.passages import Language, Passage, passages, with_headings
from linter.prose.pieces import Piece, content, signs
from linter.prose.running_text import Line, lines
from linter.prose.share_readings import StatedShare
from linter.prose.shares import stated_shares
from linter.prose.sum_readings import SumReading
from linter.readers.formats import FORMATS
from linter.reference.lexicon import Lexicon
from linter.reference.wording import Phrases, Wording
from linter.rules.rule import Rule
from linter.text.folding import fold, label_key
from linter.text.numbers import chinese_numeral
from linter.text.pattern_lists import SearchedText, any_of
from linter.text.slips import look_alike
from linter.type_names import TYPE_CHECKING

if TYPE_CHECKING:
    from linter.arithmetic.repairs import Repairs
    from linter.readers.editable import Editable

_WHOLE = {"zh": "全文", "en": "the report"}
# The subjects that only such a report has; an overview, problems and other matters are in any.
_SPECIAL = {"proactive", "applications", "fees", "disputes"}
_AN_INDEX = 3
SURE = 0.9  # confidence of a figure that was recognised in a picture
_LONGEST_COVER = 300  # characters of a page that only says where the report is
_DATE_BEHIND = re.compile(r"(?<!\s)\s*[\[(（]?\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?[\])）]?\s*$")


class Context(Frozen):
    """A report and what it is measured by.

    `imposed_level` is the level that the user says the organ has, `rules` are all that were loaded: what one of them
    finds may rest on the others' equations. `selected` are the codes of those that are reported. `prior` is last year's
    report, or why there is none.
    """

    report: Report
    form: Form
    forms: Mapping[str, Form]
    lexicon: Lexicon
    imposed_level: str | None
    lang: str
    language: Language
    rules: Sequence[Rule] = ()
    selected: frozenset[str] = frozenset()
    prior: Prior | Missing | None = None

    @kept
    def level(self) -> str | None:
        """The level of the publishing organ: the one imposed, else by its name; None where that does not tell."""
        if self.imposed_level is not None:
            return self.imposed_level
        name = fold(self.report.organization or "")
        return next((level for level, pattern in self.lexicon.levels if pattern.search(name)), None)

    def concerns(self, rule: Rule) -> bool | None:
        """Whether a rule is meant for the publishing organ; None where that cannot be told."""
        if rule.levels and (self.level is None or self.level not in rule.levels):
            return None if self.level is None else False
        if not rule.organs:
            return True
        name = fold(self.report.organization or "")
        return any_of(rule.organs).search(name) is not None if name else None

    def says(self, check: str) -> bool:
        """Whether a rule of a kind is reported, so that no other need say the same."""
        return any(rule.check == check and rule.enabled and rule.code in self.selected for rule in self.rules)

    def is_recognised(self, span: Span) -> bool:
        """Whether anything at a place was recognised in a picture."""
        return self.confidence(span) is not None

    def is_doubtful(self, span: Span) -> bool:
        """Whether what stands at a place was recognised in a picture and may be something else."""
        confidence = self.confidence(span)
        return confidence is not None and confidence < SURE

    def confidence(self, span: Span) -> float | None:
        """How surely what stands at a place was recognised in a picture; None where it is text."""
        recognised = self.report.document.recognised
        return None if recognised is None else recognised.confidence(span)

    @kept
    def balances(self) -> Mapping[str, tuple[Balance, ...]]:
        """How the equations of each rule stand, by its code; rules whose table is missing have no entry."""
        found: dict[str, tuple[Balance, ...]] = {}
        for rule in self.rules:
            if rule.check != "equation" or self.form.regime not in rule.regimes:
                continue
            table = self.report.tables.get(rule.params.table)
            if table is not None:
                equations = zip(rule.params.equations, rule.params.subject, strict=True)
                by_rows = rule.params.terms == "rows"
                found[rule.code] = tuple(balances(rule.code, equations, by_rows, table, self.form_of(table)))
        return found

    @kept
    def passages(self) -> tuple[Passage, ...]:
        """The prose of the report, its sentences with figures as trees."""
        return passages(self.report, self.language)

    @kept
    def told(self) -> tuple[Passage, ...]:
        """All that tells figures: the prose, and the headings among it that do (1.收到申请41件)."""
        return with_headings(self.report, self.passages, self.language)

    @kept
    def lines(self) -> tuple[Line, ...]:
        """The running text of the report line by line, headings and signature among it."""
        return tuple(lines(self.report, self.passages))

    @kept
    def content(self) -> tuple[Piece, ...]:
        """The texts of the report piece by piece, those of its tables among them."""
        return tuple(content(self.report))

    @kept
    def signs(self) -> frozenset[str]:
        """The signs of the document, of which the `content` is made, and of line ends: no other need be sought."""
        return signs(self.report.document) | {"\n"}

    @kept
    def text(self) -> str:
        """The running text, folded, as `lines` have it."""
        return "\n".join(line.text for line in self.lines)

    @kept
    def folded(self) -> SearchedText:
        """The running text, folded, as `lines` have it, and with the signs of all text of the document."""
        return SearchedText(self.text, frozenset(fold("".join(self.signs)) + "\n"))

    def present(self, words: Iterable[str]) -> tuple[str, ...]:
        """Those of some words that stand in the running text: no line need be asked for the others."""
        text, has_all = self.text, self.folded.signs.issuperset
        return tuple([word for word in words if has_all(word) and word in text])

    @kept
    def uncounted(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Where each of the `lines` tells what is counted without its number."""
        return tuple(self.uncounted_in(line.text) for line in self.lines)

    def uncounted_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """The same of any running text of the report."""
        return tuple(self.wording.uncounted(text, self._uncounted_phrases))

    @kept
    def _uncounted_phrases(self) -> tuple[Phrases, ...]:
        return tuple(phrases for phrases in self.wording.uncounted_phrases if self.present(phrases[0]))

    @kept
    def wording(self) -> Wording:
        """The words of the checks of dates and wording."""
        return reference.load().wording

    @kept
    def claims(self) -> tuple[Claim, ...]:
        """What the sentences say about the figures of the tables."""
        return tuple(claim for at, passage in enumerate(self.told) for claim in self.reader.claims(passage, at))

    @kept
    def reader(self) -> Reader:
        """Reads sentences from where the report stands."""
        return Reader(self.language.words, self.report.year, self.report.organization)

    @kept
    def claims_at(self) -> Mapping[Span, Claim]:
        """The claims by the place of their figure, of several at one place the first."""
        return {claim.span: claim for claim in reversed(self.claims)}

    @kept
    def shares(self) -> tuple[tuple[Passage, StatedShare], ...]:
        """The percentages of the text, each with the paragraph that it stands in."""
        return tuple(self.shares_of(self.told))

    def shares_of(self, told: Sequence[Passage]) -> Iterator[tuple[Passage, StatedShare]]:
        """The percentages of some passages, each with its own."""
        earlier = [(), *(passage.sentences for passage in told)]
        for before, passage in zip(earlier, told, strict=False):
            for share in stated_shares(passage.sentences, before, self.language.words):
                yield passage, share

    @kept
    def broken_sums(self) -> tuple[tuple[SumReading, ...], ...]:
        """The lists of each passage that must add up and do not."""
        earlier = [(), *(passage.sentences for passage in self.told)]
        words = self.language.words
        return tuple(
            tuple(broken_sums(passage.sentences, before, words))
            for before, passage in zip(earlier, self.told, strict=False)
        )

    @kept
    def editable(self) -> Editable:
        """What of the source an edit may touch, and what of its text are names that are not the author's words."""
        from linter.readers.editable import Editable

        return Editable(self.report.document)

    @kept
    def sums(self) -> evidence.Sums:
        """The figures of the tables, as sums that the text may mean."""
        return evidence.Sums(self.report.tables, self.forms, self.form.regime)

    @kept
    def corrected_sums(self) -> evidence.Sums | None:
        """The same with the figures that wrong cells should have; None where none is found to be wrong."""
        if not self.says("wrong-figure"):
            return None
        changes = [change for component in self.repairs.components if component.broken for change in component.wrong]
        if not changes:
            return None
        corrected = {change.cell: change.suggested for change in changes}
        return evidence.Sums(self.sums.tables, self.sums.forms, self.sums.regime, corrected)

    @kept
    def comparable(self) -> tuple[tuple[Claim, Evidence], ...]:
        """The claims that can be held against the tables, with what they may mean there."""
        return tuple(self.sums.comparable(self.claims, self.lang))

    @kept
    def repairs(self) -> Repairs:
        """Which figures are wrong, from all equations together that may tell it."""
        return _repairs(self)

    @kept
    def is_report(self) -> bool:
        """Whether the document is an annual report on information disclosure: by its title, else by its parts.

        A title without a year may be the name of the column that a page stands in: then one part has to speak of
        disclosure. Behind the title of another kind of document (a summary, a plan) it takes a report's parts. A text
        without a title, or with such a one, may say itself that it is one, without a part only if it tells its period
        too; without any title it may speak of disclosure under the headings of its overview. What a school reports on
        its own year is another document since there is a form.
        """
        report, title = self.report, self.report.title
        if self._is_of_school:
            return False
        needed = 2 if title is None else 1 if title.names_report else 3
        if title is not None and title.names_report:
            if not report.sections:
                return not self._lists_reports()
            if title.year is not None:
                return True
        spoken_of = {part.key for section in report.sections if (part := self._part_told(section))}
        overview = report.part("overview")
        if title is None or title.names_report:
            says = self._says_what_it_is((*report.front, *(overview.blocks if overview else ())))
            if says > 1 or (says and spoken_of):
                return True
        if title is None:
            aspects = (self.form.part_about(fold(child.title)) for child in (overview.children if overview else ()))
            spoken_of |= {part.key for part in aspects if part}
        return len(spoken_of & _SPECIAL) >= needed or bool(report.tables)

    @kept
    def _is_of_school(self) -> bool:
        report, title = self.report, self.report.title
        if not self.form.ordered or report.tables:
            return False
        if title is not None:
            return self.lexicon.school_year.search(fold(title.text)) is not None
        front = (fold(block.text.text) for block in report.front if isinstance(block, Paragraph))
        return any(self.lexicon.school_report.search(line) for line in front)

    def _says_what_it_is(self, blocks: Sequence[Block]) -> int:
        """How much a text that begins with what tells of disclosure says of itself: the period, its own kind."""
        title = self.report.title
        ends = title.span.end if title is not None and title.span is not None else 0  # what stands above is the page's
        texts = (block.text for block in blocks if isinstance(block, Paragraph))
        lines = [fold(chars.text) for chars in texts if chars.span().end > ends]
        if not any(self.lexicon.title_subject.search(line) for line in lines):
            return 0
        return sum(any(map(pattern.search, lines)) for pattern in (self.lexicon.period, self.lexicon.itself))

    @kept
    def has_tables_alone(self) -> bool:
        """Whether this is a workbook with a report's tables, whose text stands elsewhere."""
        report = self.report
        is_of_tables = FORMATS[report.document.format].is_of_tables
        return is_of_tables and bool(report.tables) and not report.sections

    def _lists_reports(self) -> bool:
        """Whether this is an index: the titles of several reports one under the other."""
        lines = [block.text for block in self.report.front if isinstance(block, Paragraph)]
        titles = (read_title(_without_date(line), self.lexicon) for line in lines)
        return len({title.text for title in titles if title and title.names_report}) >= _AN_INDEX

    @kept
    def attachment(self) -> str | None:
        """The file that holds the report, where the page itself has neither parts nor tables nor much text."""
        report = self.report
        if report.tables or report.unread or any(section.part for section in report.sections):
            return None
        if sum(len(chars) for chars in self.prose()) > _LONGEST_COVER:
            return None
        from linter.readers.attachments import attached

        return attached(report.document)

    @kept
    def is_related(self) -> bool:
        """Whether it is one, or at least tells of disclosure, so that speaking of a report's parts makes sense.

        Work summaries are taken for reports gone wrong; guides, plans and rules about disclosure are other documents.
        """
        title = self.report.title
        if self._is_of_school:
            return False
        if self.is_report:
            return True
        if title is not None and not title.names_report:
            return self.lexicon.summary.search(fold(title.text)) is not None
        told = (self._part_told(section) for section in self.report.sections)
        return any(part is not None and part.key in _SPECIAL for part in told)

    def _part_told(self, section: Section) -> Part | None:
        """The part that a section's own heading speaks of, not one that it was given by its place."""
        if section.part is None:
            return None
        return self.form.part_with_title(label_key(section.title)) or self.form.part_about(fold(section.title))

    def form_of(self, table: Table) -> TableForm:
        """The form that a table was bound to, which may be that of another regime."""
        return self.forms[table.regime].tables[table.name]

    def cell_at(self, span: Span) -> Cell | None:
        """The cell of a bound table in which a place lies, None if it is in none."""
        found = (table.cell_at(span) for table in self.report.tables.values())
        return next((cell for cell in found if cell is not None), None)

    def printed(self, name: str) -> str:
        """What messages in their language call a table: 表三, or where a file has no lines 第三部分的表格.

        In such a file the place counts the tables (第2张表), and a second number would be taken for the same.
        """
        form = self.form.tables[name]
        if FORMATS[self.report.document.format].is_text:
            return form.printed[self.lang]
        number = chinese_numeral(self._place_in_order(form.part) + 1)
        return f"第{number}部分的表格" if self.lang == "zh" else f"the table of part {number}"

    def place_of(self, part: str) -> Span | None:
        """The heading of a prescribed part, else that of the nearest part before it, else after it."""
        order = [entry.key for entry in self.form.parts]
        at = order.index(part)
        for key in (part, *reversed(order[:at]), *order[at + 1 :]):
            section = self.report.part(key)
            if section is not None:
                return section.heading.span()
        return None

    def every_section(self) -> Iterator[Section]:
        """All sections of the report, in document order."""
        for section in self.report.sections:
            yield from section.walk()

    def name_of(self, part: Section | None) -> str:
        """What a part is called in a message; None is the whole report."""
        return part.title if part else _WHOLE[self.lang]

    def prose(self, part: Section | None = None) -> Iterator[Chars]:
        """The headings and paragraphs of a part, else of the whole report with what stands around its parts."""
        if part is None:
            yield from (block.text for block in self.report.front if isinstance(block, Paragraph))
        for section in part.walk() if part else self.every_section():
            if section is not part:
                yield section.heading
            yield from (block.text for block in section.blocks if isinstance(block, Paragraph))
        if part is None:
            yield from (block.text for block in self.report.sign_off if isinstance(block, Paragraph))

    def numbered(self, part: str) -> str:
        """The prescribed heading of a part with its numeral (三、…)."""
        return f"{chinese_numeral(self._place_in_order(part) + 1)}、{self.form.part(part).title}"

    def _place_in_order(self, part: str) -> int:
        return [entry.key for entry in self.form.parts].index(part)


def _without_date(line: Chars) -> Chars:
    """An entry of an index without the date behind it."""
    date = _DATE_BEHIND.search(line.text)
    return line[: date.start()] if date else line


def text_of(section: Section) -> str:
    """All that a section says below its heading, folded, a line for each paragraph and sub-heading."""
    lines = [fold(child.heading.text) for child in section.walk() if child is not section]
    for child in section.walk():
        lines.extend(fold(block.text.text) for block in child.blocks if isinstance(block, Paragraph))
    return "\n".join(lines)


def _repairs(context: Context) -> Repairs:
    from linter.arithmetic.repairs import Repairs, localise

    every = [
        balance
        for rule in context.rules
        if rule.check == "equation" and rule.params.localise and rule.enabled
        for balance in context.balances.get(rule.code, ())
    ]
    if not any(balance.residual or balance.obstacle for balance in every):
        return Repairs()
    prior = context.prior if isinstance(context.prior, Prior) else None
    told = (entry for claim, entry in context.comparable if claim.stated_as != "all")
    tables = context.report.tables.values()
    figures = {address: figure for table in tables for address, figure in table.figures.items()}
    values = {address: value for table in tables for address, value in table.values.items()}
    numeric = {
        address: context.form_of(table).columns[figure.column].numeric
        for table in tables
        for address, figure in table.figures.items()
    }

    def allowed(cell: str, value: float) -> bool:
        kind = numeric[cell]
        return (value >= 0 or kind == "change") and (value == int(value) or kind == "amount")

    def misread(cell: str, value: float) -> bool:
        figure = figures[cell]
        is_doubtful = figure.cell is not None and context.is_doubtful(figure.cell.span)
        return is_doubtful and look_alike(figure.text, str(value))

    return localise(
        every,
        values,
        blank=lambda cell: figures[cell].state in (State.BLANK, State.NO_DATA),
        allowed=allowed,
        written=lambda cell: figures[cell].text if cell in figures and figures[cell].cell else None,
        evidence=(*told, *evidence.of_last_year(prior, context.lang)),
        prior=prior.values if prior else None,
        misread=misread if context.report.document.recognised else None,
    )
