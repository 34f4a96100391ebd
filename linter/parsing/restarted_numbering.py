"""Points within a part that are numbered as the parts are: 五、… with 一、二、 below it, and then 六、…."""

from __future__ import annotations

from collections.abc import Sequence

from linter.forms.form import Form
from linter.model.document import Grid
from linter.model.report import Section
from linter.text.folding import label_key

_FEWEST = 2  # points: a single one may be the next part with a wrong number


def with_points_nested(sections: Sequence[Section], form: Form) -> tuple[Section, ...]:
    """The sections of the first level, without those that are points of the part before them.

    That is what runs from 一、 on, without a table, between a part under its prescribed title and the next one of the
    form, or behind the last.
    """
    if not form.ordered:
        return tuple(sections)
    order = [part.key for part in form.parts]
    titled = [form.part_with_title(label_key(one.title)) if one.level == 1 else None for one in sections]
    nested: list[Section] = []
    at = 0
    while at < len(sections):
        section, part = sections[at], titled[at]
        end = next((index for index in range(at + 1, len(sections)) if titled[index]), len(sections))
        points = sections[at + 1 : end]
        following = titled[end] if end < len(sections) else None
        expected = order.index(part.key) + 1 if part else None
        is_next = order.index(following.key) == expected if following else expected == len(order)
        if is_next and _are_points(points):
            nested.append(section._replace(children=(*section.children, *map(_lowered, points))))
            at = end
        else:
            nested.append(section)
            at += 1
    return tuple(nested)


def _are_points(sections: Sequence[Section]) -> bool:
    numbers = [section.value if section.level == 1 else None for section in sections]
    has_table = any(isinstance(block, Grid) for section in sections for block in section.all_blocks())
    return len(sections) >= _FEWEST and numbers == list(range(1, len(sections) + 1)) and not has_table


def _lowered(section: Section) -> Section:
    return section._replace(level=section.level + 1, children=tuple(map(_lowered, section.children)))
