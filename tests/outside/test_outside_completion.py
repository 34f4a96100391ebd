"""What the shell completes, in the shells themselves where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = str(Path(sys.executable).parent)
LOCAL = "rules:\n  - {code: P901, name: own-rule, severity: info, check: empty-part, message: {zh: 空}}\n"

pytestmark = pytest.mark.skipif(shutil.which("nianbao", path=BIN) is None, reason="the command is not installed")


def shell(name: str, script: str, folder: Path) -> list[str]:
    """The lines that a script of the shell prints, run in a folder."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    options = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[name]
    done = subprocess.run(
        [path, *options, "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": BIN + os.pathsep + os.environ["PATH"], "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def completed(words: str, folder: Path) -> list[str]:
    """What bash offers for the last of these words."""
    script = f"""
        eval "$(_NIANBAO_COMPLETE=bash_source nianbao)"
        COMP_WORDS=({words})
        COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        _nianbao_completion nianbao
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return shell("bash", script, folder)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("nianbao expl", ["explain"]),
        ("nianbao explain A30", [f"A30{n}" for n in range(8)]),
        ("nianbao explain a301", ["A301"]),
        ("nianbao explain blank", ["blank-cell"]),
        ("nianbao check --select S10", [f"S10{n}" for n in range(1, 10)]),
        ("nianbao check --select=A301,T205", ["A301,T205"]),
        ("nianbao check --ignore A300,A301,A30", [f"A300,A301,A30{n}" for n in range(2, 8)]),
        ("nianbao check --fail-on ne", ["never"]),
        ("nianbao explain Q", [""]),
    ],
)
def test_in_bash(words: str, wanted: list[str], tmp_path: Path) -> None:
    assert completed(words, tmp_path) == wanted


@pytest.mark.whole
def test_rules_of_the_folder_are_offered(tmp_path: Path) -> None:
    (tmp_path / "local.yaml").write_text(LOCAL, "utf-8")
    (tmp_path / ".nianbao.yaml").write_text("rules: local.yaml\n", "utf-8")
    assert completed("nianbao explain P9", tmp_path) == ["P901"]


@pytest.mark.whole
@pytest.mark.parametrize("configuration", ["rules: [none.yaml]\n", "rules: [", "lang: cn\n"])
def test_a_wrong_configuration_does_no_harm(configuration: str, tmp_path: Path) -> None:
    (tmp_path / ".nianbao.yaml").write_text(configuration, "utf-8")
    assert completed("nianbao explain A301", tmp_path) == ["A301"]


def test_in_zsh(tmp_path: Path) -> None:
    script = """
        autoload -Uz compinit && compinit -u
        eval "$(_NIANBAO_COMPLETE=zsh_source nianbao)"
        print ${_comps[nianbao]}
        COMP_WORDS="nianbao explain A301" COMP_CWORD=2 _NIANBAO_COMPLETE=zsh_complete nianbao
    """
    assert shell("zsh", script, tmp_path) == ["_nianbao_completion", "plain", "A301", "application-balance"]


def test_in_fish(tmp_path: Path) -> None:
    script = "_NIANBAO_COMPLETE=fish_source nianbao | source; complete -C 'nianbao explain A301'"
    assert shell("fish", script, tmp_path) == ["A301\tapplication-balance"]
