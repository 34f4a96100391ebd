"""Where the annotated copies go, and writing them: whole or not at all, and never over a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from linter.cli.output import OutputError, write_whole
from linter.files.search import STDIN, content
from linter.model.diagnostics import FileResult
from linter.readers import SUFFIXES, as_read

_MOST_NAMED = 3


class Copies:
    """The copies of one run.

    Parameters:
        target: a file name with a Word suffix for the one Word file that is checked, else a folder.
        paths: the files that are checked.

    Raises:
        OutputError: several files, and the target is one; or a copy would take the place of a file that is checked.
    """

    def __init__(self, target: str, paths: Sequence[str]) -> None:
        word = [path for path in paths if _is_word(path)]
        self._target = target
        self._is_file = _is_word(target) and not os.path.isdir(target)
        if self._is_file and len(word) > 1:
            raise OutputError(f"{target}：要批注的 Word 文件不止一个，请给出文件夹 (several Word files: name a folder)")
        folders = [os.path.dirname(os.path.abspath(path)) for path in word]
        self._root = os.path.commonpath(folders) if folders else ""
        self._checked = {os.path.realpath(path) for path in paths if path != STDIN}
        for path in word:
            self._place(path)

    def write(
        self, results: Iterable[FileResult], annotate: Callable[[bytes, FileResult], bytes], note: Callable[[str], None]
    ) -> Iterator[FileResult]:
        """Write the copy of each Word file as its result comes by; of other files say at the end that there are none.

        Raises:
            OutputError: a copy cannot be written.
            ReadError: a file is no longer there.
        """
        others: list[str] = []
        for result in results:
            if result.format == "docx" and result.path != STDIN and os.path.isfile(result.path):
                place = self._place(result.path)
                try:
                    os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
                    write_whole(place, annotate(as_read(result.path, content(result.path)), result))
                except OSError as error:
                    raise OutputError(f"{place}：{error.strerror or type(error).__name__}") from None
            elif result.error is None and result.format is not None:
                others.append(result.path)
            yield result
        if others:
            named = "、".join(others[:_MOST_NAMED]) + (" 等" if len(others) > _MOST_NAMED else "")
            note(f"--annotate：{len(others)}个文件不是 Word 文件，没有批注 (no Word files, not annotated)：{named}")

    def _place(self, path: str) -> str:
        """Where the copy of a file goes; in a folder as it lies in the folder that all have in common."""
        if self._is_file:
            place = self._target
        else:
            within = os.path.relpath(os.path.abspath(path), self._root) if self._root else os.path.basename(path)
            if within.startswith(os.pardir):
                within = os.path.basename(path)
            place = os.path.join(self._target, within if _is_word(within) else f"{within}.docx")
        if os.path.realpath(place) in self._checked:
            raise OutputError(f"{place}：批注不写入原文件 (never over a file that is checked)")
        return place


def _is_word(path: str) -> bool:
    return SUFFIXES.get(os.path.splitext(path)[1].lower()) == "docx"
