"""Whether a word processor has a file open, as it tells others: by a hidden file beside it.

Where the system lets a file be replaced all the same, whoever has it open would write the old one over the new.
"""

from __future__ import annotations

import os

_MARK = "~$"
_SHORTEST, _MOST_LEFT_OUT = 6, 2


def lock_of(path: str) -> str | None:
    """The file by which Word or LibreOffice says that it has a file open; None where none does.

    The one of Word leaves out the beginning of a long name: one that may be that of another file tells nothing.
    """
    folder, name = os.path.split(path)
    if not os.path.exists(path):
        return None
    of_word, of_libreoffice = os.path.join(folder, _of_word(name)), os.path.join(folder, f".~lock.{name}#")
    if os.path.exists(of_libreoffice):
        return of_libreoffice
    if not os.path.exists(of_word):
        return None
    others = (other for other in os.listdir(folder or os.curdir) if other != name and not other.startswith(_MARK))
    return None if any(_of_word(other) == _of_word(name) for other in others) else of_word


def _of_word(name: str) -> str:
    left_out = min(max(len(os.path.splitext(name)[0]) - _SHORTEST, 0), _MOST_LEFT_OUT)
    return f"{_MARK}{name[left_out:]}"
