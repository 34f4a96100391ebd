"""How one number comes to be written for another: slips of the keyboard, and digits that look alike in a picture."""

from __future__ import annotations

# Each digit with those that it is taken for in print that is faint, smeared or stamped upon.
_LOOK_ALIKE = {
    "0": "689",
    "1": "47",
    "2": "7",
    "3": "589",
    "4": "19",
    "5": "368",
    "6": "058",
    "7": "12",
    "8": "03569",
    "9": "0348",
}


def look_alike(read: str, other: str) -> bool:
    """Whether two figures differ by digits that look alike, and by nothing else."""
    pairs = [(one, another) for one, another in zip(read, other, strict=False) if one != another]
    return (
        len(read) == len(other) and bool(pairs) and all(another in _LOOK_ALIKE.get(one, "") for one, another in pairs)
    )


def slip(current: float, suggested: float) -> str | None:
    """The slip that makes one whole number of another.

    One of digit-changed, digits-transposed (of two neighbours), times-ten, digit-extra, digit-missing; None where a
    single slip does not do it.
    """
    if current < 0 or suggested < 0 or current != int(current) or suggested != int(suggested):
        return None
    wrong, right = str(int(current)), str(int(suggested))
    if len(wrong) == len(right):
        differing = [at for at, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
        if len(differing) == 1:
            return "digit-changed"
        if (
            len(differing) == 2
            and differing[1] == differing[0] + 1
            and wrong[differing[0]] == right[differing[1]]
            and wrong[differing[1]] == right[differing[0]]
        ):
            return "digits-transposed"
        return None
    if current and suggested and (current == suggested * 10 or suggested == current * 10):
        return "times-ten"
    if len(wrong) == len(right) + 1 and _lacks_one(wrong, right):
        return "digit-extra"
    if len(wrong) + 1 == len(right) and _lacks_one(right, wrong):
        return "digit-missing"
    return None


def _lacks_one(longer: str, shorter: str) -> bool:
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
