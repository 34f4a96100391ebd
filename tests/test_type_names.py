"""The names that annotations use stand in for the library's own wherever a module states types."""

from __future__ import annotations

import typing

from linter import type_names


def test_each_name_is_one_of_the_library() -> None:
    names = [name for name in vars(type_names) if not name.startswith("_") and name != "annotations"]
    assert "Any" in names
    assert [name for name in names if not hasattr(typing, name)] == []


def test_a_name_may_be_subscripted_united_and_a_base() -> None:
    class Pool(type_names.Generic[type_names.TypeVar("Work", bound=int)]):
        pass

    class Sized(type_names.Protocol):
        pass

    assert Pool[int] is Pool
    assert Sized is not Pool
    assert type_names.Literal["safe", "unsafe"] | None
    assert tuple[type_names.Literal["link"], int]
    assert type_names.cast("Pool", 3) == 3


def test_what_is_said_of_a_type_can_be_asked_for() -> None:
    assert type_names.Annotated[str, "pattern", 1].__metadata__ == ("pattern", 1)
