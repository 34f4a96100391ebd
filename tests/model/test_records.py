"""Records of our own making behave as the standard library's."""

from __future__ import annotations

import copy
import inspect
import pickle
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.model import records

NAMES = ("kind", "cls", "new", "self", "values", "name", "tuple", "start")
VALUES = st.one_of(st.integers(), st.text(max_size=3), st.none(), st.tuples(st.integers()))


class Stretch(records.NamedTuple):
    """A record with a default and a method."""

    start: int
    end: int
    names: tuple[str, ...] = ()

    def length(self) -> int:
        return self.end - self.start


def twins(fields: list[str], defaults: list[Any]) -> tuple[Any, Any]:
    """The same record made by us and by the library."""
    stated = {
        "__module__": __name__,
        "__qualname__": "Twin",
        "__annotations__": dict.fromkeys(fields, "int"),
        **dict(zip(fields[len(fields) - len(defaults) :], defaults, strict=True)),
    }
    library = {**stated, "__annotations__": dict.fromkeys(fields, int)}
    return type(records.NamedTuple)("Twin", (), dict(stated)), typing.NamedTupleMeta(
        "Twin", (typing._NamedTuple,), library
    )  # type: ignore[attr-defined]


def told(made: Any, *args: Any, **named: Any) -> Any:
    """What a record made of these tells of itself, or the kind of error."""
    try:
        record = made(*args, **named)
    except TypeError:
        return TypeError
    return repr(record), tuple(record), record._asdict(), [getattr(record, field) for field in made._fields]


@given(st.data())
def test_they_are_made_and_told_as_the_librarys(data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    defaults = data.draw(st.lists(VALUES, max_size=len(fields)))
    ours, theirs = twins(fields, defaults)
    assert (ours._fields, ours._field_defaults, ours.__match_args__) == (
        theirs._fields,
        theirs._field_defaults,
        theirs.__match_args__,
    )
    args = data.draw(st.lists(VALUES, max_size=len(fields) + 1))
    named = data.draw(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3))
    assert told(ours, *args, **named) == told(theirs, *args, **named)


@given(st.lists(VALUES, min_size=3, max_size=3), st.dictionaries(st.sampled_from(Stretch._fields), VALUES))
def test_one_with_other_values(values: list[Any], changed: dict[str, Any]) -> None:
    record = Stretch(*values)
    made = record._replace(**changed)
    assert type(made) is Stretch
    assert made._asdict() == record._asdict() | changed
    assert record == Stretch(*values) == tuple(values)
    assert pickle.loads(pickle.dumps(made)) == made == copy.copy(made) == copy.deepcopy(made) == Stretch._make(made)


def test_what_is_wrong_is_refused() -> None:
    record = Stretch(1, 3)
    with pytest.raises(ValueError, match="begin"):
        record._replace(begin=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Stretch._make((1,))
    with pytest.raises(AttributeError):
        record.start = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        record.other = 2  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="default"):
        type(records.NamedTuple)("Twin", (), {"__annotations__": {"one": "int", "two": "int"}, "one": 1})  # type: ignore[operator]


def test_they_are_plain_classes() -> None:
    assert type(Stretch) is type
    assert not hasattr(Stretch(1, 3), "__dict__")
    assert Stretch(1, 3).length() == 2
    assert Stretch.__doc__ == "A record with a default and a method."
    assert list(inspect.signature(Stretch).parameters) == ["start", "end", "names"]
    assert typing.get_type_hints(Stretch) == {"start": int, "end": int, "names": tuple[str, ...]}
    match Stretch(1, 3):
        case Stretch(start, end):
            assert (start, end) == (1, 3)


def test_one_without_fields_is_empty() -> None:
    made = type(records.NamedTuple)("Twin", (), {})  # type: ignore[operator]
    assert (repr(made()), tuple(made())) == ("Twin()", ())


class Told(records.Frozen):
    """A record that keeps what it works out."""

    start: int
    names: tuple[str, ...] = ()

    @records.kept
    def worked_out(self) -> list[int]:
        return [self.start]


def test_a_frozen_one_keeps_what_it_works_out() -> None:
    record = Told(1, names=("a",))
    assert record.worked_out is record.worked_out
    assert "worked_out" in vars(record)
    assert (record.start, record.names, repr(record)) == (1, ("a",), "Told(start=1, names=('a',))")
    assert Told(start=1).names == ()
    assert record != Told(1, names=("a",))
    made = record._replace(start=2)
    assert (made.start, made.names, made.worked_out) == (2, ("a",), [2])
    read = pickle.loads(pickle.dumps(record))
    assert (read.start, read.names) == (1, ("a",))


@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1, (), 2), {}), ((1,), {"start": 2}), ((1,), {"begin": 1}), ((), {"names": ()})]
)
def test_a_frozen_one_is_given_its_fields_and_no_others(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Told(*values, **named)


def test_a_frozen_one_states_its_defaults_last() -> None:
    assert list(inspect.signature(Told).parameters) == ["start", "names"]
    with pytest.raises(TypeError, match="Wrong: a field without a default"):
        type("Wrong", (records.Frozen,), {"__annotations__": {"one": "int", "two": "int"}, "one": 1})


def test_a_frozen_one_does_not_change() -> None:
    record = Told(1)
    with pytest.raises(AttributeError, match=r"Told\.start"):
        record.start = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Told\.start"):
        del record.start
    assert record.start == 1
