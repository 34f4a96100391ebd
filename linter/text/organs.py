"""Names of organs: whether two of them can be names of one and the same.

Chinese abbreviations are made of characters of the full name (应急管理局, 应急局; 卫生健康委员会, 卫健委), so that a
name whose characters all stand in the other one may be short for it.
"""

from __future__ import annotations

import re

from linter.model.records import NamedTuple
from linter.text.folding import fold

LEVELS = ("central", "province", "city", "county", "township")
"""Of organs, from above."""

_PLACE = re.compile(r"[一-鿿]{1,7}?(?:省|自治区|自治州|地区|市(?!场)|盟|县|区|旗|州(?!市))")
_TOWNSHIP = re.compile(r"[一-鿿]{2,7}?(?:镇|(?<!城)乡|街道)")
_ENDS = str.maketrans("", "", "局委员会厅署办公室和与及")
_SHORTEST_PLACE = 3
# How the end of an organ's name is written where the rest is abbreviated.
_SHORT_ENDS = {"委员会": "委", "局": "局", "厅": "厅"}
_HOW = re.compile("(?:监督)?管理|服务|事务")
_FEWEST_SIGNS = 2  # of what an organ does, in an abbreviation
SHORTEST_NAME = 5  # 教育局 alone may be anybody's


def may_be_the_same(one: str, other: str) -> bool:
    """Whether two names may be of one organ: one is made of the other's characters, and the places agree."""
    first, second = fold(one), fold(other)
    if _is_short_for(first, second) or _is_short_for(second, first):
        return True
    (places, core), (other_places, other_core) = _parted(first), _parted(second)
    if not (_is_short_for(core, other_core) or _is_short_for(other_core, core)):
        return False
    return not _are_different(places, other_places)


def _is_short_for(name: str, full: str) -> bool:
    return set(name.translate(_ENDS)) <= set(full)


def _parted(name: str) -> tuple[list[str], str]:
    """The places before a name, from the largest on, and the rest of it."""
    places: list[str] = []
    at = 0
    while (match := _PLACE.match(name, at)) and match.end() < len(name):
        places.append(match[0])
        at = match.end()
    return places, name[at:]


def _are_different(places: list[str], others: list[str]) -> bool:
    """Whether the last named places are two of one kind (芦淞区, 荷塘区); 区 or 市 alone is any."""
    if not places or not others:
        return False
    last, other = places[-1], others[-1]
    named = len(last) > 1 and len(other) > 1
    return named and last[-1] == other[-1] and last not in other and other not in last


class Parted(NamedTuple):
    """The name of an organ in its parts: the last `place` before its `kind`, "" where it names none."""

    place: str
    kind: str


def parted(name: str) -> Parted:
    """The parts of a name: of 南江省云川市水务局, 云川市 and 水务局; of 云川市青石镇人民政府, 青石镇 and 人民政府."""
    places, kind = _parted(fold(name))
    township = _TOWNSHIP.match(kind)
    if township and township.end() < len(kind):
        return Parted(township[0], kind[township.end() :])
    return Parted(places[-1] if places else "", kind)


def changed_sign(place: str, other: str) -> tuple[str, str] | None:
    """The sign by which two names of places differ and what stands for it: of 江州市 and 江洲市, 州 and 洲; else None.

    A place that is named by one sign (泾县) is another place wherever that sign is another.
    """
    if len(place) != len(other) or len(place) < _SHORTEST_PLACE or place[-1] != other[-1]:
        return None
    changed = [(sign, sign_there) for sign, sign_there in zip(place, other, strict=True) if sign != sign_there]
    return changed[0] if len(changed) == 1 else None


def same_organ(one: str | None, other: str | None) -> bool:
    """Whether two names are of one organ: the same, or one with the places before it that the other leaves out."""
    first, second = sorted((fold(one or ""), fold(other or "")), key=len)
    return first == second != "" or (len(first) >= SHORTEST_NAME and second.endswith(first))


def abbreviates(short: str, full: Parted) -> bool:
    """Whether a name is a usual abbreviation of a full one: 市发改委 of 云川市发展和改革委员会.

    Before it stands nothing, the place (云川市, 云川) or its kind (市). Of what the organ does there are signs in their
    order, the first one among them. 商务局 is none of 商务和粮食局, nor 教育局 of 教育体育局: what these leave out is
    more than how the organ does it (应急局, 应急管理局).
    """
    name = fold(short)
    places = {"", full.place, full.place[:-1], full.place[-1:]}
    return any(name.startswith(place) and _is_cut_from(name[len(place) :], full.kind) for place in places)


def _is_cut_from(short: str, kind: str) -> bool:
    end = next((end for end in _SHORT_ENDS if kind.endswith(end)), "")
    if not end or not short.endswith(_SHORT_ENDS[end]):
        return False
    signs, whole = short[:-1], kind.removesuffix(end)
    if not _FEWEST_SIGNS <= len(signs) < len(whole) or signs[0] != whole[0]:
        return False
    if whole.startswith(signs):
        return _HOW.fullmatch(whole[len(signs) :]) is not None
    rest = iter(whole)
    return all(sign in rest for sign in signs)
