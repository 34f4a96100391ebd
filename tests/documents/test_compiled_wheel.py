"""The wheel with compiled modules: what it holds, and that it finds what the sources find."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.corpus.cases import cases
from tests.places import EXAMPLES, TOP

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))
HOOK = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
NO_COMPILER = shutil.which("cc") is None or not Path(sysconfig.get_path("include"), "Python.h").is_file()
# one report after the other: what is compiled shows in what is found, not in how processes are begun
CHECK = "from linter.__main__ import main; main()"
LIBRARIES = "import atexit, sys; atexit.register(lambda: print({'lark', 'yaml'} & set(sys.modules)))"
FIRST = "check", "--no-cache", str(EXAMPLES / "2021-clean.md")


@pytest.mark.parametrize("module", HOOK["modules"])
def test_what_is_compiled_is_there_and_may_be_compiled(module: str) -> None:
    classes = [
        node for node in ast.walk(ast.parse((TOP / module).read_text("utf-8"))) if isinstance(node, ast.ClassDef)
    ]
    for one in classes:
        written = ast.unparse(one)
        assert "cached_property" not in written  # a compiled class works it out each time
        if "@kept" in written:
            assert "(Frozen)" in written or "(metaclass=LeftToPython)" in written  # else nothing is kept
        if "(Parameters)" in written:
            assert "Annotated[" not in written  # of what is written out there nothing is left but the type


def test_what_compiles_is_what_checks_types() -> None:
    (pinned,) = (need for need in PROJECT["project"]["optional-dependencies"]["dev"] if need.startswith("mypy"))
    assert HOOK["needs"][0] == pinned.replace("mypy", "mypy[mypyc]")


def wheel(folder: Path, wish: str) -> Path:
    """The wheel of this checkout, unpacked: its folder."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(TOP)]
    subprocess.run(command, env={**os.environ, "NIANBAO_COMPILE": wish}, check=True)
    (packed,) = folder.glob("*.whl")
    assert packed.name.endswith("-py3-none-any.whl") is (wish == "")
    shutil.unpack_archive(packed, folder / "unpacked", "zip")
    return folder / "unpacked"


def output(package: Path, beside: Path, code: str, *arguments: str) -> bytes:
    """What Python prints of a package, run in the folder of the reports."""
    environment = {**os.environ, "PYTHONPATH": str(package), "NIANBAO_CACHE_DIR": str(beside / package.parent.name)}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=beside, env=environment, capture_output=True, check=False)
    assert not done.stderr, done.stderr.decode("utf-8", "replace")
    return done.stdout


@pytest.mark.slow
def test_a_first_run_from_a_wheel_compiles_nothing(tmp_path: Path) -> None:
    package = wheel(tmp_path / "pure", "")
    assert output(package, tmp_path, f"{LIBRARIES}\n{CHECK}", *FIRST).endswith(b"set()\n")
    loader = "import atexit, sys; atexit.register(lambda: print(type(sys.modules['linter.engine.run'].__loader__)))"
    assert b"module_codes" in output(package, tmp_path, f"{loader}\n{CHECK}", *FIRST)
    (modules,) = (package / "linter" / "_compiled").glob("modules.*")
    assert os.fsencode(tmp_path.parent.parent) not in modules.read_bytes()  # no folder of the build
    assert b"yaml" in output(TOP, tmp_path, f"{LIBRARIES}\n{CHECK}", *FIRST)  # as a checkout has to


@pytest.mark.slow
@pytest.mark.skipif(NO_COMPILER, reason="no compiler, or no headers of Python, on this machine")
def test_the_compiled_wheel_finds_what_the_pure_one_finds(tmp_path: Path) -> None:
    packages = pure, compiled = [wheel(tmp_path / name, wish) for name, wish in (("pure", ""), ("compiled", "1"))]
    names = [module.removesuffix(".py").replace("/", ".") for module in HOOK["modules"]]
    where = f"import importlib\nfor name in {names}: print(importlib.import_module(name).__file__)"
    files = output(compiled, tmp_path, where).decode("utf-8").split()
    assert len(files) == len(names)
    assert all(file.endswith((".so", ".pyd")) for file in files)
    assert b".so" not in output(pure, tmp_path, where)
    assert output(compiled, tmp_path, f"{LIBRARIES}\n{CHECK}", *FIRST).endswith(b"set()\n")
    file = f"import atexit, sys; atexit.register(lambda: print(sys.modules[{names[0]!r}].__file__))"
    for _ in range(2):  # the second run begins with what the first one kept
        told = output(compiled, tmp_path, f"{file}\n{CHECK}", "check", str(EXAMPLES / "2021-clean.md"))
        assert told.strip().endswith((b".so", b".pyd"))

    reports = tmp_path / "reports"
    shutil.copytree(EXAMPLES, reports / "examples")
    for case in cases():
        for name, data in case.files().items():
            (reports / name).write_bytes(data)
    check = ("check", "-f", "json", "--jobs", "1", "--no-cache", "--fail-on", "never", "reports")
    found = [output(package, tmp_path, CHECK, *check) for package in packages]
    assert found[0].startswith(b"{")
    assert found[0] == found[1]
