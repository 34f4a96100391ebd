"""What a first run would compile: rules, forms, grammars, patterns and modules, compiled when a wheel is built.

Run with a checkout and a folder: reports of the checkout are checked, and what is compiled for that is kept in the
folder, as `linter.files.compiled` will read it from the package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_SUFFIXES = ".md", ".txt", ".html", ".docx"
_LANGUAGES = "zh", "en"
_CHECK = """
import sys
from linter.files import compiled
compiled.ship(sys.argv.pop(1))
from linter.__main__ import main
main()
"""


def tables(checkout: Path, folder: Path) -> None:
    """Compiles into a folder what an installed package of a checkout needs.

    Raises:
        subprocess.CalledProcessError: it cannot be compiled; what is wrong was printed.
    """
    reports = sorted(str(path) for path in (checkout / "examples").iterdir() if path.suffix in _SUFFIXES)
    with TemporaryDirectory() as place:
        # as in an installed package, where the rules lie inside
        shutil.copytree(checkout / "linter", Path(place, "linter"), ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(checkout / "rules", Path(place, "linter", "_rules"))
        Path(place, ".nianbao.yaml").touch()  # the nearest settings: none of a folder above are taken
        path = os.pathsep.join((place, *filter(None, [os.environ.get("PYTHONPATH")])))  # pip's libraries for the build
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}
        for lang in _LANGUAGES:
            check = ["check", "--lang", lang, "--jobs", "1", "--fail-on", "never", *reports]
            command = [sys.executable, "-c", _CHECK, str(folder), *check]
            subprocess.run(command, cwd=place, env=environment, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    tables(*map(Path, sys.argv[1:]))
