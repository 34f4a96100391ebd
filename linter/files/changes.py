"""Which files have changed against a revision of git: in the working tree, or not known to git yet."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

# Nothing that a configuration of the repository names is run, and nothing in it is written.
_SAFELY = ("--no-optional-locks", "-c", "core.fsmonitor=false")
# Without a search for renames a file under its new name is an added one, which is all that is asked.
_DIFFERENT = ("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--ignore-submodules", "--no-ext-diff")
_UNKNOWN = ("ls-files", "--others", "--exclude-standard", "-z")


class ChangesError(Exception):
    """Git cannot tell what has changed; `message` says why in Chinese, `english` in English."""

    def __init__(self, message: str, english: str) -> None:
        super().__init__(message)
        self.message = message
        self.english = english


class Changes:
    """What has changed in the repository of a folder.

    Parameters:
        revision: a commit, a tag, a branch, as git takes it.
        folder: lies in the repository.

    Raises:
        ChangesError: there is no git, no repository, or no such revision.
    """

    def __init__(self, revision: str, folder: str = ".") -> None:
        top = _git(folder, "rev-parse", "--show-toplevel")
        if top is None:
            raise ChangesError("当前文件夹不在 git 仓库里", "the current folder is in no git repository")
        self._top = os.path.normpath(os.fsdecode(top.removesuffix(b"\n")))
        named = f"{revision}^{{commit}}"
        # --verify takes one name, which cannot be an option behind --end-of-options
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", named) if revision else None
        if commit is None or commit.startswith(b"^"):  # all but what leads to a commit is no revision either
            raise ChangesError(
                f"没有“{revision}”这个版本；只取了部分历史的，请先取回它",
                f"no such revision: '{revision}'; if only a part of the history was fetched, fetch it first",
            )
        listed = [
            _git(self._top, *_DIFFERENT, commit.decode("ascii").strip(), "--"),
            _git(self._top, *_UNKNOWN),
        ]
        if None in listed:
            raise ChangesError("git 没有列出改动的文件", "git did not list the files that have changed")
        names = (name for names in listed if names for name in names.split(b"\0") if name)
        self._files = {_place(os.path.join(self._top, os.fsdecode(name))) for name in names}

    def among(self, paths: Sequence[str]) -> list[str]:
        """Those of some files that have changed, in their order.

        Raises:
            ChangesError: one lies outside the repository.
        """
        top = os.path.join(_place(self._top), "")
        for path in paths:
            if not _place(path).startswith(top):
                zh = f"{path} 不在当前的 git 仓库里（{self._top}）"
                raise ChangesError(zh, f"{path} is not in the git repository of the current folder ({self._top})")
        return [path for path in paths if _place(path) in self._files]


def _place(path: str) -> str:
    """Where a name stands, whatever it links to: git knows links by their own names."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.normcase(os.path.join(os.path.realpath(folder), name))


def _git(folder: str, *arguments: str) -> bytes | None:
    """What git answers; None where it fails.

    Raises:
        ChangesError: there is no git.
    """
    command = ("git", *_SAFELY, "-C", folder, *arguments)
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except OSError:
        raise ChangesError("没有安装 git，或者不能运行", "git is not installed, or cannot be run") from None
    return done.stdout if done.returncode == 0 else None
