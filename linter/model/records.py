"""Records that cost little to make, for a run of one file makes some 150 such classes, and what they work out once.

`typing.NamedTuple` compiles the text of each annotation, which no one asks for here, and makes every class twice.
A frozen dataclass costs ten times as much as a record, and the module that makes it imports what looks into code.
Whoever checks types sees the library's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from linter.type_names import TYPE_CHECKING, Any, Generic, TypeVar

Value = TypeVar("Value")


class kept(Generic[Value]):  # noqa: N801  as decorators are named
    """What a record works out when it is first asked for, and keeps.

    The library's `cached_property` takes a lock for it, and mypyc makes a `property` of that one, which keeps nothing.
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, record: Any, owner: type | None = None) -> Value:
        value = record.__dict__[self._name] = self._make(record)
        return value


if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple

    from typing_extensions import Self, dataclass_transform

    class LeftToPython(type):
        """Of classes that have a `__dict__` and what decorators make of methods also where a module is compiled.

        mypyc makes another type of any class that has no other metaclass than Python's.
        """

    @dataclass_transform(eq_default=False, frozen_default=True)
    class Frozen(metaclass=LeftToPython):
        """A record that may keep what it works out (`kept`) or hold its own kind, over which mypy dies else.

        It is equal to itself alone.
        """

        def _replace(self, **changed: Any) -> Self:
            """The same with other values, and nothing worked out yet."""

else:
    from collections import _tuplegetter
    from functools import cache
    from types import FunctionType

    LeftToPython = type

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
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))")

    @cache
    def _getter(at: int) -> Any:
        """What gives a field by its place; it is the same in every record."""
        return _tuplegetter(at, None)

    def _init(self: Any) -> None:
        """Sets the fields of an object, as many as it is given names for."""
        self.__dict__.update(locals())
        del self.__dict__["self"]

    def _named(made: Any, names: tuple[str, ...], defaults: tuple[Any, ...], known: dict[str, Any]) -> FunctionType:
        """A function with other names for what it is given."""
        code = made.__code__.replace(co_argcount=len(names), co_nlocals=len(names), co_varnames=names)
        return FunctionType(code, known, None, defaults)

    def _defaults(name: str, fields: tuple[str, ...], stated: Mapping[str, Any]) -> dict[str, Any]:
        defaults = {field: stated[field] for field in fields if field in stated}
        if tuple(defaults) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"{name}: a field without a default follows one that has one")
        return defaults

    class _Maker(type):
        """Makes a record of what a class states."""

        def __new__(cls, name: str, bases: tuple[type, ...], stated: dict[str, Any]) -> type:
            fields = tuple(stated.get("__annotations__", ()))
            defaults = _defaults(name, fields, stated)
            new = _named(_new_of(len(fields)), ("_cls", *fields), tuple(defaults.values()), {"_new": tuple.__new__})
            stated |= {field: _getter(at) for at, field in enumerate(fields)}
            stated.update(__slots__=(), __new__=new, _fields=fields, _field_defaults=defaults, __match_args__=fields)
            return type(name, (_Record,), stated)

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})

    class Frozen:
        """A record that may keep what it works out (`kept`) or hold its own kind, over which mypy dies else.

        It is equal to itself alone.
        """

        _fields = ()

        def __init_subclass__(cls) -> None:
            fields = cls._fields = tuple(cls.__annotations__)
            defaults = tuple(_defaults(cls.__name__, fields, vars(cls)).values())
            cls.__init__ = _named(_init, ("self", *fields), defaults, {})

        def _replace(self, /, **changed: Any) -> Frozen:
            return type(self)(**({field: getattr(self, field) for field in self._fields} | changed))

        def __repr__(self) -> str:
            told = ", ".join(f"{field}={getattr(self, field)!r}" for field in self._fields)
            return f"{type(self).__name__}({told})"

        def __setattr__(self, name: str, value: Any) -> None:
            raise AttributeError(f"{type(self).__name__}.{name} cannot be set")

        def __delattr__(self, name: str) -> None:
            raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")
