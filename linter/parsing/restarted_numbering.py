"""Points that are numbered as if they stood at another level.

Of a part as parts are: 五、… with 一、二、 below it, and then 六、…. A single one among its like: 二、 or （2） between
（一） and （三）.
"""

from __future__ import annotations

from collections.abc import Sequence

from linter.forms.form import Form
from linter.model.document import Grid
from linter.model.report import Section
from linter.text.folding import label_key

_CLAUSE = 2  # bounds the work: the level of points （一） below a part
_FEWEST = 2  # points: a single one may be the next part with a wrong number


def with_points_nested(sections: Sequence[Section], form: Form) -> tuple[Section, ...]:
    """The sections of the first level, without those that are points of the part before them.

    That is what stands without a table between a part under its prescribed title and the next one of the form, or
    behind the last, and runs from 一、 on, or has the number that is due below the part and not the one due beside it.
    A point below another one that has the number due behind that one stands beside it. Where no titles are prescribed,
    points are what runs from 一、 on below a part that has nothing else, and before the one whose number is due.
    """
    if not form.ordered:
        return _with_first_points_nested(sections)
    order = [part.key for part in form.parts]
    titled = [form.part_with_title(label_key(one.title)) if one.level == 1 else None for one in sections]
    nested: list[Section] = []
    at = 0
    while at < len(sections):
        section, part = sections[at], titled[at]
        at += 1
        if part is None:
            nested.append(section)
            continue
        end = next((index for index in range(at, len(sections)) if titled[index]), len(sections))
        points, behind = sections[at:end], sections[end : end + 1]
        following = titled[end] if behind else None
        due = order.index(part.key) + 1
        is_next = (order.index(following.key) if following else len(order)) == due
        below = _below(section, points, behind) if is_next else ()
        nested.append(section._replace(children=(*section.children, *below)))
        at = end if below else at
    return tuple(section._replace(children=_levelled(section.children)) for section in nested)


def _with_first_points_nested(sections: Sequence[Section]) -> tuple[Section, ...]:
    nested: list[Section] = []
    at = 0
    while at < len(sections):
        section = sections[at]
        at += 1
        end = at
        while end < len(sections) and sections[end].level == 1 and sections[end].value == end - at + 1:
            end += 1
        if not (end < len(sections) and _follows(sections[end], section)):
            # the part that is due has the number that is due among the points
            end = min(end, at + (section.value or 0))
        is_empty = section.level == 1 and not section.blocks and not section.children
        if is_empty and end < len(sections) and _follows(sections[end], section) and _are_points(sections[at:end]):
            nested.append(section._replace(children=tuple(map(_lowered, sections[at:end]))))
            at = end
        else:
            nested.append(section)
    return tuple(nested)


def _below(part: Section, sections: Sequence[Section], following: Sequence[Section]) -> tuple[Section, ...]:
    """What stands between a part and the following one as points of it, at their levels; nothing if they are none."""
    if _are_points(sections):
        return tuple(map(_lowered, sections))
    return _raised(sections[0], _CLAUSE) if _is_point(sections, part, following) else ()


def _are_points(sections: Sequence[Section]) -> bool:
    numbers = [section.value if section.level == 1 else None for section in sections]
    return len(sections) >= _FEWEST and numbers == list(range(1, len(sections) + 1)) and not _has_table(sections)


def _is_point(sections: Sequence[Section], part: Section, following: Sequence[Section]) -> bool:
    """Whether all that stands between a part and the following one is a point of it with another mark."""
    if len(sections) != 1 or _has_table(sections):
        return False
    point = sections[0]
    if not part.children and point.value == 1:  # 一、 for （一）, with （二） behind it
        return any(child.style == "clause" and _follows(child, point) for child in point.children[:1])
    if not _is_due(point, part.children):
        return False
    return not _follows(following[0], point) if following else not _follows(point, part)


def _has_table(sections: Sequence[Section]) -> bool:
    return any(isinstance(block, Grid) for section in sections for block in section.all_blocks())


def _lowered(section: Section) -> Section:
    return section._replace(level=section.level + 1, children=tuple(map(_lowered, section.children)))


def _levelled(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The points of a part, and beside them those that stand below one and have the number due behind it."""
    levelled: list[Section] = []
    for at, section in enumerate(sections):
        following = sections[at + 1] if at + 1 < len(sections) else None
        below = section.children[0] if len(section.children) == 1 else None
        if (
            below is not None
            and following is not None
            and section.style == following.style == "clause"
            and _is_due(below, [section])
            and _follows(following, below)
        ):
            levelled += section._replace(children=()), *_raised(below, section.level)
        else:
            levelled.append(section)
    return tuple(levelled)


def _is_due(section: Section, before: Sequence[Section]) -> bool:
    """Whether a section has the number that is due behind points （一）… and before those that stand below it."""
    if not before or before[-1].style != "clause" or not _follows(section, before[-1]):
        return False
    return all(_follows(child, section) for child in section.children[:1] if child.style == "clause")


def _follows(section: Section, before: Section) -> bool:
    return before.value is not None and before.value > 0 and section.value == before.value + 1


def _raised(section: Section, level: int) -> tuple[Section, ...]:
    """A section at another level, behind it the points that stood below it only for its mark."""
    beside = tuple(child for child in section.children if child.style == "clause")
    below = tuple(child for child in section.children if child.style != "clause")
    return section._replace(level=level, children=below), *beside
