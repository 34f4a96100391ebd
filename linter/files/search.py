"""From the paths that a user names to the files to check, and their content."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatch

from linter.model.diagnostics import ReadError
from linter.readers import MAX_BYTES
from linter.readers.formats import CONVERTED, FORMATS, SOUGHT, SUFFIXES, TEXTS

STDIN = "-"
_NAMES_OF_STDIN = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
# What lies beside reports in any repository and is none.
_NO_REPORTS = ("readme", "changelog", "contributing", "license", "code_of_conduct", "security", "requirements")
_OUTPUTS = tuple(suffix for name in TEXTS for suffix in FORMATS[name].suffixes)  # reports may lie under these
_WORD = FORMATS["docx"].suffixes
_ARCHIVES = (".zip", ".rar", ".7z")  # nobody opens them, and reports may lie in them
_NO_FOLDERS = ("node_modules", "venv", "env", "site-packages", "__pycache__")


def find(paths: Iterable[str], exclude: Sequence[str] = (), root: str = ".", also_named: bool = False) -> Iterator[str]:
    """The files to check, each once, in the order of the paths and of the names within folders.

    A file that is named is taken whatever it is called; a folder is searched for the suffixes that readers
    know, leaving out hidden entries, the locks of open Word files, README and its like, what the program itself has
    written with -o, and what a glob of `exclude` (relative to `root`) matches; of files that are named what it
    matches is left out with `also_named` only.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _in_folder(path, exclude, root) if os.path.isdir(path) else (path,):
            if also_named and file != STDIN and is_excluded(file, exclude, root):
                continue
            identity = file if file == STDIN else os.path.abspath(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def _in_folder(folder: str, exclude: Sequence[str], root: str) -> Iterator[str]:
    closed: list[str] = []
    for path in _entries(folder, closed):
        name = os.path.basename(path)
        if not may_be_report(name) or _is_special(path):
            continue
        if not is_excluded(path, exclude, root) and not _is_own(path):
            yield path
    yield from closed  # whoever reads them says why they cannot be searched


def _entries(folder: str, closed: list[str]) -> Iterator[str]:
    """All that lies in a folder and those below it, but for hidden folders and those of programs.

    Args:
        folder: the folder.
        closed: takes the folders that cannot be searched.
    """
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NO_FOLDERS)
        for name in sorted(names):
            path = os.path.join(parent, name)
            yield path[2:] if path.startswith(f".{os.sep}") else path


def archives(paths: Iterable[str], exclude: Sequence[str] = (), root: str = ".") -> Iterator[str]:
    """The archives that lie in the folders among these paths, but for what a glob of `exclude` matches."""
    for path in paths:
        for file in _entries(path, []) if os.path.isdir(path) else ():
            if is_archive(os.path.basename(file)) and not is_excluded(file, exclude, root):
                yield file


def is_archive(name: str) -> bool:
    """Whether a file, by its name without its folder, is an archive that is not hidden."""
    return name.lower().endswith(_ARCHIVES) and not name.startswith(".")


def may_be_report(name: str) -> bool:
    """Whether a search takes a file by its name, without its folder: not hidden, a README or of another format."""
    stem, suffix = os.path.splitext(name.lower())
    is_other = name.startswith((".", "~$")) or stem.split(".")[0] in _NO_REPORTS
    return not is_other and (suffix in SOUGHT or suffix in CONVERTED)


def _is_own(path: str) -> bool:
    """Whether the program itself has written a file: a report of findings, or the copy with its comments."""
    from linter.files.own_output import is_annotated, is_report

    name = path.lower()
    return (name.endswith(_OUTPUTS) and is_report(path)) or (name.endswith(_WORD) and is_annotated(path))


def _is_special(path: str) -> bool:
    """Whether a name stands for a pipe, a socket or a device: to read one that was not asked for may never end."""
    return not os.path.isfile(path) and os.path.exists(path)


def relative_path(path: str, folder: str) -> str:
    """A path seen from a folder, with `/` on every system; as it is where there is no way, as to another drive."""
    with suppress(ValueError):
        path = os.path.relpath(path, folder)
    return path.replace(os.sep, "/")


def matches(path: str, globs: Iterable[str]) -> bool:
    """Whether a relative path, or a folder that it lies in, matches one of the globs; `**/` may stand for nothing."""
    return any(
        fnmatch(path, glob) or fnmatch(path, f"{glob.rstrip('/')}/*")
        for written in globs
        for glob in {written.removeprefix("./"), written.removeprefix("./").removeprefix("**/")}
    )


def is_excluded(path: str, exclude: Sequence[str], root: str) -> bool:
    """Whether a path matches one of the globs, which are relative to the folder `root`."""
    return bool(exclude) and matches(relative_path(path, root), exclude)


def searched_suffixes() -> list[str]:
    """The suffixes of the files that are looked for in folders."""
    return [*(suffix for suffix in SUFFIXES if suffix in SOUGHT), *sorted(CONVERTED)]


def is_stdin(path: str) -> bool:
    """Whether a path stands for standard input, which only the process that the user started has."""
    return path == STDIN or path in _NAMES_OF_STDIN


def content(path: str) -> bytes:
    """The bytes of a file (of standard input for `-`).

    Raises:
        ReadError: it is not there, may not be read, or is no file: a pipe or a device may never end.
    """
    try:
        if is_stdin(path):
            return _standard_input()
        with open(path, "rb", opener=_opened_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ReadError(
                    "E001",
                    f"这是管道或设备，不是文件：{path}；从标准输入读取请用 -",
                    f"a pipe or a device, not a file: {path}; use - to read standard input",
                )
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError("E001", f"没有这个文件：{path}", f"no such file: {path}") from None
    except PermissionError:
        raise ReadError("E001", f"没有权限读取：{path}", f"permission denied: {path}") from None
    except IsADirectoryError:
        raise ReadError("E001", f"这是文件夹，不是文件：{path}", f"a folder, not a file: {path}") from None
    except (OSError, ValueError) as error:  # a name may be none that the system knows
        from linter.notices.system_errors import reason

        zh, en = reason(error, "zh"), reason(error, "en")
        raise ReadError("E001", f"无法读取：{path}（{zh}）", f"cannot be read: {path} ({en})") from None


def _opened_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


_stdin: tuple[object, bytes] | None = None  # it can be read only once, and is needed again beside last year's report


def _standard_input() -> bytes:
    import sys

    global _stdin
    if sys.stdin is None:
        raise ReadError("E001", "标准输入已关闭", "standard input is closed")
    if _stdin is None or _stdin[0] is not sys.stdin:
        _stdin = sys.stdin, sys.stdin.buffer.read(MAX_BYTES + 1)
    return _stdin[1]
