"""Which prescribed part each section of the first level is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linter.forms.form import Form
from linter.model.report import Section
from linter.text.folding import fold, label_key

_JOINTS = re.compile("[、,和及与]")  # between the titles of parts under one heading


def with_parts(sections: Sequence[Section], form: Form) -> tuple[Section, ...]:
    """The sections of a report, those of the first level with their part: by title, else by subject, else by place.

    A heading that names parts which have no heading of their own stands for these too.
    """
    parts = _by_title(sections, form)
    parts = _by_subject(sections, form, parts)
    if form.ordered:
        parts = _by_place(sections, form, parts)
    found = [section._replace(part=part) if part else section for section, part in zip(sections, parts, strict=True)]
    missing = {part.key for part in form.parts}.difference(parts) if form.ordered else None
    return tuple(_merged(section, missing, form) for section in found) if missing else tuple(found)


def _merged(section: Section, missing: set[str], form: Form) -> Section:
    """A section with all parts that its heading names: neighbours in the form, of which the others are missing."""
    if section.part is None or form.part_with_title(label_key(section.title)) is not None:
        return section
    named = {part.key for piece in _JOINTS.split(fold(section.title)) if (part := form.part_about(piece))}
    here = [part.key in named and part.key in {section.part, *missing} for part in form.parts]
    first, *merged = [part.key for part, is_here in zip(form.parts, here, strict=True) if is_here] or [section.part]
    are_neighbours = all(here[here.index(True) :][: len(merged) + 1]) if merged else False
    return section._replace(part=first, merged=tuple(merged)) if are_neighbours else section


def _by_title(sections: Sequence[Section], form: Form) -> list[str | None]:
    titled = (form.part_with_title(label_key(one.title)) if one.level == 1 else None for one in sections)
    return [part.key if part else None for part in titled]


def _by_subject(sections: Sequence[Section], form: Form, known: Sequence[str | None]) -> list[str | None]:
    """The parts with those that a heading speaks of, each once where the form orders them."""
    parts = list(known)
    for index, section in enumerate(sections):
        if section.level == 1 and parts[index] is None:
            part = form.part_about(fold(section.title))
            if part is not None and (part.key not in parts or not form.ordered):
                parts[index] = part.key
    return parts


def _by_place(sections: Sequence[Section], form: Form, known: Sequence[str | None]) -> list[str | None]:
    """The parts with those that are none other's and whose number a heading bears between the parts around it."""
    parts = list(known)
    order = [part.key for part in form.parts]
    before: str | None = None
    for index, (section, after) in enumerate(zip(sections, _next_known(known), strict=True)):
        if parts[index] is None and section.level == 1 and section.value is not None:
            place = section.value - 1
            if (
                0 <= place < len(order)
                and order[place] not in parts
                and (before is None or order.index(before) < place)
                and (after is None or order.index(after) > place)
            ):
                parts[index] = order[place]
        before = parts[index] or before
    return parts


def _next_known(known: Sequence[str | None]) -> Iterator[str | None]:
    """For each section the part of the next one behind it whose part is known."""
    behind: list[str | None] = [None]
    for part in reversed(known):
        behind.append(part or behind[-1])
    return reversed(behind[:-1])
