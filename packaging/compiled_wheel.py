"""What a wheel holds beside its sources. hatchling calls this for each; nothing is written into the checkout.

Rules, forms, patterns and modules are compiled for the Python that builds it; another that it is installed for
compiles them at its first run. Where `NIANBAO_COMPILE=1` asks for it, the busiest modules are compiled too:
`pyproject.toml` says which these are and what that takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WISH = "NIANBAO_COMPILE"
_EDITABLE = "editable"  # the version of a wheel that only points to the checkout
_COMPILE_TABLES = "lark", "yaml"


class CompiledWheel(BuildHookInterface):  # type: ignore[misc]  # of a library that is there at the build alone
    """Adds what was compiled, and names the Python and machine that compiled modules are for."""

    def dependencies(self) -> list[str]:
        """What the build needs beside hatchling: the program runs in it."""
        return [*self.metadata.core.dependencies, *(self.config["needs"] if _is_wished() else [])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles before the wheel is packed."""
        if version == _EDITABLE:
            return
        self._folder = TemporaryDirectory()  # until the wheel is packed
        made = Path(self._folder.name, "made")
        if _is_wished():
            command = [sys.executable, __file__, self._folder.name, *self.config["modules"]]
            subprocess.run(command, cwd=self.root, check=True)
            build_data.update(pure_python=False, infer_tag=True)
        if all(map(find_spec, _COMPILE_TABLES)):
            tables = Path(__file__).with_name("compiled_tables.py")
            command = [sys.executable, str(tables), self.root, str(made / "linter" / "_compiled")]
            subprocess.run(command, check=True)
            if _is_wished():  # what is compiled is found in the usual way, and not before it what it was compiled from
                for path in (made / "linter" / "_compiled").glob("modules.*"):
                    path.unlink()
        else:  # a build without isolation
            self.app.display_warning(f"without {', '.join(_COMPILE_TABLES)} the first run will compile the rules")
        files = [path for path in made.rglob("*") if path.is_file()]
        build_data["force_include"].update({str(path): path.relative_to(made).as_posix() for path in files})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes what was made."""
        if version != _EDITABLE:
            self._folder.cleanup()


def _is_wished() -> bool:
    return os.environ.get(_WISH, "0") not in ("", "0")


def compiled(folder: str, modules: Sequence[str]) -> None:
    """Compiles modules into `made` of a folder; the others stay as they are, and are told nothing of it."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    # without what happens to be installed where it is built: types of other libraries would decide what is made
    known = ["--config-file=", "--cache-dir", os.devnull, "--no-site-packages", "--ignore-missing-imports"]
    extensions = mypycify([*known, *modules], group_name="nianbao", multi_file=True, debug_level="0", target_dir=folder)
    command = Distribution({"name": "nianbao", "ext_modules": extensions}).get_command_obj("build_ext")
    command.build_lib, command.build_temp = os.path.join(folder, "made"), os.path.join(folder, "objects")
    command.parallel = os.cpu_count()
    command.ensure_finalized()
    command.run()


if __name__ == "__main__":
    compiled(sys.argv[1], sys.argv[2:])
