"""From the paths that a user names to the files to check, and their content."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatch

from linter.model.diagnostics import ReadError
from linter.readers import CONVERTED, MAX_BYTES, SUFFIXES

STDIN = "-"
# What lies beside reports in any repository and is none.
_NO_REPORTS = ("readme", "changelog", "contributing", "license", "code_of_conduct", "security", "requirements")
_NO_FOLDERS = ("node_modules", "venv", "env", "site-packages", "__pycache__")


def find(paths: Iterable[str], exclude: Sequence[str] = (), root: str = ".") -> Iterator[str]:
    """The files to check, each once, in the order of the paths and of the names within folders.

    A file that is named is taken whatever it is called; a folder is searched for the suffixes that readers
    know, leaving out hidden entries, the locks of open Word files, README and its like, and what a glob of
    `exclude` (relative to `root`) matches.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _in_folder(path, exclude, root) if os.path.isdir(path) else (path,):
            identity = file if file == STDIN else os.path.abspath(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def _in_folder(folder: str, exclude: Sequence[str], root: str) -> Iterator[str]:
    closed: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NO_FOLDERS)
        for name in sorted(names):
            path = os.path.join(parent, name)
            stem, suffix = os.path.splitext(name.lower())
            if (
                name.startswith((".", "~$"))
                or (suffix not in SUFFIXES and suffix not in CONVERTED)
                or stem.split(".")[0] in _NO_REPORTS
                or _is_special(path)
            ):
                continue
            if not (exclude and matches(relative_path(path, root), exclude)):
                yield path[2:] if path.startswith(f".{os.sep}") else path
    yield from closed  # whoever reads them says why they cannot be searched


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


def content(path: str) -> bytes:
    """The bytes of a file (of standard input for `-`).

    Raises:
        ReadError: it is not there, may not be read, or is larger than the limit.
    """
    try:
        if path == STDIN:
            return _standard_input()
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError("E001", f"没有这个文件：{path}", f"no such file: {path}") from None
    except PermissionError:
        raise ReadError("E001", f"没有权限读取：{path}", f"permission denied: {path}") from None
    except IsADirectoryError:
        raise ReadError("E001", f"这是文件夹，不是文件：{path}", f"a folder, not a file: {path}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError("E001", f"无法读取：{path}（{reason}）", f"cannot be read: {path} ({reason})") from None
    return data


def _standard_input() -> bytes:
    import sys

    if sys.stdin is None:
        raise ReadError("E001", "标准输入已关闭", "standard input is closed")
    return sys.stdin.buffer.read(MAX_BYTES + 1)
