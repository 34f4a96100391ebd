"""The command line as a whole on a small folder, in this process or as a program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from unittest import mock

from click.testing import CliRunner

from linter.cli.main import main
from linter.files import compiled as cache
from linter.files.output_formats import FORMATS
from linter.notices.refusal import Refusal
from tests.fuzz import material
from tests.fuzz.failures import PromiseError, place_of
from tests.fuzz.kinds import Kind, snapshot
from tests.fuzz.kinds.checking import DEFECT, crashes_told
from tests.fuzz.kinds.reading import mutated_report
from tests.fuzz.kinds.reporting import check_output
from tests.fuzz.kinds.settings import KINDS as SETTINGS

_NAMES = ("二〇二三年报", "a b", "::error::x", "-x", "=1+1", "é", "[a]", "%41", "a'b\"c")
_SECONDS = 60.0


def _draw(rng: Random) -> tuple[str, bytes]:
    name, data = mutated_report(rng, rng.choice(("text", "markdown", "html", "docx")))
    return (rng.choice(_NAMES) + Path(name).suffix if rng.random() < 0.3 else name), data


def _run(name: str, data: bytes, rng: Random) -> None:
    folder = Path("reports")
    folder.mkdir()
    (folder / name).write_bytes(data)
    if rng.random() < 0.5:
        other = rng.choice(material.files(".md", ".docx", ".html"))
        (folder / f"other-{other.name}").write_bytes(other.data)
    for kind, chance in (("config", 0.2), ("rules", 0.1), ("baseline", 0.1)):
        if rng.random() < chance:
            file, content = SETTINGS[kind].draw(rng)
            Path(file).write_bytes(content)
    arguments, made, format = _arguments(rng, folder, name)
    before = snapshot(Path())
    status, output, told = (_as_program if rng.random() < 0.05 else _in_process)(arguments)
    if status not in (0, 1, 2):
        raise PromiseError("output", f"exit status {status}", told)
    if "Traceback" in told or DEFECT.search(told):
        raise PromiseError("output", "a failure told to the user", f"{arguments}\n{told}")
    _check_files(before, made, fixes="--fix" in arguments)
    written = Path(made[0]).read_text("utf-8") if made and Path(made[0]).is_file() and format else output
    if format in FORMATS and status < 2 and (format in ("concise", "github", "console") or written):
        check_output(format, written)


def _arguments(rng: Random, folder: Path, name: str) -> tuple[list[str], list[str], str]:
    """The arguments, the files and folders that they make, and the format where the output is a report."""
    path = str(rng.choice((folder, folder / name)))
    match rng.randrange(12):
        case 0:
            return ["tree", str(folder / name), "-f", rng.choice(("console", "json")), "--no-cache"], [], ""
        case 1:
            formats = ("console", "json", "csv", "yaml")
            return ["extract", str(folder / name), "-f", rng.choice(formats), "--no-cache"], [], ""
        case 2:
            return ["baseline", path, "-o", "new.json", "--no-cache"], ["new.json"], ""
        case 3:
            return ["check", path, "--diff", "--no-cache"], [], ""
        case 4:
            return ["check", path, "--fix", "--no-cache", "-f", "json"], [], "json"
        case 5:
            extra = ["--suggest"] if rng.random() < 0.5 else []
            return ["check", path, "--annotate", "copies", "--no-cache", "-f", "concise", *extra], ["copies"], "concise"
        case _:
            format = rng.choice(tuple(FORMATS))
            arguments = ["check", path, "-f", format, "--no-cache", "--lang", rng.choice(("zh", "en"))]
            made = []
            if rng.random() < 0.3:
                made = ["out.txt"]
                arguments += ["-o", "out.txt"]
            for option, chance in (
                (("--rules", "own.yaml"), 0.2),
                (("--baseline", "baseline.json"), 0.2),
                (("--prior", str(folder)), 0.2),
            ):
                if rng.random() < chance:
                    arguments += option
            return arguments, made, format


def _in_process(arguments: Sequence[str]) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the command."""
    with mock.patch.object(cache, "_enabled", True), crashes_told() as told:
        result = CliRunner().invoke(main, list(arguments), standalone_mode=False)
    error = result.exception
    if told and DEFECT.search(result.stderr):
        raise PromiseError("rule", f"{type(told[0]).__name__} at {place_of(told[0])}", str(arguments)) from told[0]
    if isinstance(error, Refusal):
        if error.__cause__ is not None:
            raise error.__cause__
        return 2, result.stdout, f"{result.stderr}nianbao: {error.message}"
    if error is not None and not isinstance(error, SystemExit):
        raise error
    return int(result.exit_code), result.stdout, result.stderr


def _as_program(arguments: Sequence[str]) -> tuple[int, str, str]:
    """The same of the program; a status below nought is a signal."""
    root = str(Path(__file__).parents[3])
    ran = subprocess.run(
        [sys.executable, "-m", "linter", *arguments],
        capture_output=True,
        timeout=_SECONDS,
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return ran.returncode, ran.stdout.decode("utf-8", "replace"), ran.stderr.decode("utf-8", "replace")


def _check_files(before: dict[str, tuple[bytes, int, int]], made: Sequence[str], fixes: bool) -> None:
    """No file is changed but those that are to be, and none is left behind."""
    after = snapshot(Path())
    for name, entry in before.items():
        if name not in after:
            raise PromiseError("changed", "a file is gone", name)
        is_fixable = fixes and name.endswith((".md", ".txt", ".html"))
        if after[name] != entry and not is_fixable:
            raise PromiseError("changed", "a file that is only read", name)
    for name in after.keys() - before.keys():
        if Path(name).parts[0] not in made:
            raise PromiseError("leftover", "a file that was not asked for", name)


KINDS = {"command": Kind(_draw, _run)}
