"""Numbers of persons (X803), which no output repeats whole: how they are shown, and where they stand in a source.

The check finds them. Whatever shows text of a report (excerpts, pages, diffs) or quotes it (messages, values, what
findings are known by) shows it through the masks of that report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from linter.model.diagnostics import Diagnostic
from linter.model.document import Chars, Span
from linter.model.records import LeftToPython, NamedTuple, kept
from linter.type_names import TypeVar

Shown = TypeVar("Shown")

_STAR = "*"
_SHORTEST_PART = 6  # digits by which the beginning or end of a number is known where a quotation cuts it
_RUN = re.compile(r"[0-9](?:[ \t\u00a0\u2002\u2003\u3000-]{0,2}[0-9Xx])*")
_DIGIT = re.compile("[0-9Xx]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789Xx-")
_OLD_IDENTITY = 15


class Number(NamedTuple):
    """A number of a person: its digits, `first` and `last` so many of which are shown, and each digit's place."""

    digits: str
    first: int
    last: int
    places: tuple[Span, ...] = ()

    @property
    def masked(self) -> str:
        """The number as it is shown."""
        hidden = len(self.digits) - self.first - self.last
        return f"{self.digits[: self.first]}{_STAR * hidden}{self.digits[-self.last :]}"


def number(kind: str, digits: str, places: Iterable[Span] = ()) -> Number:
    """A number as it is customarily shown: 138****2345, 110101********1234, 622202******1234.

    Args:
        kind: identity, card or mobile.
        digits: it, without what parts its digits; a mobile number may begin with 86.
        places: where each digit stands in the source.
    """
    if kind == "mobile":
        return Number(digits, len(digits) - 8, 4, tuple(places))
    return Number(digits, 6, 3 if len(digits) == _OLD_IDENTITY else 4, tuple(places))


class Masks(metaclass=LeftToPython):
    """The numbers of one report. Every text keeps its length, so that offsets in it stay true."""

    def __init__(self, numbers: Iterable[Number] = ()) -> None:
        self._numbers = tuple(numbers)

    def __bool__(self) -> bool:
        return bool(self._numbers)

    @kept
    def hidden(self) -> list[Span]:
        """The stretches of the source that are not shown, in order."""
        return sorted({place for one in self._numbers for place in one.places[one.first : len(one.digits) - one.last]})

    @kept
    def _whole(self) -> Mapping[str, Number]:
        return {one.digits.upper(): one for one in self._numbers}

    @kept
    def _lengths(self) -> list[int]:
        return sorted({len(one.digits) for one in self._numbers}, reverse=True)

    @kept
    def _beginnings(self) -> Mapping[str, Number]:
        return {digits[:end]: one for digits, one in self._whole.items() for end in range(_SHORTEST_PART, len(digits))}

    @kept
    def _ends(self) -> Mapping[str, Number]:
        return {
            digits[start:]: one
            for digits, one in self._whole.items()
            for start in range(1, len(digits) - _SHORTEST_PART + 1)
        }

    def source(self, source: str, start: int = 0, end: int | None = None) -> str:
        """A stretch of the source as it may be shown."""
        end = len(source) if end is None else end
        if not self:
            return source[start:end]
        parts: list[str] = []
        at = start
        for place in self.hidden[max(bisect_left(self.hidden, (start,)) - 1, 0) :]:
            if place.start >= end:
                break
            first, last = max(place.start, at), min(place.end, end)
            if first < last:
                parts += source[at:first], _STAR * (last - first)
                at = last
        return self.text("".join([*parts, source[at:end]]))

    def chars(self, chars: Chars) -> str:
        """A text of the document as it may be shown."""
        if not self or not chars.text:
            return chars.text
        starts, hidden = chars.starts, self.hidden
        first = bisect_left(hidden, (starts[0],))
        if first < len(hidden) and hidden[first].start <= starts[-1]:
            places = {place.start for place in hidden[first : bisect_left(hidden, (starts[-1] + 1,))]}
            signs = (_STAR if at in places else sign for sign, at in zip(chars.text, starts, strict=True))
            return self.text("".join(signs))
        return self.text(chars.text)

    def text(self, text: str) -> str:
        """What is told, without the numbers that are quoted in it, whole or cut off at either end."""
        if not self or not text:
            return text
        signs: list[str] | None = None
        for run in _RUN.finditer(text.translate(_FULL_WIDTH)):
            at = [match.start() for match in _DIGIT.finditer(run.string, *run.span())]
            if len(at) < _SHORTEST_PART:
                continue
            for hidden in self._in_run("".join(run.string[place] for place in at).upper()):
                signs = list(text) if signs is None else signs
                signs[at[hidden]] = _STAR
        return text if signs is None else "".join(signs)

    def _in_run(self, digits: str) -> Iterator[int]:
        """Which digits of a run of them are not shown."""

        def hidden(found: Number, at: int) -> Iterator[int]:
            """Those of a number that begins at `at`, which may be before the run."""
            end = len(found.digits) - found.last
            yield from range(max(at + found.first, 0), min(at + end, len(digits)))

        for length in self._lengths:
            for start in range(len(digits) - length + 1):
                found = self._whole.get(digits[start : start + length])
                if found is not None:
                    yield from hidden(found, start)
            for size in range(_SHORTEST_PART, min(length, len(digits) + 1)):
                found = self._beginnings.get(digits[-size:])
                if found is not None:
                    yield from hidden(found, len(digits) - size)
                found = self._ends.get(digits[:size])
                if found is not None:
                    yield from hidden(found, size - len(found.digits))

    def value(self, value: Shown) -> Shown | str:
        """A value as it may be shown: a text, or a figure that is such a number."""
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            text = str(value)
            masked = self.text(text)
            return value if masked == text else masked
        return value

    def plain(self, value: object) -> object:
        """The same for lists and mappings of values."""
        if isinstance(value, Mapping):
            return {key: self.plain(entry) for key, entry in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.plain(entry) for entry in value]
        return self.value(value)

    def finding(self, found: Diagnostic) -> Diagnostic:
        """A finding as it may be told; the edits of its fix stay, they are to be applied."""
        if not self:
            return found
        return found._replace(
            message=self.text(found.message),
            expected=self.value(found.expected),
            actual=self.value(found.actual),
            related=tuple(one._replace(message=self.text(one.message)) for one in found.related),
            fix=None if found.fix is None else found.fix._replace(title=self.text(found.fix.title)),
        )


NONE = Masks()
