"""Check that title, text and signature call the publishing organ by one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linter.checks.check import Check
from linter.checks.context import Context
from linter.checks.finding import Finding, Mention
from linter.model.document import Span
from linter.model.records import NamedTuple
from linter.rules.kind import Kind
from linter.rules.rule import Rule
from linter.text.folding import Folded, fold
from linter.text.organs import Parted, changed_sign, may_be_the_same, parted

_NEAR = 8  # bounds the work: no words right before a name that tell whose it is have more signs
_FAR = 120  # bounds the work: no words that are sought right behind a name are longer


class Named(NamedTuple):
    """A name by which the report calls its own organ, and where."""

    name: str
    span: Span


def organ_name(context: Context, rule: Rule) -> Iterator[Finding]:
    """The organ has one name where the report speaks of itself; abbreviations are names of the same organ.

    Other organs are named everywhere: only places count where the organ writes, reports, signs or gives its address,
    and names that differ from its own in one sign of the place. A report that says that the organ was renamed may use
    both names. One finding for each wrong name. What a bureau calls itself (我局) is no word of a township's report.
    """
    own = context.report.organization
    if own is None:
        return
    government = context.wording.pattern("organ", "government")
    is_government = government.search(fold(own)) is not None
    seen: set[str] = set()
    ends: set[int] = set()
    for named in _of_changed_place(context, parted(own)):
        ends.add(named.span.end)  # where it stands, the same name with what is before it is not reported too
        if named.name not in seen:
            seen.add(named.name)
            yield _finding(context, named, own)
    for named in (*_in_text(context), *_signed(context)):
        if named.name in seen or named.span.end in ends or is_government != (government.search(named.name) is not None):
            continue
        seen.add(named.name)
        if not may_be_the_same(named.name, own) and not _is_renamed(context):
            yield _finding(context, named, own)
    called = next(_called(context, fold(own)), None)
    if called is not None:
        yield _finding(context, called, own, "self")


def _finding(context: Context, named: Named, own: str, variant: str | None = None) -> Finding:
    title = context.report.title
    says = f"标题里是“{own}”" if context.lang == "zh" else f"the title says “{own}”"
    related = (Mention(says, title.span),) if title and title.span and title.organization else ()
    values = {"found": named.name, "expected": own}
    return Finding(named.span, values, variant, expected=own, actual=named.name, related=related)


def _of_changed_place(context: Context, own: Parted) -> Iterator[Named]:
    """Names of an organ of the same kind whose place is written like the own one but for one sign (江洲市, 江州市).

    A sign that looks or sounds alike is a slip wherever no other organ is likely, in the name of the place's government
    too; any other may be another place, such as the city above, so that the report has to speak of itself.
    """
    if not own.place:
        return
    head = context.report.document.title
    every = (*([Folded(head)] if head else ()), *(line.folded for line in context.lines))
    text = "\n".join(folded.text for folded in every)
    kinds = [kind for kind in dict.fromkeys((own.kind, *context.wording.words["organ"]["of_a_place"])) if kind in text]
    for folded in every:
        for kind in kinds:
            at = folded.text.find(kind)
            while at >= 0:
                start, end = max(0, at - len(own.place)), at + len(kind)
                changed = changed_sign(own.place, folded.text[start:at])
                if changed and _is_slip(context, changed, folded.text, start, end, own_kind=kind == own.kind):
                    yield Named(folded.text[start:end], folded.span(start, end))
                at = folded.text.find(kind, end)


def _is_slip(context: Context, changed: tuple[str, str], text: str, start: int, end: int, *, own_kind: bool) -> bool:
    """Whether a name with a changed sign, between `start` and `end`, is meant to be the own one."""
    wording = context.wording

    def found(key: str, around: str) -> bool:
        return wording.pattern("organ", key).search(around) is not None

    if not changed[1].isalpha() or found("no_sign", changed[1]):
        return False
    before, behind = text[max(0, start - _NEAR) : start], text[end : end + _FAR]
    if own_kind and (text[:start] == behind == "" or found("contact_behind", behind)):
        return True
    if found("others_before", before) or found("others_behind", behind):
        return False
    if any(changed[0] in alike and changed[1] in alike for alike in wording.words["organ"]["alike"]):
        return True
    of_itself = found("own_behind", behind) or (found("begins", before) and found("did", behind))
    return own_kind and of_itself


def _called(context: Context, own: str) -> Iterator[Named]:
    """Where it calls its organ by a word of organs of another kind: 我镇 in a bureau's report, 我局 in a township's."""
    quoted = context.wording.pattern("organ", "quoted")
    for entry in context.wording.words["organ"]["calls_itself"]:
        if not re.search(entry["organ"], own) or re.search(entry["not_in"], own):
            continue
        words = context.present(entry["words"])
        for line in context.lines if words else ():
            if any(word in line.text for word in words):
                text = quoted.sub(lambda match: "\0" * len(match[0]), line.text)
                for match in re.finditer(entry["pattern"], text):
                    yield Named(match[0], line.folded.span(*match.span()))


def _is_renamed(context: Context) -> bool:
    renamed, reformed = context.wording.words["organ"]["renamed"], context.wording.words["organ"]["reformed"]
    return any(
        any(word in line.text for word in ((*renamed, *reformed) if line.kind == "front" else renamed))
        for line in context.lines
    )


def _in_text(context: Context) -> Iterator[Named]:
    wording = context.wording
    no_name = wording.pattern("organ", "no_name")
    positions = [(words, position) for position in wording.positions if (words := context.present(position.words))]
    for line in context.lines:
        if line.kind == "sign":
            continue
        for words, position in positions:
            if (position.in_front and line.kind != "front") or not any(map(line.text.__contains__, words)):
                continue
            for match in re.finditer(position.pattern, line.text):
                name = wording.pattern("organ", "taken_along").sub("", match["name"])
                begin = match.end("name") - len(name)
                if wording.pattern("organ", "not_own").search(
                    line.text, max(0, begin - _NEAR), begin
                ) or no_name.search(name):
                    continue
                if position.is_contact and wording.pattern("organ", "elsewhere").search(name):
                    continue
                yield Named(name, line.folded.span(begin, match.end("name")))
                break


def _signed(context: Context) -> Iterator[Named]:
    """The name under the text: the first line there that is the name of an organ and nothing else."""
    signed = context.wording.pattern("organ", "signed")
    for line in context.lines:
        if line.kind == "sign" and signed.search(line.text):
            yield Named(line.text, line.folded.span(0))
            return


CHECKS = (Check(Kind("organ-name", ("found", "expected"), ("self",), when_recognised="dropped"), organ_name),)
