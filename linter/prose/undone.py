"""What sentences say was not done at all, of what the tables count: 未制发行政规范性文件, 没有不予公开的情形."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from linter.prose.claim import Claim
from linter.prose.figure_mentions import FigureSentence
from linter.prose.figure_tokens import FigureToken
from linter.prose.passages import Passage
from linter.prose.standpoint import Standpoint, topic_of
from linter.type_names import Any

_ENDS = ("COMMA", "SEMICOLON", "COLON", "STOP", "CLOSE")
_CLAUSE_ENDS = (*_ENDS, "OPEN")
_JOINS = ("with", "and_others")
_OF_LESS = frozenset(("date", "duration", "other_year", "last_year", "next_year", "cumulative", "except"))
_NARROWER = frozenset(("others", "departments", "rest", "left", "capacity", "cause"))


def undone(
    passage: Passage,
    sentence: FigureSentence,
    figures: Sequence[Claim],
    topic: str | None,
    of: Standpoint,
    number: int,
) -> Iterator[Claim]:
    """The rows of which a sentence says that there was none. `topic` is what the text speaks of before it.

    Every word up to the end of the clause must be a thing of the tables, what is done with it, or one that narrows
    neither: of what one more word leaves out nobody can tell. Behind a figure that is none of its `figures` it need not
    be of all: 网络申请22件，没有不予公开的情形.
    """
    read = sentence.tokens
    for at, token in enumerate(read):
        if token.meaning != "none" or _is_of_less(read[:at], of):
            continue
        phrase = _up_to_the_end(read, at)
        about = topic_of(read[: at + 1 + len(phrase)], topic)
        before = [m for m in sentence.mentions if m.end <= token.start and not m.is_share]
        if about is not None and before:
            last = passage.folded.span(before[-1].start, before[-1].end)
            about = about if any(claim.span == last for claim in figures) else None
        for key in _keys(phrase, about, of):
            place = token.start, phrase[-1].end
            span, said = passage.folded.span(*place), passage.folded.text[slice(*place)]
            yield Claim(key, 0, True, of.words.sums_of(key), "none", said, span, passage=number)


def _is_of_less(before: Sequence[FigureToken], of: Standpoint) -> bool:
    """Whether what stands before tells of another time, or of fewer than the organ."""
    if of.is_of_another_year(before) or any(token.meaning in _OF_LESS for token in before):
        return True
    clause = list(takewhile(lambda token: token.kind not in _CLAUSE_ENDS, reversed(before)))[::-1]
    is_counted = any(token.kind in ("NUMBER", "PERCENT") or token.meaning in _NARROWER for token in clause)
    return is_counted or of.is_of_one_organ(clause) or of.narrows(clause, is_of_a_topic=False)


def _up_to_the_end(read: Sequence[FigureToken], at: int) -> list[FigureToken]:
    """The words behind a token up to the end of the clause; none where a figure stands among them."""
    found: list[FigureToken] = []
    for token in read[at + 1 :]:
        if token.kind in _ENDS:
            break
        if token.kind not in ("WORD", "ENUM"):
            return []
        found.append(token)
    return found


def _keys(phrase: Sequence[FigureToken], topic: str | None, of: Standpoint) -> list[str]:
    """What there was none of, by the words of a phrase; nothing where one of them is not understood."""
    entries = [entry for entry in of.words.data["undone"] if entry.get("topic", topic) == topic]
    said = {token.meaning for token in phrase}
    keys = [str(entry["key"]) for entry in entries if entry["thing"] in said and _tells(entry, said)]
    things = {str(entry["thing"]) for entry in entries if str(entry["key"]) in keys}
    deeds = {deed for entry in entries if str(entry["key"]) in keys for deed in entry["deeds"]}
    beside = of.words.data["undone_beside"]
    too_narrow = {*of.words.data["undone_parts"], *of.words.data["new_only"]}
    is_plain = all(
        token.text not in too_narrow
        and (token.kind == "ENUM" or token.meaning in (*things, *deeds, *_JOINS) or token.text in beside)
        for token in phrase
    )
    return keys if is_plain else []


def _tells(entry: Mapping[str, Any], said: set[str]) -> bool:
    return entry.get("is_bare", False) or not said.isdisjoint(entry["deeds"])
