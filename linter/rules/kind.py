"""What a kind of check is to rule files: its name, its parameters, and what the messages of its rules may say.

The parameters are `Parameters` of the check's own module. Each field is annotated with how it is written, by one of the
names below; a field without a default must be given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from linter.arithmetic.expression import Equation
from linter.model.records import LeftToPython, NamedTuple
from linter.type_names import Annotated, Any, Literal


class Written(NamedTuple):
    """How a parameter is written in a rule file.

    `form` is one of: choice, choices (one or several of `choices`), pattern (a regular expression),
    patterns (a list of them),
    aspects (a mapping of printed names to patterns; the names are among `choices`, where there are any),
    replacements (a mapping of patterns to what to write instead, empty where there is nothing), rows (names of rows
    of the table), equations (a list of expressions), subjects (a name, or a list with one name for each equation),
    days (a mapping of all `choices` to days of the year such as 01-31), flag (true or false).
    """

    form: Literal[
        "choice",
        "choices",
        "pattern",
        "patterns",
        "aspects",
        "replacements",
        "rows",
        "equations",
        "subjects",
        "days",
        "flag",
    ]
    choices: tuple[str, ...] = ()

    @property
    def is_pattern(self) -> bool:
        """Whether regular expressions are written there."""
        return self.form in ("pattern", "patterns", "aspects", "replacements")


Pattern = Annotated[str, Written("pattern")]
Patterns = Annotated[Sequence[str], Written("patterns")]
Aspects = Annotated[Mapping[str, Sequence[str]], Written("aspects")]
Replacements = Annotated[Mapping[str, str], Written("replacements")]
Rows = Annotated[Sequence[str], Written("rows")]
Equations = Annotated[Sequence[Equation], Written("equations")]
Flag = Annotated[bool, Written("flag")]
Subjects = Annotated[Sequence[str], Written("subjects")]


class Parameters(metaclass=LeftToPython):
    """What a rule gives its check: a class of fields, which costs a hundredth of a NamedTuple to make.

    Args:
        values: by the names of the fields; one that is left out has its default.
    """

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in sorted(vars(self).items()))})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


class Param(NamedTuple):
    """One parameter of a kind of check."""

    written: Written
    required: bool


class Kind(NamedTuple):
    """A kind of check.

    `placeholders` may stand in the messages of its rules, `variants` are the cases that it tells apart, `params` is the
    class of its parameters. `of_any_document`: it finds what is wrong in any document, even in one that is no
    report. `across_years`: it needs last year's report and says nothing without it; `beside_prior`: it says something
    else where last year's report is known, of itself or by the repairs that it speaks for. `when_recognised` is what a
    finding about text that was recognised in a picture is: doubted; dropped, where it is about how words are spelled,
    which recognition gets wrong; kept, where it is about the picture. `searched` names the parameters whose patterns
    are many and match in next to no text: the words that each needs are kept with the rule.
    """

    name: str
    placeholders: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    params: type[Parameters] | None = None
    of_any_document: bool = False
    across_years: bool = False
    beside_prior: bool = False
    when_recognised: Literal["doubted", "dropped", "kept"] = "doubted"
    searched: tuple[str, ...] = ()

    def parameters(self) -> Mapping[str, Param]:
        """Its parameters by name, in the order of their fields."""
        if self.params is None:
            return {}
        from inspect import get_annotations

        hints = get_annotations(self.params, eval_str=True)
        return {name: Param(hint.__metadata__[0], not hasattr(self.params, name)) for name, hint in hints.items()}
