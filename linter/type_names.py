"""What annotations call types, without the library's `typing`, which takes a thirtieth of a cold start.

Annotations are not evaluated, so that a name is enough. Whoever checks types sees the library's own.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import IO as IO
    from typing import Annotated as Annotated
    from typing import Any as Any
    from typing import BinaryIO as BinaryIO
    from typing import Final as Final
    from typing import Generic as Generic
    from typing import Literal as Literal
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import TextIO as TextIO
    from typing import TypeGuard as TypeGuard
    from typing import TypeVar as TypeVar
    from typing import cast as cast
else:

    class _Type:
        """Stands for any type, of whatever it may be."""

        def __class_getitem__(cls, of: object) -> type:
            return cls

    Any = BinaryIO = Final = Generic = IO = Literal = NoReturn = Protocol = TextIO = TypeGuard = _Type

    class Annotated:
        """A type with what is said of it, which can be asked for."""

        def __init__(self, *said: object) -> None:
            self.__metadata__ = said

        def __class_getitem__(cls, told: tuple[object, ...]) -> Annotated:
            return cls(*told[1:])

    def TypeVar(name: str, **bounds: object) -> type:  # noqa: N802
        """A name for any type."""
        return _Type

    def cast(_kind: object, value: object) -> object:
        """The value as it is."""
        return value
