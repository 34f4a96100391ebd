"""What a command may write over, decided before anything is checked or written.

Never what it reads, whatever that is called: files are told by device and number, so that links, hard links and other
spellings make no difference. Another file only if the program has written it, or with --force.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from linter.files import own_output as own
from linter.files import search as files
from linter.files import writing
from linter.files.identity import Identity, connected, identity
from linter.files.search import STDIN
from linter.files.writing import Guard, WriteError
from linter.notices.refusal import Refusal, say
from linter.rules import loading
from linter.type_names import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linter.engine.task import Task

_What = tuple[str, str]
_TO_CHECK = ("是要检查的文件", "is to be checked")
_PRIOR = ("是上年报告", "is last year's report")


class Targets:
    """What the outputs of a run must spare.

    Parameters:
        task: what the command is to do.
        options: those of the command.
        output: a baseline that is to be made anew, which may be the one that the configuration names.
    """

    def __init__(self, task: Task, options: Mapping[str, Any], output: str | None = None) -> None:
        self._task = task
        self._options = options
        self._output = output
        self._lang = task.lang
        self._spared: dict[Identity, _What] = {}
        self._found: dict[Identity, _What] = {}
        self._is_known = False

    def guard(self, is_ours: Callable[[str], bool]) -> Guard:
        """What decides whether a file may be written over.

        Parameters:
            is_ours: whether a file is an output of that kind, as the program wrote it.
        """

        def spare(path: str) -> None:
            here = identity(path)
            if here is None or os.path.isdir(path) or writing.is_special(path):
                return
            self._know()
            if here in self._spared:
                raise not_to_be_replaced(*self._spared[here])
            if os.path.getsize(path) == 0 or is_ours(path):
                return
            if here in self._found:
                raise not_to_be_replaced(*self._found[here])
            if not self._options["force"]:
                raise somebodys()

        return spare

    def spare(self, paths: Iterable[str]) -> None:
        """From now on spare these files whatever they look like: they are checked."""
        self._know()
        _note(self._spared, paths, _TO_CHECK)

    def check(self, option: str, path: str, guard: Guard) -> None:
        """Refuse to write a file now if it would be refused later.

        Raises:
            Refusal: the file must not be written over.
        """
        try:
            guard(path)
        except WriteError as error:
            raise Refusal(
                say(self._lang, f"{option}：{path} {error.message}", f"{option}: {path} {error.english}")
            ) from None
        except OSError as error:
            from linter.notices.system_errors import reason

            why = reason(error, self._lang)
            raise Refusal(say(self._lang, f"{option}：{path} {why}", f"{option}: {path}: {why}")) from None

    def streams(self) -> Iterator[Identity]:
        """The files that a shell lets standard output and standard error write into: no reports to be checked.

        Raises:
            Refusal: one is a file that the command reads.
        """
        for number in (1, 2):
            here = connected(number)
            if here is None:
                continue
            self._know()
            what = self._spared.get(here)
            if number == 1 and os.fstat(number).st_size and not any(map(own.is_report, self._named(here))):
                what = what or self._found.get(here)
            if what is not None:
                zh = f"标准输出写入的文件{what[0]}，不能覆盖"
                en = f"the file that standard output goes to {what[1]}, not to be written over"
                raise Refusal(say(self._lang, zh, en))
            yield here

    def _named(self, here: Identity) -> Iterator[str]:
        return (path for path in self._task.files if identity(path) == here)

    def _know(self) -> None:
        """Find out what is never written over, and what was found in folders: that may be, if it is ours."""
        if self._is_known:
            return
        self._is_known = True
        task, options = self._task, self._options
        config, prior = task.config, options["prior"] or task.config.prior
        baseline = options.get("baseline") or config.baseline
        named = (path for path in task.paths if not os.path.isdir(path))
        rule_files = loading.with_extended((*config.rules, *options["rule_files"]))
        _note(self._spared, named, _TO_CHECK)
        _note(self._spared, (config.path,), ("是配置文件", "is the configuration"))
        _note(self._spared, rule_files, ("是规则文件", "is a rule file"))
        _note(self._spared, (prior,), _PRIOR)
        _note(self._spared, (options.get("organs"),), ("是机关名单", "is the list of organs"))
        if self._output is None or baseline is None or identity(baseline) != identity(self._output):
            _note(self._spared, (baseline,), ("是正在用的基线", "is the baseline"))
        if STDIN in task.files and (here := connected(0)) is not None:
            self._spared.setdefault(here, _TO_CHECK)
        _note(self._found, (*task.files, task.job.stdin_name), _TO_CHECK)
        if prior is not None and os.path.isdir(prior):
            _note(self._found, files.find((prior,)), _PRIOR)


def somebodys() -> WriteError:
    """That a file is not as the program wrote it."""
    zh = "已经存在，不是本程序写的，或写后又有改动；确要覆盖请加 --force"
    return WriteError(zh, "is there already, and not as this program wrote it; --force writes over it")


def not_to_be_replaced(zh: str, en: str) -> WriteError:
    """That a file is what the command reads, as it is said in Chinese and English."""
    return WriteError(f"{zh}，不能覆盖", f"{en}, not to be written over")


def without_output(task: Task, output: str, is_ours: Callable[[str], bool]) -> Task:
    """The task without the output of an earlier run, which a glob or a folder names among what is to be checked.

    Args:
        task: what the command is to do.
        output: the file that the command writes.
        is_ours: whether a file is such an output, as the program wrote it.

    Raises:
        Refusal: there is nothing else to check.
    """
    here = identity(output)
    if here is None or not is_ours(output):
        return task
    checked = without(task.files, {here})
    if task.files and not checked:
        raise Refusal(say(task.lang, "没有可检查的文件", "there are no files to check"))
    return task._replace(paths=tuple(without(task.paths, {here})), files=checked)


def without(paths: Iterable[str], left_out: Collection[Identity]) -> list[str]:
    """The files without those that are left out."""
    return [path for path in paths if path == STDIN or identity(path) not in left_out] if left_out else list(paths)


def _note(known: dict[Identity, _What], paths: Iterable[str | None], what: _What) -> None:
    for path in paths:
        if path is not None and path != STDIN and (here := identity(path)) is not None:
            known.setdefault(here, what)
