"""Where the annotated copies go, and writing them: of the very bytes that were checked, and never over a report."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from linter.engine.run import digest_of
from linter.engine.targets import Targets
from linter.files import own_output as own
from linter.files.identity import identity
from linter.files.search import STDIN, content
from linter.files.writing import Model, WriteError, write
from linter.model.diagnostics import FileResult, ReadError
from linter.notices.refusal import Refusal, note, say, tell_person
from linter.notices.system_errors import reason
from linter.readers import as_read
from linter.readers.formats import COMMENTED, CONVERTED, SUFFIXES

_MOST_NAMED = 3
_PRIVATE = 0o600  # for a copy of what came through a pipe, of which nobody knows who may read it
_NAMELESS = "stdin.docx"


class Copies:
    """The copies of one run.

    Parameters:
        target: a file name with a Word suffix for the one Word file that is checked, else a folder.
        paths: the files that are checked.
        targets: what must be spared.
        stdin_name: what standard input is called.
        lang: the language of what is told.

    Raises:
        Refusal: several files, and the target is one; it is neither a folder nor a Word file; or a copy would take
            the place of a file that is not ours.
    """

    def __init__(
        self, target: str, paths: Sequence[str], targets: Targets, stdin_name: str | None = None, lang: str = "zh"
    ) -> None:
        self.failed = False
        self._written: list[str] = []
        self._target = target
        self._targets = targets
        self._stdin_name = stdin_name
        self._lang = lang
        self._is_file = _is_word(target) and not os.path.isdir(target)
        if not self._is_file and os.path.exists(target) and not os.path.isdir(target):
            zh = f"--annotate：{target} 不是文件夹，也不是 .docx 文件"
            raise Refusal(say(lang, zh, f"--annotate: {target} is neither a folder nor a .docx file"))
        self._paths = _without_copies(paths, target)
        targets.spare(self._paths)
        named = [self._name(path) for path in self._paths]
        likely = [number for number, name in enumerate(named) if _is_likely(name)]
        if self._is_file and len(likely) > 1:
            zh = f"--annotate：{target}：要批注的 Word 文件不止一个，请给出文件夹"
            raise Refusal(say(lang, zh, f"--annotate: {target}: there are several Word files, name a folder"))
        self._root = _common(path for path, name in zip(self._paths, named, strict=True) if _is_likely(name))
        self._taken: set[str] = set()
        self._places: dict[int, str] = {}
        # Word files keep their names, files that become such have others where these are taken
        for number in sorted(likely, key=lambda number: (self._paths[number] == STDIN, not _is_word(named[number]))):
            self._places[number] = place = self._place(self._paths[number])
            targets.check("--annotate", place, targets.guard(self._is_ours(self._paths[number])))

    @property
    def paths(self) -> list[str]:
        """The files that are checked, without earlier copies found in the folder that the copies go to."""
        return self._paths

    def places(self) -> Iterable[str]:
        """The names of the copies, as far as they are known before the files are read."""
        return self._places.values()

    def through(
        self,
        results: Iterable[FileResult],
        annotate: Callable[[bytes, FileResult], bytes],
        stdin: bytes | None = None,
    ) -> Iterator[FileResult]:
        """The results, after a copy of each Word file was written; of other files it is said that there are none.

        A copy that cannot be made is told on standard error, and `failed` is true from then on.

        Parameters:
            results: those of `paths`, in their order, and others behind them.
            annotate: makes a copy of the content of a file.
            stdin: what came in on standard input.
        """
        others: list[str] = []
        for number, result in enumerate(results):
            path = self._paths[number] if number < len(self._paths) else None
            if path is not None and result.error is None and result.format in COMMENTED:
                place = self._places.get(number) or self._place(path)
                try:
                    self._write(path, place, result, annotate, stdin)
                except ReadError as error:
                    self._fail(path, place, say(self._lang, error.message, error.english))
                except WriteError as error:
                    self._fail(path, place, error.in_language(self._lang))
                except OSError as error:
                    self._fail(path, place, reason(error, self._lang))
                except Exception as error:  # a damaged file costs its own copy
                    kind = type(error).__name__
                    zh, en = f"文件可能已损坏（{kind}）", f"the file may be damaged ({kind})"
                    self._fail(path, place, say(self._lang, zh, en))
            elif path is not None and result.error is None and result.format is not None:
                others.append(result.path)
            yield result
        if others:
            named = "、".join(others[:_MOST_NAMED]) + (" 等" if len(others) > _MOST_NAMED else "")
            note(f"--annotate：{len(others)}个文件不是 Word 文件，没有批注 (no Word files, not annotated)：{named}")

    def _write(
        self,
        path: str,
        place: str,
        result: FileResult,
        annotate: Callable[[bytes, FileResult], bytes],
        stdin: bytes | None,
    ) -> None:
        if path == STDIN and stdin is not None:
            data = stdin
        else:
            model = Model.of(path)
            data = content(path)
            if digest_of(data) != result.digest:
                zh, en = "文件在检查之后有改动", "the file has changed since it was checked"
                raise WriteError(zh, en)
        if path == STDIN:
            model = _model_of_input(self._stdin_name)
        copy = annotate(as_read(result.path, data), result)
        os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
        write(place, copy, self._targets.guard(self._is_ours(path)), model, _PRIVATE)
        self._written.append(place)

    def tell(self) -> None:
        """Say on standard error what was written where."""
        if len(self._written) == 1:
            (place,) = self._written
            tell_person(say(self._lang, f"已写入带批注的副本 {place}", f"annotated copy written: {place}"))
        elif self._written:
            count = len(self._written)
            zh, en = (
                f"已把{count}份带批注的副本写入 {self._target}",
                f"{count} annotated copies written into {self._target}",
            )
            tell_person(say(self._lang, zh, en))

    def _fail(self, path: str, place: str, reason: str) -> None:
        self.failed = True
        name = self._name(path)
        zh, en = f"--annotate：{name} 没有批注（{place}）：{reason}", f"--annotate: {name} is not annotated ({place})"
        note(say(self._lang, zh, f"{en}: {reason}"))

    def _name(self, path: str) -> str:
        return path if path != STDIN else self._stdin_name or _NAMELESS

    def _is_ours(self, path: str) -> Callable[[str], bool]:
        """Whether what is there is an earlier copy, or the same as its file: nothing is lost then."""

        def is_ours(place: str) -> bool:
            data = _bytes(place)
            return data is not None and (own.is_copy(data) or (path != STDIN and data == _bytes(path)))

        return is_ours

    def _place(self, path: str) -> str:
        """Where the copy of a file goes; in a folder as it lies in the folder that all have in common, each once."""
        if self._is_file:
            place = self._target
        else:
            within = os.path.basename(self._name(path))
            if path != STDIN and self._root:
                within = _below(os.path.abspath(path), self._root) or within
            place = os.path.join(self._target, within if _is_word(within) else f"{within}.docx")
        stem, suffix = os.path.splitext(place)
        number = 1
        while self._key(place) in self._taken:
            number += 1
            place = f"{stem} ({number}){suffix}"
        self._taken.add(self._key(place))
        return place

    def _key(self, place: str) -> str:
        """What tells one file from another: on some systems not the case of its letters."""
        key = os.path.normcase(os.path.realpath(place))
        return key.casefold() if sys.platform == "darwin" else key


def _without_copies(paths: Sequence[str], target: str) -> list[str]:
    """The files without earlier copies among those that were found in the target, when that is a folder."""
    if not os.path.isdir(target):
        return list(paths)
    folder = os.path.join(os.path.realpath(target), "")
    inside = [os.path.realpath(path).startswith(folder) if path != STDIN else False for path in paths]
    root = _common(path for path, is_inside in zip(paths, inside, strict=True) if not is_inside and _is_likely(path))

    def is_copy(path: str) -> bool:
        data = _bytes(path)
        if data is None or not _is_word(path):
            return False
        original = os.path.join(root, os.path.relpath(os.path.realpath(path), folder)) if root else path
        is_same = identity(original) not in (None, identity(path)) and _bytes(original) == data
        return is_same or own.is_copy(data)

    return [path for path, is_inside in zip(paths, inside, strict=True) if not (is_inside and is_copy(path))]


def _common(paths: Iterable[str]) -> str:
    """The folder that the files have in common, empty where there is none."""
    folders = [os.path.dirname(os.path.abspath(path)) for path in paths if path != STDIN]
    with suppress(ValueError):  # none, or on several drives
        return os.path.commonpath(folders)
    return ""


def _below(path: str, folder: str) -> str:
    """A path as it lies in a folder, empty where it does not."""
    with suppress(ValueError):  # on another drive
        below = os.path.relpath(path, folder)
        return "" if below.startswith(os.pardir) else below
    return ""


def _model_of_input(name: str | None) -> Model | None:
    """The file that standard input comes from, else the one whose name it bears."""
    with suppress(OSError):
        status = os.fstat(0)
        if stat.S_ISREG(status.st_mode):
            return Model(status)
    return Model.of(name) if name else None


def _bytes(path: str) -> bytes | None:
    try:
        return content(path)
    except ReadError:
        return None


def _is_likely(path: str) -> bool:
    """Whether a file will be annotated, as far as its name tells."""
    return _is_word(path) or os.path.splitext(path)[1].lower() in CONVERTED


def _is_word(path: str) -> bool:
    return SUFFIXES.get(os.path.splitext(path)[1].lower()) in COMMENTED
