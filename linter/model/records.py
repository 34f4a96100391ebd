"""`NamedTuple` and `Frozen`: records that cost little to make, for a run of one file makes some 150 such classes.

`typing.NamedTuple` compiles the text of each annotation, which no one asks for here, and makes every class twice.
A frozen dataclass costs ten times as much as a record, and the module that makes it imports what looks into code.
Whoever checks types sees the library's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple

    from typing_extensions import Self, dataclass_transform

    @dataclass_transform(eq_default=False, frozen_default=True)
    class Frozen:
        """A record that may keep what it works out (`cached_property`) or hold its own kind, over which mypy dies else.

        It is equal to itself alone.
        """

        def _replace(self, **changed: Any) -> Self:
            """The same with other values, and nothing worked out yet."""

else:
    from collections import _tuplegetter
    from functools import cache
    from types import FunctionType

    class _Record(tuple):
        """What all records can do."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> _Record:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed: Any) -> _Record:
            made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            told = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({told})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    @cache
    def _new_of(count: int) -> Any:
        """What makes records of so many fields, given by name or position, at the speed of the library's own.

        Records with other names have the same code but for these; compiling it is most of what a record would cost.
        """
        names = "".join(f"_{number}, " for number in range(count))
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))", {"_new": tuple.__new__})

    class _Maker(type):
        """Makes a record of what a class states."""

        def __new__(cls, name: str, bases: tuple[type, ...], stated: dict[str, Any]) -> type:
            fields = tuple(stated.get("__annotations__", ()))
            defaults = {field: stated.pop(field) for field in fields if field in stated}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            pattern = _new_of(len(fields))
            named = pattern.__code__.replace(co_varnames=("_cls", *fields))
            new = FunctionType(named, pattern.__globals__, "__new__", tuple(defaults.values()))
            getters = {field: _tuplegetter(at, None) for at, field in enumerate(fields)}
            own = {"__slots__": (), "__new__": new, "_fields": fields, "_field_defaults": defaults}
            return type(name, (_Record,), stated | getters | own | {"__match_args__": fields})

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})

    class Frozen:
        """A record that may keep what it works out (`cached_property`) or hold its own kind, over which mypy dies else.

        It is equal to itself alone.
        """

        _fields = ()
        _needed = frozenset()

        def __init_subclass__(cls) -> None:
            cls._fields = tuple(cls.__annotations__)
            cls._needed = frozenset(field for field in cls._fields if not hasattr(cls, field))

        def __init__(self, *values: Any, **named: Any) -> None:
            given = dict(zip(self._fields, values, strict=False), **named)
            if len(given) < len(values) + len(named) or not self._needed <= given.keys() <= {*self._fields}:
                raise TypeError(f"{type(self).__name__} takes {', '.join(self._fields)}")
            self.__dict__.update(given)

        def _replace(self, /, **changed: Any) -> Frozen:
            return type(self)(**({field: getattr(self, field) for field in self._fields} | changed))

        def __repr__(self) -> str:
            told = ", ".join(f"{field}={getattr(self, field)!r}" for field in self._fields)
            return f"{type(self).__name__}({told})"

        def __setattr__(self, name: str, value: Any) -> None:
            raise AttributeError(f"{type(self).__name__}.{name} cannot be set")

        def __delattr__(self, name: str) -> None:
            raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")
